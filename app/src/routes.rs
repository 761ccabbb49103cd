//! Every page of the site: the table of contents of this crate.

use axum::{
    Router,
    routing::{MethodRouter, any, get},
};
use domain::paths;
use server::AppState;

use crate::{
    accounts, admin, comments, confirm, dev_mail, factors, feeds, forms, identities, invitations, own_data, posts,
    sessions, tokens,
};

/// Every page with its path, in the order in which people meet them.
#[must_use]
pub fn pages() -> Vec<(&'static str, MethodRouter<AppState>)> {
    vec![
        (paths::HOME, get(posts::pages::home)),
        ("/posts/{slug}", get(posts::pages::post)),
        ("/tags/{slug}", get(posts::pages::tag)),
        ("/authors/{slug}", get(posts::pages::author)),
        (paths::ARCHIVE, get(posts::pages::archive)),
        ("/archive/{year}", get(posts::pages::year)),
        (paths::FEEDS, get(feeds::feeds)),
        (paths::SIGN_UP, get(accounts::pages::sign_up)),
        (paths::SIGN_IN, get(accounts::pages::sign_in)),
        ("/sign-in/with/{provider}", get(identities::pages::leave)),
        ("/sign-in/with/{provider}/callback", get(identities::pages::callback)),
        (paths::SIGN_IN_JOIN, get(identities::pages::join)),
        (paths::SIGN_IN_BY_MAIL, get(accounts::pages::sign_in_by_mail)),
        (paths::SIGN_IN_CODE, get(accounts::pages::sign_in_code)),
        (paths::FORGOTTEN, get(accounts::pages::forgotten)),
        (paths::RESET, get(accounts::pages::reset)),
        (paths::VERIFY, get(accounts::pages::verify)),
        (paths::UNDO_EMAIL, get(accounts::pages::undo_email)),
        (paths::INVITATION, get(invitations::pages::invitation)),
        (paths::SECOND_FACTOR, get(factors::pages::second_factor)),
        (paths::SETTINGS, get(accounts::pages::account)),
        (paths::SESSIONS, get(sessions::pages::list)),
        (paths::CONFIRM, get(confirm::pages::confirm)),
        (paths::TOKENS, get(tokens::pages::tokens)),
        (paths::OWN_DATA, get(own_data::own_data)),
        (paths::EXPORT, get(own_data::form).post(own_data::download)),
        (paths::SECURITY, get(accounts::pages::security)),
        (paths::SET_UP_TOTP, get(factors::pages::set_up_totp)),
        (paths::RECOVERY_CODES, get(factors::pages::recovery_codes)),
        (paths::ACCOUNT, get(accounts::pages::moved)),
        (paths::DESK, get(posts::pages::desk)),
        (paths::NEW_POST, get(posts::pages::new_post)),
        ("/write/{id}", get(posts::pages::edit)),
        ("/write/{id}/preview", get(posts::pages::preview)),
        ("/comments/{id}/edit", get(comments::pages::edit)),
        (paths::MEMBERS, get(admin::pages::members)),
        ("/admin/members/{id}", get(admin::pages::member)),
        (paths::INVITATIONS, get(admin::pages::invitations)),
        (paths::ROLES, get(admin::pages::roles)),
        (paths::WEBHOOKS, get(admin::pages::webhooks)),
        ("/admin/webhooks/{id}", get(admin::pages::webhook)),
        ("/admin/webhooks/{id}/deliveries/{delivery}", get(admin::pages::delivery)),
        (paths::AUDIT, get(admin::pages::audit)),
        (paths::AUDIT_CSV, get(admin::pages::audit_csv)),
        (paths::DEV_MAIL, get(dev_mail::letters)),
        ("/dev/mail/{name}", get(dev_mail::letter)),
        ("/dev/mail/{name}/html", get(dev_mail::letter_html)),
    ]
}

/// Pages, server functions, and the redirects of old addresses.
pub fn router() -> Router<AppState> {
    pages()
        .into_iter()
        .fold(Router::new(), |router, (path, page)| router.route(path, page))
        .route("/fn/{*name}", any(forms::answer))
        .fallback(posts::pages::moved)
}
