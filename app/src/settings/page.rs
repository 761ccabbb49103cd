use domain::paths;
use leptos::prelude::*;

use crate::ui::Tabs;

const PAGES: [(&str, &str); 5] = [
    (paths::SETTINGS, "Account"),
    (paths::SECURITY, "Security"),
    (paths::SESSIONS, "Sessions"),
    (paths::TOKENS, "Tokens"),
    (paths::OWN_DATA, "Your data"),
];

/// A page of one's own account, with the way to the others.
#[component]
pub(crate) fn SettingsPage(
    /// The heading.
    title: &'static str,
    /// The path of this page.
    here: &'static str,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="page settings">
            <header class="page-header"><h1>{title}</h1></header>
            <Tabs label="Settings" pages=&PAGES here=here />
            {children()}
        </div>
    }
}
