//! Posts: their statuses and legal moves, the form that writes them, who may do what, and how they are shown.

mod cover;
mod forms;
mod policy;
mod reading_time;
mod status;
mod tag;
mod view;

pub use cover::CoverUrl;
pub use forms::{Afterwards, PostForm, PostInput, SlugChoice};
pub use policy::PostFacts;
pub use reading_time::ReadingTime;
pub use status::{Move, Publication, Status};
pub use tag::{TagName, parse_tags};
pub use view::{AuthorView, Byline, Card, DeskRow, Manuscript, Neighbour, PublishedPost, TagView, YearCount};
