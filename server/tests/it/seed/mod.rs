use domain::{accounts::Role, accounts::SignUpForm, posts::Status};
use server::{accounts, comments, posts, seed};

use crate::test_app::{PASSWORD, TestApp};

#[tokio::test]
async fn an_empty_installation_gets_a_publication_once() {
    let app = TestApp::new().await;
    assert!(seed::seed(&app).await.unwrap());
    let page = posts::front_page(&app, None).await.unwrap();
    assert_eq!(page.items.len(), 8);
    assert!(
        page.items.iter().all(|card| !card.authors.is_empty() && !card.tags.is_empty() && !card.summary.is_empty())
    );
    assert!(page.items.iter().any(|card| card.comments > 0));
    assert!(!seed::seed(&app).await.unwrap());
    assert_eq!(posts::front_page(&app, None).await.unwrap().items.len(), 8);
}

#[tokio::test]
async fn the_demo_shows_what_posts_can_hold() {
    let app = TestApp::new().await;
    seed::seed(&app).await.unwrap();
    let mut html = String::new();
    for card in posts::front_page(&app, None).await.unwrap().items {
        let posts::Found::Post(post) = posts::published(&app, &card.slug).await.unwrap() else { panic!("moved") };
        html.push_str(post.html.as_str());
        let viewer = domain::accounts::Viewer::Stranger;
        assert_eq!(comments::on_post(&app, &viewer, post.id).await.unwrap().len() as u64, card.comments);
    }
    for piece in [
        "table-scroll",
        "footnotes",
        "hl-keyword",
        "<figure><img src=\"/media/",
        "width=\"720\" height=\"300\"",
        "task-list-item",
        "<details>",
    ] {
        assert!(html.contains(piece), "{piece}");
    }
}

#[tokio::test]
async fn the_first_person_still_becomes_the_owner() {
    let app = TestApp::new().await;
    seed::seed(&app).await.unwrap();
    let form = SignUpForm::parse("Ada", "ada@example.org", PASSWORD).unwrap();
    assert_eq!(crate::test_app::came_in(accounts::sign_up(&app, &app.visit(), form).await).role, Role::Admin);
}

#[tokio::test]
async fn an_installation_in_use_is_left_alone() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let own = app.draft_by(&ada).published().await;
    assert!(matches!(own.status, Status::Published { .. }));
    assert!(!seed::seed(&app).await.unwrap());
    assert_eq!(posts::front_page(&app, None).await.unwrap().items.len(), 1);
}
