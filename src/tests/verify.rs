//! Confirming an address, without script: in the session of its member, and outside of it.

use domain::{accounts::Role, paths};
use http::StatusCode;

use super::{
    letters::{code, join, led, letter, token},
    site::{PASSWORD, Site},
};

const UNCONFIRMED: &str = "Please confirm your e-mail address";

#[tokio::test]
async fn a_link_may_be_opened_by_any_scanner_and_acts_on_its_button_alone() {
    let site = Site::new().await;
    let cookie = join(&site).await;
    let letter = letter(&site, "Confirm your address").await;
    let address = paths::with_token(paths::VERIFY, token(&letter));
    for _ in 0..3 {
        let page = site.get(&address, &cookie).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Confirm this address</button>") && page.body.contains("ada@example.org"));
        assert_eq!((page.header("cache-control"), page.header("referrer-policy")), ("no-store", "no-referrer"));
        assert!(page.header("content-security-policy").contains("script-src 'none'"));
    }
    assert!(site.get(paths::HOME, &cookie).await.body.contains(UNCONFIRMED));
    let fields = [("token", token(&letter)), ("back_to", paths::VERIFY)];
    assert_eq!(led(&site.post("/fn/accounts/confirm-address", &fields, &cookie).await), (303, paths::SETTINGS));
    assert!(!site.get(paths::HOME, &cookie).await.body.contains(UNCONFIRMED));
    assert_eq!(site.get(&address, &cookie).await.status, StatusCode::GONE);
    let again = site.post("/fn/accounts/confirm-address", &fields, &cookie).await;
    assert_eq!(led(&again), (303, paths::VERIFY));
    assert!(site.get(paths::VERIFY, &cookie).await.body.contains("has expired or has been used already"));
}

#[tokio::test]
async fn a_member_types_the_code_on_the_page_that_the_reminder_leads_to() {
    let site = Site::new().await;
    let cookie = join(&site).await;
    let page = site.get(paths::VERIFY, &cookie).await.body;
    assert!(page.contains("Send it once more") && !page.contains("name=\"email\""), "{page}");
    let letter = letter(&site, "Confirm your address").await;
    let fields = [("code", "wrong-one"), ("back_to", paths::VERIFY)];
    let refused = site.post("/fn/accounts/confirm-address", &fields, &cookie).await;
    assert_eq!(led(&refused), (303, "/verify#problems"));
    let page = site.get(paths::VERIFY, &cookie).await.body;
    assert!(page.contains("That code is wrong or too old") && !page.contains("wrong-one"), "{page}");
    let fields = [("code", code(&letter)), ("back_to", paths::VERIFY)];
    let done = site.post("/fn/accounts/confirm-address", &fields, &cookie).await;
    assert_eq!(led(&done), (303, paths::SETTINGS));
    assert!(site.get(paths::SETTINGS, &cookie).await.body.contains("Your address is confirmed."));
}

#[tokio::test]
async fn outside_of_the_session_the_page_asks_for_the_password_and_signs_in() {
    let site = Site::new().await;
    let cookie = join(&site).await;
    let letter = letter(&site, "Confirm your address").await;
    let address = paths::with_token(paths::VERIFY, token(&letter));
    let page = site.get(&address, "").await;
    assert!(!page.body.contains("Confirm this address</button>"), "no button does it alone: {}", page.body);
    assert!(page.body.contains("name=\"password\"") && page.body.contains(paths::FORGOTTEN), "{}", page.body);
    assert!(page.body.contains("href=\"/sign-in?next=/verify\""), "the link's secret stays here: {}", page.body);
    assert!(!page.body.contains(">Ada<"), "a letter does not tell whose account it is: {}", page.body);
    assert_eq!((page.header("cache-control"), page.header("referrer-policy")), ("no-store", "no-referrer"));

    let pressed = [("token", token(&letter)), ("back_to", paths::VERIFY)];
    let pressed = site.post("/fn/accounts/confirm-address", &pressed, "").await;
    assert_eq!(led(&pressed), (303, &*paths::sign_in_then(paths::VERIFY)));

    let confirm = async |password: &str| {
        let fields = [("token", token(&letter)), ("password", password), ("back_to", address.as_str())];
        site.post("/fn/accounts/confirm-with-password", &fields, "").await
    };
    let refused = confirm("not this one").await;
    assert_eq!(led(&refused), (303, &*format!("{address}#problems")));
    let page = site.get(&address, &refused.cookies()).await.body;
    assert!(page.contains("This is not the password of the account.") && !page.contains("not this one"), "{page}");
    assert!(site.get(paths::HOME, &cookie).await.body.contains(UNCONFIRMED));

    let done = confirm(PASSWORD).await;
    assert_eq!(led(&done), (303, paths::SETTINGS));
    assert!(site.get(paths::SETTINGS, &done.cookies()).await.body.contains("Your address is confirmed."));
    assert!(!site.get(paths::HOME, &cookie).await.body.contains(UNCONFIRMED));
}

#[tokio::test]
async fn a_code_is_typed_with_address_and_password_where_nobody_is_signed_in() {
    let site = Site::new().await;
    let cookie = join(&site).await;
    let letter = letter(&site, "Confirm your address").await;
    let confirm = async |email: &str, code: &str, password: &str| {
        let fields = [("email", email), ("code", code), ("password", password), ("back_to", paths::VERIFY)];
        site.post("/fn/accounts/confirm-with-password", &fields, "").await
    };
    let refused = confirm("ada", "", "").await;
    assert_eq!(led(&refused), (303, "/verify#problems"));
    let page = site.get(paths::VERIFY, &refused.cookies()).await.body;
    assert_eq!(page.matches("class=\"field-error\"").count(), 3, "every mistake at once: {page}");
    assert!(page.contains("value=\"ada\""), "{page}");
    assert!(site.get(paths::HOME, &cookie).await.body.contains(UNCONFIRMED));
    assert_eq!(led(&confirm("ada@example.org", code(&letter), PASSWORD).await), (303, paths::SETTINGS));
    assert!(!site.get(paths::HOME, &cookie).await.body.contains(UNCONFIRMED));
}

#[tokio::test]
async fn somebody_who_is_signed_in_to_another_account_is_told_so() {
    let site = Site::new().await;
    join(&site).await;
    let letter = letter(&site, "Confirm your address").await;
    let bob = site.member("Bob", Role::Reader).await;
    let address = paths::with_token(paths::VERIFY, token(&letter));
    let page = site.get(&address, &bob.cookie).await.body;
    assert!(page.contains("You are signed in here as Bob") && page.contains("name=\"password\""), "{page}");
    assert!(!page.contains("/sign-in?next="), "that would lead straight back: {page}");
}

#[tokio::test]
async fn what_becomes_a_way_in_waits_until_the_address_is_confirmed() {
    let site = Site::new().await;
    let cookie = join(&site).await;
    let security = site.get(paths::SECURITY, &cookie).await.body;
    assert!(security.contains("href=\"/verify\">confirm your address</a>"), "{security}");
    assert!(!security.contains("Set up an authenticator app</button>"), "no form that is refused anyway: {security}");
    let tokens = site.get(paths::TOKENS, &cookie).await.body;
    assert!(tokens.contains("href=\"/verify\">confirm your address</a>") && !tokens.contains("Make token</button>"));

    let fields = [("name", "Backup"), ("scopes[account:read]", "on"), ("days", "30"), ("back_to", paths::TOKENS)];
    let refused = site.post("/fn/tokens/make", &fields, &cookie).await;
    assert!(refused.header("location").starts_with(paths::TOKENS), "{refused:?}");
    let refused = site.post("/fn/factors/begin-totp", &[("back_to", paths::SECURITY)], &cookie).await;
    assert_eq!(led(&refused), (303, paths::SECURITY));
    assert!(site.get(paths::SECURITY, &cookie).await.body.contains("Confirm your e-mail address first"));
    let page = site.get(paths::SET_UP_TOTP, &cookie).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("Confirm your address first") && page.body.contains("href=\"/verify\""));

    let letter = letter(&site, "Confirm your address").await;
    let fields = [("code", code(&letter)), ("back_to", paths::VERIFY)];
    site.post("/fn/accounts/confirm-address", &fields, &cookie).await;
    assert!(site.get(paths::SECURITY, &cookie).await.body.contains("Set up an authenticator app</button>"));
    assert!(site.get(paths::TOKENS, &cookie).await.body.contains("Make token</button>"));
}
