use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_sessions::session_store::{Error, Result};

use super::key;

/// What a session keeps.
pub(super) type Data = HashMap<String, Value>;

/// How a session was when this request loaded it. Travels in the session's data as [`key::LOADED`] and is never stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Loaded {
    /// How often it had changed.
    pub(super) version: i32,
    /// What it held.
    pub(super) data: Data,
    /// When it ends if it is not used again.
    pub(super) expires_at: i64,
    /// Whether this load moved that end.
    pub(super) is_extended: bool,
}

impl Loaded {
    pub(super) fn of(data: &Data) -> Option<Self> {
        data.get(key::LOADED).and_then(|loaded| serde_json::from_value(loaded.clone()).ok())
    }

    pub(super) fn to_value(&self) -> Result<Value> {
        serde_json::to_value(self).map_err(|error| Error::Encode(error.to_string()))
    }

    /// What another request left meanwhile, with what this one changed: neither undoes the other.
    pub(super) fn merge(&self, theirs: Data, ours: &Data) -> Data {
        let mut merged = theirs;
        for name in self.data.keys().chain(ours.keys()) {
            match ours.get(name) {
                mine if mine == self.data.get(name) => {}
                Some(mine) => drop(merged.insert(name.clone(), mine.clone())),
                None => drop(merged.remove(name)),
            }
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(pairs: &[(&str, &str)]) -> Data {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect()
    }

    #[test]
    fn what_each_of_two_requests_changed_is_kept() {
        let before = data(&[("kept", "1"), ("changed", "1"), ("removed", "1"), ("taken", "1")]);
        let loaded = Loaded { version: 1, data: before, expires_at: 0, is_extended: false };
        let ours = data(&[("kept", "1"), ("changed", "2"), ("taken", "1"), ("added", "ours")]);
        let theirs = data(&[("kept", "theirs"), ("changed", "1"), ("removed", "1"), ("also", "theirs")]);
        let merged = data(&[("kept", "theirs"), ("changed", "2"), ("added", "ours"), ("also", "theirs")]);
        assert_eq!(loaded.merge(theirs, &ours), merged);
    }
}
