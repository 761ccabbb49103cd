//! The command line, as people type it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use server::audit::Checkpoint;

const EXAMPLES: &str = "\
Examples:
  masthead serve --migrate
          Serve, after bringing the tables up to date
  masthead import ./posts --base-url https://blog.example.org
          Bring in a folder of Markdown files with their pictures and old addresses
  masthead member create ada@example.org --name \"Ada Example\" --role author
          Make an account; the password is asked for
  MASTHEAD_SITE_URL=https://news.example.org masthead config
          See every setting as it would be in effect";

/// A multi-author publishing platform in one program.
///
/// Settings come from the environment (and from a file `.env` in the working directory); none is needed to begin:
/// `masthead migrate up`, then `masthead serve`, and open http://127.0.0.1:3000. The first account becomes the owner.
#[derive(Debug, Parser)]
#[command(name = "masthead", version, propagate_version = true, after_long_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the site until SIGTERM or Ctrl-C, then finish the requests under way and exit.
    Serve(Serve),
    /// Bring the database's tables to the state this program needs, or look at them.
    #[command(subcommand)]
    Migrate(Migrate),
    /// Fill an empty installation with a small demo publication. Does nothing where there are posts already.
    Seed,
    /// Import a folder of Markdown files with TOML or YAML front matter; again, and only changes come in.
    Import(Import),
    /// Create members, list them, change their roles and passwords.
    #[command(subcommand)]
    Member(Member),
    /// Look after the keys that sign the access tokens of programs.
    #[command(subcommand)]
    Keys(Keys),
    /// Look after the tokens of members.
    #[command(subcommand)]
    Token(Token),
    /// Look after the record of security events.
    #[command(subcommand)]
    Audit(Audit),
    /// Look for what would keep this installation from working, and say what helps.
    Doctor,
    /// Ask the running server whether it is ready; exits 0 or 1. Made for container health checks.
    Healthcheck,
    /// Print every setting with its variable, default, present value and meaning. Secrets are hidden.
    Config(Config),
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Run pending migrations first. Several processes may do so at once; one does the work.
    #[arg(long)]
    pub(crate) migrate: bool,
}

#[derive(Debug, Clone, Copy, Subcommand)]
pub(crate) enum Migrate {
    /// Apply everything pending. Safe to repeat.
    Up,
    /// Take back the latest migration, or several. What is in the tables that they made is lost.
    Down {
        /// How many.
        #[arg(long, default_value_t = 1)]
        steps: u32,
        /// Yes, lose what is in those tables.
        #[arg(long)]
        yes: bool,
    },
    /// List applied and pending migrations.
    Status,
    /// Drop every table and start anew. All content is lost.
    Fresh {
        /// Yes, lose all content.
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The folder. A post is a file `name.md`, or a folder with `index.md` and its pictures.
    pub(crate) folder: PathBuf,
    /// Address under which the posts were published, so that full links between them are rewritten, too.
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Member {
    /// Create a member. The password is asked for, or read from standard input if that is no terminal.
    Create {
        /// The address to sign in with.
        email: String,
        /// The name others see.
        #[arg(long)]
        name: String,
        /// What they may do: reader, author, editor, admin, or a role of the installation's own.
        #[arg(long, default_value = "reader")]
        role: String,
    },
    /// Change what a member may do. Takes effect with their next request.
    Role {
        /// The member's address.
        email: String,
        /// The new role: reader, author, editor, admin, or one of the installation's own.
        role: String,
    },
    /// Keep a member out: they are signed out everywhere and get a letter with the reason.
    Suspend {
        /// The member's address.
        email: String,
        /// Why; the member reads it.
        #[arg(long)]
        reason: String,
    },
    /// Let a member in again who was kept out. They get a letter.
    Restore {
        /// The member's address.
        email: String,
    },
    /// List all members.
    List,
    /// Set a member's password and end their sessions. It is asked for, or read from standard input.
    Password {
        /// The member's address.
        email: String,
    },
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Audit {
    /// Check that no event was changed, taken out or put in since it was recorded; exits 1 and names the first place that
    /// does not fit. Prints a checkpoint, the place of the last event and its digest: note it where nobody who can write to
    /// the database can change it.
    Verify {
        /// A checkpoint of an earlier run, such as 41:0f3a…; fails also if the record ends before it, or has another event
        /// at that place. Without it a record whose end was cut off, and whose head was set back, passes for whole.
        #[arg(long, value_name = "PLACE:DIGEST")]
        checkpoint: Option<Checkpoint>,
    },
}

#[derive(Debug, Clone, Copy, Subcommand)]
pub(crate) enum Keys {
    /// List the keys: the one that signs, and retired ones whose tokens may still be about.
    List,
    /// Make a new key, which signs from now on. Tokens of the old one stay good until they expire.
    Rotate {
        /// Refuse tokens of all older keys at once: somebody else may have one. Programs get new tokens by themselves.
        #[arg(long)]
        distrust: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Token {
    /// Revoke every personal token of a member, and sign all their programs out.
    RevokeAll {
        /// The member's address.
        email: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Config {
    /// Print the reference of all settings as Markdown instead, as in docs/configuration.md.
    #[arg(long)]
    pub(crate) reference: bool,
}
