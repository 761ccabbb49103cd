use domain::{
    accounts::{Permission, Viewer},
    paths,
};
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{accounts::SignOut, admin, cx::Cx, forms::Form};

/// The masthead line: large on the front page, small elsewhere.
#[component]
pub(crate) fn SiteHeader(
    /// Whether this is the front page.
    front: bool,
) -> impl IntoView {
    let cx = Cx::current();
    let site = cx.app.site.clone();
    let name = view! { <a href=paths::HOME>{site.name.clone()}</a> };
    let masthead = if front {
        let tagline = (!site.tagline.is_empty()).then(|| view! { <p class="site-tagline">{site.tagline.clone()}</p> });
        view! { <h1 class="site-name">{name}</h1> {tagline} }.into_any()
    } else {
        view! { <p class="site-name">{name}</p> }.into_any()
    };
    view! {
        <header class=if front { "site-header front" } else { "site-header" }>
            {masthead}
            <nav class="site-nav" aria-label="Main">
                <ul>
                    <NavLink href=paths::ARCHIVE label="Archive" />
                    {members_links(&cx)}
                </ul>
            </nav>
        </header>
    }
}

fn members_links(cx: &Cx) -> AnyView {
    match &cx.visit.viewer {
        Viewer::Stranger => view! {
            <NavLink href=paths::SIGN_IN label="Sign in" />
            <NavLink href=paths::SIGN_UP label="Join" />
        }
        .into_any(),
        Viewer::Member(actor) => view! {
            {actor.may(Permission::WritePosts).then(|| view! { <NavLink href=paths::DESK label="Write" /> })}
            {manage_link(cx)}
            <NavLink href=paths::SETTINGS label="Account" />
            <li>
                <Form action=SignOut::PATH>
                    <button type="submit">"Sign out"</button>
                </Form>
            </li>
        }
        .into_any(),
    }
}

fn manage_link(cx: &Cx) -> impl IntoView + use<> {
    let is_here = admin::is_page(cx.visit.uri.path());
    admin::first_page(&cx.visit.viewer).map(|href| view! { <NavLink href=href label="Manage" is_here=is_here /> })
}

#[component]
fn NavLink(
    href: &'static str,
    label: &'static str,
    /// Whether the present page belongs to it, though it is not below it.
    #[prop(optional)]
    is_here: bool,
) -> impl IntoView {
    let here = Cx::current().visit.uri.path().to_owned();
    let current = if here == href {
        Some("page")
    } else {
        (is_here || here.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'))).then_some("true")
    };
    view! { <li><a href=href aria-current=current>{label}</a></li> }
}
