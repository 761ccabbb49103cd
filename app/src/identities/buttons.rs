use domain::accounts::ProviderView;
use leptos::prelude::*;
use server_fn::ServerFn;

use super::api::{LinkIdentity, ProveByIdentity, StartIdentity};
use crate::{
    cx::Cx,
    forms::{Form, FormState},
    ui::{Actions, Button},
};

/// Services to choose from, and what became of the last choice.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choice {
    services: Vec<ProviderView>,
    state: FormState,
}

impl Choice {
    /// To sign in or to join with.
    pub(crate) async fn to_enter(cx: &Cx) -> server::Result<Self> {
        Self::of(cx, cx.app.providers.offered(), StartIdentity::PATH).await
    }

    /// To prove with who one is.
    pub(crate) async fn to_prove(cx: &Cx, services: Vec<ProviderView>) -> server::Result<Self> {
        Self::of(cx, services, ProveByIdentity::PATH).await
    }

    /// To link.
    pub(crate) async fn to_link(cx: &Cx, services: Vec<ProviderView>) -> server::Result<Self> {
        Self::of(cx, services, LinkIdentity::PATH).await
    }

    /// Whether there is nothing to choose.
    pub(crate) const fn is_empty(&self) -> bool {
        self.services.is_empty()
    }

    async fn of(cx: &Cx, services: Vec<ProviderView>, action: &str) -> server::Result<Self> {
        // What is not shown needs no look into the session.
        let state = if services.is_empty() { FormState::default() } else { FormState::of(cx, action).await? };
        Ok(Self { services, state })
    }
}

/// One button for each service; nothing where there is none.
#[component]
pub(crate) fn ServiceButtons(
    /// The services.
    choice: Choice,
    /// URL of the server function: `StartIdentity::PATH`.
    action: &'static str,
    /// The words before the name of the service: `Sign in with`.
    words: &'static str,
    /// Where to go on to afterwards.
    #[prop(optional, into)]
    next: String,
) -> impl IntoView {
    let Choice { services, state } = choice;
    let buttons = services.into_iter().map(move |service| {
        view! {
            <Button name="provider" value=service.provider.as_str()>
                {format!("{words} {}", service.name)}
            </Button>
        }
    });
    let buttons = buttons.collect::<Vec<_>>();
    (!buttons.is_empty()).then(|| {
        view! {
            <Form action=action state=state class="services">
                <input type="hidden" name="next" value=next />
                <Actions>{buttons}</Actions>
            </Form>
        }
    })
}
