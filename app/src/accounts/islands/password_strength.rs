use domain::accounts::{PasswordContext, Strength};
use leptos::prelude::*;

/// How well the new password withstands guessing, up to date with every key. The server asks the same when the form is
/// sent.
///
/// It watches the plain field above it, and `name` and `email` where they are on the form, so the form works the same
/// before it wakes and without it.
#[island]
pub fn PasswordStrength(
    /// Id of the field that holds the new password.
    field: String,
    /// What is known of its owner besides, and the name of the site.
    known: Vec<String>,
) -> impl IntoView {
    let typed = RwSignal::new(None::<Typed>);
    #[cfg(feature = "hydrate")]
    super::browser::follow_password(field, typed);
    #[cfg(not(feature = "hydrate"))]
    let _ = field;
    let strength = Memo::new(move |_| typed.with(|typed| typed.as_ref().map(|typed| typed.strength(&known))));
    let score = move || strength.with(|strength| strength.as_ref().map(|strength| strength.score.to_string()));
    let words = move || strength.with(|strength| strength.as_ref().map(told));
    view! {
        <div class="strength" data-score=score hidden=move || strength.with(Option::is_none)>
            <span class="strength-bar" aria-hidden="true"></span>
            <p role="status">{words}</p>
        </div>
    }
}

/// What stands in the fields of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) password: String,
    pub(super) about: Vec<String>,
}

impl Typed {
    fn strength(&self, known: &[String]) -> Strength {
        let texts: Vec<&str> = self.about.iter().chain(known).map(String::as_str).collect();
        Strength::of(&self.password, &PasswordContext::of(&texts))
    }
}

fn told(strength: &Strength) -> String {
    match &strength.advice {
        Some(advice) => format!("{}. {advice}", strength.words()),
        None => format!("{}.", strength.words()),
    }
}
