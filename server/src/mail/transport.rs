use std::sync::{Arc, Mutex, PoisonError};

use super::{Folder, Letter, Message, Smtp};
use crate::config::Config;

/// The way that letters take out of the program. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Mail {
    /// To a mail server.
    Smtp(Smtp),
    /// Into a folder, where a developer looks at them.
    Folder(Folder),
    /// Into memory, where a test looks at them.
    Memory(Sent),
}

/// Why a letter did not leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undelivered {
    /// Nobody took it; it can be tried again.
    Later(String),
    /// It is refused, and will be again.
    Refused(String),
    /// The server had all of it and did not say whether it took it. Trying again might send it twice.
    Unknown(String),
}

/// Letters that left into memory, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Sent(Arc<Mutex<Vec<Letter>>>);

impl Mail {
    /// The way that `config` names.
    ///
    /// # Errors
    /// If certificates that it names cannot be read.
    pub fn open(config: &Config) -> anyhow::Result<Self> {
        Ok(match &config.mail.server {
            Some(server) => Self::Smtp(Smtp::new(server, &config.mail)?),
            None => Self::Folder(Folder::new(config.data_dir.join("mail"))),
        })
    }

    /// Hands a letter on.
    ///
    /// # Errors
    /// Why it did not leave.
    pub(crate) async fn deliver(&self, message: Message) -> Result<(), Undelivered> {
        match self {
            Self::Smtp(smtp) => smtp.deliver(&message).await,
            Self::Folder(folder) => {
                folder.keep(message).await.map_err(|error| Undelivered::Later(crate::chain(&error)))
            }
            Self::Memory(sent) => {
                sent.push(message.letter);
                Ok(())
            }
        }
    }

    /// Whether letters could leave at this moment.
    ///
    /// # Errors
    /// What stands in their way.
    pub async fn check(&self) -> anyhow::Result<()> {
        match self {
            Self::Smtp(smtp) => smtp.check().await,
            Self::Folder(folder) => folder.check().await,
            Self::Memory(_) => Ok(()),
        }
    }
}

impl Sent {
    /// The letters.
    #[must_use]
    pub fn letters(&self) -> Vec<Letter> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn push(&self, letter: Letter) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(letter);
    }
}
