//! What happens without anybody asking.

use std::time::Duration;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use server::{
    entities::member,
    mail::{self, Letter, Mail},
};
use tokio::{sync::watch, task::yield_now, time::timeout};

use crate::test_app::TestApp;

/// Far more than any of it takes.
const LONGEST: Duration = Duration::from_secs(30);

#[tokio::test]
async fn letters_leave_accounts_end_and_the_worker_stops_when_it_is_told() {
    let app = TestApp::new().await;
    app.admin("Olga").await;
    let ada = app.reader("Ada").await;
    let due = member::ActiveModel { deletes_at: Set(Some(app.clock.now().millis())), ..Default::default() };
    let row = member::Entity::update_many().set(due).filter(member::Column::Id.eq(ada.id.0));
    row.exec(app.db.write()).await.unwrap();
    let (stop, told_to_stop) = watch::channel(false);
    let worker = tokio::spawn(server::work((*app).clone(), told_to_stop));
    mail::send(app.db.write(), &app, &Letter::new("bo@example.org", "Hello")).await.unwrap();
    let Mail::Memory(sent) = &app.mail else { panic!("the test keeps its letters in memory") };
    let both = async {
        while sent.letters().len() < 2 {
            yield_now().await;
        }
    };
    timeout(LONGEST, both).await.expect("the letter to Bo, and the last one to Ada");
    assert_eq!(member::Entity::find_by_id(ada.id.0).one(app.db.read()).await.unwrap(), None);
    stop.send_replace(true);
    timeout(LONGEST, worker).await.expect("it stops").unwrap();
}
