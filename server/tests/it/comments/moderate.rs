use domain::{
    Problem,
    accounts::Viewer,
    comments::{CommentForm, CommentState},
};
use server::comments;

use crate::test_app::{TestApp, problem};

#[tokio::test]
async fn hidden_words_reach_moderators_only() {
    let app = TestApp::new().await;
    let (ada, bob, ed) = (app.author("Ada").await, app.reader("Bob").await, app.editor("Ed").await);
    let post = app.draft_by(&ada).published().await;
    let place = app.comment_by(&bob, post.id, "Rude words").await;
    assert_eq!(comments::hide(&app, &ed, place.comment).await.unwrap(), place);
    let state = async |viewer: Viewer| comments::on_post(&app, &viewer, post.id).await.unwrap().remove(0).state;
    for viewer in [Viewer::Stranger, Viewer::Member(ada), Viewer::Member(bob.clone())] {
        assert_eq!(state(viewer).await, CommentState::Hidden { html: None });
    }
    let CommentState::Hidden { html: Some(html) } = state(Viewer::Member(ed.clone())).await else { panic!("unseen") };
    assert!(html.as_str().contains("Rude words"));
    let softer = CommentForm::parse("Softer words").unwrap();
    assert_eq!(problem(comments::edit(&app, &bob, place.comment, softer).await), Problem::Forbidden);
    comments::show(&app, &ed, place.comment).await.unwrap();
    assert!(matches!(state(Viewer::Stranger).await, CommentState::Shown { .. }));
}

#[tokio::test]
async fn only_moderators_moderate() {
    let app = TestApp::new().await;
    let (ada, bob, ed) = (app.author("Ada").await, app.reader("Bob").await, app.editor("Ed").await);
    let post = app.draft_by(&ada).published().await;
    let place = app.comment_by(&bob, post.id, "Hello").await;
    for other in [&ada, &bob] {
        assert_eq!(problem(comments::hide(&app, other, place.comment).await), Problem::Forbidden);
        assert_eq!(problem(comments::show(&app, other, place.comment).await), Problem::Forbidden);
    }
    comments::delete(&app, &ed, place.comment).await.unwrap();
    let views = comments::on_post(&app, &Viewer::Stranger, post.id).await.unwrap();
    assert_eq!(views[0].state, CommentState::Deleted);
}

#[tokio::test]
async fn pressing_hide_twice_is_hiding_once() {
    let app = TestApp::new().await;
    let (ada, ed) = (app.author("Ada").await, app.editor("Ed").await);
    let post = app.draft_by(&ada).published().await;
    let place = app.comment_by(&ada, post.id, "Hello").await;
    let (one, two) = tokio::join!(comments::hide(&app, &ed, place.comment), comments::hide(&app, &ed, place.comment));
    assert_eq!(one.unwrap(), two.unwrap());
}
