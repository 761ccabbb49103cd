use serde_json::{Map, Value};

/// What a file says about itself, and its text.
#[derive(Debug)]
pub(super) struct FrontMatter<'t> {
    /// Keys and values.
    pub(super) values: Map<String, Value>,
    /// Everything behind it.
    pub(super) body: &'t str,
    /// The line, from 1, on which the text begins.
    pub(super) body_line: usize,
    raw: &'t str,
}

/// What is wrong, and on which line of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) line: Option<usize>,
    pub(super) reason: String,
}

impl FrontMatter<'_> {
    /// The line of the file on which a key stands; that of the opening marker if it does not.
    pub(super) fn line_of(&self, key: &str) -> usize {
        let is_it = |line: &str| {
            let rest = line.trim_start().strip_prefix(key).map(str::trim_start);
            rest.is_some_and(|rest| rest.starts_with('=') || rest.starts_with(':'))
        };
        self.raw.lines().position(is_it).map_or(1, |at| at + 2)
    }
}

/// Takes the front matter off a file. `None` if it has none.
pub(super) fn split(text: &str) -> Option<Result<FrontMatter<'_>, Fault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().next()?;
    let marker = first.trim_end();
    if marker != "+++" && marker != "---" {
        return None;
    }
    let start = (first.len() + 1).min(text.len());
    let mut at = start + usize::from(text.get(first.len()..).is_some_and(|rest| rest.starts_with("\r\n")));
    let start = at;
    for (number, line) in text.get(start..).unwrap_or_default().split_inclusive('\n').enumerate() {
        if line.trim_end() == marker {
            let (raw, body) = (text.get(start..at)?, text.get(at + line.len()..)?);
            let values = if marker == "+++" { toml_values(raw) } else { yaml_values(raw) };
            return Some(values.map(|values| FrontMatter { values, body, body_line: number + 3, raw }));
        }
        at += line.len();
    }
    Some(Err(Fault { line: Some(1), reason: format!("the front matter has no closing {marker}") }))
}

fn toml_values(raw: &str) -> Result<Map<String, Value>, Fault> {
    let table: toml::Table = raw.parse().map_err(|error: toml::de::Error| Fault {
        line: error.span().map(|span| raw.get(..span.start).unwrap_or_default().matches('\n').count() + 2),
        reason: format!("TOML: {}", error.message().replace('\n', " ")),
    })?;
    Ok(table.into_iter().map(|(key, value)| (key, json(value))).collect())
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(is) => Value::Bool(is),
        toml::Value::Datetime(moment) => Value::String(moment.to_string()),
        toml::Value::Array(values) => values.into_iter().map(json).collect(),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(key, value)| (key, json(value))).collect()),
    }
}

fn yaml_values(raw: &str) -> Result<Map<String, Value>, Fault> {
    if raw.trim().is_empty() {
        return Ok(Map::new());
    }
    // A tag called `y` or `no` is a word.
    let options = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(raw, options).map_err(|error| Fault {
        line: error.location().and_then(|location| usize::try_from(location.line()).ok()).map(|line| line + 1),
        // Behind the first line comes a picture of the source.
        reason: format!("YAML: {}", error.to_string().lines().next().unwrap_or_default()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_are_taken_off() {
        for text in [
            "+++\ntitle = \"A\"\n+++\n\nB\n",
            "---\ntitle: A\n---\n\nB\n",
            "---\r\ntitle: A\r\n---\r\n\nB\n",
            "\u{feff}+++\ntitle = 'A'\n+++\n\nB\n",
        ] {
            let front = split(text).unwrap().unwrap();
            assert_eq!(front.values.get("title"), Some(&Value::String("A".into())), "{text:?}");
            assert_eq!(front.body, "\nB\n");
            assert_eq!((front.line_of("title"), front.body_line), (2, 4));
        }
    }

    #[test]
    fn a_text_without_it_is_told_from_a_broken_one() {
        assert!(split("# Readme\n").is_none());
        assert!(split("").is_none());
        assert_eq!(split("+++\ntitle = 1\n").unwrap().unwrap_err().reason, "the front matter has no closing +++");
    }

    #[test]
    fn mistakes_have_lines() {
        assert_eq!(split("+++\na = 1\nb = = 2\n+++\n").unwrap().unwrap_err().line, Some(3));
        assert!(split("---\na: 1\nb: [1\nc: 2\n---\n").unwrap().unwrap_err().line.is_some());
        assert!(split("---\n- a\n---\n").unwrap().is_err());
    }
}
