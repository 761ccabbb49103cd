//! `cargo xtask help`.

/// Print what there is.
pub(crate) fn print() {
    println!("{TEXT}");
}

const TEXT: &str = "\
Masthead's set-up and checks. Every command installs what it misses and is safe to repeat.

  cargo xtask serve [--release]   build, migrate, seed and serve a demo publication on http://127.0.0.1:3000
  cargo xtask test                every test: Rust and browser; `test rust` or `test browser [<filter>…]` for one half
  cargo xtask build [--release]   leave dist/: the `masthead` executable and the site it serves
  cargo xtask fmt                 format the Rust code
  cargo xtask lint                clippy with warnings as errors, for the server and for the browser
  cargo xtask ci                  what has to pass before a merge: format, lints, tests, dependency audit
  cargo xtask bench               load the release build, write the table of README.md
  cargo xtask setup               install what developing wants besides: cargo-leptos, sass, wasm-bindgen

Environment:
  MASTHEAD_TOOLCHAIN=debian       use Debian's compiler and a wasm32 standard library built from Debian's sources
  MASTHEAD_HTTP_ADDR, …           the settings of the program itself: `dist/masthead config`
  CHROMIUM=<path>                 the browser that the tests drive";
