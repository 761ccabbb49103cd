use domain::{
    Problem,
    accounts::{Role, SignUpForm},
    audit::Event,
    id::MemberId,
};

use super::{
    admit::{Admitted, Entrance, Way, admit},
    breached::hash_chosen,
    guess::guess,
    newcomer::Newcomer,
    verify,
};
use crate::{
    AppState, Error, Result,
    audit::{self, Entry},
    database::unique,
    entities::member,
    http::{Client, Visit},
    throttle,
};

/// Makes an account and signs in. The first account of an installation becomes its owner and an admin; all others join
/// as readers.
///
/// An address that has an account with this very password was sent twice, or by somebody who forgot that they joined:
/// they are signed in.
///
/// # Errors
/// The field errors `email`/`taken` and `password`/`breached`; [`Problem::TooManyAttempts`]; [`Problem::Unavailable`] under a flood.
pub async fn sign_up(app: &AppState, visit: &Visit, form: SignUpForm) -> Result<Admitted> {
    let key = format!("sign_up:address:{}", visit.client.throttle_key());
    throttle::attempt(app, &key, app.config.accounts.sign_up_per_address).await?;
    let (member, way) = match insert(app, &form, None, Some(&visit.client)).await? {
        Some(member) => (member, Way::Joining),
        None => {
            // Whatever page it is made on, it is a guess of somebody's password.
            let guessed = guess(app, visit, &form.email, &form.password).await;
            let told = |error: Error| if error.is(&Problem::WrongCredentials) { taken().into() } else { error };
            (guessed.map_err(told)?, Way::Password)
        }
    };
    admit(app, visit, member, Entrance { way, remember: true }).await
}

pub(super) fn taken() -> Problem {
    Problem::field("email", "taken", "This address has an account already. Sign in instead.")
}

/// Makes an account: with the given role, or with the one that the state of the installation gives it. Nothing if the
/// address has an account, or had one that may take it back. `client` is where the wish came from; nothing for the command
/// line.
pub(super) async fn insert(
    app: &AppState,
    form: &SignUpForm,
    role: Option<Role>,
    client: Option<&Client>,
) -> Result<Option<member::Model>> {
    let newcomer = Newcomer {
        name: &form.name,
        email: &form.email,
        password_hash: Some(hash_chosen(app, &form.password).await?),
        // Whoever gives a role vouches for the address; a stranger shows by a letter that it is theirs.
        is_verified: role.is_some(),
        role,
    };
    loop {
        let txn = app.db.begin().await?;
        match newcomer.insert(&txn, app).await {
            Ok(None) => {
                txn.rollback().await?;
                return Ok(None);
            }
            Ok(Some(member)) => {
                if !newcomer.is_verified {
                    verify::send_letter(&txn, app, &member).await?;
                }
                audit::record(&txn, app, joined(&member, client)).await?;
                txn.commit().await?;
                return Ok(Some(member));
            }
            Err(error) if unique::MEMBERS_EMAIL.is_violated_by(&error) => {
                txn.rollback().await?;
                return Ok(None);
            }
            // Somebody else became the owner at this very moment; they will be seen in the next round.
            Err(error) if unique::INSTALLATION.is_violated_by(&error) => txn.rollback().await?,
            Err(error) => return Err(Error::from(error)),
        }
    }
}

/// Those who join are their own doing; whom the command line brings in is the operator's.
fn joined(member: &member::Model, client: Option<&Client>) -> Entry {
    let entry = Entry::new(Event::Joined).about(MemberId(member.id)).with("role", &*member.role);
    match client {
        Some(client) => entry.by(MemberId(member.id)).from(client),
        None => entry,
    }
}
