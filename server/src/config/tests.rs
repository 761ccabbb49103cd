//! What an operator relies on: defaults that run, mistakes that are named, a reference that is true.

use std::collections::BTreeMap;

use super::*;

fn read(variables: &[(&str, &str)]) -> Result<Config, ConfigErrors> {
    let variables: BTreeMap<String, String> =
        variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Config::from_env(&|name| variables.get(name).cloned())
}

fn refusal(variables: &[(&str, &str)]) -> String {
    read(variables).expect_err("the settings are refused").to_string()
}

#[test]
fn runs_without_a_single_variable() {
    let config = read(&[]).unwrap();
    assert_eq!(config.http.addr.to_string(), "127.0.0.1:3000");
    assert_eq!(config.site.url, "http://127.0.0.1:3000");
    assert_eq!(config.database.url, "sqlite://./data/masthead.sqlite?mode=rwc");
    assert_eq!(config.accounts.argon2, Argon2Config { memory_kib: 19456, iterations: 2, parallelism: 1 });
    assert!(config.http.trusted_proxies.is_empty());
    assert!(config.accounts.hash_concurrency >= 1);
}

#[test]
fn the_embedded_database_lies_in_the_data_folder() {
    let config = read(&[("MASTHEAD_DATA_DIR", "/var/lib/masthead")]).unwrap();
    assert_eq!(config.database.url, "sqlite:///var/lib/masthead/masthead.sqlite?mode=rwc");
}

#[test]
fn units_are_understood() {
    let config = read(&[("MASTHEAD_HTTP_BODY_LIMIT", "512k"), ("MASTHEAD_HTTP_REQUEST_TIMEOUT", "2m")]).unwrap();
    assert_eq!(config.http.body_limit, 512 * 1024);
    assert_eq!(config.http.request_timeout.as_secs(), 120);
}

#[test]
fn an_empty_variable_counts_as_unset() {
    assert_eq!(read(&[("MASTHEAD_HTTP_ADDR", " ")]).unwrap().http.addr.port(), 3000);
}

#[test]
fn every_mistake_is_named_at_once() {
    let told = refusal(&[
        ("MASTHEAD_HTTP_ADDR", "localhost"),
        ("MASTHEAD_HTTP_BODY_LIMIT", "1"),
        ("MASTHEAD_LOG_FORMAT", "xml"),
    ]);
    assert_eq!(
        told,
        "Several settings are wrong, nothing was started:\n  \
         MASTHEAD_HTTP_ADDR: found `localhost`; allowed is an IP address with a port, such as 127.0.0.1:3000 or \
         [::]:3000\n  \
         MASTHEAD_HTTP_BODY_LIMIT: found `1`; allowed is a size such as 512k or 2M, from 65536 to 67108864 bytes\n  \
         MASTHEAD_LOG_FORMAT: found `xml`; allowed is auto, pretty or json"
    );
}

#[test]
fn the_site_has_an_origin_and_no_path() {
    assert_eq!(read(&[("MASTHEAD_SITE_URL", "https://blog.example/")]).unwrap().site.url, "https://blog.example");
    for bad in
        ["https://blog.example/news", "blog.example", "ftp://blog.example", "https://ada@blog.example", "https://"]
    {
        assert!(refusal(&[("MASTHEAD_SITE_URL", bad)]).contains("MASTHEAD_SITE_URL"), "{bad}");
    }
}

#[test]
fn a_secret_is_never_printed() {
    let told = refusal(&[("DATABASE_URL", "oracle://ada:hunter2@db/x")]);
    assert!(told.contains("DATABASE_URL") && !told.contains("hunter2"), "{told}");

    let config = read(&[("DATABASE_URL", "postgres://ada:hunter2@db/x?sslpassword=hunter2")]).unwrap();
    let row = rows(&config).into_iter().find(|row| row.variable == "DATABASE_URL").unwrap();
    assert_eq!(row.value, "postgres://ada:hidden@db/x");
    assert!(row.set);
}

#[test]
fn a_secret_can_come_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("url");
    std::fs::write(&file, "postgres://ada@db/x\n").unwrap();
    let file = file.to_str().unwrap();
    assert_eq!(read(&[("DATABASE_URL_FILE", file)]).unwrap().database.url, "postgres://ada@db/x");

    let both = refusal(&[("DATABASE_URL_FILE", file), ("DATABASE_URL", "sqlite::memory:")]);
    assert!(both.contains("only one of DATABASE_URL and DATABASE_URL_FILE"), "{both}");
    assert!(refusal(&[("DATABASE_URL_FILE", "/nowhere/url")]).contains("DATABASE_URL_FILE: found `/nowhere/url"));
}

#[test]
fn proxies_are_networks_or_addresses() {
    let config = read(&[("MASTHEAD_HTTP_TRUSTED_PROXIES", "10.0.0.0/8, ::1")]).unwrap();
    assert_eq!(config.http.trusted_proxies.len(), 2);
    assert!(refusal(&[("MASTHEAD_HTTP_TRUSTED_PROXIES", "10.0.0.0/8, proxy")]).contains("TRUSTED_PROXIES"));
}

#[test]
fn a_misspelt_variable_is_warned_about_with_the_right_name() {
    let names = ["MASTHEAD_HTTP_ADDRESS", "MASTHEAD_HTTP_ADDR", "MASTHEAD_FLUX_CAPACITOR", "PATH"];
    assert_eq!(
        unknown_variables(names.map(str::to_owned)),
        [
            "MASTHEAD_FLUX_CAPACITOR is not a setting; `masthead config` lists them all",
            "MASTHEAD_HTTP_ADDRESS is not a setting; did you mean MASTHEAD_HTTP_ADDR?",
        ]
    );
}

/// Run with `UPDATE_DOCS=1` to write the page anew.
#[test]
fn the_checked_in_reference_is_true() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/configuration.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(page, reference()).unwrap();
    }
    let written = std::fs::read_to_string(page).unwrap_or_default();
    assert!(written == reference(), "docs/configuration.md is out of date: run UPDATE_DOCS=1 cargo test -p server");
}

#[test]
fn the_example_file_names_only_settings_that_exist() {
    let example = include_str!("../../../.env.example");
    let known: Vec<_> = Config::default().settings.iter().map(|setting| setting.variable).collect();
    for line in example.lines().filter(|line| line.contains('=')) {
        let name = line.trim_start_matches("# ").split('=').next().unwrap_or_default();
        assert!(known.contains(&name), "{name} is not a setting");
    }
}
