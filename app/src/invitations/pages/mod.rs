//! The page that a letter leads to.

mod invitation;

pub(crate) use invitation::invitation;
