//! The server under load: a release build with a data folder of its own, on a port of its own.

use std::fs::File;
use std::io::Write;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use super::client::{self, Answer};
use crate::process;
use crate::step::{Failure, Outcome};
use crate::workspace;

/// A running server; it ends with this value.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Start, with a baseline answer of `baseline` bytes, and wait until it is ready.
    ///
    /// # Errors
    /// When it does not become ready within ten seconds.
    pub(super) fn start(baseline: usize) -> Outcome<Self> {
        let address = free_address()?;
        let log = folder()?.join("server.log");
        let log =
            File::create(&log).map_err(|error| Failure::new(format!("cannot write {}: {error}", log.display())))?;
        let child = masthead()?
            .arg("serve")
            .env("MASTHEAD_HTTP_ADDR", &address)
            .env("MASTHEAD_SITE_URL", format!("http://{address}"))
            .env("MASTHEAD_BENCH_BASELINE", baseline.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .map_err(|error| Failure::new(format!("cannot start the server: {error}")))?;
        let server = Self { child, address };
        for _ in 0..100 {
            if server.get("/ready", None).is_ok_and(|answer| answer.status == 200) {
                return Ok(server);
            }
            sleep(Duration::from_millis(100));
        }
        Err(Failure::new("the server did not become ready"))
    }

    /// Where it listens: `http://127.0.0.1:<port>`.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A page; anything but 200 is a failure.
    ///
    /// # Errors
    /// When there is no answer or another one.
    pub(super) fn get(&self, path: &str, cookie: Option<&str>) -> Outcome<Answer> {
        expect(path, 200, client::request(&self.address, "GET", path, cookie, None)?)
    }

    /// A form as a browser sends it; anything but 303 is a failure.
    ///
    /// # Errors
    /// When there is no answer or another one.
    pub(super) fn post(&self, path: &str, form: &str, cookie: Option<&str>) -> Outcome<Answer> {
        expect(path, 303, client::request(&self.address, "POST", path, cookie, Some(form))?)
    }

    /// Resident memory in bytes, where the system tells.
    pub(super) fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.split_whitespace().next()?.parse::<u64>().ok().map(|kib| kib * 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Run a command of the program to its end, with `input` on its standard input.
///
/// # Errors
/// When it fails; its own words are shown.
pub(super) fn command(arguments: &[&str], input: &str) -> Outcome {
    let failed = |error: std::io::Error| Failure::new(format!("cannot run masthead {}: {error}", arguments.join(" ")));
    let mut child = masthead()?.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().map_err(failed)?;
    if let Some(mut stdin) = child.stdin.take() {
        // A command that reads nothing may have ended by now.
        let _ = writeln!(stdin, "{input}");
    }
    let status = child.wait().map_err(failed)?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("masthead {} ended with {status}", arguments.join(" "))))
    }
}

/// Everything that a benchmark leaves.
///
/// # Errors
/// When the folder above it cannot be made.
pub(super) fn folder() -> Outcome<PathBuf> {
    Ok(workspace::scratch()?.join("bench"))
}

/// The program without any setting of this machine.
fn masthead() -> Outcome<Command> {
    let folder = folder()?;
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::new(format!("cannot make {}: {error}", folder.display())))?;
    let mut command = process::program(workspace::masthead());
    for (variable, _) in std::env::vars_os() {
        let name = variable.to_string_lossy();
        if name.starts_with("MASTHEAD_") || name == "DATABASE_URL" {
            command.env_remove(&variable);
        }
    }
    // A file `.env` in the root of the tree does not count either.
    command.current_dir(&folder).env("MASTHEAD_DATA_DIR", folder.join("data")).env("DATABASE_URL", "");
    Ok(command)
}

fn free_address() -> Outcome<String> {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .map(|address| address.to_string())
        .map_err(|error| Failure::new(format!("no free port: {error}")))
}

fn expect(path: &str, status: u16, answer: Answer) -> Outcome<Answer> {
    if answer.status == status {
        return Ok(answer);
    }
    Err(Failure::new(format!("{path} answered {} where {status} was expected", answer.status)))
}
