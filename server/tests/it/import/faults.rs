use std::sync::Mutex;

use server::import;

use super::{Blog, post};
use crate::test_app::TestApp;

const GOOD: &str = "+++\ntitle = 'Good'\ndate = 2020-01-01\n+++\nText.\n";

#[tokio::test]
async fn a_bad_file_is_named_with_its_line_and_stops_nobody() {
    let app = TestApp::new().await;
    let blog = Blog::new(&[
        ("good.md", GOOD),
        ("toml.md", "+++\ntitle = 'A'\ndate = = 1\n+++\n"),
        ("yaml.md", "---\ntitle: A\ntitle: B\n---\n"),
        ("endless.md", "+++\ntitle = 'A'\n"),
        ("untitled.md", "+++\ndate = 2020-01-01\n+++\n"),
        ("undated.md", "+++\n\ntitle = 'A'\n+++\n"),
        ("tags.md", "+++\ntitle = 'A'\ndate = 2020-01-01\ntags = ['???']\n+++\n"),
        ("README.md", "# Read me\n"),
        (".hidden.md", "+++\n"),
    ]);
    blog.write("latin.md", b"+++\ntitle = '\xe9'\n+++\n");
    let report = blog.import(&app).await;
    assert_eq!(report.created, 1, "{report}");
    assert_eq!(report.skipped.iter().map(|skipped| skipped.file.as_str()).collect::<Vec<_>>(), ["README.md"]);
    let failed: Vec<_> = report.failed.iter().map(|failure| (failure.file.as_str(), failure.line)).collect();
    assert_eq!(
        failed,
        [
            ("endless.md", Some(1)),
            ("latin.md", None),
            ("tags.md", Some(4)),
            ("toml.md", Some(3)),
            ("undated.md", Some(1)),
            ("untitled.md", Some(1)),
            ("yaml.md", Some(3))
        ]
    );
    assert!(report.failed.iter().all(|failure| !failure.reason.is_empty() && !failure.reason.contains('\n')));
    assert_eq!(post(&app, "good").await.title, "Good");
}

#[tokio::test]
async fn script_in_front_matter_stays_text() {
    let app = TestApp::new().await;
    let blog = Blog::new(&[(
        "a.md",
        "+++\ntitle = '<script>alert(1)</script>'\ndate = 2020-01-01\nauthors = ['<img src=x onerror=alert(1)>']\n\
         description = '\"><script>alert(2)</script>'\ntags = ['<b>x']\naliases = ['javascript:alert(1)', '\"><script>']\n\
         cover = 'javascript:alert(1)'\n+++\n<script>alert(3)</script> <a href='javascript:alert(4)'>x</a>\n",
    )]);
    let report = blog.import(&app).await;
    assert_eq!(report.created, 1, "{report}");
    let page = server::posts::front_page(&app, None).await.unwrap();
    let post = post(&app, page.items[0].slug.as_str()).await;
    assert_eq!(post.title, "<script>alert(1)</script>");
    assert_eq!(post.authors[0].name, "<img src=x onerror=alert(1)>");
    assert_eq!(post.cover, None);
    assert!(!post.html.as_str().contains("<script") && !post.html.as_str().contains("javascript:"), "{:?}", post.html);
}

#[tokio::test]
async fn pictures_that_are_missing_or_dangerous_are_named() {
    let app = TestApp::new().await;
    let blog = Blog::new(&[(
        "in/a.md",
        "+++\ntitle = 'A'\ndate = 2020-01-01\n+++\n\n![x](missing.png)\n![y](bad.svg)\n![z](../../../etc/x.png) ![w](fake.png)\n",
    )]);
    blog.write("in/bad.svg", "<svg><script>alert(1)</script></svg>");
    blog.write("in/fake.png", "<html>");
    let report = blog.import(&app).await;
    assert_eq!((report.created, report.pictures), (1, 0), "{report}");
    assert_eq!(
        report.warnings.iter().map(|warning| warning.line).collect::<Vec<_>>(),
        [Some(6), Some(7), Some(8), Some(8)]
    );
}

#[tokio::test]
async fn a_folder_that_is_none_is_an_error() {
    let app = TestApp::new().await;
    let blog = Blog::new(&[]);
    assert!(import::import(&app, &blog.path().join("missing"), None, &|_| {}).await.is_err());
    assert_eq!(blog.import(&app).await, import::Report::default());
}

#[tokio::test]
async fn progress_is_told() {
    let app = TestApp::new().await;
    let blog = Blog::new(&[("a.md", GOOD), ("b.md", GOOD)]);
    let told = Mutex::new(Vec::new());
    import::import(&app, blog.path(), None, &|progress| told.lock().unwrap().push((progress.done, progress.total)))
        .await
        .unwrap();
    assert_eq!(*told.lock().unwrap(), [(1, 2), (2, 2)]);
}
