use domain::{
    paths,
    sessions::{SessionList, SessionView},
};
use leptos::prelude::*;
use server::sessions;
use server_fn::ServerFn;

use crate::{
    Answer, Cx, Head,
    accounts::SignOut,
    forms::{Form, OneButton},
    sessions::{EndOtherSessions, EndSession},
    settings::SettingsPage,
    ui::{Badge, Button, ButtonKind, DataTable, Section, Time},
};

/// Where one is signed in, and the way to end it.
pub(crate) async fn list(cx: Cx) -> Answer {
    let list = sessions::list(&cx.app, &cx.visit, cx.actor()?).await?;
    Ok(cx.page(Head::private("Your sessions"), move || view(list)))
}

fn view(list: SessionList) -> AnyView {
    let has_others = list.sessions.len() > 1;
    let rows = list.sessions.into_iter().map(|session| view! { <Row session=session /> }).collect_view();
    let cut = list.is_cut.then(|| view! { <p>"There are more. They can be ended together only."</p> });
    view! {
        <SettingsPage title="Your sessions" here=paths::SESSIONS>
            <Section
                title="Where you are signed in"
                intro="Each browser has a session of its own. Networks are shown without their last part; one may stand for a whole town."
            >
                <DataTable
                    caption="Sessions"
                    columns=&["Browser", "Network", "Signed in", "Last used", ""]
                >
                    {rows}
                </DataTable>
                {cut}
            </Section>
            {has_others.then(others)}
        </SettingsPage>
    }
    .into_any()
}

#[component]
fn Row(
    /// The session.
    session: SessionView,
) -> impl IntoView {
    let badge = session.is_present.then(|| view! { " " <Badge>"This one"</Badge> });
    let remembered = if session.is_remembered { "" } else { ", until it is closed" };
    view! {
        <tr>
            <td data-label="Browser">{session.device.clone()} {badge}</td>
            <td data-label="Network">{session.place.clone()}</td>
            <td data-label="Signed in"><Time at=session.began_at exact=true /> {way(&session.way)} {remembered}</td>
            <td data-label="Last used"><Time at=session.seen_at exact=true /></td>
            <td>{end(&session)}</td>
        </tr>
    }
}

fn end(session: &SessionView) -> AnyView {
    if session.is_present {
        return view! {
            <Form action=SignOut::PATH>
                <Button kind=ButtonKind::Quiet>"Sign out"</Button>
            </Form>
        }
        .into_any();
    }
    let Some(handle) = session.handle else { return ().into_any() };
    let spoken = format!("End the session of {} from {}", session.device, session.place);
    view! { <OneButton action=EndSession::PATH id=handle.to_string() words="End" spoken=spoken /> }.into_any()
}

fn others() -> AnyView {
    view! {
        <Section
            title="Everywhere else"
            intro="Do this if you left yourself signed in somewhere, or if there is a session that you do not know. Then change your password."
        >
            <Form action=EndOtherSessions::PATH>
                <Button kind=ButtonKind::Danger>"Sign out everywhere else"</Button>
            </Form>
        </Section>
    }
    .into_any()
}

fn way(way: &str) -> &'static str {
    match way {
        "password" => " with your password",
        "joining" => " by joining",
        "letter" => " with a letter",
        "identity" => " with an account elsewhere",
        "passkey" => " with a passkey",
        _ => "",
    }
}
