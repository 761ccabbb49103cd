use leptos::prelude::*;

use crate::{cx::Cx, forms::FormState, ui::ErrorSummary};

/// The anchor of the summary of errors, where a refused form leads back to.
pub(super) const PROBLEMS: &str = "problems";

/// The field that says which page the form stands on, for the way back; browsers may leave the Referer out.
pub(super) const BACK: &str = "back_to";

/// A form that posts to a server function.
///
/// The browser's own bubbles are off: our messages stay on the page, are read aloud, and are the same everywhere.
#[component]
pub(crate) fn Form(
    /// URL of the server function: `SignUp::PATH`.
    action: &'static str,
    /// What it shows; leave out for forms that are a single button.
    #[prop(optional)]
    state: FormState,
    /// Class of the form.
    #[prop(optional, into)]
    class: String,
    /// Where to go back to when it is refused, if not to this page.
    #[prop(optional, into)]
    back: Option<String>,
    /// Id of the form, for buttons that stand outside of it.
    #[prop(optional, into)]
    id: Option<String>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let back = back.unwrap_or_else(|| Cx::current().here());
    let summary = state.summary();
    view! {
        <form method="post" action=action class=class id=id novalidate>
            <input type="hidden" name=BACK value=back />
            {summary.map(|(message, fields)| view! { <ErrorSummary id=PROBLEMS message=message fields=fields /> })}
            {children()}
        </form>
    }
}
