use domain::{
    Problem, Slug,
    accounts::Viewer,
    comments::{CommentForm, CommentState, CommentView, MOST_ON_POST, Thread},
    id::{CommentId, PostId},
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use server::{comments, entities::comment, posts};

use crate::test_app::{TestApp, problem};

fn form(body: &str) -> CommentForm {
    CommentForm::parse(body).unwrap()
}

async fn seen(app: &TestApp, post: PostId) -> Vec<CommentView> {
    comments::on_post(app, &Viewer::Stranger, post).await.unwrap()
}

#[tokio::test]
async fn comments_and_answers_are_shown_in_their_order() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.author("Ada").await, app.reader("Bob").await);
    let post = app.draft_by(&ada).title("Hello").published().await;
    let first = app.comment_by(&bob, post.id, "First").await;
    assert_eq!(first.post, Slug::parse("hello").unwrap());
    app.clock.advance_seconds(1);
    let second = app.comment_by(&bob, post.id, "Second").await;
    app.clock.advance_seconds(1);
    let answer = app.answer_by(&ada, post.id, first.comment, "Answer").await;
    let comments = seen(&app, post.id).await;
    let order: Vec<CommentId> = comments.iter().map(|comment| comment.id).collect();
    assert_eq!(order, [first.comment, second.comment, answer.comment]);
    assert_eq!((comments[0].writer(), comments[0].member), ("Bob", Some(bob.id)));
    assert!(matches!(&comments[0].state, CommentState::Shown { html } if html.as_str().contains("First")));
    let threads = Thread::arrange(comments);
    assert_eq!(threads.len(), 2);
    assert_eq!(threads[0].answers[0].comment.id, answer.comment);
}

#[tokio::test]
async fn hostile_words_are_only_words() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let post = app.draft_by(&ada).published().await;
    let words = "'); DROP TABLE comments;-- <script>alert(1)</script> \" \\ %_ 🦀";
    let place = app.comment_by(&ada, post.id, words).await;
    assert_eq!(comments::editable(&app, &ada, place.comment).await.unwrap().body, words);
    let shown = seen(&app, post.id).await;
    let CommentState::Shown { html } = &shown[0].state else { panic!("not shown") };
    assert!(!html.as_str().contains("<script"), "{html:?}");
}

#[tokio::test]
async fn only_published_posts_are_commented_on() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let draft = app.draft_by(&ada).create().await;
    let try_on = async |post| {
        let id = CommentId(app.ids.uuid());
        problem(comments::create(&app, &ada, post, None, id, form("Hello")).await)
    };
    assert_eq!(try_on(draft.id).await, Problem::NotFound);
    assert_eq!(try_on(PostId(app.ids.uuid())).await, Problem::NotFound);
    posts::publish(&app, &ada, draft.id).await.unwrap();
    posts::delete(&app, &ada, draft.id).await.unwrap();
    assert_eq!(try_on(draft.id).await, Problem::NotFound);
}

#[tokio::test]
async fn an_answer_stands_below_a_comment_of_the_same_post() {
    let app = TestApp::new().await;
    let (ada, ed) = (app.author("Ada").await, app.editor("Ed").await);
    let (one, two) = (app.draft_by(&ada).published().await, app.draft_by(&ada).published().await);
    let elsewhere = app.comment_by(&ada, two.id, "On the other post").await.comment;
    let deleted = app.comment_by(&ada, one.id, "Deleted").await.comment;
    comments::delete(&app, &ada, deleted).await.unwrap();
    let hidden = app.comment_by(&ada, one.id, "Hidden").await.comment;
    comments::hide(&app, &ed, hidden).await.unwrap();
    for parent in [elsewhere, deleted, hidden, CommentId(app.ids.uuid())] {
        let id = CommentId(app.ids.uuid());
        let answer = comments::create(&app, &ada, one.id, Some(parent), id, form("Answer")).await;
        let Problem::Invalid { fields } = problem(answer) else { panic!("accepted") };
        assert_eq!(fields.get("body").unwrap().code, "parent_gone");
    }
}

#[tokio::test]
async fn the_form_sent_twice_makes_one_comment() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let post = app.draft_by(&ada).published().await;
    let id = CommentId(app.ids.uuid());
    let send = || comments::create(&app, &ada, post.id, None, id, form("Hello"));
    let (one, two) = tokio::join!(send(), send());
    assert_eq!(one.unwrap(), two.unwrap());
    send().await.unwrap();
    assert_eq!(seen(&app, post.id).await.len(), 1);
}

#[tokio::test]
async fn somebody_elses_comment_id_is_not_taken() {
    let app = TestApp::new().await;
    let (ada, eve) = (app.author("Ada").await, app.reader("Eve").await);
    let post = app.draft_by(&ada).published().await;
    let hers = app.comment_by(&ada, post.id, "Hers").await;
    let stolen = comments::create(&app, &eve, post.id, None, hers.comment, form("Eve's")).await;
    assert_eq!(problem(stolen), Problem::NotFound);
}

#[tokio::test]
async fn a_flood_of_comments_is_slowed_down() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.author("Ada").await, app.reader("Bob").await);
    let post = app.draft_by(&ada).published().await;
    for n in 0..20 {
        app.comment_by(&bob, post.id, &format!("Comment {n}")).await;
    }
    let more = || comments::create(&app, &bob, post.id, None, CommentId(app.ids.uuid()), form("More"));
    assert!(matches!(problem(more().await), Problem::TooManyAttempts { retry_after: 600 }));
    app.comment_by(&ada, post.id, "Others may").await;
    app.clock.advance_seconds(600);
    more().await.unwrap();
}

#[tokio::test]
async fn a_discussion_that_is_full_says_so() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let post = app.draft_by(&ada).published().await;
    let comment = |number: u64| comment::ActiveModel {
        id: Set(app.ids.uuid()),
        post_id: Set(post.id.0),
        parent_id: Set(None),
        member_id: Set(Some(ada.id.0)),
        body: Set(format!("Number {number}")),
        html: Set(format!("<p>Number {number}</p>")),
        created_at: Set(app.clock.now().millis()),
        edited_at: Set(None),
        deleted_at: Set(None),
        hidden_at: Set(None),
        hidden_by: Set(None),
    };
    comment::Entity::insert_many((0..MOST_ON_POST).map(comment)).exec_without_returning(app.db.write()).await.unwrap();
    let answer = comments::create(&app, &ada, post.id, None, CommentId(app.ids.uuid()), form("One more")).await;
    let Problem::Invalid { fields } = problem(answer) else { panic!("accepted") };
    assert_eq!(fields.get("body").unwrap().code, "full");
}
