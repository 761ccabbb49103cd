use domain::{
    Problem,
    accounts::{Actor, Role, SignUpForm},
    id::InvitationId,
    invitations::{Guest, InvitationForm, JoinForm, LIFETIME_SECONDS},
    members::SuspensionForm,
};
use sea_orm::{EntityTrait, PaginatorTrait};
use server::{
    accounts::{actor, sign_up},
    entities::invitation,
    invitations,
    mail::Block,
    members,
};

use crate::test_app::{PASSWORD, TestApp, came_in, email, field_code, problem};

async fn invite(app: &TestApp, inviter: &Actor, name: &str, role: Role) -> String {
    let form = InvitationForm::parse(&email(name), role.as_str()).unwrap();
    invitations::invite(app, &app.visit_of(inviter).await, form).await.unwrap();
    token(app, name).await
}

/// What the link in the latest letter carries.
async fn token(app: &TestApp, name: &str) -> String {
    let letters = app.letters_to(name).await;
    let mut urls = letters.iter().flat_map(|letter| &letter.blocks).filter_map(|block| match block {
        Block::Button { url, .. } => url.split_once("/invitation?token=").map(|(_, token)| token.to_owned()),
        _ => None,
    });
    urls.next_back().expect("a letter with a link")
}

fn join(name: &str) -> JoinForm {
    JoinForm::parse("The Example", name, PASSWORD).unwrap()
}

#[tokio::test]
async fn who_accepts_joins_with_the_role_and_a_proved_address() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let token = invite(&app, &ada, "Gus", Role::Author).await;
    let look = invitations::look(&app, &app.visit(), &token).await.unwrap();
    assert_eq!((&*look.email, &*look.role_label, &*look.inviter), ("gus@example.org", "Author", "Ada"));
    assert_eq!(look.guest, Guest::New);
    let member = came_in(invitations::join(&app, &app.visit(), &token, join("Gus")).await);
    assert_eq!((member.role, &*member.email), (Role::Author, "gus@example.org"));
    assert!(actor(&app, member.id).await.unwrap().standing.is_verified);
    assert_eq!(problem(invitations::look(&app, &app.visit(), &token).await), Problem::LinkExpired);
    assert_eq!(app.audited().await[..3], ["invited", "joined", "invitation_accepted"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_several_who_accept_at_once_one_joins() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let token = invite(&app, &ada, "Gus", Role::Author).await;
    let joining: Vec<_> = (0..6)
        .map(|number| {
            let (app, token, visit) = (server::AppState::clone(&app), token.clone(), app.visit());
            tokio::spawn(async move { invitations::join(&app, &visit, &token, join(&format!("Gus {number}"))).await })
        })
        .collect();
    let mut joined = 0;
    for outcome in joining {
        match outcome.await.unwrap() {
            Ok(_) => joined += 1,
            refused => assert_eq!(problem(refused), Problem::LinkExpired),
        }
    }
    assert_eq!(joined, 1);
    assert_eq!(app.audited().await.iter().filter(|event| *event == "invitation_accepted").count(), 1);
}

#[tokio::test]
async fn it_is_good_for_seven_days_and_only_its_latest_letter() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let first = invite(&app, &ada, "Gus", Role::Author).await;
    app.clock.advance_seconds(LIFETIME_SECONDS - 1);
    invitations::look(&app, &app.visit(), &first).await.unwrap();
    app.clock.advance_seconds(1);
    assert_eq!(problem(invitations::look(&app, &app.visit(), &first).await), Problem::LinkExpired);
    assert_eq!(problem(invitations::join(&app, &app.visit(), &first, join("Gus")).await), Problem::LinkExpired);
    let open = invitations::list(&app, &ada, None).await.unwrap().items;
    invitations::resend(&app, &app.visit_of(&ada).await, open[0].id).await.unwrap();
    let second = token(&app, "Gus").await;
    assert_ne!(first, second);
    assert_eq!(problem(invitations::look(&app, &app.visit(), &first).await), Problem::LinkExpired);
    invitations::look(&app, &app.visit(), &second).await.unwrap();
    assert_eq!(invitation::Entity::find().count(app.db.read()).await.unwrap(), 1);
}

#[tokio::test]
async fn one_that_was_taken_back_opens_nothing() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let token = invite(&app, &ada, "Gus", Role::Author).await;
    let id = invitations::list(&app, &ada, None).await.unwrap().items[0].id;
    invitations::revoke(&app, &app.visit_of(&ada).await, id).await.unwrap();
    assert_eq!(problem(invitations::join(&app, &app.visit(), &token, join("Gus")).await), Problem::LinkExpired);
    assert_eq!(problem(invitations::revoke(&app, &app.visit_of(&ada).await, id).await), Problem::NotFound);
}

#[tokio::test]
async fn the_table_does_not_hold_what_opens_it() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let token = invite(&app, &ada, "Gus", Role::Author).await;
    let row = invitation::Entity::find().one(app.db.read()).await.unwrap().unwrap();
    assert!(!format!("{row:?}").contains(&token));
    assert_eq!(problem(invitations::look(&app, &app.visit(), &row.token_hash).await), Problem::LinkExpired);
}

#[tokio::test]
async fn it_is_worth_what_its_inviter_is_worth() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.admin("Ada").await, app.admin("Bob").await);
    let token = invite(&app, &ada, "Gus", Role::Admin).await;
    let visit = app.visit_of(&bob).await;
    members::set_role(&app, &visit, ada.id, Role::Editor).await.unwrap();
    assert_eq!(problem(invitations::join(&app, &app.visit(), &token, join("Gus")).await), Problem::LinkExpired);
    members::set_role(&app, &visit, ada.id, Role::Admin).await.unwrap();
    members::suspend(&app, &visit, ada.id, SuspensionForm { reason: "A test".into() }).await.unwrap();
    assert_eq!(problem(invitations::join(&app, &app.visit(), &token, join("Gus")).await), Problem::LinkExpired);
    members::restore(&app, &visit, ada.id).await.unwrap();
    came_in(invitations::join(&app, &app.visit(), &token, join("Gus")).await);
}

#[tokio::test]
async fn nobody_invites_without_the_permission_or_fresh_proof() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let form = || InvitationForm::parse("gus@example.org", "reader").unwrap();
    let id = InvitationId(app.ids.uuid());
    for role in [Role::Reader, Role::Author, Role::Editor] {
        let member = app.member(role.as_str(), role).await;
        let visit = app.visit_of(&member).await;
        assert_eq!(problem(invitations::invite(&app, &visit, form()).await), Problem::Forbidden);
        assert_eq!(problem(invitations::resend(&app, &visit, id).await), Problem::Forbidden);
        assert_eq!(problem(invitations::revoke(&app, &visit, id).await), Problem::Forbidden);
        assert_eq!(problem(invitations::list(&app, &member, None).await), Problem::Forbidden);
    }
    let visit = app.visit_of(&ada).await;
    app.clock.advance_seconds(10 * 60);
    assert_eq!(problem(invitations::invite(&app, &visit, form()).await), Problem::ProofNeeded);
}

/// Somebody made an account with an address that is not theirs and waits for it to be given a role.
#[tokio::test]
async fn an_account_that_waits_under_the_address_gets_nothing_by_itself() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let mallory = app.reader("Gus").await;
    let token = invite(&app, &ada, "Gus", Role::Editor).await;
    assert_eq!(invitations::look(&app, &app.visit(), &token).await.unwrap().guest, Guest::SignedOut);
    let joined = invitations::join(&app, &app.visit(), &token, join("Gus")).await;
    assert_eq!(field_code(joined, "name"), "taken");
    assert_eq!(actor(&app, mallory.id).await.unwrap().role, Role::Reader);
    assert_eq!(invitation::Entity::find().count(app.db.read()).await.unwrap(), 1, "not used up");
}

#[tokio::test]
async fn a_member_takes_the_role_of_their_invitation() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let (gus, eve) = (app.reader("Gus").await, app.reader("Eve").await);
    let token = invite(&app, &ada, "Gus", Role::Author).await;
    assert_eq!(problem(invitations::accept(&app, &app.visit_of(&eve).await, &token).await), Problem::Forbidden);
    assert_eq!(problem(invitations::accept(&app, &app.visit(), &token).await), Problem::SignInNeeded);
    let visit = app.visit_of(&gus).await;
    assert_eq!(invitations::look(&app, &visit, &token).await.unwrap().guest, Guest::Member);
    invitations::accept(&app, &visit, &token).await.unwrap();
    let gus = actor(&app, gus.id).await.unwrap();
    assert_eq!((gus.role, gus.standing.is_verified), (Role::Author, true));
    assert_eq!(problem(invitations::accept(&app, &visit, &token).await), Problem::LinkExpired);
}

#[tokio::test]
async fn accepting_takes_nothing_away() {
    let app = TestApp::new().await;
    let (ada, gus) = (app.admin("Ada").await, app.editor("Gus").await);
    let token = invite(&app, &ada, "Gus", Role::Author).await;
    invitations::accept(&app, &app.visit_of(&gus).await, &token).await.unwrap();
    assert_eq!(actor(&app, gus.id).await.unwrap().role, Role::Editor);
}

#[tokio::test]
async fn letters_and_tries_are_limited() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let form = || InvitationForm::parse("gus@example.org", "reader").unwrap();
    for _ in 0..5 {
        invitations::invite(&app, &app.visit_of(&ada).await, form()).await.unwrap();
    }
    let refused = invitations::invite(&app, &app.visit_of(&ada).await, form()).await;
    assert!(matches!(problem(refused), Problem::TooManyAttempts { .. }));
    for _ in 0..30 {
        let tried = invitations::join(&app, &app.visit(), "guess", join("Gus")).await;
        assert_eq!(problem(tried), Problem::LinkExpired);
    }
    let refused = invitations::join(&app, &app.visit(), "guess", join("Gus")).await;
    assert!(matches!(problem(refused), Problem::TooManyAttempts { .. }));
}

#[tokio::test]
async fn who_joined_meanwhile_by_themselves_signs_in_and_accepts() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let token = invite(&app, &ada, "Gus", Role::Author).await;
    let form = SignUpForm::parse("Gus", &email("Gus"), PASSWORD).unwrap();
    let gus = came_in(sign_up(&app, &app.visit(), form).await);
    let gus = actor(&app, gus.id).await.unwrap();
    invitations::accept(&app, &app.visit_of(&gus).await, &token).await.unwrap();
    assert_eq!(actor(&app, gus.id).await.unwrap().role, Role::Author);
}

#[tokio::test]
async fn an_address_that_its_former_account_may_take_back_is_not_given_away() {
    let app = TestApp::new().await;
    let (root, ada) = (app.admin("Root").await, app.reader("Ada").await);
    app.moves(&ada, "thief@example.org").await;
    let token = invite(&app, &root, "Ada", Role::Author).await;
    assert_eq!(field_code(invitations::join(&app, &app.visit(), &token, join("Ada")).await, "name"), "taken");
}
