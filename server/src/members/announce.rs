//! What webhooks are told of members: never how to reach them.

use domain::{Timestamp, webhooks::WebhookEvent};
use sea_orm::{DatabaseTransaction, DbErr};
use serde_json::json;

use crate::{AppState, entities::member, webhooks::Audience};

/// Tells of a member; of one whose account is gone no more than who it was.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn announce(
    txn: &DatabaseTransaction,
    app: &AppState,
    event: WebhookEvent,
    member: &member::Model,
) -> Result<(), DbErr> {
    let data = match event {
        WebhookEvent::MemberDeleted => json!({ "member": { "id": member.id } }),
        _ => json!({ "member": {
            "id": member.id,
            "name": member.name,
            "role": member.role,
            "joined_at": Timestamp::from_millis(member.joined_at),
        }}),
    };
    Audience::of(txn, event).await?.tell(txn, app, member.id, data).await
}
