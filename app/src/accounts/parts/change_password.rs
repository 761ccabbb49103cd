use leptos::prelude::*;
use server::{Result, accounts};
use server_fn::ServerFn;

use super::NewPassword;
use crate::{
    accounts::ChangePassword,
    cx::Cx,
    forms::{Form, FormState},
    ui::{Button, ButtonKind, PasswordField, Section},
};

/// What the section about the password shows.
#[derive(Clone, Debug)]
pub(crate) struct PasswordFacts {
    state: FormState,
    has_password: bool,
    name: String,
    email: String,
}

impl PasswordFacts {
    /// Of the member who looks at the page.
    pub(crate) async fn of(cx: &Cx) -> Result<Self> {
        let actor = cx.actor()?;
        let member = accounts::account(&cx.app, actor).await?;
        Ok(Self {
            state: FormState::of(cx, ChangePassword::PATH).await?,
            has_password: accounts::has_password(&cx.app, actor).await?,
            name: member.name,
            email: member.email,
        })
    }
}

/// Changes the password, or sets the first one. For pages with
/// [`Head::with_password_strength`](crate::Head::with_password_strength).
#[component]
pub(crate) fn ChangePasswordSection(
    /// What it shows.
    facts: PasswordFacts,
) -> impl IntoView {
    let PasswordFacts { state, has_password, name, email } = facts;
    let intro = if has_password {
        "A new password ends your sessions everywhere else."
    } else {
        "You have none, and sign in by other means. With one, you also can by your address and it."
    };
    let current = has_password.then(|| {
        view! {
            <PasswordField
                name="current_password"
                label="Present password"
                autocomplete="current-password"
                error=state.error("current_password")
            />
        }
    });
    view! {
        <Section title="Password" id="password-section" intro=intro>
            <Form action=ChangePassword::PATH state=state.clone() class="form">
                // For password managers, which otherwise do not know whose password it is.
                <input type="hidden" name="username" autocomplete="username" value=email.clone() />
                {current}
                <NewPassword state=state label="New password" known=vec![name, email] />
                <div class="actions">
                    <Button kind=ButtonKind::Primary>
                        {if has_password { "Change the password" } else { "Set a password" }}
                    </Button>
                </div>
            </Form>
        </Section>
    }
}
