//! The letters of a development server: there for who develops, and for nobody else.

use axum::body::Body;
use domain::paths;
use http::{Request, StatusCode, header};
use server::{
    config::Config,
    mail::{self, Letter, Mail, Sent},
    outbox,
};

use super::site::Site;

async fn with_letter() -> Site {
    let site = Site::new().await;
    let letter = Letter::new("ada@example.org", "Your <b>code</b>")
        .paragraph("Dear Ada <script>alert(1)</script>,")
        .button("Choose a new password", "http://127.0.0.1:3000/reset?token=abc");
    mail::send(site.app.db.write(), &site.app, &letter).await.expect("a letter");
    outbox::deliver_due(&site.app).await.expect("the letter leaves");
    site
}

/// The address of the only letter, as the list has it.
async fn address(site: &Site) -> String {
    let list = site.get(paths::DEV_MAIL, "").await;
    assert_eq!(list.status, StatusCode::OK);
    let (_, rest) = list.body.split_once("href=\"/dev/mail/").expect("a letter is listed");
    paths::dev_letter(rest.split('"').next().unwrap_or_default())
}

#[tokio::test]
async fn a_letter_is_shown_in_both_forms_with_its_links() {
    let site = with_letter().await;
    let page = site.get(&address(&site).await, "").await;
    assert!(page.body.contains("href=\"http://127.0.0.1:3000/reset?token=abc\""), "{}", page.body);
    assert!(page.body.contains("Choose a new password:\nhttp://127.0.0.1:3000/reset?token=abc"), "{}", page.body);
    assert!(page.header("content-security-policy").ends_with("; frame-src 'self'"));
    assert_eq!(page.header("cache-control"), "no-store");
}

#[tokio::test]
async fn the_frame_runs_nothing_and_fetches_nothing() {
    let site = with_letter().await;
    let address = address(&site).await;
    let html = site.get(&format!("{address}/html"), "").await;
    let policy = html.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'unsafe-inline';") && policy.ends_with("; sandbox"));
    assert_eq!(html.header("x-frame-options"), "SAMEORIGIN");
    assert!(html.body.contains("&lt;script&gt;") && !html.body.contains("<script"), "{}", html.body);
}

#[tokio::test]
async fn there_is_no_such_page_where_others_could_look() {
    let public: [fn(&mut Config); 2] = [
        |config| config.site.url = "https://example.org".into(),
        |config| config.http.addr = ([0, 0, 0, 0], 3000).into(),
    ];
    for change in public {
        let site = with_letter().await;
        let address = address(&site).await;
        let site = site.reconfigured(change);
        for path in [paths::DEV_MAIL, &address, &format!("{address}/html")] {
            assert_eq!(site.get(path, "").await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test]
async fn there_is_no_such_page_where_letters_leave() {
    let mut site = Site::new().await;
    site.app.mail = Mail::Memory(Sent::default());
    let site = site.reconfigured(|_| {});
    assert_eq!(site.get(paths::DEV_MAIL, "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_name_from_elsewhere_that_leads_here_sees_nothing() {
    let site = with_letter().await;
    let asked = async |host: &str| {
        let request = Request::get(paths::DEV_MAIL).header(header::ACCEPT, "text/html").header(header::HOST, host);
        site.send(request.body(Body::empty()).expect("a request")).await.status
    };
    for here in ["127.0.0.1:3000", "localhost:3000", "[::1]:3000"] {
        assert_eq!(asked(here).await, StatusCode::OK, "{here}");
    }
    for elsewhere in ["evil.example:3000", "127.0.0.1.evil.example", "192.0.2.1:3000", ""] {
        assert_eq!(asked(elsewhere).await, StatusCode::NOT_FOUND, "{elsewhere}");
    }
}

#[tokio::test]
async fn no_name_leads_out_of_the_folder() {
    let site = with_letter().await;
    for name in ["..%2F..%2Fsecret", "..", "%2Fetc%2Fpasswd", "a.json", "nothing"] {
        assert_eq!(site.get(&format!("/dev/mail/{name}"), "").await.status, StatusCode::NOT_FOUND, "{name}");
    }
}
