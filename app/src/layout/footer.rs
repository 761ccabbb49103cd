use domain::paths;
use leptos::prelude::*;

use crate::{appearance::ThemeSwitch, cx::Cx};

/// The end of every page.
#[component]
pub(crate) fn SiteFooter() -> impl IntoView {
    let site = Cx::current().app.site.clone();
    view! {
        <footer class="site-footer">
            <div class="site-colophon">
                <p><a href=paths::HOME>{site.name.clone()}</a></p>
                {(!site.tagline.is_empty()).then(|| view! { <p>{site.tagline.clone()}</p> })}
            </div>
            <nav aria-label="Footer">
                <ul>
                    <li><a href=paths::HOME>"Latest"</a></li>
                    <li><a href=paths::ARCHIVE>"Archive"</a></li>
                    <li><a href=paths::FEEDS>"Feeds"</a></li>
                </ul>
            </nav>
            <ThemeSwitch />
        </footer>
    }
}
