//! A copy of one's data: complete, without secrets, and of use elsewhere.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use domain::{
    Problem,
    accounts::{Actor, Standing},
};
use serde_json::Value;
use server::{accounts, import, posts, storage::MediaKind};
use zip::ZipArchive;

use crate::test_app::{TestApp, problem};

const PIXEL: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

fn proved(app: &TestApp, actor: &Actor) -> Actor {
    let standing = Standing { proved_at: Some(app.clock.now()), ..actor.standing };
    Actor { standing, ..actor.clone() }
}

/// The files of the copy, by their paths.
async fn copy(app: &TestApp, actor: &Actor) -> BTreeMap<String, Vec<u8>> {
    let export = accounts::export(app, &app.visit(), &proved(app, actor)).await.unwrap();
    assert_eq!(export.name, "masthead-2026-11-20.zip");
    let mut zip = ZipArchive::new(Cursor::new(export.bytes)).unwrap();
    let mut files = BTreeMap::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        files.insert(file.name().unwrap().into_owned(), content);
    }
    files
}

fn json(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Value {
    serde_json::from_slice(&files[name]).unwrap()
}

#[tokio::test]
async fn posts_can_be_imported_elsewhere_as_they_were() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let picture = app.storage.put(PIXEL.into(), MediaKind::Gif).await.unwrap().url();
    let body = format!("\"Quoted\" *words*, ```\n+++\n``` and ![a picture]({picture}).\n\n\\\\ the end\n");
    let mut input = app.draft_by(&ada).title("5 * 3 * 2 = “30”, 'really' \\o/").body(&body).tags("Craft, C#").input();
    input.standfirst = "A `standfirst` with \"quotes\" & <tags>".into();
    input.cover = picture.clone();
    let id = domain::id::PostId(app.ids.uuid());
    posts::create(&app, &ada, id, &input).await.unwrap();
    let published = posts::publish(&app, &ada, id).await.unwrap();
    let draft = app.draft_by(&ada).title("Not yet").body("Half a thought.").create().await;
    let files = copy(&app, &ada).await;

    let folder = tempfile::tempdir().unwrap();
    for (path, content) in files.iter().filter(|(path, _)| path.starts_with("posts/")) {
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, content).unwrap();
    }
    let elsewhere = TestApp::new().await;
    let report = import::import(&elsewhere, &folder.path().join("posts"), None, &|_| {}).await.unwrap();
    assert!(report.failed.is_empty() && report.warnings.is_empty(), "{report}");
    let editor = elsewhere.editor("Ed").await;
    let found = posts::published(&elsewhere, &published.slug).await.unwrap();
    let posts::Found::Post(post) = found else { panic!("it has another address") };
    let arrived = posts::manuscript(&elsewhere, &editor, post.id).await.unwrap();
    let was = posts::manuscript(&app, &ada, id).await.unwrap();
    assert_eq!(arrived.input.title, was.input.title);
    assert_eq!(arrived.input.standfirst, was.input.standfirst);
    assert_eq!(arrived.input.body.trim_end(), was.input.body.trim_end());
    assert_eq!((arrived.input.tags, arrived.input.cover), (was.input.tags, picture));
    assert_eq!((arrived.status, arrived.authors[0].name.as_str()), (was.status, "Ada"));
    let draft_file = String::from_utf8(files[&format!("posts/{}.md", draft.slug)].clone()).unwrap();
    assert!(draft_file.contains("draft = true"), "{draft_file}");
    assert_eq!(report.created, 2);
}

#[tokio::test]
async fn what_one_said_and_what_happened_is_in_it_and_nothing_of_others() {
    let app = TestApp::new().await;
    let (ada, bo) = (app.author("Ada").await, app.author("Bo").await);
    app.cookie_of("Ada").await;
    app.cookie_of("Bo").await;
    let post = app.draft_by(&bo).title("Of Bo").published().await;
    app.comment_by(&ada, post.id, "Words of Ada").await;
    app.comment_by(&bo, post.id, "Words of Bo").await;
    let files = copy(&app, &ada).await;
    assert_eq!(json(&files, "profile.json")["email"], "ada@example.org");
    let comments = json(&files, "comments.json");
    assert_eq!((comments.as_array().unwrap().len(), &comments[0]["body"]), (1, &Value::from("Words of Ada")));
    assert_eq!(json(&files, "access.json")["sessions"].as_array().unwrap().len(), 1);
    let events = json(&files, "security.json");
    assert!(events.as_array().unwrap().iter().any(|event| event["event"] == "signed_in"), "{events}");
    let all: String = files.values().map(|content| String::from_utf8_lossy(content)).collect();
    assert!(!all.contains("Words of Bo") && !all.contains("bo@example.org") && !all.contains(&bo.id.to_string()));
    assert!(!all.contains("argon2"), "no hash of a password");
    assert!(!files.keys().any(|path| path.starts_with("posts/")));
    assert!(app.audited().await.contains(&"data_exported".to_owned()));
}

#[tokio::test]
async fn it_takes_a_fresh_proof_and_is_limited() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    assert_eq!(problem(accounts::export(&app, &app.visit(), &ada).await), Problem::ProofNeeded);
    let ada = proved(&app, &ada);
    for _ in 0..5 {
        accounts::export(&app, &app.visit(), &ada).await.unwrap();
    }
    let more = problem(accounts::export(&app, &app.visit(), &ada).await);
    assert!(matches!(more, Problem::TooManyAttempts { .. }), "{more:?}");
}
