//! Who somebody from elsewhere is here.

use domain::{
    Problem,
    accounts::{JoinForm, Provider, Role},
    id::MemberId,
};
use sea_orm::{ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use server::{
    Result,
    accounts::{Admitted, account, list_members, undo_email_change},
    entities::{identity, member, totp_seed},
    identities::{self, Arrival},
    mail::Block,
};

use super::service::{Service, go, person, sign_in};
use crate::test_app::{TestApp, came_in, field_code, problem};

/// The member who was let in, and whether they are new.
#[track_caller]
fn entered(outcome: Result<Arrival>) -> (domain::accounts::MemberView, bool) {
    match outcome {
        Ok(Arrival::Entered { admitted, is_new, .. }) => (came_in(Ok(admitted)), is_new),
        other => panic!("expected somebody who is let in, got {other:?}"),
    }
}

async fn prove_address(app: &TestApp, email: &str) {
    let members = member::Entity::find().all(app.db.read()).await.unwrap();
    let mut row = members.into_iter().find(|member| member.email == email).unwrap().into_active_model();
    row.email_verified_at = Set(Some(app.clock.now().millis()));
    member::Entity::update(row).exec(app.db.write()).await.unwrap();
}

async fn identities_of(app: &TestApp) -> usize {
    identity::Entity::find().all(app.db.read()).await.unwrap().len()
}

#[tokio::test]
async fn the_first_one_owns_the_installation_and_all_others_are_readers() {
    let service = Service::start().await;
    let app = service.installation().await;
    let (ada, is_new) = entered(sign_in(&app, &service, &app.visit(), &person("Ada")).await);
    assert_eq!((ada.role, ada.email.as_str(), is_new), (Role::Admin, "ada@example.org", true));
    let (bob, _) = entered(sign_in(&app, &service, &app.visit(), &person("Bob")).await);
    assert_eq!(bob.role, Role::Reader);
    let row = member::Entity::find_by_id(ada.id.0).one(app.db.read()).await.unwrap().unwrap();
    assert!(row.email_verified_at.is_some() && row.password_hash.is_none());
    assert_eq!(app.audited().await, ["joined", "signed_in", "joined", "signed_in"]);
}

#[tokio::test]
async fn whoever_comes_back_is_the_same_member_whatever_their_address_is_by_now() {
    let service = Service::start().await;
    let app = service.installation().await;
    let (ada, _) = entered(sign_in(&app, &service, &app.visit(), &person("Ada")).await);
    let visit = app.visit();
    let moved = json!({ "sub": "id-of-ada", "email": "other@example.org", "email_verified": false });
    let (again, is_new) = entered(sign_in(&app, &service, &visit, &moved).await);
    assert_eq!((again.id, again.email, is_new), (ada.id, "ada@example.org".to_owned(), false));
    visit.session.save().await.unwrap();
    let next = app.visit_again(visit.session.id().unwrap());
    assert!(server::sessions::viewer(&next.session).await.unwrap().is(ada.id));
}

#[tokio::test]
async fn a_way_that_was_not_agreed_to_leads_back() {
    let service = Service::start().await;
    let app = service.installation().await;
    let visit = app.visit();
    let mut callback = service.agree(&go(&app, &visit).await, &person("Ada"));
    (callback.code, callback.error) = (None, Some("access_denied".into()));
    let arrival = identities::finish(&app, &visit, Provider::Oidc, callback).await.unwrap();
    assert!(matches!(arrival, Arrival::Declined { .. }), "{arrival:?}");
    assert!(list_members(&app).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_account_whose_address_is_proved_on_both_sides_is_linked_and_its_owner_told() {
    let service = Service::start().await;
    let app = service.installation().await;
    let ada = app.author("Ada").await;
    prove_address(&app, "ada@example.org").await;
    let (entered, is_new) = entered(sign_in(&app, &service, &app.visit(), &person("Ada")).await);
    assert_eq!((entered.id, is_new), (ada.id, false));
    let letters = app.letters_to("Ada").await;
    assert!(letters.iter().any(|letter| letter.subject.contains("Example ID now opens your account")), "{letters:?}");
    assert_eq!(app.audited().await, ["identity_linked", "signed_in"]);
}

/// What is linked could stand for the second factor later, so the mailbox alone links nothing.
#[tokio::test]
async fn whoever_has_the_mailbox_of_a_member_with_a_second_factor_links_nothing() {
    let service = Service::start().await;
    let app = service.installation().await;
    let ada = app.author("Ada").await;
    prove_address(&app, "ada@example.org").await;
    give_second_factor(&app, ada.id).await;
    let visit = app.visit();
    let arrival = sign_in(&app, &service, &visit, &person("Ada")).await.unwrap();
    assert!(matches!(arrival, Arrival::Guarded { .. }), "{arrival:?}");
    assert!(server::sessions::viewer(&visit.session).await.unwrap().actor().is_err(), "nobody is signed in");
    assert_eq!((identities_of(&app).await, app.audited().await.len()), (0, 0));
}

async fn give_second_factor(app: &TestApp, member: MemberId) {
    let seed = totp_seed::ActiveModel {
        member_id: Set(member.0),
        sealed_seed: Set(vec![1]),
        begun_at: Set(1),
        confirmed_at: Set(Some(1)),
        last_step: Set(0),
    };
    totp_seed::Entity::insert(seed).exec_without_returning(app.db.write()).await.unwrap();
}

/// Somebody made an account with the address of somebody else, and waits for the owner of the mailbox to come.
#[tokio::test]
async fn an_account_whose_address_nobody_proved_does_not_capture_the_owner_of_the_mailbox() {
    let service = Service::start().await;
    let app = service.installation().await;
    app.unproved("Ada").await;
    let visit = app.visit();
    let arrival = sign_in(&app, &service, &visit, &person("Ada")).await.unwrap();
    assert!(matches!(arrival, Arrival::Unproved { .. }), "{arrival:?}");
    assert!(server::sessions::viewer(&visit.session).await.unwrap().actor().is_err(), "nobody is signed in");
    assert_eq!(identities_of(&app).await, 0);
}

#[tokio::test]
async fn an_address_that_the_service_is_not_sure_of_finds_nobody() {
    let service = Service::start().await;
    let app = service.installation().await;
    app.author("Ada").await;
    prove_address(&app, "ada@example.org").await;
    let ada = "ada@example.org";
    let eve = json!({ "sub": "id-of-eve", "name": "Eve", "email": ada, "email_verified": false });
    let visit = app.visit();
    let arrival = sign_in(&app, &service, &visit, &eve).await.unwrap();
    assert!(matches!(arrival, Arrival::JoinNeeded), "{arrival:?}");
    assert_eq!(identities::waiting(&app, &visit).await.unwrap().taken, ada);

    let form = |email: &str| JoinForm::parse("Eve", email).unwrap();
    assert_eq!(field_code(identities::join(&app, &visit, form(ada)).await, "email"), "taken");
    let (eve, is_new) = entered(identities::join(&app, &visit, form("eve@example.org")).await);
    assert!(is_new);
    let row = member::Entity::find_by_id(eve.id.0).one(app.db.read()).await.unwrap().unwrap();
    assert_eq!(row.email_verified_at, None, "typed is not proved");
}

#[tokio::test]
async fn whoever_has_no_address_elsewhere_is_asked_for_one_in_time() {
    let service = Service::start().await;
    let app = service.installation().await;
    let visit = app.visit();
    let nameless = json!({ "sub": "id-of-ada" });
    service.now(|behaviour| behaviour.userinfo = json!({ "sub": "id-of-ada", "preferred_username": "ada" }));
    assert!(matches!(sign_in(&app, &service, &visit, &nameless).await.unwrap(), Arrival::JoinNeeded));
    assert_eq!(identities::waiting(&app, &visit).await.unwrap().name, "ada");
    app.clock.advance_seconds(10 * 60);
    let late = identities::join(&app, &visit, JoinForm::parse("Ada", "ada@example.org").unwrap()).await;
    assert_eq!(problem(late), Problem::AttemptExpired);
}

/// A thief changed the address of an account. While its owner may take that back, nobody else is given the old address.
#[tokio::test]
async fn nobody_can_block_the_way_back_by_joining_with_the_old_address() {
    let service = Service::start().await;
    let app = service.installation().await;
    let ada = app.reader("Ada").await;
    app.moves(&ada, "thief@example.org").await;

    let thief = app.visit();
    let nameless = json!({ "sub": "id-of-thief" });
    service.now(|behaviour| behaviour.userinfo = nameless.clone());
    assert!(matches!(sign_in(&app, &service, &thief, &nameless).await.unwrap(), Arrival::JoinNeeded));
    let form = JoinForm::parse("Thief", "ada@example.org").unwrap();
    assert_eq!(field_code(identities::join(&app, &thief, form).await, "email"), "taken");
    service.now(|behaviour| behaviour.userinfo = person("Ada"));
    let sure = sign_in(&app, &service, &app.visit(), &person("Ada")).await.unwrap();
    assert!(matches!(sure, Arrival::JoinNeeded), "not even with a service that is sure of it: {sure:?}");
    assert_eq!((list_members(&app).await.unwrap().len(), identities_of(&app).await), (1, 0));

    let letters = app.letters_to("Ada").await;
    let token = letters.iter().flat_map(|letter| &letter.blocks).find_map(|block| match block {
        Block::Button { url, .. } => url.split_once("/undo-email?token=").map(|(_, token)| token.to_owned()),
        _ => None,
    });
    undo_email_change(&app, &app.visit(), &token.unwrap()).await.unwrap();
    assert_eq!(account(&app, &ada).await.unwrap().email, "ada@example.org");
}

#[tokio::test]
async fn an_address_may_be_told_apart_from_the_token() {
    let service = Service::start().await;
    let app = service.installation().await;
    service.now(|behaviour| behaviour.userinfo = person("Ada"));
    let (ada, _) = entered(sign_in(&app, &service, &app.visit(), &json!({ "sub": "id-of-ada" })).await);
    assert_eq!(ada.email, "ada@example.org");
    let swapped = sign_in(&app, &service, &app.visit(), &json!({ "sub": "id-of-eve" })).await;
    assert_eq!(problem(swapped).code(), "provider_mistrusted");
}

#[tokio::test]
async fn a_suspended_member_stays_outside() {
    let service = Service::start().await;
    let app = service.installation().await;
    let (ada, _) = entered(sign_in(&app, &service, &app.visit(), &person("Ada")).await);
    let mut row = member::Entity::find_by_id(ada.id.0).one(app.db.read()).await.unwrap().unwrap().into_active_model();
    row.suspended_at = Set(Some(1));
    member::Entity::update(row).exec(app.db.write()).await.unwrap();
    assert_eq!(problem(sign_in(&app, &service, &app.visit(), &person("Ada")).await), Problem::Suspended);
}

#[tokio::test]
async fn of_two_callbacks_with_one_code_one_is_let_in() {
    let service = Service::start().await;
    let app = service.installation().await;
    let visit = app.visit();
    let callback = service.agree(&go(&app, &visit).await, &person("Ada"));
    visit.session.save().await.unwrap();
    let id = visit.session.id().unwrap();
    let visits = [app.visit_again(id), app.visit_again(id)];
    let (one, two) = tokio::join!(
        identities::finish(&app, &visits[0], Provider::Oidc, callback.clone()),
        identities::finish(&app, &visits[1], Provider::Oidc, callback.clone()),
    );
    let (good, bad): (Vec<_>, Vec<_>) = [one, two].into_iter().partition(Result::is_ok);
    assert_eq!((good.len(), bad.len()), (1, 1));
    assert_eq!(problem(bad.into_iter().next().unwrap()), Problem::AttemptExpired);
    assert_eq!(list_members(&app).await.unwrap().len(), 1);
}

#[tokio::test]
async fn two_first_sign_ins_of_one_account_at_the_same_moment_make_one_member() {
    let service = Service::start().await;
    let app = service.installation().await;
    let visits = [app.visit(), app.visit(), app.visit()];
    let (ada, eve) = (person("Ada"), person("Eve"));
    let (one, two, other) = tokio::join!(
        sign_in(&app, &service, &visits[0], &ada),
        sign_in(&app, &service, &visits[1], &ada),
        sign_in(&app, &service, &visits[2], &eve),
    );
    let members = [one, two, other].map(|arrival| entered(arrival).0);
    assert_eq!(members[0].id, members[1].id);
    let all = list_members(&app).await.unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(all.iter().filter(|member| member.role == Role::Admin).count(), 1, "one owner: {all:?}");
}

#[tokio::test]
async fn a_second_factor_is_asked_for_whatever_the_way_in() {
    let service = Service::start().await;
    let app = service.installation().await;
    let (ada, _) = entered(sign_in(&app, &service, &app.visit(), &person("Ada")).await);
    give_second_factor(&app, ada.id).await;
    let arrival = sign_in(&app, &service, &app.visit(), &person("Ada")).await.unwrap();
    assert!(matches!(arrival, Arrival::Entered { admitted: Admitted::SecondFactor, .. }), "{arrival:?}");
}
