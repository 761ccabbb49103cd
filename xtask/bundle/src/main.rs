//! Turns compiled wasm, styles and public files into the site folder that the server serves from:
//! hashed names, immutable contents, compressed siblings, and `assets.json` that says which name became which.
//!
//! ```text
//! bundle --wasm <name>=<file.wasm>… --style <main.scss> --public <folder> --site <folder> [--release]
//! ```

mod compression;
mod inputs;
mod names;
mod scripts;
mod site;
mod styles;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use inputs::Inputs;
use names::Names;
use site::Site;

fn main() -> ExitCode {
    match Options::parse(std::env::args().skip(1)).and_then(|options| bundle(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What to bundle, and where to.
#[derive(Debug)]
struct Options {
    /// The modules for browsers: what each is called in the site, and its file.
    wasm: Vec<(String, PathBuf)>,
    style: PathBuf,
    public: PathBuf,
    site: PathBuf,
    release: bool,
}

impl Options {
    fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self> {
        let (mut wasm, mut style, mut public, mut site, mut release) = (Vec::new(), None, None, None, false);
        while let Some(argument) = arguments.next() {
            if argument == "--release" {
                release = true;
                continue;
            }
            let value = arguments.next().with_context(|| format!("`{argument}` wants a value"))?;
            match argument.as_str() {
                "--wasm" => {
                    let (name, file) = value.split_once('=').context("`--wasm` wants a name, `=` and a path")?;
                    wasm.push((name.to_owned(), PathBuf::from(file)));
                }
                "--style" => style = Some(PathBuf::from(value)),
                "--public" => public = Some(PathBuf::from(value)),
                "--site" => site = Some(PathBuf::from(value)),
                other => bail!("there is no option `{other}`"),
            }
        }
        Ok(Self {
            wasm,
            style: style.context("--style is missing")?,
            public: public.context("--public is missing")?,
            site: site.context("--site is missing")?,
            release,
        })
    }
}

/// Order matters: a file is named by its contents, so what others refer to is named before them.
fn bundle(options: &Options) -> Result<()> {
    let inputs = Inputs::read(options)?;
    let mut site = Site::open(&options.site)?;
    if site.is_made_from(&inputs.digest) {
        println!("    unchanged");
        return Ok(());
    }
    let mut names = Names::default();
    for (logical, contents) in inputs.public {
        site.add(&mut names, &logical, contents);
    }
    for (name, wasm) in &options.wasm {
        for script in scripts::bind(name, wasm, options.release)? {
            let contents = script.rewritten(&names);
            site.add(&mut names, &script.logical, contents);
        }
    }
    let css = styles::compile(&options.style, &names)?;
    site.add(&mut names, "masthead.css", css.into_bytes());
    site.write(&names, &inputs.digest, options.release)
}
