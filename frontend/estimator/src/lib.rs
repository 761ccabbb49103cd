//! How well a password withstands guessing, for `public/strength.js`.
//!
//! A module of its own, because the lists of words that it knows weigh more than everything else in the browser, and only
//! who chooses a password wants them.

use domain::accounts::{PasswordContext, Strength};
use wasm_bindgen::prelude::wasm_bindgen;

/// What is told of a password.
#[wasm_bindgen(getter_with_clone)]
#[derive(Clone, Debug)]
pub struct Estimate {
    /// From 0 to 4, as [`Strength::score`].
    pub score: u8,
    /// The same in words, and what helps.
    pub words: String,
}

/// Estimates a password as the server does when the form is sent. `known` is what is known of its owner: name, address, and
/// the name of the site.
#[wasm_bindgen]
#[must_use]
pub fn estimate(password: &str, known: Vec<String>) -> Estimate {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let strength = Strength::of(password, &PasswordContext::of(&known));
    Estimate { score: strength.score, words: strength.to_string() }
}
