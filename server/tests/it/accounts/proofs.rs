use domain::{
    Problem,
    accounts::{EmailAddress, TypedCode},
    audit::Event,
};
use sea_orm::{EntityTrait, PaginatorTrait};
use server::{
    accounts::proofs::{self, Checked, Issued, Presented, Purpose, Redeemed},
    entities::proof,
};

use crate::test_app::{TestApp, field_code, problem};

const ADA: &str = "ada@example.org";

fn mailbox(email: &str) -> EmailAddress {
    EmailAddress::parse(email).unwrap()
}

async fn letter(app: &TestApp, purpose: Purpose) -> Issued {
    proofs::issue(app.db.write(), app, purpose, None, &mailbox(ADA)).await.unwrap()
}

async fn by_code(app: &TestApp, purpose: Purpose, email: &str, code: &str) -> server::Result<Checked> {
    let code = TypedCode::parse(code).unwrap();
    proofs::check(app, &app.visit(), purpose, Presented::Code { email: &mailbox(email), code: &code }).await
}

async fn by_link(app: &TestApp, purpose: Purpose, token: &str) -> server::Result<Redeemed> {
    let proof = proofs::check(app, &app.visit(), purpose, Presented::Link(token)).await?;
    proofs::redeem(app.db.write(), app, proof).await
}

/// A code that is not the one of the letter.
fn other_than(code: &str) -> &'static str {
    if code == "BBBB-BBBB" { "CCCC-CCCC" } else { "BBBB-BBBB" }
}

#[tokio::test]
async fn link_and_code_prove_the_mailbox_and_one_of_them_works_once() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let sent = proofs::issue(app.db.write(), &app, Purpose::VerifyEmail, Some(ada.id), &mailbox("Ada@Example.org"))
        .await
        .unwrap();
    let typed = sent.code.to_lowercase().replace('-', " ");
    let proof = by_code(&app, Purpose::VerifyEmail, ADA, &typed).await.unwrap();
    assert_eq!(proof.digest, sent.digest);
    let proven = proofs::redeem(app.db.write(), &app, proof.clone()).await.unwrap();
    assert_eq!(proven, Redeemed { member: Some(ada.id), email: mailbox("Ada@Example.org") });

    assert_eq!(problem(proofs::redeem(app.db.write(), &app, proof).await), Problem::LinkExpired);
    assert_eq!(problem(by_link(&app, Purpose::VerifyEmail, &sent.token).await), Problem::LinkExpired);
    assert_eq!(field_code(by_code(&app, Purpose::VerifyEmail, ADA, &sent.code).await, "code"), "wrong");
}

#[tokio::test]
async fn what_is_no_link_of_ours_is_as_expired_as_an_old_one() {
    let app = TestApp::new().await;
    letter(&app, Purpose::SignIn).await;
    for token in ["", "a", "not base64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &"A".repeat(5000)] {
        assert_eq!(problem(by_link(&app, Purpose::SignIn, token).await), Problem::LinkExpired, "{token}");
    }
}

#[tokio::test]
async fn a_letter_is_good_for_its_purpose_and_its_mailbox_alone() {
    let app = TestApp::new().await;
    let sent = letter(&app, Purpose::VerifyEmail).await;
    assert_eq!(problem(by_link(&app, Purpose::ResetPassword, &sent.token).await), Problem::LinkExpired);
    assert_eq!(field_code(by_code(&app, Purpose::ResetPassword, ADA, &sent.code).await, "code"), "wrong");
    assert_eq!(field_code(by_code(&app, Purpose::VerifyEmail, "bob@example.org", &sent.code).await, "code"), "wrong");
    by_code(&app, Purpose::VerifyEmail, ADA, &sent.code).await.unwrap();
}

#[tokio::test]
async fn every_purpose_has_an_end() {
    let app = TestApp::new().await;
    for purpose in
        [Purpose::SignIn, Purpose::ResetPassword, Purpose::VerifyEmail, Purpose::ChangeEmail, Purpose::UndoEmail]
    {
        let (in_time, late) = (letter(&app, purpose).await, purpose.lifetime());
        app.clock.advance_seconds(late - 1);
        let looked_at = proofs::check(&app, &app.visit(), purpose, Presented::Link(&in_time.token)).await.unwrap();
        app.clock.advance_seconds(1);
        assert_eq!(problem(proofs::redeem(app.db.write(), &app, looked_at).await), Problem::LinkExpired);
        assert_eq!(problem(by_link(&app, purpose, &in_time.token).await), Problem::LinkExpired, "{purpose:?}");
    }
    assert_eq!(proof::Entity::find().count(app.db.read()).await.unwrap(), 0, "expired ones are swept up");
}

#[tokio::test]
async fn a_code_that_is_too_old_is_wrong() {
    let app = TestApp::new().await;
    let sent = letter(&app, Purpose::SignIn).await;
    app.clock.advance_seconds(Purpose::SignIn.lifetime());
    assert_eq!(field_code(by_code(&app, Purpose::SignIn, ADA, &sent.code).await, "code"), "wrong");
}

#[tokio::test]
async fn a_new_letter_takes_the_place_of_the_older() {
    let app = TestApp::new().await;
    let (older, newer) = (letter(&app, Purpose::SignIn).await, letter(&app, Purpose::SignIn).await);
    assert_eq!(problem(by_link(&app, Purpose::SignIn, &older.token).await), Problem::LinkExpired);
    assert_eq!(field_code(by_code(&app, Purpose::SignIn, ADA, &older.code).await, "code"), "wrong");
    by_link(&app, Purpose::SignIn, &newer.token).await.unwrap();
}

#[tokio::test]
async fn a_newer_letter_voids_even_a_proof_that_was_just_looked_at() {
    let app = TestApp::new().await;
    let older = letter(&app, Purpose::ResetPassword).await;
    let looked_at = by_code(&app, Purpose::ResetPassword, ADA, &older.code).await.unwrap();
    letter(&app, Purpose::ResetPassword).await;
    assert_eq!(problem(proofs::redeem(app.db.write(), &app, looked_at).await), Problem::LinkExpired);
}

#[tokio::test]
async fn after_five_tries_no_code_is_right_but_the_link_works() {
    let app = TestApp::new().await;
    let sent = letter(&app, Purpose::SignIn).await;
    for _ in 0..5 {
        let guess = by_code(&app, Purpose::SignIn, ADA, other_than(&sent.code)).await;
        assert_eq!(field_code(guess, "code"), "wrong");
    }
    assert_eq!(field_code(by_code(&app, Purpose::SignIn, ADA, &sent.code).await, "code"), "wrong");
    by_link(&app, Purpose::SignIn, &sent.token).await.unwrap();

    let sent = letter(&app, Purpose::SignIn).await;
    for _ in 0..4 {
        by_code(&app, Purpose::SignIn, ADA, other_than(&sent.code)).await.unwrap_err();
    }
    by_code(&app, Purpose::SignIn, ADA, &sent.code).await.unwrap();
}

#[tokio::test]
async fn every_wrong_code_is_on_record_with_what_it_was_for_and_no_right_one_is() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let purpose = Purpose::ResetPassword;
    let sent = proofs::issue(app.db.write(), &app, purpose, Some(ada.id), &mailbox(ADA)).await.unwrap();
    by_code(&app, purpose, ADA, other_than(&sent.code)).await.unwrap_err();
    by_code(&app, purpose, ADA, &sent.code).await.unwrap();
    assert_eq!(app.audited_about(ada.id, Event::CodeRefused).await, [r#"{"purpose":"reset_password"}"#]);

    by_code(&app, Purpose::SignIn, "nobody@example.org", &sent.code).await.unwrap_err();
    assert_eq!(app.audited().await, ["code_refused", "code_refused"], "also where there is no letter");
}

#[tokio::test]
async fn wrong_codes_at_the_same_moment_are_each_counted() {
    let app = TestApp::new().await;
    let sent = letter(&app, Purpose::SignIn).await;
    let guess = || by_code(&app, Purpose::SignIn, ADA, other_than(&sent.code));
    let _ = tokio::join!(guess(), guess(), guess(), guess(), guess(), guess(), guess(), guess());
    let row = proof::Entity::find().one(app.db.read()).await.unwrap().unwrap();
    assert_eq!(row.tries, 5);
    assert_eq!(field_code(by_code(&app, Purpose::SignIn, ADA, &sent.code).await, "code"), "wrong");
}

#[tokio::test]
async fn looking_at_the_right_code_again_and_again_costs_nothing() {
    let app = TestApp::new().await;
    let sent = letter(&app, Purpose::ResetPassword).await;
    for _ in 0..10 {
        by_code(&app, Purpose::ResetPassword, ADA, &sent.code).await.unwrap();
    }
}

#[tokio::test]
async fn of_two_who_redeem_at_once_one_does() {
    let app = TestApp::new().await;
    let sent = letter(&app, Purpose::ResetPassword).await;
    let by_code = by_code(&app, Purpose::ResetPassword, ADA, &sent.code).await.unwrap();
    let by_link =
        proofs::check(&app, &app.visit(), Purpose::ResetPassword, Presented::Link(&sent.token)).await.unwrap();
    let (one, other) =
        tokio::join!(proofs::redeem(app.db.write(), &app, by_code), proofs::redeem(app.db.write(), &app, by_link),);
    assert_ne!(one.is_ok(), other.is_ok());
}

#[tokio::test]
async fn two_letters_at_once_leave_one_that_works() {
    let app = TestApp::new().await;
    let (one, other) = tokio::join!(letter(&app, Purpose::SignIn), letter(&app, Purpose::SignIn));
    let (one, other) =
        (by_link(&app, Purpose::SignIn, &one.token).await, by_link(&app, Purpose::SignIn, &other.token).await);
    assert_ne!(one.is_ok(), other.is_ok());
}

#[tokio::test]
async fn a_member_wishes_for_one_address_at_a_time() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let wish = async |email| {
        proofs::issue(app.db.write(), &app, Purpose::ChangeEmail, Some(ada.id), &mailbox(email)).await.unwrap()
    };
    let (older, newer) = (wish("one@example.org").await, wish("two@example.org").await);
    assert_eq!(problem(by_link(&app, Purpose::ChangeEmail, &older.token).await), Problem::LinkExpired);
    assert_eq!(by_link(&app, Purpose::ChangeEmail, &newer.token).await.unwrap().email, mailbox("two@example.org"));
}

#[tokio::test]
async fn members_who_wish_for_the_same_address_do_not_void_each_others_letters() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.reader("Ada").await, app.reader("Bob").await);
    let wish = async |member| {
        proofs::issue(app.db.write(), &app, Purpose::ChangeEmail, Some(member), &mailbox("new@example.org"))
            .await
            .unwrap()
    };
    let (adas, bobs) = (wish(ada.id).await, wish(bob.id).await);
    assert_eq!(by_link(&app, Purpose::ChangeEmail, &adas.token).await.unwrap().member, Some(ada.id));
    let code = TypedCode::parse(&bobs.code).unwrap();
    let own = |member| Presented::OwnCode { member, code: &code };
    assert_eq!(field_code(proofs::check(&app, &app.visit(), Purpose::ChangeEmail, own(ada.id)).await, "code"), "wrong");
    proofs::check(&app, &app.visit(), Purpose::ChangeEmail, own(bob.id)).await.unwrap();
    proofs::void(app.db.write(), bob.id, &[Purpose::ChangeEmail]).await.unwrap();
    assert_eq!(problem(by_link(&app, Purpose::ChangeEmail, &bobs.token).await), Problem::LinkExpired);
}

#[tokio::test]
async fn the_table_shows_neither_half() {
    let app = TestApp::new().await;
    let sent = letter(&app, Purpose::SignIn).await;
    let row = format!("{:?}", proof::Entity::find().one(app.db.read()).await.unwrap().unwrap());
    let bare = sent.code.replace('-', "");
    assert!(!row.contains(&sent.token) && !row.contains(&sent.code) && !row.contains(&bare), "{row}");
    assert!(!row.contains(blake3::hash(bare.as_bytes()).to_hex().as_str()), "codes are too short for a bare digest");
}
