use domain::{
    accounts::{Actor, Viewer},
    paths,
};
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    admin::StopActing,
    cx::Cx,
    forms::Form,
    own_data::KeepAccount,
    ui::{Banner, BannerKind, Button, ButtonKind, ButtonLink},
};

/// What is to be kept in mind on every page, above the masthead.
#[component]
pub(crate) fn SiteBanners() -> impl IntoView {
    match Cx::current().visit.viewer {
        Viewer::Stranger => ().into_any(),
        Viewer::Member(actor) => view! {
            {acting(&actor)}
            {unverified(&actor)}
            {factor_needed(&actor)}
            {leaving(&actor)}
        }
        .into_any(),
    }
}

/// Not on the page that it leads to.
fn unverified(actor: &Actor) -> impl IntoView + use<> {
    let is_due = !actor.standing.is_verified && Cx::current().visit.uri.path() != paths::VERIFY;
    is_due.then(|| {
        let message = "Please confirm your e-mail address: a letter with a link waits in your mailbox.";
        view! {
            <Banner label="Your address is not confirmed" message=message>
                <a href=paths::VERIFY>"Confirm it"</a>
            </Banner>
        }
    })
}

fn factor_needed(actor: &Actor) -> impl IntoView + use<> {
    actor.standing.lacks_factor.then(|| {
        let message = "Your role asks for a second factor. Until you set one up, you may do what any visitor may.";
        view! {
            <Banner label="Second factor needed" kind=BannerKind::Warning message=message>
                <ButtonLink href=paths::SECURITY>"Set one up"</ButtonLink>
            </Banner>
        }
    })
}

fn acting(actor: &Actor) -> impl IntoView + use<> {
    let now = Cx::current().app.clock.now();
    let seconds = actor.standing.acting_until.map_or(0, |until| until.seconds_since(now).max(0));
    actor.standing.acting.map(|_| {
        let left = match (seconds + 59) / 60 {
            1 => "for one more minute".to_owned(),
            minutes => format!("for {minutes} more minutes"),
        };
        let message = format!("You act as {} {left}. What you do is written down under your own name.", actor.name);
        view! {
            <Banner label="Acting as a member" kind=BannerKind::Warning message=message>
                <Form action=StopActing::PATH><Button>"Stop"</Button></Form>
            </Banner>
        }
    })
}

fn leaving(actor: &Actor) -> impl IntoView + use<> {
    actor.standing.deletes_at.map(|at| {
        let message = format!("Your account will be deleted on {}.", at.long_date());
        view! {
            <Banner label="The end of your account" message=message>
                <Form action=KeepAccount::PATH>
                    <Button kind=ButtonKind::Quiet>"Keep my account"</Button>
                </Form>
            </Banner>
        }
    })
}
