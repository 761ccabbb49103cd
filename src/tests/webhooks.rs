//! The pages of webhooks.

use domain::{accounts::Role, paths};
use http::StatusCode;
use server::{outbound::Client, webhooks::deliver_due};

use super::site::{Answer, Member, Site};

/// A site that calls this machine, and an admin of it.
async fn site() -> (Site, Member) {
    let mut site = Site::new().await.reconfigured(|config| {
        config.outbound.private_networks = vec!["127.0.0.0/8".parse().expect("a network")];
    });
    let app = &site.app;
    site.app.outbound = Client::new(&app.config.outbound, &app.clock, &app.ids).expect("a client");
    let site = site.reconfigured(|_| {});
    let ada = site.member("ada", Role::Admin).await;
    (site, ada)
}

/// Makes a webhook at which nobody listens, and answers with its page.
async fn make(site: &Site, ada: &Member) -> String {
    let fields = [("url", "http://127.0.0.1:9/hook"), ("description", "The index"), ("events[post.published]", "true")];
    let made = site.post("/fn/webhooks/make", &fields, &ada.cookie).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    made.header("location").to_owned()
}

fn secret(page: &Answer) -> Option<String> {
    let (_, rest) = page.body.split_once("whsec_")?;
    Some(format!("whsec_{}", rest.split('<').next()?))
}

#[tokio::test]
async fn the_secret_is_shown_once_and_kept_by_no_browser() {
    let (site, ada) = site().await;
    let path = make(&site, &ada).await;
    let page = site.get(&path, &ada.cookie).await;
    let shown = secret(&page).expect("the secret");
    site.keep_secret(std::iter::once(shown.as_str()));
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(secret(&site.get(&path, &ada.cookie).await), None);
    let id = path.rsplit('/').next().expect("an id");
    let rotated = site.post("/fn/webhooks/rotate", &[("id", id)], &ada.cookie).await;
    let page = site.get(rotated.header("location"), &ada.cookie).await;
    assert!(secret(&page).is_some_and(|new| new != shown) && page.body.contains("Old secret holds until"));
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_and_ticked() {
    let (site, ada) = site().await;
    let fields = [
        ("url", "https://10.0.0.1/hook"),
        ("description", "The index"),
        ("events[comment.hidden]", "true"),
        ("back_to", paths::WEBHOOKS),
    ];
    let refused = site.post("/fn/webhooks/make", &fields, &ada.cookie).await;
    assert_eq!(refused.header("location"), "/admin/webhooks#problems");
    let page = site.get(paths::WEBHOOKS, &ada.cookie).await.body;
    assert!(page.contains("That is not called") && page.contains("value=\"https://10.0.0.1/hook\""));
    let ticked = |name: &str| {
        let from = page.find(&format!("name=\"events[{name}]\"")).expect(name);
        page[from..].split('>').next().is_some_and(|tag| tag.contains("checked"))
    };
    assert!(ticked("comment.hidden") && !ticked("post.published"));
}

#[tokio::test]
async fn a_message_is_shown_with_how_it_went_and_nothing_of_it_is_markup() {
    let (site, ada) = site().await;
    let path = make(&site, &ada).await;
    let input = domain::posts::PostInput {
        title: "<b>Bold</b>".into(),
        body: "Words".into(),
        ..domain::posts::PostInput::default()
    };
    site.published(&ada.actor(), &input).await;
    deliver_due(&site.app).await.expect("the database answers");
    let page = site.get(&path, &ada.cookie).await.body;
    assert!(page.contains("A post is published") && page.contains("Accepts nothing since"));
    let from = page.find("/deliveries/").expect("a link");
    let link = page[..from].rfind("href=\"").map(|at| page[at + 6..].split('"').next().unwrap_or_default());
    let message = site.get(link.expect("a link"), &ada.cookie).await.body;
    assert!(message.contains("no answer") && message.contains("does not answer"), "{message}");
    assert!(message.contains("&lt;b&gt;Bold") && !message.contains("<b>Bold"));
    let elsewhere = link.expect("a link").replace(path.rsplit('/').next().expect("an id"), &ada.actor().id.to_string());
    assert_eq!(site.get(&elsewhere, &ada.cookie).await.status, StatusCode::NOT_FOUND);
}
