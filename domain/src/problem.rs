//! The closed list of problems that a person or a program may be told of.
//!
//! Pages, server functions and APIs all answer with these and with nothing else; whatever is not on the list is
//! logged once and shown as [`Problem::Internal`].

use serde::{Deserialize, Serialize};

use crate::{FieldErrors, tokens::Scope};

/// Something that went wrong and may be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Problem {
    /// Fields of a form or of a body are wrong. 422.
    Invalid {
        /// What is wrong with which.
        fields: FieldErrors,
    },
    /// The request cannot be read at all: a missing field, a broken body. 400.
    Unreadable,
    /// Only members may do this, and nobody is signed in. 401.
    SignInNeeded,
    /// Unknown account or wrong password: deliberately one answer. 401.
    WrongCredentials,
    /// The password is right, but it takes a second factor, too: send its code along. 401.
    SecondFactorNeeded,
    /// A token that has expired, was revoked, was changed on the way, or never was. 401.
    InvalidToken,
    /// The token of an identity service does not say that somebody signed in there with two factors. 401.
    StrongerSignInNeeded {
        /// Values of `acr` that would say it, separated by spaces; may be empty.
        acr: String,
    },
    /// The token is not good for this. 403.
    ScopeNeeded {
        /// The name of the [`Scope`] that it would have to have.
        scope: String,
    },
    /// The account may not be used at present: an admin suspended it. 403.
    Suspended,
    /// This is sensitive, and the last proof of who is there is too old: ask for one. 403.
    ProofNeeded,
    /// An admin who acts as a member may not do this. 403.
    NotWhileActing,
    /// Nobody has shown yet that the address of the account is its member's, so nothing may be attached to it. 403.
    AddressUnconfirmed,
    /// This member may see it but not do this. 403.
    Forbidden,
    /// The request came from another site. 403.
    CrossSite,
    /// It does not exist, or this viewer may not know that it does. 404.
    NotFound,
    /// The page exists, but not for this method. 405.
    MethodNotAllowed,
    /// The answer would be in none of the forms that the program takes. 406.
    NotAcceptable,
    /// The body is in a form that is not read here. 415.
    UnsupportedMediaType {
        /// The one that is.
        wanted: String,
    },
    /// The thing is not any more what the program believed that it changes. 412.
    PreconditionFailed,
    /// A change must say which state it is a change of, with `If-Match`. 428.
    PreconditionRequired,
    /// A sign-in with another service that was begun too long ago or in another browser, or was finished already. 410.
    AttemptExpired,
    /// Another service answered with something that cannot be trusted. 502.
    ProviderMistrusted {
        /// What people call it.
        provider: String,
    },
    /// Another service does not answer, or not in time. 503.
    ProviderSilent {
        /// What people call it.
        provider: String,
    },
    /// The account elsewhere is linked to another member. 409.
    IdentityTaken,
    /// Nobody could sign in to the account after this. 409.
    LastWayIn,
    /// A link or code of a letter that has expired, was used, or never was. 410.
    LinkExpired,
    /// Somebody saved in between; what was typed is kept. 409.
    EditConflict,
    /// The thing is not in a state in which this can be done, such as publishing what is deleted. 409.
    IllegalMove,
    /// The request is larger than allowed. 413.
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// Too many tries. 429, with Retry-After.
    TooManyAttempts {
        /// Seconds until the next try makes sense.
        retry_after: u64,
    },
    /// The server took too long. 503.
    Timeout,
    /// The service is not ready. 503.
    Unavailable,
    /// Anything else; the details are in the log under this reference. 500.
    Internal {
        /// What support can search the log for.
        reference: String,
    },
}

impl Problem {
    /// A problem with a single field.
    #[must_use]
    pub fn field(field: &str, code: &str, message: &str) -> Self {
        Self::Invalid { fields: FieldErrors::one(field, crate::FieldError::new(code, message)) }
    }

    /// The problem of a token without this scope.
    #[must_use]
    pub fn scope(scope: Scope) -> Self {
        Self::ScopeNeeded { scope: scope.as_str().to_owned() }
    }

    /// The stable code, the same on every transport.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Invalid { .. } => "invalid",
            Self::Unreadable => "unreadable",
            Self::SignInNeeded => "sign_in_needed",
            Self::WrongCredentials => "wrong_credentials",
            Self::SecondFactorNeeded => "second_factor_needed",
            Self::InvalidToken => "invalid_token",
            Self::StrongerSignInNeeded { .. } => "stronger_sign_in_needed",
            Self::ScopeNeeded { .. } => "scope_needed",
            Self::Suspended => "suspended",
            Self::ProofNeeded => "proof_needed",
            Self::NotWhileActing => "not_while_acting",
            Self::AddressUnconfirmed => "address_unconfirmed",
            Self::LinkExpired => "link_expired",
            Self::AttemptExpired => "attempt_expired",
            Self::ProviderMistrusted { .. } => "provider_mistrusted",
            Self::ProviderSilent { .. } => "provider_silent",
            Self::IdentityTaken => "identity_taken",
            Self::LastWayIn => "last_way_in",
            Self::Forbidden => "forbidden",
            Self::CrossSite => "cross_site",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::NotAcceptable => "not_acceptable",
            Self::UnsupportedMediaType { .. } => "unsupported_media_type",
            Self::PreconditionFailed => "precondition_failed",
            Self::PreconditionRequired => "precondition_required",
            Self::EditConflict => "edit_conflict",
            Self::IllegalMove => "illegal_move",
            Self::TooLarge { .. } => "too_large",
            Self::TooManyAttempts { .. } => "too_many_attempts",
            Self::Timeout => "timeout",
            Self::Unavailable => "unavailable",
            Self::Internal { .. } => "internal",
        }
    }

    /// The HTTP status for programs. Browsers that post a form get 303 and see the problem on the form.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::Unreadable => 400,
            Self::SignInNeeded | Self::WrongCredentials | Self::SecondFactorNeeded => 401,
            Self::InvalidToken | Self::StrongerSignInNeeded { .. } => 401,
            Self::Suspended | Self::ProofNeeded | Self::NotWhileActing | Self::AddressUnconfirmed => 403,
            Self::Forbidden | Self::ScopeNeeded { .. } | Self::CrossSite => 403,
            Self::LinkExpired | Self::AttemptExpired => 410,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::NotAcceptable => 406,
            Self::EditConflict | Self::IllegalMove | Self::IdentityTaken | Self::LastWayIn => 409,
            Self::PreconditionFailed => 412,
            Self::TooLarge { .. } => 413,
            Self::UnsupportedMediaType { .. } => 415,
            Self::Invalid { .. } => 422,
            Self::PreconditionRequired => 428,
            Self::TooManyAttempts { .. } => 429,
            Self::Internal { .. } => 500,
            Self::ProviderMistrusted { .. } => 502,
            Self::Timeout | Self::Unavailable | Self::ProviderSilent { .. } => 503,
        }
    }

    /// What people read: one or two sentences that say what happened and what helps.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Invalid { .. } => "Some fields need another look.".into(),
            Self::Unreadable => "The request could not be read. Go back, reload the page and try again.".into(),
            Self::SignInNeeded => "Please sign in to go on.".into(),
            Self::WrongCredentials => "That e-mail address and password do not go together.".into(),
            Self::SecondFactorNeeded => "Send the code of your second factor along, as `code`.".into(),
            Self::InvalidToken => "This token has expired, was revoked, or never was one.".into(),
            Self::StrongerSignInNeeded { .. } => {
                "This account asks for a second factor. Sign in with two at the service that gave the token, and bring a \
                 new one."
                    .into()
            }
            Self::ScopeNeeded { scope } => format!("This token is not good for this; it would need the scope {scope}."),
            Self::Suspended => "This account is suspended. Write to the editors if you think that is a mistake.".into(),
            Self::ProofNeeded => "Please confirm that it is you, then send it once more.".into(),
            Self::NotWhileActing => "That is not possible while you act as somebody else.".into(),
            Self::AddressUnconfirmed => {
                "Confirm your e-mail address first, by the letter that we sent you. You can ask for it once more."
                    .into()
            }
            Self::LinkExpired => "This link or code has expired or has been used already. Ask for a new one.".into(),
            Self::AttemptExpired => {
                "This sign-in was begun too long ago or in another browser, or was finished already. Begin once more."
                    .into()
            }
            Self::ProviderMistrusted { provider } => {
                format!("What {provider} answered could not be verified, so nothing was done. Try another way in.")
            }
            Self::ProviderSilent { provider } => {
                format!("{provider} does not answer at present. Try another way in, or come back in a moment.")
            }
            Self::IdentityTaken => "That account opens somebody else's account here, so nothing was done.".into(),
            Self::LastWayIn => {
                "This is your only way in. Set a password, add a passkey or link another account first.".into()
            }
            Self::Forbidden => "Your account is not allowed to do this.".into(),
            Self::CrossSite => "This form was sent from another site, so nothing was done.".into(),
            Self::NotFound => "There is nothing at this address.".into(),
            Self::MethodNotAllowed => "This address does not take that kind of request.".into(),
            Self::NotAcceptable => "This address answers in JSON, which `Accept` rules out.".into(),
            Self::UnsupportedMediaType { wanted } => {
                format!("Send the body as {wanted}, and say so in `Content-Type`.")
            }
            Self::PreconditionFailed => "It was changed in between, so nothing was done. Read it again.".into(),
            Self::PreconditionRequired => {
                "Say in `If-Match` which state this changes: the `ETag` that came with it, or `*` for any.".into()
            }
            Self::EditConflict => {
                "Somebody saved this post while you were writing. Your text is kept below; nothing was overwritten."
                    .into()
            }
            Self::IllegalMove => "That cannot be done in the state this is in. Reload the page to see it.".into(),
            Self::TooLarge { limit } => format!("That is more than the {} kB that fit.", limit / 1024),
            Self::TooManyAttempts { retry_after } => {
                format!("Too many attempts. Try again in {}.", spoken_duration(*retry_after))
            }
            Self::Timeout => "That took too long. Try again in a moment.".into(),
            Self::Unavailable => "The site is not ready yet. Try again in a moment.".into(),
            Self::Internal { reference } => format!("Something went wrong on our side, reference {reference}."),
        }
    }
}

fn spoken_duration(seconds: u64) -> String {
    match seconds {
        0..=1 => "a second".into(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_on_the_wire_is_the_code_of_the_method() {
        for problem in [
            Problem::field("title", "required", "Give the post a title."),
            Problem::NotFound,
            Problem::TooManyAttempts { retry_after: 30 },
            Problem::Internal { reference: "r".into() },
        ] {
            let wire = serde_json::to_value(&problem).unwrap();
            assert_eq!(wire["code"], problem.code());
            assert_eq!(serde_json::from_value::<Problem>(wire).unwrap(), problem);
        }
    }
}
