//! Linking and unlinking, of one's own free will.

use domain::{
    Problem,
    accounts::{Actor, EmailAddress, Password, Provider, Standing, Viewer},
    id::{IdentityId, MemberId},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};
use server::{
    Result,
    accounts::{self, Given},
    entities::member,
    http::Visit,
    identities::{self, Arrival},
};

use super::service::{NOON, Service, client, person, sign_in};
use crate::accounts::letters::token_in;
use crate::test_app::{TestApp, email, field_code, problem};

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
    let proved = app.reader("Ada").await.id;
    link(&app, &service, &present(&app, proved).await, &person("Somebody")).await.unwrap();
    forget_password(&app, proved).await;
    let unproved = joined_unsure(&app, &service, "Bob").await;
    for (member, is_enough) in [(proved, true), (unproved, false)] {
        let present = present(&app, member).await;
        let unlinked = identities::unlink(&app, &present.1, &present.0, ids(&app, &present.0).await[0]).await;
        if is_enough {
            unlinked.unwrap();
        } else {
            assert_eq!(problem(unlinked), Problem::LastWayIn);
        }
    }
}

/// Joins from elsewhere with an address for which the service does not vouch.
async fn joined_unsure(app: &TestApp, service: &Service, name: &str) -> MemberId {
    let mut claims = person(name);
    claims["email_verified"] = false.into();
    sign_in(app, service, &app.visit(), &claims).await.unwrap();
    let row = member::Entity::find().filter(member::Column::Email.eq(email(name))).one(app.db.read()).await.unwrap();
    let row = row.unwrap();
    assert_eq!((row.email_verified_at, row.password_hash), (None, None));
    MemberId(row.id)
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

/// Somebody made an account with the address of somebody else, and would link an account of their own to it, to be let in
/// again when the owner of the mailbox uses it.
#[tokio::test]
async fn nobody_links_an_account_before_their_address_is_confirmed() {
    let service = Service::start().await;
    let app = service.installation().await;
    let (eve, visit) = present(&app, app.unproved("Ada").await.id).await;
    let begun = identities::begin_linking(&app, &visit, &eve, Provider::Oidc).await;
    assert_eq!(problem(begun), Problem::AddressUnconfirmed);

    // Nor is what was begun before.
    let confirmed = Actor { standing: Standing { is_verified: true, ..eve.standing }, ..eve.clone() };
    identities::begin_linking(&app, &visit, &confirmed, Provider::Oidc).await.unwrap();
    let (_, url) = identities::leave(&app, &visit, Provider::Oidc).await.unwrap();
    let finished = identities::finish(&app, &visit, Provider::Oidc, service.agree(&url, &person("Eve"))).await;
    assert_eq!(problem(finished), Problem::AddressUnconfirmed);
    assert!(ids(&app, &eve).await.is_empty());
}

/// Somebody joined from elsewhere with the address of somebody else, for which the service does not vouch.
#[tokio::test]
async fn whoever_joined_from_elsewhere_is_shut_out_when_the_owner_of_the_mailbox_comes() {
    let service = Service::start().await;
    let app = service.installation().await;
    let squatted = accounts::actor(&app, joined_unsure(&app, &service, "Ada").await).await.unwrap();
    assert_eq!(ids(&app, &squatted).await.len(), 1);

    let confirm = token_in(&app.letters_to("Ada").await[0]).unwrap();
    let password = Password::given("what Ada would choose").unwrap();
    let owner = accounts::confirm_with_password(&app, &app.visit(), &Given::Link(confirm), &password, false).await;
    assert_eq!(field_code(owner, "password"), "wrong", "her mailbox alone does not confirm it");

    app.clock.advance_seconds(1);
    accounts::ask_for_reset(&app, &app.visit(), &EmailAddress::parse(&email("Ada")).unwrap()).await.unwrap();
    let reset = app.letters_to("Ada").await.iter().rev().find_map(token_in).unwrap();
    accounts::reset_password(&app, &app.visit(), Given::Link(reset), "violet harbour engine").await.unwrap();
    assert!(ids(&app, &squatted).await.is_empty());
}
