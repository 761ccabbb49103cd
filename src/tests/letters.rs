//! What letters do, without script: links that act on a button alone, codes, and answers that tell strangers nothing.

use axum::body::Body;
use domain::{accounts::Role, paths};
use http::{Request, StatusCode, header};
use server::outbox;

use super::site::{Answer, PASSWORD, Site};

const NEW: &str = "violet harbour engine";

/// The newest letter with these words, as a development server shows it.
pub(super) async fn letter(site: &Site, words: &str) -> String {
    outbox::deliver_due(&site.app).await.expect("letters leave");
    let list = site.get(paths::DEV_MAIL, "").await.body;
    for name in list.split("href=\"/dev/mail/").skip(1).filter_map(|rest| rest.split('"').next()) {
        let page = site.get(&paths::dev_letter(name), "").await.body;
        if page.contains(words) {
            return page;
        }
    }
    panic!("no letter says {words:?}: {list}");
}

pub(super) fn token(letter: &str) -> &str {
    let (_, rest) = letter.split_once("?token=").expect("a link");
    rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').next().expect("a token")
}

pub(super) fn code(letter: &str) -> &str {
    let is_code = |word: &&str| {
        word.len() == 9
            && word.bytes().enumerate().all(|(n, c)| if n == 4 { c == b'-' } else { c.is_ascii_uppercase() })
    };
    letter.split(|c: char| c.is_whitespace() || c == '<' || c == '>').find(is_code).expect("a code")
}

pub(super) async fn join(site: &Site) -> String {
    let fields = [("name", "Ada"), ("email", "ada@example.org"), ("password", PASSWORD)];
    site.post("/fn/accounts/sign-up", &fields, "").await.cookies()
}

pub(super) fn led(answer: &Answer) -> (u16, &str) {
    (answer.status.as_u16(), answer.header("location"))
}

#[tokio::test]
async fn a_forgotten_password_is_chosen_anew_by_the_link() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Reader).await;
    let asked = site.post("/fn/accounts/ask-for-reset", &[("email", "ada@example.org")], "").await;
    assert_eq!(led(&asked), (303, paths::RESET));
    let page = site.get(paths::RESET, &asked.cookies()).await.body;
    assert!(page.contains("value=\"ada@example.org\""), "the address need not be typed twice: {page}");

    let letter = letter(&site, "Choose a new password for").await;
    let address = paths::with_token(paths::RESET, token(&letter));
    let choose = async |password: &str| {
        let fields =
            [("token", token(&letter)), ("username", "x"), ("password", password), ("back_to", address.as_str())];
        site.post("/fn/accounts/reset-password", &fields, "").await
    };
    let refused = choose("password123").await;
    assert_eq!(led(&refused), (303, &*format!("{address}#problems")));
    let page = site.get(&address, &refused.cookies()).await;
    assert!(page.body.contains("field-error") && !page.body.contains("password123"), "{}", page.body);
    assert_eq!((page.header("cache-control"), page.header("referrer-policy")), ("no-store", "no-referrer"));

    let done = choose(NEW).await;
    assert_eq!(led(&done), (303, paths::HOME));
    assert!(site.get(paths::HOME, &done.cookies()).await.body.contains("Your password is changed"));
    assert!(site.get(paths::SETTINGS, &done.cookies()).await.status.is_success(), "signed in");
    assert!(site.get(paths::SETTINGS, &ada.cookie).await.status.is_redirection(), "other sessions are ended");
}

#[tokio::test]
async fn nobody_learns_from_an_answer_who_has_an_account() {
    let site = Site::new().await;
    site.member("ada", Role::Reader).await;
    for (path, page) in
        [("/fn/accounts/ask-for-reset", paths::RESET), ("/fn/accounts/ask-for-sign-in", paths::SIGN_IN_CODE)]
    {
        let mut seen = Vec::new();
        for address in ["ada@example.org", "eve@example.org"] {
            let answer = site.post(path, &[("email", address)], "").await;
            let shown = site.get(page, &answer.cookies()).await.body.replace(address, "");
            // Behind the text, a script element of every page carries a nonce of its own.
            let shown = shown.split("<script").next().unwrap_or_default().to_owned();
            seen.push((answer.status, answer.header("location").to_owned(), shown));
        }
        assert_eq!(seen[0], seen[1]);
    }
}

#[tokio::test]
async fn a_program_that_asks_too_often_is_told_for_how_long_to_wait() {
    let site = Site::new().await;
    let ask = async || {
        let request = Request::post("/fn/accounts/ask-for-reset")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/json")
            .body(Body::from("email=nobody%40example.org"));
        site.send(request.expect("a request")).await
    };
    for _ in 0..5 {
        assert_eq!(ask().await.status, StatusCode::OK);
    }
    let late = ask().await;
    assert_eq!((late.status, late.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "3600"));
}

#[tokio::test]
async fn a_code_signs_in_in_the_browser_that_asked_and_leads_on() {
    let site = Site::new().await;
    site.member("ada", Role::Author).await;
    let fields = [("email", "ada@example.org"), ("next", paths::DESK)];
    let asked = site.post("/fn/accounts/ask-for-sign-in", &fields, "").await;
    assert_eq!(asked.header("location"), paths::sign_in_code_then(paths::DESK));
    let letter = letter(&site, "Sign in to").await;
    let fields = [("code", code(&letter)), ("next", paths::DESK), ("back_to", paths::SIGN_IN_CODE)];
    let elsewhere = site.post("/fn/accounts/sign-in-by-letter", &fields, "").await;
    assert_eq!(led(&elsewhere), (303, "/sign-in/code#problems"));
    let here = site.post("/fn/accounts/sign-in-by-letter", &fields, &asked.cookies()).await;
    assert_eq!(led(&here), (303, paths::DESK));
    assert!(site.get(paths::SETTINGS, &here.cookies()).await.status.is_success());
    assert_ne!(here.cookies(), asked.cookies(), "the session id rotates");
}

#[tokio::test]
async fn the_owner_of_a_mailbox_is_told_that_a_squatters_password_is_gone() {
    let site = Site::new().await;
    let squatter = join(&site).await;
    site.post("/fn/accounts/ask-for-sign-in", &[("email", "ada@example.org")], "").await;
    let letter = letter(&site, "Sign in to").await;
    let page = site.get(&paths::with_token(paths::SIGN_IN_CODE, token(&letter)), "").await.body;
    assert!(page.contains("as <strong>ada@example.org</strong>"), "{page}");
    let done = site.post("/fn/accounts/sign-in-by-letter", &[("token", token(&letter))], "").await;
    assert!(site.get(paths::HOME, &done.cookies()).await.body.contains("password was removed"));
    assert!(site.get(paths::SETTINGS, &squatter).await.status.is_redirection());
}

#[tokio::test]
async fn the_old_mailbox_takes_a_change_back_and_a_new_password_is_chosen() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Reader).await;
    let fields = [("email", "new@example.org"), ("back_to", paths::SETTINGS)];
    let asked = site.post("/fn/accounts/change-email", &fields, &ada.cookie).await;
    assert_eq!(led(&asked), (303, paths::SETTINGS));
    let page = site.get(paths::SETTINGS, &ada.cookie).await.body;
    assert!(page.contains("We wait for an answer") && page.contains("new@example.org"), "{page}");
    let sent = letter(&site, "Confirm your new address").await;
    let fields = [("token", token(&sent)), ("back_to", paths::VERIFY)];
    site.post("/fn/accounts/confirm-address", &fields, &ada.cookie).await;
    assert!(site.get(paths::SETTINGS, &ada.cookie).await.body.contains("new@example.org"));

    let way_back = letter(&site, "Take the change back").await;
    let page = site.get(&paths::with_token(paths::UNDO_EMAIL, token(&way_back)), "").await.body;
    assert!(page.contains("ada@example.org"), "{page}");
    let undone = site.post("/fn/accounts/undo-email-change", &[("token", token(&way_back))], "").await;
    assert!(undone.header("location").starts_with("/reset?token="), "{undone:?}");
    let page = site.get(undone.header("location"), &undone.cookies()).await.body;
    assert!(page.contains("Your address is in force again"), "{page}");
    assert!(site.get(paths::SETTINGS, &ada.cookie).await.status.is_redirection());
}

#[tokio::test]
async fn an_old_proof_leads_to_a_fresh_one_and_back_with_what_was_typed() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Reader).await;
    site.app.clock.advance_seconds(20 * 60);
    let fields = [("email", "new@example.org"), ("back_to", paths::SETTINGS)];
    let asked = site.post("/fn/accounts/change-email", &fields, &ada.cookie).await;
    assert_eq!(led(&asked), (303, &*paths::confirm_then(paths::SETTINGS)));
    assert!(site.get(paths::SETTINGS, &ada.cookie).await.body.contains("value=\"new@example.org\""));
}

#[tokio::test]
async fn the_password_is_changed_by_whoever_knows_it() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Reader).await;
    let change = async |current: &str, new: &str| {
        let fields = [
            ("username", "ada@example.org"),
            ("current_password", current),
            ("password", new),
            ("back_to", paths::SECURITY),
        ];
        site.post("/fn/accounts/change-password", &fields, &ada.cookie).await
    };
    assert_eq!(change("not this one", NEW).await.header("location"), "/settings/security#problems");
    let page = site.get(paths::SECURITY, &ada.cookie).await.body;
    assert!(page.contains("This is not your present password."), "{page}");
    assert_eq!(change(PASSWORD, NEW).await.header("location"), paths::SECURITY);
    let fields = [("email", "ada@example.org"), ("password", NEW)];
    assert_eq!(site.post("/fn/accounts/sign-in", &fields, "").await.header("location"), paths::HOME);
}
