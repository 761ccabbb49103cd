use std::{
    io,
    sync::{Arc, Mutex},
};

use serde_json::Value;
use tracing_subscriber::fmt::MakeWriter;

use super::{Edge, header};

/// Keeps log lines instead of printing them.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Lines {
    /// The lines about answers.
    fn answered(&self) -> Vec<Value> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.filter(|line| line["message"] == "Answered").collect()
    }
}

/// Asks until the answer is logged. Where a line is logged for the first time by several tests at once, one of them may
/// note for all that nobody listens, a moment after this one began to.
async fn heard(edge: &Edge, lines: &Lines) {
    for _ in 0..1000 {
        edge.get("/page").await;
        if !lines.answered().is_empty() {
            break;
        }
        tracing::callsite::rebuild_interest_cache();
        std::thread::yield_now();
    }
    lines.0.lock().unwrap().clear();
}

#[tokio::test]
async fn a_request_is_one_line_with_its_reference_and_without_its_secrets() {
    let edge = Edge::new().await;
    edge.app.author("Ada Example").await;
    let cookie = format!("session={}", edge.app.cookie_of("Ada Example").await);
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt().json().flatten_event(true).with_writer(lines.clone()).finish();
    let _logging = tracing::subscriber::set_default(subscriber);
    heard(&edge, &lines).await;

    let response = edge.get_from("203.0.113.9", "/page?token=hunter2", &[("cookie", &cookie)]).await;
    let logged = lines.answered();
    assert_eq!(logged.len(), 1, "{logged:?}");
    let line = &logged[0];
    assert_eq!((&line["method"], &line["path"], &line["status"]), (&"GET".into(), &"/page".into(), &200.into()));
    assert_eq!(line["client"], "203.0.113.9");
    assert_eq!(line["span"]["request_id"], header(&response, "x-request-id"));
    assert!(line["ms"].as_f64().is_some() && line["bytes"].as_u64().is_some(), "{line}");
    assert!(line["member"].as_str().is_some_and(|member| member.len() == 36), "{line}");
    assert!(!line.to_string().contains("hunter2") && !line.to_string().contains(&cookie[8..]), "{line}");

    edge.get("/nowhere").await;
    assert_eq!(lines.answered()[1]["problem"], "not_found");
}
