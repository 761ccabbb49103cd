use domain::{
    Problem,
    webhooks::{ReplayForm, WebhookEvent},
};
use sea_orm::{EntityTrait, PaginatorTrait};
use server::{
    entities::{webhook_attempt, webhook_delivery, webhook_message},
    webhooks::{self, deliver_due},
};

use super::receiver::{Receiver, after, app, subscribe};
use crate::test_app::{TestApp, problem};

const DAY: i64 = 24 * 60 * 60;

async fn send_all(app: &TestApp) {
    while deliver_due(app).await.unwrap().delivered > 0 {}
}

#[tokio::test]
async fn one_message_is_sent_again_when_somebody_asks() {
    let (app, receiver) = (app().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    let (webhook, secret) = subscribe(&app, &ada, &receiver.url, &["post.published"]).await;
    app.draft_by(&ada).published().await;
    send_all(&app).await;
    let delivery = webhooks::deliveries(&app, &ada, webhook, None).await.unwrap().items[0].id;
    webhooks::replay(&app, &app.visit_of(&ada).await, webhook, delivery).await.unwrap();
    after(&app, 60).await;
    let received = receiver.received();
    assert_eq!((received.len(), &received[0].id, &received[0].raw), (2, &received[1].id, &received[1].raw));
    assert!(received[1].is_signed_with(&secret) && received[0].timestamp < received[1].timestamp);
    let (other, _) = subscribe(&app, &ada, &receiver.url, &["post.published"]).await;
    let refused = webhooks::replay(&app, &app.visit_of(&ada).await, other, delivery).await;
    assert_eq!(problem(refused), Problem::NotFound, "of another webhook");
}

#[tokio::test]
async fn the_messages_of_some_days_are_sent_again_with_what_was_missed_while_it_was_off() {
    let (app, receiver) = (app().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    let (webhook, _) = subscribe(&app, &ada, &receiver.url, &["post.published"]).await;
    app.draft_by(&ada).slug("on-friday").published().await;
    send_all(&app).await;
    let visit = app.visit_of(&ada).await;
    webhooks::pause(&app, &visit, webhook).await.unwrap();
    app.clock.advance_seconds(DAY);
    app.draft_by(&ada).slug("on-saturday").published().await;
    app.clock.advance_seconds(DAY);
    let visit = app.visit_of(&ada).await;
    webhooks::resume(&app, &visit, webhook).await.unwrap();
    app.draft_by(&ada).slug("on-sunday").published().await;
    send_all(&app).await;
    let slugs = || -> Vec<String> {
        let received = receiver.received();
        received.iter().map(|message| message.body["data"]["post"]["slug"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(slugs(), ["on-friday", "on-sunday"]);
    let range = ReplayForm::parse("2026-11-20", "2026-11-21").unwrap();
    assert_eq!(webhooks::replay_range(&app, &visit, webhook, range).await.unwrap(), 2);
    send_all(&app).await;
    let mut again = slugs()[2..].to_vec();
    again.sort();
    assert_eq!(again, ["on-friday", "on-saturday"]);
}

#[tokio::test]
async fn messages_are_forgotten_after_a_month_with_all_that_hangs_on_them() {
    let (app, receiver) = (app().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    subscribe(&app, &ada, &receiver.url, &[WebhookEvent::PostPublished.as_str()]).await;
    app.draft_by(&ada).published().await;
    send_all(&app).await;
    let rows = async || {
        let db = app.db.read();
        (
            webhook_message::Entity::find().count(db).await.unwrap(),
            webhook_delivery::Entity::find().count(db).await.unwrap(),
            webhook_attempt::Entity::find().count(db).await.unwrap(),
        )
    };
    app.clock.advance_seconds(30 * DAY - 60);
    webhooks::prune(&app).await.unwrap();
    assert_eq!(rows().await, (1, 1, 1));
    app.clock.advance_seconds(120);
    webhooks::prune(&app).await.unwrap();
    assert_eq!(rows().await, (0, 0, 0));
}
