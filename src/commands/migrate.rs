use std::process::ExitCode;

use anyhow::{Result, bail};
use server::{config::Config, database::Database};

use crate::cli::Migrate;

/// Moves the database's tables, or lists the migrations.
pub(super) async fn run(config: &Config, step: Migrate) -> Result<ExitCode> {
    let db = Database::connect(&config.database).await?;
    match step {
        Migrate::Up => {
            let pending = db.pending().await?;
            db.migrate_up(None).await?;
            println!("The tables are up to date; {pending} migration(s) were pending.");
        }
        Migrate::Down { yes: false, .. } => {
            bail!("`migrate down` deletes what is in the tables that it takes back; add --yes if that is what you want")
        }
        Migrate::Down { steps, yes: true } => {
            db.migrate_down(Some(steps)).await?;
            println!("{steps} migration(s) taken back.");
        }
        Migrate::Status => {
            for migration in db.migrations().await? {
                println!("{}  {}", if migration.applied { "applied" } else { "pending" }, migration.name);
            }
        }
        Migrate::Fresh { yes: false } => {
            bail!("`migrate fresh` deletes all content; add --yes if that is what you want")
        }
        Migrate::Fresh { yes: true } => {
            db.migrate_fresh().await?;
            println!("All tables are new and empty.");
        }
    }
    Ok(ExitCode::SUCCESS)
}
