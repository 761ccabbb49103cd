use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    id::{DeliveryId, MessageId, WebhookId},
    webhooks::{EventSet, WebhookEvent},
};

/// What messages of ours are called, in the header `webhook-id` and wherever programs name one.
#[must_use]
pub fn message_id(id: MessageId) -> String {
    format!("msg_{}", id.0.simple())
}

/// Whether a webhook is told anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WebhookState {
    /// It is.
    Active,
    /// Somebody turned it off; what happens meanwhile is not told.
    Paused,
    /// It did not answer for days, or said that it is gone for good. As paused, until somebody turns it on.
    Disabled,
}

impl WebhookState {
    /// The name in the database and in APIs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Disabled => "disabled",
        }
    }

    /// One or two words for people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Active => "On",
            Self::Paused => "Paused",
            Self::Disabled => "Turned off",
        }
    }

    /// From the database; anything unknown is not told anything.
    #[must_use]
    pub fn stored(raw: &str) -> Self {
        match raw {
            "active" => Self::Active,
            "paused" => Self::Paused,
            _ => Self::Disabled,
        }
    }
}

/// A webhook in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookRow {
    /// Which.
    pub id: WebhookId,
    /// Where it leads.
    pub url: String,
    /// What it is for; may be empty.
    pub description: String,
    /// What it is told.
    pub events: EventSet,
    /// Whether it is.
    pub state: WebhookState,
    /// Since when it has not answered; nothing while it does.
    pub failing_since: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A webhook on its own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookDetails {
    /// What the list says.
    pub row: WebhookRow,
    /// Until when messages are signed with the secret before the present one, too.
    pub rotates_until: Option<Timestamp>,
    /// Messages that wait to be sent, for the first time or again.
    pub waiting: u64,
}

/// What became of a message to one webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It is sent when it is due, or when those before it are settled.
    Waiting,
    /// It is being sent.
    UnderWay,
    /// It was accepted.
    Delivered,
    /// It was tried for days and given up.
    Failed,
}

impl DeliveryState {
    /// The name in the database and in APIs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::UnderWay => "under_way",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }

    /// One or two words for people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Waiting => "Waiting",
            Self::UnderWay => "Under way",
            Self::Delivered => "Delivered",
            Self::Failed => "Given up",
        }
    }

    /// From the database.
    #[must_use]
    pub fn stored(raw: &str) -> Self {
        match raw {
            "waiting" => Self::Waiting,
            "under_way" => Self::UnderWay,
            "delivered" => Self::Delivered,
            _ => Self::Failed,
        }
    }
}

/// A message to a webhook, in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRow {
    /// Which.
    pub id: DeliveryId,
    /// The message, which other webhooks may have got as well.
    pub message: MessageId,
    /// The name of what it tells of.
    pub event: String,
    /// When that happened.
    pub happened_at: Timestamp,
    /// What became of it.
    pub state: DeliveryState,
    /// How often it was sent.
    pub attempts: u32,
    /// When it is sent next, while it waits.
    pub due_at: Timestamp,
}

/// A message to a webhook with everything that is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryDetails {
    /// What the list says.
    pub row: DeliveryRow,
    /// The body, as it is sent.
    pub payload: String,
    /// How it went each time, the latest first.
    pub attempts: Vec<AttemptView>,
}

/// How it went to send a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptView {
    /// When.
    pub at: Timestamp,
    /// How long it took, in milliseconds.
    pub took: u32,
    /// The status of the answer, if there was one.
    pub status: Option<u16>,
    /// What went wrong, in a sentence; nothing if it was accepted.
    pub error: Option<String>,
    /// The beginning of the answer.
    pub answer: String,
}

impl WebhookEvent {
    /// What an event of the database is called by people; names of another version as they are.
    #[must_use]
    pub fn words_of(name: &str) -> String {
        let known = Self::parse(name).or_else(|| (name == Self::Ping.as_str()).then_some(Self::Ping));
        known.map_or_else(|| name.to_owned(), |event| event.words().to_owned())
    }
}
