//! What all fields have in common: a label, a hint, an error, and how they are tied to the input.

use leptos::prelude::*;

/// The words around an input.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    /// Id of the input.
    pub(super) id: String,
    /// Its label.
    pub(super) label: String,
    /// One sentence that helps to fill it in.
    pub(super) hint: Option<String>,
    /// What is wrong with what was typed.
    pub(super) error: Option<String>,
    /// Whether the label says that it may stay empty.
    pub(super) optional: bool,
    /// More classes of the whole field.
    pub(super) class: String,
}

impl Frame {
    /// For `aria-describedby`: the ids of hint and error, as far as there are any.
    pub(super) fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| self.hint_id());
        let error = self.error.as_ref().map(|_| self.error_id());
        match (hint, error) {
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
            (hint, error) => hint.or(error),
        }
    }

    /// For `aria-invalid`, which is left out while nothing is wrong.
    pub(super) fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }

    /// Puts the words around the input. Hint and error come first, so that no keyboard on a screen hides them.
    pub(super) fn around(self, input: impl IntoView) -> impl IntoView {
        let invalid = if self.error.is_some() { "invalid" } else { "" };
        let class =
            ["field", invalid, &self.class].iter().filter(|class| !class.is_empty()).copied().collect::<Vec<_>>();
        let (hint_id, error_id) = (self.hint_id(), self.error_id());
        let optional = self.optional.then(|| view! { " " <span class="field-optional">"optional"</span> });
        view! {
            <div class=class.join(" ")>
                <label for=self.id>{self.label}{optional}</label>
                {self.hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
                {self.error.map(|error| view! { <p class="field-error" id=error_id>{error}</p> })}
                {input}
            </div>
        }
    }

    fn hint_id(&self) -> String {
        format!("{}-hint", self.id)
    }

    fn error_id(&self) -> String {
        format!("{}-error", self.id)
    }
}
