//! A password that changes at the very moment at which a letter is answered: the database decides, and nobody is left with
//! a way in that should be gone.

use domain::accounts::{Actor, EmailAddress, SignInForm, Viewer};
use server::{
    accounts::{
        Given, actor, ask_for_reset, ask_for_sign_in, change_password, reset_password, sign_in, sign_in_by_link,
    },
    http::Visit,
};
use tower_sessions::session::Id;

use super::{letters::token_in, password_change::told_of_a_change};
use crate::test_app::{PASSWORD, TestApp, came_in, email, field_code, problem};

const BY_LETTER: &str = "violet harbour engine";
const BY_HAND: &str = "another fine lantern";

/// Each race is run so often, by turns with one and the other before.
const ROUNDS: usize = 6;

fn mailbox() -> EmailAddress {
    EmailAddress::parse(&email("Ada")).unwrap()
}

/// The secret of the letter that is asked for by `ask`.
async fn letter(app: &TestApp, ask: impl AsyncFnOnce(&Visit) -> server::Result<()>) -> String {
    app.clock.advance_seconds(1);
    ask(&app.visit()).await.unwrap();
    app.clock.advance_seconds(1);
    app.letters_to("Ada").await.iter().rev().find_map(token_in).unwrap()
}

/// Answers with the cookie that the browser has from then on, too.
async fn change(app: &TestApp, cookie: Id, actor: &Actor) -> (server::Result<()>, Id) {
    let visit = app.visit_of_member(cookie).await;
    let changed = change_password(app, &visit, actor, PASSWORD, BY_HAND).await;
    (changed, app.answered(&visit).await.unwrap_or(cookie))
}

/// Whether the browser is signed in once it has its answer.
async fn is_in(app: &TestApp, visit: &Visit) -> bool {
    match app.answered(visit).await {
        Some(cookie) => is_good(app, cookie).await,
        None => false,
    }
}

async fn is_good(app: &TestApp, cookie: Id) -> bool {
    app.visit_signed_in(cookie).await.viewer != Viewer::Stranger
}

async fn enters(app: &TestApp, password: &str) -> bool {
    sign_in(app, &app.visit(), SignInForm::parse(&email("Ada"), password).unwrap()).await.is_ok()
}

/// Both at once, the one or the other first.
async fn race<A, B>(round: usize, one: impl Future<Output = A>, other: impl Future<Output = B>) -> (A, B) {
    if round % 2 == 0 {
        tokio::join!(one, other)
    } else {
        let (b, a) = tokio::join!(other, one);
        (a, b)
    }
}

#[tokio::test]
async fn of_a_reset_and_a_change_at_once_one_wins() {
    for round in 0..ROUNDS {
        let app = TestApp::new().await;
        let ada = app.reader("Ada").await;
        let cookie = app.cookie_of("Ada").await;
        let sent = letter(&app, async |visit| ask_for_reset(&app, visit, &mailbox()).await).await;
        let elsewhere = app.visit();
        let reset = reset_password(&app, &elsewhere, Given::Link(sent), BY_LETTER);
        let (reset, (changed, cookie)) = race(round, reset, change(&app, cookie, &ada)).await;
        let by_letter = reset.is_ok();
        assert_ne!(by_letter, changed.is_ok(), "{reset:?} {changed:?}");
        assert_eq!(told_of_a_change(&app).await, 1);
        // Whoever won is in, and the other one out.
        assert_eq!(is_in(&app, &elsewhere).await, by_letter);
        assert_eq!(is_good(&app, cookie).await, !by_letter);
        assert_eq!(enters(&app, BY_LETTER).await, by_letter);
        assert_eq!(enters(&app, BY_HAND).await, !by_letter);
        assert!(!enters(&app, PASSWORD).await);
    }
}

#[tokio::test]
async fn a_sign_in_by_letter_during_a_change_is_worth_nothing() {
    for round in 0..ROUNDS {
        let app = TestApp::new().await;
        let ada = app.reader("Ada").await;
        let cookie = app.cookie_of("Ada").await;
        let sent = letter(&app, async |visit| ask_for_sign_in(&app, visit, &mailbox()).await).await;
        let elsewhere = app.visit();
        let arrived = sign_in_by_link(&app, &elsewhere, &sent, true);
        let (_, (changed, cookie)) = race(round, arrived, change(&app, cookie, &ada)).await;
        changed.unwrap();
        assert!(!is_in(&app, &elsewhere).await && is_good(&app, cookie).await);
        assert!(enters(&app, BY_HAND).await && !enters(&app, PASSWORD).await);
    }
}

#[tokio::test]
async fn nor_is_one_during_a_reset() {
    for round in 0..ROUNDS {
        let app = TestApp::new().await;
        app.reader("Ada").await;
        let sent = letter(&app, async |visit| ask_for_sign_in(&app, visit, &mailbox()).await).await;
        let reset = letter(&app, async |visit| ask_for_reset(&app, visit, &mailbox()).await).await;
        let (phone, elsewhere) = (app.visit(), app.visit());
        let arrived = sign_in_by_link(&app, &elsewhere, &sent, true);
        let chosen = reset_password(&app, &phone, Given::Link(reset), BY_LETTER);
        let (_, chosen) = race(round, arrived, chosen).await;
        came_in(chosen);
        assert!(!is_in(&app, &elsewhere).await && is_in(&app, &phone).await);
    }
}

/// Somebody joined with Ada's address, and changes the password while she signs in by letter.
#[tokio::test]
async fn of_a_squatters_change_and_the_owners_letter_one_wins() {
    for round in 0..ROUNDS {
        let app = TestApp::new().await;
        let squatter = app.unproved("Ada").await;
        let cookie = app.cookie_of("Ada").await;
        let sent = letter(&app, async |visit| ask_for_sign_in(&app, visit, &mailbox()).await).await;
        let owner = app.visit();
        let arrived = sign_in_by_link(&app, &owner, &sent, true);
        let (arrived, (changed, cookie)) = race(round, arrived, change(&app, cookie, &squatter)).await;
        let is_hers = arrived.is_ok();
        assert_ne!(is_hers, changed.is_ok(), "{arrived:?} {changed:?}");
        assert_eq!(actor(&app, squatter.id).await.unwrap().standing.is_verified, is_hers);
        assert_eq!(is_in(&app, &owner).await, is_hers);
        assert_eq!(is_good(&app, cookie).await, !is_hers);
        assert_eq!(enters(&app, BY_HAND).await, !is_hers);
        assert!(!enters(&app, PASSWORD).await);
        match (arrived, changed) {
            (Ok(_), changed) => assert_eq!(field_code(changed, "current_password"), "wrong"),
            (arrived, _) => assert_eq!(problem(arrived), domain::Problem::LinkExpired),
        }
    }
}
