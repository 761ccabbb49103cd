use domain::tokens::TokenView;
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    forms::OneButton,
    tokens::api::RevokeToken,
    ui::{Badge, BadgeKind, DataTable, Section, Time},
};

/// One's own tokens.
pub(super) fn list(tokens: Vec<TokenView>) -> impl IntoView {
    if tokens.is_empty() {
        return view! {
            <Section title="Your tokens">
                <p>"You have none yet."</p>
            </Section>
        }
        .into_any();
    }
    view! {
        <Section title="Your tokens">
            <DataTable caption="Your tokens" columns=&["Name", "Good for", "Last used", "Ends", ""]>
                {tokens.into_iter().map(row).collect_view()}
            </DataTable>
        </Section>
    }
    .into_any()
}

fn row(token: TokenView) -> impl IntoView {
    let used = match token.used_at {
        Some(at) => view! { <Time at=at exact=true /> }.into_any(),
        None => "Never".into_any(),
    };
    let ends = if token.is_expired {
        view! { <Badge kind=BadgeKind::Deleted>"Expired"</Badge> }.into_any()
    } else {
        view! { <Time at=token.expires_at /> }.into_any()
    };
    let spoken = format!("Revoke “{}”", token.name);
    view! {
        <tr>
            <td class="free" data-label="Name">{token.name.clone()}</td>
            <td class="free" data-label="Good for">{token.scopes.to_string().replace(' ', ", ")}</td>
            <td data-label="Last used">{used}</td>
            <td data-label="Ends">{ends}</td>
            <td>
                <OneButton action=RevokeToken::PATH id=token.id.to_string() words="Revoke" spoken=spoken />
            </td>
        </tr>
    }
}
