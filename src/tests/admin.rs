//! What those do who run the publication, and that nobody else can.

use axum::body::Body;
use domain::{accounts::Role, paths};
use http::{Request, StatusCode, header};
use server::outbox;

use super::site::{Answer, Site};

const PAGES: [&str; 7] = [
    paths::MEMBERS,
    paths::INVITATIONS,
    paths::ROLES,
    paths::AUDIT,
    paths::AUDIT_CSV,
    paths::WEBHOOKS,
    "/admin/members/{id}",
];

/// As a program calls a function, with every argument that any of them takes.
async fn call(site: &Site, path: &str, id: &str, cookie: &str) -> Answer {
    let fields = [
        ("id", id),
        ("role", "author"),
        ("reason", "A test"),
        ("email", "guest@example.org"),
        ("label", "New"),
        ("url", "https://example.org/"),
        ("events[post.published]", "true"),
        ("delivery", id),
        ("from", "2026-11-20"),
        ("to", "2026-11-20"),
    ];
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, cookie);
    let body = Body::from(serde_urlencoded::to_string(fields).expect("a form"));
    site.send(request.body(body).expect("a request")).await
}

#[tokio::test]
async fn no_page_opens_and_nothing_is_done_without_the_permission() {
    let site = Site::new().await;
    let victim = site.member("victim", Role::Reader).await.actor().id.to_string();
    for role in [Role::Reader, Role::Author, Role::Editor] {
        let member = site.member(role.as_str(), role).await;
        for page in PAGES {
            let answer = site.get(&page.replace("{id}", &victim), &member.cookie).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{page} for {role}");
        }
        for path in functions() {
            let answer = call(&site, path, &victim, &member.cookie).await;
            assert!(answer.body.contains("forbidden"), "{path} answered {role} with {}", answer.body);
        }
        let home = site.get(paths::HOME, &member.cookie).await.body;
        assert!(!home.contains("Manage"), "no link to what {role} may not see");
    }
}

/// What changes roles, members, invitations and webhooks. Stopping to act and accepting an invitation are for everybody.
fn functions() -> Vec<&'static str> {
    let parts = ["/fn/roles/", "/fn/members/", "/fn/invitations/", "/fn/acting/", "/fn/webhooks/"];
    let open = ["/fn/acting/stop", "/fn/invitations/join", "/fn/invitations/accept"];
    let all = server_fn::axum::server_fn_paths().map(|(path, _)| path);
    let functions: Vec<_> =
        all.filter(|path| parts.iter().any(|part| path.starts_with(part)) && !open.contains(path)).collect();
    assert_eq!(functions.len(), 19, "{functions:?}");
    functions
}

#[tokio::test]
async fn admins_see_every_page() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Admin).await;
    let bob = site.member("bob", Role::Author).await.actor().id.to_string();
    for page in PAGES {
        let answer = site.get(&page.replace("{id}", &bob), &ada.cookie).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert_eq!(answer.header("cache-control"), "no-store", "{page}");
    }
    assert!(site.get(paths::HOME, &ada.cookie).await.body.contains("Manage"));
    let gone = paths::MEMBERS.to_owned() + "/01990000-0000-7000-8000-000000000000";
    assert_eq!(site.get(&gone, &ada.cookie).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_refused_role_keeps_every_tick() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Admin).await;
    let fields = [
        ("label", ""),
        ("permissions[comment]", "true"),
        ("permissions[write_posts]", "true"),
        ("second_factor", "true"),
        ("back_to", paths::ROLES),
    ];
    let refused = site.post("/fn/roles/create", &fields, &ada.cookie).await;
    assert_eq!(refused.header("location"), "/admin/roles#problems");
    let page = site.get(paths::ROLES, &ada.cookie).await.body;
    let form = &page[page.find("id=\"role-new\"").expect("the form")..];
    let ticked = |name: &str| {
        let from = form.find(&format!("name=\"{name}\"")).expect(name);
        form[from..].split('>').next().is_some_and(|tag| tag.contains("checked"))
    };
    assert!(form.contains("Enter a name."));
    for (name, expected) in [
        ("permissions[comment]", true),
        ("permissions[write_posts]", true),
        ("permissions[edit_any_post]", false),
        ("second_factor", true),
    ] {
        assert_eq!(ticked(name), expected, "{name}");
    }
}

#[tokio::test]
async fn a_role_that_was_made_holds_with_the_next_request() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Admin).await;
    let bob = site.member("bob", Role::Reader).await;
    let fields = [("label", "Guest writers"), ("permissions[write_posts]", "true")];
    let made = site.post("/fn/roles/create", &fields, &ada.cookie).await;
    assert_eq!(made.header("location"), paths::ROLES);
    assert_eq!(site.get(paths::DESK, &bob.cookie).await.status, StatusCode::FORBIDDEN);
    let id = bob.actor().id.to_string();
    site.post("/fn/members/role", &[("id", &id), ("role", "guest-writers")], &ada.cookie).await;
    assert_eq!(site.get(paths::DESK, &bob.cookie).await.status, StatusCode::OK);
    assert!(site.get(paths::SETTINGS, &bob.cookie).await.body.contains("Guest writers"));
    site.post("/fn/roles/save", &[("role", "guest-writers"), ("label", "Guests")], &ada.cookie).await;
    assert_eq!(site.get(paths::DESK, &bob.cookie).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn acting_as_a_member_says_so_on_every_page_until_it_is_stopped() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Admin).await;
    let bob = site.member("bob", Role::Author).await.actor().id;
    let begun = site.post("/fn/acting/begin", &[("id", &bob.to_string())], &ada.cookie).await;
    assert_eq!(begun.header("location"), paths::HOME);
    for page in [paths::HOME, paths::DESK, paths::SETTINGS, "/nowhere"] {
        let page = site.get(page, &ada.cookie).await.body;
        assert!(page.contains("You act as bob for 30 more minutes.") && page.contains("/fn/acting/stop"));
    }
    assert_eq!(site.get(paths::MEMBERS, &ada.cookie).await.status, StatusCode::FORBIDDEN, "no more than Bob may");
    site.app.clock.advance_seconds(20 * 60 + 1);
    assert!(site.get(paths::HOME, &ada.cookie).await.body.contains("for 10 more minutes"));
    let stopped = site.post("/fn/acting/stop", &[], &ada.cookie).await;
    assert_eq!(stopped.header("location"), paths::member(bob));
    let page = site.get(paths::HOME, &ada.cookie).await.body;
    assert!(!page.contains("You act as") && page.contains("Manage"));
}

#[tokio::test]
async fn old_proof_is_asked_for_again_before_anything_changes() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Admin).await;
    let bob = site.member("bob", Role::Reader).await.actor().id.to_string();
    site.app.clock.advance_seconds(11 * 60);
    let harmless = ["/fn/invitations/revoke", "/fn/webhooks/ping", "/fn/webhooks/replay", "/fn/webhooks/replay-days"];
    for path in functions().into_iter().filter(|path| !harmless.contains(path)) {
        let answer = call(&site, path, &bob, &ada.cookie).await;
        let nothing = path.ends_with("resend") && answer.body.contains("not_found");
        assert!(answer.body.contains("proof_needed") || nothing, "{path} answered {}", answer.body);
    }
}

#[tokio::test]
async fn the_record_leaves_as_a_file_that_no_spreadsheet_runs() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Admin).await;
    let bob = site.member("bob", Role::Reader).await.actor().id.to_string();
    let fields = [("id", bob.as_str()), ("reason", "=1+1")];
    site.post("/fn/members/suspend", &fields, &ada.cookie).await;
    let answer = site.get("/admin/audit.csv?event=suspended", &ada.cookie).await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    let lines: Vec<_> = answer.body.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[1].contains(",suspended,") && lines[1].ends_with("reason==1+1"), "{}", lines[1]);
    let page = site.get("/admin/audit?event=suspended&member=bob%40example.org", &ada.cookie).await.body;
    assert!(page.contains("A member was suspended.") && page.contains(">ada</a>"));
    let none = site.get("/admin/audit?from=2030-01-01", &ada.cookie).await.body;
    assert!(none.contains("Nothing like that is on record."));
}

#[tokio::test]
async fn looking_at_an_invitation_uses_nothing_up() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Admin).await;
    let fields = [("email", "guest@example.org"), ("role", "author")];
    let sent = site.post("/fn/invitations/send", &fields, &ada.cookie).await;
    assert_eq!(sent.header("location"), paths::INVITATIONS);
    let token = token_of_letter(&site).await;
    site.keep_secret(std::iter::once(token.as_str()));
    for _ in 0..3 {
        let page = site.get(&paths::invitation(&token), "").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("guest@example.org") && page.body.contains("Author"));
    }
    let fields =
        [("token", token.as_str()), ("name", "Guest"), ("password", "x"), ("back_to", &paths::invitation(&token))];
    let refused = site.post("/fn/invitations/join", &fields, "").await;
    assert_eq!(refused.status, StatusCode::SEE_OTHER);
    let fields = [("token", token.as_str()), ("name", "Guest"), ("password", super::site::PASSWORD)];
    let joined = site.post("/fn/invitations/join", &fields, "").await;
    assert_eq!(joined.header("location"), paths::HOME);
    assert_eq!(site.get(paths::DESK, &joined.cookies()).await.status, StatusCode::OK);
    assert_eq!(site.get(&paths::invitation(&token), "").await.status, StatusCode::GONE);
}

/// What the link in the only letter carries.
async fn token_of_letter(site: &Site) -> String {
    outbox::deliver_due(&site.app).await.expect("the letter leaves");
    let after = |text: &str, what: &str| {
        let (_, rest) = text.split_once(what).unwrap_or_else(|| panic!("{what} in {text}"));
        rest.split(['"', '&']).next().unwrap_or_default().to_owned()
    };
    let name = after(&site.get(paths::DEV_MAIL, "").await.body, "href=\"/dev/mail/");
    after(&site.get(&paths::dev_letter(&name), "").await.body, "href=\"http://127.0.0.1:3000/invitation?token=")
}
