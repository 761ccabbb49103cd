//! Linking and unlinking, of one's own free will.

use domain::{
    Problem,
    accounts::{Actor, EmailAddress, Provider, Viewer},
    id::{IdentityId, MemberId},
};
use sea_orm::{ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use server::{
    Result,
    accounts::{self, Given},
    entities::member,
    http::Visit,
    identities::{self, Arrival},
    mail::Block,
};

use super::service::{NOON, Service, client, person, sign_in};
use crate::test_app::{TestApp, problem};

/// A member who proved just now who they are, with a browser of theirs.
async fn present(app: &TestApp, member: MemberId) -> (Actor, Visit) {
    let mut actor = accounts::actor(app, member).await.unwrap();
    actor.standing.proved_at = Some(app.clock.now());
    let mut visit = app.visit();
    visit.viewer = Viewer::Member(actor.clone());
    (actor, visit)
}

async fn link(app: &TestApp, service: &Service, (actor, visit): &(Actor, Visit), who: &Value) -> Result<Arrival> {
    identities::begin_linking(app, visit, actor, Provider::Oidc).await?;
    let (_, url) = identities::leave(app, visit, Provider::Oidc).await?;
    identities::finish(app, visit, Provider::Oidc, service.agree(&url, who)).await
}

async fn ids(app: &TestApp, actor: &Actor) -> Vec<IdentityId> {
    identities::list(app, actor).await.unwrap().identities.into_iter().map(|identity| identity.id).collect()
}

async fn forget_password(app: &TestApp, member: MemberId) {
    let row = member::Entity::find_by_id(member.0).one(app.db.read()).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.password_hash = Set(None);
    member::Entity::update(row).exec(app.db.write()).await.unwrap();
}

#[tokio::test]
async fn a_linked_account_opens_this_one_and_its_owner_is_told() {
    let service = Service::start().await;
    let app = service.installation().await;
    let ada = present(&app, app.reader("Ada").await.id).await;
    let arrival = link(&app, &service, &ada, &person("Somebody")).await.unwrap();
    assert!(matches!(arrival, Arrival::Linked { .. }), "{arrival:?}");
    let linked = identities::list(&app, &ada.0).await.unwrap();
    assert_eq!(
        (&*linked.identities[0].service, &*linked.identities[0].account),
        ("Example ID", "somebody@example.org")
    );
    assert!(app.letters_to("Ada").await.iter().any(|letter| letter.subject.contains("Example ID")));
    sign_in(&app, &service, &app.visit(), &person("Somebody")).await.unwrap();
    assert_eq!(app.audited().await, ["identity_linked", "signed_in"]);
}

#[tokio::test]
async fn linking_wants_a_fresh_proof_and_ones_own_hands() {
    let service = Service::start().await;
    let app = service.installation().await;
    let (mut actor, visit) = present(&app, app.reader("Ada").await.id).await;
    app.clock.advance_seconds(10 * 60);
    let begun = identities::begin_linking(&app, &visit, &actor, Provider::Oidc).await;
    assert_eq!(problem(begun), Problem::ProofNeeded);
    actor.standing.proved_at = Some(app.clock.now());
    actor.standing.acting = Some(actor.id);
    let begun = identities::begin_linking(&app, &visit, &actor, Provider::Oidc).await;
    assert_eq!(problem(begun), Problem::NotWhileActing);
}

#[tokio::test]
async fn an_account_elsewhere_belongs_to_one_member() {
    let service = Service::start().await;
    let app = service.installation().await;
    let ada = present(&app, app.reader("Ada").await.id).await;
    let bob = present(&app, app.reader("Bob").await.id).await;
    let somebody = person("Somebody");
    let (one, two) = tokio::join!(link(&app, &service, &ada, &somebody), link(&app, &service, &bob, &somebody));
    let (good, bad): (Vec<_>, Vec<_>) = [one, two].into_iter().partition(Result::is_ok);
    assert_eq!(good.len(), 1);
    assert_eq!(problem(bad.into_iter().next().unwrap()), Problem::IdentityTaken);
    let again = link(&app, &service, if ids(&app, &ada.0).await.is_empty() { &bob } else { &ada }, &somebody).await;
    assert!(matches!(again, Ok(Arrival::Linked { .. })), "linking it twice changes nothing: {again:?}");
}

#[tokio::test]
async fn what_was_begun_by_one_member_is_not_finished_by_another() {
    let service = Service::start().await;
    let app = service.installation().await;
    let (ada, mut visit) = present(&app, app.reader("Ada").await.id).await;
    let bob = app.reader("Bob").await;
    identities::begin_linking(&app, &visit, &ada, Provider::Oidc).await.unwrap();
    let (_, url) = identities::leave(&app, &visit, Provider::Oidc).await.unwrap();
    visit.viewer = Viewer::Member(bob.clone());
    let callback = service.agree(&url, &person("Somebody"));
    let outcome = identities::finish(&app, &visit, Provider::Oidc, callback).await;
    assert_eq!(problem(outcome), Problem::AttemptExpired);
    assert!(ids(&app, &ada).await.is_empty() && ids(&app, &bob).await.is_empty());
}

#[tokio::test]
async fn the_last_way_in_stays() {
    let service = Service::start().await;
    let app = service.installation_with(|config| config.recovery.mail_sign_in = false).await;
    let ada = present(&app, app.reader("Ada").await.id).await;
    for name in ["Work", "Home"] {
        link(&app, &service, &ada, &person(name)).await.unwrap();
    }
    forget_password(&app, ada.0.id).await;
    let both = ids(&app, &ada.0).await;
    // Both at once: each would leave the other, and nobody could sign in any more.
    let (one, two) = tokio::join!(
        identities::unlink(&app, &ada.1, &ada.0, both[0]),
        identities::unlink(&app, &ada.1, &ada.0, both[1]),
    );
    let (good, bad): (Vec<_>, Vec<_>) = [one, two].into_iter().partition(Result::is_ok);
    assert_eq!(good.len(), 1);
    assert_eq!(problem(bad.into_iter().next().unwrap()), Problem::LastWayIn);
    assert_eq!(ids(&app, &ada.0).await.len(), 1);
}

#[tokio::test]
async fn where_letters_are_a_way_in_a_proved_mailbox_is_one_too() {
    let service = Service::start().await;
    let app = service.installation().await;
    for (member, is_enough) in [(app.reader("Ada").await, true), (app.unproved("Bob").await, false)] {
        let present = present(&app, member.id).await;
        link(&app, &service, &present, &person(&format!("{} elsewhere", member.name))).await.unwrap();
        forget_password(&app, member.id).await;
        let unlinked = identities::unlink(&app, &present.1, &present.0, ids(&app, &present.0).await[0]).await;
        if is_enough {
            unlinked.unwrap();
        } else {
            assert_eq!(problem(unlinked), Problem::LastWayIn);
        }
    }
}

#[tokio::test]
async fn a_service_that_is_linked_is_not_offered_to_be_linked() {
    let service = Service::start().await;
    let app = service.installation_with(|config| config.oauth.github = Some(client())).await;
    let ada = present(&app, app.reader("Ada").await.id).await;
    let offered = async || {
        let offered = identities::list(&app, &ada.0).await.unwrap().offered;
        offered.into_iter().map(|service| service.name).collect::<Vec<_>>()
    };
    assert_eq!(offered().await, ["Example ID", "GitHub"]);
    link(&app, &service, &ada, &person("Ada")).await.unwrap();
    assert_eq!(offered().await, ["GitHub"]);
}

#[tokio::test]
async fn unlinking_is_ones_own_wants_a_proof_and_is_told() {
    let service = Service::start().await;
    let app = service.installation().await;
    let ada = present(&app, app.reader("Ada").await.id).await;
    let bob = present(&app, app.reader("Bob").await.id).await;
    link(&app, &service, &ada, &person("Somebody")).await.unwrap();
    let id = ids(&app, &ada.0).await[0];
    assert_eq!(problem(identities::unlink(&app, &bob.1, &bob.0, id).await), Problem::NotFound);
    let mut stale = ada.0.clone();
    stale.standing.proved_at = None;
    assert_eq!(problem(identities::unlink(&app, &ada.1, &stale, id).await), Problem::ProofNeeded);
    identities::unlink(&app, &ada.1, &ada.0, id).await.unwrap();
    assert!(ids(&app, &ada.0).await.is_empty());
    assert!(app.letters_to("Ada").await.iter().any(|letter| letter.subject.contains("no longer opens")));
    assert_eq!(app.audited().await, ["identity_linked", "identity_unlinked"]);
}

#[tokio::test]
async fn a_linked_account_proves_who_one_is_and_no_other_does() {
    let service = Service::start().await;
    let app = service.installation().await;
    let ada = present(&app, app.reader("Ada").await.id).await;
    link(&app, &service, &ada, &person("Ada")).await.unwrap();
    assert_eq!(identities::proving(&app, &ada.0).await.unwrap().able.len(), 1);
    service.now(|behaviour| behaviour.claims = json!({ "auth_time": NOON }));
    for (who, good) in [(person("Ada"), true), (person("Eve"), false)] {
        identities::begin_proving(&app, &ada.1, &ada.0, Provider::Oidc, "/settings").await.unwrap();
        let (_, url) = identities::leave(&app, &ada.1, Provider::Oidc).await.unwrap();
        assert!(url.contains("prompt=login"), "whoever sits there has to show who they are: {url}");
        let outcome = identities::finish(&app, &ada.1, Provider::Oidc, service.agree(&url, &who)).await;
        assert_eq!(matches!(outcome, Ok(Arrival::Proved { .. })), good, "{outcome:?}");
    }
}

/// Somebody made an account with the address of somebody else, and linked an account of their own to it, to be let in again
/// when the owner of the mailbox uses it.
#[tokio::test]
async fn whoever_linked_an_account_before_the_owner_of_the_mailbox_came_is_shut_out() {
    let service = Service::start().await;
    let app = service.installation().await;
    let eve = present(&app, app.unproved("Ada").await.id).await;
    link(&app, &service, &eve, &person("Eve")).await.unwrap();

    app.clock.advance_seconds(1);
    let mailbox = EmailAddress::parse("ada@example.org").unwrap();
    accounts::ask_for_reset(&app, &app.visit(), &mailbox).await.unwrap();
    let letters = app.letters_to("Ada").await;
    let token = letters.iter().flat_map(|letter| &letter.blocks).find_map(|block| match block {
        Block::Button { url, .. } => url.split_once("/reset?token=").map(|(_, token)| token.to_owned()),
        _ => None,
    });
    accounts::reset_password(&app, &app.visit(), Given::Link(token.unwrap()), "violet harbour engine").await.unwrap();
    assert!(ids(&app, &eve.0).await.is_empty());
}
