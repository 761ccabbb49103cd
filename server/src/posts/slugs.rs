//! Addresses of posts: choosing one that is free, and keeping those that were ever in use.

use domain::{Problem, Slug, posts::SlugChoice};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::{
    Result,
    entities::{author, post, post_slug},
};

/// The first of `wish`, `wish-2`, `wish-3`, … that no post has or had.
///
/// Somebody else may take it before it is inserted; then the unique index says so and the caller chooses again.
pub(crate) async fn free_post_slug(db: &impl ConnectionTrait, wish: &Slug) -> Result<Slug> {
    first_free(db, SlugOwners::Posts, wish).await
}

/// Whose slugs must differ from each other.
#[derive(Clone, Copy, Debug)]
pub(super) enum SlugOwners {
    /// Posts, with every slug that they ever had.
    Posts,
    /// Authors.
    Authors,
}

/// The first of `wish`, `wish-2`, … that none of the owners has. Asks for ever more at a time, so that a title used a
/// thousand times costs four questions.
pub(super) async fn first_free(db: &impl ConnectionTrait, owners: SlugOwners, wish: &Slug) -> Result<Slug> {
    let mut candidates = vec![wish.clone()];
    let mut next = 2;
    for more in [8, 90, 900, 9000] {
        candidates.extend((next..next + more).map(|number| wish.numbered(number)));
        next += more;
        let taken = taken(db, owners, &candidates).await?;
        if let Some(free) = candidates.iter().find(|slug| !taken.iter().any(|taken| taken == slug.as_str())) {
            return Ok(free.clone());
        }
        candidates.clear();
    }
    Err(Problem::field("slug", "taken", "Choose another address: this one is in use too often.").into())
}

async fn taken(db: &impl ConnectionTrait, owners: SlugOwners, candidates: &[Slug]) -> Result<Vec<String>> {
    let candidates = candidates.iter().map(Slug::as_str);
    let taken = match owners {
        SlugOwners::Posts => {
            let query = post_slug::Entity::find().select_only().column(post_slug::Column::Slug);
            query.filter(post_slug::Column::Slug.is_in(candidates)).into_tuple().all(db).await?
        }
        SlugOwners::Authors => {
            let query = author::Entity::find().select_only().column(author::Column::Slug);
            query.filter(author::Column::Slug.is_in(candidates)).into_tuple().all(db).await?
        }
    };
    Ok(taken)
}

/// The address for a post that is new.
pub(super) async fn for_new(db: &impl ConnectionTrait, choice: &SlugChoice) -> Result<Slug> {
    match choice {
        SlugChoice::FromTitle(wish) => free_post_slug(db, wish).await,
        SlugChoice::Typed(slug) => match holder(db, slug).await? {
            None => Ok(slug.clone()),
            Some(_) => Err(in_use().into()),
        },
    }
}

/// The address for a post that is saved again. A typed one is taken as it is. Without one, an address that readers may
/// have seen stays, and any other follows the title.
pub(super) async fn for_saved(db: &impl ConnectionTrait, post: &post::Model, choice: &SlugChoice) -> Result<Slug> {
    let present = super::row::slug(post.slug.clone())?;
    match choice {
        SlugChoice::Typed(slug) if *slug == present => Ok(present),
        SlugChoice::Typed(slug) => match holder(db, slug).await? {
            Some(other) if other != post.id => Err(in_use().into()),
            _ => Ok(slug.clone()),
        },
        SlugChoice::FromTitle(wish) if post.published_at.is_some() || follows(&present, wish) => Ok(present),
        SlugChoice::FromTitle(wish) => free_post_slug(db, wish).await,
    }
}

/// Whether `slug` was made from `wish`, with or without a number.
pub(super) fn follows(slug: &Slug, wish: &Slug) -> bool {
    let number = slug.as_str().rsplit_once('-').and_then(|(_, number)| number.parse().ok());
    slug == wish || number.is_some_and(|number: u32| number >= 2 && wish.numbered(number) == *slug)
}

/// Whether a post's address was made from its title and seen by nobody but its writers.
pub(super) fn is_provisional(post: &post::Model) -> bool {
    let made = Slug::from_title(&post.title).or_else(|| Slug::parse("post").ok());
    let present = Slug::parse(&post.slug).ok();
    post.published_at.is_none() && present.zip(made).is_some_and(|(present, made)| follows(&present, &made))
}

/// Notes that the post has this address now, and had its last one; a provisional one is given back.
pub(super) async fn change(db: &impl ConnectionTrait, post: &post::Model, slug: &Slug) -> Result<()> {
    if post.slug == slug.as_str() {
        return Ok(());
    }
    if is_provisional(post) {
        post_slug::Entity::delete_by_id(&*post.slug).exec(db).await?;
    }
    if holder(db, slug).await? == Some(post.id) {
        return Ok(());
    }
    claim(db, slug, post.id).await
}

/// Notes that a post has this address.
pub(super) async fn claim(db: &impl ConnectionTrait, slug: &Slug, post: Uuid) -> Result<()> {
    let row = post_slug::ActiveModel { slug: Set(slug.as_str().to_owned()), post_id: Set(post) };
    post_slug::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

async fn holder(db: &impl ConnectionTrait, slug: &Slug) -> Result<Option<Uuid>> {
    Ok(post_slug::Entity::find_by_id(slug.as_str()).one(db).await?.map(|row| row.post_id))
}

fn in_use() -> Problem {
    Problem::field("slug", "taken", "Another post has or had this address. Choose a different one.")
}
