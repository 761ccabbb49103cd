use domain::{Problem, posts::Status};
use server::posts::{self, Found, Saved};

use crate::test_app::{TestApp, problem};

async fn is_public(app: &TestApp, post: &Saved) -> bool {
    let listed = posts::front_page(app, None).await.unwrap().items.iter().any(|card| card.id == post.id);
    let found = matches!(posts::published(app, &post.slug).await, Ok(Found::Post(_)));
    assert_eq!(listed, found);
    found
}

#[tokio::test]
async fn publishing_shows_a_post_and_taking_it_back_hides_it() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let post = app.draft_by(&ada).create().await;
    assert!(!is_public(&app, &post).await);
    let published = posts::publish(&app, &ada, post.id).await.unwrap();
    assert_eq!(published.status, Status::Published { at: app.clock.now() });
    assert!(is_public(&app, &post).await);
    posts::unpublish(&app, &ada, post.id).await.unwrap();
    assert!(!is_public(&app, &post).await);
}

#[tokio::test]
async fn the_first_date_stays_whatever_happens() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let first = app.clock.now();
    let post = app.draft_by(&ada).published().await;
    for _ in 0..2 {
        app.clock.advance_seconds(86_400);
        posts::unpublish(&app, &ada, post.id).await.unwrap();
        posts::delete(&app, &ada, post.id).await.unwrap();
        posts::restore(&app, &ada, post.id).await.unwrap();
        let again = posts::publish(&app, &ada, post.id).await.unwrap();
        assert_eq!(again.status, Status::Published { at: first });
    }
}

#[tokio::test]
async fn what_was_deleted_comes_back_as_it_was() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let (draft, public) = (app.draft_by(&ada).create().await, app.draft_by(&ada).published().await);
    for post in [&draft, &public] {
        let before = posts::manuscript(&app, &ada, post.id).await.unwrap();
        app.clock.advance_seconds(60);
        let deleted = posts::delete(&app, &ada, post.id).await.unwrap();
        assert!(matches!(deleted.status, Status::Deleted { at, .. } if at == app.clock.now()));
        assert!(!is_public(&app, post).await);
        posts::restore(&app, &ada, post.id).await.unwrap();
        assert_eq!(posts::manuscript(&app, &ada, post.id).await.unwrap(), before);
    }
    assert!(is_public(&app, &public).await);
    assert!(!is_public(&app, &draft).await);
}

#[tokio::test]
async fn moves_that_make_no_sense_are_refused() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let post = app.draft_by(&ada).create().await;
    assert_eq!(problem(posts::unpublish(&app, &ada, post.id).await), Problem::IllegalMove);
    assert_eq!(problem(posts::restore(&app, &ada, post.id).await), Problem::IllegalMove);
    posts::delete(&app, &ada, post.id).await.unwrap();
    assert_eq!(problem(posts::publish(&app, &ada, post.id).await), Problem::IllegalMove);
    assert_eq!(problem(posts::delete(&app, &ada, post.id).await), Problem::IllegalMove);
}

#[tokio::test]
async fn of_two_moves_at_the_same_moment_one_happens() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let post = app.draft_by(&ada).create().await;
    let (published, deleted) = tokio::join!(posts::publish(&app, &ada, post.id), posts::delete(&app, &ada, post.id));
    // One after the other is possible as well: what is published may be deleted.
    let status = posts::manuscript(&app, &ada, post.id).await.unwrap().status;
    match (published, deleted) {
        (Ok(_), Ok(deleted)) => assert_eq!(status, deleted.status),
        (Ok(published), lost) => {
            assert_eq!((status, problem(lost)), (published.status, Problem::IllegalMove));
        }
        (lost, deleted) => assert_eq!((status, problem(lost)), (deleted.unwrap().status, Problem::IllegalMove)),
    }
}

#[tokio::test]
async fn only_its_author_and_editors_may_move_a_post() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let post = app.draft_by(&ada).published().await;
    for other in [app.author("Bob").await, app.reader("Eve").await] {
        assert_eq!(problem(posts::publish(&app, &other, post.id).await), Problem::NotFound);
        assert_eq!(problem(posts::unpublish(&app, &other, post.id).await), Problem::NotFound);
        assert_eq!(problem(posts::delete(&app, &other, post.id).await), Problem::NotFound);
        assert_eq!(problem(posts::restore(&app, &other, post.id).await), Problem::NotFound);
    }
    assert!(is_public(&app, &post).await);
    let ed = app.editor("Ed").await;
    posts::unpublish(&app, &ed, post.id).await.unwrap();
}
