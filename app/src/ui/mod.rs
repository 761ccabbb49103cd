//! The kit that pages are made of: small pieces that know no word of any feature, one a file, with their styles in
//! `style/ui/` under the same names. All of it is rendered on the server.
//!
//! Three places put text into a page without the framework escaping it: [`TextArea`] and [`DataBlock`], which escape by hand
//! because the framework does not, and [`Prose`], which takes nothing but sanitised HTML. A test keeps it at that.

mod actions;
mod badge;
mod banner;
mod button;
mod checkbox;
mod choices;
mod code_field;
mod data_block;
mod data_table;
mod error_summary;
mod field;
mod notice;
mod pager;
mod password_field;
mod prose;
mod secret;
mod section;
mod select;
mod skip_link;
mod tabs;
mod text_area;
mod text_field;
mod time;
mod verbatim;
mod visually_hidden;

pub use actions::Actions;
pub use badge::{Badge, BadgeKind};
pub use banner::{Banner, BannerKind};
pub use button::{Button, ButtonKind, ButtonLink};
pub use checkbox::Checkbox;
pub use choices::Choices;
pub use code_field::{CodeField, CodeKind};
pub use data_block::DataBlock;
pub use data_table::DataTable;
pub use error_summary::ErrorSummary;
pub use notice::{Notice, NoticeKind};
pub use pager::Pager;
pub use password_field::PasswordField;
pub use prose::Prose;
pub use secret::{Secret, SecretList};
pub use section::Section;
pub use select::Select;
pub use skip_link::SkipLink;
pub use tabs::Tabs;
pub use text_area::TextArea;
pub use text_field::{InputKind, TextField};
pub use time::Time;
pub use verbatim::Verbatim;
pub use visually_hidden::VisuallyHidden;

#[cfg(test)]
mod tests;
