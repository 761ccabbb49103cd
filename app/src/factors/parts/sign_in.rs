use leptos::prelude::*;
use server::factors;
use server_fn::ServerFn;

use super::{Ceremony, PasskeyForm};
use crate::{
    cx::Cx,
    factors::{OptionsToSignIn, SignInByPasskey},
    forms::FormState,
};

/// The way in by passkey, below the form to sign in. Nothing on a host where passkeys are not possible.
#[component]
pub(crate) fn SignInWithPasskey(
    /// What the form shows.
    state: FormState,
    /// Where to go on to.
    next: String,
) -> impl IntoView {
    factors::passkeys_are_possible(&Cx::current().app).then(|| {
        view! {
            <PasskeyForm
                action=SignInByPasskey::PATH
                options=OptionsToSignIn::PATH
                ceremony=Ceremony::GetOrSuggest
                label="Sign in with a passkey"
                otherwise="Here a password will do."
                state=state
            >
                <input type="hidden" name="next" value=next />
                // As in the form above; the script keeps the two alike.
                <input type="hidden" name="remember" value="true" />
            </PasskeyForm>
        }
    })
}
