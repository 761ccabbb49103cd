use domain::accounts::IdentityView;
use leptos::prelude::*;
use server::identities::{self, Linked};
use server_fn::ServerFn;

use super::{
    api::{LinkIdentity, UnlinkIdentity},
    buttons::{Choice, ServiceButtons},
};
use crate::{
    accounts::parts::ConfirmFirst,
    cx::Cx,
    forms::OneButton,
    ui::{DataTable, Section, Time},
};

/// What the section shows.
#[derive(Debug)]
pub(crate) struct OtherWays {
    identities: Vec<IdentityView>,
    choice: Choice,
    is_verified: bool,
}

impl OtherWays {
    /// One's own accounts elsewhere.
    pub(crate) async fn of(cx: &Cx) -> server::Result<Self> {
        let actor = cx.actor()?;
        let Linked { identities, offered } = identities::list(&cx.app, actor).await?;
        let choice = Choice::to_link(cx, offered).await?;
        Ok(Self { identities, choice, is_verified: actor.standing.is_verified })
    }

    const fn is_empty(&self) -> bool {
        self.identities.is_empty() && self.choice.is_empty()
    }
}

/// The accounts elsewhere that open this one: seen, linked and unlinked. Nothing where there is nothing to link.
#[component]
pub(crate) fn OtherWaysIn(
    /// What it shows.
    ways: OtherWays,
) -> impl IntoView {
    (!ways.is_empty()).then(|| {
        let OtherWays { identities, choice, is_verified } = ways;
        view! {
            <Section
                title="Other ways in"
                id="other-ways-in"
                intro="Accounts elsewhere that you can sign in with. We learn nothing of them but your name and address."
            >
                {(!identities.is_empty()).then(|| table(identities))}
                {offer(choice, is_verified)}
            </Section>
        }
    })
}

fn offer(choice: Choice, is_verified: bool) -> Option<AnyView> {
    if choice.is_empty() {
        return None;
    }
    Some(match is_verified {
        true => view! { <ServiceButtons choice=choice action=LinkIdentity::PATH words="Link" /> }.into_any(),
        false => view! { <ConfirmFirst then="link another account" /> }.into_any(),
    })
}

fn table(identities: Vec<IdentityView>) -> impl IntoView {
    let rows = identities.into_iter().map(row).collect_view();
    view! {
        <DataTable caption="Accounts elsewhere" columns=&["Service", "Account", "Linked", "Last used", ""]>
            {rows}
        </DataTable>
    }
}

fn row(identity: IdentityView) -> impl IntoView {
    let spoken = format!("Unlink {} {}", identity.service, identity.account);
    view! {
        <tr>
            <td data-label="Service">{identity.service}</td>
            <td class="free" data-label="Account">{identity.account}</td>
            <td data-label="Linked"><Time at=identity.linked_at /></td>
            <td data-label="Last used"><Time at=identity.used_at /></td>
            <td>
                <OneButton action=UnlinkIdentity::PATH id=identity.id.to_string() words="Unlink" spoken=spoken />
            </td>
        </tr>
    }
}
