use domain::{feeds::FeedFormat, paths};
use leptos::prelude::*;

use crate::{Answer, Cx, Head};

/// The feeds of the site, and what they are good for.
pub(crate) async fn feeds(cx: Cx) -> Answer {
    let name = cx.app.site.name.clone();
    let head = Head::public("Feeds", paths::FEEDS).described(format!("How to follow {name} with a feed reader"));
    Ok(cx.page(head, || {
        view! {
            <div class="listing">
                <header class="page-header">
                    <h1>"Feeds"</h1>
                </header>
                <div class="prose">
                    <p>
                        "A feed reader shows you what is new on many sites in one place, without an account and without being "
                        "followed around. Give it one of these addresses, or just the address of this site:"
                    </p>
                    <ul>{FeedFormat::ALL.map(|format| row(&cx, format)).into_iter().collect_view()}</ul>
                    <p>
                        "Every tag and every author has feeds, too: look for “Feed” on their pages. Posts come in full."
                    </p>
                </div>
            </div>
        }
        .into_any()
    }))
}

fn row(cx: &Cx, format: FeedFormat) -> impl IntoView + use<> {
    let path = paths::feed(paths::HOME, format);
    let address = cx.app.site.absolute(&path);
    view! { <li>{format.name()} ": " <a href=path r#type=format.mime()>{address}</a></li> }
}
