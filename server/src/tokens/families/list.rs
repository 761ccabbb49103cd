use domain::{
    Timestamp,
    accounts::Actor,
    id::FamilyId,
    tokens::{ProgramView, Scopes},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{AppState, Result, entities::token_family};

/// One's own programs that are signed in, the one used last first.
///
/// # Errors
/// If the database does not answer.
pub async fn list_programs(app: &AppState, actor: &Actor) -> Result<Vec<ProgramView>> {
    let families = token_family::Entity::find()
        .filter(token_family::Column::MemberId.eq(actor.id.0))
        .filter(token_family::Column::ExpiresAt.gt(app.clock.now().millis()))
        .order_by_desc(token_family::Column::UsedAt)
        .order_by_desc(token_family::Column::Id)
        .all(app.db.read())
        .await?;
    Ok(families.into_iter().map(view).collect())
}

fn view(family: token_family::Model) -> ProgramView {
    ProgramView {
        id: FamilyId(family.id),
        scopes: Scopes::stored(&family.scopes),
        client_id: family.client_id,
        address: family.address,
        created_at: Timestamp::from_millis(family.created_at),
        used_at: Timestamp::from_millis(family.used_at),
    }
}
