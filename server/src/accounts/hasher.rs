use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use anyhow::{Context, anyhow};
use argon2::Params;
use domain::{Problem, accounts::Password};
use tokio::{sync::Semaphore, task, time};

use super::argon::{self, Scratch};
use crate::{Result, config::AccountsConfig, ids::Ids};

/// Hashes and checks passwords with Argon2id: off the async threads, and a bounded number at a time, so that a flood of
/// sign-ins costs neither pages nor memory.
#[derive(Clone)]
pub struct PasswordHasher {
    params: Params,
    scratch: Arc<Scratch>,
    turns: Arc<Semaphore>,
    wait: Duration,
    work: Arc<AtomicU64>,
    /// What every hash made with the present parameters begins with.
    prefix: Arc<str>,
    /// A hash that no password is checked against in earnest.
    decoy: Arc<str>,
}

impl fmt::Debug for PasswordHasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordHasher").field("params", &self.params).field("turns", &self.turns).finish()
    }
}

impl PasswordHasher {
    /// A hasher with the configured cost. Hashes once, for the decoy.
    ///
    /// # Errors
    /// If Argon2 refuses the parameters.
    pub fn new(config: &AccountsConfig) -> anyhow::Result<Self> {
        let cost = config.argon2;
        let params = Params::new(cost.memory_kib, cost.iterations, cost.parallelism, None)
            .map_err(|error| anyhow!("Argon2 refuses its parameters: {error}"))?;
        let scratch = Arc::new(Scratch::default());
        let decoy = argon::hash(&params, &scratch, b"decoy", b"no secret is here").context("Argon2 does not work")?;
        let prefix = decoy.rsplitn(3, '$').last().unwrap_or_default();
        Ok(Self {
            turns: Arc::new(Semaphore::new(config.hash_concurrency)),
            wait: config.hash_wait,
            work: Arc::default(),
            prefix: prefix.into(),
            decoy: decoy.into(),
            params,
            scratch,
        })
    }

    /// The hash of a new password, in PHC form, with a salt of its own.
    ///
    /// # Errors
    /// [`Problem::Unavailable`] if too many others wait for theirs.
    pub async fn hash(&self, ids: &Ids, password: &Password) -> Result<String> {
        let (params, password, salt) = (self.params.clone(), password.clone(), ids.secret::<16>());
        Ok(self.in_turn(move |scratch| argon::hash(&params, scratch, password.expose().as_bytes(), &salt)).await??)
    }

    /// Whether the password is the one that was hashed. Without a hash it takes as long and says no, so that an unknown
    /// account cannot be told from a wrong password; nor can one whose hash was made at a lower cost than the present one,
    /// because a wrong password makes up for the difference.
    ///
    /// # Errors
    /// [`Problem::Unavailable`] as in [`PasswordHasher::hash`].
    pub async fn verify(&self, password: &Password, known: Option<&str>) -> Result<bool> {
        let exists = known.is_some();
        let known = known.unwrap_or(&self.decoy).to_owned();
        let password = password.clone();
        let params = self.params.clone();
        let matches = self.in_turn(move |scratch| {
            let matches = argon::matches(&known, scratch, password.expose().as_bytes())?;
            if !matches {
                argon::make_up(&params, scratch, &known)?;
            }
            anyhow::Ok(matches)
        });
        Ok(matches.await?? && exists)
    }

    /// Whether a hash was made with other parameters than the present ones.
    #[must_use]
    pub fn is_outdated(&self, hash: &str) -> bool {
        !hash.starts_with(&*self.prefix)
    }

    /// How many passwords it has hashed and checked so far, against nothing included.
    #[must_use]
    pub fn work(&self) -> u64 {
        self.work.load(Ordering::Relaxed)
    }

    /// The memory that hashes have filled so far, in KiB, counted once a pass: what they cost, in all.
    #[must_use]
    pub fn cost(&self) -> u64 {
        self.scratch.filled()
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce(&Scratch) -> T + Send + 'static) -> Result<T> {
        let turn = time::timeout(self.wait, Arc::clone(&self.turns).acquire_owned())
            .await
            .map_err(|_| Problem::Unavailable)?
            .map_err(anyhow::Error::from)?;
        self.work.fetch_add(1, Ordering::Relaxed);
        let scratch = Arc::clone(&self.scratch);
        let worked = task::spawn_blocking(move || {
            let worked = work(&scratch);
            drop(turn);
            worked
        });
        Ok(worked.await.map_err(anyhow::Error::from)?)
    }
}
