use domain::{Problem, posts::PostInput};
use server::posts::{self, Found};

use crate::test_app::{TestApp, problem};

#[tokio::test]
async fn saving_counts_and_changes_what_readers_see_at_once() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let post = app.draft_by(&ada).title("Before").slug("hello").published().await;
    app.clock.advance_seconds(60);
    let input = app.draft_by(&ada).title("After").slug("hello").tags("news").input();
    let saved = posts::save(&app, &ada, post.id, post.version, &input).await.unwrap();
    assert_eq!((saved.version, saved.status), (2, post.status));
    let Found::Post(seen) = posts::published(&app, &post.slug).await.unwrap() else { panic!("moved") };
    assert_eq!((seen.title.as_str(), seen.tags[0].name.as_str()), ("After", "news"));
    assert_eq!(seen.updated_at, app.clock.now());
    assert!(seen.updated_at > seen.publication.at());
}

#[tokio::test]
async fn nobody_is_overwritten_unseen() {
    let app = TestApp::new().await;
    let (ada, ed) = (app.author("Ada").await, app.editor("Ed").await);
    let post = app.draft_by(&ada).create().await;
    let first = app.draft_by(&ed).body("What Ed wrote").input();
    posts::save(&app, &ed, post.id, 1, &first).await.unwrap();
    let second = app.draft_by(&ada).body("What Ada wrote").input();
    assert_eq!(problem(posts::save(&app, &ada, post.id, 1, &second).await), Problem::EditConflict);
    assert_eq!(posts::manuscript(&app, &ada, post.id).await.unwrap().input.body, "What Ed wrote");
    posts::save(&app, &ada, post.id, 2, &second).await.unwrap();
}

#[tokio::test]
async fn of_simultaneous_saves_one_wins_and_the_others_are_told() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let post = app.draft_by(&ada).create().await;
    let inputs: Vec<PostInput> = (0..4).map(|n| app.draft_by(&ada).body(&format!("Text {n}")).input()).collect();
    let save = |n: usize| posts::save(&app, &ada, post.id, 1, &inputs[n]);
    let (a, b, c, d) = tokio::join!(save(0), save(1), save(2), save(3));
    let outcomes = [a, b, c, d];
    let won: Vec<usize> = (0..4).filter(|n| outcomes[*n].is_ok()).collect();
    let [winner] = won[..] else { panic!("{outcomes:?}") };
    for outcome in outcomes.into_iter().filter(Result::is_err) {
        assert_eq!(problem(outcome), Problem::EditConflict);
    }
    let kept = posts::manuscript(&app, &ada, post.id).await.unwrap();
    assert_eq!((kept.input.body, kept.version), (format!("Text {winner}"), 2));
}

#[tokio::test]
async fn the_same_save_sent_twice_is_one() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let post = app.draft_by(&ada).create().await;
    let input = app.draft_by(&ada).body("Once").tags("a, b").input();
    let (one, two) =
        tokio::join!(posts::save(&app, &ada, post.id, 1, &input), posts::save(&app, &ada, post.id, 1, &input));
    assert_eq!(one.unwrap(), two.unwrap());
    let other_tags = app.draft_by(&ada).body("Once").tags("a").input();
    assert_eq!(problem(posts::save(&app, &ada, post.id, 1, &other_tags).await), Problem::EditConflict);
}

#[tokio::test]
async fn tags_are_replaced_in_their_order_and_shared_between_posts() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let post = app.draft_by(&ada).tags("One, Two, Three").published().await;
    let input = app.draft_by(&ada).tags("three, Four, one").input();
    posts::save(&app, &ada, post.id, 1, &input).await.unwrap();
    let Found::Post(seen) = posts::published(&app, &post.slug).await.unwrap() else { panic!("moved") };
    let names: Vec<&str> = seen.tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, ["Three", "Four", "One"], "a tag is called as whoever used it first typed it");
    let none = app.draft_by(&ada).input();
    posts::save(&app, &ada, post.id, 2, &none).await.unwrap();
    assert!(posts::manuscript(&app, &ada, post.id).await.unwrap().tags.is_empty());
}

#[tokio::test]
async fn strangers_to_a_post_cannot_save_it() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let post = app.draft_by(&ada).body("Hers").create().await;
    for other in [app.author("Bob").await, app.reader("Eve").await] {
        let input = app.draft_by(&other).body("Theirs").input();
        assert_eq!(problem(posts::save(&app, &other, post.id, 1, &input).await), Problem::NotFound);
        assert_eq!(problem(posts::manuscript(&app, &other, post.id).await), Problem::NotFound);
    }
    assert_eq!(posts::manuscript(&app, &ada, post.id).await.unwrap().input.body, "Hers");
}

#[tokio::test]
async fn an_author_who_was_made_a_reader_writes_no_more() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let post = app.draft_by(&ada).create().await;
    server::accounts::set_role(&app, "ada@example.org", domain::accounts::Role::Reader).await.unwrap();
    let ada = server::accounts::actor(&app, ada.id).await.unwrap();
    let input = app.draft_by(&ada).input();
    assert_eq!(problem(posts::save(&app, &ada, post.id, 1, &input).await), Problem::NotFound);
}

#[tokio::test]
async fn what_is_in_the_bin_cannot_be_saved() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let post = app.draft_by(&ada).create().await;
    posts::delete(&app, &ada, post.id).await.unwrap();
    let input = app.draft_by(&ada).body("Too late").input();
    assert_eq!(problem(posts::save(&app, &ada, post.id, 1, &input).await), Problem::IllegalMove);
}
