//! A password that changes at the very moment at which a letter is answered: the database decides, and nobody is left with
//! a way in that should be gone.

use domain::{
    Problem,
    accounts::{EmailAddress, SignInForm, Viewer},
};
use server::{
    accounts::{
        Given, actor, ask_for_reset, ask_for_sign_in, change_password, reset_password, sign_in, sign_in_by_link,
    },
    http::Visit,
};
use tower_sessions::session::Id;

use super::{letters::token_in, password_change::told_of_a_change};
use crate::test_app::{PASSWORD, TestApp, came_in, email, problem};

const BY_LETTER: &str = "violet harbour engine";
const BY_HAND: &str = "another fine lantern";

/// How often each race is run.
const ROUNDS: u32 = 8;

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

/// Changes the password as whoever has the cookie. Answers with the cookie that the browser has from then on, too.
async fn change(app: &TestApp, cookie: Id) -> (server::Result<()>, Id) {
    let visit = app.visit_of_member(cookie).await;
    let changed = match visit.viewer.actor() {
        Ok(actor) => change_password(app, &visit, actor, PASSWORD, BY_HAND).await,
        Err(problem) => Err(problem.into()),
    };
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

/// Both at once: by turns the one and the other begins later, and later from turn to turn.
async fn race<A, B>(round: u32, one: impl Future<Output = A>, other: impl Future<Output = B>) -> (A, B) {
    let head_start = async || {
        for _ in 0..32_u32.pow(round / 2) {
            tokio::task::yield_now().await;
        }
    };
    if round.is_multiple_of(2) {
        tokio::join!(one, async { (head_start().await, other.await).1 })
    } else {
        tokio::join!(async { (head_start().await, one.await).1 }, other)
    }
}

#[tokio::test]
async fn of_a_reset_and_a_change_at_once_one_wins() {
    for round in 0..ROUNDS {
        let app = TestApp::new().await;
        app.reader("Ada").await;
        let cookie = app.cookie_of("Ada").await;
        let sent = letter(&app, async |visit| ask_for_reset(&app, visit, &mailbox()).await).await;
        let elsewhere = app.visit();
        let reset = reset_password(&app, &elsewhere, Given::Link(sent), BY_LETTER);
        let (reset, (changed, cookie)) = race(round, reset, change(&app, cookie)).await;
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
        app.reader("Ada").await;
        let cookie = app.cookie_of("Ada").await;
        let sent = letter(&app, async |visit| ask_for_sign_in(&app, visit, &mailbox()).await).await;
        let elsewhere = app.visit();
        let arrived = sign_in_by_link(&app, &elsewhere, &sent, true);
        let (_, (changed, cookie)) = race(round, arrived, change(&app, cookie)).await;
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
        let (arrived, (changed, cookie)) = race(round, arrived, change(&app, cookie)).await;
        let is_hers = arrived.is_ok();
        assert_ne!(is_hers, changed.is_ok(), "{arrived:?} {changed:?}");
        assert_eq!(actor(&app, squatter.id).await.unwrap().standing.is_verified, is_hers);
        assert_eq!(is_in(&app, &owner).await, is_hers);
        assert_eq!(is_good(&app, cookie).await, !is_hers);
        assert_eq!(enters(&app, BY_HAND).await, !is_hers);
        assert!(!enters(&app, PASSWORD).await);
        match arrived {
            Ok(_) => drop(problem(changed)),
            lost => assert_eq!(problem(lost), Problem::LinkExpired),
        }
    }
}

/// The owner's letter takes the squatter's password and ends their sessions; of one, a request is being answered just then.
#[tokio::test]
async fn a_request_from_before_the_owner_came_sets_no_password() {
    let app = TestApp::new().await;
    app.unproved("Ada").await;
    let late = app.visit_of_member(app.cookie_of("Ada").await).await;
    let sent = letter(&app, async |visit| ask_for_sign_in(&app, visit, &mailbox()).await).await;
    let owner = app.visit();
    sign_in_by_link(&app, &owner, &sent, true).await.unwrap();
    let set = change_password(&app, &late, late.viewer.actor().unwrap(), "", BY_HAND).await;
    assert_eq!(problem(set), Problem::SignInNeeded);
    assert!(!enters(&app, BY_HAND).await);
    // She has a session that says so, and sets her first one.
    let cookie = app.answered(&owner).await.unwrap();
    let owner = app.visit_of_member(cookie).await;
    change_password(&app, &owner, owner.viewer.actor().unwrap(), "", BY_LETTER).await.unwrap();
    assert!(enters(&app, BY_LETTER).await);
}
