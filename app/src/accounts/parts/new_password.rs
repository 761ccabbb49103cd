use domain::accounts::Password;
use leptos::prelude::*;

use super::PasswordStrength;
use crate::{cx::Cx, forms::FormState, ui::PasswordField};

/// The field for a password that somebody chooses, with its strength; for pages with
/// [`Head::with_password_strength`](crate::Head::with_password_strength).
#[component]
pub(crate) fn NewPassword(
    /// The form around it.
    state: FormState,
    /// The label.
    #[prop(optional, into)]
    label: Option<String>,
    /// What is known of its owner and does not stand on the form.
    #[prop(optional)]
    known: Vec<String>,
) -> impl IntoView {
    let known = known.into_iter().chain([Cx::current().app.site.name.clone()]).collect::<Vec<_>>();
    view! {
        <PasswordField
            name="password"
            label=label.unwrap_or_else(|| "Password".to_owned())
            hint=format!("At least {} characters. A few random words are easiest to remember.", Password::MIN)
            autocomplete="new-password"
            error=state.error("password")
        />
        <PasswordStrength field="password" known=known />
    }
}
