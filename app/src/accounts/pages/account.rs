use axum::response::Redirect;
use domain::{
    accounts::{MemberView, Role},
    paths,
};
use leptos::prelude::*;
use server::accounts;
use server_fn::ServerFn;

use crate::{
    Answer, Cx, Head,
    accounts::api::SignOut,
    forms::Form,
    settings::SettingsPage,
    ui::{Button, Time},
};

/// One's own account.
pub(crate) async fn account(cx: Cx) -> Answer {
    let member = accounts::account(&cx.app, cx.actor()?).await?;
    Ok(cx.page(Head::private("Your account"), || facts(member)))
}

/// The address of earlier versions.
pub(crate) async fn moved() -> Redirect {
    Redirect::permanent(paths::SETTINGS)
}

fn facts(member: MemberView) -> AnyView {
    view! {
        <SettingsPage title="Your account" here=paths::SETTINGS>
            <dl class="facts">
                <div><dt>"Name"</dt><dd>{member.name}</dd></div>
                <div><dt>"E-mail address"</dt><dd>{member.email}</dd></div>
                <div><dt>"Role"</dt><dd>{role_words(member.role)}</dd></div>
                <div><dt>"Member since"</dt><dd><Time at=member.joined_at /></dd></div>
            </dl>
            <Form action=SignOut::PATH>
                <Button>"Sign out"</Button>
            </Form>
        </SettingsPage>
    }
    .into_any()
}

fn role_words(role: Role) -> String {
    let words = match &role {
        Role::Reader => "Reader: reads and comments",
        Role::Author => "Author: writes posts",
        Role::Editor => "Editor: edits all posts and moderates comments",
        Role::Admin => "Admin: manages the publication",
        Role::Other(name) => name.as_str(),
    };
    words.to_owned()
}
