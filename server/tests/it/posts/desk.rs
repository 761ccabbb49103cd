use domain::{id::PostId, pagination::PAGE_SIZE, posts::Status};
use server::posts;

use crate::test_app::TestApp;

#[tokio::test]
async fn authors_see_their_own_and_editors_see_all() {
    let app = TestApp::new().await;
    let (ada, bob, ed) = (app.author("Ada").await, app.author("Bob").await, app.editor("Ed").await);
    let hers = app.draft_by(&ada).title("Hers").create().await;
    app.clock.advance_seconds(1);
    let his = app.draft_by(&bob).title("His").published().await;
    let ids = async |actor| {
        let page = posts::desk(&app, actor, None).await.unwrap();
        page.items.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(&ada).await, [hers.id]);
    assert_eq!(ids(&bob).await, [his.id]);
    assert_eq!(ids(&ed).await, [his.id, hers.id]);
    let row = posts::desk(&app, &bob, None).await.unwrap().items.remove(0);
    assert_eq!((row.title.as_str(), row.authors[0].name.as_str(), row.status), ("His", "Bob", his.status));
}

#[tokio::test]
async fn what_was_saved_last_comes_first_and_the_bin_last_on_however_many_pages() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let (mut kept, mut binned): (Vec<PostId>, Vec<PostId>) = (Vec::new(), Vec::new());
    for n in 0..56 {
        // Some at the same moment, some not.
        app.clock.advance_seconds(n % 2);
        let post = app.draft_by(&ada).title(&format!("Post {n}")).create().await;
        if n % 2 == 0 {
            posts::delete(&app, &ada, post.id).await.unwrap();
            binned.push(post.id);
        } else {
            kept.push(post.id);
        }
    }
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = posts::desk(&app, &ada, cursor).await.unwrap();
        assert!(page.items.len() as u64 <= PAGE_SIZE);
        seen.extend(page.items.iter().map(|row| (row.id, matches!(row.status, Status::Deleted { .. }))));
        cursor = page.next.map(|next| next.to_string().parse().unwrap());
        if cursor.is_none() {
            break;
        }
    }
    kept.reverse();
    binned.reverse();
    let expected: Vec<_> = kept.iter().map(|id| (*id, false)).chain(binned.iter().map(|id| (*id, true))).collect();
    assert_eq!(seen, expected);
}
