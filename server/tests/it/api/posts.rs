use serde_json::json;

use super::Program;
use crate::test_app::TestApp;

#[tokio::test]
async fn a_program_writes_and_publishes_a_post() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let program = Program::of(&app, &ada).await;
    let new = json!({ "title": "First light", "body": "Some *words*.", "tags": ["Craft", "Night sky"] });
    let created = program.post("/api/v1/posts", new).await;
    assert_eq!(created.status, 201, "{created:?}");
    let at = created.header("location").to_owned();
    assert_eq!(at, format!("/api/v1/posts/{}", created.body["id"].as_str().unwrap()));
    assert_eq!(created.body["status"], "draft");
    assert_eq!(created.body["url"], json!(null));
    assert_eq!(created.body["authors"], json!([{ "slug": "ada", "name": "Ada" }]));
    assert_eq!(
        created.body["tags"],
        json!([{ "slug": "craft", "name": "Craft" }, { "slug": "night-sky", "name": "Night sky" }])
    );

    Program::stranger(&app).get(&at).await.refused(404, "not_found");
    assert_eq!(Program::stranger(&app).get("/api/v1/posts").await.items().len(), 0);

    let published = program.post(&format!("{at}/publication"), json!(null)).await.ok();
    assert_eq!(published.body["status"], "published");
    assert_eq!(published.body["url"], format!("{}/posts/first-light", app.site.url));
    let read = Program::stranger(&app).get("/api/v1/posts/first-light").await.ok();
    assert_eq!(read.body["html"], "<p>Some <em>words</em>.</p>\n");
    assert_eq!(read.body["body"], "Some *words*.");
    assert_eq!(read.body["id"], created.body["id"]);

    program.delete(&format!("{at}/publication")).await.ok();
    Program::stranger(&app).get(&at).await.refused(404, "not_found");
    assert_eq!(program.delete(&at).await.status, 204);
    assert_eq!(program.get("/api/v1/posts?status=deleted").await.each("slug"), ["first-light"]);
    assert_eq!(program.delete(&format!("{at}/deletion")).await.ok().body["status"], "draft");
    program.delete(&format!("{at}/deletion")).await.refused(409, "illegal_move");
}

#[tokio::test]
async fn a_patch_changes_what_it_names_and_nothing_that_was_not_read() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let program = Program::of(&app, &ada).await;
    let new = json!({ "title": "Title", "standfirst": "Before", "body": "Words", "tags": ["a", "b"] });
    let created = program.post("/api/v1/posts", new).await.ok();
    let at = created.header("location");

    program.patch(at, json!({ "title": "Other" })).await.refused(428, "precondition_required");
    let read = program.get(at).await.ok();
    assert_ne!(read.header("etag"), created.header("etag"), "the one of reading also names the bytes");
    let changed =
        program.with("if-match", read.header("etag")).patch(at, json!({ "standfirst": null, "tags": ["c"] })).await;
    let changed = changed.ok();
    assert_eq!((&changed.body["title"], &changed.body["standfirst"]), (&json!("Title"), &json!("")));
    assert_eq!(changed.body["body"], "Words");
    assert_eq!(changed.body["tags"], json!([{ "slug": "c", "name": "c" }]));

    let late = program.with("if-match", read.header("etag")).patch(at, json!({ "title": "Late" })).await;
    late.refused(412, "precondition_failed");
    assert_eq!(program.get(at).await.body["title"], "Title", "nothing was done");
    program.with("if-match", changed.header("etag")).patch(at, json!({ "title": "In time" })).await.ok();
    program.with("if-match", "*").patch(at, json!({ "title": "Whatever it is" })).await.ok();

    let gone = program.with("if-match", changed.header("etag"));
    gone.delete(at).await.refused(412, "precondition_failed");
    gone.post(&format!("{at}/publication"), json!(null)).await.refused(412, "precondition_failed");
    program.with("if-match", program.get(at).await.header("etag")).delete(at).await.ok();
}

#[tokio::test]
async fn what_is_wrong_with_a_post_is_told_by_field() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let program = Program::of(&app, &ada).await;
    let wrong = program.post("/api/v1/posts", json!({ "cover": "javascript:alert(1)", "tags": ["???"] })).await;
    wrong.refused(422, "invalid");
    assert_eq!(wrong.field("title"), "required");
    wrong.field("cover");
    wrong.field("tags");
    assert_eq!(program.post("/api/v1/posts", json!({ "title": 7 })).await.field("title"), "type");
    assert_eq!(program.post("/api/v1/posts", json!({ "title": "a", "tags": ["a", 1] })).await.field("tags[1]"), "type");
    assert_eq!(program.post("/api/v1/posts", json!({ "title": "a", "titel": "b" })).await.field("titel"), "type");
    assert_eq!(program.post("/api/v1/posts", json!({ "title": "a", "tags": ["a,b"] })).await.field("tags"), "comma");
    let plain = program.with("content-type", "text/plain").post("/api/v1/posts", json!({ "title": "a" })).await;
    plain.refused(415, "unsupported_media_type");
    assert_eq!(program.get("/api/v1/posts?status=draft").await.items().len(), 0);
}

#[tokio::test]
async fn nobody_sees_or_touches_what_they_may_not() {
    let app = TestApp::new().await;
    let (ada, bob, reader, editor) =
        (app.author("Ada").await, app.author("Bob").await, app.reader("Rae").await, app.editor("Edi").await);
    let draft = app.draft_by(&ada).title("Secret plans").create().await;
    let at = format!("/api/v1/posts/{}", draft.id);
    for program in [Program::stranger(&app), Program::of(&app, &bob).await, Program::of(&app, &reader).await] {
        for path in [at.as_str(), "/api/v1/posts/secret-plans"] {
            program.get(path).await.refused(404, "not_found");
        }
    }
    for program in [Program::of(&app, &bob).await, Program::of(&app, &reader).await] {
        let program = program.with("if-match", "*");
        program.patch(&at, json!({ "title": "Mine" })).await.refused(404, "not_found");
        program.post(&format!("{at}/publication"), json!(null)).await.refused(404, "not_found");
        program.delete(&at).await.refused(404, "not_found");
    }
    let stranger = Program::stranger(&app);
    stranger.post("/api/v1/posts", json!({ "title": "Title" })).await.refused(401, "sign_in_needed");
    stranger.get("/api/v1/posts?status=draft").await.refused(401, "sign_in_needed");
    let reading = Program::of(&app, &reader).await;
    reading.post("/api/v1/posts", json!({ "title": "Title" })).await.refused(403, "forbidden");
    reading.get("/api/v1/posts?status=draft").await.refused(404, "not_found");
    assert_eq!(Program::of(&app, &bob).await.get("/api/v1/posts?status=draft").await.items().len(), 0);
    assert_eq!(Program::of(&app, &editor).await.get(&at).await.ok().body["title"], "Secret plans");
}

#[tokio::test]
async fn a_list_is_read_page_by_page_and_filtered() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.author("Ada").await, app.author("Bob").await);
    for number in 1..=5 {
        app.clock.advance_seconds(3600);
        let tag = if number % 2 == 0 { "even" } else { "odd" };
        app.draft_by(&ada).title(&format!("Number {number}")).tags(tag).published().await;
    }
    app.clock.advance_seconds(3600);
    let since = app.clock.now().rfc3339();
    app.draft_by(&bob).title("100% sure_thing").published().await;
    let program = Program::stranger(&app);

    let mut path = "/api/v1/posts?limit=4&fields=title".to_owned();
    let mut titles = Vec::new();
    loop {
        let page = program.get(&path).await.ok();
        titles.extend(page.each("title").into_iter().map(str::to_owned));
        let Some(next) = page.body["next"].as_str() else {
            assert_eq!(page.header("link"), "");
            break;
        };
        let link = format!("<{}/api/v1/posts?limit=4&fields=title&after={next}>; rel=\"next\"", app.site.url);
        assert_eq!(page.header("link"), link);
        path = format!("/api/v1/posts?limit=4&fields=title&after={next}");
    }
    assert_eq!(titles, ["100% sure_thing", "Number 5", "Number 4", "Number 3", "Number 2", "Number 1"]);

    let titles = async |query: &str| {
        let page = program.get(&format!("/api/v1/posts?{query}")).await.ok();
        page.each("title").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(titles("tag=even").await, ["Number 4", "Number 2"]);
    assert_eq!(titles("author=bob").await, ["100% sure_thing"]);
    assert_eq!(titles("author=bob&tag=even").await, Vec::<String>::new());
    assert_eq!(titles("q=NUMBER+3").await, ["Number 3"]);
    assert_eq!(titles("q=0%25+sure_").await, ["100% sure_thing"]);
    assert_eq!(titles("q=_umber").await, Vec::<String>::new(), "no character stands for another one");
    assert_eq!(titles(&format!("since={since}")).await, ["100% sure_thing"]);
    for (query, field) in [
        ("status=all", "status"),
        ("tag=No+Slug", "tag"),
        ("after=x", "after"),
        ("limit=0", "limit"),
        ("fields=password", "fields"),
    ] {
        let wrong = program.get(&format!("/api/v1/posts?{query}")).await;
        wrong.refused(422, "invalid");
        wrong.field(field);
    }
    for query in ["tags=even", "tag=even&tag=odd", "limit=1&limit=2"] {
        program.get(&format!("/api/v1/posts?{query}")).await.refused(422, "invalid");
    }
}

#[tokio::test]
async fn what_is_not_asked_for_is_neither_answered_nor_read() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    for number in 0..21 {
        app.draft_by(&ada).title(&format!("Number {number}")).body("Words").published().await;
    }
    let program = Program::stranger(&app);
    let (statements, page) = app.statements_of(program.get("/api/v1/posts?fields=title")).await;
    assert_eq!(statements, 1, "no labels, so no statement for them");
    let post = page.items()[0].as_object().unwrap();
    assert_eq!(post.keys().collect::<Vec<_>>(), ["id", "title"]);
    let (statements, page) = app.statements_of(program.get("/api/v1/posts")).await;
    assert_eq!(statements, 2, "for twenty posts with their authors and tags");
    assert!(page.items()[0].get("body").is_none() && page.items()[0]["authors"][0]["slug"] == "ada");
    let texts = program.get("/api/v1/posts?fields=body&limit=100").await;
    assert_eq!((texts.each("body")[0], texts.items().len()), ("Words", 20));
}
