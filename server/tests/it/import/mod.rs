mod again;
mod corpus;
mod faults;
mod links;
mod posts;

use std::{fs, path::Path};

use domain::{Slug, posts::PublishedPost};
use server::{
    import::{self, Report},
    posts::{Found, published},
};
use tempfile::TempDir;

use crate::test_app::TestApp;

/// A folder to import, written by hand.
struct Blog(TempDir);

impl Blog {
    fn new(files: &[(&str, &str)]) -> Self {
        let blog = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            blog.write(name, text);
        }
        blog
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    async fn import(&self, app: &TestApp) -> Report {
        import::import(app, self.path(), None, &|_| {}).await.unwrap()
    }
}

/// The published post at an address.
async fn post(app: &TestApp, slug: &str) -> PublishedPost {
    match published(app, &Slug::parse(slug).unwrap()).await.unwrap() {
        Found::Post(post) => *post,
        Found::Moved(slug) => panic!("moved to {slug}"),
    }
}

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" height=\"20\"><path d=\"M0 0h9\"/></svg>";
