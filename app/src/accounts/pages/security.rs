use axum::extract::Query;
use domain::paths;
use leptos::prelude::*;

use crate::{
    Answer, Cx, Head,
    accounts::{
        pages::NextQuery,
        parts::{ChangePasswordSection, PasswordFacts},
    },
    factors::parts::{FactorSections, Overview},
    identities::{OtherWays, OtherWaysIn},
    settings::{SettingsPage, unkept},
};

/// What keeps one's account safe. Whoever sets up a second factor here that was demanded of them is led on afterwards.
pub(crate) async fn security(cx: Cx, Query(query): Query<NextQuery>) -> Answer {
    let password = PasswordFacts::of(&cx).await?;
    let other_ways = OtherWays::of(&cx).await?;
    let overview = Overview::of(&cx, query.local()).await?;
    let head = Head::private("Security").with_password_strength().with_passkeys();
    Ok(unkept(cx.page(head, move || {
        view! {
            <SettingsPage title="Security" here=paths::SECURITY>
                <ChangePasswordSection facts=password />
                <FactorSections overview=overview />
                <OtherWaysIn ways=other_ways />
            </SettingsPage>
        }
        .into_any()
    })))
}
