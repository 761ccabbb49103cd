use domain::{
    Problem, Slug, Timestamp,
    accounts::DisplayName,
    markdown::plain_text,
    posts::{PostForm, PostInput},
};
use serde_json::{Map, Value};
use time::{Date, OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description};

use super::{
    front_matter::{self, Fault, FrontMatter},
    report::{Failure, Report, Skipped},
    source::Source,
};

/// A post as its file has it, parsed.
#[derive(Debug)]
pub(super) struct Draft {
    /// The file's path in the folder.
    pub(super) key: String,
    /// The editor's fields; its cover and the links in its body are still those of the source.
    pub(super) form: PostForm,
    /// The cover picture, as the source names it.
    pub(super) cover: Option<String>,
    /// Names under the title.
    pub(super) authors: Vec<DisplayName>,
    /// Since when it is published; drafts may have none.
    pub(super) date: Option<Timestamp>,
    /// Whether it is a draft.
    pub(super) draft: bool,
    /// The address that it asks for, if it does.
    pub(super) slug: Option<Slug>,
    /// Where it used to be served, without slashes at the ends.
    pub(super) path: Option<String>,
    /// Where else.
    pub(super) aliases: Vec<String>,
    /// The line of the file on which the body begins.
    pub(super) body_line: usize,
    /// Digest of the file.
    pub(super) digest: blake3::Hash,
}

/// Parses every file; what is no post, and what cannot be one, goes into the report.
pub(super) fn parse_all(sources: Vec<Source>, report: &mut Report) -> Vec<Draft> {
    let mut drafts = Vec::with_capacity(sources.len());
    for Source { key: file, text } in sources {
        if file.rsplit('/').next() == Some("_index.md") {
            report.skipped.push(Skipped { file, reason: "describes a section, is no post".into() });
            continue;
        }
        match text.map_err(|reason| Fault { line: None, reason }).and_then(|text| parse(&file, &text)) {
            Ok(Some(draft)) => drafts.push(draft),
            Ok(None) => report.skipped.push(Skipped { file, reason: "no front matter".into() }),
            Err(Fault { line, reason }) => report.failed.push(Failure { file, line, reason }),
        }
    }
    drafts
}

fn parse(key: &str, text: &str) -> Result<Option<Draft>, Fault> {
    let Some(front) = front_matter::split(text).transpose()? else { return Ok(None) };
    let fields = Fields { front: &front };
    let title = fields.text("title")?.ok_or_else(|| fields.fault("title", "there is no title"))?;
    let title = plain_text(&title);
    let tags =
        [fields.names(&front.values, "tags")?, fields.taxonomy("tags")?, fields.taxonomy("categories")?].concat();
    let slug =
        fields.text("slug")?.map(|slug| Slug::parse(&slug).map_err(|error| fields.fault("slug", &error.message)));
    let path = fields.text("path")?.map(|path| path.trim_matches('/').to_owned()).filter(|path| !path.is_empty());
    let date = fields.date(path.as_deref())?;
    let draft = fields.flag("draft")?;
    if date.is_none() && !draft {
        return Err(fields.fault("date", "there is no date, neither in `date` nor at the beginning of `path`"));
    }
    let input = PostInput {
        title,
        standfirst: plain_text(&fields.first_text(&["standfirst", "description"])?.unwrap_or_default()),
        body: front.body.to_owned(),
        tags: tags.iter().map(|tag| tag.replace(',', " ")).collect::<Vec<_>>().join(","),
        ..PostInput::default()
    };
    Ok(Some(Draft {
        key: key.to_owned(),
        form: input.parse().map_err(|problem| fields.of_form(&problem))?,
        cover: fields.text("cover")?.filter(|cover| !cover.trim().is_empty()),
        authors: fields.authors()?,
        date,
        draft,
        slug: slug.transpose()?,
        path,
        aliases: fields.names(&front.values, "aliases")?,
        body_line: front.body_line + blank_lines(front.body),
        digest: blake3::hash(text.as_bytes()),
    }))
}

/// Empty lines at the beginning, which a body does not keep.
fn blank_lines(body: &str) -> usize {
    body.chars().take_while(|c| matches!(c, '\n' | '\r')).filter(|c| *c == '\n').count()
}

struct Fields<'f> {
    front: &'f FrontMatter<'f>,
}

impl Fields<'_> {
    fn fault(&self, key: &str, reason: &str) -> Fault {
        Fault { line: Some(self.front.line_of(key)), reason: format!("{key}: {reason}") }
    }

    fn of_form(&self, problem: &Problem) -> Fault {
        let Problem::Invalid { fields } = problem else {
            return Fault { line: None, reason: "it cannot be a post".into() };
        };
        let reasons: Vec<_> = fields.iter().map(|(field, error)| format!("{field}: {}", error.message)).collect();
        let line = match fields.iter().next() {
            Some(("body", _)) | None => self.front.body_line,
            Some((field, _)) => self.front.line_of(field),
        };
        Fault { line: Some(line), reason: reasons.join(" ") }
    }

    fn text(&self, key: &str) -> Result<Option<String>, Fault> {
        match self.front.values.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(_) => Err(self.fault(key, "this should be a text")),
        }
    }

    fn first_text(&self, keys: &[&str]) -> Result<Option<String>, Fault> {
        for key in keys {
            if let Some(text) = self.text(key)? {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }

    fn flag(&self, key: &str) -> Result<bool, Fault> {
        match self.front.values.get(key) {
            None | Some(Value::Null) => Ok(false),
            Some(Value::Bool(is)) => Ok(*is),
            Some(_) => Err(self.fault(key, "this should be true or false")),
        }
    }

    /// A list of texts, or a single one.
    fn names(&self, values: &Map<String, Value>, key: &str) -> Result<Vec<String>, Fault> {
        match values.get(key) {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::String(one)) => Ok(vec![one.clone()]),
            Some(Value::Array(several)) => several
                .iter()
                .map(|one| match one {
                    Value::String(text) => Ok(text.clone()),
                    Value::Number(number) => Ok(number.to_string()),
                    _ => Err(self.fault(key, "these should be texts")),
                })
                .collect(),
            Some(_) => Err(self.fault(key, "this should be a list of texts")),
        }
    }

    fn taxonomy(&self, key: &str) -> Result<Vec<String>, Fault> {
        match self.front.values.get("taxonomies") {
            Some(Value::Object(taxonomies)) => self.names(taxonomies, key),
            _ => Ok(Vec::new()),
        }
    }

    fn authors(&self) -> Result<Vec<DisplayName>, Fault> {
        let mut authors: Vec<DisplayName> = Vec::new();
        for key in ["authors", "author"] {
            for name in self.names(&self.front.values, key)? {
                let name = DisplayName::parse(&plain_text(&name)).map_err(|error| self.fault(key, &error.message))?;
                if !authors.contains(&name) {
                    authors.push(name);
                }
            }
        }
        Ok(authors)
    }

    fn date(&self, path: Option<&str>) -> Result<Option<Timestamp>, Fault> {
        match self.text("date")? {
            Some(date) => moment(&date).map(Some).ok_or_else(|| self.fault("date", "this is no date like 2026-11-20")),
            None => Ok(path.and_then(day_of_path)),
        }
    }
}

/// A day, or a moment; without an offset it is UTC.
fn moment(raw: &str) -> Option<Timestamp> {
    let raw = raw.trim().replacen(' ', "T", 1);
    let complete = if raw.len() == 19 { format!("{raw}Z") } else { raw.clone() };
    OffsetDateTime::parse(&complete, &Rfc3339).ok().map(Timestamp::from).or_else(|| {
        let day = raw.get(..10).filter(|_| raw.len() == 10)?;
        Date::parse(day, format_description!("[year]-[month]-[day]")).ok().map(Timestamp::from_date)
    })
}

/// The day that a path like `2016/08/18/title` begins with.
fn day_of_path(path: &str) -> Option<Timestamp> {
    let day: Vec<&str> = path.splitn(4, '/').take(3).collect();
    moment(&day.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str) -> Draft {
        parse("a.md", text).unwrap().unwrap()
    }

    fn fault(text: &str) -> (Option<usize>, String) {
        let fault = parse("a.md", text).unwrap_err();
        (fault.line, fault.reason)
    }

    #[test]
    fn everything_is_understood_in_both_languages() {
        for text in [
            "+++\ntitle = \"On `cats`\"\ndate = 2020-02-03\nauthors = [\"Ada Example\"]\ndescription = \"D\"\naliases = \"old.html\"\n[taxonomies]\ntags = [\"x\", \"y\"]\n+++\nB",
            "---\ntitle: On `cats`\ndate: 2020-02-03\nauthor: Ada Example\nstandfirst: D\naliases: [old.html]\ntags: [x, y]\n---\nB",
        ] {
            let draft = draft(text);
            assert_eq!(draft.form.title, "On cats");
            assert_eq!(draft.form.standfirst, "D");
            assert_eq!(draft.date.unwrap().rfc3339(), "2020-02-03T00:00:00Z");
            assert_eq!(draft.authors[0].as_str(), "Ada Example");
            assert_eq!(draft.form.tags.len(), 2);
            assert_eq!(draft.aliases, ["old.html"]);
        }
    }

    #[test]
    fn dates_come_in_several_forms() {
        for date in ["2020-02-03", "2020-02-03T00:00:00Z", "2020-02-03 00:00:00", "2020-02-03T02:00:00+02:00"] {
            assert_eq!(moment(date).unwrap().rfc3339(), "2020-02-03T00:00:00Z", "{date}");
        }
        assert_eq!(draft("+++\ntitle = 'A'\npath = '/2020/02/03/a/'\n+++\n").date, moment("2020-02-03"));
        assert_eq!(moment("yesterday"), None);
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        assert_eq!(fault("+++\ndate = 2020-01-01\n+++\n"), (Some(1), "title: there is no title".into()));
        assert_eq!(fault("+++\ntitle = 'A'\ndate = 'soon'\n+++\n").0, Some(3));
        assert_eq!(fault("+++\ntitle = 'A'\n\nauthors = 3\ndate = 2020-01-01\n+++\n").0, Some(4));
        assert_eq!(fault("+++\ntitle = ['A']\n+++\n").0, Some(2));
        assert!(fault("+++\ntitle = 'A'\n+++\n").1.contains("no date"));
        assert_eq!(fault("+++\ndate = 2020-01-01\nslug = 'A B'\ntitle = 'A'\n+++\n").0, Some(3));
        let long = format!("+++\ndate = 2020-01-01\ntitle = '{}'\n+++\n", "x".repeat(300));
        assert_eq!(fault(&long).0, Some(3));
    }
}
