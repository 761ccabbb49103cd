//! What reacts in the browser; everything else about posts is plain HTML.

#[cfg(feature = "hydrate")]
mod browser;
mod live_preview;

pub use live_preview::LivePreview;
