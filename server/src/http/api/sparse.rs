use serde::{Serialize, Serializer, ser::Error as _};
use serde_json::{Map, Value};

/// A thing of which an answer shows only what was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Sparse<T> {
    thing: T,
    names: Vec<&'static str>,
}

impl<T> Sparse<T> {
    /// `thing` with nothing but the fields of these names.
    pub(crate) fn new(thing: T, names: impl Iterator<Item = &'static str>) -> Self {
        Self { thing, names: names.collect() }
    }
}

impl<T: Serialize> Serialize for Sparse<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Value::Object(all) = serde_json::to_value(&self.thing).map_err(S::Error::custom)? else {
            return Err(S::Error::custom("only objects have fields"));
        };
        let shown: Map<_, _> = all.into_iter().filter(|(name, _)| self.names.contains(&name.as_str())).collect();
        shown.serialize(serializer)
    }
}
