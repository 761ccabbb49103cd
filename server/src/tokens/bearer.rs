use domain::{
    Problem,
    accounts::{Actor, Viewer},
    paths,
    tokens::OpaqueKind,
};
use http::{HeaderMap, header};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};

use super::{
    access,
    actor::{Row, actor, with_member},
    personal,
};
use crate::{
    AppState, Result,
    entities::{member, token_family},
};

/// Whether a request is to be judged by its `Authorization` alone, whatever cookies it brings.
pub(crate) fn applies(path: &str, headers: &HeaderMap) -> bool {
    paths::is_api(path) && headers.contains_key(header::AUTHORIZATION)
}

/// Whoever the token belongs to. Where tokens are made and ended nobody is asked who they are: programs of other makes
/// send a name of their own along there.
///
/// # Errors
/// [`Problem::InvalidToken`]; never a stranger in place of somebody whose token is not good.
pub(crate) async fn viewer(app: &AppState, path: &str, headers: &HeaderMap) -> Result<Viewer> {
    if [paths::API_TOKENS, paths::API_REVOCATION].contains(&path) {
        return Ok(Viewer::Stranger);
    }
    let token = presented(headers).ok_or(Problem::InvalidToken)?;
    let actor = if OpaqueKind::Personal.recognises(token) {
        personal::owner(app, token).await?
    } else {
        member_of(app, token).await?
    };
    Ok(Viewer::Member(actor))
}

/// The one token of a request (RFC 6750 section 2.1).
fn presented(headers: &HeaderMap) -> Option<&str> {
    let mut lines = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(line), None) = (lines.next(), lines.next()) else { return None };
    let (scheme, token) = line.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then(|| token.trim())
}

/// The member of an access token, as they are now: its sign-in must not have ended.
async fn member_of(app: &AppState, token: &str) -> Result<Actor> {
    let claims = access::verify(app, token).await?;
    let family = token_family::Entity::find_by_id(claims.sid.0)
        .select_only()
        .join(JoinType::InnerJoin, token_family::Relation::Member.def())
        .filter(member::Column::Id.eq(claims.sub.0))
        .filter(member::Column::SuspendedAt.is_null());
    let rows: Vec<Row> = with_member(family).into_model().all(app.db.read()).await?;
    Ok(actor(&rows, claims.scopes()).ok_or(Problem::InvalidToken)?)
}
