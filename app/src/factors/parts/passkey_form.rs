use leptos::prelude::*;

use crate::{
    forms::{Form, FormState},
    ui::{Button, ButtonKind},
};

/// What the browser is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ceremony {
    /// Make a passkey.
    Create,
    /// Use one.
    Get,
    /// Use one, and offer them in the field for the address, too.
    GetOrSuggest,
}

impl Ceremony {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Get => "get",
            Self::GetOrSuggest => "suggest",
        }
    }
}

/// A form that sends what a passkey answered. `public/passkeys.js` shows it where passkeys work, and puts the answer into
/// its field before it is sent; elsewhere one sentence says what is missing. The page says `Head::with_passkeys`.
#[component]
pub(crate) fn PasskeyForm(
    /// URL of the server function that takes the answer.
    action: &'static str,
    /// URL of the server function that tells what to ask.
    options: &'static str,
    /// What the browser is asked to do.
    ceremony: Ceremony,
    /// The words of the button.
    label: &'static str,
    /// What to do without passkeys: the end of a sentence.
    otherwise: &'static str,
    /// What the form shows.
    state: FormState,
    /// How much the button weighs.
    #[prop(optional)]
    kind: ButtonKind,
    /// Further fields.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        // The anchor of what was wrong with a passkey, which has no field to be seen.
        <div class="passkey" id="passkey" data-passkey=ceremony.as_str() data-options=options>
            <p class="aside">"Passkeys need JavaScript and a browser that knows them. " {otherwise}</p>
            <div hidden>
                <Form action=action state=state class="form">
                    <input type="hidden" name="credential" />
                    {children.map(|children| children())}
                    <div class="actions">
                        <Button kind=kind>{label}</Button>
                    </div>
                </Form>
            </div>
        </div>
    }
}
