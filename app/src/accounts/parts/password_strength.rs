use leptos::prelude::*;

/// How well the new password withstands guessing. `public/strength.js` fills it in as somebody types, from this field, from
/// `name` and `email` where they are on the form, and from what is known besides; without the script it stays away. The page
/// says [`Head::with_password_strength`](crate::Head::with_password_strength).
#[component]
pub(crate) fn PasswordStrength(
    /// Id of the field that holds the new password.
    field: &'static str,
    /// What is known of its owner besides, and the name of the site.
    known: Vec<String>,
) -> impl IntoView {
    let known = serde_json::Value::from(known).to_string();
    view! {
        <div class="strength" data-field=field data-known=known hidden>
            <span class="strength-bar" aria-hidden="true"></span>
            <p role="status"></p>
        </div>
    }
}
