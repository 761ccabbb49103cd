//! Forms without script: back with what was typed, on with what was done.

use domain::{accounts::Role, paths};

use super::site::{PASSWORD, Site};

#[tokio::test]
async fn a_refused_form_comes_back_once_with_what_was_typed_but_no_secret() {
    let site = Site::new().await;
    let fields = [("name", ""), ("email", "ada@"), ("password", "hunter2hunter2"), ("back_to", paths::SIGN_UP)];
    let refused = site.post("/fn/accounts/sign-up", &fields, "").await;
    assert_eq!((refused.status.as_u16(), refused.header("location")), (303, "/sign-up#problems"));
    let cookie = refused.cookies();
    let page = site.get(paths::SIGN_UP, &cookie).await.body;
    assert!(page.contains("value=\"ada@\""), "what was typed is kept");
    assert!(page.contains("Enter a name.") && page.contains("name@example.org"), "each mistake is told");
    assert!(!page.contains("hunter2"), "a password never comes back");
    let again = site.get(paths::SIGN_UP, &cookie).await.body;
    assert!(!again.contains("Enter a name."), "told once");
}

#[tokio::test]
async fn a_prefetch_does_not_use_up_what_was_typed() {
    let site = Site::new().await;
    let refused = site.post("/fn/accounts/sign-in", &[("email", "ada@"), ("back_to", paths::SIGN_IN)], "").await;
    let prefetch = http::Request::get(paths::SIGN_IN)
        .header("accept", "text/html")
        .header("sec-purpose", "prefetch;prerender")
        .header("cookie", refused.cookies());
    site.send(prefetch.body(axum::body::Body::empty()).expect("a request")).await;
    assert!(site.get(paths::SIGN_IN, &refused.cookies()).await.body.contains("value=\"ada@\""));
}

#[tokio::test]
async fn words_survive_a_session_that_ended() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Author).await;
    let id = site.app.ids.uuid().to_string();
    let fields =
        [("id", id.as_str()), ("title", "Nothing is lost"), ("body", "All my words."), ("back_to", paths::NEW_POST)];
    let refused = site.post("/fn/posts/create", &fields, "").await;
    assert_eq!(refused.header("location"), paths::sign_in_then(paths::NEW_POST));
    let fields = [("email", "ada@example.org"), ("password", PASSWORD), ("next", paths::NEW_POST)];
    let signed_in = site.post("/fn/accounts/sign-in", &fields, &refused.cookies()).await;
    assert_eq!(signed_in.header("location"), paths::NEW_POST);
    assert_ne!(signed_in.cookies(), refused.cookies(), "the session id rotates at sign-in");
    let page = site.get(paths::NEW_POST, &signed_in.cookies()).await.body;
    assert!(page.contains("Nothing is lost") && page.contains("All my words."), "{page}");
    drop(ada);
}

#[tokio::test]
async fn strangers_cannot_fill_the_disk_with_what_they_type() {
    let site = Site::new().await;
    let kept = |answer: &super::site::Answer| answer.status == 303 && !answer.cookies().is_empty();
    let typed = async |bytes: usize| {
        let words = "x".repeat(bytes);
        let fields = [("id", ""), ("title", "Mine"), ("body", words.as_str()), ("back_to", paths::NEW_POST)];
        site.post("/fn/posts/create", &fields, "").await
    };
    assert!(kept(&typed(1_200_000).await), "the longest post of a writer whose session ended");
    let refused = typed(3_000_000).await;
    assert!(!kept(&refused) && refused.status == 401, "{}", refused.status);
    for _ in 0..20 {
        typed(100_000).await;
    }
    assert!(!kept(&typed(100_000).await), "not from one address all day");
    let wrong = site.post("/fn/accounts/sign-in", &[("email", "ada@"), ("back_to", paths::SIGN_IN)], "").await;
    assert!(kept(&wrong), "small forms go on as before");
}

#[tokio::test]
async fn nobody_is_led_off_the_site() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Reader).await;
    for next in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:x=1\r\n",
        "/.//evil.example",
        "/%2f%2fevil.example",
        "/%5cevil.example",
        "/\t/evil.example",
        "//example.org@evil.example",
        "https://127.0.0.1:3000@evil.example",
    ] {
        let fields = [("email", "ada@example.org"), ("password", PASSWORD), ("next", next)];
        assert_eq!(site.post("/fn/accounts/sign-in", &fields, "").await.header("location"), "/", "{next:?}");
        let fields = [("email", "nobody"), ("back_to", next)];
        let answer = site.post("/fn/accounts/sign-in", &fields, "").await;
        assert!(!answer.header("location").contains("evil"), "{next:?}");
        let pages = [paths::SIGN_IN, paths::SIGN_UP, paths::CONFIRM, paths::SECOND_FACTOR];
        let query = serde_urlencoded::to_string([("next", next)]).expect("a query");
        for page in pages {
            for cookie in ["", &*ada.cookie] {
                let answer = site.get(&format!("{page}?{query}"), cookie).await;
                let on = answer.header("location").split("next=").next().unwrap_or_default().to_owned();
                assert!(!on.contains("evil"), "{page} leads to {on}");
                let mut kept = answer.body.split("name=\"next\" value=\"").skip(1);
                assert!(
                    kept.all(|rest| !rest.split('"').next().unwrap_or_default().contains("evil")),
                    "{page} {next:?}"
                );
            }
        }
    }
    for path in ["//evil.example/", "/%2f%2fevil.example/", "//evil.example/settings"] {
        assert!(!site.get(path, "").await.header("location").contains("//evil"), "{path}");
    }
}

#[tokio::test]
async fn a_forged_error_in_the_address_is_not_shown() {
    let site = Site::new().await;
    let forged =
        "/sign-in?__err=WW91ciBhY2NvdW50IGlzIGJsb2NrZWQ&error=Your+account+is+blocked&__path=/fn/accounts/sign-in";
    let page = site.get(forged, "").await.body;
    assert!(!page.contains("Your account is blocked") && !page.contains("error-summary"));
}

#[tokio::test]
async fn programs_get_a_status_and_json() {
    let site = Site::new().await;
    let call = |body: &'static str| {
        http::Request::post("/fn/accounts/sign-in")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(axum::body::Body::from(body))
            .expect("a request")
    };
    let answer = site.send(call("email=&password=")).await;
    assert_eq!(answer.status, 422);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&answer.body).expect("JSON")["code"], "invalid");
    let answer = site.send(call("email=nobody%40example.org&password=wrong-password")).await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn the_chosen_theme_is_remembered_without_script() {
    let site = Site::new().await;
    let chosen = site.post("/fn/appearance/theme", &[("theme", "dark"), ("back_to", "/archive")], "").await;
    assert_eq!(chosen.header("location"), "/archive");
    let page = site.get("/archive", &chosen.cookies()).await.body;
    assert!(page.contains("data-theme=\"dark\""));
}
