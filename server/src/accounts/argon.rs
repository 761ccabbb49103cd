//! Single hashes with Argon2, in memory that is used again.

use std::sync::{Mutex, PoisonError};

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
pub(super) struct Scratch(Mutex<Vec<Vec<Block>>>);

impl Scratch {
    fn lend<T>(&self, blocks: usize, work: impl FnOnce(&mut [Block]) -> T) -> T {
        let free = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = free().pop().filter(|memory| memory.len() >= blocks);
        let mut memory = kept.unwrap_or_else(|| vec![Block::new(); blocks]);
        let worked = work(&mut memory);
        free().push(memory);
        worked
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

fn fill(argon2: &Argon2<'_>, scratch: &Scratch, password: &[u8], salt: &[u8]) -> anyhow::Result<Output> {
    let params = argon2.params();
    let mut output = vec![0; params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN)];
    let filled = scratch.lend(params.block_count(), |memory| {
        argon2.hash_password_into_with_memory(password, salt, &mut output, memory)
    });
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
        assert_eq!(scratch.0.lock().unwrap().len(), 1);
    }

    #[test]
    fn a_hash_that_cannot_be_read_is_an_error_and_no_answer() {
        for broken in ["", "plain", "$argon2id$v=19$m=64,t=1,p=1$", "$scrypt$ln=1$c2FsdHNhbHQ$aGFzaGhhc2g"] {
            assert!(matches(broken, &Scratch::default(), b"right").is_err(), "{broken}");
        }
    }
}
