use domain::accounts::Provider;
use oauth2::TokenResponse;
use serde::Deserialize;

use super::{
    attempt::Attempt,
    claim::Claim,
    discovery::Issuer,
    exchange::Tokens,
    jwt::{self, Claims, Expected, LEEWAY, Person, seconds},
    service::Service,
    trouble::Trouble,
};
use crate::AppState;

/// Who somebody is, by their ID token (OpenID Connect Core, section 3.1.3.7).
pub(super) async fn claim(
    app: &AppState,
    (service, issuer): (&Service, &Issuer),
    attempt: &Attempt,
    tokens: &Tokens,
) -> Result<Claim, Trouble> {
    let metadata = issuer.metadata(app).await?;
    let token = tokens.extra_fields().id_token.as_deref();
    let token = token.ok_or_else(|| Trouble::mistrusted("there is no ID token"))?;
    let (audience, algorithms) = (service.client.id.as_str(), metadata.algorithms());
    let expected = Expected { issuer: &issuer.url, audience, algorithms: &algorithms };
    let claims = jwt::verified(app, token, (&issuer.keys, &metadata.jwks_uri), &expected).await?;
    check(&claims, attempt, audience)?;
    let is_fresh = is_fresh(app, &claims, attempt);
    let Claims { sub, person, .. } = claims;
    let person = match &metadata.userinfo_endpoint {
        Some(url) if person.email.is_none() => {
            let told: UserInfo = app.outbound.get_json(url, Some(tokens.access_token().secret())).await?;
            if told.sub != sub {
                return Err(Trouble::mistrusted("the service tells of somebody else than the token"));
            }
            told.person
        }
        _ => person,
    };
    let person = if service.provider == Provider::Google { as_google_is_sure(person) } else { person };
    Ok(Claim::new(&issuer.url, sub, &person).fresh(is_fresh))
}

#[derive(Deserialize)]
struct UserInfo {
    sub: String,
    #[serde(flatten)]
    person: Person,
}

fn check(claims: &Claims, attempt: &Attempt, client: &str) -> Result<(), Trouble> {
    if claims.nonce.as_ref() != Some(&attempt.nonce) {
        return Err(Trouble::mistrusted("the token was made for another attempt"));
    }
    let is_ours = match &claims.azp {
        Some(azp) => azp == client,
        None => !claims.has_other_audiences(),
    };
    if !is_ours {
        return Err(Trouble::mistrusted("the token was made for another client"));
    }
    if claims.iat.is_none_or(|iat| iat < begun(attempt)) {
        return Err(Trouble::mistrusted("the token is older than the attempt"));
    }
    Ok(())
}

/// Whether the token says that somebody signed in there after the attempt began. A service that was asked for a sign-in
/// no older than so has to say when it was (OpenID Connect Core, sections 2 and 3.1.2.1); one that says nothing shows
/// nothing.
fn is_fresh(app: &AppState, claims: &Claims, attempt: &Attempt) -> bool {
    claims.auth_time.is_some_and(|at| at >= begun(attempt) && at <= seconds(app) + LEEWAY as f64)
}

/// When the attempt began by a clock that may be late, in seconds since the Unix epoch.
fn begun(attempt: &Attempt) -> f64 {
    (attempt.begun_at.millis() / 1000 - LEEWAY) as f64
}

/// Google is sure of the addresses that it manages itself; any other one was somebody's on the day they joined Google.
fn as_google_is_sure(person: Person) -> Person {
    let manages = person.hd.is_some() || person.email.as_ref().is_some_and(|email| email.ends_with("@gmail.com"));
    Person { email_verified: person.email_verified && manages, ..person }
}
