use axum::extract::Query;
use domain::paths;
use leptos::prelude::*;
use server::factors::{self, QrPicture, TotpSetUp};
use server_fn::ServerFn;

use crate::{
    Answer, Cx, Head,
    accounts::pages::NextQuery,
    factors::ConfirmTotp,
    forms::{Form, FormState},
    settings::{SettingsPage, unkept},
    ui::{Actions, Button, ButtonKind, ButtonLink, CodeField, CodeKind, Secret, Section},
};

/// Shows a new seed to an authenticator app, and asks for its first code.
pub(crate) async fn set_up_totp(cx: Cx, Query(query): Query<NextQuery>) -> Answer {
    let set_up = factors::set_up(&cx.app, cx.actor()?).await?;
    let state = FormState::of(&cx, ConfirmTotp::PATH).await?;
    let head = Head::private("Set up an authenticator app");
    Ok(unkept(cx.page(head, move || page(set_up, state, query.local()))))
}

fn page(set_up: TotpSetUp, state: FormState, next: String) -> AnyView {
    let not_now = paths::factor_then(paths::SECURITY, &next);
    view! {
        <SettingsPage title="Set up an authenticator app" here=paths::SECURITY>
            <Section
                title="Show it to the app"
                intro="Photograph the picture with the app. If the app is on this device, open it here; if it takes neither, \
                       type the key into it."
            >
                {picture(set_up.picture)}
                <p><a href=set_up.url>"Open an app on this device"</a></p>
                <Secret label="Key to type: by time, six digits" value=set_up.secret />
            </Section>
            <Section title="Type its code" intro="The app counts as soon as its first code is right.">
                <Form action=ConfirmTotp::PATH state=state.clone() class="form">
                    <input type="hidden" name="next" value=next />
                    <CodeField name="code" label="Code" kind=CodeKind::Digits error=state.error("code") />
                    <Actions>
                        <Button kind=ButtonKind::Primary>"Turn it on"</Button>
                        <ButtonLink href=not_now>"Not now"</ButtonLink>
                    </Actions>
                </Form>
            </Section>
        </SettingsPage>
    }
    .into_any()
}

/// Black on white whatever the theme is, because apps read nothing else.
fn picture(picture: QrPicture) -> impl IntoView {
    let view_box = format!("0 0 {0} {0}", picture.size);
    view! {
        <div class="qr">
            <svg viewBox=view_box role="img" aria-label="QR code of the key below" shape-rendering="crispEdges">
                <rect width="100%" height="100%" fill="#fff"></rect>
                <path d=picture.path fill="#000"></path>
            </svg>
        </div>
    }
}
