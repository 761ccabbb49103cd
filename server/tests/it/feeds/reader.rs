//! A feed reader that many programs use: feedparser, through `tests/python/feed_reader.py`.

use std::{
    env,
    io::Write,
    process::{Command, Stdio},
};

use serde_json::Value;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python/feed_reader.py");

/// What the reader found. `None` where Python with its packages is missing: `cargo xtask test` installs them and says where
/// in `MASTHEAD_TEST_PYTHON`.
pub(super) fn parse(feed: &[u8], mime: &str) -> Option<Value> {
    let Some(python) = env::var_os("MASTHEAD_TEST_PYTHON") else {
        eprintln!("skipped: MASTHEAD_TEST_PYTHON does not name a Python with tests/python/requirements.txt");
        return None;
    };
    let mut command = Command::new(python);
    command.args([SCRIPT, mime]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(feed).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "the reader's complaint is above");
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["fault"], Value::Null, "the feed is not well-formed");
    Some(found)
}
