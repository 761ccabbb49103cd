use std::collections::BTreeSet;

use domain::FieldError;

/// A part of a post that programs may ask for. `id` comes along always.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PostField {
    Slug,
    Url,
    Status,
    Title,
    Standfirst,
    Summary,
    Body,
    Html,
    Cover,
    Authors,
    Tags,
    Words,
    ReadingMinutes,
    CommentCount,
    PublishedAt,
    UpdatedAt,
    DeletedAt,
}

impl PostField {
    /// All of them, in the order of the answer.
    pub(crate) const ALL: [Self; 17] = [
        Self::Slug,
        Self::Url,
        Self::Status,
        Self::Title,
        Self::Standfirst,
        Self::Summary,
        Self::Body,
        Self::Html,
        Self::Cover,
        Self::Authors,
        Self::Tags,
        Self::Words,
        Self::ReadingMinutes,
        Self::CommentCount,
        Self::PublishedAt,
        Self::UpdatedAt,
        Self::DeletedAt,
    ];

    /// The name in answers and in `fields`.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Slug => "slug",
            Self::Url => "url",
            Self::Status => "status",
            Self::Title => "title",
            Self::Standfirst => "standfirst",
            Self::Summary => "summary",
            Self::Body => "body",
            Self::Html => "html",
            Self::Cover => "cover",
            Self::Authors => "authors",
            Self::Tags => "tags",
            Self::Words => "words",
            Self::ReadingMinutes => "reading_minutes",
            Self::CommentCount => "comment_count",
            Self::PublishedAt => "published_at",
            Self::UpdatedAt => "updated_at",
            Self::DeletedAt => "deleted_at",
        }
    }
}

/// The parts that were asked for; what is not among them is not read either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fields(BTreeSet<PostField>);

impl Fields {
    /// Everything: what one post shows.
    pub(crate) fn all() -> Self {
        Self(PostField::ALL.into())
    }

    /// Everything but the text: what lists show.
    pub(crate) fn without_text() -> Self {
        let is_text = |field: &PostField| matches!(field, PostField::Body | PostField::Html);
        Self(PostField::ALL.into_iter().filter(|field| !is_text(field)).collect())
    }

    /// Names with commas between them.
    ///
    /// # Errors
    /// `unknown` for a name that is none.
    pub(crate) fn parse(raw: &str) -> Result<Self, FieldError> {
        let names = raw.split(',').map(str::trim).filter(|name| !["", "id"].contains(name));
        names.map(field).collect::<Result<_, _>>().map(Self)
    }

    pub(crate) fn has(&self, field: PostField) -> bool {
        self.0.contains(&field)
    }

    /// The names of what an answer holds.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once("id").chain(self.0.iter().map(|field| field.as_str()))
    }
}

impl FromIterator<PostField> for Fields {
    fn from_iter<I: IntoIterator<Item = PostField>>(fields: I) -> Self {
        Self(fields.into_iter().collect())
    }
}

fn field(name: &str) -> Result<PostField, FieldError> {
    PostField::ALL.into_iter().find(|field| field.as_str() == name).ok_or_else(|| {
        let known: Vec<_> = PostField::ALL.into_iter().map(PostField::as_str).collect();
        FieldError::new("unknown", format!("There is no field `{name}`; there are id, {}.", known.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_there_is_can_be_asked_for() {
        let fields = Fields::parse("title, id,slug").unwrap();
        assert_eq!(fields.names().collect::<Vec<_>>(), ["id", "slug", "title"]);
        assert_eq!(Fields::parse("").unwrap().names().collect::<Vec<_>>(), ["id"]);
        assert_eq!(Fields::parse("title,password").unwrap_err().code, "unknown");
    }
}
