use std::{fmt, net::IpAddr, path::PathBuf, time::Duration};

use lettre::message::Mailbox;
use url::{Host, Url};

use super::{
    SiteConfig,
    environment::Environment,
    kind::{self, Kind},
};

/// How letters leave.
#[derive(Clone, Debug)]
pub struct MailConfig {
    /// `MASTHEAD_MAIL_URL`, or the content of the file `MASTHEAD_MAIL_URL_FILE`. `None`: letters become files in the data
    /// folder.
    pub server: Option<MailServer>,
    /// `MASTHEAD_MAIL_FROM`: the sender.
    pub from: Mailbox,
    /// `MASTHEAD_MAIL_REPLY_TO`: where answers go, if not to the sender.
    pub reply_to: Option<Mailbox>,
    /// `MASTHEAD_MAIL_CA`: a file of certificates in PEM that are trusted beside the public ones.
    pub ca: Option<PathBuf>,
    /// `MASTHEAD_MAIL_TIMEOUT`: how long the mail server may take for a step of the conversation.
    pub timeout: Duration,
}

/// A mail server, and how to speak to it.
#[derive(Clone, PartialEq, Eq)]
pub struct MailServer {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the conversation is kept secret.
    pub encryption: Encryption,
    /// User name and password.
    pub login: Option<(String, String)>,
}

/// How a conversation with a mail server is kept secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// TLS from the first byte (RFC 8314).
    Tls,
    /// STARTTLS (RFC 3207); a server that does not offer it is told nothing.
    StartTls,
    /// None; on this machine only.
    None,
}

impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port, encryption, login } = self;
        f.debug_struct("MailServer")
            .field("host", host)
            .field("port", port)
            .field("encryption", encryption)
            .field("has_login", &login.is_some())
            .finish()
    }
}

impl MailConfig {
    pub(super) fn read(env: &mut Environment<'_>, site: &SiteConfig) -> Self {
        env.section("Mail");
        let url = env.secret(
            "MASTHEAD_MAIL_URL",
            ("none: letters become files in the folder `mail` in `MASTHEAD_DATA_DIR`", String::new()),
            server_url(),
            "The mail server that takes the letters. `smtps:` speaks TLS from the start (port 465), `smtp:` demands \
             STARTTLS (port 587); `smtp://127.0.0.1:1025?tls=none` speaks openly, to this machine only. User name and \
             password stand before the host, percent-encoded. `MASTHEAD_MAIL_URL_FILE` names a file that holds it.",
            without_password,
        );
        Self {
            server: MailServer::parse(&url),
            from: env.computed(
                "MASTHEAD_MAIL_FROM",
                ("the site's name, `noreply` at the host of `MASTHEAD_SITE_URL`", default_sender(site)),
                mailbox(),
                "The sender of every letter. The mail server must be allowed to send for this address.",
            ),
            reply_to: env.setting(
                "MASTHEAD_MAIL_REPLY_TO",
                "",
                mailbox().optional(),
                "Where answers to letters go. Empty: to the sender.",
            ),
            ca: env.setting(
                "MASTHEAD_MAIL_CA",
                "",
                kind::path().optional(),
                "File of certificates (PEM) that are trusted beside the public ones, for a mail server with one of its own.",
            ),
            timeout: env.setting(
                "MASTHEAD_MAIL_TIMEOUT",
                "30s",
                kind::duration(1..=60),
                "How long the mail server may take to be reached and to answer. For its word that it took a letter it gets \
                 four times as long.",
            ),
        }
    }
}

impl MailServer {
    fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        // Hosts of schemes that the URL standard does not know are not looked at by its parser.
        let host = Host::parse(url.host_str()?).ok()?;
        let wants_none = match url.query() {
            None => false,
            Some("tls=none") => true,
            Some(_) => return None,
        };
        let encryption = match (url.scheme(), wants_none) {
            ("smtps", false) => Encryption::Tls,
            ("smtp", false) => Encryption::StartTls,
            ("smtp", true) if is_this_machine(&host) => Encryption::None,
            _ => return None,
        };
        let standard = if encryption == Encryption::Tls { 465 } else { 587 };
        let bare = matches!(url.path(), "" | "/") && url.fragment().is_none();
        bare.then_some(Self {
            host: bare_host(&host),
            port: url.port().unwrap_or(standard),
            encryption,
            login: login(&url)?,
        })
    }
}

/// User name and password; `Some(None)` without any, `None` for half of them.
#[expect(clippy::option_option, reason = "absent is allowed, half of it is not")]
fn login(url: &Url) -> Option<Option<(String, String)>> {
    match (url.username(), url.password()) {
        ("", None) => Some(None),
        ("", Some(_)) | (_, None) => None,
        (user, Some(password)) => Some(Some((decoded(user)?, decoded(password)?))),
    }
}

fn decoded(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok().filter(|text| !text.chars().any(char::is_control))
}

fn is_this_machine(host: &Host<String>) -> bool {
    match host {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

/// Without the brackets around an IPv6 address, which stand in URLs only.
fn bare_host(host: &Host<String>) -> String {
    match host {
        Host::Ipv6(address) => address.to_string(),
        other => other.to_string(),
    }
}

fn server_url() -> Kind<String> {
    let allowed = "smtps://user:password@host, smtp://user:password@host, or smtp://127.0.0.1:1025?tls=none for a server on \
                   this machine";
    Kind::new(allowed, |text| MailServer::parse(text).map(|_| text.to_owned()))
}

fn mailbox() -> Kind<Mailbox> {
    Kind::new("an address such as editors@example.org or The Example <editors@example.org>", |text| {
        text.parse().ok().filter(|_| !text.chars().any(char::is_control))
    })
}

fn default_sender(site: &SiteConfig) -> Mailbox {
    let host = Url::parse(&site.url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    // An address of a machine is no place that mail comes from.
    let host = if host.parse::<IpAddr>().is_ok() || host.starts_with('[') { "localhost".to_owned() } else { host };
    let address = format!("noreply@{host}").parse();
    let address = address.unwrap_or_else(|_| "noreply@localhost".parse().expect("this is an address"));
    Mailbox::new(Some(site.name.clone()), address)
}

fn without_password(url: &str) -> String {
    if url.is_empty() {
        return String::new();
    }
    let Ok(mut parsed) = Url::parse(url) else { return "(hidden)".to_owned() };
    if parsed.password().is_some() && parsed.set_password(Some("hidden")).is_err() {
        return "(hidden)".to_owned();
    }
    parsed.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_says_how_the_conversation_is_kept_secret() {
        let server = |url: &str| MailServer::parse(url).map(|server| (server.host, server.port, server.encryption));
        let at = |host: &str, port, encryption| Some((host.to_owned(), port, encryption));
        assert_eq!(server("smtps://mail.example.org"), at("mail.example.org", 465, Encryption::Tls));
        assert_eq!(server("smtp://mail.example.org"), at("mail.example.org", 587, Encryption::StartTls));
        assert_eq!(server("smtp://127.0.0.1:1025?tls=none"), at("127.0.0.1", 1025, Encryption::None));
        assert_eq!(server("smtp://[::1]:1025?tls=none"), at("::1", 1025, Encryption::None));
    }

    #[test]
    fn nothing_leaves_this_machine_in_the_open() {
        for refused in [
            "smtp://mail.example.org?tls=none",
            "smtps://127.0.0.1?tls=none",
            "smtp://192.0.2.1:25?tls=none",
            "smtp://mail.example.org?tls=opportunistic",
            "http://mail.example.org",
            "smtp://mail.example.org/inbox",
            "smtp://ada@mail.example.org",
            "mail.example.org",
        ] {
            assert_eq!(MailServer::parse(refused), None, "{refused}");
        }
    }

    #[test]
    fn a_password_may_hold_what_means_something_in_addresses() {
        let server = MailServer::parse("smtps://ada%40example.org:p%40ss%3A%25@mail.example.org").unwrap();
        assert_eq!(server.login, Some(("ada@example.org".into(), "p@ss:%".into())));
        assert!(!format!("{server:?}").contains("p@ss"));
    }
}
