use std::{fs, path::Path};

use tempfile::TempDir;

use super::*;
use crate::config::Config;

fn open(site: &Path) -> anyhow::Result<Assets> {
    let site = site.to_path_buf();
    Assets::open(&SiteConfig { assets: Some(site), ..Config::default().site })
}

fn built() -> TempDir {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir_all(site.path().join("pkg/fonts")).unwrap();
    fs::write(site.path().join("pkg/masthead.1a2b.css"), "body{}").unwrap();
    fs::write(site.path().join("pkg/masthead.1a2b.css.br"), "small").unwrap();
    fs::write(site.path().join("pkg/fonts/serif.3c4d.woff2"), "font").unwrap();
    fs::write(site.path().join("pkg/plain.txt"), "text").unwrap();
    let manifest = r#"{"masthead.css":"masthead.1a2b.css","fonts/serif.woff2":"fonts/serif.3c4d.woff2"}"#;
    fs::write(site.path().join("assets.json"), manifest).unwrap();
    site
}

#[tokio::test]
async fn a_finished_build_is_served_under_hashed_names() {
    let site = built();
    let assets = open(site.path()).unwrap();
    assert_eq!(assets.url("masthead.css"), "/pkg/masthead.1a2b.css");
    assert_eq!(assets.url("fonts/serif.woff2"), "/pkg/fonts/serif.3c4d.woff2");

    let style = assets.get("masthead.1a2b.css").await.unwrap();
    assert_eq!(style.mime, "text/css; charset=utf-8");
    assert_eq!(style.brotli.as_deref(), Some(b"small".as_slice()));
    assert!(style.immutable);
    assert_eq!(assets.get("fonts/serif.3c4d.woff2").await.unwrap().mime, "font/woff2");
    assert!(!assets.get("plain.txt").await.unwrap().immutable, "a name without a hash must be asked for again");
    assert!(assets.get("masthead.1a2b.css.br").await.is_none(), "a twin is no asset of its own");
}

#[tokio::test]
async fn a_build_in_development_is_read_anew() {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir_all(site.path().join("pkg")).unwrap();
    fs::write(site.path().join("secret.txt"), "secret").unwrap();
    let assets = open(site.path()).unwrap();
    assert_eq!(assets.url("masthead.css"), "/pkg/masthead.css");
    assert!(assets.get("masthead.css").await.is_none());

    fs::write(site.path().join("pkg/masthead.css"), "body{}").unwrap();
    let style = assets.get("masthead.css").await.unwrap();
    assert!(!style.immutable);
    for outside in ["../secret.txt", "/etc/hostname", "a/../../secret.txt", ""] {
        assert!(assets.get(outside).await.is_none(), "{outside}");
    }
}

#[test]
fn a_damaged_build_is_named() {
    let site = built();
    fs::remove_file(site.path().join("pkg/masthead.1a2b.css")).unwrap();
    let told = format!("{:#}", open(site.path()).unwrap_err());
    assert!(told.contains("masthead.1a2b.css") && told.contains("cargo xtask build"), "{told}");
    assert!(open(&site.path().join("nowhere")).is_err());
}
