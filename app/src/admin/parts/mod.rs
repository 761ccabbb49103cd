//! Server-rendered pieces of these pages.

mod events;

pub(crate) use events::EventTable;
