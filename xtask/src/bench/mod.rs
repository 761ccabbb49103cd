//! `cargo xtask bench`: the release build under load on loopback.
//!
//! Every page is measured beside a fixed in-memory answer of the same size from the same process, because numbers of
//! different machines compare badly and ratios compare well. The load generator shares the machine with the server.

mod client;
mod load;
mod server;
mod table;

use std::fs;

use crate::build::{self, Profile};
use crate::process;
use crate::step::{Failure, Outcome, note, step};
use crate::system;
use crate::toolchain::Toolchain;
use crate::workspace;

use load::{Load, Measured};
use server::Server;

/// What is measured: a request, and how large its answer is.
#[derive(Debug)]
struct Case {
    name: &'static str,
    load: Load,
    bytes: usize,
}

/// A case beside its baseline.
#[derive(Debug)]
struct Row {
    name: &'static str,
    bytes: usize,
    page: Measured,
    baseline: Measured,
}

/// Build for release, load every case, print the table and write it into README.md.
///
/// # Errors
/// When a step fails, or when the server answers anything but what a case expects.
pub(crate) fn run() -> Outcome {
    build::build(Toolchain::ensure()?, Profile::Release)?;
    step("Find the load generator", "check the way to the registry of crates", || {
        if process::exists("oha") {
            return Ok(());
        }
        system::install_crate("oha", None)
    })?;
    let cases = step("Set the stage", STAGE_REMEDY, set_the_stage)?;
    let mut rows = Vec::new();
    for case in cases {
        rows.push(step(&format!("Load: {}", case.name), STAGE_REMEDY, || measure(case))?);
    }
    let table = table::render(&rows);
    println!("\n{table}");
    write_into_readme(&table)
}

const STAGE_REMEDY: &str = "the log of the server is target/xtask/bench/server.log";

const EMAIL: &str = "ada@example.com";
const PASSWORD: &str = "a benchmark of no secret";
/// A comment's id as its form would have made it.
const COMMENT: &str = "01979a3c-7e52-7000-8000-000000000001";

/// A demo publication, a member, a comment of theirs; then a first look at each page for its size.
fn set_the_stage() -> Outcome<Vec<Case>> {
    let folder = server::folder()?;
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .map_err(|error| Failure::new(format!("cannot remove {}: {error}", folder.display())))?;
    }
    server::command(&["migrate", "up"], "")?;
    server::command(&["seed"], "")?;
    server::command(&["member", "create", EMAIL, "--name", "Ada Example"], PASSWORD)?;

    let server = Server::start(1)?;
    let home = server.get("/", None)?;
    let post = first_post(&home.body).ok_or_else(|| Failure::new("the front page links no post"))?;
    let form = format!("email={}&password={}", encoded(EMAIL), encoded(PASSWORD));
    let cookie = server
        .post("/fn/accounts/sign-in", &form, None)?
        .cookie
        .ok_or_else(|| Failure::new("signing in set no cookie"))?;
    let stranger = server.get(&post, None)?;
    let member = server.get(&post, Some(&cookie))?;
    let post_id = hidden_field(&member.body, "post").ok_or_else(|| Failure::new("the post has no comment form"))?;
    server.post("/fn/comments/create", &format!("id={COMMENT}&post={post_id}&body=First"), Some(&cookie))?;
    let edit = format!("id={COMMENT}&body={}", encoded("A comment with *some* Markdown, edited again and again."));
    let edited = server.post("/fn/comments/edit", &edit, Some(&cookie))?;

    let get = |path: &str, cookie: Option<&str>| Load::get(path, cookie);
    Ok(vec![
        Case { name: "home", load: get("/", None), bytes: home.body.len() },
        Case { name: "post", load: get(&post, None), bytes: stranger.body.len() },
        Case { name: "post, signed in", load: get(&post, Some(&cookie)), bytes: member.body.len() },
        Case {
            name: "form post (edit a comment)",
            load: Load::post("/fn/comments/edit", &edit, &cookie),
            bytes: edited.body.len(),
        },
    ])
}

/// A process of its own for every case, so that its memory tells of this case alone.
fn measure(case: Case) -> Outcome<Row> {
    let server = Server::start(case.bytes.max(1))?;
    let baseline = load::run(&server, &Load::get("/bench/baseline", None))?;
    let page = load::run(&server, &case.load)?;
    note(&format!("{:.0} requests/s, baseline {:.0}", page.per_second, baseline.per_second));
    Ok(Row { name: case.name, bytes: case.bytes, page, baseline })
}

fn first_post(html: &str) -> Option<String> {
    let (_, rest) = html.split_once("href=\"/posts/")?;
    let slug = rest.split(['"', '#', '?']).next()?;
    Some(format!("/posts/{slug}"))
}

/// The value of a hidden field, whatever the order of the attributes.
fn hidden_field(html: &str, name: &str) -> Option<String> {
    let name = format!("name=\"{name}\"");
    let tag = html.split("<input").skip(1).filter_map(|rest| rest.split('>').next()).find(|tag| tag.contains(&name))?;
    let (_, value) = tag.split_once("value=\"")?;
    value.split('"').next().map(str::to_owned)
}

/// A value of a form, encoded.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
        encoded
    })
}

fn write_into_readme(table: &str) -> Outcome {
    let path = workspace::root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap_or_default();
    let Some(updated) = table::replace(&readme, table) else {
        note("README.md has no lines `<!-- bench:begin -->` and `<!-- bench:end -->` to put the table between");
        return Ok(());
    };
    fs::write(&path, updated).map_err(|error| Failure::new(format!("cannot write README.md: {error}")))?;
    note("README.md shows the new table");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_understood() {
        let html = r#"<a href="/posts/on-type#comments">3</a><input type="hidden" value="x" name="id"><input name="post" value="0197">"#;
        assert_eq!(first_post(html).as_deref(), Some("/posts/on-type"));
        assert_eq!(hidden_field(html, "post").as_deref(), Some("0197"));
        assert_eq!(hidden_field(html, "id").as_deref(), Some("x"));
        assert_eq!(hidden_field(html, "parent"), None);
    }
}
