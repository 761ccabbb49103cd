use domain::{Timestamp, paths};
use http::{HeaderValue, header};
use leptos::prelude::*;
use server::accounts::{self, Indispensable};
use server_fn::ServerFn;

use super::api::{AskDeletion, KeepAccount};
use crate::{
    Answer, Cx, Head,
    forms::{Form, FormState},
    settings::SettingsPage,
    ui::{Button, ButtonKind, InputKind, Section, TextField, Time},
};

/// A copy of one's data, and the end of the account.
pub(crate) async fn own_data(cx: Cx) -> Answer {
    let actor = cx.actor()?;
    let state = FormState::of(&cx, AskDeletion::PATH).await?;
    let end = match actor.standing.deletes_at {
        Some(at) => End::Announced(at),
        None => accounts::indispensable(&cx.app, actor).await?.map_or(End::Possible(state), End::Impossible),
    };
    let grace_days = cx.app.config.accounts.deletion_grace.as_secs().div_ceil(24 * 60 * 60);
    let mut page = cx.page(Head::private("Your data"), || content(end, grace_days));
    page.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(page)
}

/// How the account stands to its end.
enum End {
    Possible(FormState),
    Announced(Timestamp),
    Impossible(Indispensable),
}

fn content(end: End, grace_days: u64) -> AnyView {
    let end = match end {
        End::Possible(state) => view! { <AskForm state=state grace_days=grace_days /> }.into_any(),
        End::Announced(at) => view! { <KeepForm at=at /> }.into_any(),
        End::Impossible(reason) => view! { <p>{reason.words()}</p> }.into_any(),
    };
    view! {
        <SettingsPage title="Your data" here=paths::OWN_DATA>
            <Section
                title="Take a copy"
                intro="Your posts as Markdown with their pictures, and your profile, comments, sessions and the record of your account as JSON, in one zip."
            >
                <form method="post" action=paths::EXPORT>
                    <Button>"Download a copy"</Button>
                </form>
            </Section>
            <Section title="Delete your account" id="delete">{end}</Section>
        </SettingsPage>
    }
    .into_any()
}

#[component]
fn AskForm(state: FormState, grace_days: u64) -> impl IntoView {
    let when = match grace_days {
        0 => "Your account goes within the hour.".to_owned(),
        1 => "Your account goes after a day; until then you can keep it.".to_owned(),
        days => format!("Your account goes after {days} days; until then you can keep it."),
    };
    view! {
        <p>{when}" A letter tells you at once, and another one when it is done. Then:"</p>
        <ul>
            <li>"your name, address, sessions and ways to sign in are gone;"</li>
            <li>"posts that are published stay, under the name that they were published with;"</li>
            <li>"drafts that only you write, and your posts in the bin, are gone; those you write with others stay;"</li>
            <li>"comments stay without your name, so that the answers to them keep their sense."</li>
        </ul>
        <p>"What should not stay, delete before you go."</p>
        <Form action=AskDeletion::PATH state=state.clone() class="form">
            <TextField
                name="confirmation"
                label="Your e-mail address, to confirm"
                kind=InputKind::Email
                autocomplete="off"
                value=state.value("confirmation")
                error=state.error("confirmation")
            />
            <div class="actions">
                <Button kind=ButtonKind::Danger>"Delete my account"</Button>
            </div>
        </Form>
    }
}

#[component]
fn KeepForm(at: Timestamp) -> impl IntoView {
    view! {
        <p>"Your account will be deleted on "<Time at=at />". Until then everything stays as it is."</p>
        <Form action=KeepAccount::PATH>
            <Button kind=ButtonKind::Primary>"Keep my account"</Button>
        </Form>
    }
}
