use server::posts::{by_author, front_page, moved_from, with_tag};

use super::{Blog, SVG, post};
use crate::test_app::TestApp;

#[tokio::test]
async fn a_post_comes_in_with_everything_that_its_file_says() {
    let app = TestApp::new().await;
    let blog = Blog::new(&[(
        "cats.md",
        "+++\ntitle = \"On `cats` & *dogs*\"\ndate = 2020-02-03\nauthors = [\"Ada Example\", \"Bo Example\"]\n\
         description = \"About animals.\"\n[taxonomies]\ntags = [\"Pets\"]\n+++\n\n## One\n\nText.\n",
    )]);
    let report = blog.import(&app).await;
    assert_eq!((report.created, report.updated, report.unchanged), (1, 0, 0), "{report}");
    let post = post(&app, "on-cats-dogs").await;
    assert_eq!(post.title, "On cats & dogs");
    assert_eq!(post.standfirst, "About animals.");
    assert_eq!(post.publication.at().rfc3339(), "2020-02-03T00:00:00Z");
    assert_eq!(
        post.authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>(),
        ["Ada Example", "Bo Example"]
    );
    assert_eq!(post.contents[0].id, "one");
    let (_, page) = with_tag(&app, &domain::Slug::parse("pets").unwrap(), None).await.unwrap();
    assert_eq!(page.items.len(), 1);
    let (author, page) = by_author(&app, &domain::Slug::parse("bo-example").unwrap(), None).await.unwrap();
    assert_eq!((author.name.as_str(), page.items.len()), ("Bo Example", 1));
}

#[tokio::test]
async fn yaml_does_as_well() {
    let app = TestApp::new().await;
    let blog = Blog::new(&[(
        "a.md",
        "---\ntitle: A title\ndate: 2020-02-03 04:05:06\nauthor: Ada Example\ntags: [x]\n---\nText.\n",
    )]);
    assert_eq!(blog.import(&app).await.created, 1);
    assert_eq!(post(&app, "a-title").await.publication.at().rfc3339(), "2020-02-03T04:05:06Z");
}

#[tokio::test]
async fn old_addresses_lead_to_the_post() {
    let app = TestApp::new().await;
    let blog = Blog::new(&[(
        "a.md",
        "+++\ntitle = 'A'\npath = '2016/08/18/Rust-1.11'\naliases = ['2016/08/18/Rust-1.11.html', '/releases/1.11.0/']\n+++\nText.\n",
    )]);
    let report = blog.import(&app).await;
    assert_eq!(report.redirects, 3, "{report}");
    for old in ["/2016/08/18/Rust-1.11", "/2016/08/18/Rust-1.11/", "/2016/08/18/Rust-1.11.html", "/releases/1.11.0"] {
        assert_eq!(moved_from(&app, old).await.unwrap().unwrap().as_str(), "rust-1-11", "{old}");
    }
    assert_eq!(post(&app, "rust-1-11").await.publication.at().rfc3339(), "2016-08-18T00:00:00Z");
}

#[tokio::test]
async fn one_address_for_two_posts_goes_to_the_older() {
    let app = TestApp::new().await;
    let blog = Blog::new(&[
        ("b.md", "+++\ntitle = 'Results'\npath = '2021/01/01/survey'\n+++\n"),
        ("a.md", "+++\ntitle = 'Survey'\npath = '2022/01/01/survey'\n+++\n"),
        ("c.md", "+++\ntitle = 'Of another year'\npath = '2023/01/01/survey'\n+++\n"),
    ]);
    blog.import(&app).await;
    assert_eq!(post(&app, "survey").await.title, "Results");
    assert_eq!(post(&app, "survey-2").await.title, "Survey");
    assert_eq!(post(&app, "of-another-year").await.title, "Of another year");
}

#[tokio::test]
async fn pictures_are_stored_and_shown_in_their_size() {
    let app = TestApp::new().await;
    let blog = Blog::new(&[(
        "trip/index.md",
        "+++\ntitle = 'A'\ndate = 2020-01-01\ncover = 'map.svg'\n+++\n![A map](map.svg)\n\n![m][m]\n\n[m]: ./map.svg\n",
    )]);
    blog.write("trip/map.svg", SVG);
    let report = blog.import(&app).await;
    assert_eq!((report.created, report.pictures, report.warnings.len()), (1, 1, 0), "{report}");
    let post = post(&app, "a").await;
    let url = post.cover.unwrap();
    assert!(
        post.html.as_str().contains(&format!("<img src=\"{url}\" alt=\"A map\" width=\"30\" height=\"20\"")),
        "{:?}",
        post.html
    );
    assert_eq!(post.html.as_str().matches(&url).count(), 2);
    let name = server::storage::MediaName::parse(url.strip_prefix("/media/").unwrap()).unwrap();
    assert_eq!(app.storage.get(&name).await.unwrap().unwrap(), SVG.as_bytes());
}

#[tokio::test]
async fn drafts_stay_drafts() {
    let app = TestApp::new().await;
    let blog = Blog::new(&[("a.md", "+++\ntitle = 'A'\ndraft = true\npath = 'old/a'\n+++\nText.\n")]);
    assert_eq!(blog.import(&app).await.created, 1);
    assert!(front_page(&app, None).await.unwrap().items.is_empty());
    assert_eq!(moved_from(&app, "/old/a").await.unwrap(), None);
    blog.write("a.md", "+++\ntitle = 'A'\ndate = 2020-01-01\npath = 'old/a'\n+++\nText.\n");
    assert_eq!(blog.import(&app).await.updated, 1);
    assert_eq!(front_page(&app, None).await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn a_member_of_the_same_name_does_not_get_the_posts() {
    let app = TestApp::new().await;
    let ada = app.author("Ada Example").await;
    app.draft_by(&ada).title("Own").published().await;
    let blog =
        Blog::new(&[("a.md", "+++\ntitle = 'Imported'\ndate = 2020-01-01\nauthor = 'Ada Example'\n+++\nText.\n")]);
    blog.import(&app).await;
    assert_ne!(post(&app, "imported").await.authors[0].slug, post(&app, "own").await.authors[0].slug);
}
