//! A real mail server for one test: `tests/python/smtp_server.py`, which says what it does with whose letters.

use std::{
    env,
    ffi::OsString,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    thread,
};

use serde_json::Value;
use server::config::{Config, Encryption, MailServer};
use tempfile::TempDir;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python/smtp_server.py");

/// How to start the server.
#[derive(Clone, Debug)]
pub(super) struct Options {
    /// 0 for any.
    pub(super) port: u16,
    pub(super) encryption: Encryption,
    pub(super) login: Option<(String, String)>,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 0, encryption: Encryption::None, login: None }
    }
}

/// Runs until it is stopped or dropped.
pub(super) struct RunningServer {
    pub(super) port: u16,
    options: Options,
    child: Child,
    lines: UnboundedReceiver<Value>,
    folder: TempDir,
}

impl RunningServer {
    /// Starts it. `None` where Python with its packages is missing: `cargo xtask test` installs them and says where in
    /// `MASTHEAD_TEST_PYTHON`.
    pub(super) async fn start(options: Options) -> Option<Self> {
        let Some(python) = env::var_os("MASTHEAD_TEST_PYTHON") else {
            eprintln!("skipped: MASTHEAD_TEST_PYTHON does not name a Python with tests/python/requirements.txt");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let mut child = command(python, &options, &folder).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (tell, mut lines) = unbounded_channel();
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                // Nobody listens any more when the test is over.
                let _ = tell.send(serde_json::from_str::<Value>(&line).unwrap());
            }
        });
        let ready = lines.recv().await.expect("the mail server starts; its complaint is above");
        let port = ready["port"].as_u64().unwrap().try_into().unwrap();
        Some(Self { port, options, child, lines, folder })
    }

    /// Makes a program send its letters here. The certificate is made out to `localhost`.
    pub(super) fn configure(&self, config: &mut Config) {
        let Options { encryption, login, .. } = self.options.clone();
        let host = if encryption == Encryption::None { "127.0.0.1" } else { "localhost" };
        config.mail.server = Some(MailServer { host: host.into(), port: self.port, encryption, login });
        config.mail.ca = (encryption != Encryption::None).then(|| self.folder.path().join("ca.pem"));
        config.mail.from = "The Example <noreply@example.org>".parse().unwrap();
    }

    /// The next letter that arrives.
    pub(super) async fn letter(&mut self) -> Value {
        self.lines.recv().await.expect("a letter arrives")
    }

    /// Stops it, and says which further letters it had taken.
    pub(super) async fn stop(mut self) -> Vec<Value> {
        drop(self.child.stdin.take());
        let mut letters = Vec::new();
        while let Some(letter) = self.lines.recv().await {
            letters.push(letter);
        }
        letters
    }
}

impl Drop for RunningServer {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

fn command(python: OsString, options: &Options, folder: &TempDir) -> Command {
    let tls = match options.encryption {
        Encryption::None => "none",
        Encryption::StartTls => "starttls",
        Encryption::Tls => "tls",
    };
    let mut command = Command::new(python);
    command.arg(SCRIPT).args(["--port", &options.port.to_string(), "--tls", tls]);
    command.arg("--ca").arg(folder.path().join("ca.pem"));
    if let Some((user, password)) = &options.login {
        command.args(["--login", &format!("{user}:{password}")]);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command
}
