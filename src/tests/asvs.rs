//! The checklist of the OWASP ASVS stays true: no requirement is left out, and every test it names exists.

use std::{collections::BTreeSet, fs, path::Path};

/// What levels 1 and 2 of version 5.0.0 ask for, by section: the numbers behind the section's, in order.
const REQUIREMENTS: [(&str, &[u8]); 38] = [
    ("3.3", &[1, 2, 3, 4]),
    ("3.4", &[1, 2, 3, 4, 5, 6]),
    ("3.5", &[1, 2, 3]),
    ("3.7", &[2]),
    ("4.1", &[3]),
    ("6.1", &[1, 2, 3]),
    ("6.2", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    ("6.3", &[1, 2, 3, 4]),
    ("6.4", &[1, 2, 3, 4]),
    ("6.5", &[1, 2, 3, 4, 5]),
    ("6.6", &[1, 2, 3]),
    ("6.8", &[1, 2, 3, 4]),
    ("7.1", &[1, 2, 3]),
    ("7.2", &[1, 2, 3, 4]),
    ("7.3", &[1, 2]),
    ("7.4", &[1, 2, 3, 4, 5]),
    ("7.5", &[1, 2]),
    ("7.6", &[1, 2]),
    ("8.1", &[1, 2]),
    ("8.2", &[1, 2, 3]),
    ("8.3", &[1]),
    ("8.4", &[1]),
    ("9.1", &[1, 2, 3]),
    ("9.2", &[1, 2, 3, 4]),
    ("10.1", &[1, 2]),
    ("10.2", &[1, 2]),
    ("10.3", &[1, 2, 3, 4]),
    ("10.4", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    ("10.5", &[1, 2, 3, 4, 5]),
    ("10.6", &[1, 2]),
    ("10.7", &[1, 2, 3]),
    ("11.1", &[1, 2]),
    ("11.2", &[1, 2, 3]),
    ("11.3", &[1, 2, 3]),
    ("11.4", &[1, 2, 3, 4]),
    ("11.5", &[1]),
    ("11.6", &[1]),
    ("14.2", &[1]),
];

/// How a row may begin that names no test.
const WITHOUT_TEST: [&str; 4] = ["Does not apply:", "To read:", "Not met:", "Open:"];

#[test]
fn every_requirement_is_answered_once_and_in_order() {
    let expected: Vec<String> = REQUIREMENTS
        .iter()
        .flat_map(|(section, numbers)| numbers.iter().map(move |number| format!("{section}.{number}")))
        .collect();
    let answered: Vec<String> = rows().into_iter().map(|(number, _)| number).collect();
    assert_eq!(answered, expected);
}

#[test]
fn every_answer_names_a_test_or_says_why_there_is_none() {
    for (number, answer) in rows() {
        let plain = WITHOUT_TEST.iter().any(|begins| answer.starts_with(begins));
        assert!(plain || !tests_in(&answer).is_empty(), "{number}: {answer}");
    }
}

#[test]
fn every_test_that_is_named_exists() {
    let missing: BTreeSet<String> = rows()
        .iter()
        .flat_map(|(number, answer)| tests_in(answer).into_iter().map(move |test| (number.clone(), test)))
        .filter(|(_, (file, name))| !exists(file, name))
        .map(|(number, (file, name))| format!("{number}: {file}::{name}"))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

fn rows() -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join("docs/security/asvs.md")).expect("the checklist");
    let rows = text.lines().filter_map(|line| {
        let cells: Vec<&str> = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ").collect();
        let [number, _level, _asks, answer] = cells.as_slice() else { return None };
        number.starts_with(|c: char| c.is_ascii_digit()).then(|| ((*number).to_owned(), (*answer).to_owned()))
    });
    rows.collect()
}

/// What stands between backquotes as `path::name`.
fn tests_in(answer: &str) -> Vec<(String, String)> {
    let quoted = answer.split('`').skip(1).step_by(2);
    quoted.filter_map(|words| words.split_once("::").map(|(file, name)| (file.into(), name.into()))).collect()
}

/// A function of that name in a Rust file, or a test of that title in a browser one.
fn exists(file: &str, name: &str) -> bool {
    let Ok(source) = fs::read_to_string(root().join(file)) else { return false };
    if file.ends_with(".spec.ts") {
        ["'", "\"", "`"].iter().any(|quote| source.contains(&format!("test({quote}{name}")))
    } else {
        source.contains(&format!("fn {name}("))
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
