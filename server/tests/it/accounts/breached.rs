use std::{fs, path::Path};

use domain::{
    accounts::{EmailAddress, Password, Role, SignUpForm},
    invitations::{InvitationForm, JoinForm},
};
use server::{
    accounts::{
        BreachedPasswords, Given, change_password, create_member,
        proofs::{self, Purpose},
        reset_password, set_password, sign_up,
    },
    invitations,
};
use sha1::{Digest, Sha1};

use crate::{
    accounts::letters::token_in,
    test_app::{PASSWORD, TestApp, came_in, email, field_code},
};

/// Long enough and hard to guess, but for whoever has the list.
const BREACHED: &str = "violet harbour engine";

/// A list of these passwords among others, as Pwned Passwords comes.
fn write_list(file: &Path, passwords: &[&str]) {
    let digest = |password: &str| Sha1::digest(password).iter().map(|byte| format!("{byte:02X}")).collect::<String>();
    let others = (0..500).map(|number| digest(&format!("another {number}")));
    let mut lines: Vec<_> = passwords.iter().map(|password| digest(password)).chain(others).collect();
    lines.sort_unstable();
    fs::write(file, lines.iter().map(|line| format!("{line}:3\r\n")).collect::<String>()).unwrap();
}

struct Listed {
    app: TestApp,
    folder: tempfile::TempDir,
}

impl Listed {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("list.txt");
        write_list(&file, &[BREACHED]);
        let app = TestApp::configured(|config| config.accounts.breached_passwords = Some(file)).await;
        Self { app, folder }
    }
}

#[tokio::test]
async fn nobody_joins_with_a_password_of_the_list() {
    let Listed { app, .. } = &Listed::new().await;
    let form = |password| SignUpForm::parse("Ada", &email("Ada"), password).unwrap();
    assert_eq!(field_code(sign_up(app, &app.visit(), form(BREACHED)).await, "password"), "breached");
    assert_eq!(field_code(create_member(app, form(BREACHED), Role::Admin).await, "password"), "breached");
    came_in(sign_up(app, &app.visit(), form(PASSWORD)).await);
}

#[tokio::test]
async fn nobody_changes_to_a_password_of_the_list() {
    let Listed { app, .. } = &Listed::new().await;
    let ada = app.reader("Ada").await;
    let refused = change_password(app, &app.visit(), &ada, PASSWORD, BREACHED).await;
    assert_eq!(field_code(refused, "password"), "breached");
    let typed = Password::choose(BREACHED).unwrap();
    assert_eq!(field_code(set_password(app, &email("Ada"), typed).await, "password"), "breached");
    change_password(app, &app.visit(), &ada, PASSWORD, "another quiet lighthouse").await.unwrap();
}

#[tokio::test]
async fn a_letter_is_not_used_up_by_a_password_of_the_list() {
    let Listed { app, .. } = &Listed::new().await;
    let ada = app.reader("Ada").await;
    let mailbox = EmailAddress::parse(&email("Ada")).unwrap();
    let sent = proofs::issue(app.db.write(), app, Purpose::ResetPassword, Some(ada.id), &mailbox).await.unwrap();
    let reset = async |password| reset_password(app, &app.visit(), Given::Link(sent.token.clone()), password).await;
    assert_eq!(field_code(reset(BREACHED).await, "password"), "breached");
    came_in(reset("another quiet lighthouse").await);
}

#[tokio::test]
async fn nor_is_an_invitation() {
    let Listed { app, .. } = &Listed::new().await;
    let ada = app.admin("Ada").await;
    let form = InvitationForm::parse(&email("Gus"), "author").unwrap();
    invitations::invite(app, &app.visit_of(&ada).await, form).await.unwrap();
    let token = app.letters_to("Gus").await.iter().find_map(token_in).unwrap();
    let join = async |password| {
        let form = JoinForm::parse("The Example", "Gus", password).unwrap();
        invitations::join(app, &app.visit(), &token, form).await
    };
    assert_eq!(field_code(join(BREACHED).await, "password"), "breached");
    came_in(join(PASSWORD).await);
}

#[tokio::test]
async fn whoever_has_such_a_password_already_still_gets_in() {
    let Listed { app, folder } = &Listed::new().await;
    app.reader("Ada").await;
    write_list(&folder.path().join("list.txt"), &[PASSWORD]);
    app.cookie_of("Ada").await;
}

#[tokio::test]
async fn a_newer_list_counts_at_once_and_a_list_that_is_gone_lets_nothing_through() {
    let Listed { app, folder } = &Listed::new().await;
    let (file, newer) = (folder.path().join("list.txt"), folder.path().join("newer.txt"));
    let form = |name, password| SignUpForm::parse(name, &email(name), password).unwrap();
    write_list(&newer, &[PASSWORD]);
    fs::rename(&newer, &file).unwrap();
    assert_eq!(field_code(sign_up(app, &app.visit(), form("Ada", PASSWORD)).await, "password"), "breached");
    came_in(sign_up(app, &app.visit(), form("Bob", BREACHED)).await);

    fs::remove_file(&file).unwrap();
    let failed = sign_up(app, &app.visit(), form("Cleo", BREACHED)).await;
    assert!(matches!(failed, Err(server::Error::Internal(_))), "{failed:?}");
}

#[test]
fn what_is_wrong_with_the_list_is_told_before_anything_starts() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list.txt");
    let told = |file| BreachedPasswords::open(Some(file)).unwrap_err().to_string();
    assert!(told(&file).contains("list.txt cannot be read"));
    fs::write(&file, "123456\npassword\n").unwrap();
    assert!(told(&file).contains("40 hexadecimal digits"));
}
