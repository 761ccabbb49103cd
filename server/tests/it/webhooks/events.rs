//! What each event is told with, and what is never told.

use domain::{
    accounts::{Actor, Role},
    comments::CommentForm,
    members::SuspensionForm,
    posts::PostInput,
    webhooks::WebhookEvent,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use server::{
    accounts, comments,
    entities::{member, webhook_message},
    members, posts,
    webhooks::deliver_due,
};

use super::receiver::{Receiver, app, subscribe};
use crate::test_app::TestApp;

fn all() -> Vec<&'static str> {
    WebhookEvent::ALL.iter().map(|event| event.as_str()).collect()
}

fn words(title: &str, body: &str) -> PostInput {
    PostInput { title: title.into(), body: body.into(), ..PostInput::default() }
}

async fn everything_about_posts(app: &TestApp, ada: &Actor) {
    let id = app.draft_by(ada).title("A plan").body("never-shown").create().await.id;
    posts::save(app, ada, id, 1, &words("A plan", "First words")).await.unwrap();
    posts::publish(app, ada, id).await.unwrap();
    posts::save(app, ada, id, 2, &words("A better plan", "Second words")).await.unwrap();
    posts::unpublish(app, ada, id).await.unwrap();
    posts::save(app, ada, id, 3, &words("never-shown", "never-shown")).await.unwrap();
    posts::delete(app, ada, id).await.unwrap();
    posts::restore(app, ada, id).await.unwrap();
    posts::save(app, ada, id, 4, &words("A better plan", "Third words")).await.unwrap();
    posts::publish(app, ada, id).await.unwrap();
    posts::delete(app, ada, id).await.unwrap();
    posts::restore(app, ada, id).await.unwrap();
}

#[tokio::test]
async fn posts_are_told_of_as_far_as_everybody_sees_them() {
    let (app, receiver) = (app().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    subscribe(&app, &ada, &receiver.url, &all()).await;
    everything_about_posts(&app, &ada).await;
    while deliver_due(&app).await.unwrap().delivered > 0 {}
    assert_eq!(
        receiver.events(),
        ["post.published", "post.updated", "post.unpublished", "post.published", "post.deleted", "post.published"]
    );
    let told: Vec<String> = receiver.received().iter().map(|message| message.body.to_string()).collect();
    assert!(told.iter().all(|body| !body.contains("never-shown")), "{told:?}");
    assert!(told[1].contains("Second words") && !told[2].contains("title"), "{told:?}");
}

#[tokio::test]
async fn comments_are_told_of_without_their_words() {
    let (app, receiver) = (app().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    let post = app.draft_by(&ada).title("Hello").published().await;
    subscribe(&app, &ada, &receiver.url, &all()).await;
    let comment = app.comment_by(&ada, post.id, "hidden-words").await.comment;
    let form = CommentForm::parse("hidden-words, changed").unwrap();
    comments::edit(&app, &ada, comment, form).await.unwrap();
    comments::hide(&app, &ada, comment).await.unwrap();
    comments::hide(&app, &ada, comment).await.unwrap();
    comments::show(&app, &ada, comment).await.unwrap();
    comments::delete(&app, &ada, comment).await.unwrap();
    while deliver_due(&app).await.unwrap().delivered > 0 {}
    assert_eq!(
        receiver.events(),
        ["comment.created", "comment.updated", "comment.hidden", "comment.shown", "comment.deleted"]
    );
    for message in receiver.received() {
        assert!(!message.body.to_string().contains("hidden-words"), "{}", message.body);
        let told = &message.body["data"]["comment"];
        assert_eq!(told["id"], comment.to_string());
        assert!(told["url"].as_str().unwrap().starts_with("http://127.0.0.1:3000/posts/hello#comment-"));
    }
}

#[tokio::test]
async fn members_are_told_of_without_their_addresses() {
    let (app, receiver) = (app().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    subscribe(&app, &ada, &receiver.url, &all()).await;
    let gus = app.member("Gus", Role::Author).await;
    let visit = app.visit_of(&ada).await;
    members::suspend(&app, &visit, gus.id, SuspensionForm { reason: "private-reason".into() }).await.unwrap();
    members::restore(&app, &visit, gus.id).await.unwrap();
    let due = member::ActiveModel { deletes_at: Set(Some(app.clock.now().millis())), ..Default::default() };
    let row = member::Entity::update_many().set(due).filter(member::Column::Id.eq(gus.id.0));
    row.exec(app.db.write()).await.unwrap();
    accounts::delete_due(&app).await.unwrap();
    while deliver_due(&app).await.unwrap().delivered > 0 {}
    assert_eq!(receiver.events(), ["member.joined", "member.suspended", "member.restored", "member.deleted"]);
    for message in receiver.received() {
        let body = message.body.to_string();
        assert!(!body.contains("example.org") && !body.contains("private-reason"), "{body}");
        assert_eq!(message.body["data"]["member"]["id"], gus.id.to_string());
    }
    assert_eq!(receiver.received()[0].body["data"]["member"]["name"], "Gus");
}

#[tokio::test]
async fn nothing_is_written_down_for_nobody() {
    let app = app().await;
    let ada = app.admin("Ada").await;
    subscribe(&app, &ada, "http://127.0.0.1:9/", &["comment.created"]).await;
    everything_about_posts(&app, &ada).await;
    assert_eq!(webhook_message::Entity::find().count(app.db.read()).await.unwrap(), 0);
}
