use server::import;

use super::{Blog, post};
use crate::test_app::TestApp;

const TARGET: &str =
    "+++\ntitle = 'Target'\npath = '2016/08/18/Target'\naliases = ['2016/08/18/Target.html']\n+++\nText.\n";

#[tokio::test]
async fn links_between_posts_lead_to_where_they_are_now() {
    let app = TestApp::new().await;
    let blog = Blog::new(&[("sub/target.md", TARGET)]);
    let links = [
        ("sub/target.md", "/posts/target"),
        ("@/sub/target.md#a", "/posts/target#a"),
        ("/2016/08/18/Target", "/posts/target"),
        ("/2016/08/18/Target/", "/posts/target"),
        ("/2016/08/18/Target.html?x=1#b", "/posts/target#b"),
        ("../../08/18/Target.html", "/posts/target"),
        ("https://old.example/2016/08/18/Target.html", "/posts/target"),
        ("http://old.example/2016/08/18/Target/", "/posts/target"),
        ("https://old.example.evil.example/2016/08/18/Target", "https://old.example.evil.example/2016/08/18/Target"),
        ("https://other.example/2016/08/18/Target", "https://other.example/2016/08/18/Target"),
        ("missing.md", "missing.md"),
        ("#part", "#part"),
        ("mailto:ada@example.org", "mailto:ada@example.org"),
    ];
    let body: String = links
        .iter()
        .enumerate()
        .map(|(n, (from, _))| format!("- [link {n}]({from})\n- [r {n}]\n\n[r {n}]: {from}\n"))
        .collect();
    blog.write("from.md", format!("+++\ntitle = 'From'\npath = '2016/09/18/from'\n+++\n{body}"));
    import::import(&app, blog.path(), Some("https://old.example/"), &|_| {}).await.unwrap();
    let html: String = post(&app, "from").await.html.into();
    for (n, (from, to)) in links.iter().enumerate() {
        for text in [format!("link {n}"), format!("r {n}")] {
            let line = html
                .lines()
                .find(|line| line.contains(&format!(">{text}</a>")))
                .unwrap_or_else(|| panic!("{from}: {html}"));
            assert!(line.contains(&format!("href=\"{to}\"")), "{from}: {line}");
        }
    }
}

#[tokio::test]
async fn without_a_base_url_full_addresses_are_left_alone() {
    let app = TestApp::new().await;
    let blog = Blog::new(&[
        ("target.md", TARGET),
        ("from.md", "+++\ntitle = 'From'\ndate = 2020-01-01\n+++\n[x](https://old.example/2016/08/18/Target)\n"),
    ]);
    blog.import(&app).await;
    assert!(post(&app, "from").await.html.as_str().contains("href=\"https://old.example/2016/08/18/Target\""));
}

#[tokio::test]
async fn what_writers_edit_has_the_new_links_too() {
    let app = TestApp::new().await;
    let blog = Blog::new(&[
        ("target.md", TARGET),
        ("from.md", "+++\ntitle = 'From'\ndate = 2020-01-01\n+++\n[x](target.md) `[y](target.md)`\n"),
    ]);
    blog.import(&app).await;
    let editor = app.editor("Ed").await;
    let id = post(&app, "from").await.id;
    let manuscript = server::posts::manuscript(&app, &editor, id).await.unwrap();
    assert_eq!(manuscript.input.body, "[x](/posts/target) `[y](target.md)`");
}
