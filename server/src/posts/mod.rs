//! Posts: writing, publishing and reading them.
//!
//! `editable` holds the only way to load a post for its writers, `published` the only one for readers.

mod addresses;
mod announce;
mod authors;
mod channel;
mod counts;
mod create;
mod delete;
mod desk;
mod editable;
mod forget;
mod labels;
mod lists;
mod manuscript;
mod moves;
mod narrowed;
mod neighbours;
mod page;
mod public_change;
mod publish;
mod published;
pub(crate) mod records;
mod redirects;
mod rest;
mod restore;
mod row;
mod save;
mod slugs;
mod source;
mod tags;
mod unpublish;
mod written_by;
mod years;

use domain::{Slug, id::PostId, posts::Status};

pub use addresses::{Address, addresses, author_addresses, cuts, months, tag_addresses};
pub use channel::{Broadcast, Channel, WholePost, broadcast};
pub use create::create;
pub use delete::delete;
pub use desk::desk;
pub use lists::{by_author, front_page, in_year, with_tag};
pub use manuscript::manuscript;
pub use page::{Found, published};
pub use public_change::last_public_change;
pub use publish::publish;
pub use redirects::moved_from;
pub use restore::restore;
pub use save::save;
pub use source::{Source, source};
pub use unpublish::unpublish;
pub use years::years;

pub(crate) use forget::forget_unpublished;
pub(crate) use published::published_posts;
pub(crate) use rest::{Contract, routes_by_path};
pub(crate) use row::{Standing, columns_of, public_change, slug as stored_slug, text_columns};
pub(crate) use tags::retag;
pub(crate) use written_by::{Written, written_by};

/// What became of a post that was written or moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Which post.
    pub id: PostId,
    /// Its present address.
    pub slug: Slug,
    /// What the next save has to name.
    pub version: i64,
    /// Where it stands now.
    pub status: Status,
}
