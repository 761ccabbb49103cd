use leptos::prelude::*;

use crate::{forms::FormState, ui::Checkbox};

/// Whether the session outlives the browser: so it is proposed, and what was chosen stays when the form comes back.
#[component]
pub(crate) fn StaySignedIn(
    /// The form around it.
    state: FormState,
) -> impl IntoView {
    let checked = !state.is_refused() || state.value("remember") == "true";
    view! { <Checkbox name="remember" label="Stay signed in on this device" checked=checked /> }
}
