//! Single hashes with Argon2, in memory that is used again.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use anyhow::{Context, anyhow};
use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};

/// The memory that Argon2 fills, kept from one hash to the next: as many pieces as there were ever hashes at once.
///
/// Taken anew for every hash, it would stay behind in the allocator's heap of each thread that ever hashed, and a flood
/// of sign-ins would leave most of a gigabyte there.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    free: Mutex<Vec<Vec<Block>>>,
    filled: AtomicU64,
}

impl Scratch {
    fn lend<T>(&self, blocks: usize, work: impl FnOnce(&mut [Block]) -> T) -> T {
        let free = || self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = free().pop().filter(|memory| memory.len() >= blocks);
        let mut memory = kept.unwrap_or_else(|| vec![Block::new(); blocks]);
        let worked = work(&mut memory);
        free().push(memory);
        worked
    }

    /// The memory that was filled so far, in KiB, counted once a pass.
    pub(super) fn filled(&self) -> u64 {
        self.filled.load(Ordering::Relaxed)
    }
}

/// The hash of a password with Argon2id, in PHC form.
///
/// # Errors
/// If Argon2 refuses the password or the salt.
pub(super) fn hash(params: &Params, scratch: &Scratch, password: &[u8], salt: &[u8]) -> anyhow::Result<String> {
    let (algorithm, version) = (Algorithm::Argon2id, Version::V0x13);
    let output = fill(&Argon2::new(algorithm, version, params.clone()), scratch, password, salt)?;
    let hash = PasswordHash {
        algorithm: algorithm.ident(),
        version: Some(version.into()),
        params: ParamsString::try_from(params).context("the parameters cannot be written")?,
        salt: Some(Salt::new(salt).context("the salt cannot be written")?),
        hash: Some(output),
    };
    Ok(hash.to_string())
}

/// Whether `known`, in PHC form and with whatever parameters it was made, is a hash of this password.
///
/// # Errors
/// If it cannot be read.
pub(super) fn matches(known: &str, scratch: &Scratch, password: &[u8]) -> anyhow::Result<bool> {
    let known = PasswordHash::new(known).context("unreadable password hash")?;
    let (Some(salt), Some(expected)) = (&known.salt, &known.hash) else {
        return Err(anyhow!("a password hash lacks its salt or its output"));
    };
    let algorithm = Algorithm::try_from(known.algorithm.as_str()).context("a password hash of another kind")?;
    let version = known.version.map_or(Ok(Version::V0x13), Version::try_from);
    let version = version.map_err(|error| anyhow!("unreadable password hash: {error}"))?;
    let params = Params::try_from(&known).context("a password hash with unknown parameters")?;
    // Takes as long wherever the first difference is.
    Ok(fill(&Argon2::new(algorithm, version, params), scratch, password, salt)? == *expected)
}

/// Does as much work as a hash with these parameters takes more than `known` took, as nearly as Argon2 can be told to: as
/// many KiB, counted once a pass. Nothing, if it took as much or more.
///
/// # Errors
/// If `known` cannot be read.
pub(super) fn make_up(params: &Params, scratch: &Scratch, known: &str) -> anyhow::Result<()> {
    let known = PasswordHash::new(known).context("unreadable password hash")?;
    let made_with = Params::try_from(&known).context("a password hash with unknown parameters")?;
    let lacking = cost(params).saturating_sub(cost(&made_with));
    if lacking < u64::from(Params::MIN_M_COST) {
        return Ok(());
    }
    // In no more memory than a hash takes.
    let passes = lacking.div_ceil(params.m_cost().into());
    let (memory_kib, passes) = (u32::try_from(lacking / passes)?, u32::try_from(passes)?);
    let params =
        Params::new(memory_kib, passes, 1, None).map_err(|error| anyhow!("no work could be made up: {error}"))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    fill(&argon2, scratch, b"decoy", b"no secret is here").map(|_| ())
}

fn cost(params: &Params) -> u64 {
    u64::from(params.m_cost()) * u64::from(params.t_cost())
}

fn fill(argon2: &Argon2<'_>, scratch: &Scratch, password: &[u8], salt: &[u8]) -> anyhow::Result<Output> {
    let params = argon2.params();
    let mut output = vec![0; params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN)];
    let filled = scratch.lend(params.block_count(), |memory| {
        argon2.hash_password_into_with_memory(password, salt, &mut output, memory)
    });
    scratch.filled.fetch_add(cost(params), Ordering::Relaxed);
    filled.map_err(|error| anyhow!("the password could not be hashed: {error}"))?;
    Output::new(&output).context("the hash cannot be written")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALT: &[u8] = b"a salt of 16 byt";

    fn params(memory_kib: u32) -> Params {
        Params::new(memory_kib, 1, 1, None).unwrap()
    }

    #[test]
    fn only_the_password_itself_matches() {
        let scratch = Scratch::default();
        let hash = hash(&params(64), &scratch, b"right", SALT).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{hash}");
        assert!(matches(&hash, &scratch, b"right").unwrap());
        assert!(!matches(&hash, &scratch, b"wrong").unwrap());
    }

    #[test]
    fn what_was_hashed_before_leaves_no_trace_in_the_next_hash() {
        let used = Scratch::default();
        hash(&params(256), &used, b"another", SALT).unwrap();
        let anew = hash(&params(64), &Scratch::default(), b"right", SALT).unwrap();
        assert_eq!(hash(&params(64), &used, b"right", SALT).unwrap(), anew);
    }

    #[test]
    fn one_hash_after_the_other_takes_the_same_memory() {
        let scratch = Scratch::default();
        for memory_kib in [64, 256, 64] {
            hash(&params(memory_kib), &scratch, b"right", SALT).unwrap();
        }
        assert_eq!(scratch.free.lock().unwrap().len(), 1);
    }

    #[test]
    fn what_a_cheaper_hash_saved_is_made_up_and_no_more() {
        for (before, now) in [((64, 1), (64, 3)), ((64, 1), (1000, 1)), ((64, 3), (100, 7)), ((100, 2), (64, 5))] {
            let (old, new) =
                (Params::new(before.0, before.1, 1, None).unwrap(), Params::new(now.0, now.1, 1, None).unwrap());
            let scratch = Scratch::default();
            let known = hash(&old, &scratch, b"right", SALT).unwrap();
            make_up(&new, &scratch, &known).unwrap();
            let (done, whole) = (scratch.filled(), cost(&new));
            assert!(done.abs_diff(whole) <= u64::from(now.1), "{before:?}, {now:?}: {done} of {whole}");
        }
        let scratch = Scratch::default();
        let dear = hash(&params(256), &scratch, b"right", SALT).unwrap();
        make_up(&params(64), &scratch, &dear).unwrap();
        assert_eq!(scratch.filled(), 256);
    }

    #[test]
    fn a_hash_that_cannot_be_read_is_an_error_and_no_answer() {
        for broken in ["", "plain", "$argon2id$v=19$m=64,t=1,p=1$", "$scrypt$ln=1$c2FsdHNhbHQ$aGFzaGhhc2g"] {
            assert!(matches(broken, &Scratch::default(), b"right").is_err(), "{broken}");
        }
    }
}
