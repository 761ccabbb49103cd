use domain::{
    Timestamp,
    posts::{AuthorView, Byline, PublishedPost, TagView},
};

/// What a page for readers is about.
#[derive(Clone, Debug, Default)]
pub enum Subject {
    /// Nothing that has a name elsewhere.
    #[default]
    Page,
    /// The publication.
    Site,
    /// A tag.
    Tag(TagView),
    /// An author.
    Author(AuthorView),
    /// A post.
    Article(Box<Article>),
}

/// A post, as far as programs are told of it in the head.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its cover picture.
    pub cover: Option<String>,
    /// The date readers see.
    pub published_at: Timestamp,
    /// When it changed last, for its readers.
    pub changed_at: Timestamp,
    /// Who wrote it.
    pub authors: Vec<Byline>,
    /// What it is about.
    pub tags: Vec<TagView>,
    /// Its Markdown.
    pub markdown: String,
}

impl Subject {
    /// A post.
    #[must_use]
    pub fn post(post: &PublishedPost) -> Self {
        let published_at = post.publication.at();
        Self::Article(Box::new(Article {
            cover: post.cover.clone(),
            published_at,
            changed_at: post.updated_at.max(published_at),
            authors: post.authors.clone(),
            tags: post.tags.clone(),
            markdown: domain::paths::post_markdown(&post.slug),
        }))
    }
}
