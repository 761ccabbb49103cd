//! A whole site of its own for each test: its folder, its database, its clock. Whatever it logs, no secret is among it.

use std::{
    sync::{Arc, Mutex},
    thread,
};

use axum::{Router, body::Body};
use domain::{
    Timestamp,
    accounts::{Actor, MemberView, Role, SignUpForm, Standing},
    id::PostId,
    posts::PostInput,
};
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use server::{AppState, accounts, clock::Clock, config::Config, database::Database, ids::Ids, posts, posts::Saved};
use tempfile::TempDir;
use tower::ServiceExt;

use super::log;
use crate::router;

pub(super) const PASSWORD: &str = "a quiet lighthouse keeper";

/// A running site.
pub(super) struct Site {
    pub(super) app: AppState,
    router: Router,
    /// What no log may say.
    secrets: Mutex<Vec<String>>,
    _folder: TempDir,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().expect("headers are text")).unwrap_or_default()
    }

    /// The cookies that it sets, as a browser sends them back.
    pub(super) fn cookies(&self) -> String {
        let set = self.headers.get_all(header::SET_COOKIE).iter();
        let pairs = set.filter_map(|cookie| cookie.to_str().ok()?.split(';').next().map(str::to_owned));
        pairs.collect::<Vec<_>>().join("; ")
    }
}

impl Site {
    pub(super) async fn new() -> Self {
        log::listen();
        let folder = tempfile::tempdir().expect("a folder for the test");
        let data = folder.path().display().to_string();
        let config = Config::from_env(&|name| match name {
            "MASTHEAD_DATA_DIR" => Some(data.clone()),
            "MASTHEAD_ACCOUNTS_ARGON2_MEMORY_KIB" => Some("64".into()),
            "MASTHEAD_ACCOUNTS_ARGON2_ITERATIONS" => Some("1".into()),
            _ => None,
        })
        .expect("the test's settings are valid");
        Database::connect(&config.database).await.expect("a database").migrate_up(None).await.expect("tables");
        let mut app = AppState::open(config).await.expect("the program opens");
        app.clock = Clock::fixed(Timestamp::from_millis(1_760_000_000_000));
        app.ids = Ids::new(app.clock.clone());
        let secrets = Mutex::new(vec![PASSWORD.to_owned()]);
        Self { router: router::router(&app), app, secrets, _folder: folder }
    }

    /// The same site, as if it had been started with other settings.
    pub(super) fn reconfigured(mut self, change: impl FnOnce(&mut Config)) -> Self {
        change(Arc::make_mut(&mut self.app.config));
        self.router = router::router(&self.app);
        self
    }

    /// A member with the given role, and their session's cookie.
    pub(super) async fn member(&self, name: &str, role: Role) -> Member {
        let email = format!("{name}@example.org");
        let form = SignUpForm::parse(name, &email, PASSWORD).expect("a valid form");
        let view = accounts::create_member(&self.app, form, role).await.expect("a new member");
        let fields = [("email", email.as_str()), ("password", PASSWORD)];
        let answer = self.post("/fn/accounts/sign-in", &fields, "").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
        Member { view, cookie: answer.cookies() }
    }

    /// A published post.
    pub(super) async fn published(&self, actor: &Actor, input: &PostInput) -> Saved {
        let id = PostId(self.app.ids.uuid());
        posts::create(&self.app, actor, id, input).await.expect("a draft");
        self.app.clock.advance_seconds(60);
        posts::publish(&self.app, actor, id).await.expect("a published post")
    }

    /// The site as it would listen on a port.
    pub(super) fn router(&self) -> Router {
        self.router.clone()
    }

    /// A page, as a browser asks for it.
    pub(super) async fn get(&self, path: &str, cookie: &str) -> Answer {
        let request = Request::get(path).header(header::ACCEPT, "text/html").header(header::COOKIE, cookie);
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// A form, as a browser without script sends it.
    pub(super) async fn post(&self, path: &str, fields: &[(&str, &str)], cookie: &str) -> Answer {
        let body = serde_urlencoded::to_string(fields).expect("a form");
        let request = Request::post(path)
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie);
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    pub(super) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("the router always answers");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a whole body").to_bytes();
        let answer =
            Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() };
        self.keep_secret(answer.cookies().split("; ").filter_map(|pair| Some(pair.split_once('=')?.1)));
        answer
    }

    /// Fails the test if the log says one of these. Short ones are found anywhere by chance.
    pub(super) fn keep_secret<'a>(&self, secrets: impl Iterator<Item = &'a str>) {
        let long = secrets.filter(|secret| secret.len() >= 16).map(str::to_owned);
        self.secrets.lock().expect("nobody panics here").extend(long);
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if thread::panicking() {
            return;
        }
        for secret in self.secrets.lock().expect("nobody panics here").iter() {
            let said = log::lines_with(secret);
            assert!(said.is_empty(), "the log says a secret: {said:#?}");
        }
    }
}

/// Somebody who is signed in.
pub(super) struct Member {
    view: MemberView,
    pub(super) cookie: String,
}

impl Member {
    pub(super) fn actor(&self) -> Actor {
        Actor {
            id: self.view.id,
            name: self.view.name.clone(),
            role: self.view.role,
            permissions: self.view.role.grants().iter().copied().collect(),
            standing: Standing::default(),
        }
    }
}

/// What a writer typed.
pub(super) fn words(title: &str, body: &str) -> PostInput {
    PostInput { title: title.into(), body: body.into(), tags: "Craft, Rust".into(), ..PostInput::default() }
}
