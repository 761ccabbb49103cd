use std::fmt::Write;

use domain::{
    accounts::{Role, SignUpForm},
    id::MemberId,
};

use crate::{AppState, Result, accounts};

const MEMBERS: [(&str, &str); 3] = [
    ("Dana Example", "dana@demo.example"),
    ("Emil Example", "emil@demo.example"),
    ("Farah Example", "farah@demo.example"),
];

/// Writes the demo readers, with passwords that nobody knows: random ones that are forgotten at once.
pub(super) async fn write(app: &AppState) -> Result<Vec<MemberId>> {
    let mut ids = Vec::new();
    for (name, email) in MEMBERS {
        let password = app.ids.secret::<32>().iter().fold(String::new(), |mut password, byte| {
            let _ = write!(password, "{byte:02x}");
            password
        });
        let form = SignUpForm::parse(name, email, &password)?;
        ids.push(accounts::create_member(app, form, Role::Reader).await?.id);
    }
    Ok(ids)
}
