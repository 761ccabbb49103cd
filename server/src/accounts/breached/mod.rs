//! Passwords that are known from breaches elsewhere, which nobody may choose: looked up in a file on this machine, so that
//! nobody outside learns what our members choose.

mod list;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use domain::{Problem, accounts::Password};
use sha1::{Digest, Sha1};
use tokio::task;

use crate::{AppState, Result};
use list::List;

/// The list of the operator's choice, if there is one.
#[derive(Clone, Debug)]
pub struct BreachedPasswords(Option<Arc<Path>>);

impl BreachedPasswords {
    /// Looks whether the file, if there is one, is such a list: SHA-1 digests, one a line, in ascending order, each with or
    /// without a colon and a count, as "Pwned Passwords", ordered by hash, comes.
    ///
    /// # Errors
    /// What is wrong with the file, in words for the operator.
    pub fn open(file: Option<&PathBuf>) -> anyhow::Result<Self> {
        if let Some(file) = file {
            List::open(file)?.check()?;
        }
        Ok(Self(file.map(|file| file.as_path().into())))
    }

    /// Whether the password is on the list; `false` without one. Opens the file each time, so that a newer list can take
    /// its place while the program runs.
    ///
    /// # Errors
    /// If the file is gone by now, or no such list any more: better no new password than one that was not looked at.
    async fn holds(&self, password: &Password) -> Result<bool> {
        let Some(file) = self.0.clone() else { return Ok(false) };
        let digest = Sha1::digest(password.expose().as_bytes()).into();
        let looked = task::spawn_blocking(move || List::open(&file)?.contains(&digest));
        Ok(looked.await.map_err(anyhow::Error::from)??)
    }
}

/// The hash of a password that somebody chooses, to be kept.
///
/// # Errors
/// The field error `password`/`breached` for one that is on the list; [`Problem::Unavailable`] under a flood.
pub(crate) async fn hash_chosen(app: &AppState, password: &Password) -> Result<String> {
    if app.breached.holds(password).await? {
        let told = "This password became known in a breach of another site, so it is among the first that are tried. \
                    Choose another one, here and wherever else you use it.";
        return Err(Problem::field("password", "breached", told).into());
    }
    app.hasher.hash(&app.ids, password).await
}
