use domain::paths;
use leptos::prelude::*;

use crate::{
    Answer, Cx, Head,
    accounts::parts::{ChangePasswordSection, PasswordFacts},
    settings::SettingsPage,
};

/// What keeps one's account safe.
pub(crate) async fn security(cx: Cx) -> Answer {
    let password = PasswordFacts::of(&cx).await?;
    let head = Head::private("Security").with_island();
    Ok(cx.page(head, move || {
        view! {
            <SettingsPage title="Security" here=paths::SECURITY>
                <ChangePasswordSection facts=password />
            </SettingsPage>
        }
        .into_any()
    }))
}
