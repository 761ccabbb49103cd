//! Tokens that members make for their scripts.

mod end;
mod list;
mod make;
mod owner;
mod shown;

pub use end::end;
pub use list::list;
pub use make::{MadeToken, make};
pub use shown::{keep, take};

pub(crate) use end::end_all;
pub(super) use end::end_by_token;
pub(super) use owner::owner;
