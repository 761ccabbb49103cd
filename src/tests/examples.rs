//! What `examples/` shows, carried out against a site that listens.

use std::process::{Command, Output};

use domain::accounts::Role;
use http::StatusCode;
use tokio::{net::TcpListener, task::spawn_blocking};

use super::site::{PASSWORD, Site};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/publish.sh");

/// The script's outcome, against this site.
async fn publish(site: &Site, password: &'static str, title: &'static str, text: &str) -> Output {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its number");
    let router = site.router();
    let serving = tokio::spawn(async move { axum::serve(listener, router).await });
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("post.md");
    std::fs::write(&file, text).expect("a file");
    let mut command = Command::new("sh");
    command.arg(SCRIPT).arg(title).arg(&file).env("MASTHEAD", format!("http://{address}"));
    command.env("EMAIL", "ada@example.org").env("PASSWORD", password).env("NO_PROXY", "127.0.0.1");
    let output = spawn_blocking(move || command.output()).await.expect("a thread").expect("sh and curl are there");
    serving.abort();
    output
}

#[tokio::test(flavor = "multi_thread")]
async fn the_script_goes_from_a_password_to_a_published_post() {
    let site = Site::new().await;
    site.member("ada", Role::Author).await;
    let text = "It said \"wait\".\n\n\tcode \\ and <tags> & more\n\n**Done.**\n";
    let output = publish(&site, PASSWORD, "A \"quoted\" title", text).await;
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    let url = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    assert_eq!(url, format!("{}/posts/a-quoted-title", site.app.site.url));
    let page = site.get("/posts/a-quoted-title", "").await;
    assert_eq!(page.status, StatusCode::OK);
    for part in ["A \"quoted\" title", "<strong>Done.</strong>", "code \\ and &lt;tags&gt; &amp; more"] {
        assert!(page.body.contains(part) || page.body.contains(&part.replace('"', "&quot;")), "{part}: {}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_script_says_what_went_wrong() {
    let site = Site::new().await;
    site.member("ada", Role::Reader).await;
    let wrong = publish(&site, "not the password", "Title", "Words").await;
    assert!(!wrong.status.success());
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("wrong_credentials"), "{wrong:?}");
    let reader = publish(&site, PASSWORD, "Title", "Words").await;
    assert!(!reader.status.success());
    assert!(String::from_utf8_lossy(&reader.stderr).contains("\"code\":\"forbidden\""), "{reader:?}");
}
