use std::{fmt, str::FromStr};

/// A place of the record and the digest of its row, as somebody noted them earlier, where whoever can write to the database
/// cannot reach it. The record was not rewritten up to there if it still has that row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The place, from 1 on.
    pub seq: i64,
    /// The digest: 64 hexadecimal digits.
    pub digest: String,
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.digest)
    }
}

impl FromStr for Checkpoint {
    type Err = &'static str;

    fn from_str(raw: &str) -> Result<Self, Self::Err> {
        let parsed = raw.trim().split_once(':').and_then(|(seq, digest)| {
            let seq = seq.parse().ok().filter(|seq| *seq > 0)?;
            let digest = digest.to_ascii_lowercase();
            let is_digest = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_digest.then_some(Self { seq, digest })
        });
        parsed.ok_or(
            "a checkpoint is the number of an event, a colon and 64 hexadecimal digits, as this command prints it",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_can_be_given_back() {
        let noted = Checkpoint { seq: 41, digest: "0f".repeat(32) };
        assert_eq!(noted.to_string().parse(), Ok(noted.clone()));
        assert_eq!(format!(" {}\n", noted.to_string().to_uppercase()).parse(), Ok(noted));
    }

    #[test]
    fn nothing_else_is_a_checkpoint() {
        let digest = "0f".repeat(32);
        for wrong in ["", ":", "41", &digest, &format!("0:{digest}"), &format!("-1:{digest}"), &format!("41:{digest}0")]
        {
            assert!(wrong.parse::<Checkpoint>().is_err(), "{wrong:?}");
        }
        assert!(format!("41:{}", "xy".repeat(32)).parse::<Checkpoint>().is_err());
    }
}
