//! Masthead's tables, as they were on the day each migration was written.
//!
//! Small steps, every one reversible, every one in a transaction where the database can do that. A migration imports
//! neither an entity nor `domain`: what those say will change, what happened on the day will not. All of them run on
//! SQLite, PostgreSQL and MySQL/MariaDB; [`columns`] knows where these differ.
//!
//! Moments are `BIGINT` milliseconds since the Unix epoch; ids are UUIDs.

mod columns;
mod m20261120_000001_roles;
mod m20261120_000002_members;
mod m20261120_000003_sessions;
mod m20261120_000004_authors;
mod m20261120_000005_posts;
mod m20261120_000006_post_slugs;
mod m20261120_000007_post_authors;
mod m20261120_000008_tags;
mod m20261120_000009_redirects;
mod m20261120_000010_comments;
mod m20261120_000011_media;
mod m20261120_000012_throttles;
mod m20261120_000013_member_states;
mod m20261120_000014_session_states;
mod m20261120_000015_outbox;
mod m20261120_000016_audit_events;
mod m20261120_000017_former_members;
mod m20261120_000018_deletions;
mod m20261120_000019_proofs;
mod m20261120_000022_known_devices;
mod m20261120_000023_session_versions;
mod m20261120_000024_identities;
mod m20261120_000026_totp_seeds;
mod m20261120_000027_recovery_codes;
mod m20261120_000028_trusted_devices;
mod m20261120_000029_passkeys;
mod m20261120_000030_signing_keys;
mod m20261120_000031_refresh_tokens;
mod m20261120_000032_personal_tokens;
mod m20261120_000033_role_settings;
mod m20261120_000034_audit_chain;
mod m20261120_000035_member_lists;
mod m20261120_000036_invitations;
mod m20261120_000040_list_indexes;
mod m20261120_000047_public_changes;
mod m20261120_000050_webhooks;
mod m20261120_000051_webhook_messages;
mod m20261120_000052_webhook_deliveries;
mod m20261120_000053_webhook_attempts;

use sea_orm_migration::prelude::*;

pub use sea_orm_migration::{MigrationStatus, MigratorTrait};

/// Runs the migrations, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261120_000001_roles::Migration),
            Box::new(m20261120_000002_members::Migration),
            Box::new(m20261120_000003_sessions::Migration),
            Box::new(m20261120_000004_authors::Migration),
            Box::new(m20261120_000005_posts::Migration),
            Box::new(m20261120_000006_post_slugs::Migration),
            Box::new(m20261120_000007_post_authors::Migration),
            Box::new(m20261120_000008_tags::Migration),
            Box::new(m20261120_000009_redirects::Migration),
            Box::new(m20261120_000010_comments::Migration),
            Box::new(m20261120_000011_media::Migration),
            Box::new(m20261120_000012_throttles::Migration),
            Box::new(m20261120_000013_member_states::Migration),
            Box::new(m20261120_000014_session_states::Migration),
            Box::new(m20261120_000015_outbox::Migration),
            Box::new(m20261120_000016_audit_events::Migration),
            Box::new(m20261120_000017_former_members::Migration),
            Box::new(m20261120_000018_deletions::Migration),
            Box::new(m20261120_000019_proofs::Migration),
            Box::new(m20261120_000022_known_devices::Migration),
            Box::new(m20261120_000023_session_versions::Migration),
            Box::new(m20261120_000024_identities::Migration),
            Box::new(m20261120_000026_totp_seeds::Migration),
            Box::new(m20261120_000027_recovery_codes::Migration),
            Box::new(m20261120_000028_trusted_devices::Migration),
            Box::new(m20261120_000029_passkeys::Migration),
            Box::new(m20261120_000030_signing_keys::Migration),
            Box::new(m20261120_000031_refresh_tokens::Migration),
            Box::new(m20261120_000032_personal_tokens::Migration),
            Box::new(m20261120_000033_role_settings::Migration),
            Box::new(m20261120_000034_audit_chain::Migration),
            Box::new(m20261120_000035_member_lists::Migration),
            Box::new(m20261120_000036_invitations::Migration),
            Box::new(m20261120_000040_list_indexes::Migration),
            Box::new(m20261120_000047_public_changes::Migration),
            Box::new(m20261120_000050_webhooks::Migration),
            Box::new(m20261120_000051_webhook_messages::Migration),
            Box::new(m20261120_000052_webhook_deliveries::Migration),
            Box::new(m20261120_000053_webhook_attempts::Migration),
        ]
    }
}
