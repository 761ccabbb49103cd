use domain::paths;
use leptos::prelude::*;

/// In place of a form that is refused while the address of the account is not proved: why, and the way to prove it.
#[component]
pub(crate) fn ConfirmFirst(
    /// What may be done afterwards, the end of a sentence: `add a passkey`.
    then: &'static str,
) -> impl IntoView {
    view! { <p>"First " <a href=paths::VERIFY>"confirm your address"</a> ", then you can " {then} "."</p> }
}
