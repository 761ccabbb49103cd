//! Masthead's set-up and checks: `cargo xtask <command>`.
//!
//! Only the standard library is used, so that the first command answers a second after the clone.
//! One file a command; what they share is `process` (starting programs), `step` (telling what happens),
//! `workspace` (where things are) and `system` (installing what is missing).

mod audit;
mod bench;
mod build;
mod ci;
mod fmt;
mod help;
mod lint;
mod process;
mod serve;
mod setup;
mod step;
mod system;
mod test;
mod toolchain;
mod workspace;

use std::process::ExitCode;

use step::{Failure, Outcome};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Outcome {
    let (command, options) = match arguments.split_first() {
        Some((command, options)) => (command.as_str(), options),
        None => ("help", arguments),
    };
    match command {
        "setup" => without_options(options).and_then(|()| setup::run()),
        "build" => build::Profile::from_options(options).and_then(build::run),
        "serve" => build::Profile::from_options(options).and_then(serve::run),
        "test" => test::Scope::from_options(options).and_then(test::run),
        "ci" => without_options(options).and_then(|()| ci::run()),
        "fmt" => without_options(options).and_then(|()| fmt::run()),
        "lint" => without_options(options).and_then(|()| lint::run()),
        "bench" => without_options(options).and_then(|()| bench::run()),
        "help" | "--help" | "-h" => {
            help::print();
            Ok(())
        }
        unknown => {
            Err(Failure::new(format!("there is no command `{unknown}`")).remedy("`cargo xtask help` lists them"))
        }
    }
}

fn without_options(options: &[String]) -> Outcome {
    match options.first() {
        None => Ok(()),
        Some(option) => Err(Failure::new(format!("`{option}` is not an option of this command"))
            .remedy("`cargo xtask help` lists what there is")),
    }
}
