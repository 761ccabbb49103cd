use anyhow::Context;
use domain::{Timestamp, markdown::plain_text};

use crate::posts::Written;

/// A post as a file that `masthead import` reads again. What is not public becomes a draft.
pub(super) fn file(post: &Written) -> anyhow::Result<String> {
    let mut front = toml::Table::new();
    let mut text = |key: &str, value: String| {
        if !value.is_empty() {
            front.insert(key.to_owned(), value.into());
        }
    };
    text("title", as_markdown(&post.input.title));
    text("standfirst", as_markdown(&post.input.standfirst));
    text("slug", post.input.slug.clone());
    text("date", post.published_at.map(Timestamp::rfc3339).unwrap_or_default());
    text("cover", post.input.cover.clone());
    front.insert("authors".into(), list(post.authors.iter().map(|name| as_markdown(name))));
    front.insert("tags".into(), list(post.input.tags.split(", ").filter(|tag| !tag.is_empty()).map(str::to_owned)));
    if !post.is_public {
        front.insert("draft".into(), true.into());
    }
    let front = toml::to_string(&front).context("the front matter of a post cannot be written")?;
    Ok(format!("+++\n{front}+++\n\n{}\n", post.input.body))
}

fn list(texts: impl Iterator<Item = String>) -> toml::Value {
    toml::Value::Array(texts.map(toml::Value::String).collect())
}

/// An import takes titles and names for Markdown, so whatever would mean something there is escaped.
fn as_markdown(plain: &str) -> String {
    if plain_text(plain) == plain {
        return plain.to_owned();
    }
    plain.chars().fold(String::new(), |mut escaped, c| {
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(c);
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_stays_what_it_is() {
        for title in
            ["5 * 3 * 2", "On `cats`", "a_b_c & <d>", "[x](y)", "Plain words", "1. First", "# No heading", "C:\\dir"]
        {
            assert_eq!(plain_text(&as_markdown(title)), title);
        }
    }
}
