//! Many processes, and their deaths.

use std::{collections::HashSet, time::Duration};

use server::webhooks::{Delivered, deliver_due};
use tokio::{task::JoinSet, time::timeout};

use super::receiver::{Receiver, TIMEOUT, after, app, subscribe};
use crate::test_app::TestApp;

#[tokio::test]
async fn many_workers_at_once_tell_each_thing_once() {
    let (app, receiver) = (app().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    subscribe(&app, &ada, &receiver.url, &["post.published"]).await;
    for _ in 0..12 {
        app.draft_by(&ada).published().await;
    }
    let mut workers = JoinSet::new();
    for _ in 0..6 {
        let app = (*app).clone();
        workers.spawn(async move { deliver_due(&app).await.unwrap().delivered });
    }
    let delivered: u32 = workers.join_all().await.into_iter().sum();
    let ids: HashSet<_> = receiver.received().into_iter().map(|message| message.id).collect();
    assert_eq!((delivered, receiver.received().len(), ids.len()), (12, 12, 12));
}

#[tokio::test]
async fn what_a_dead_process_had_in_hand_is_told_again_under_the_same_id() {
    let (app, receiver) = (app().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    subscribe(&app, &ada, &receiver.url, &["post.published"]).await;
    app.draft_by(&ada).published().await;
    receiver.hangs(true);
    let state = (*app).clone();
    let process = tokio::spawn(async move { deliver_due(&state).await });
    let arrived = async {
        while receiver.received().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    timeout(TIMEOUT, arrived).await.expect("the message arrives");
    process.abort();
    process.await.unwrap_err();
    receiver.hangs(false);
    assert_eq!(deliver_due(&app).await.unwrap(), Delivered::default(), "somebody may still be at it");
    assert_eq!(after(&app, 71).await.delivered, 1);
    let received = receiver.received();
    assert_eq!((received.len(), &received[0].id), (2, &received[1].id));
}

#[tokio::test]
async fn a_receiver_that_never_answers_is_left_in_time() {
    let receiver = Receiver::start().await;
    let app = TestApp::configured(|config| {
        config.outbound.private_networks = vec!["127.0.0.0/8".parse().unwrap()];
        config.webhooks.timeout = Duration::from_millis(200);
    })
    .await;
    let ada = app.admin("Ada").await;
    subscribe(&app, &ada, &receiver.url, &["post.published"]).await;
    receiver.hangs(true);
    app.draft_by(&ada).published().await;
    let outcome = timeout(TIMEOUT, deliver_due(&app)).await.expect("in time").unwrap();
    assert_eq!(outcome.put_off, 1);
}
