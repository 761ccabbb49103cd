use axum::{Json, extract::State};
use domain::paths;
use serde_json::{Value, json};

use crate::AppState;

/// Where passkeys are registered and managed, for password managers that offer to do so
/// (W3C, "A Well-Known URL for Relying Party Passkey Endpoints").
pub(super) async fn passkey_endpoints(State(app): State<AppState>) -> Json<Value> {
    let security = format!("{}{}#passkeys", app.site.url, paths::SECURITY);
    Json(json!({ "enroll": security, "manage": security }))
}
