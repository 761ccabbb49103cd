use domain::id::MemberId;
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, SimpleExpr},
};

use super::has_one;
use crate::{
    AppState, Result,
    config::AccountsConfig,
    entities::{member, passkey, totp_seed},
};

/// Whether this installation demands a second factor of a role.
pub(crate) fn is_demanded(config: &AccountsConfig, role: &str) -> bool {
    config.second_factor_roles.iter().any(|demanded| demanded.as_str() == role)
}

/// Whether a member lacks the second factor that their role demands. Until they set one up, they have no permissions.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn is_lacking(app: &AppState, member: &member::Model) -> Result<bool> {
    Ok(is_demanded(&app.config.accounts, &member.role) && !has_one(app.db.read(), MemberId(member.id)).await?)
}

/// 1 if the member of a row has a second factor, else 0: [`has_one`] as a column of a statement that knows `members`.
pub(crate) fn has_one_column() -> SimpleExpr {
    let of_member = (member::Entity, member::Column::Id);
    let seed = totp_seed::Entity::find()
        .select_only()
        .expr(Expr::val(1))
        .filter(Expr::col((totp_seed::Entity, totp_seed::Column::MemberId)).eq(Expr::col(of_member)))
        .filter(totp_seed::Column::ConfirmedAt.is_not_null())
        .into_query();
    let key = passkey::Entity::find()
        .select_only()
        .expr(Expr::val(1))
        .filter(Expr::col((passkey::Entity, passkey::Column::MemberId)).eq(Expr::col(of_member)))
        .into_query();
    Expr::case(Expr::exists(seed).or(Expr::exists(key)), 1).finally(0).into()
}
