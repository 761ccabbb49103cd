//! A program to test: fresh database, cheap passwords, pictures in memory, and a clock that stands still.
//!
//! ```ignore
//! let app = TestApp::new().await;
//! let ada = app.author("Ada").await;
//! let post = app.draft_by(&ada).title("Hello").published().await;
//! ```

mod builders;
mod database;

use std::{net::IpAddr, ops::Deref, sync::Arc};

use domain::{
    Problem, Timestamp,
    accounts::{Actor, MemberView, Role, SignInForm, SignUpForm, Viewer},
    appearance::Theme,
    audit::Event,
    id::MemberId,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use server::{
    AppState, Error,
    accounts::{self, Admitted, BreachedPasswords, PasswordHasher},
    assets::Assets,
    clock::Clock,
    config::Config,
    devices::DeviceId,
    entities::{audit_event, outbox},
    http::{Client, Cookies, Visit},
    identities::Providers,
    ids::Ids,
    mail::{Letter, Mail, Sent},
    outbound,
    outbox::Wake,
    sessions::{self, SessionStore},
    storage::Storage,
    tokens::KeyRing,
    vault::Vault,
};
use tower_sessions::{Session, session::Id};

pub(crate) use database::TestDatabase;

/// The password of everybody.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// The program, with a database of its own that goes when it goes.
pub(crate) struct TestApp {
    state: AppState,
    // Goes last, when nothing is connected to it any more.
    _database: TestDatabase,
}

impl Deref for TestApp {
    type Target = AppState;

    fn deref(&self) -> &AppState {
        &self.state
    }
}

impl TestApp {
    /// With every table and nobody in it, on 20 November 2026 at noon.
    pub(crate) async fn new() -> Self {
        Self::configured(|_| {}).await
    }

    /// As [`TestApp::new`], with changed settings.
    pub(crate) async fn configured(change: impl FnOnce(&mut Config)) -> Self {
        let database = TestDatabase::migrated().await;
        let mut config = config(&database);
        change(&mut config);
        let clock = Clock::fixed(Timestamp::from_millis(1_795_176_000_000));
        let state = AppState {
            site: Arc::new(domain::site::Site {
                name: "The Example".into(),
                tagline: String::new(),
                url: "http://127.0.0.1:3000".into(),
            }),
            db: server::database::Database::connect(&config.database).await.unwrap(),
            hasher: PasswordHasher::new(&config.accounts).unwrap(),
            breached: BreachedPasswords::open(config.accounts.breached_passwords.as_ref()).unwrap(),
            vault: Vault::new(&[7; 32]),
            providers: Providers::new(&config),
            outbound: outbound::Client::new(&config.outbound, &clock, &Ids::new(clock.clone())).unwrap(),
            ids: Ids::new(clock.clone()),
            clock,
            mail: match config.mail.server {
                Some(_) => Mail::open(&config).unwrap(),
                None => Mail::Memory(Sent::default()),
            },
            outbox: Wake::default(),
            webhooks: Wake::default(),
            key_ring: KeyRing::default(),
            storage: Storage::Memory(Arc::default()),
            assets: Assets::open(&config.site).unwrap(),
            api_rate: server::http::RateLimiter::default(),
            config: Arc::new(config),
        };
        Self { state, _database: database }
    }

    /// The same at this very moment, for tests with a server that has a clock of its own.
    pub(crate) fn at_machine_time(mut self) -> Self {
        self.state.clock = Clock::fixed(Clock::System.now());
        self.state.ids = Ids::new(self.state.clock.clone());
        self
    }

    pub(crate) async fn reader(&self, name: &str) -> Actor {
        self.member(name, Role::Reader).await
    }

    pub(crate) async fn author(&self, name: &str) -> Actor {
        self.member(name, Role::Author).await
    }

    pub(crate) async fn editor(&self, name: &str) -> Actor {
        self.member(name, Role::Editor).await
    }

    pub(crate) async fn admin(&self, name: &str) -> Actor {
        self.member(name, Role::Admin).await
    }

    pub(crate) async fn member(&self, name: &str, role: Role) -> Actor {
        let form = SignUpForm::parse(name, &email(name), PASSWORD).unwrap();
        let member = accounts::create_member(self, form, role).await.unwrap();
        accounts::actor(self, member.id).await.unwrap()
    }

    /// Somebody who joined by themselves, and whose address nobody has proved.
    pub(crate) async fn unproved(&self, name: &str) -> Actor {
        let form = SignUpForm::parse(name, &email(name), PASSWORD).unwrap();
        let member = came_in(accounts::sign_up(self, &self.visit(), form).await);
        accounts::actor(self, member.id).await.unwrap()
    }

    /// A request of somebody without a cookie.
    pub(crate) fn visit(&self) -> Visit {
        self.visit_from("192.0.2.1")
    }

    /// The same, from another address.
    pub(crate) fn visit_from(&self, address: &str) -> Visit {
        self.visit_with(None, address)
    }

    /// A request with the cookie of an earlier one.
    pub(crate) fn visit_again(&self, id: Id) -> Visit {
        self.visit_with(Some(id), "192.0.2.1")
    }

    fn visit_with(&self, id: Option<Id>, address: &str) -> Visit {
        let store = SessionStore::new(self);
        Visit {
            viewer: Viewer::Stranger,
            session: Session::new(id, Arc::new(store), None),
            client: Client { address: address.parse::<IpAddr>().unwrap(), agent: "Example/1.0".into() },
            device: None,
            trust: None,
            cookies: Cookies::default(),
            theme: Theme::System,
            nonce: String::new(),
            request_id: "test".into(),
            uri: "/".parse().unwrap(),
            prefetch: false,
        }
    }

    /// A request of a member who has just proved who they are, with everything they may at this moment.
    pub(crate) async fn visit_of(&self, member: &Actor) -> Visit {
        let mut actor = accounts::actor(self, member.id).await.unwrap();
        actor.standing.proved_at = Some(self.clock.now());
        Visit { viewer: Viewer::Member(actor), ..self.visit() }
    }

    /// A request of whoever the cookie belongs to, as the program sees them.
    pub(crate) async fn visit_signed_in(&self, cookie: Id) -> Visit {
        let visit = self.visit_again(cookie);
        let viewer = server::sessions::viewer(&visit.session).await.unwrap();
        Visit { viewer, ..visit }
    }

    /// Signs in and answers with the cookie.
    pub(crate) async fn cookie_of(&self, name: &str) -> Id {
        self.cookie_of_form(SignInForm::parse(&email(name), PASSWORD).unwrap()).await
    }

    /// Signs in with this form and answers with the cookie.
    pub(crate) async fn cookie_of_form(&self, form: SignInForm) -> Id {
        let visit = self.visit();
        accounts::sign_in(self, &visit, form).await.unwrap();
        visit.session.save().await.unwrap();
        visit.session.id().unwrap()
    }

    /// A request of a member who is signed in with this cookie.
    pub(crate) async fn visit_of_member(&self, id: Id) -> Visit {
        let visit = self.visit_again(id);
        Visit { viewer: sessions::viewer(&visit.session).await.unwrap(), ..visit }
    }

    /// A request of the browser that got its cookie with the answer to `earlier`.
    pub(crate) fn visit_with_device_of(&self, earlier: &Visit) -> Visit {
        let cookie = earlier.cookies.take().iter().map(|cookie| cookie.to_str().unwrap().to_owned()).next();
        let given = cookie.as_deref().and_then(|cookie| cookie.strip_prefix("device=")?.split(';').next());
        let device = given.and_then(DeviceId::of_cookie).or_else(|| earlier.device.clone());
        Visit { device, ..self.visit() }
    }

    /// What the middleware does when the answer is made. Answers with the cookie, unless it is taken back.
    pub(crate) async fn answered(&self, visit: &Visit) -> Option<Id> {
        sessions::settle(self, visit).await.unwrap();
        if visit.session.is_empty().await {
            return None;
        }
        visit.session.save().await.unwrap();
        visit.session.id()
    }

    /// The letters that wait for being sent to somebody, oldest first.
    pub(crate) async fn letters_to(&self, name: &str) -> Vec<Letter> {
        self.letters_sent_to(&email(name)).await
    }

    /// The same, by address.
    pub(crate) async fn letters_sent_to(&self, address: &str) -> Vec<Letter> {
        let waiting = outbox::Entity::find()
            .filter(outbox::Column::Kind.eq("letter"))
            .filter(outbox::Column::Payload.ne(""))
            .order_by_asc(outbox::Column::Id);
        let rows = waiting.all(self.db.read()).await.unwrap();
        let letters = rows.iter().map(|row| serde_json::from_str::<Letter>(&row.payload).unwrap());
        letters.filter(|letter| letter.to == address).collect()
    }

    /// What the record of security events holds, oldest first; but for the members whom the test itself brought in.
    pub(crate) async fn audited(&self) -> Vec<String> {
        let events = audit_event::Entity::find().order_by_asc(audit_event::Column::Seq);
        let events = events.all(self.db.read()).await.unwrap();
        let told = events.into_iter().filter(|event| event.event != "joined" || event.actor_id.is_some());
        told.map(|event| event.event).collect()
    }

    /// The details of what the record holds about a member and an event, oldest first.
    pub(crate) async fn audited_about(&self, member: MemberId, event: Event) -> Vec<String> {
        let events = audit_event::Entity::find()
            .filter(audit_event::Column::SubjectId.eq(member.0))
            .filter(audit_event::Column::Event.eq(event.as_str()))
            .order_by_asc(audit_event::Column::Seq);
        events.all(self.db.read()).await.unwrap().into_iter().map(|event| event.details).collect()
    }

    /// Statements that `work` runs.
    pub(crate) async fn statements_of<T>(&self, work: impl Future<Output = T>) -> (u64, T) {
        let before = self.db.statements();
        let done = work.await;
        (self.db.statements() - before, done)
    }
}

/// Where a member with this name is written to.
pub(crate) fn email(name: &str) -> String {
    format!("{}@example.org", name.to_lowercase().replace(' ', "."))
}

fn config(database: &TestDatabase) -> Config {
    let mut config = Config::default();
    config.database.url = database.url();
    config.accounts.argon2.memory_kib = 64;
    config.accounts.argon2.iterations = 1;
    config
}

/// Who came in.
#[track_caller]
pub(crate) fn came_in(outcome: server::Result<Admitted>) -> MemberView {
    match outcome {
        Ok(Admitted::In(member)) => member,
        other => panic!("expected a member who is signed in, got {other:?}"),
    }
}

/// What a failed action tells.
#[track_caller]
pub(crate) fn problem<T: std::fmt::Debug>(outcome: server::Result<T>) -> Problem {
    match outcome {
        Err(Error::Problem(problem)) => problem,
        other => panic!("expected a problem, got {other:?}"),
    }
}

/// The code of the error of one field.
#[track_caller]
pub(crate) fn field_code<T: std::fmt::Debug>(outcome: server::Result<T>, field: &str) -> String {
    match problem(outcome) {
        Problem::Invalid { fields } => fields.get(field).map(|error| error.code.clone()).unwrap_or_default(),
        other => panic!("expected a field error, got {other:?}"),
    }
}
