use super::Config;

/// Warnings for variables that begin with `MASTHEAD_` but mean nothing, each with the name that it resembles.
///
/// `names` are the names of all variables of the process; a warning, not an error, because an older or a newer
/// version may know what this one does not.
#[must_use]
pub fn unknown_variables(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let known: Vec<String> = Config::default()
        .settings
        .iter()
        .flat_map(|setting| {
            let file = setting.secret.then(|| format!("{}_FILE", setting.variable));
            [Some(setting.variable.to_owned()), file].into_iter().flatten()
        })
        .collect();
    let mut warnings: Vec<String> = names
        .into_iter()
        .filter(|name| name.starts_with("MASTHEAD_") && !known.contains(name))
        .map(|name| warning(&name, &known))
        .collect();
    warnings.sort();
    warnings
}

fn warning(name: &str, known: &[String]) -> String {
    let nearest = known.iter().map(|candidate| (distance(name, candidate), candidate)).min();
    match nearest {
        Some((away, candidate)) if away <= 4 => format!("{name} is not a setting; did you mean {candidate}?"),
        _ => format!("{name} is not a setting; `masthead config` lists them all"),
    }
}

/// Levenshtein's distance: how many letters must be put in, taken out or changed.
fn distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, l) in left.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, r) in right.bytes().enumerate() {
            let changed = diagonal + usize::from(l != r);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[right.len()]
}
