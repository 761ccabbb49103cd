use serde::{Deserialize, Serialize};

use crate::{
    FieldError, FieldErrors, Problem, Slug,
    posts::{CoverUrl, TagName, parse_tags},
    text,
};

/// The editor's fields as typed; a missing one is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostInput {
    /// One line.
    pub title: String,
    /// One or two sentences below the title; may be empty.
    pub standfirst: String,
    /// Markdown.
    pub body: String,
    /// Comma-separated; may be empty.
    pub tags: String,
    /// Address of a picture; may be empty.
    pub cover: String,
    /// Empty to take it from the title.
    pub slug: String,
}

/// A post as it may be kept: the editor's fields, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostForm {
    /// 1 to 200 characters.
    pub title: String,
    /// At most 400 characters.
    pub standfirst: String,
    /// Markdown, at most 400,000 characters; a draft may be empty.
    pub body: String,
    /// At most ten.
    pub tags: Vec<TagName>,
    /// The cover picture.
    pub cover: Option<CoverUrl>,
    /// Chosen by the writer, or made from the title.
    pub slug: SlugChoice,
}

/// Where a slug came from decides what happens when it is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlugChoice {
    /// Typed: if it is taken, the writer is told.
    Typed(Slug),
    /// Made from the title: if it is taken, a number is put behind it.
    FromTitle(Slug),
}

impl PostInput {
    /// Parses every field, so that all mistakes are told at once.
    ///
    /// # Errors
    /// [`Problem::Invalid`] with the fields `title`, `standfirst`, `body`, `tags`, `cover` and `slug`.
    pub fn parse(&self) -> Result<PostForm, Problem> {
        let mut fields = FieldErrors::default();
        let title = fields.check("title", text::line(&self.title, 1..=200).map_err(title_words));
        let standfirst = fields.check("standfirst", text::line(&self.standfirst, 0..=400));
        let body = fields.check("body", text::prose(&self.body, 0..=400_000));
        let tags = fields.check("tags", parse_tags(&self.tags));
        let cover = fields.check("cover", CoverUrl::parse(&self.cover));
        let slug = fields.check("slug", choose_slug(&self.slug, &self.title));
        match (title, standfirst, body, tags, cover, slug) {
            (Some(title), Some(standfirst), Some(body), Some(tags), Some(cover), Some(slug)) => {
                Ok(PostForm { title, standfirst, body, tags, cover, slug })
            }
            _ => Err(Problem::Invalid { fields }),
        }
    }
}

fn title_words(error: FieldError) -> FieldError {
    if error.code == "required" { FieldError::new("required", "Give the post a title.") } else { error }
}

fn choose_slug(typed: &str, title: &str) -> Result<SlugChoice, FieldError> {
    let typed = typed.trim();
    if !typed.is_empty() {
        return Slug::parse(typed).map(SlugChoice::Typed);
    }
    let made = Slug::from_title(title).or_else(|| Slug::parse("post").ok());
    made.map(SlugChoice::FromTitle).ok_or_else(|| FieldError::new("slug", "Choose an address for this post."))
}

/// What the writer wants to happen after saving: the button that was pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Afterwards {
    /// Go on writing.
    #[default]
    Stay,
    /// See it as readers would.
    Preview,
    /// Publish it.
    Publish,
}

impl Afterwards {
    /// From the button's value; anything unknown just saves.
    #[must_use]
    pub fn parse(raw: &str) -> Self {
        match raw {
            "preview" => Self::Preview,
            "publish" => Self::Publish,
            _ => Self::Stay,
        }
    }

    /// The button's value.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stay => "stay",
            Self::Preview => "preview",
            Self::Publish => "publish",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_mistakes_are_told_at_once() {
        let input = PostInput {
            cover: "javascript:alert(1)".into(),
            slug: "No Slug".into(),
            tags: "???".into(),
            ..PostInput::default()
        };
        let Err(Problem::Invalid { fields }) = input.parse() else { panic!("accepted") };
        assert_eq!(fields.iter().map(|(field, _)| field).collect::<Vec<_>>(), ["cover", "slug", "tags", "title"]);
    }

    #[test]
    fn the_slug_comes_from_the_title_unless_typed() {
        let input = PostInput { title: "Hello, World".into(), ..PostInput::default() };
        assert_eq!(input.parse().unwrap().slug, SlugChoice::FromTitle(Slug::parse("hello-world").unwrap()));
        let typed = PostInput { slug: "hi".into(), ..input };
        assert_eq!(typed.parse().unwrap().slug, SlugChoice::Typed(Slug::parse("hi").unwrap()));
    }

    #[test]
    fn a_title_without_letters_still_gets_an_address() {
        let input = PostInput { title: "!!!".into(), ..PostInput::default() };
        assert_eq!(input.parse().unwrap().slug, SlugChoice::FromTitle(Slug::parse("post").unwrap()));
    }
}
