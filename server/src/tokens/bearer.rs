use domain::{
    Problem,
    accounts::{Actor, Viewer},
    paths,
    tokens::{OpaqueKind, Scopes},
};
use http::{HeaderMap, header};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};

use super::{
    access::{self, Claims},
    actor::{Row, actor, with_member},
    personal,
};
use crate::{
    AppState, Error, Result,
    entities::{member, token_family},
    factors,
    http::Client,
    identities,
};

/// Whether a request is to be judged by its `Authorization` alone, whatever cookies it brings.
pub(crate) fn applies(path: &str, headers: &HeaderMap) -> bool {
    paths::is_api(path) && headers.contains_key(header::AUTHORIZATION)
}

/// Whoever the token belongs to. Where tokens are made and ended nobody is asked who they are: programs of other makes
/// send a name of their own along there.
///
/// # Errors
/// [`Problem::InvalidToken`]; [`Problem::StrongerSignInNeeded`]; never a stranger in place of somebody whose token is not good.
pub(crate) async fn viewer(app: &AppState, path: &str, headers: &HeaderMap, client: &Client) -> Result<Viewer> {
    if [paths::API_TOKENS, paths::API_REVOCATION].contains(&path) {
        return Ok(Viewer::Stranger);
    }
    let token = presented(headers).ok_or(Problem::InvalidToken)?;
    let actor = if OpaqueKind::Personal.recognises(token) {
        personal::owner(app, token).await?
    } else {
        match access::verify(app, token).await {
            Ok(claims) => member_of(app, &claims).await?,
            Err(Error::Problem(Problem::InvalidToken)) => member_elsewhere(app, client, token).await?,
            Err(error) => return Err(error),
        }
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
async fn member_of(app: &AppState, claims: &Claims) -> Result<Actor> {
    let family = token_family::Entity::find_by_id(claims.sid.0)
        .select_only()
        .join(JoinType::InnerJoin, token_family::Relation::Member.def())
        .filter(member::Column::Id.eq(claims.sub.0))
        .filter(member::Column::SuspendedAt.is_null());
    let rows: Vec<Row> = with_member(&app.config.accounts, family).into_model().all(app.db.read()).await?;
    Ok(actor(&rows, claims.scopes()).ok_or(Problem::InvalidToken)?)
}

/// The member whom a token of the identity service means, where one is configured. The service knows nothing of our scopes, so
/// the token is good for all of them. Whoever has a second factor here, or has to, must have shown one there.
async fn member_elsewhere(app: &AppState, client: &Client, token: &str) -> Result<Actor> {
    let bearer = identities::outside::verify(app, client, token).await?.ok_or(Problem::InvalidToken)?;
    let member =
        member::Entity::find_by_id(bearer.member.0).select_only().filter(member::Column::SuspendedAt.is_null());
    let rows: Vec<Row> = with_member(&app.config.accounts, member).into_model().all(app.db.read()).await?;
    let actor = actor(&rows, Scopes::all()).ok_or(Problem::InvalidToken)?;
    let is_enough =
        bearer.is_multi_factor || !(actor.standing.lacks_factor || factors::has_one(app.db.read(), actor.id).await?);
    if is_enough { Ok(actor) } else { Err(step_up(app).into()) }
}

/// That the service is to be asked for another token, and how.
fn step_up(app: &AppState) -> Problem {
    let acr = app.config.identity.as_ref().map(|identity| identity.multi_factor_acr.join(" "));
    Problem::StrongerSignInNeeded { acr: acr.unwrap_or_default() }
}
