use domain::{Timestamp, id::MessageId, id::WebhookId, webhooks::message_id};
use http::{Request, header};
use tokio::time::Instant;

use crate::{
    AppState,
    entities::{webhook, webhook_message},
    outbound::{Answer, Bounds, Failure, Reason},
    webhooks::{Secret, manage::sealed_for, signature},
};

/// How much of an answer is kept, in bytes.
const LONGEST_ANSWER: usize = 2000;

/// How it went to send a message.
#[derive(Debug)]
pub(super) struct Attempt {
    pub(super) at: Timestamp,
    /// In milliseconds.
    pub(super) took: i32,
    pub(super) status: Option<u16>,
    /// The beginning of what was answered.
    pub(super) answer: String,
    pub(super) outcome: Outcome,
}

/// What comes of it.
#[derive(Debug)]
pub(super) enum Outcome {
    /// Any status of success.
    Accepted,
    /// Not accepted, for this reason.
    Refused(String),
    /// The webhook is gone for good, as it said by its status (410).
    Gone,
    /// It was not sent: the host is left alone for a moment.
    LeftAlone,
}

/// Sends a message, signed with every secret that is in force.
pub(super) async fn send(app: &AppState, webhook: &webhook::Model, message: &webhook_message::Model) -> Attempt {
    let (at, begun) = (app.clock.now(), Instant::now());
    let unanswered = |took, outcome| Attempt { at, took, status: None, answer: String::new(), outcome };
    let request = match request(app, webhook, message, at) {
        Ok(request) => request,
        Err(error) => {
            tracing::error!(webhook.id = %webhook.id, error = crate::chain(&error), "A message cannot be signed");
            return unanswered(0, Outcome::Refused("It was not sent: its secret cannot be read here.".to_owned()));
        }
    };
    let bounds = Bounds { time: app.config.webhooks.timeout, size: LONGEST_ANSWER };
    let answered = app.outbound.call_guarded(request, bounds).await;
    let took = i32::try_from(begun.elapsed().as_millis()).unwrap_or(i32::MAX);
    match answered {
        Ok(answer) => {
            Attempt { status: Some(answer.status), answer: text(&answer), ..unanswered(took, outcome(answer.status)) }
        }
        Err(failure) => unanswered(took, silence(failure)),
    }
}

fn request(
    app: &AppState,
    webhook: &webhook::Model,
    message: &webhook_message::Model,
    at: Timestamp,
) -> anyhow::Result<Request<Vec<u8>>> {
    let (id, body) = (message_id(MessageId(message.id)), message.payload.as_bytes());
    let signature = signature(&secrets(app, webhook)?, &id, at, body);
    let request = Request::post(&webhook.url)
        .header(header::CONTENT_TYPE, "application/json")
        .header("webhook-id", id)
        .header("webhook-timestamp", at.millis() / 1000)
        .header("webhook-signature", signature)
        .body(body.to_vec());
    Ok(request?)
}

fn secrets(app: &AppState, webhook: &webhook::Model) -> anyhow::Result<Vec<Secret>> {
    let context = sealed_for(WebhookId(webhook.id));
    let is_in_force = webhook.old_secret_until.is_some_and(|until| app.clock.now().millis() < until);
    let old = webhook.old_secret.as_ref().filter(|_| is_in_force);
    let sealed = std::iter::once(&webhook.secret).chain(old);
    sealed.map(|sealed| app.vault.open(&context, sealed).map(Secret::stored)).collect()
}

fn outcome(status: u16) -> Outcome {
    match status {
        200..=299 => Outcome::Accepted,
        410 => Outcome::Gone,
        300..=399 => Outcome::Refused(format!("It answered {status}; redirects are not followed.")),
        _ => Outcome::Refused(format!("It answered {status}.")),
    }
}

fn silence(failure: Failure) -> Outcome {
    match failure.reason {
        Reason::LeftAlone => Outcome::LeftAlone,
        Reason::Silent(_) => Outcome::Refused(crate::chain(&failure.into())),
        _ => Outcome::Refused(failure.to_string()),
    }
}

/// What was answered, as far as people can read it.
fn text(answer: &Answer) -> String {
    let readable = |c: char| if c.is_control() && c != '\n' && c != '\t' { ' ' } else { c };
    let mut text: String = String::from_utf8_lossy(&answer.body).chars().map(readable).collect();
    if answer.is_cut {
        text.push('…');
    }
    text
}
