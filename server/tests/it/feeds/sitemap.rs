//! Sitemaps: everything is found once, however much there is.

use std::collections::HashSet;

use domain::Timestamp;
use sea_orm::{ActiveValue::Set, EntityTrait};
use server::entities::post;
use uuid::Uuid;

use super::{Served, header};

/// What stands in every element of a name, which holds text alone.
fn texts(xml: &str, name: &str) -> Vec<String> {
    let (start, end) = (format!("<{name}>"), format!("</{name}>"));
    xml.split(&start).skip(1).map(|rest| rest.split(&end).next().unwrap().to_owned()).collect()
}

fn path(address: &str) -> &str {
    address.strip_prefix("http://127.0.0.1:3000").expect("an address of the site")
}

#[tokio::test]
async fn a_small_site_has_one_file_with_everything_in_it() {
    let served = Served::new().await;
    let app = &served.app;
    let ada = app.author("Ada").await;
    app.draft_by(&ada).title("One & two").tags("Craft").published().await;
    let response = served.ask("/sitemap.xml", &[]).await;
    assert_eq!(header(&response, "content-type"), "application/xml; charset=utf-8");
    assert_eq!(header(&response, "cache-control"), "public, max-age=3600");
    assert_eq!(header(&response, "last-modified"), "Fri, 20 Nov 2026 12:00:00 GMT");
    let xml = served.text("/sitemap.xml").await;
    assert!(xml.contains("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"), "{xml}");
    let found = texts(&xml, "loc");
    let paths: Vec<_> = found.iter().map(|address| path(address)).collect();
    assert_eq!(paths, ["/", "/archive", "/feeds", "/tags/craft", "/authors/ada", "/posts/one-two"]);
    assert_eq!(texts(&xml, "lastmod"), ["2026-11-20T12:00:00Z"]);
}

/// Posts of one moment, written past every form.
async fn insert(served: &Served, count: usize, at: &str) {
    let at = serde_json::from_value::<Timestamp>(at.into()).unwrap().millis();
    let row = |_| {
        let id = served.app.ids.uuid();
        post::ActiveModel {
            id: Set(id),
            slug: Set(format!("post-{}", id.simple())),
            title: Set("A title".into()),
            standfirst: Set(String::new()),
            body: Set(String::new()),
            html: Set(String::new()),
            contents: Set("[]".into()),
            words: Set(0),
            excerpt: Set(String::new()),
            cover: Set(None),
            status: Set("published".into()),
            was_published: Set(false),
            published_at: Set(Some(at)),
            deleted_at: Set(None),
            created_at: Set(at),
            updated_at: Set(at),
            public_change_at: Set(Some(at)),
            version: Set(1),
            source: Set(None),
            source_digest: Set(None),
        }
    };
    let rows: Vec<_> = (0..count).map(row).collect();
    let txn = served.app.db.begin().await.unwrap();
    for chunk in rows.chunks(1000) {
        post::Entity::insert_many(chunk.to_vec()).exec_without_returning(&txn).await.unwrap();
    }
    txn.commit().await.unwrap();
}

#[tokio::test]
async fn a_large_site_has_an_index_of_files_that_hold_every_post_once() {
    let served = Served::new().await;
    // More than one file holds, at the very same moment, as an import may leave them.
    insert(&served, 20_001, "2020-02-29T23:59:59.999Z").await;
    insert(&served, 3, "2020-03-01T00:00:00Z").await;
    insert(&served, 10_000, "2026-11-20T12:00:00Z").await;

    let index = served.text("/sitemap.xml").await;
    assert!(index.contains("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"), "{index}");
    let files = texts(&index, "loc");
    let months = |month: &str| files.iter().filter(|file| file.contains(month)).count();
    assert_eq!((months("/2020-02.xml"), months("/2020-03.xml"), months("/2026-11.xml")), (3, 1, 1), "{files:?}");
    let mut found = HashSet::new();
    for file in &files {
        let path = path(file);
        let addresses = texts(&served.text(path).await, "loc");
        assert!(addresses.len() <= 10_000, "{path} holds {}", addresses.len());
        for address in addresses {
            assert!(found.insert(address.clone()), "{address} stands in two files");
        }
    }
    assert_eq!(found.len(), 3 + 30_004);
}

#[tokio::test]
async fn a_file_that_is_none_is_not_found() {
    let served = Served::new().await;
    let id = Uuid::from_u128(7).simple();
    for name in [
        "2020-02.xml".to_owned(),
        "2020-13.xml".to_owned(),
        "tags.xml".to_owned(),
        "tags.xml?after=No%20slug".to_owned(),
        "2020-02.xml?after=x".to_owned(),
        format!("2020-02.xml?after=99999999999999999-{id}"),
        "..%2Fsitemap.xml".to_owned(),
        "x".to_owned(),
    ] {
        assert_eq!(served.ask(&format!("/sitemaps/{name}"), &[]).await.status(), 404, "{name}");
    }
    assert_eq!(served.ask("/sitemaps/pages.xml", &[]).await.status(), 200);
}
