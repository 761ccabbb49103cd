use domain::id::MemberId;

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// What a letter proves its owner may do. A proof is good for nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Show that the address of an account is theirs.
    VerifyEmail,
    /// Choose a new password.
    ResetPassword,
    /// Sign in.
    SignIn,
    /// Show that the address that an account is to have is theirs.
    ChangeEmail,
    /// Take a change of address back, from the old mailbox.
    UndoEmail,
    /// Show once more who they are, before something sensitive.
    Confirm,
}

impl Purpose {
    /// The name in the database and in digests.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::ResetPassword => "reset_password",
            Self::SignIn => "sign_in",
            Self::ChangeEmail => "change_email",
            Self::UndoEmail => "undo_email",
            Self::Confirm => "confirm",
        }
    }

    /// How long a proof is good, in seconds. What opens an account is good for less time than what only confirms.
    #[must_use]
    pub const fn lifetime(self) -> i64 {
        match self {
            Self::SignIn | Self::Confirm => HOUR / 6,
            Self::ResetPassword => HOUR,
            Self::VerifyEmail | Self::ChangeEmail => DAY,
            Self::UndoEmail => 7 * DAY,
        }
    }

    /// The lifetime as a letter tells it.
    #[must_use]
    pub const fn lifetime_words(self) -> &'static str {
        match self {
            Self::SignIn | Self::Confirm => "ten minutes",
            Self::ResetPassword => "an hour",
            Self::VerifyEmail | Self::ChangeEmail => "a day",
            Self::UndoEmail => "a week",
        }
    }

    /// The key under which there is one proof at a time.
    ///
    /// Addresses of accounts are unique, so the address says whose it is. A member wishes for one address at a time,
    /// which others may wish for, too; and each of their old mailboxes keeps its own way back.
    pub(super) fn slot(self, member: Option<MemberId>, email_folded: &str) -> String {
        let owner = member.map(|member| member.to_string()).unwrap_or_default();
        let (owner, mailbox) = match self {
            Self::ChangeEmail | Self::Confirm => (owner.as_str(), ""),
            Self::UndoEmail => (owner.as_str(), email_folded),
            Self::VerifyEmail | Self::ResetPassword | Self::SignIn => ("", email_folded),
        };
        let slot = format!("{}\n{owner}\n{mailbox}", self.as_str());
        blake3::hash(slot.as_bytes()).to_hex().to_string()
    }
}
