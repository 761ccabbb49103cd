use std::net::IpAddr;

use domain::{
    Problem,
    accounts::Role,
    id::{DeliveryId, WebhookId},
    webhooks::{ReplayForm, WebhookForm, WebhookState},
};
use sea_orm::{EntityTrait, PaginatorTrait};
use server::{
    AppState,
    entities::{webhook, webhook_delivery},
    ids::Ids,
    outbound::{Client, Names, Told},
    webhooks::{self, deliver_due},
};

use super::receiver::{Receiver, app, subscribe};
use crate::test_app::{TestApp, field_code, problem};

fn form(url: &str) -> WebhookForm {
    WebhookForm::parse(url, "A test", ["post.published"]).unwrap()
}

#[tokio::test]
async fn addresses_inside_are_refused_when_they_are_typed() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let visit = app.visit_of(&ada).await;
    for (url, code) in [
        ("http://example.org/", "not_public"),
        ("https://example.org:8443/", "not_public"),
        ("https://127.0.0.1/", "not_public"),
        ("https://[::ffff:169.254.169.254]/", "not_public"),
        ("https://2130706433/", "not_public"),
        ("https://ada:secret@example.org/", "address"),
        ("https://example.org/#x", "address"),
        ("https://", "address"),
    ] {
        assert_eq!(field_code(webhooks::make(&app, &visit, form(url)).await, "url"), code, "{url}");
    }
    webhooks::make(&app, &visit, form("https://example.org/hook?key=1")).await.unwrap();
}

/// Whoever manages webhooks also has the names under which they are called.
#[tokio::test]
async fn a_name_that_leads_inside_is_not_called_and_the_log_says_why() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let told = Told::default();
    let inside: &[IpAddr] = &["127.0.0.1".parse().unwrap()];
    told.say("rebound.example", &[inside]);
    let ids = Ids::new(app.clock.clone());
    let names = Names::Told(told);
    let outbound = Client::with_names(&app.config.outbound, &app.clock, &ids, &names).unwrap();
    let state = AppState { outbound, ..(*app).clone() };
    let (webhook, _) = subscribe(&app, &ada, "https://rebound.example/", &["post.published"]).await;
    app.draft_by(&ada).published().await;
    assert_eq!(deliver_due(&state).await.unwrap().put_off, 1);
    let row = webhooks::deliveries(&app, &ada, webhook, None).await.unwrap().items.remove(0);
    let attempt = webhooks::delivery(&app, &ada, webhook, row.id).await.unwrap().attempts.remove(0);
    assert!(attempt.error.unwrap().contains("does not lead to the public internet"));
    assert_eq!((state.outbound.counted().forbidden, attempt.status), (1, None));
}

#[tokio::test]
async fn the_table_does_not_hold_the_secret_and_the_page_shows_it_once() {
    let app = app().await;
    let ada = app.admin("Ada").await;
    let visit = app.visit_of(&ada).await;
    let new = webhooks::make(&app, &visit, form("http://127.0.0.1:9/")).await.unwrap();
    let row = webhook::Entity::find().one(app.db.read()).await.unwrap().unwrap();
    let raw = domain_bytes(&new.secret.written());
    assert!(!row.secret.windows(raw.len()).any(|window| window == raw));
    webhooks::keep(&app, &visit, &new).await.unwrap();
    assert_eq!(webhooks::take(&app, &visit, WebhookId(app.ids.uuid())).await.unwrap(), None, "of another one");
    assert_eq!(webhooks::take(&app, &visit, new.webhook).await.unwrap(), Some(new.secret));
    assert_eq!(webhooks::take(&app, &visit, new.webhook).await.unwrap(), None);
}

fn domain_bytes(secret: &str) -> Vec<u8> {
    use base64::{Engine, engine::general_purpose::STANDARD};
    STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap()
}

#[tokio::test]
async fn whoever_may_not_manage_webhooks_can_do_nothing_with_them() {
    let app = app().await;
    let ada = app.admin("Ada").await;
    let (id, _) = subscribe(&app, &ada, "http://127.0.0.1:9/", &["post.published"]).await;
    let delivery = DeliveryId(app.ids.uuid());
    let range = ReplayForm::parse("2026-11-20", "2026-11-20").unwrap();
    for role in [Role::Reader, Role::Author, Role::Editor] {
        let eve = app.member(role.as_str(), role).await;
        let visit = app.visit_of(&eve).await;
        let refused = [
            problem(webhooks::make(&app, &visit, form("http://127.0.0.1:9/")).await),
            problem(webhooks::change(&app, &visit, id, form("http://127.0.0.1:9/")).await),
            problem(webhooks::rotate(&app, &visit, id).await),
            problem(webhooks::pause(&app, &visit, id).await),
            problem(webhooks::resume(&app, &visit, id).await),
            problem(webhooks::delete(&app, &visit, id).await),
            problem(webhooks::ping(&app, &visit, id).await),
            problem(webhooks::replay(&app, &visit, id, delivery).await),
            problem(webhooks::replay_range(&app, &visit, id, range).await),
            problem(webhooks::list(&app, &eve).await),
            problem(webhooks::details(&app, &eve, id).await),
            problem(webhooks::deliveries(&app, &eve, id, None).await),
            problem(webhooks::delivery(&app, &eve, id, delivery).await),
        ];
        assert!(refused.iter().all(|problem| *problem == Problem::Forbidden), "{role}: {refused:?}");
    }
    let visit = app.visit_of(&ada).await;
    app.clock.advance_seconds(10 * 60);
    for refused in [
        problem(webhooks::change(&app, &visit, id, form("http://127.0.0.1:9/")).await),
        problem(webhooks::rotate(&app, &visit, id).await),
        problem(webhooks::pause(&app, &visit, id).await),
        problem(webhooks::delete(&app, &visit, id).await),
    ] {
        assert_eq!(refused, Problem::ProofNeeded);
    }
}

#[tokio::test]
async fn a_webhook_is_changed_paused_and_deleted_and_all_of_it_is_on_record() {
    let (app, old, new) = (app().await, Receiver::start().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    let (id, _) = subscribe(&app, &ada, &old.url, &["comment.created"]).await;
    let visit = app.visit_of(&ada).await;
    webhooks::change(&app, &visit, id, form(&new.url)).await.unwrap();
    app.draft_by(&ada).published().await;
    deliver_due(&app).await.unwrap();
    assert_eq!((old.events().len(), new.events().len()), (0, 1));
    app.draft_by(&ada).published().await;
    webhooks::pause(&app, &visit, id).await.unwrap();
    assert_eq!(problem(webhooks::pause(&app, &visit, id).await), Problem::IllegalMove);
    assert_eq!(problem(webhooks::ping(&app, &visit, id).await), Problem::IllegalMove);
    deliver_due(&app).await.unwrap();
    let details = webhooks::details(&app, &ada, id).await.unwrap();
    assert_eq!((details.row.state, details.waiting, new.events().len()), (WebhookState::Paused, 1, 1));
    webhooks::delete(&app, &visit, id).await.unwrap();
    assert_eq!(problem(webhooks::delete(&app, &visit, id).await), Problem::NotFound);
    assert_eq!(webhook_delivery::Entity::find().count(app.db.read()).await.unwrap(), 0);
    let expected = ["webhook_made", "webhook_changed", "webhook_changed", "webhook_deleted"];
    assert_eq!(app.audited().await, expected);
}

#[tokio::test]
async fn there_are_not_more_than_every_event_can_look_through() {
    let app = app().await;
    let ada = app.admin("Ada").await;
    for _ in 0..50 {
        subscribe(&app, &ada, "http://127.0.0.1:9/", &["post.published"]).await;
    }
    let visit = app.visit_of(&ada).await;
    assert_eq!(field_code(webhooks::make(&app, &visit, form("http://127.0.0.1:9/")).await, "url"), "too_many");
}
