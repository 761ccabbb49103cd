use crate::{accounts::Permission, audit::Event};

/// A further fact of an event in words, such as `way in: password`. Names and values are those of the record; one that
/// this program does not know is told as it stands.
#[must_use]
pub fn detail(name: &str, value: &str) -> String {
    match (name, value) {
        ("acting", "true") => return "while acting as the member".to_owned(),
        ("again", "true") => return "once more".to_owned(),
        ("made", "true") => return "a new role".to_owned(),
        ("deleted", "true") => return "the role was deleted".to_owned(),
        _ => {}
    }
    format!("{}: {}", label(name).unwrap_or(name), meaning(name, value))
}

/// What a fact is about; nothing for a name that is not in the record.
fn label(name: &str) -> Option<&'static str> {
    Some(match name {
        "acting" => "while acting",
        "again" => "once more",
        "by" | "factor" => "factor",
        "client_id" => "program",
        "count" => "how many",
        "deleted" => "deleted",
        "deletes_at" => "will be deleted",
        "distrusted" => "former keys distrusted",
        "email" => "address",
        "events" => "events",
        "from" => "from",
        "granted" => "granted",
        "inviter" => "invited by",
        "kid" => "key",
        "left" => "codes left",
        "limit" => "limit of",
        "made" => "made",
        "moved_to" => "its members are now",
        "name" => "name",
        "others" => "other sessions",
        "purpose" => "letter",
        "reason" | "why" => "reason",
        "role" => "role",
        "scopes" => "scopes",
        "second_factor" => "second factor demanded",
        "service" => "service",
        "state" => "state",
        "taken" => "taken",
        "to" => "to",
        "until" => "until",
        "url" => "web address",
        "way" => "way in",
        "webhook" => "webhook",
        _ => return None,
    })
}

fn meaning(name: &str, value: &str) -> String {
    let known = match (name, value) {
        (_, "true") => "yes",
        (_, "false") => "no",
        ("granted" | "taken", "") => "nothing",
        ("by" | "factor", "totp") => "authenticator app",
        ("by" | "factor", "recovery_code") => "recovery code",
        ("limit", "account") => "the account",
        ("limit", "address") => "the network address",
        ("limit", "device") => "the browser",
        ("purpose", "verify_email") => "to confirm the address",
        ("purpose", "reset_password") => "to choose a new password",
        ("purpose", "sign_in") => "to sign in",
        ("purpose", "change_email") => "to prove a new address",
        ("purpose", "confirm") => "to prove who is there",
        ("why", "over") => "the time was over",
        ("why", "signed_out") => "they signed out",
        ("why", "stopped") => "they stopped",
        ("way", "identity") => "an account elsewhere",
        ("way", "token") => "a program",
        ("reason", "indispensable") => "nobody else runs the installation",
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    match name {
        "granted" | "taken" => {
            value.split([',', ' ']).filter(|name| !name.is_empty()).map(permission).collect::<Vec<_>>().join(", ")
        }
        "reason" => Event::parse(value).map_or(value, |event| event.words().trim_end_matches('.')).to_owned(),
        "until" | "deletes_at" => moment(value),
        _ => value.to_owned(),
    }
}

fn permission(name: &str) -> String {
    let known = Permission::ALL.into_iter().find(|permission| permission.as_str() == name);
    known.map_or_else(|| name.to_owned(), |permission| permission.words().to_lowercase())
}

/// `2026-11-20 12:00:00` for a moment of RFC 3339; the record is in UTC.
fn moment(rfc3339: &str) -> String {
    rfc3339.get(..19).unwrap_or(rfc3339).replace('T', " ")
}

/// Whether a fact of this name has words, for the test that looks at all which the server writes.
#[must_use]
pub fn is_known_detail(name: &str) -> bool {
    label(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_told_in_words() {
        for (name, value, words) in [
            ("way", "identity", "way in: an account elsewhere"),
            ("way", "password", "way in: password"),
            ("purpose", "reset_password", "letter: to choose a new password"),
            ("granted", "write_posts, comment", "granted: write posts, comment"),
            ("taken", "", "taken: nothing"),
            ("second_factor", "true", "second factor demanded: yes"),
            ("acting", "true", "while acting as the member"),
            ("until", "2026-11-20T12:00:00.123Z", "until: 2026-11-20 12:00:00"),
            ("reason", "email_change_undone", "reason: A change of address was taken back from the old mailbox"),
        ] {
            assert_eq!(detail(name, value), words);
        }
    }

    #[test]
    fn what_somebody_typed_stays_as_it_is() {
        assert_eq!(detail("reason", "Spam, again."), "reason: Spam, again.");
        assert_eq!(detail("name", "my_phone"), "name: my_phone");
    }

    #[test]
    fn a_fact_of_another_version_is_told_as_it_stands() {
        assert_eq!(detail("shoe_size", "38"), "shoe_size: 38");
    }
}
