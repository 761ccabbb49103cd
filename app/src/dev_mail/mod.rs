//! The letters of a development server, which become files instead of leaving. Nothing of it exists elsewhere.

mod letter;
mod letters;

pub(crate) use letter::{letter, letter_html};
pub(crate) use letters::letters;
