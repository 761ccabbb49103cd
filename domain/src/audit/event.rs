use serde::{Deserialize, Serialize};

/// Something that happened to an account, or to what the installation tells others. The list is closed, the names are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// An account was made.
    Joined,
    /// A member signed in.
    SignedIn,
    /// A sign-in was refused.
    SignInFailed,
    /// Sign-ins were tried too often.
    SignInLimited,
    /// A member signed out.
    SignedOut,
    /// A code of a letter was refused.
    CodeRefused,
    /// A session, or all others, were ended.
    SessionEnded,
    /// A member proved once more who they are.
    Proved,
    /// An address was proved.
    EmailVerified,
    /// A change of address was asked for.
    EmailChangeAsked,
    /// The address changed.
    EmailChanged,
    /// A change of address was cancelled before the new address was proved.
    EmailChangeCancelled,
    /// A change of address was taken back from the old mailbox.
    EmailChangeUndone,
    /// A letter to choose a new password by was asked for.
    PasswordResetAsked,
    /// A new password was chosen by a letter.
    PasswordReset,
    /// The password changed.
    PasswordChanged,
    /// An outside account was linked.
    IdentityLinked,
    /// An outside account was unlinked.
    IdentityUnlinked,
    /// A passkey was registered.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
    /// A passkey was refused, because its counter had gone back: there may be a copy of it.
    PasskeyRefused,
    /// Codes of an authenticator app were turned on.
    TotpEnabled,
    /// Codes of an authenticator app were turned off.
    TotpDisabled,
    /// New recovery codes were made.
    RecoveryCodesMade,
    /// A recovery code was used.
    RecoveryCodeUsed,
    /// A device was trusted to skip the second factor.
    DeviceTrusted,
    /// A device, or all, were trusted no longer.
    DeviceTrustEnded,
    /// A personal access token was made.
    TokenMade,
    /// A token was revoked.
    TokenRevoked,
    /// A refresh token was used again; its family was ended.
    TokenReused,
    /// The key that signs access tokens was rotated.
    SigningKeyRotated,
    /// What a role may do changed.
    RoleChanged,
    /// A member's role changed.
    MemberRoleChanged,
    /// Somebody was invited.
    Invited,
    /// An invitation was taken back.
    InvitationRevoked,
    /// An invitation was accepted.
    InvitationAccepted,
    /// A member was suspended.
    Suspended,
    /// A suspended member was restored.
    Restored,
    /// An admin began to act as a member.
    ActingBegan,
    /// An admin stopped acting as a member.
    ActingEnded,
    /// A member asked for their account to be deleted.
    DeletionAsked,
    /// A member kept their account after all.
    DeletionCancelled,
    /// An account was deleted.
    Deleted,
    /// A member took a copy of their data.
    DataExported,
    /// A webhook was made.
    WebhookMade,
    /// A webhook was changed, paused or turned on.
    WebhookChanged,
    /// A webhook got a new secret.
    WebhookSecretRotated,
    /// A webhook that did not answer was turned off.
    WebhookDisabled,
    /// A webhook was deleted.
    WebhookDeleted,
}

impl Event {
    /// Every event.
    pub const ALL: [Self; 49] = [
        Self::Joined,
        Self::SignedIn,
        Self::SignInFailed,
        Self::SignInLimited,
        Self::SignedOut,
        Self::CodeRefused,
        Self::SessionEnded,
        Self::Proved,
        Self::EmailVerified,
        Self::EmailChangeAsked,
        Self::EmailChanged,
        Self::EmailChangeCancelled,
        Self::EmailChangeUndone,
        Self::PasswordResetAsked,
        Self::PasswordReset,
        Self::PasswordChanged,
        Self::IdentityLinked,
        Self::IdentityUnlinked,
        Self::PasskeyAdded,
        Self::PasskeyRemoved,
        Self::PasskeyRefused,
        Self::TotpEnabled,
        Self::TotpDisabled,
        Self::RecoveryCodesMade,
        Self::RecoveryCodeUsed,
        Self::DeviceTrusted,
        Self::DeviceTrustEnded,
        Self::TokenMade,
        Self::TokenRevoked,
        Self::TokenReused,
        Self::SigningKeyRotated,
        Self::RoleChanged,
        Self::MemberRoleChanged,
        Self::Invited,
        Self::InvitationRevoked,
        Self::InvitationAccepted,
        Self::Suspended,
        Self::Restored,
        Self::ActingBegan,
        Self::ActingEnded,
        Self::DeletionAsked,
        Self::DeletionCancelled,
        Self::Deleted,
        Self::DataExported,
        Self::WebhookMade,
        Self::WebhookChanged,
        Self::WebhookSecretRotated,
        Self::WebhookDisabled,
        Self::WebhookDeleted,
    ];

    /// The name in the database, in exports and in filters.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Joined => "joined",
            Self::SignedIn => "signed_in",
            Self::SignInFailed => "sign_in_failed",
            Self::SignInLimited => "sign_in_limited",
            Self::SignedOut => "signed_out",
            Self::CodeRefused => "code_refused",
            Self::SessionEnded => "session_ended",
            Self::Proved => "proved",
            Self::EmailVerified => "email_verified",
            Self::EmailChangeAsked => "email_change_asked",
            Self::EmailChanged => "email_changed",
            Self::EmailChangeCancelled => "email_change_cancelled",
            Self::EmailChangeUndone => "email_change_undone",
            Self::PasswordResetAsked => "password_reset_asked",
            Self::PasswordReset => "password_reset",
            Self::PasswordChanged => "password_changed",
            Self::IdentityLinked => "identity_linked",
            Self::IdentityUnlinked => "identity_unlinked",
            Self::PasskeyAdded => "passkey_added",
            Self::PasskeyRemoved => "passkey_removed",
            Self::PasskeyRefused => "passkey_refused",
            Self::TotpEnabled => "totp_enabled",
            Self::TotpDisabled => "totp_disabled",
            Self::RecoveryCodesMade => "recovery_codes_made",
            Self::RecoveryCodeUsed => "recovery_code_used",
            Self::DeviceTrusted => "device_trusted",
            Self::DeviceTrustEnded => "device_trust_ended",
            Self::TokenMade => "token_made",
            Self::TokenRevoked => "token_revoked",
            Self::TokenReused => "token_reused",
            Self::SigningKeyRotated => "signing_key_rotated",
            Self::RoleChanged => "role_changed",
            Self::MemberRoleChanged => "member_role_changed",
            Self::Invited => "invited",
            Self::InvitationRevoked => "invitation_revoked",
            Self::InvitationAccepted => "invitation_accepted",
            Self::Suspended => "suspended",
            Self::Restored => "restored",
            Self::ActingBegan => "acting_began",
            Self::ActingEnded => "acting_ended",
            Self::DeletionAsked => "deletion_asked",
            Self::DeletionCancelled => "deletion_cancelled",
            Self::Deleted => "deleted",
            Self::DataExported => "data_exported",
            Self::WebhookMade => "webhook_made",
            Self::WebhookChanged => "webhook_changed",
            Self::WebhookSecretRotated => "webhook_secret_rotated",
            Self::WebhookDisabled => "webhook_disabled",
            Self::WebhookDeleted => "webhook_deleted",
        }
    }

    /// From a filter; `None` for a name that is not on the list.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.as_str() == raw)
    }

    /// The event in a sentence.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Joined => "An account was made.",
            Self::SignedIn => "A member signed in.",
            Self::SignInFailed => "A sign-in was refused.",
            Self::SignInLimited => "Sign-ins were tried too often.",
            Self::SignedOut => "A member signed out.",
            Self::CodeRefused => "A code of a letter was refused.",
            Self::SessionEnded => "A session, or all others, were ended.",
            Self::Proved => "A member proved once more who they are.",
            Self::EmailVerified => "An address was proved.",
            Self::EmailChangeAsked => "A change of address was asked for.",
            Self::EmailChanged => "The address changed.",
            Self::EmailChangeCancelled => "A change of address was cancelled.",
            Self::EmailChangeUndone => "A change of address was taken back from the old mailbox.",
            Self::PasswordResetAsked => "A letter to choose a new password by was asked for.",
            Self::PasswordReset => "A new password was chosen by a letter.",
            Self::PasswordChanged => "The password changed.",
            Self::IdentityLinked => "An outside account was linked.",
            Self::IdentityUnlinked => "An outside account was unlinked.",
            Self::PasskeyAdded => "A passkey was registered.",
            Self::PasskeyRemoved => "A passkey was removed.",
            Self::PasskeyRefused => "A passkey was refused: there may be a copy of it.",
            Self::TotpEnabled => "Codes of an authenticator app were turned on.",
            Self::TotpDisabled => "Codes of an authenticator app were turned off.",
            Self::RecoveryCodesMade => "New recovery codes were made.",
            Self::RecoveryCodeUsed => "A recovery code was used.",
            Self::DeviceTrusted => "A device was trusted to skip the second factor.",
            Self::DeviceTrustEnded => "A device, or all, were trusted no longer.",
            Self::TokenMade => "A personal access token was made.",
            Self::TokenRevoked => "A token was revoked.",
            Self::TokenReused => "A refresh token was used again; its family was ended.",
            Self::SigningKeyRotated => "The key that signs access tokens was rotated.",
            Self::RoleChanged => "What a role may do changed.",
            Self::MemberRoleChanged => "A member's role changed.",
            Self::Invited => "Somebody was invited.",
            Self::InvitationRevoked => "An invitation was taken back.",
            Self::InvitationAccepted => "An invitation was accepted.",
            Self::Suspended => "A member was suspended.",
            Self::Restored => "A suspended member was restored.",
            Self::ActingBegan => "An admin began to act as a member.",
            Self::ActingEnded => "An admin stopped acting as a member.",
            Self::DeletionAsked => "A member asked for their account to be deleted.",
            Self::DeletionCancelled => "A member kept their account after all.",
            Self::Deleted => "An account was deleted.",
            Self::DataExported => "A member took a copy of their data.",
            Self::WebhookMade => "A webhook was made.",
            Self::WebhookChanged => "A webhook was changed, paused or turned on.",
            Self::WebhookSecretRotated => "A webhook got a new secret.",
            Self::WebhookDisabled => "A webhook that did not answer was turned off.",
            Self::WebhookDeleted => "A webhook was deleted.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_distinct_and_parse_back() {
        for event in Event::ALL {
            assert_eq!(Event::parse(event.as_str()), Some(event));
        }
    }
}
