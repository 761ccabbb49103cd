use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

/// Longer than any line: 40 digits, a colon, a count of up to twenty digits, and the end of the line.
const LINE: usize = 64;
/// When so little is left, it is read in one go.
const BLOCK: u64 = 4096;
/// Places at which a long list is looked at to see whether it is one.
const PROBES: u64 = 32;

type Sha1Digest = [u8; 20];

/// A file of SHA-1 digests in ascending order, which is searched where it lies: some 25 short reads find one of a thousand
/// million.
pub(super) struct List {
    path: PathBuf,
    file: File,
    length: u64,
}

/// A line of the list, and where it stands.
struct Line {
    digest: Sha1Digest,
    start: u64,
    /// Where the next one begins.
    end: u64,
}

impl List {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let told = || format!("the list of breached passwords {} cannot be read", path.display());
        let file = File::open(path).with_context(told)?;
        let about = file.metadata().with_context(told)?;
        if !about.is_file() {
            bail!("the list of breached passwords {} is not a file", path.display());
        }
        Ok(Self { path: path.to_owned(), file, length: about.len() })
    }

    /// Looks at the beginning of the file and at some places of it, or at all of a short one.
    pub(super) fn check(&mut self) -> Result<()> {
        let digests = if self.length <= BLOCK {
            self.lines(0, self.length)?
        } else {
            let first = self.lines(0, LINE as u64)?.into_iter().take(1);
            let probes = (0..PROBES).map(|probe| self.length / PROBES * probe).collect::<Vec<_>>();
            let probes = probes.into_iter().map(|place| self.line_behind(place).map(|line| line.digest));
            first.map(Ok).chain(probes).collect::<Result<_>>()?
        };
        if digests.is_empty() {
            bail!("the list of breached passwords {} is empty", self.path.display());
        }
        if !digests.is_sorted() {
            bail!(
                "the list of breached passwords {} is not sorted by its digests; of Pwned Passwords take the one that is \
                 ordered by hash",
                self.path.display()
            );
        }
        Ok(())
    }

    /// Whether this digest is on the list.
    pub(super) fn contains(&mut self, wanted: &Sha1Digest) -> Result<bool> {
        // If it is there, its line begins in this stretch, which itself begins with a line.
        let (mut from, mut to) = (0, self.length);
        while to - from > BLOCK {
            let line = self.line_behind(from + (to - from) / 2)?;
            if line.digest == *wanted {
                return Ok(true);
            }
            if line.digest < *wanted {
                from = line.end;
            } else {
                to = line.start;
            }
        }
        Ok(self.lines(from, to)?.contains(wanted))
    }

    /// The first line that begins behind a place, which is further than a line from the end.
    fn line_behind(&mut self, place: u64) -> Result<Line> {
        let bytes = self.read(place, 2 * LINE)?;
        let newline = |from: usize| bytes[from..].iter().position(|byte| *byte == b'\n').map(|at| from + at);
        let begin = newline(0).map(|at| at + 1).filter(|begin| *begin <= LINE).ok_or_else(|| self.no_list())?;
        let end = newline(begin).unwrap_or(bytes.len());
        let digest = digest(&bytes[begin..end]).ok_or_else(|| self.no_list())?;
        Ok(Line { digest, start: place + begin as u64, end: (place + end as u64 + 1).min(self.length) })
    }

    /// The digests of the lines in a stretch that begins with one; a line at its end that is not whole is left out.
    fn lines(&mut self, from: u64, to: u64) -> Result<Vec<Sha1Digest>> {
        let bytes = self.read(from, usize::try_from(to - from)?)?;
        let whole =
            if to == self.length { bytes.len() } else { bytes.iter().rposition(|byte| *byte == b'\n').unwrap_or(0) };
        let lines = bytes[..whole].split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
        lines.map(|line| digest(line).ok_or_else(|| self.no_list())).collect()
    }

    /// So many bytes of the file, or fewer at its end.
    fn read(&mut self, from: u64, length: usize) -> Result<Vec<u8>> {
        let told = || format!("the list of breached passwords {} cannot be read", self.path.display());
        let mut bytes = Vec::with_capacity(length);
        self.file.seek(SeekFrom::Start(from)).with_context(told)?;
        Read::by_ref(&mut self.file).take(length as u64).read_to_end(&mut bytes).with_context(told)?;
        Ok(bytes)
    }

    fn no_list(&self) -> anyhow::Error {
        let path = self.path.display();
        anyhow::anyhow!(
            "the list of breached passwords {path} does not hold one SHA-1 digest of 40 hexadecimal digits a line"
        )
    }
}

/// What a line says; nothing if it is no line of such a list.
fn digest(line: &[u8]) -> Option<Sha1Digest> {
    let (digits, count) = line.trim_ascii_end().split_at_checked(40)?;
    let is_count = |count: &[u8]| !count.is_empty() && count.iter().all(u8::is_ascii_digit);
    if !count.is_empty() && !count.strip_prefix(b":").is_some_and(is_count) {
        return None;
    }
    let mut digest = [0; 20];
    for (byte, pair) in digest.iter_mut().zip(digits.chunks_exact(2)) {
        let value = |digit: u8| char::from(digit).to_digit(16);
        *byte = u8::try_from(value(pair[0])? * 16 + value(pair[1])?).ok()?;
    }
    Some(digest)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    /// A file with a digest for every number, in steps so that there is room between them.
    fn list(count: u32, line: impl Fn(&str) -> String) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let text: String = (0..count).map(|number| line(&hex(number * 2 + 1))).collect();
        let path = folder.path().join("list.txt");
        std::fs::write(&path, text).unwrap();
        (folder, path)
    }

    fn hex(number: u32) -> String {
        let digest = of(number);
        digest.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02X}").unwrap();
            text
        })
    }

    fn of(number: u32) -> Sha1Digest {
        let mut digest = [0; 20];
        digest[..4].copy_from_slice(&number.to_be_bytes());
        digest
    }

    #[test]
    fn finds_every_line_and_nothing_between_them_however_they_end() {
        let shapes: [fn(&str) -> String; 5] = [
            |hex| format!("{hex}:{}\r\n", hex.len()),
            |hex| format!("{hex}:12345678901234567890\n"),
            |hex| format!("{hex}\n"),
            |hex| format!("{}\r\n", hex.to_lowercase()),
            // Lines of different lengths.
            |hex| format!("{hex}:{}\n", "9".repeat(1 + usize::from(hex.as_bytes()[7] % 9))),
        ];
        for shape in shapes {
            for count in [1, 2, 90, 1000] {
                let (_folder, path) = list(count, shape);
                let mut list = List::open(&path).unwrap();
                list.check().unwrap();
                for number in 0..count {
                    assert!(list.contains(&of(number * 2 + 1)).unwrap(), "{number} of {count}");
                    assert!(!list.contains(&of(number * 2)).unwrap(), "before {number} of {count}");
                }
                assert!(!list.contains(&[0xff; 20]).unwrap());
            }
        }
    }

    #[test]
    fn the_last_line_needs_no_end() {
        let (_folder, path) = list(500, |hex| format!("{hex}:1\n"));
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.trim_end()).unwrap();
        let mut list = List::open(&path).unwrap();
        assert!(list.contains(&of(999)).unwrap() && !list.contains(&of(1000)).unwrap());
    }

    #[test]
    fn what_is_no_such_list_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let told = |text: &str| {
            let path = folder.path().join("list.txt");
            std::fs::write(&path, text).unwrap();
            List::open(&path).unwrap().check().unwrap_err().to_string()
        };
        assert!(told("").ends_with("is empty"));
        assert!(told("password\n123456\n").contains("40 hexadecimal digits"));
        assert!(told(&"no newline anywhere ".repeat(1000)).contains("40 hexadecimal digits"));
        // NTLM, as the other download has it.
        assert!(told("0123456789ABCDEF0123456789ABCDEF:7\n").contains("40 hexadecimal digits"));
        assert!(told(&format!("{}:3\n{}:9\n", hex(9), hex(3))).contains("ordered by hash"));
        let by_count: String =
            (0..1000).map(|number: u32| format!("{}:1\n", hex(number.wrapping_mul(0x9E37_79B9)))).collect();
        assert!(told(&by_count).contains("ordered by hash"));
        let missing = List::open(&folder.path().join("missing")).err().unwrap().to_string();
        assert!(missing.ends_with("cannot be read"), "{missing}");
        assert!(List::open(folder.path()).err().unwrap().to_string().ends_with("is not a file"));
    }
}
