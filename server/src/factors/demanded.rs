use domain::{Problem, id::MemberId};
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait, RelationTrait,
    sea_query::{Condition, Expr, ExprTrait, SimpleExpr},
};

use crate::{
    AppState, Result,
    config::AccountsConfig,
    entities::{member, passkey, role, totp_seed},
};

/// Whether a member lacks the second factor that their role demands. Until they set one up, they have no permissions.
///
/// # Errors
/// [`Problem::NotFound`] if there is no such member.
pub(crate) async fn is_lacking(app: &AppState, member: MemberId) -> Result<bool> {
    let lacks: Option<i32> = member::Entity::find_by_id(member.0)
        .select_only()
        .expr_as(lacks_one_column(&app.config.accounts), "lacks_factor")
        .join(JoinType::LeftJoin, member::Relation::Role.def())
        .into_tuple()
        .one(app.db.read())
        .await?;
    Ok(lacks.ok_or(Problem::NotFound)? != 0)
}

/// 1 if the member of a row lacks the second factor that their role demands, else 0; for a statement that knows `members`
/// and their `roles`. Factors are looked for only where one is demanded.
pub(crate) fn lacks_one_column(config: &AccountsConfig) -> SimpleExpr {
    let lacks = Condition::all().add(is_demanded(config)).add(has_one().not());
    Expr::case(lacks, 1).finally(0).into()
}

/// By the setting of the installation, or by what its admins ticked.
fn is_demanded(config: &AccountsConfig) -> Condition {
    let by_setting = config.second_factor_roles.iter().map(domain::accounts::Role::as_str);
    Condition::any()
        .add(role::Column::NeedsSecondFactor.eq(true))
        .add(Expr::col((member::Entity, member::Column::Role)).is_in(by_setting))
}

/// [`super::has_one`] inside a statement.
fn has_one() -> SimpleExpr {
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
    Expr::exists(seed).or(Expr::exists(key))
}
