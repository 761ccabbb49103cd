use axum::extract::Path;
use domain::{Problem, id::MemberId, members::MemberDetails, paths, roles::RoleChoice};
use leptos::prelude::*;
use server::{acting::MINUTES, members, roles};
use server_fn::ServerFn;

use super::members::state_badge;
use crate::{
    Answer, Cx, Head,
    admin::{
        api::{ActAsMember, RestoreMember, SetMemberRole, SuspendMember},
        page::AdminPage,
        parts::EventTable,
    },
    forms::{Form, FormState},
    ui::{Button, ButtonKind, Section, Select, TextField, Time},
};

/// One member: what is known of them, and what can be done.
pub(crate) async fn member(cx: Cx, Path(id): Path<String>) -> Answer {
    let actor = cx.actor()?;
    let id: MemberId = id.parse().map_err(|_| Problem::NotFound)?;
    let details = members::details(&cx.app, actor, id).await?;
    let choices = roles::choices(&cx.app, actor).await?;
    let about = async |url| FormState::about(&cx, url, "id", &id.to_string()).await;
    let (role, reason) = (about(SetMemberRole::PATH).await?, about(SuspendMember::PATH).await?);
    let title = details.member.name.clone();
    Ok(cx.page(Head::private(title.clone()), || {
        let role = role.with("role", details.member.role.as_str());
        let role = details.may_manage.then(|| role_form(id, role, choices));
        let suspension = details.may_manage.then(|| suspension(&details, reason));
        let acting = details.may_act_as.then(|| acting(&details));
        let events = details.events.clone().map(|events| {
            let all = paths::filtered(paths::AUDIT, &[("member", &id.to_string())], None);
            view! {
                <Section title="What happened lately">
                    <EventTable events=events />
                    <p><a href=all>"Everything on record"</a></p>
                </Section>
            }
        });
        view! {
            <AdminPage title=title here=paths::MEMBERS>
                {facts(&details)}
                {role}
                {acting}
                {suspension}
                {events}
            </AdminPage>
        }
        .into_any()
    }))
}

fn facts(details: &MemberDetails) -> impl IntoView + use<> {
    let member = details.member.clone();
    let state = state_badge(&member);
    let verified = if member.is_verified { "confirmed" } else { "not confirmed yet" };
    let ways = [
        details.has_password.then(|| "password".to_owned()),
        (details.passkeys > 0).then(|| format!("passkeys ({})", details.passkeys)),
        details.has_totp.then(|| "authenticator app".to_owned()),
    ];
    let ways = ways.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let ways = if ways.is_empty() { "letters or an account elsewhere".to_owned() } else { ways };
    view! {
        <dl class="facts">
            <div><dt>"E-mail address"</dt><dd>{member.email} " (" {verified} ")"</dd></div>
            <div><dt>"Role"</dt><dd>{member.role_label}</dd></div>
            <div><dt>"State"</dt><dd>{state}</dd></div>
            <div><dt>"Member since"</dt><dd><Time at=member.joined_at /></dd></div>
            <div><dt>"Signed in"</dt><dd>{places(details.sessions)}</dd></div>
            <div><dt>"Ways in"</dt><dd>{ways}</dd></div>
        </dl>
    }
}

fn places(sessions: u64) -> String {
    match sessions {
        0 => "nowhere".to_owned(),
        1 => "in one browser".to_owned(),
        more => format!("in {more} browsers"),
    }
}

fn role_form(id: MemberId, state: FormState, choices: Vec<RoleChoice>) -> impl IntoView {
    let options = choices.into_iter().map(|choice| (choice.role.to_string(), choice.label)).collect();
    view! {
        <Section title="Role" intro="Holds from their next request on.">
            <Form action=SetMemberRole::PATH state=state.clone() class="form">
                <input type="hidden" name="id" value=id.to_string() />
                <Select name="role" label="Role" options=options value=state.value("role") error=state.error("role") />
                <div class="actions"><Button>"Change the role"</Button></div>
            </Form>
        </Section>
    }
}

fn acting(details: &MemberDetails) -> impl IntoView + use<> {
    let intro = format!(
        "See for {MINUTES} minutes what {} sees. It is written down, and you cannot touch what only they may.",
        details.member.name
    );
    let (id, words) = (details.member.id.to_string(), format!("Act as {}", details.member.name));
    view! {
        <Section title="Act as this member" intro=intro>
            <Form action=ActAsMember::PATH>
                <input type="hidden" name="id" value=id />
                <Button>{words}</Button>
            </Form>
        </Section>
    }
}

fn suspension(details: &MemberDetails, state: FormState) -> AnyView {
    let id = details.member.id.to_string();
    if details.member.suspended_at.is_some() {
        return view! {
            <Section title="Suspended" intro="Nobody can sign in to this account. They get a letter when it opens again.">
                <Form action=RestoreMember::PATH>
                    <input type="hidden" name="id" value=id />
                    <Button>"Restore"</Button>
                </Form>
            </Section>
        }
        .into_any();
    }
    view! {
        <Section title="Suspend" intro="Signs them out everywhere and keeps them out. They get a letter with the reason.">
            <Form action=SuspendMember::PATH state=state.clone() class="form">
                <input type="hidden" name="id" value=id />
                <TextField name="reason" label="Reason" value=state.value("reason") error=state.error("reason") />
                <div class="actions"><Button kind=ButtonKind::Danger>"Suspend"</Button></div>
            </Form>
        </Section>
    }
    .into_any()
}
