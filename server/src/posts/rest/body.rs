use domain::{FieldError, FieldErrors, Problem, posts::PostInput};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use crate::posts::records::PostRecord;

/// A new draft.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = NewPost)]
pub(super) struct NewPost {
    /// One line of up to 200 characters.
    #[schema(required = true, min_length = 1, max_length = 200, example = "First light")]
    title: String,
    /// One or two sentences, up to 400 characters.
    #[schema(max_length = 400)]
    standfirst: String,
    /// Markdown, up to 400,000 characters.
    #[schema(max_length = 400_000, example = "The valley was *quiet*.")]
    body: String,
    /// At most ten names.
    #[schema(max_items = 10)]
    tags: Vec<String>,
    /// Address of a picture.
    cover: String,
    /// The readable part of the address; made from the title if it is left out.
    #[schema(max_length = 80)]
    slug: String,
}

impl NewPost {
    pub(super) fn input(self) -> Result<PostInput, Problem> {
        let Self { title, standfirst, body, tags, cover, slug } = self;
        Ok(PostInput { title, standfirst, body, tags: joined(&tags)?, cover, slug })
    }
}

/// What is to change in a post, as JSON Merge Patch (RFC 7396): what is left out stays, `null` empties.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = PostPatch)]
pub(super) struct PostPatch {
    /// One line of up to 200 characters.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 200)]
    title: Option<String>,
    /// One or two sentences, up to 400 characters.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 400)]
    standfirst: Option<String>,
    /// Markdown, up to 400,000 characters.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 400_000)]
    body: Option<String>,
    /// At most ten names, in place of those that there are.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<Vec<String>>, max_items = 10)]
    tags: Option<Vec<String>>,
    /// Address of a picture.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    cover: Option<String>,
    /// The readable part of the address; the old one leads to the new one.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 80)]
    slug: Option<String>,
}

/// What is there, `null` being what is empty.
fn given<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer).map(|value| Some(value.unwrap_or_default()))
}

impl PostPatch {
    /// The fields of `post` with the changes made.
    pub(super) fn apply(self, post: PostRecord) -> Result<PostInput, Problem> {
        let known = || post.tags.iter().map(|tag| tag.name.clone()).collect();
        Ok(PostInput {
            tags: joined(&self.tags.unwrap_or_else(known))?,
            title: self.title.unwrap_or(post.title),
            standfirst: self.standfirst.unwrap_or(post.standfirst),
            body: self.body.unwrap_or(post.body),
            cover: self.cover.unwrap_or_else(|| post.cover.unwrap_or_default()),
            slug: self.slug.unwrap_or(post.slug),
        })
    }
}

/// Tags as the editor's field has them.
fn joined(tags: &[String]) -> Result<String, Problem> {
    if tags.iter().any(|tag| tag.contains(',')) {
        let told = FieldError::new("comma", "The name of a tag has no comma.");
        return Err(Problem::Invalid { fields: FieldErrors::one("tags", told) });
    }
    Ok(tags.join(", "))
}
