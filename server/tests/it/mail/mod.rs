mod mail_server;
mod smtp;

use server::mail::{self, Letter};

use crate::test_app::TestApp;

#[tokio::test]
async fn a_letter_leaves_only_with_the_transaction_that_is_its_reason() {
    let app = TestApp::new().await;
    let letter = Letter::new("ada@example.org", "Hello").paragraph("Dear Ada,");
    let txn = app.db.begin().await.unwrap();
    mail::send(&txn, &app, &letter).await.unwrap();
    txn.rollback().await.unwrap();
    assert_eq!(app.letters_to("Ada").await, []);
    let txn = app.db.begin().await.unwrap();
    mail::send(&txn, &app, &letter).await.unwrap();
    txn.commit().await.unwrap();
    assert_eq!(app.letters_to("Ada").await, [letter]);
}
