use domain::webhooks::{DeliveryState, WebhookState};
use server::{
    mail::Block,
    webhooks::{self, Delivered, deliver_due},
};

use super::receiver::{Receiver, after, app, subscribe};

const HOUR: i64 = 60 * 60;

#[tokio::test]
async fn one_that_accepts_nothing_for_days_is_turned_off_and_its_managers_are_told_once() {
    let (app, receiver) = (app().await, Receiver::start().await);
    let (ada, bob) = (app.admin("Ada").await, app.admin("Bob").await);
    app.editor("Eve").await;
    receiver.answers_with(500);
    let (webhook, _) = subscribe(&app, &ada, &receiver.url, &["post.published"]).await;
    app.draft_by(&ada).published().await;
    deliver_due(&app).await.unwrap();
    for _ in 0..50 {
        after(&app, HOUR).await;
    }
    let state = async || webhooks::details(&app, &ada, webhook).await.unwrap().row.state;
    assert_eq!((state().await, app.letters_to("Ada").await.len()), (WebhookState::Active, 0), "two days and a bit");
    let mut tries = Delivered::default();
    for _ in 0..40 {
        let more = after(&app, HOUR).await;
        tries = Delivered { failed: tries.failed + more.failed, ..more };
    }
    assert_eq!((state().await, tries.failed, receiver.events().len()), (WebhookState::Disabled, 1, 10));
    for manager in ["Ada", "Bob"] {
        let [letter] = &app.letters_to(manager).await[..] else { panic!("one letter to {manager}") };
        let Some(Block::Facts { facts }) = letter.blocks.iter().find(|block| matches!(block, Block::Facts { .. }))
        else {
            panic!("facts")
        };
        assert!(facts.iter().any(|(_, value)| *value == receiver.url) && facts[2].1 == "It answered 500.");
    }
    assert_eq!(app.letters_to("Eve").await, []);
    assert_eq!(app.audited().await, ["webhook_made", "webhook_disabled"]);
    let page = webhooks::deliveries(&app, &bob, webhook, None).await.unwrap();
    assert_eq!(page.items[0].state, DeliveryState::Failed);
}

#[tokio::test]
async fn one_that_works_now_and_then_stays_on() {
    let (app, receiver) = (app().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    let (webhook, _) = subscribe(&app, &ada, &receiver.url, &["post.published"]).await;
    for day in 0..8 {
        receiver.answers_with(if day % 2 == 0 { 500 } else { 200 });
        app.draft_by(&ada).published().await;
        after(&app, 24 * HOUR).await;
    }
    let row = webhooks::details(&app, &ada, webhook).await.unwrap().row;
    assert_eq!((row.state, app.letters_to("Ada").await.len()), (WebhookState::Active, 0));
}

#[tokio::test]
async fn one_that_says_that_it_is_gone_is_turned_off_at_once() {
    let (app, receiver) = (app().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    receiver.answers_with(410);
    let (webhook, _) = subscribe(&app, &ada, &receiver.url, &["post.published"]).await;
    app.draft_by(&ada).published().await;
    deliver_due(&app).await.unwrap();
    app.draft_by(&ada).published().await;
    after(&app, HOUR).await;
    let details = webhooks::details(&app, &ada, webhook).await.unwrap();
    assert_eq!((details.row.state, receiver.events().len()), (WebhookState::Disabled, 1));
    assert_eq!(app.letters_to("Ada").await.len(), 1);
}

#[tokio::test]
async fn who_turns_it_on_again_has_what_waits_sent_at_once() {
    let (app, receiver) = (app().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    receiver.answers_with(410);
    let (webhook, _) = subscribe(&app, &ada, &receiver.url, &["post.published"]).await;
    app.draft_by(&ada).published().await;
    deliver_due(&app).await.unwrap();
    receiver.answers_with(200);
    webhooks::resume(&app, &app.visit_of(&ada).await, webhook).await.unwrap();
    assert_eq!(deliver_due(&app).await.unwrap().delivered, 1);
}
