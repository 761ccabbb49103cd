use axum::response::Redirect;
use domain::{
    accounts::{MemberView, Role},
    paths,
};
use leptos::prelude::*;
use server::{accounts, roles};
use server_fn::ServerFn;

use crate::{
    Answer, Cx, Head,
    accounts::{
        ChangeEmail, KeepEmail, Rename,
        api::SignOut,
        parts::{EmailField, NameField},
    },
    forms::{Form, FormState},
    settings::SettingsPage,
    ui::{Button, ButtonKind, Section, Time},
};

/// One's own account: the name, the address, and what cannot be changed here.
pub(crate) async fn account(cx: Cx) -> Answer {
    let actor = cx.actor()?;
    let member = accounts::account(&cx.app, actor).await?;
    let facts = Facts {
        role: role_words(&cx, member.role).await?,
        member,
        is_verified: actor.standing.is_verified,
        wish: accounts::wished_for_email(&cx.app, actor).await?,
        rename: FormState::of(&cx, Rename::PATH).await?,
        change: FormState::of(&cx, ChangeEmail::PATH).await?,
    };
    Ok(cx.page(Head::private("Your account"), || view(facts)))
}

/// The address of earlier versions.
pub(crate) async fn moved() -> Redirect {
    Redirect::permanent(paths::SETTINGS)
}

/// What the page shows.
struct Facts {
    member: MemberView,
    role: String,
    is_verified: bool,
    wish: Option<String>,
    rename: FormState,
    change: FormState,
}

fn view(facts: Facts) -> AnyView {
    let Facts { member, role, is_verified, wish, rename, change } = facts;
    let unconfirmed = (!is_verified).then(|| view! { " · " <a href=paths::VERIFY>"not confirmed yet"</a> });
    let name = rename.with("name", member.name.clone());
    view! {
        <SettingsPage title="Your account" here=paths::SETTINGS>
            <dl class="facts">
                <div><dt>"Name"</dt><dd>{member.name}</dd></div>
                <div><dt>"E-mail address"</dt><dd>{member.email}{unconfirmed}</dd></div>
                <div><dt>"Role"</dt><dd>{role}</dd></div>
                <div><dt>"Member since"</dt><dd><Time at=member.joined_at /></dd></div>
            </dl>
            <Form action=SignOut::PATH>
                <Button>"Sign out"</Button>
            </Form>
            {name_section(name)}
            {address_section(change, wish)}
        </SettingsPage>
    }
    .into_any()
}

fn name_section(state: FormState) -> impl IntoView {
    view! {
        <Section title="Name">
            <Form action=Rename::PATH state=state.clone() class="form">
                <NameField state=state />
                <div class="actions">
                    <Button kind=ButtonKind::Primary>"Change the name"</Button>
                </div>
            </Form>
        </Section>
    }
}

fn address_section(state: FormState, wish: Option<String>) -> impl IntoView {
    let waiting = wish.map(|wish| {
        view! {
            <p>
                "We wait for an answer to the letter to " <strong>{wish}</strong> ". Until then your address stays as it is. "
                <a href=paths::VERIFY>"Type its code"</a>
            </p>
            <Form action=KeepEmail::PATH>
                <Button>"Keep the present address"</Button>
            </Form>
        }
    });
    view! {
        <Section
            title="E-mail address"
            intro="A letter to the new address asks whether it is yours. The old one hears of it and can take the change back for a week."
        >
            {waiting}
            <Form action=ChangeEmail::PATH state=state.clone() class="form">
                <EmailField state=state label="New e-mail address" />
                <div class="actions">
                    <Button kind=ButtonKind::Primary>"Change the address"</Button>
                </div>
            </Form>
        </Section>
    }
}

async fn role_words(cx: &Cx, role: Role) -> server::Result<String> {
    let words = match role {
        Role::Reader => "Reader: reads and comments",
        Role::Author => "Author: writes posts",
        Role::Editor => "Editor: edits all posts and moderates comments",
        Role::Admin => "Admin: manages the publication",
        Role::Other(_) => return roles::label(&cx.app, role).await,
    };
    Ok(words.to_owned())
}
