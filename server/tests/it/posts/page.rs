use server::posts::{self, Found};

use crate::test_app::TestApp;

#[tokio::test]
async fn the_page_of_a_post_has_its_neighbours_even_at_the_same_moment() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let mut written = Vec::new();
    for n in 0..5 {
        written.push(app.draft_by(&ada).title(&format!("Post {n}")).published().await);
    }
    let listed = posts::front_page(&app, None).await.unwrap().items;
    for (place, card) in listed.iter().enumerate() {
        let Found::Post(post) = posts::published(&app, &card.slug).await.unwrap() else { panic!("moved") };
        let next = place.checked_sub(1).map(|place| listed[place].slug.clone());
        let previous = listed.get(place + 1).map(|card| card.slug.clone());
        assert_eq!(post.next.map(|post| post.slug), next);
        assert_eq!(post.previous.map(|post| post.slug), previous);
    }
}

#[tokio::test]
async fn the_page_of_a_post_has_everything_it_shows() {
    let app = TestApp::new().await;
    let ada = app.author("Ada Example").await;
    let post = app.draft_by(&ada).title("Hello").body("Some words.").tags("Rust").published().await;
    let Found::Post(seen) = posts::published(&app, &post.slug).await.unwrap() else { panic!("moved") };
    assert_eq!((seen.id, seen.slug.as_str(), seen.title.as_str()), (post.id, "hello", "Hello"));
    assert_eq!(seen.authors[0].name, "Ada Example");
    assert_eq!(seen.tags[0].slug.as_str(), "rust");
    assert_eq!((seen.publication.at(), seen.updated_at), (app.clock.now(), app.clock.now()));
    assert!(seen.html.as_str().contains("Some words."), "{:?}", seen.html);
    assert_eq!(seen.summary, "Some words.");
}
