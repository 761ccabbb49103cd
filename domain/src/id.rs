//! Typed identifiers, so that a post's id can never be passed where a member's is meant.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(raw: &str) -> Result<Self, Self::Err> {
                raw.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// A person with an account.
    MemberId,
    /// A name under which posts appear; may or may not belong to a member.
    AuthorId,
    /// A post, in whatever status.
    PostId,
    /// A comment on a post.
    CommentId,
    /// An invitation to join.
    InvitationId,
    /// A passkey of a member.
    PasskeyId,
    /// A browser that is not asked for the second factor.
    TrustedDeviceId,
    /// A session, as its member may call it; no cookie can be made from it.
    SessionHandle,
    /// A personal access token.
    TokenId,
    /// One sign-in of one program: a family of refresh tokens.
    FamilyId,
    /// An address that is told what happens.
    WebhookId,
    /// Something that webhooks are told.
    MessageId,
    /// A message to one webhook.
    DeliveryId,
    /// An account elsewhere that is linked to a member.
    IdentityId,
}
