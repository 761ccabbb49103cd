use std::fmt;

/// How far an import is: told after each post that was rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Posts done.
    pub done: usize,
    /// Posts to do; those that did not change are not among them.
    pub total: usize,
    /// The file that was done last.
    pub file: String,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Posts that are new.
    pub created: usize,
    /// Posts that changed since the last import.
    pub updated: usize,
    /// Posts that did not.
    pub unchanged: usize,
    /// Pictures that are new.
    pub pictures: usize,
    /// Old addresses that lead to posts from now on.
    pub redirects: usize,
    /// Files that are no posts.
    pub skipped: Vec<Skipped>,
    /// Files that were imported, but not as they should be.
    pub warnings: Vec<Failure>,
    /// Files that were not imported.
    pub failed: Vec<Failure>,
}

/// A file that was left out on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its path in the folder.
    pub file: String,
    /// Why.
    pub reason: String,
}

/// Something wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Its path in the folder.
    pub file: String,
    /// The line, from 1, if it can be told.
    pub line: Option<usize>,
    /// What is wrong.
    pub reason: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.reason),
            None => write!(f, "{}: {}", self.file, self.reason),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} created, {} updated, {} unchanged", self.created, self.updated, self.unchanged)?;
        write!(f, "{} new pictures, {} new redirects", self.pictures, self.redirects)?;
        for skipped in &self.skipped {
            write!(f, "\nskipped  {}: {}", skipped.file, skipped.reason)?;
        }
        for warning in &self.warnings {
            write!(f, "\nwarning  {warning}")?;
        }
        for failure in &self.failed {
            write!(f, "\nfailed   {failure}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_happened_and_where() {
        let report = Report {
            created: 2,
            skipped: vec![Skipped { file: "README.md".into(), reason: "no front matter".into() }],
            failed: vec![Failure { file: "a.md".into(), line: Some(3), reason: "the title is missing".into() }],
            ..Report::default()
        };
        assert_eq!(
            report.to_string(),
            "2 created, 0 updated, 0 unchanged\n0 new pictures, 0 new redirects\n\
             skipped  README.md: no front matter\nfailed   a.md:3: the title is missing"
        );
    }
}
