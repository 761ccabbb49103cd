use domain::{
    accounts::{Permission, Viewer},
    paths,
};
use leptos::prelude::*;

use crate::{cx::Cx, ui::Tabs};

const PAGES: [(&str, &str, Permission); 5] = [
    (paths::MEMBERS, "Members", Permission::ManageMembers),
    (paths::INVITATIONS, "Invitations", Permission::ManageMembers),
    (paths::ROLES, "Roles", Permission::ManageRoles),
    (paths::WEBHOOKS, "Webhooks", Permission::ManageWebhooks),
    (paths::AUDIT, "Audit log", Permission::ReadAudit),
];

/// Where those begin who run the publication; nothing for everybody else.
pub(crate) fn first_page(viewer: &Viewer) -> Option<&'static str> {
    PAGES.iter().find(|(_, _, permission)| viewer.may(*permission)).map(|(path, ..)| *path)
}

/// Whether one of these pages, other than those about a single member, stands at this path.
pub(crate) fn is_page(path: &str) -> bool {
    PAGES.iter().any(|(page, ..)| *page == path)
}

/// A page for those who run the publication, with the way to the others that they may see.
#[component]
pub(crate) fn AdminPage(
    /// The heading.
    #[prop(into)]
    title: String,
    /// The path of this page, or of the one it belongs to.
    here: &'static str,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let viewer = Cx::current().visit.viewer;
    let seen = PAGES.into_iter().filter(|(_, _, permission)| viewer.may(*permission));
    let pages: Vec<_> = seen.map(|(path, name, _)| (path, name)).collect();
    view! {
        <div class="page wide admin">
            <header class="page-header"><h1>{title}</h1></header>
            <Tabs label="Manage" pages=pages here=here />
            {children()}
        </div>
    }
}
