//! The HTML document around every page.

use std::sync::Arc;

use axum::response::{Html, IntoResponse, Response};
use domain::appearance::Theme;
use http::StatusCode;
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use server::{factors, http::ScriptsAllowed};

use crate::{
    cx::Cx,
    layout::{NoticeBar, SiteBanners, SiteFooter, SiteHeader},
    metadata::{Subject, metadata},
    ui::SkipLink,
};

/// What a page says of itself before it says anything else.
#[derive(Clone, Debug)]
pub struct Head {
    /// The title, without the name of the site; empty on the front page.
    pub title: String,
    /// One or two sentences for search engines and previews.
    pub description: Option<String>,
    /// The path that this content is known under.
    pub canonical: Option<String>,
    /// What it is about, for programs.
    pub subject: Subject,
    /// Kept out of search engines: forms, desks, errors.
    pub private: bool,
    /// Whether an island is on the page; only then may scripts run.
    pub island: bool,
    /// Whether the page asks for passkeys, by a script of its own.
    pub passkeys: bool,
    /// Whether the page tells how strong a new password is, by a script and a wasm module of its own.
    pub password_strength: bool,
    /// The status to answer with.
    pub status: StatusCode,
    /// Whether this is the front page, where the masthead is large.
    pub front: bool,
}

impl Head {
    /// A page for readers and search engines.
    #[must_use]
    pub fn public(title: impl Into<String>, canonical: impl Into<String>) -> Self {
        Self { canonical: Some(canonical.into()), private: false, ..Self::private(title) }
    }

    /// A page for the person in front of it alone.
    #[must_use]
    pub fn private(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            description: None,
            canonical: None,
            subject: Subject::Page,
            private: true,
            island: false,
            passkeys: false,
            password_strength: false,
            status: StatusCode::OK,
            front: false,
        }
    }

    /// Adds a description.
    #[must_use]
    pub fn described(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into()).filter(|text: &String| !text.is_empty());
        self
    }

    /// Says what the page is about.
    #[must_use]
    pub fn about(mut self, subject: Subject) -> Self {
        self.subject = subject;
        self
    }

    /// Lets the page load wasm for its island.
    #[must_use]
    pub const fn with_island(mut self) -> Self {
        self.island = true;
        self
    }

    /// Lets the page ask for passkeys.
    #[must_use]
    pub const fn with_passkeys(mut self) -> Self {
        self.passkeys = true;
        self
    }

    /// Lets the page tell how strong a new password is.
    #[must_use]
    pub const fn with_password_strength(mut self) -> Self {
        self.password_strength = true;
        self
    }

    /// Answers with another status than 200.
    #[must_use]
    pub const fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Marks the front page.
    #[must_use]
    pub const fn as_front(mut self) -> Self {
        self.front = true;
        self
    }
}

/// Renders a whole document in one go. Nothing in it waits, so nothing has to be streamed, and no script of the
/// framework gets in.
pub(crate) fn render(cx: &Cx, head: Head, view: impl FnOnce() -> AnyView) -> Response {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let passkeys = head.passkeys && factors::passkeys_are_possible(&cx.app);
    let head = Head { passkeys, ..head };
    let (status, scripts) = (head.status, head.island || passkeys || head.password_strength);
    let html = owner.with(|| {
        provide_context(cx.clone());
        let content = view();
        format!("<!DOCTYPE html>{}", document(cx, head, content).to_html())
    });
    owner.unset_with_forced_cleanup();
    let mut response = (status, Html(html)).into_response();
    if scripts {
        response.extensions_mut().insert(ScriptsAllowed);
    }
    response
}

fn document(cx: &Cx, head: Head, content: AnyView) -> impl IntoView {
    let site = cx.app.site.clone();
    let assets = &cx.app.assets;
    let title = if head.title.is_empty() { site.name.clone() } else { format!("{} · {}", head.title, site.name) };
    let theme = Some(cx.visit.theme).filter(|theme| *theme != Theme::System).map(Theme::as_str);
    let metadata = metadata(&site, &head);
    let scripts = (
        head.island.then(|| boot(cx)),
        head.passkeys.then(|| ask_for_passkeys(cx)),
        head.password_strength.then(|| tell_strength(cx)),
    );
    view! {
        <html lang="en" data-theme=theme>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>{title}</title>
                {head.description.map(|text| view! { <meta name="description" content=text /> })}
                {head.private.then(|| view! { <meta name="robots" content="noindex" /> })}
                {metadata}
                <link rel="preload" href=assets.url(READING_FONT) r#as="font" r#type="font/woff2" crossorigin="" />
                <link rel="stylesheet" href=assets.url("masthead.css") />
                <link rel="icon" href=assets.url("favicon.svg") r#type="image/svg+xml" />
                <link rel="apple-touch-icon" href=assets.url("apple-touch-icon.png") />
                <meta name="color-scheme" content="light dark" />
            </head>
            <body>
                <SkipLink />
                <SiteBanners />
                <SiteHeader front=head.front />
                <main id="main" tabindex="-1">
                    <NoticeBar />
                    {content}
                </main>
                <SiteFooter />
                {scripts}
                {cx.app.config.site.live_reload.map(|port| live_reload(cx, port))}
            </body>
        </html>
    }
}

/// The variable font of the reading column, fetched before the stylesheet asks for it.
const READING_FONT: &str = "fonts/literata.woff2";

/// Loads the wasm of the page's islands when the browser has nothing better to do.
fn boot(cx: &Cx) -> impl IntoView {
    let assets = &cx.app.assets;
    view! {
        <script
            defer
            nonce=cx.visit.nonce.clone()
            src=assets.url("boot.js")
            data-module=assets.url("masthead.js")
            data-wasm=assets.url("masthead_bg.wasm")
        ></script>
    }
}

/// Shows the buttons for passkeys, and asks the browser when they are pressed.
fn ask_for_passkeys(cx: &Cx) -> impl IntoView + use<> {
    view! { <script defer nonce=cx.visit.nonce.clone() src=cx.app.assets.url("passkeys.js")></script> }
}

/// Tells how strong a new password is, by a module that is loaded when somebody turns to the field.
fn tell_strength(cx: &Cx) -> impl IntoView + use<> {
    let assets = &cx.app.assets;
    view! {
        <script
            defer
            nonce=cx.visit.nonce.clone()
            src=assets.url("strength.js")
            data-module=assets.url("estimator.js")
            data-wasm=assets.url("estimator_bg.wasm")
        ></script>
    }
}

/// Under `cargo leptos watch` only: reloads the page when a build is done.
fn live_reload(cx: &Cx, port: u16) -> impl IntoView + use<> {
    view! {
        <script defer nonce=cx.visit.nonce.clone() src=cx.app.assets.url("reload.js") data-port=port.to_string()></script>
    }
}
