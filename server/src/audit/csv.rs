//! The record for spreadsheets (RFC 4180), read and sent piece by piece, so that its length costs no memory.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use axum::body::Body;
use bytes::Bytes;
use domain::{
    accounts::{Actor, Permission},
    audit::{AuditFilter, AuditRow, Person},
};
use hyper::body::Frame;
use tokio::sync::mpsc;

use super::read::{Members, batch};
use crate::{AppState, Result, chain as told};

/// Rows that are read in one go.
const BATCH: u64 = 500;
const HEADINGS: &str = "place,time,event,actor,actor_name,subject,subject_name,address,agent,details\r\n";

/// Everything that the filter lets through, the latest first.
///
/// # Errors
/// [`domain::Problem::Forbidden`].
pub async fn csv(app: &AppState, actor: &Actor, filter: AuditFilter) -> Result<Body> {
    actor.require(Permission::ReadAudit)?;
    let members = Members::of(app, &filter).await?;
    // Two pieces wait at most: who reads slowly makes the database wait, not the memory fill.
    let (sender, pieces) = mpsc::channel(2);
    let app = app.clone();
    tokio::spawn(async move {
        let _ = sender.send(Ok(Bytes::from_static(HEADINGS.as_bytes()))).await;
        if let Some(members) = members
            && let Err(error) = send_all(&app, &filter, members, &sender).await
        {
            if let crate::Error::Internal(error) = error {
                tracing::error!(error = told(&error), "The export of the record broke off");
            }
            // Broken off visibly: a file that is short must not look whole.
            let _ = sender.send(Err(io::Error::other("the export broke off"))).await;
        }
    });
    Ok(Body::new(Pieces(pieces)))
}

type Piece = Result<Bytes, io::Error>;

async fn send_all(app: &AppState, filter: &AuditFilter, members: Members, sender: &mpsc::Sender<Piece>) -> Result<()> {
    let mut before = None;
    loop {
        let page = batch(app, filter, members, before, BATCH).await?;
        let lines: String = page.items.iter().map(line).collect();
        // Whoever asked may have gone.
        if sender.send(Ok(lines.into())).await.is_err() || page.next.is_none() {
            return Ok(());
        }
        before = page.next;
    }
}

fn line(row: &AuditRow) -> String {
    let id = |person: &Option<Person>| person.as_ref().map(|person| person.id.to_string()).unwrap_or_default();
    let name = |person: &Option<Person>| person.as_ref().and_then(|person| person.name.clone()).unwrap_or_default();
    let details: Vec<String> = row.details.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let cells = [
        row.seq.map(|seq| seq.to_string()).unwrap_or_default(),
        row.at.rfc3339(),
        row.name.clone(),
        id(&row.actor),
        name(&row.actor),
        id(&row.subject),
        name(&row.subject),
        row.address.clone(),
        row.agent.clone(),
        details.join("; "),
    ];
    format!("{}\r\n", cells.map(|text| cell(&text)).join(","))
}

/// A text as it stands in a file of comma-separated values. One that a spreadsheet would take for a formula begins with a
/// quote mark, which makes it a text (OWASP, "CSV Injection").
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if guard.is_empty() && !text.contains([',', '"', '\r', '\n']) {
        return text.to_owned();
    }
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// What is sent, as it comes.
struct Pieces(mpsc::Receiver<Piece>);

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<std::result::Result<Frame<Bytes>, io::Error>>> {
        self.0.poll_recv(cx).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn nothing_in_a_cell_is_taken_for_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"x\",\"y\")"] {
            assert!(cell(formula).starts_with("\"'"), "{formula:?}");
        }
    }

    #[test]
    fn nothing_in_a_cell_ends_it() {
        assert_eq!(cell("plain"), "plain");
        assert_eq!(cell("a,b"), "\"a,b\"");
        assert_eq!(cell("say \"so\"\r\n"), "\"say \"\"so\"\"\r\n\"");
    }
}
