//! What tests read out of letters.

use server::mail::{Block, Letter};

/// The secret in the link of a letter's button.
#[track_caller]
pub(super) fn token(letter: &Letter) -> String {
    token_in(letter).expect("the letter has a link with a token")
}

/// The same, if there is one.
pub(crate) fn token_in(letter: &Letter) -> Option<String> {
    letter.blocks.iter().find_map(|block| match block {
        Block::Button { url, .. } => url.split_once("?token=").map(|(_, token)| token.to_owned()),
        _ => None,
    })
}

/// The code of a letter.
#[track_caller]
pub(super) fn code(letter: &Letter) -> String {
    let code = letter.blocks.iter().find_map(|block| match block {
        Block::Code { code } => Some(code.clone()),
        _ => None,
    });
    code.expect("the letter has a code")
}

/// A code that is another one.
pub(super) fn other_than(code: &str) -> &'static str {
    if code == "BBBB-BBBB" { "CCCC-CCCC" } else { "BBBB-BBBB" }
}
