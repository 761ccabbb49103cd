use std::path::Path;

use server::{
    import,
    posts::{front_page, moved_from, years},
};

use super::post;
use crate::test_app::TestApp;

/// A real blog of 238 posts. It is kept beside the tree, not in it.
#[tokio::test]
async fn a_real_blog_comes_in_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/rust-blog");
    if !folder.is_dir() {
        return eprintln!("skipped: the corpus is not there ({})", folder.display());
    }
    let app = TestApp::new().await;
    let base = Some("https://blog.rust-lang.org");
    let report = import::import(&app, &folder, base, &|_| {}).await.unwrap();
    assert!(report.failed.is_empty() && report.warnings.is_empty(), "{report}");
    assert_eq!(
        report.skipped.iter().map(|skipped| skipped.file.as_str()).collect::<Vec<_>>(),
        ["README.md", "_index.md"]
    );
    assert_eq!((report.created, report.pictures), (238, 10), "{report}");
    let counted: u64 = years(&app).await.unwrap().iter().map(|year| year.posts).sum();
    assert_eq!(counted, 238);
    assert_eq!(front_page(&app, None).await.unwrap().items.len(), 20);

    let announcement = post(&app, "rust-1-11").await;
    assert_eq!(announcement.title, "Announcing Rust 1.11");
    assert_eq!(announcement.publication.at().rfc3339(), "2016-08-18T00:00:00Z");
    assert_eq!(announcement.authors[0].name, "The Rust Core Team");
    for old in ["/2016/08/18/Rust-1.11", "/2016/08/18/Rust-1.11.html", "/releases/1.11.0"] {
        assert_eq!(moved_from(&app, old).await.unwrap().unwrap().as_str(), "rust-1-11", "{old}");
    }
    let incremental: String = post(&app, "incremental").await.html.into();
    assert_eq!(incremental.matches("<img src=\"/media/").count(), 10, "{incremental}");
    assert!(!incremental.contains(".svg\" alt=\"\""));

    let again = import::import(&app, &folder, base, &|_| {}).await.unwrap();
    assert_eq!((again.created, again.updated, again.unchanged), (0, 0, 238), "{again}");
}
