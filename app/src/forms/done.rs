use domain::{Problem, Timestamp, id::PostId};
use serde::{Deserialize, Serialize};

/// A server action that went well: where to go now, and what to say there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// A path of this site.
    pub next: String,
    /// What a script asked for, to put a question to the browser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Option<serde_json::Value>,
    /// Said once, on the next page.
    #[serde(skip)]
    pub notice: Option<Notice>,
}

impl Done {
    /// Goes on to a path of this site.
    #[must_use]
    pub fn at(next: impl Into<String>) -> Self {
        Self { next: next.into(), options: None, notice: None }
    }

    /// Hands something to the script that asked.
    #[must_use]
    pub fn with_options(mut self, options: serde_json::Value) -> Self {
        self.options = Some(options);
        self
    }

    /// Says something there.
    #[must_use]
    pub fn saying(mut self, notice: Notice) -> Self {
        self.notice = Some(notice);
        self
    }
}

/// What can be said on the page after an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "snake_case")]
pub enum Notice {
    /// A new member arrived.
    Welcome {
        /// Whether they became the owner.
        owner: bool,
    },
    /// A post was saved.
    Saved,
    /// A post was published.
    Published,
    /// A post was taken back to a draft.
    Unpublished,
    /// A post was deleted; it can be restored.
    Deleted {
        /// Which one.
        id: PostId,
    },
    /// A post was restored.
    Restored,
    /// A comment was deleted.
    CommentDeleted,
    /// A session was ended.
    SessionEnded,
    /// All other sessions were ended.
    OtherSessionsEnded,
    /// A code was sent.
    CodeSent {
        /// Where to.
        mailbox: String,
    },
    /// A personal token was revoked.
    TokenRevoked,
    /// A program was signed out.
    ProgramEnded,
    /// An account elsewhere is linked.
    IdentityLinked {
        /// What people call the service.
        service: String,
    },
    /// An account elsewhere is linked no more.
    IdentityUnlinked,
    /// Somebody did not agree to signing in with a service.
    NotAgreed {
        /// What people call it.
        service: String,
    },
    /// A service does not show that somebody signed in to it just now.
    SignInStale {
        /// What people call it.
        service: String,
    },
    /// A service sent somebody whose address has an account that nobody proved the address for.
    AddressUnproved {
        /// What people call the service.
        service: String,
    },
    /// A service sent somebody whose address has an account with a second factor, to which it is not linked.
    AddressGuarded {
        /// What people call the service.
        service: String,
    },
    /// The end of the account was asked for.
    DeletionAsked {
        /// When it comes.
        at: Timestamp,
    },
    /// The account stays after all.
    AccountKept,
    /// A letter was sent, if anybody has the mailbox.
    LetterSent,
    /// The address of an account is proved.
    AddressConfirmed,
    /// An account has its new address.
    AddressChanged,
    /// A wish for another address was taken back.
    AddressKept,
    /// A change of address was taken back; a new password is to be chosen.
    AddressRestored,
    /// The password changed.
    PasswordChanged,
    /// Whoever owns the mailbox came in, and the password of an account that was never proved is gone.
    Reclaimed,
    /// A role was made or changed.
    RoleSaved,
    /// A role was deleted.
    RoleDeleted,
    /// A member has another role.
    MemberRoleChanged,
    /// A member is kept out.
    MemberSuspended,
    /// A member may come in again.
    MemberRestored,
    /// An invitation was sent.
    InvitationSent,
    /// An invitation was taken back.
    InvitationRevoked,
    /// The member accepted an invitation.
    InvitationAccepted,
    /// A webhook was changed.
    WebhookChanged,
    /// A webhook is told nothing for now.
    WebhookPaused,
    /// A webhook is told again.
    WebhookResumed,
    /// A webhook was deleted.
    WebhookDeleted,
    /// A test is on its way to a webhook.
    WebhookPinged,
    /// A message is on its way to a webhook once more.
    MessageReplayed,
    /// Several messages are.
    MessagesReplayed {
        /// How many.
        count: u64,
    },
    /// An admin is themselves again.
    ActingEnded,
    /// An authenticator app was set up.
    TotpEnabled,
    /// It was turned off.
    TotpDisabled,
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
    /// Browsers are asked for the second factor again.
    TrustEnded,
    /// What a button was to do was not done.
    Refused {
        /// Why not.
        problem: Problem,
    },
}
