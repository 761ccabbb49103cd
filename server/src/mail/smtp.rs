use std::{
    fmt, fs,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context, anyhow};
use lettre::{
    address::Envelope,
    transport::smtp::{
        Error,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, Certificate, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::{ClientId, Extension, MailParameter},
    },
};
use tokio::time::{Instant, timeout};

use super::{Message, Undelivered};
use crate::config::{Encryption, MailConfig, MailServer};

/// Connections that are kept for the next letter.
const IDLE_CONNECTIONS: usize = 2;
/// How long one is kept; servers hang up after some minutes.
const IDLE: Duration = Duration::from_secs(60);
/// How much longer than for anything else one waits for a server's word that it took a letter. RFC 5321 section
/// 4.5.3.2.6 asks for patience here: whoever gives up does not know whether the letter was taken.
const PATIENCE: u32 = 4;

/// A mail server, spoken to over connections that are kept for a while.
///
/// The conversation is held step by step, and not by lettre's transport, because of what a failure means: before the last
/// step nobody has the letter, after it somebody may.
#[derive(Clone)]
pub struct Smtp {
    server: Arc<MailServer>,
    tls: Option<TlsParameters>,
    hello: ClientId,
    timeout: Duration,
    idle: Arc<Mutex<Vec<Idle>>>,
}

struct Idle {
    connection: AsyncSmtpConnection,
    since: Instant,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp").field("server", &self.server).finish_non_exhaustive()
    }
}

impl Smtp {
    pub(super) fn new(server: &MailServer, config: &MailConfig) -> anyhow::Result<Self> {
        let tls = match server.encryption {
            Encryption::None => None,
            Encryption::Tls | Encryption::StartTls => Some(tls(server, config)?),
        };
        Ok(Self {
            server: Arc::new(server.clone()),
            tls,
            hello: ClientId::Domain(config.from.email.domain().to_owned()),
            timeout: config.timeout,
            idle: Arc::default(),
        })
    }

    /// Hands a letter to the server.
    pub(super) async fn deliver(&self, message: &Message) -> Result<(), Undelivered> {
        let later = |error: anyhow::Error| Undelivered::Later(crate::chain(&error));
        let mut connection = match self.take_idle().await {
            Some(connection) => connection,
            None => self.connect().await.map_err(later)?,
        };
        let (envelope, bytes) = (message.mime.envelope(), message.mime.formatted());
        match timeout(self.timeout, offer(&mut connection, envelope)).await {
            Err(_) => return Err(Undelivered::Later("the mail server takes too long to answer".to_owned())),
            Ok(offered) => offered?,
        }
        match timeout(self.timeout * PATIENCE, connection.message(&bytes)).await {
            Err(_) => Err(Undelivered::Unknown("the mail server did not say whether it took the letter".to_owned())),
            Ok(Err(error)) if error.is_transient() => Err(Undelivered::Later(error.to_string())),
            Ok(Err(error)) if error.is_permanent() => Err(Undelivered::Refused(error.to_string())),
            Ok(Err(error)) => Err(Undelivered::Unknown(error.to_string())),
            Ok(Ok(_)) => {
                self.keep_idle(connection);
                Ok(())
            }
        }
    }

    /// Connects, with TLS and user name, and says goodbye.
    pub(super) async fn check(&self) -> anyhow::Result<()> {
        let mut connection = self.connect().await?;
        // It was there and let us in; what it says to a goodbye does not matter.
        let _ = timeout(self.timeout, connection.quit()).await;
        Ok(())
    }

    async fn connect(&self) -> anyhow::Result<AsyncSmtpConnection> {
        let MailServer { host, port, .. } = &*self.server;
        timeout(self.timeout, self.greet())
            .await
            .map_err(|_| anyhow!("it takes too long"))
            .and_then(|greeted| greeted)
            .with_context(|| format!("the mail server at {host}:{port} cannot be used"))
    }

    async fn greet(&self) -> anyhow::Result<AsyncSmtpConnection> {
        let server = &*self.server;
        let from_the_start = self.tls.clone().filter(|_| server.encryption == Encryption::Tls);
        let place = (server.host.as_str(), server.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(place, Some(self.timeout), &self.hello, from_the_start, None).await?;
        if let (Encryption::StartTls, Some(tls)) = (server.encryption, self.tls.clone()) {
            connection.starttls(tls, &self.hello).await?;
        }
        if let Some((user, password)) = &server.login {
            let credentials = Credentials::new(user.clone(), password.clone());
            connection.auth(DEFAULT_MECHANISMS, &credentials).await.context("signing in")?;
        }
        Ok(connection)
    }

    /// A connection that still answers.
    async fn take_idle(&self) -> Option<AsyncSmtpConnection> {
        loop {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
            let is_fresh = idle.since.elapsed() < IDLE;
            if is_fresh && timeout(self.timeout, idle.connection.test_connected()).await == Ok(true) {
                return Some(idle.connection);
            }
        }
    }

    fn keep_idle(&self, connection: AsyncSmtpConnection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_CONNECTIONS {
            idle.push(Idle { connection, since: Instant::now() });
        }
    }
}

/// Everything before the letter itself. Whatever fails here, nobody has the letter.
async fn offer(connection: &mut AsyncSmtpConnection, envelope: &Envelope) -> Result<(), Undelivered> {
    let mut parameters = Vec::new();
    if envelope.to().iter().any(|to| !AsRef::<str>::as_ref(to).is_ascii()) {
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(Undelivered::Refused("the mail server takes no addresses beyond ASCII".to_owned()));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    connection.command(Mail::new(envelope.from().cloned(), parameters)).await.map_err(not_taken)?;
    for to in envelope.to() {
        connection.command(Rcpt::new(to.clone(), Vec::new())).await.map_err(not_taken)?;
    }
    connection.command(Data).await.map_err(not_taken)?;
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "made for map_err")]
fn not_taken(error: Error) -> Undelivered {
    if error.is_permanent() { Undelivered::Refused(error.to_string()) } else { Undelivered::Later(error.to_string()) }
}

fn tls(server: &MailServer, config: &MailConfig) -> anyhow::Result<TlsParameters> {
    let mut builder = TlsParameters::builder(server.host.clone());
    if let Some(file) = &config.ca {
        let told = || format!("MASTHEAD_MAIL_CA: {} holds no certificates that can be read", file.display());
        let pem = fs::read(file).with_context(told)?;
        builder = builder.add_root_certificate(Certificate::from_pem(&pem).with_context(told)?);
    }
    builder.build_rustls().context("TLS cannot be set up for the mail server")
}
