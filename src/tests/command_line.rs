//! The command line is a contract with operators: `docs/cli.md` says what it is, and changes only on purpose.

use std::{fmt::Write, fs, path::Path};

use clap::{Command, CommandFactory};

use crate::cli::Cli;

#[test]
fn the_reference_says_what_the_help_says() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cli.md");
    let mut reference = String::from(
        "# Command line\n\nWhat `masthead <command> --help` prints. A test compares this page with the program;\n\
         `UPDATE_DOCS=1 cargo test --bin masthead command_line` rewrites it.\n",
    );
    describe(&mut Cli::command().term_width(100), "masthead", 2, &mut reference);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&place, &reference).expect("docs/cli.md can be written");
    }
    let written = fs::read_to_string(&place).expect("docs/cli.md is there");
    assert!(written == reference, "docs/cli.md is out of date; UPDATE_DOCS=1 rewrites it");
}

fn describe(command: &mut Command, path: &str, level: usize, reference: &mut String) {
    let help = command.clone().bin_name(path).render_long_help().to_string();
    let help = help.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    let _ = write!(reference, "\n{} `{path}`\n\n```text\n{}\n```\n", "#".repeat(level), help.trim_end());
    for sub in command.get_subcommands_mut().filter(|sub| sub.get_name() != "help") {
        let path = format!("{path} {}", sub.get_name());
        let mut sub = sub.clone().term_width(100);
        describe(&mut sub, &path, (level + 1).min(4), reference);
    }
}
