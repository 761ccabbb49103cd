use domain::{
    accounts::{Actor, SignInForm, Standing},
    factors::{FactorCode, TotpCode},
};
use server::{
    accounts::{Admitted, sign_in},
    factors::{begin_totp, confirm_totp, set_up, take_fresh_codes},
    http::Visit,
};
use totp_rs::{Builder, Secret, Totp};

use crate::test_app::{PASSWORD, TestApp, email};

/// A member with an authenticator app and recovery codes.
pub(crate) struct Owner {
    pub(crate) actor: Actor,
    pub(crate) app: Totp,
    pub(crate) recovery_codes: Vec<String>,
}

impl Owner {
    /// Sets an app up; a minute passes, so that the code of it is used up.
    pub(crate) async fn new(app: &TestApp, name: &str) -> Self {
        let actor = proved(app, app.reader(name).await);
        let visit = app.visit();
        begin_totp(app, &actor).await.unwrap();
        let totp = generator(&set_up(app, &actor).await.unwrap().secret);
        let code = TotpCode::parse(&code_of(app, &totp)).unwrap();
        confirm_totp(app, &visit, &actor, &code).await.unwrap();
        let recovery_codes = take_fresh_codes(app, &visit, &actor).await.unwrap();
        app.clock.advance_seconds(60);
        Self { actor, app: totp, recovery_codes }
    }

    /// What the app shows now.
    pub(crate) fn code(&self, app: &TestApp) -> FactorCode {
        FactorCode::parse(&code_of(app, &self.app)).unwrap()
    }

    /// One of the recovery codes.
    pub(crate) fn recovery_code(&self, place: usize) -> FactorCode {
        FactorCode::parse(&self.recovery_codes[place]).unwrap()
    }
}

/// The member, who has just proved that it is them.
pub(crate) fn proved(app: &TestApp, actor: Actor) -> Actor {
    Actor { standing: Standing { proved_at: Some(app.clock.now()), ..actor.standing }, ..actor }
}

/// The other end: what an authenticator app makes of the typed secret.
pub(crate) fn generator(typed: &str) -> Totp {
    let secret = Secret::try_from_base32(typed.replace(' ', "")).unwrap();
    Builder::new().with_secret(secret).build().unwrap()
}

pub(crate) fn code_of(app: &TestApp, totp: &Totp) -> String {
    totp.generate(u64::try_from(app.clock.now().millis() / 1000).unwrap()).to_string()
}

/// Signs in with the password, which is only the first step.
pub(crate) async fn first_step(app: &TestApp, visit: &Visit, name: &str) -> Admitted {
    sign_in(app, visit, SignInForm::parse(&email(name), PASSWORD).unwrap()).await.unwrap()
}
