//! From SCSS to the one stylesheet.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use lightningcss::dependencies::{Dependency, DependencyOptions};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, StyleSheet};
use lightningcss::targets::{Browsers, Targets};

use crate::names::Names;

/// Compile, minify, and point every reference to the hashed name of its file.
///
/// # Errors
/// Names the place in the source, or the reference that leads nowhere.
pub(crate) fn compile(entry: &Path, names: &Names) -> Result<String> {
    let css = grass::from_path(entry, &grass::Options::default()).map_err(|error| anyhow!("{error}"))?;
    minify(&css, names)
}

fn minify(css: &str, names: &Names) -> Result<String> {
    let targets = Targets::from(BROWSERS);
    let mut sheet = StyleSheet::parse(css, ParserOptions::default())
        .map_err(|error| located(css, &error.to_string(), error.loc.map(|loc| loc.line)))?;
    sheet
        .minify(MinifyOptions { targets, ..MinifyOptions::default() })
        .map_err(|error| anyhow!("in the styles: {error}"))?;
    let printer = PrinterOptions {
        minify: true,
        targets,
        // Every url() comes out as a placeholder, with a list of what stood there.
        analyze_dependencies: Some(DependencyOptions { remove_imports: false }),
        ..PrinterOptions::default()
    };
    let printed = sheet.to_css(printer).map_err(|error| anyhow!("in the styles: {error}"))?;
    let mut code = printed.code;
    for dependency in printed.dependencies.unwrap_or_default() {
        match dependency {
            Dependency::Url(url) => code = code.replace(&url.placeholder, &target(&url.url, names)?),
            Dependency::Import(import) => {
                bail!("in the styles: `@import {}` would cost a request; use `@use`", import.url)
            }
        }
    }
    Ok(code)
}

/// What a `url()` becomes. Data, fragments and other hosts stay as they are.
fn target(url: &str, names: &Names) -> Result<String> {
    if url.starts_with('#') || url.starts_with("data:") || url.contains("://") {
        return Ok(url.to_owned());
    }
    names.resolve(url).ok_or_else(|| anyhow!("in the styles: url({url}) names no file of the public folder"))
}

fn located(css: &str, message: &str, line: Option<u32>) -> anyhow::Error {
    let text = line.and_then(|line| css.lines().nth(line as usize)).unwrap_or_default();
    anyhow!("in the compiled styles: {message}: `{}`", text.trim())
}

/// What the browsers of early 2024 understand is left as it is written; `1 << 16` is one version.
const BROWSERS: Browsers = Browsers {
    android: Some(123 << 16),
    chrome: Some(123 << 16),
    edge: Some(123 << 16),
    firefox: Some(120 << 16),
    ie: None,
    ios_saf: Some(17 << 16 | 5 << 8),
    opera: Some(109 << 16),
    safari: Some(17 << 16 | 5 << 8),
    samsung: Some(27 << 16),
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_found_by_their_hashed_names() {
        let mut names = Names::default();
        let hashed = names.add("fonts/serif.woff2", b"serif");
        let css = "@font-face { font-family: Literata; src: url('fonts/serif.woff2') format('woff2'); }";
        assert_eq!(
            minify(css, &names).expect("valid styles"),
            format!("@font-face{{font-family:Literata;src:url(\"{hashed}\")format(\"woff2\")}}"),
        );
    }

    #[test]
    fn a_reference_to_nothing_stops_the_build() {
        let error = minify("a { background: url(missing.svg) }", &Names::default()).expect_err("no such file");
        assert!(error.to_string().contains("missing.svg"), "{error}");
    }

    #[test]
    fn data_urls_and_modern_rules_survive() {
        let css = "@view-transition { navigation: auto } a { color: light-dark(#111, #eee); mask: url('data:image/svg+xml,<svg/>') }";
        let minified = minify(css, &Names::default()).expect("valid styles");
        assert!(minified.contains("@view-transition{navigation:auto}"), "{minified}");
        assert!(minified.contains("light-dark(#111,#eee)"), "{minified}");
        assert!(minified.contains("data:image/svg+xml,<svg/>"), "{minified}");
    }
}
