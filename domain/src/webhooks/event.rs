use std::fmt;

use serde::{Deserialize, Serialize};

/// Something that other programs can be told of. The list is closed, the names are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum WebhookEvent {
    /// A post can be read by everybody from now on, for the first time or again.
    #[serde(rename = "post.published")]
    PostPublished,
    /// A post that everybody can read was saved.
    #[serde(rename = "post.updated")]
    PostUpdated,
    /// A post was taken back to a draft.
    #[serde(rename = "post.unpublished")]
    PostUnpublished,
    /// A post that everybody could read was deleted.
    #[serde(rename = "post.deleted")]
    PostDeleted,
    /// Somebody commented.
    #[serde(rename = "comment.created")]
    CommentCreated,
    /// Somebody changed the words of their comment.
    #[serde(rename = "comment.updated")]
    CommentUpdated,
    /// A comment was hidden from readers.
    #[serde(rename = "comment.hidden")]
    CommentHidden,
    /// A hidden comment is shown again.
    #[serde(rename = "comment.shown")]
    CommentShown,
    /// A comment was deleted.
    #[serde(rename = "comment.deleted")]
    CommentDeleted,
    /// An account was made.
    #[serde(rename = "member.joined")]
    MemberJoined,
    /// A member is kept out.
    #[serde(rename = "member.suspended")]
    MemberSuspended,
    /// A suspended member may come in again.
    #[serde(rename = "member.restored")]
    MemberRestored,
    /// An account is gone.
    #[serde(rename = "member.deleted")]
    MemberDeleted,
    /// Somebody pressed the button that tries a webhook. Nobody subscribes to it: it goes to that webhook alone.
    #[serde(rename = "webhook.ping")]
    Ping,
}

impl WebhookEvent {
    /// Every event that can be subscribed to.
    pub const ALL: [Self; 13] = [
        Self::PostPublished,
        Self::PostUpdated,
        Self::PostUnpublished,
        Self::PostDeleted,
        Self::CommentCreated,
        Self::CommentUpdated,
        Self::CommentHidden,
        Self::CommentShown,
        Self::CommentDeleted,
        Self::MemberJoined,
        Self::MemberSuspended,
        Self::MemberRestored,
        Self::MemberDeleted,
    ];

    /// The name in messages, in the database and in APIs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PostPublished => "post.published",
            Self::PostUpdated => "post.updated",
            Self::PostUnpublished => "post.unpublished",
            Self::PostDeleted => "post.deleted",
            Self::CommentCreated => "comment.created",
            Self::CommentUpdated => "comment.updated",
            Self::CommentHidden => "comment.hidden",
            Self::CommentShown => "comment.shown",
            Self::CommentDeleted => "comment.deleted",
            Self::MemberJoined => "member.joined",
            Self::MemberSuspended => "member.suspended",
            Self::MemberRestored => "member.restored",
            Self::MemberDeleted => "member.deleted",
            Self::Ping => "webhook.ping",
        }
    }

    /// When it is told, for people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::PostPublished => "A post is published",
            Self::PostUpdated => "A published post is changed",
            Self::PostUnpublished => "A post is taken back to a draft",
            Self::PostDeleted => "A published post is deleted",
            Self::CommentCreated => "Somebody comments",
            Self::CommentUpdated => "Somebody changes their comment",
            Self::CommentHidden => "A comment is hidden",
            Self::CommentShown => "A hidden comment is shown again",
            Self::CommentDeleted => "A comment is deleted",
            Self::MemberJoined => "Somebody joins",
            Self::MemberSuspended => "A member is suspended",
            Self::MemberRestored => "A suspended member is restored",
            Self::MemberDeleted => "An account is deleted",
            Self::Ping => "A test",
        }
    }

    /// An event that can be subscribed to, from a request; `None` for a name that is not on the list.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.as_str() == raw)
    }
}

impl fmt::Display for WebhookEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A set of events that can be subscribed to. Written as names separated by spaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EventSet(u32);

impl EventSet {
    /// From the database; names of another version are left out.
    #[must_use]
    pub fn stored(raw: &str) -> Self {
        raw.split_ascii_whitespace().filter_map(WebhookEvent::parse).collect()
    }

    /// Whether the event is in the set.
    #[must_use]
    pub const fn contains(self, event: WebhookEvent) -> bool {
        self.0 & (1 << event as u8) != 0
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Every event in the set, in the order of the list.
    pub fn iter(self) -> impl Iterator<Item = WebhookEvent> {
        WebhookEvent::ALL.into_iter().filter(move |event| self.contains(*event))
    }
}

impl FromIterator<WebhookEvent> for EventSet {
    fn from_iter<I: IntoIterator<Item = WebhookEvent>>(events: I) -> Self {
        Self(events.into_iter().fold(0, |bits, event| bits | (1 << event as u8)))
    }
}

impl fmt::Display for EventSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.iter().map(WebhookEvent::as_str).collect();
        f.write_str(&names.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_distinct_and_the_same_everywhere() {
        for event in WebhookEvent::ALL {
            assert_eq!(WebhookEvent::parse(event.as_str()), Some(event));
            assert_eq!(serde_json::to_value(event).unwrap(), event.as_str());
        }
    }

    #[test]
    fn a_set_survives_the_database() {
        let all: EventSet = WebhookEvent::ALL.into_iter().collect();
        assert_eq!(EventSet::stored(&all.to_string()), all);
        let some = EventSet::stored("post.published comment.whispered webhook.ping");
        assert_eq!(some.iter().collect::<Vec<_>>(), [WebhookEvent::PostPublished]);
    }
}
