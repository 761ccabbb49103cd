//! From the hundreds of scopes that syntax definitions use to the classes of the stylesheet.

use std::sync::LazyLock;

use syntect::parsing::Scope;

/// Scopes and their classes; the first prefix that fits counts. An empty class ends the search: plain.
const KINDS: &[(&str, &str)] = &[
    ("comment", "comment"),
    ("constant.character.escape", "escape"),
    ("constant.other.placeholder", "escape"),
    ("meta.interpolation", ""),
    ("string.unquoted", ""),
    ("string", "string"),
    ("constant.numeric", "number"),
    ("constant.character", "string"),
    ("constant", "constant"),
    ("support.constant", "constant"),
    ("variable.other.constant", "constant"),
    ("storage.modifier.lifetime", "label"),
    ("entity.name.lifetime", "label"),
    ("entity.name.label", "label"),
    ("support.macro", "macro"),
    ("entity.name.macro", "macro"),
    ("entity.name.function.macro", "macro"),
    ("meta.preprocessor", "macro"),
    ("entity.name.function", "function"),
    ("support.function", "function"),
    ("variable.function", "function"),
    ("entity.name.type", "type"),
    ("entity.name.class", "type"),
    ("entity.name.struct", "type"),
    ("entity.name.enum", "type"),
    ("entity.name.trait", "type"),
    ("entity.name.impl", "type"),
    ("entity.name.union", "type"),
    ("entity.other.inherited-class", "type"),
    ("support.type.property-name", "attribute"),
    ("support.type", "type"),
    ("support.class", "type"),
    ("entity.other.attribute-name", "attribute"),
    ("variable.annotation", "attribute"),
    ("meta.annotation", "attribute"),
    ("entity.name.tag", "tag"),
    ("entity.name.section", "tag"),
    ("markup.heading", "tag"),
    ("markup.inserted", "inserted"),
    ("markup.deleted", "deleted"),
    ("keyword.operator.logical.python", "keyword"),
    ("keyword.operator", ""),
    ("keyword", "keyword"),
    ("storage", "keyword"),
    ("variable.language", "keyword"),
    ("meta.block", ""),
];

/// Types that syntax definitions call storage, as they call `let` and `fn`.
const PRIMITIVE: &[&str] = &[
    "bool", "byte", "char", "double", "f32", "f64", "float", "i128", "i16", "i32", "i64", "i8", "int", "isize", "long",
    "short", "size_t", "str", "u128", "u16", "u32", "u64", "u8", "unsigned", "usize", "void",
];

static PREFIXES: LazyLock<Vec<(Scope, &str)>> =
    LazyLock::new(|| KINDS.iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class))).collect());

/// The class of a piece of code, given the scopes it lies in, outermost first: that of the innermost that has one.
pub(super) fn of(scopes: &[Scope], text: &str) -> Option<&'static str> {
    let class = scopes
        .iter()
        .rev()
        .find_map(|scope| PREFIXES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class))?;
    match class {
        "" => None,
        "keyword" if PRIMITIVE.contains(&text.trim()) => Some("type"),
        class => Some(class),
    }
}
