use std::process::ExitCode;

use anyhow::Result;
use server::{
    AppState,
    accounts::BreachedPasswords,
    config::Config,
    mail::Mail,
    outbox::{self, Health},
};

/// Looks at everything the program relies on, and names the remedy of what is wrong. Exits 1 if something is.
pub(super) async fn run(mut config: Config) -> Result<ExitCode> {
    let secure = config.site.url.starts_with("https:") || config.http.addr.ip().is_loopback();
    let folder = writable(&config.data_dir);
    let mut findings = vec![
        finding("Settings are valid", true, ""),
        finding("The data folder can be written", folder, "check the owner of MASTHEAD_DATA_DIR"),
        finding("Visitors are reached over https", secure, "set MASTHEAD_SITE_URL to the https address"),
    ];
    if let Some(list) = &config.accounts.breached_passwords {
        let readable = BreachedPasswords::open(Some(list)).map_err(|error| server::chain(&error));
        let remedy = readable.as_ref().err().map_or("", |told| told);
        findings.push(finding("The list of breached passwords can be searched", readable.is_ok(), remedy));
        // Everything else is looked at without it.
        config.accounts.breached_passwords = None;
    }
    match AppState::open(config).await {
        Ok(app) => findings.extend(look_inside(&app).await?),
        Err(error) => findings.push(finding("The database can be reached", false, &server::chain(&error))),
    }
    for finding in &findings {
        println!("{finding}");
    }
    Ok(if findings.iter().all(|finding| finding.sound) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn look_inside(app: &AppState) -> Result<Vec<Finding>> {
    let pending = app.db.pending().await?;
    let mut findings = vec![
        finding("The database can be reached", true, ""),
        finding("The database has all its tables", pending == 0, "run `masthead migrate up`"),
        finding(
            "Styles and scripts are in place",
            !app.assets.is_missing(),
            "run `cargo xtask build`, or set MASTHEAD_SITE_ASSETS",
        ),
    ];
    findings.extend(look_at_mail(app, pending == 0).await?);
    if pending == 0 {
        let members = server::accounts::list_members(app).await.map_err(super::told)?;
        findings.push(finding(
            "There is an owner",
            !members.is_empty(),
            "sign up in the browser: the first account becomes the owner",
        ));
    }
    Ok(findings)
}

async fn look_at_mail(app: &AppState, has_tables: bool) -> Result<Vec<Finding>> {
    let reached = app.mail.check().await;
    let remedy = reached.as_ref().err().map(server::chain).unwrap_or_default();
    let leaves = !matches!(app.mail, Mail::Folder(_)) || app.config.serves_this_machine_only();
    let mut findings = vec![
        finding("Letters can be handed on", reached.is_ok(), &remedy),
        finding(
            "Letters have somewhere to go",
            leaves,
            "set MASTHEAD_MAIL_URL to a mail server; they become files till then",
        ),
    ];
    if has_tables {
        let Health { stuck, failed } = outbox::health(app).await.map_err(super::told)?;
        let remedy = format!("{stuck} wait and {failed} were given up lately; the log of `masthead serve` says why");
        findings.push(finding("No letter is stuck", stuck == 0, &remedy));
    }
    Ok(findings)
}

fn writable(folder: &std::path::Path) -> bool {
    let probe = folder.join(".doctor");
    let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&probe, b"")).is_ok();
    written && std::fs::remove_file(&probe).is_ok()
}

struct Finding {
    what: &'static str,
    sound: bool,
    remedy: String,
}

fn finding(what: &'static str, sound: bool, remedy: &str) -> Finding {
    Finding { what, sound, remedy: remedy.to_owned() }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.sound {
            write!(f, "ok      {}", self.what)
        } else {
            write!(f, "WRONG   {}: {}", self.what, self.remedy)
        }
    }
}
