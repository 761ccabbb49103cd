use axum::response::{IntoResponse, Redirect};
use domain::{posts::PostInput, webhooks::DeliveryState};
use server::{
    posts,
    webhooks::{self, Delivered, deliver_due},
};

use super::receiver::{Receiver, after, app, subscribe};

#[tokio::test]
async fn what_happens_is_told_once_signed_and_to_whom_it_concerns() {
    let (app, wanted, other) = (app().await, Receiver::start().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    let (_, secret) = subscribe(&app, &ada, &wanted.url, &["post.published"]).await;
    subscribe(&app, &ada, &other.url, &["comment.created"]).await;
    let post = app.draft_by(&ada).title("Hello").published().await;
    assert_eq!(deliver_due(&app).await.unwrap(), Delivered { delivered: 1, ..Delivered::default() });
    assert_eq!(deliver_due(&app).await.unwrap(), Delivered::default());
    let [message] = &wanted.received()[..] else { panic!("one message") };
    assert!(message.is_signed_with(&secret) && message.id.starts_with("msg_"));
    assert_eq!(message.timestamp, app.clock.now().millis() / 1000);
    assert_eq!(message.body["type"], "post.published");
    assert_eq!(message.body["data"]["post"]["id"], post.id.to_string());
    assert_eq!(message.body["data"]["post"]["url"], "http://127.0.0.1:3000/posts/hello");
    assert_eq!(other.events(), [""; 0]);
}

#[tokio::test]
async fn what_is_not_accepted_is_tried_again_later_under_the_same_id() {
    let (app, receiver) = (app().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    let (webhook, secret) = subscribe(&app, &ada, &receiver.url, &["post.published"]).await;
    receiver.answers(|_| (axum::http::StatusCode::INTERNAL_SERVER_ERROR, "out\x07 of <order>").into_response());
    app.draft_by(&ada).published().await;
    let put_off = Delivered { put_off: 1, ..Delivered::default() };
    assert_eq!(deliver_due(&app).await.unwrap(), put_off);
    assert_eq!(after(&app, 4).await, Delivered::default(), "not before its time");
    assert_eq!(after(&app, 2).await, put_off);
    assert_eq!(after(&app, 299).await, Delivered::default());
    receiver.answers_with(200);
    assert_eq!(after(&app, 60).await.delivered, 1);
    let received = receiver.received();
    assert_eq!(received.len(), 3);
    assert!(received.iter().all(|again| again.id == received[0].id && again.is_signed_with(&secret)));
    assert!(received[0].timestamp < received[1].timestamp, "signed anew");
    let page = webhooks::deliveries(&app, &ada, webhook, None).await.unwrap();
    let details = webhooks::delivery(&app, &ada, webhook, page.items[0].id).await.unwrap();
    assert_eq!((details.row.state, details.row.attempts), (DeliveryState::Delivered, 3));
    let statuses: Vec<_> = details.attempts.iter().map(|attempt| attempt.status).collect();
    assert_eq!(statuses, [Some(200), Some(500), Some(500)]);
    assert_eq!(details.attempts[2].answer, "out  of <order>");
    assert_eq!(details.attempts[2].error.as_deref(), Some("It answered 500."));
    assert_eq!(details.payload.as_bytes(), received[0].raw);
    assert_eq!(webhooks::details(&app, &ada, webhook).await.unwrap().row.failing_since, None);
}

#[tokio::test]
async fn a_giant_answer_is_kept_in_part_and_a_redirect_not_followed() {
    let (app, receiver, inside) = (app().await, Receiver::start().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    let (webhook, _) = subscribe(&app, &ada, &receiver.url, &["post.published"]).await;
    receiver.answers(|_| "x".repeat(5_000_000).into_response());
    app.draft_by(&ada).published().await;
    assert_eq!(deliver_due(&app).await.unwrap().delivered, 1);
    let to = inside.url.clone();
    receiver.answers(move |_| Redirect::temporary(&to).into_response());
    app.draft_by(&ada).published().await;
    assert_eq!(deliver_due(&app).await.unwrap().put_off, 1);
    assert_eq!(inside.events(), [""; 0]);
    let page = webhooks::deliveries(&app, &ada, webhook, None).await.unwrap();
    let mut attempts = Vec::new();
    for row in page.items {
        attempts.extend(webhooks::delivery(&app, &ada, webhook, row.id).await.unwrap().attempts);
    }
    attempts.sort_by_key(|attempt| attempt.status);
    assert_eq!((attempts[0].answer.chars().count(), attempts[0].status), (2001, Some(200)));
    assert_eq!(attempts[1].error.as_deref(), Some("It answered 307; redirects are not followed."));
}

#[tokio::test]
async fn a_new_secret_and_the_old_one_both_hold_for_a_day() {
    let (app, receiver) = (app().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    let (webhook, old) = subscribe(&app, &ada, &receiver.url, &["post.published"]).await;
    let new = webhooks::rotate(&app, &app.visit_of(&ada).await, webhook).await.unwrap().secret;
    app.draft_by(&ada).published().await;
    deliver_due(&app).await.unwrap();
    app.draft_by(&ada).published().await;
    after(&app, 24 * 60 * 60).await;
    let received = receiver.received();
    assert!(received[0].is_signed_with(&new) && received[0].is_signed_with(&old));
    assert!(received[1].is_signed_with(&new) && !received[1].is_signed_with(&old));
    assert_eq!(app.audited().await, ["webhook_made", "webhook_secret_rotated"]);
}

#[tokio::test]
async fn the_button_tries_a_webhook() {
    let (app, receiver) = (app().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    let (webhook, secret) = subscribe(&app, &ada, &receiver.url, &["post.published"]).await;
    let visit = app.visit_of(&ada).await;
    receiver.answers_with(500);
    webhooks::ping(&app, &visit, webhook).await.unwrap();
    deliver_due(&app).await.unwrap();
    receiver.answers_with(200);
    webhooks::ping(&app, &visit, webhook).await.unwrap();
    assert_eq!(deliver_due(&app).await.unwrap().delivered, 1, "at once, whatever failed before");
    assert_eq!(receiver.events(), ["webhook.ping"; 2]);
    assert!(receiver.received()[1].is_signed_with(&secret));
}

#[tokio::test]
async fn a_change_that_does_not_come_about_is_not_told() {
    let (app, receiver) = (app().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    subscribe(&app, &ada, &receiver.url, &["post.published", "post.updated", "post.deleted"]).await;
    let post = app.draft_by(&ada).published().await;
    posts::publish(&app, &ada, post.id).await.unwrap_err();
    let stale = PostInput { title: "Other".into(), body: "Words".into(), ..PostInput::default() };
    posts::save(&app, &ada, post.id, 7, &stale).await.unwrap_err();
    deliver_due(&app).await.unwrap();
    assert_eq!(receiver.events(), ["post.published"]);
}
