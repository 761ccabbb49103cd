use axum::{http::StatusCode, response::IntoResponse};
use domain::posts::PostInput;
use server::{posts, webhooks::deliver_due};

use super::receiver::{Received, Receiver, after, app, subscribe};

fn told(receiver: &Receiver) -> Vec<String> {
    let slug = |message: &Received| message.body["data"]["post"]["slug"].as_str().unwrap().to_owned();
    receiver.received().iter().map(|message| format!("{} {}", message.event(), slug(message))).collect()
}

#[tokio::test]
async fn what_is_told_of_one_post_comes_in_order_and_holds_up_no_other() {
    let (app, receiver) = (app().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    subscribe(&app, &ada, &receiver.url, &["post.published", "post.updated", "post.unpublished"]).await;
    let one = app.draft_by(&ada).slug("one").published().await;
    let input = PostInput { title: "One".into(), slug: "one".into(), body: "Words".into(), ..PostInput::default() };
    posts::save(&app, &ada, one.id, 1, &input).await.unwrap();
    posts::unpublish(&app, &ada, one.id).await.unwrap();
    receiver.answers(|message| {
        let refused = message.body["data"]["post"]["slug"] == "one";
        if refused { StatusCode::BAD_GATEWAY } else { StatusCode::OK }.into_response()
    });
    deliver_due(&app).await.unwrap();
    app.draft_by(&ada).slug("two").published().await;
    after(&app, 10).await;
    after(&app, 20).await;
    assert_eq!(told(&receiver), ["post.published one", "post.published two", "post.published one"]);
    receiver.answers_with(200);
    while after(&app, 400).await.delivered > 0 {}
    assert_eq!(told(&receiver)[3..], ["post.published one", "post.updated one", "post.unpublished one"]);
}

#[tokio::test]
async fn one_that_does_not_answer_does_not_hold_up_the_others() {
    let (app, broken, well) = (app().await, Receiver::start().await, Receiver::start().await);
    let ada = app.admin("Ada").await;
    broken.answers_with(500);
    subscribe(&app, &ada, &broken.url, &["post.published"]).await;
    subscribe(&app, &ada, &well.url, &["post.published"]).await;
    for _ in 0..5 {
        app.draft_by(&ada).published().await;
    }
    deliver_due(&app).await.unwrap();
    assert_eq!((broken.events().len(), well.events().len()), (1, 5), "and the broken one is left alone");
}
