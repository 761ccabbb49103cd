//! Masthead's entry into the browser: wakes the islands of a page.

// The islands register themselves by being linked.
use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by `boot.js`, before it wakes each island of the page.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
