use domain::{Problem, Timestamp, accounts::Actor, tokens::Scopes};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationTrait,
};
use uuid::Uuid;

use crate::{
    AppState, Result,
    entities::{member, personal_token},
    tokens::{
        actor::{self, with_member},
        digest::digest,
    },
};

/// `used_at` is this exact, in seconds; a write for every request would be a high price for more.
const USED_SECONDS: i64 = 10 * 60;

/// The owner of a token that is good, as they are now, with no more than the token is good for. One statement, and a
/// second one every ten minutes.
pub(in crate::tokens) async fn owner(app: &AppState, token: &str) -> Result<Actor> {
    let found = personal_token::Entity::find()
        .select_only()
        .columns([personal_token::Column::Id, personal_token::Column::Scopes, personal_token::Column::UsedAt])
        .join(JoinType::InnerJoin, personal_token::Relation::Member.def())
        .filter(personal_token::Column::TokenHash.eq(digest(token)))
        .filter(personal_token::Column::ExpiresAt.gt(app.clock.now().millis()))
        .filter(member::Column::SuspendedAt.is_null());
    let rows: Vec<Row> = with_member(&app.config.accounts, found).into_model().all(app.db.read()).await?;
    let token = rows.first().map(|row| (row.id, row.used_at, Scopes::stored(&row.scopes)));
    let (id, used_at, scopes) = token.ok_or(Problem::InvalidToken)?;
    touch(app, id, used_at).await;
    let rows: Vec<actor::Row> = rows.into_iter().map(|row| row.member).collect();
    Ok(actor::actor(&rows, scopes).ok_or(Problem::InvalidToken)?)
}

/// A token with its owner and one of their permissions.
#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    scopes: String,
    used_at: Option<i64>,
    #[sea_orm(nested)]
    member: actor::Row,
}

async fn touch(app: &AppState, id: Uuid, used_at: Option<i64>) {
    let now = app.clock.now();
    if used_at.is_some_and(|used_at| now.seconds_since(Timestamp::from_millis(used_at)) < USED_SECONDS) {
        return;
    }
    let touched = personal_token::Entity::update_many()
        .set(personal_token::ActiveModel { used_at: Set(Some(now.millis())), ..Default::default() })
        .filter(personal_token::Column::Id.eq(id))
        .exec(app.db.write())
        .await;
    if let Err(error) = touched {
        // No request should fail because of a note in the margin.
        tracing::warn!(error = %error, "Could not note when a token was used");
    }
}
