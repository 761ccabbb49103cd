//! The tests against a database once more, on the other databases that run on this machine.

use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

use super::{Counts, RUST_REMEDY, cargo_test, python};
use crate::build::locked;
use crate::step::{judged, note};
use crate::toolchain::Toolchain;

/// What the tests call a database, what people call it, and where it listens when it runs on this machine.
const SERVERS: [(&str, &str, u16); 2] = [("postgres", "PostgreSQL", 5432), ("mysql", "MySQL or MariaDB", 3306)];

/// Run them on each server that answers; one that does not is told, and counted as skipped.
pub(super) fn run(toolchain: Toolchain, python: Option<&Path>) -> Counts {
    let mut counts = Counts::default();
    for (name, title, port) in SERVERS {
        if answers(port) {
            let step = format!("Run the tests against a database on {title}");
            let run = || {
                let mut cargo = toolchain.cargo();
                cargo.args(["test", "--no-fail-fast", "--test", "it"]).args(locked());
                if let Some(python) = python {
                    cargo.env(python::VARIABLE, python);
                }
                // What the edge does is the same on every database.
                cargo_test(cargo.args(["--", "--skip", "http::"]).env("MASTHEAD_TEST_DATABASE", name))
            };
            counts += super::told(judged(&step, RUST_REMEDY, run, Counts::is_good));
        } else {
            note(&format!("skipped: the tests on {title}, because nothing listens on 127.0.0.1:{port}"));
            counts += Counts::one_skipped();
        }
    }
    counts
}

fn answers(port: u16) -> bool {
    TcpStream::connect_timeout(&SocketAddr::from(([127, 0, 0, 1], port)), Duration::from_millis(500)).is_ok()
}
