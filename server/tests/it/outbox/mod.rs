//! What the outbox promises: every letter leaves, and none twice.

use sea_orm::{ActiveValue::Set, EntityTrait};
use server::{
    entities::outbox,
    mail::{self, Letter, Mail},
    outbox::{Delivered, deliver_due, health},
};

use crate::test_app::{TestApp, email};

/// Writes a letter.
async fn write(app: &TestApp, to: &str) -> Letter {
    let letter = Letter::new(email(to), "Hello").paragraph(format!("Dear {to},"));
    mail::send(app.db.write(), app, &letter).await.unwrap();
    letter
}

/// What left.
fn sent(app: &TestApp) -> Vec<Letter> {
    let Mail::Memory(sent) = &app.mail else { panic!("the test keeps its letters in memory") };
    sent.letters()
}

async fn rows(app: &TestApp) -> Vec<outbox::Model> {
    outbox::Entity::find().all(app.db.read()).await.unwrap()
}

#[tokio::test]
async fn a_letter_leaves_once_and_its_words_are_forgotten() {
    let app = TestApp::new().await;
    let letter = write(&app, "Ada").await;
    assert_eq!(deliver_due(&app).await.unwrap(), Delivered { sent: 1, ..Delivered::default() });
    assert_eq!(deliver_due(&app).await.unwrap(), Delivered::default());
    assert_eq!(sent(&app), [letter]);
    let rows = rows(&app).await;
    assert_eq!((rows[0].state.as_str(), rows[0].payload.as_str()), ("done", ""));
}

#[tokio::test]
async fn many_workers_at_once_send_one_copy_of_each() {
    let app = TestApp::new().await;
    for number in 0..12 {
        write(&app, &format!("Reader {number}")).await;
    }
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let app = (*app).clone();
        workers.spawn(async move { deliver_due(&app).await.unwrap().sent });
    }
    let sent_by_all: u32 = workers.join_all().await.into_iter().sum();
    assert_eq!((sent_by_all, sent(&app).len()), (12, 12));
}

#[tokio::test]
async fn what_a_dead_process_had_in_hand_is_not_sent_again() {
    let app = TestApp::new().await;
    write(&app, "Ada").await;
    let claimed = outbox::ActiveModel {
        state: Set("under_way".into()),
        attempts: Set(1),
        claimed_until: Set(Some(app.clock.now().plus_seconds(600).millis())),
        ..Default::default()
    };
    outbox::Entity::update_many().set(claimed).exec(app.db.write()).await.unwrap();
    deliver_due(&app).await.unwrap();
    assert_eq!(rows(&app).await[0].state, "under_way", "somebody may still be at it");
    app.clock.advance_seconds(601);
    deliver_due(&app).await.unwrap();
    assert_eq!(sent(&app), []);
    let rows = rows(&app).await;
    assert_eq!((rows[0].state.as_str(), rows[0].payload.as_str()), ("failed", ""));
    assert!(rows[0].error.as_deref().unwrap().contains("died"));
    assert_eq!(health(&app).await.unwrap().failed, 1);
}
