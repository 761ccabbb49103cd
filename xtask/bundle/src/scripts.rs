//! From the compiler's wasm to the wasm and the JavaScript that a browser loads.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::names::Names;

/// A file that wasm-bindgen made.
#[derive(Debug)]
pub(crate) struct Script {
    /// Its name below `pkg/`.
    pub(crate) logical: String,
    contents: Vec<u8>,
}

impl Script {
    /// Its contents, referring to hashed names where it is JavaScript.
    pub(crate) fn rewritten(self: &Script, names: &Names) -> Vec<u8> {
        match std::str::from_utf8(&self.contents) {
            Ok(text) if self.logical.ends_with(".js") => names.rewrite_script(text).into_bytes(),
            _ => self.contents.clone(),
        }
    }
}

/// Run wasm-bindgen, and wasm-opt over a release where it is installed; what comes out is called `<name>.js` and
/// `<name>_bg.wasm`. What others refer to comes first: snippets, wasm, the module itself.
///
/// # Errors
/// When the wasm was not made by the version of wasm-bindgen in Cargo.lock, or a file cannot be written.
pub(crate) fn bind(name: &str, wasm: &Path, release: bool) -> Result<Vec<Script>> {
    let input = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes(name, input).web(true)?.typescript(false).omit_default_module_path(false);
    bindgen.remove_name_section(release).remove_producers_section(release);
    let mut output = bindgen.generate_output().context("wasm-bindgen does not take the wasm")?;

    let mut scripts = Vec::new();
    for (identifier, snippets) in output.snippets() {
        for (index, snippet) in snippets.iter().enumerate() {
            let logical = format!("snippets/{identifier}/inline{index}.js");
            scripts.push(Script { logical, contents: snippet.clone().into_bytes() });
        }
    }
    for (path, module) in output.local_modules() {
        scripts.push(Script { logical: format!("snippets/{path}"), contents: module.clone().into_bytes() });
    }
    if !output.npm_dependencies().is_empty() {
        bail!("a crate asks for npm packages, which a bundle without a JavaScript bundler cannot give");
    }
    let module = output.js().to_owned().into_bytes();
    let mut wasm = output.wasm_mut().emit_wasm();
    if release {
        wasm = optimised(wasm)?;
    }
    scripts.push(Script { logical: format!("{name}_bg.wasm"), contents: wasm });
    scripts.push(Script { logical: format!("{name}.js"), contents: module });
    Ok(scripts)
}

/// Whether wasm-opt is installed.
pub(crate) fn has_optimiser() -> bool {
    Command::new(OPTIMISER).arg("--version").output().is_ok_and(|output| output.status.success())
}

const OPTIMISER: &str = "wasm-opt";

/// What rustc turns on for wasm32 anyway; older versions of wasm-opt do not.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The wasm after wasm-opt; the wasm as it was where wasm-opt is missing or does not understand it.
fn optimised(wasm: Vec<u8>) -> Result<Vec<u8>> {
    if !has_optimiser() {
        println!("    wasm-opt is not installed: the wasm stays about a tenth larger");
        return Ok(wasm);
    }
    let before = scratch("before.wasm");
    let after = scratch("after.wasm");
    fs::write(&before, &wasm).with_context(|| format!("cannot write {}", before.display()))?;
    let status = Command::new(OPTIMISER).args(FEATURES).arg("-Oz").arg(&before).arg("-o").arg(&after).status();
    let result = match status {
        Ok(status) if status.success() => {
            fs::read(&after).with_context(|| format!("cannot read {}", after.display()))?
        }
        _ => {
            println!("    wasm-opt does not understand this wasm: it stays as it is");
            wasm
        }
    };
    let _ = fs::remove_file(before);
    let _ = fs::remove_file(after);
    Ok(result)
}

fn scratch(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("masthead-{}-{name}", std::process::id()))
}
