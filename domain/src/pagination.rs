//! Keyset pagination: a page starts behind the last row of the one before, so it costs the same however deep.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Timestamp;

/// Posts on one page of a list.
pub const PAGE_SIZE: u64 = 20;

/// The place behind a row: its moment and, among rows of the same moment, its id.
///
/// In an address it reads `1471478400000-0190a5…`; it says nothing that the list does not show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// When the row was published.
    pub at: Timestamp,
    /// The row's id.
    pub id: Uuid,
}

impl Cursor {
    /// The cursor as programs get it: 48 hexadecimal digits that mean nothing to them.
    #[must_use]
    pub fn opaque(self) -> String {
        format!("{:016x}{:032x}", self.at.millis().cast_unsigned(), self.id.as_u128())
    }

    /// A cursor that a program gives back.
    ///
    /// # Errors
    /// [`BadCursor`] for what [`Self::opaque`] did not write.
    pub fn from_opaque(raw: &str) -> Result<Self, BadCursor> {
        if raw.len() != 48 || !raw.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(BadCursor);
        }
        let at = u64::from_str_radix(&raw[..16], 16).map_err(|_| BadCursor)?;
        let id = u128::from_str_radix(&raw[16..], 16).map_err(|_| BadCursor)?;
        Ok(Self { at: Timestamp::from_millis(at.cast_signed()), id: Uuid::from_u128(id) })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.at.millis(), self.id.simple())
    }
}

/// The cursor in the address is none of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadCursor;

impl FromStr for Cursor {
    type Err = BadCursor;

    fn from_str(raw: &str) -> Result<Self, BadCursor> {
        let (at, id) = raw.rsplit_once('-').ok_or(BadCursor)?;
        let at = at.parse().map(Timestamp::from_millis).map_err(|_| BadCursor)?;
        let id = Uuid::try_parse(id).map_err(|_| BadCursor)?;
        Ok(Self { at, id })
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows, at most [`PAGE_SIZE`].
    pub items: Vec<T>,
    /// Where the next page starts, if there is one.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// The same page of something else.
    #[must_use]
    pub fn map<U>(self, made: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(made).collect(), next: self.next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_the_address_bar() {
        for millis in [1_471_478_400_000, -5] {
            let cursor = Cursor { at: Timestamp::from_millis(millis), id: Uuid::from_u128(7) };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
            assert_eq!(Cursor::from_opaque(&cursor.opaque()), Ok(cursor));
        }
        for wrong in ["", "-", "1-2", "'; drop table posts --", "99999999999999999999-00000000000000000000000000000007"]
        {
            assert_eq!(wrong.parse::<Cursor>(), Err(BadCursor), "{wrong:?}");
            assert_eq!(Cursor::from_opaque(wrong), Err(BadCursor), "{wrong:?}");
        }
    }
}
