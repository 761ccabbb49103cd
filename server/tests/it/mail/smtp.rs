//! Letters on their way through a real mail server.

use std::time::Duration;

use sea_orm::EntityTrait;
use serde_json::json;
use server::{
    config::Encryption,
    entities::outbox,
    mail::{self, Letter},
    outbox::{Delivered, deliver_due},
};

use super::mail_server::{Options, RunningServer};
use crate::test_app::TestApp;

const SENT: Delivered = Delivered { sent: 1, put_off: 0, failed: 0 };
const PUT_OFF: Delivered = Delivered { sent: 0, put_off: 1, failed: 0 };
const FAILED: Delivered = Delivered { sent: 0, put_off: 0, failed: 1 };
const NOTHING: Delivered = Delivered { sent: 0, put_off: 0, failed: 0 };

async fn app_for(server: &RunningServer) -> TestApp {
    TestApp::configured(|config| server.configure(config)).await
}

async fn write(app: &TestApp, letter: &Letter) {
    mail::send(app.db.write(), app, letter).await.unwrap();
}

fn letter_to(address: &str) -> Letter {
    Letter::new(address, "Hello").paragraph("Dear Ada,")
}

async fn only_row(app: &TestApp) -> outbox::Model {
    let mut rows = outbox::Entity::find().all(app.db.read()).await.unwrap();
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

#[tokio::test]
async fn both_forms_arrive_as_they_were_meant() {
    let Some(mut server) = RunningServer::start(Options::default()).await else { return };
    let app = app_for(&server).await;
    let letter = Letter::new("ada@example.org", "Grüße, “Ada” 🎉")
        .paragraph("Dear Ada Ünsal,\r\n.\r\nyour code is below & it works once; a line that is long enough to be wrapped by any of the parties that touch it on its way.")
        .button("Choose a new password", "http://127.0.0.1:3000/reset?token=a.b-c_d&next=%2F")
        .code("KXQT-9R4M")
        .facts(vec![("When".into(), "20 November 2026".into())])
        .small("If it was not <you>, do nothing.");
    write(&app, &letter).await;
    assert_eq!(deliver_due(&app).await.unwrap(), SENT);
    let arrived = server.letter().await;
    assert_eq!((&arrived["from"], &arrived["to"]), (&json!("noreply@example.org"), &json!(["ada@example.org"])));
    let headers = &arrived["headers"];
    assert_eq!(headers["Subject"], "Grüße, “Ada” 🎉");
    assert_eq!(headers["From"], "The Example <noreply@example.org>");
    assert_eq!(headers["Auto-Submitted"], "auto-generated");
    assert_eq!(headers["Message-ID"], format!("<{}@example.org>", only_row(&app).await.id.simple()));
    assert_eq!(arrived["kinds"], json!(["multipart/alternative", "text/plain", "text/html"]));
    let lines = |text: &str| text.replace("\r\n", "\n");
    assert_eq!(lines(arrived["text"].as_str().unwrap()), mail::text(&letter, &app.site));
    assert_eq!(lines(arrived["html"].as_str().unwrap()), mail::html(&letter, &app.site));
}

#[tokio::test]
async fn an_encrypted_conversation_with_a_login() {
    for encryption in [Encryption::StartTls, Encryption::Tls] {
        let login = Some(("ada@example.org".to_owned(), "p@ss: word".to_owned()));
        let options = Options { encryption, login, ..Options::default() };
        let Some(mut server) = RunningServer::start(options).await else { return };
        let app = app_for(&server).await;
        app.mail.check().await.unwrap();
        write(&app, &letter_to("ada@example.org")).await;
        let delivered = deliver_due(&app).await.unwrap();
        assert_eq!(delivered, SENT, "{encryption:?}: {:?}", only_row(&app).await.error);
        let arrived = server.letter().await;
        assert_eq!((&arrived["encrypted"], &arrived["user"]), (&json!(true), &json!("ada@example.org")));
    }
}

#[tokio::test]
async fn a_wrong_login_costs_no_letter_and_is_not_in_the_reason() {
    let options = Options { login: Some(("ada".into(), "right".into())), ..Options::default() };
    let Some(server) = RunningServer::start(options).await else { return };
    let app = TestApp::configured(|config| {
        server.configure(config);
        config.mail.server.as_mut().unwrap().login = Some(("ada".into(), "hunter2".into()));
    })
    .await;
    write(&app, &letter_to("ada@example.org")).await;
    assert_eq!(deliver_due(&app).await.unwrap(), PUT_OFF);
    let reason = only_row(&app).await.error.unwrap();
    assert!(reason.contains("signing in") && !reason.contains("hunter2"), "{reason}");
    assert!(app.mail.check().await.is_err());
    assert_eq!(server.stop().await.len(), 0);
}

#[tokio::test]
async fn a_server_without_encryption_is_told_nothing_where_it_is_demanded() {
    let Some(server) = RunningServer::start(Options::default()).await else { return };
    let app = TestApp::configured(|config| {
        server.configure(config);
        config.mail.server.as_mut().unwrap().encryption = Encryption::StartTls;
    })
    .await;
    write(&app, &letter_to("ada@example.org")).await;
    assert_eq!(deliver_due(&app).await.unwrap(), PUT_OFF);
    assert!(only_row(&app).await.error.unwrap().contains("STARTTLS"));
    assert_eq!(server.stop().await.len(), 0);
}

#[tokio::test]
async fn a_certificate_of_nobody_is_not_trusted() {
    let options = Options { encryption: Encryption::Tls, ..Options::default() };
    let Some(server) = RunningServer::start(options).await else { return };
    let app = TestApp::configured(|config| {
        server.configure(config);
        config.mail.ca = None;
    })
    .await;
    write(&app, &letter_to("ada@example.org")).await;
    assert_eq!(deliver_due(&app).await.unwrap(), PUT_OFF);
    assert_eq!(server.stop().await.len(), 0);
}

#[tokio::test]
async fn a_refused_recipient_is_given_up_at_once_and_the_others_get_theirs() {
    let Some(mut server) = RunningServer::start(Options::default()).await else { return };
    let app = app_for(&server).await;
    write(&app, &letter_to("refused@example.org")).await;
    assert_eq!(deliver_due(&app).await.unwrap(), FAILED);
    let row = only_row(&app).await;
    assert_eq!((row.state.as_str(), row.payload.as_str()), ("failed", ""));
    assert!(row.error.unwrap().contains("no such mailbox"));
    write(&app, &letter_to("ada@example.org")).await;
    assert_eq!(deliver_due(&app).await.unwrap(), SENT);
    assert_eq!(server.letter().await["to"], json!(["ada@example.org"]));
}

#[tokio::test]
async fn a_letter_waits_for_a_server_that_is_down() {
    let Some(server) = RunningServer::start(Options::default()).await else { return };
    let app = app_for(&server).await;
    let port = server.port;
    assert_eq!(server.stop().await.len(), 0);
    write(&app, &letter_to("ada@example.org")).await;
    assert_eq!(deliver_due(&app).await.unwrap(), PUT_OFF);
    assert_eq!(deliver_due(&app).await.unwrap(), NOTHING, "not before its time");
    let Some(mut server) = RunningServer::start(Options { port, ..Options::default() }).await else { return };
    app.clock.advance_seconds(30);
    assert_eq!(deliver_due(&app).await.unwrap(), SENT);
    server.letter().await;
    assert_eq!(server.stop().await.len(), 0);
}

#[tokio::test]
async fn a_letter_is_given_up_when_the_server_stays_down() {
    let Some(server) = RunningServer::start(Options::default()).await else { return };
    let app = app_for(&server).await;
    server.stop().await;
    write(&app, &letter_to("ada@example.org")).await;
    let mut tries = 0;
    while only_row(&app).await.state == "waiting" {
        deliver_due(&app).await.unwrap();
        app.clock.advance_seconds(4 * 60 * 60);
        tries += 1;
    }
    let row = only_row(&app).await;
    assert_eq!((tries, row.state.as_str(), row.payload.as_str()), (9, "failed", ""));
}

#[tokio::test]
async fn a_busy_server_is_asked_again() {
    let Some(mut server) = RunningServer::start(Options::default()).await else { return };
    let app = app_for(&server).await;
    write(&app, &letter_to("busy@example.org")).await;
    assert_eq!(deliver_due(&app).await.unwrap(), PUT_OFF);
    app.clock.advance_seconds(30);
    assert_eq!(deliver_due(&app).await.unwrap(), SENT);
    server.letter().await;
}

#[tokio::test]
async fn a_slow_server_keeps_nobody_waiting() {
    let Some(server) = RunningServer::start(Options::default()).await else { return };
    let app = TestApp::configured(|config| {
        server.configure(config);
        config.mail.timeout = Duration::from_millis(300);
    })
    .await;
    write(&app, &letter_to("slow@example.org")).await;
    assert_eq!(deliver_due(&app).await.unwrap(), PUT_OFF, "nobody has the letter");
    assert_eq!(server.stop().await.len(), 0);
}

#[tokio::test]
async fn a_letter_that_a_server_may_have_taken_is_not_sent_again() {
    let Some(server) = RunningServer::start(Options::default()).await else { return };
    let app = TestApp::configured(|config| {
        server.configure(config);
        config.mail.timeout = Duration::from_millis(100);
    })
    .await;
    write(&app, &letter_to("silent@example.org")).await;
    assert_eq!(deliver_due(&app).await.unwrap(), FAILED);
    app.clock.advance_seconds(24 * 60 * 60);
    assert_eq!(deliver_due(&app).await.unwrap(), NOTHING);
    assert_eq!(server.stop().await.len(), 1, "it had taken it");
}

#[tokio::test]
async fn a_process_that_dies_in_the_middle_sends_nothing_twice() {
    let Some(mut server) = RunningServer::start(Options::default()).await else { return };
    let app = app_for(&server).await;
    write(&app, &letter_to("silent@example.org")).await;
    let process = {
        let app = (*app).clone();
        tokio::spawn(async move { deliver_due(&app).await })
    };
    server.letter().await;
    process.abort();
    assert!(process.await.unwrap_err().is_cancelled());
    assert_eq!(deliver_due(&app).await.unwrap(), NOTHING, "somebody may still be at it");
    app.clock.advance_seconds(601);
    assert_eq!(deliver_due(&app).await.unwrap(), NOTHING);
    let row = only_row(&app).await;
    assert_eq!((row.state.as_str(), row.payload.as_str()), ("failed", ""));
    assert_eq!(server.stop().await.len(), 0, "no second copy");
}

#[tokio::test]
async fn two_workers_at_once_send_one_copy() {
    let Some(server) = RunningServer::start(Options::default()).await else { return };
    let app = app_for(&server).await;
    for number in 0..6 {
        write(&app, &letter_to(&format!("reader{number}@example.org"))).await;
    }
    let (one, other) = tokio::join!(deliver_due(&app), deliver_due(&app));
    assert_eq!(one.unwrap().sent + other.unwrap().sent, 6);
    let mut arrived: Vec<_> = server.stop().await.iter().map(|letter| letter["to"][0].to_string()).collect();
    arrived.sort();
    arrived.dedup();
    assert_eq!(arrived.len(), 6);
}
