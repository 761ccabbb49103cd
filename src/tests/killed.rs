//! A process that is killed while it sends a letter: what is true afterwards of that letter, and of everything else.

use std::{
    collections::HashMap,
    env,
    io::{BufRead, BufReader, Lines},
    process::{Child, ChildStdout, Command, Stdio},
};

use domain::accounts::{Role, SignUpForm};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};
use serde_json::{Value, json};
use server::{
    AppState,
    accounts::{create_member, list_members},
    config::Config,
    database::Database,
    entities::outbox,
    mail::{self, Letter},
};

use crate::{boot, cli, commands};

/// Set where this very test runs once more, as `masthead serve`.
const SERVES: &str = "MASTHEAD_TEST_SERVES";

#[test]
fn a_process_that_is_killed_in_the_middle_of_a_letter_sends_nothing_twice_and_loses_nothing() {
    if env::var_os(SERVES).is_some() {
        commands::run(cli::Command::Serve(cli::Serve { migrate: true })).unwrap();
        return;
    }
    let Some(mut mail_server) = MailServer::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path(), mail_server.port);
    boot::runtime().unwrap().block_on(async {
        let config = Config::from_env(&|name| settings.get(name).cloned()).unwrap();
        Database::connect(&config.database).await.unwrap().migrate_up(None).await.unwrap();
        let app = AppState::open(config).await.unwrap();

        // The mail server takes it and never says so: the program waits for its word when it is killed.
        write(&app, "silent@example.org").await;
        let killed = Process::serve(&settings);
        assert_eq!(mail_server.letter()["to"], json!(["silent@example.org"]));
        write(&app, "bob@example.org").await;
        create_member(&app, SignUpForm::parse("Ada", "ada@example.org", "correct horse battery").unwrap(), Role::Admin)
            .await
            .unwrap();
        killed.kill();

        let next = Process::serve(&settings);
        assert_eq!(mail_server.letter()["to"], json!(["bob@example.org"]), "what waited leaves, and nothing before it");
        assert_eq!(row(&app, 0).await.state, "under_way", "somebody may still be at it");
        next.stop();

        ten_minutes_later(&app).await;
        write(&app, "cleo@example.org").await;
        let last = Process::serve(&settings);
        assert_eq!(mail_server.letter()["to"], json!(["cleo@example.org"]));
        last.stop();

        let silent = row(&app, 0).await;
        assert_eq!((&*silent.state, &*silent.payload, silent.attempts), ("failed", "", 1));
        assert!(silent.error.unwrap().contains("nobody knows whether it left"));
        for place in [1, 2] {
            assert_eq!(row(&app, place).await.state, "done");
        }
        assert_eq!(mail_server.stop(), [] as [Value; 0], "no second copy of anything");
        assert_eq!(list_members(&app).await.unwrap().len(), 1);
        let check = Statement::from_string(app.db.backend(), "PRAGMA integrity_check");
        let sound: String = app.db.read().query_one_raw(check).await.unwrap().unwrap().try_get_by_index(0).unwrap();
        assert_eq!(sound, "ok");
    });
}

fn settings(folder: &std::path::Path, mail_port: u16) -> HashMap<&'static str, String> {
    let folder = folder.display();
    HashMap::from([
        ("DATABASE_URL", format!("sqlite://{folder}/masthead.sqlite")),
        ("MASTHEAD_DATA_DIR", folder.to_string()),
        ("MASTHEAD_HTTP_ADDR", "127.0.0.1:0".to_owned()),
        ("MASTHEAD_MAIL_URL", format!("smtp://127.0.0.1:{mail_port}?tls=none")),
        ("MASTHEAD_MAIL_FROM", "The Example <noreply@example.org>".to_owned()),
    ])
}

async fn write(app: &AppState, to: &str) {
    mail::send(app.db.write(), app, &Letter::new(to, "Hello").paragraph("Dear reader,")).await.unwrap();
}

/// The letters in the order in which they were written.
async fn row(app: &AppState, place: usize) -> outbox::Model {
    let mut rows = outbox::Entity::find().all(app.db.read()).await.unwrap();
    rows.sort_by_key(|row| row.id);
    rows.swap_remove(place)
}

/// What was claimed before has been claimed for too long.
async fn ten_minutes_later(app: &AppState) {
    outbox::Entity::update_many()
        .set(outbox::ActiveModel { claimed_until: Set(Some(0)), ..Default::default() })
        .filter(outbox::Column::State.eq("under_way"))
        .exec(app.db.write())
        .await
        .unwrap();
}

/// `masthead serve`, in a process of its own.
struct Process(Child);

impl Process {
    fn serve(settings: &HashMap<&'static str, String>) -> Self {
        let this_test =
            "tests::killed::a_process_that_is_killed_in_the_middle_of_a_letter_sends_nothing_twice_and_loses_nothing";
        let mut program = Command::new(env::current_exe().unwrap());
        program.args(["--exact", this_test]).env(SERVES, "1").envs(settings);
        Self(program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
    }

    /// At once, with no chance to finish anything (SIGKILL).
    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// As an operator does (SIGTERM): what is under way is finished.
    fn stop(mut self) {
        let told = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status().unwrap();
        assert!(told.success() && self.0.wait().unwrap().success());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `server/tests/python/smtp_server.py`, a real mail server that says what it takes.
struct MailServer {
    port: u16,
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl MailServer {
    /// Starts it. `None` where Python with its packages is missing: `cargo xtask test` installs them and says where in
    /// `MASTHEAD_TEST_PYTHON`.
    fn start() -> Option<Self> {
        let Some(python) = env::var_os("MASTHEAD_TEST_PYTHON") else {
            eprintln!("skipped: MASTHEAD_TEST_PYTHON does not name a Python with server/tests/python/requirements.txt");
            return None;
        };
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/server/tests/python/smtp_server.py");
        let mut child = Command::new(python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut server = Self { port: 0, child, lines };
        server.port = server.letter()["port"].as_u64().unwrap().try_into().unwrap();
        Some(server)
    }

    /// The next letter that arrives.
    fn letter(&mut self) -> Value {
        serde_json::from_str(&self.lines.next().expect("a letter arrives").unwrap()).unwrap()
    }

    /// Stops it, and says which further letters it had taken.
    fn stop(mut self) -> Vec<Value> {
        drop(self.child.stdin.take());
        self.lines.by_ref().map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
