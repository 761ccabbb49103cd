use axum::extract::Query;
use domain::paths;
use leptos::prelude::*;
use server::factors;

use crate::{
    Answer, Cx, Head,
    accounts::pages::NextQuery,
    settings::{SettingsPage, unkept},
    ui::{Actions, ButtonKind, ButtonLink, SecretList, Section},
};

/// New recovery codes, this one time.
pub(crate) async fn recovery_codes(cx: Cx, Query(query): Query<NextQuery>) -> Answer {
    let next = query.local();
    let next = if next.is_empty() { paths::SECURITY.to_owned() } else { next };
    let codes = factors::take_fresh_codes(&cx.app, &cx.visit, cx.actor()?).await?;
    let site = cx.app.site.name.clone();
    Ok(unkept(cx.page(Head::private("Recovery codes"), move || {
        let shown = if codes.is_empty() { gone().into_any() } else { fresh(&site, codes, next).into_any() };
        view! { <SettingsPage title="Recovery codes" here=paths::SECURITY>{shown}</SettingsPage> }.into_any()
    })))
}

fn fresh(site: &str, codes: Vec<String>, next: String) -> impl IntoView + use<> {
    let file = as_file(site, &codes);
    view! {
        <Section
            title="Keep these codes"
            intro="Each lets you in once, should you lose your other factors. They are shown now and never again: print this \
                   page, or keep the file somewhere safe."
        >
            <SecretList label="Recovery codes" values=codes />
            <Actions>
                <a class="button" href=file download="recovery-codes.txt">"Download as text"</a>
                <ButtonLink href=next kind=ButtonKind::Primary>"I have kept them"</ButtonLink>
            </Actions>
        </Section>
    }
}

/// The file travels in its link, so that nothing has to be asked for a second time.
fn as_file(site: &str, codes: &[String]) -> String {
    let text = format!("Recovery codes of {site}. Each is good once.\r\n\r\n{}\r\n", codes.join("\r\n"));
    let encoded: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!("data:text/plain;charset=utf-8,{encoded}")
}

fn gone() -> impl IntoView {
    view! {
        <Section title="Shown already" intro="Recovery codes are shown once. If you did not keep them, make new ones.">
            <Actions>
                <ButtonLink href=format!("{}#recovery-codes", paths::SECURITY)>"To the recovery codes"</ButtonLink>
            </Actions>
        </Section>
    }
}

#[cfg(test)]
mod tests {
    use super::as_file;

    #[test]
    fn the_file_says_what_it_is_and_breaks_out_of_nothing() {
        let file = as_file("The \"Example\" & more", &["1A2B-3C4D-5E6F-7G8H-9J0K-1M2N".into()]);
        let (kind, data) = file.split_once(',').unwrap();
        assert_eq!(kind, "data:text/plain;charset=utf-8");
        assert!(data.chars().all(|c| c == '%' || c.is_ascii_hexdigit()), "{data}");
        assert!(data.contains("%31%41%32%42%2D"));
    }
}
