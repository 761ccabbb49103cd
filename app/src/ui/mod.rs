//! The kit that pages are made of: small pieces that know no word of any feature, one a file, with their styles in
//! `style/ui/` under the same names. All of it is rendered on the server.
//!
//! Two places put text into a page without the framework escaping it: [`TextArea`], which escapes by hand because the
//! framework does not, and [`Prose`], which takes nothing but sanitised HTML. A test keeps it at that.

mod actions;
mod badge;
mod button;
mod checkbox;
mod data_table;
mod error_summary;
mod field;
mod notice;
mod pager;
mod password_field;
mod prose;
mod section;
mod select;
mod skip_link;
mod tabs;
mod text_area;
mod text_field;
mod time;
mod visually_hidden;

pub use actions::Actions;
pub use badge::{Badge, BadgeKind};
pub use button::{Button, ButtonKind, ButtonLink};
pub use checkbox::Checkbox;
pub use data_table::DataTable;
pub use error_summary::ErrorSummary;
pub use notice::{Notice, NoticeKind};
pub use pager::Pager;
pub use password_field::PasswordField;
pub use prose::Prose;
pub use section::Section;
pub use select::Select;
pub use skip_link::SkipLink;
pub use tabs::Tabs;
pub use text_area::TextArea;
pub use text_field::{InputKind, TextField};
pub use time::Time;
pub use visually_hidden::VisuallyHidden;

#[cfg(test)]
mod tests;
