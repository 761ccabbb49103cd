use domain::accounts::{Actor, Viewer};
use leptos::prelude::*;

use crate::{
    cx::Cx,
    ui::{Banner, BannerKind},
};

/// What is to be kept in mind on every page, above the masthead.
#[component]
pub(crate) fn SiteBanners() -> impl IntoView {
    match Cx::current().visit.viewer {
        Viewer::Stranger => ().into_any(),
        Viewer::Member(actor) => acting(&actor).into_any(),
    }
}

fn acting(actor: &Actor) -> impl IntoView + use<> {
    actor.standing.acting.map(|_| {
        let message = format!("You act as {}. What you do is written down under your own name.", actor.name);
        view! { <Banner label="Acting as a member" kind=BannerKind::Warning message=message /> }
    })
}
