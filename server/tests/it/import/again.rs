use domain::Slug;
use server::posts::{self, Found, front_page};

use super::{Blog, SVG, post};
use crate::test_app::TestApp;

const A: &str = "+++\ntitle = 'A'\ndate = 2020-01-01\npath = 'old/a'\nauthor = 'Ada Example'\ntags = ['x']\n+++\n[b](b.md) ![m](m.svg)\n";
const B: &str = "+++\ntitle = 'B'\ndate = 2020-01-02\n+++\nText.\n";

fn blog() -> Blog {
    let blog = Blog::new(&[("a.md", A), ("b.md", B)]);
    blog.write("m.svg", SVG);
    blog
}

#[tokio::test]
async fn a_second_run_changes_nothing() {
    let app = TestApp::new().await;
    let blog = blog();
    let first = blog.import(&app).await;
    assert_eq!((first.created, first.pictures, first.redirects), (2, 1, 1), "{first}");
    let before = (post(&app, "a").await, post(&app, "b").await);
    app.clock.advance_seconds(60);
    let second = blog.import(&app).await;
    assert_eq!((second.created, second.updated, second.unchanged), (0, 0, 2), "{second}");
    assert_eq!((second.pictures, second.redirects), (0, 0));
    assert_eq!((post(&app, "a").await, post(&app, "b").await), before);
}

#[tokio::test]
async fn only_what_changed_is_written() {
    let app = TestApp::new().await;
    let blog = blog();
    blog.import(&app).await;
    let b = post(&app, "b").await;
    app.clock.advance_seconds(60);
    blog.write("a.md", A.replace("title = 'A'", "title = 'New title'").replace("'x'", "'y'").replace("Ada", "Bo"));
    let report = blog.import(&app).await;
    assert_eq!((report.created, report.updated, report.unchanged), (0, 1, 1), "{report}");
    let a = post(&app, "a").await;
    assert_eq!(
        (a.title.as_str(), a.tags[0].name.as_str(), a.authors[0].name.as_str()),
        ("New title", "y", "Bo Example")
    );
    assert_eq!((a.tags.len(), a.authors.len()), (1, 1));
    assert_eq!(post(&app, "b").await.updated_at, b.updated_at);
}

#[tokio::test]
async fn a_changed_picture_changes_its_post() {
    let app = TestApp::new().await;
    let blog = blog();
    blog.import(&app).await;
    blog.write("m.svg", SVG.replace("30", "60"));
    let report = blog.import(&app).await;
    assert_eq!((report.updated, report.unchanged, report.pictures), (1, 1, 1), "{report}");
    assert!(post(&app, "a").await.html.as_str().contains("width=\"60\""));
}

#[tokio::test]
async fn a_new_address_redirects_from_the_old_one() {
    let app = TestApp::new().await;
    let blog = blog();
    blog.import(&app).await;
    blog.write("b.md", B.replace("title", "slug = 'better'\ntitle"));
    let report = blog.import(&app).await;
    // The post that links to it changes with it.
    assert_eq!((report.updated, report.unchanged), (2, 0), "{report}");
    let found = posts::published(&app, &Slug::parse("b").unwrap()).await.unwrap();
    assert!(matches!(found, Found::Moved(slug) if slug.as_str() == "better"));
    assert!(post(&app, "a").await.html.as_str().contains("href=\"/posts/better\""));
}

#[tokio::test]
async fn what_was_decided_here_stays() {
    let app = TestApp::new().await;
    let blog = blog();
    blog.import(&app).await;
    let editor = app.editor("Ed").await;
    posts::delete(&app, &editor, post(&app, "a").await.id).await.unwrap();
    posts::unpublish(&app, &editor, post(&app, "b").await.id).await.unwrap();
    blog.write("a.md", A.replace("'A'", "'Changed'"));
    blog.write("b.md", B.replace("'B'", "'Changed'"));
    let report = blog.import(&app).await;
    assert_eq!((report.updated, report.skipped[0].reason.as_str()), (1, "it was deleted here"), "{report}");
    assert!(front_page(&app, None).await.unwrap().items.is_empty());
}
