use std::{
    io::{IsTerminal, stdin},
    process::ExitCode,
};

use anyhow::{Context, Result, anyhow};
use domain::{
    accounts::{MemberView, Password, PasswordContext, SignUpForm},
    members::SuspensionForm,
};
use server::{accounts, config::Config, members, roles};

use crate::{boot, cli::Member, commands::told};

/// Manages members.
pub(super) async fn run(config: Config, action: Member) -> Result<ExitCode> {
    let app = boot::app(config).await?;
    match action {
        Member::Create { email, name, role } => {
            let role = roles::named(&app, &role).await.map_err(told)?;
            let password = ask_password()?;
            let form = SignUpForm::parse(&name, &email, &password).map_err(|problem| told(problem.into()))?;
            let member = accounts::create_member(&app, form, role).await.map_err(told)?;
            println!("{} <{}> is now {}.", member.name, member.email, member.role.as_str());
        }
        Member::Role { email, role } => {
            let role = roles::named(&app, &role).await.map_err(told)?;
            let member = accounts::set_role(&app, &email, role).await.map_err(told)?;
            println!("{} <{}> is now {}.", member.name, member.email, member.role.as_str());
        }
        Member::Suspend { email, reason } => {
            let form = SuspensionForm::parse(&reason).map_err(|problem| told(problem.into()))?;
            let member = members::suspend_by_email(&app, &email, form).await.map_err(told)?;
            println!("{} <{}> is suspended; all sessions are ended.", member.name, member.email);
        }
        Member::Restore { email } => {
            let member = members::restore_by_email(&app, &email).await.map_err(told)?;
            println!("{} <{}> may come in again.", member.name, member.email);
        }
        Member::List => print_table(&accounts::list_members(&app).await.map_err(told)?),
        Member::Password { email } => {
            let password = Password::choose_for(&PasswordContext::of(&[&email]), &ask_password()?)
                .map_err(|error| anyhow!(error.message))?;
            let member = accounts::set_password(&app, &email, password).await.map_err(told)?;
            println!("{} <{}> has a new password; all sessions are ended.", member.name, member.email);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn ask_password() -> Result<String> {
    if stdin().is_terminal() {
        return rpassword::prompt_password("Password: ").context("cannot read the password");
    }
    let mut line = String::new();
    stdin().read_line(&mut line).context("cannot read the password from standard input")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn print_table(members: &[MemberView]) {
    for member in members {
        println!(
            "{:<8}{:<40}{}  since {}",
            member.role.as_str(),
            member.email,
            member.name,
            member.joined_at.long_date()
        );
    }
}
