use domain::accounts::Provider;
use oauth2::TokenResponse;
use serde::Deserialize;

use super::{
    attempt::{Attempt, Purpose},
    claim::Claim,
    discovery::Issuer,
    exchange::Tokens,
    jwt::{self, Claims, Expected, LEEWAY, Person},
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
    Ok(Claim::new(&issuer.url, sub, &person))
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
    let begun = (attempt.begun_at.millis() / 1000 - LEEWAY) as f64;
    if claims.iat.is_none_or(|iat| iat < begun) {
        return Err(Trouble::mistrusted("the token is older than the attempt"));
    }
    let proves = matches!(attempt.purpose, Purpose::Prove(_));
    if proves && claims.auth_time.is_some_and(|at| at < begun) {
        return Err(Trouble::mistrusted("nobody proved anything there just now"));
    }
    Ok(())
}

/// Google is sure of the addresses that it manages itself; any other one was somebody's on the day they joined Google.
fn as_google_is_sure(person: Person) -> Person {
    let manages = person.hd.is_some() || person.email.as_ref().is_some_and(|email| email.ends_with("@gmail.com"));
    Person { email_verified: person.email_verified && manages, ..person }
}
