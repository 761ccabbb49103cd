#![allow(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments; the function says what they are"
)]

use leptos::prelude::*;

use crate::forms::{Done, Refusal};
#[cfg(feature = "ssr")]
use {
    crate::forms::action,
    domain::{appearance::Theme, paths},
    http::{HeaderValue, header},
    leptos_axum::ResponseOptions,
};

/// Remembers light, dark or neither in a cookie for a year. Open to strangers.
///
/// # Errors
/// None in practice.
#[server(prefix = "/fn", endpoint = "appearance/theme")]
pub async fn set_theme(
    #[server(default)] theme: String,
    /// Where the switch was pressed.
    #[server(default)]
    back_to: String,
) -> Result<Done, Refusal> {
    let response = expect_context::<ResponseOptions>();
    action(|cx| async move {
        let secure = if cx.app.site.url.starts_with("https:") { "; Secure" } else { "" };
        let cookie = match Theme::parse(&theme) {
            Theme::System => format!("{}=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly{secure}", Theme::COOKIE),
            theme => format!(
                "{}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}",
                Theme::COOKIE,
                theme.as_str()
            ),
        };
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.append_header(header::SET_COOKIE, cookie);
        }
        Ok(Done::at(paths::local(&back_to).unwrap_or(paths::HOME)))
    })
    .await
}
