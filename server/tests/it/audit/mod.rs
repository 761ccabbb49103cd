mod chain;

use std::{
    fs,
    path::{Path, PathBuf},
};

use domain::{
    accounts::{SignInForm, SignUpForm},
    audit::is_known_detail,
};
use server::accounts::{sign_in, sign_up};

use crate::test_app::{PASSWORD, TestApp, came_in};

#[tokio::test]
async fn a_sign_in_is_on_record() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let form = SignInForm::parse("ada@example.org", PASSWORD).unwrap();
    came_in(sign_in(&app, &app.visit(), form).await);
    assert_eq!(app.audited().await, ["signed_in"]);
}

#[tokio::test]
async fn who_joins_is_on_record() {
    let app = TestApp::new().await;
    let form = SignUpForm::parse("Ada", "ada@example.org", PASSWORD).unwrap();
    came_in(sign_up(&app, &app.visit(), form).await);
    assert_eq!(app.audited().await, ["joined", "signed_in"]);
}

/// The page of the record has words for whatever the program writes into it.
#[test]
fn every_fact_of_the_record_has_words() {
    let mut seen = 0;
    for (path, source) in sources() {
        // Elsewhere `with` is nobody's business.
        if !source.contains("audit::") {
            continue;
        }
        for (_, rest) in source.match_indices(".with(\"").map(|(at, found)| source.split_at(at + found.len())) {
            let (name, _) = rest.split_once('"').unwrap();
            assert!(
                is_known_detail(name),
                "{name}, written in {}, has no words in domain/src/audit/detail.rs",
                path.display()
            );
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen} facts found");
}

/// The program's own text, by file.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut sources) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = fs::read_to_string(&path).unwrap_or_default();
            sources.push((path.strip_prefix(&root).unwrap().to_owned(), source));
        }
    }
    sources
}
