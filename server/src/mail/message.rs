use std::time::{Duration, SystemTime};

use domain::{Timestamp, site::Site};
use lettre::{
    Address,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue},
    },
};
use uuid::Uuid;

use super::{Letter, Undelivered, html, text};
use crate::config::MailConfig;

/// A letter with everything that it needs on its way.
#[derive(Clone, Debug)]
pub struct Message {
    /// The row of the outbox that it comes from.
    pub id: Uuid,
    /// When it was written.
    pub written_at: Timestamp,
    /// What it says.
    pub letter: Letter,
    pub(super) mime: lettre::Message,
}

impl Message {
    /// Puts a letter into its envelope, as text and as HTML (RFC 2046 section 5.1.4).
    ///
    /// The `Message-ID` comes from the row of the outbox, so that whoever gets a letter twice after all can see it.
    ///
    /// # Errors
    /// [`Undelivered::Refused`] if the address is none that mail could be sent to.
    pub(crate) fn new(
        config: &MailConfig,
        site: &Site,
        (id, written_at): (Uuid, Timestamp),
        letter: Letter,
    ) -> Result<Self, Undelivered> {
        let to = address(&letter.to)
            .ok_or_else(|| Undelivered::Refused("the address is none that mail can be sent to".to_owned()))?;
        let mut mime = lettre::Message::builder()
            .from(config.from.clone())
            .to(Mailbox::new(None, to))
            .subject(subject(&letter.subject))
            .date(system_time(written_at))
            .message_id(Some(format!("<{}@{}>", id.simple(), config.from.email.domain())))
            .header(AutoSubmitted);
        if let Some(reply_to) = &config.reply_to {
            mime = mime.reply_to(reply_to.clone());
        }
        let plain = part(ContentType::TEXT_PLAIN, text(&letter, site));
        let rich = part(ContentType::TEXT_HTML, html(&letter, site));
        let body = MultiPart::alternative().boundary(format!("masthead-{}", id.simple()));
        let mime = mime
            .multipart(body.singlepart(plain).singlepart(rich))
            .map_err(|error| Undelivered::Refused(error.to_string()))?;
        Ok(Self { id, written_at, letter, mime })
    }
}

/// Says that no person wrote this, so that holiday notices do not answer it (RFC 3834 section 5).
#[derive(Clone, Debug)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The address for the envelope: not every server takes a host that is not ASCII, so it goes in its other spelling.
fn address(raw: &str) -> Option<Address> {
    let (user, host) = raw.rsplit_once('@')?;
    let host = url::Host::parse(host).ok()?.to_string();
    Address::new(user, host).ok()
}

/// One line, whatever was made of names that people chose: no header can be added behind it.
fn subject(raw: &str) -> String {
    let line: String = raw.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect()
}

/// Quoted-printable, which survives every server, also one that knows no eight bits.
fn part(kind: ContentType, body: String) -> SinglePart {
    SinglePart::builder().header(ContentTransferEncoding::QuotedPrintable).header(kind).body(body)
}

fn system_time(moment: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(moment.millis()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn message(letter: Letter) -> String {
        let config = Config::default();
        let site = Site { name: "The Example".into(), tagline: String::new(), url: config.site.url.clone() };
        let sent = (Uuid::from_u128(7), Timestamp::from_millis(1_795_176_000_000));
        let message = Message::new(&config.mail, &site, sent, letter).unwrap();
        String::from_utf8(message.mime.formatted()).unwrap()
    }

    #[test]
    fn nobody_adds_a_header_by_a_name_that_they_chose() {
        let subject = "Welcome,\r\nBcc: everybody@example.org\r\n\r\nHello";
        let formatted = message(Letter::new("ada@example.org", subject));
        let (head, _) = formatted.split_once("\r\n\r\n").unwrap();
        assert!(head.contains("Subject: Welcome, Bcc: everybody@example.org Hello\r\n"), "{head}");
        assert!(!head.contains("\nBcc"), "{head}");
    }

    #[test]
    fn the_same_letter_has_the_same_id_and_no_person_answers_for_it() {
        let formatted = message(Letter::new("ada@example.org", "Hello"));
        assert!(formatted.contains("Message-ID: <00000000000000000000000000000007@localhost>\r\n"), "{formatted}");
        assert!(formatted.contains("Auto-Submitted: auto-generated\r\n"));
        assert!(formatted.contains("Date: Fri, 20 Nov 2026 12:00:00 +0000\r\n"));
        assert_eq!(formatted, message(Letter::new("ada@example.org", "Hello")));
    }

    #[test]
    fn an_address_that_cannot_be_written_to_is_refused_for_good() {
        let config = Config::default();
        let site = Site { name: "The Example".into(), tagline: String::new(), url: config.site.url.clone() };
        for to in ["", "ada", "ada@", "ada@exa mple.org", "ada@example.org\r\nRCPT TO:<bob@example.org>"] {
            let sent = (Uuid::nil(), Timestamp::from_millis(0));
            let refused = Message::new(&config.mail, &site, sent, Letter::new(to, "Hello"));
            assert!(matches!(refused, Err(Undelivered::Refused(_))), "{to:?}");
        }
    }

    #[test]
    fn a_host_that_is_not_ascii_goes_in_its_other_spelling() {
        assert_eq!(address("ada@bücher.example").unwrap().to_string(), "ada@xn--bcher-kva.example");
    }
}
