use domain::{
    Problem,
    accounts::Viewer,
    comments::{CommentForm, CommentState, EDIT_WINDOW_SECONDS},
};
use server::{comments, posts};

use crate::test_app::{TestApp, problem};

fn form(body: &str) -> CommentForm {
    CommentForm::parse(body).unwrap()
}

#[tokio::test]
async fn ones_own_words_can_be_changed_until_the_window_closes() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.author("Ada").await, app.reader("Bob").await);
    let post = app.draft_by(&ada).title("Hello").published().await;
    let place = app.comment_by(&bob, post.id, "Befroe").await;
    app.clock.advance_seconds(EDIT_WINDOW_SECONDS);
    let editable = comments::editable(&app, &bob, place.comment).await.unwrap();
    assert_eq!(
        (editable.post, editable.post_title.as_str(), editable.body.as_str()),
        (place.post.clone(), "Hello", "Befroe")
    );
    assert_eq!(comments::edit(&app, &bob, place.comment, form("Before")).await.unwrap(), place);
    let view = comments::on_post(&app, &Viewer::Member(bob.clone()), post.id).await.unwrap().remove(0);
    assert!(view.may_edit && view.may_delete);
    assert_eq!(view.edited_at, Some(app.clock.now()));
    assert!(matches!(view.state, CommentState::Shown { html } if html.as_str().contains("Before")));
    app.clock.advance_seconds(1);
    assert_eq!(problem(comments::edit(&app, &bob, place.comment, form("Late")).await), Problem::Forbidden);
    assert_eq!(problem(comments::editable(&app, &bob, place.comment).await), Problem::Forbidden);
    let view = comments::on_post(&app, &Viewer::Member(bob), post.id).await.unwrap().remove(0);
    assert!(!view.may_edit && view.may_delete);
}

#[tokio::test]
async fn nobody_changes_or_deletes_what_others_wrote() {
    let app = TestApp::new().await;
    let (ada, eve, ed) = (app.author("Ada").await, app.reader("Eve").await, app.editor("Ed").await);
    let post = app.draft_by(&ada).published().await;
    let hers = app.comment_by(&ada, post.id, "Hers").await.comment;
    for other in [&eve, &ed] {
        assert_eq!(problem(comments::edit(&app, other, hers, form("Theirs")).await), Problem::Forbidden);
        assert_eq!(problem(comments::editable(&app, other, hers).await), Problem::Forbidden);
    }
    assert_eq!(problem(comments::delete(&app, &eve, hers).await), Problem::Forbidden);
    let view = comments::on_post(&app, &Viewer::Member(eve), post.id).await.unwrap().remove(0);
    assert!(!view.may_edit && !view.may_delete);
}

#[tokio::test]
async fn what_was_deleted_shows_no_words_to_anybody_and_keeps_its_answers() {
    let app = TestApp::new().await;
    let (ada, ed) = (app.author("Ada").await, app.editor("Ed").await);
    let post = app.draft_by(&ada).published().await;
    let first = app.comment_by(&ada, post.id, "First").await.comment;
    app.clock.advance_seconds(1);
    app.answer_by(&ed, post.id, first, "Answer").await;
    comments::delete(&app, &ada, first).await.unwrap();
    for viewer in [Viewer::Stranger, Viewer::Member(ada.clone()), Viewer::Member(ed.clone())] {
        let views = comments::on_post(&app, &viewer, post.id).await.unwrap();
        assert_eq!(views.len(), 2);
        assert_eq!(views[0].state, CommentState::Deleted);
        assert!(!views[0].may_edit && !views[0].may_delete);
        assert_eq!(views[1].parent, Some(first));
    }
    assert_eq!(problem(comments::delete(&app, &ada, first).await), Problem::NotFound);
    assert_eq!(problem(comments::edit(&app, &ada, first, form("Back")).await), Problem::NotFound);
    assert_eq!(problem(comments::show(&app, &ed, first).await), Problem::NotFound);
}

#[tokio::test]
async fn comments_go_with_their_post_and_come_back_with_it() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let post = app.draft_by(&ada).published().await;
    let place = app.comment_by(&ada, post.id, "Hello").await;
    posts::unpublish(&app, &ada, post.id).await.unwrap();
    assert!(comments::on_post(&app, &Viewer::Member(ada.clone()), post.id).await.unwrap().is_empty());
    assert_eq!(problem(comments::edit(&app, &ada, place.comment, form("Changed")).await), Problem::NotFound);
    posts::publish(&app, &ada, post.id).await.unwrap();
    assert_eq!(comments::on_post(&app, &Viewer::Stranger, post.id).await.unwrap().len(), 1);
}
