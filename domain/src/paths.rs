//! Every URL of the site, written once: pages, redirects, forms and tests all take it from here.

use crate::{
    Slug,
    accounts::Provider,
    id::{CommentId, MemberId, PostId},
    pagination::Cursor,
};

/// The front page.
pub const HOME: &str = "/";
/// All years.
pub const ARCHIVE: &str = "/archive";
/// The sign-up form.
pub const SIGN_UP: &str = "/sign-up";
/// The sign-in form.
pub const SIGN_IN: &str = "/sign-in";
/// Asks for the password (or another proof) once more, before something sensitive.
pub const CONFIRM: &str = "/confirm";
/// The second step of signing in, where one is asked for.
pub const SECOND_FACTOR: &str = "/sign-in/second-factor";
/// Asks somebody whom another service sent for what that did not tell: name and address.
pub const SIGN_IN_JOIN: &str = "/sign-in/join";
/// Asks for a letter with a link and a code to sign in by.
pub const SIGN_IN_BY_MAIL: &str = "/sign-in/mail";
/// Takes the link or the code of that letter.
pub const SIGN_IN_CODE: &str = "/sign-in/code";
/// Asks for a letter to choose a new password by.
pub const FORGOTTEN: &str = "/forgotten";
/// Chooses a new password, with the link or the code of that letter.
pub const RESET: &str = "/reset";
/// Confirms an e-mail address, with the link or the code of a letter.
pub const VERIFY: &str = "/verify";
/// Takes a change of address back, with the link in the old mailbox.
pub const UNDO_EMAIL: &str = "/undo-email";
/// Accepts an invitation, with the link of its letter.
pub const INVITATION: &str = "/invitation";
/// One's own account: name and address.
pub const SETTINGS: &str = "/settings";
/// Password, passkeys, second factor, other ways in.
pub const SECURITY: &str = "/settings/security";
/// Sets up an authenticator app.
pub const SET_UP_TOTP: &str = "/settings/security/app";
/// Shows new recovery codes, once.
pub const RECOVERY_CODES: &str = "/settings/security/recovery-codes";
/// Where one is signed in.
pub const SESSIONS: &str = "/settings/sessions";
/// Tokens for programs.
pub const TOKENS: &str = "/settings/tokens";
/// Export of one's own data, and deletion of the account.
pub const OWN_DATA: &str = "/settings/data";
/// Answers with a copy of one's own data.
pub const EXPORT: &str = "/settings/data/export";
/// Members: roles, suspension.
pub const MEMBERS: &str = "/admin/members";
/// Invitations that are open, and the form for one more.
pub const INVITATIONS: &str = "/admin/invitations";
/// What each role may do.
pub const ROLES: &str = "/admin/roles";
/// What happened to accounts.
pub const AUDIT: &str = "/admin/audit";
/// The same for a spreadsheet.
pub const AUDIT_CSV: &str = "/admin/audit.csv";
/// The letters of a development server.
pub const DEV_MAIL: &str = "/dev/mail";
/// Where an account stood in earlier versions; leads to [`SETTINGS`].
pub const ACCOUNT: &str = "/account";
/// A writer's desk: their drafts and posts.
pub const DESK: &str = "/write";
/// An empty editor.
pub const NEW_POST: &str = "/write/new";
/// Alive?
pub const UP: &str = "/up";
/// Ready for traffic?
pub const READY: &str = "/ready";
/// Programs talk to what is below this.
pub const API: &str = "/api";
/// Trades a password or a refresh token for an access token.
pub const API_TOKENS: &str = "/api/v1/tokens";
/// Ends a token.
pub const API_REVOCATION: &str = "/api/v1/tokens/revocation";
/// Who the token belongs to.
pub const API_ME: &str = "/api/v1/me";
/// The keys that access tokens are checked with (RFC 7517).
pub const JWKS: &str = "/.well-known/jwks.json";
/// Server functions live below this.
pub const FUNCTIONS: &str = "/fn";
/// Hashed assets live below this.
pub const ASSETS: &str = "/pkg";
/// Stored pictures live below this.
pub const MEDIA: &str = "/media";
/// Tells password managers where passkeys are registered and managed.
pub const PASSKEY_ENDPOINTS: &str = "/.well-known/passkey-endpoints";
/// The rules by which browsers prefetch.
pub const SPECULATION_RULES: &str = "/speculation-rules.json";

/// A published post.
#[must_use]
pub fn post(slug: &Slug) -> String {
    format!("/posts/{slug}")
}

/// The comments of a published post.
#[must_use]
pub fn post_comments(slug: &Slug) -> String {
    format!("/posts/{slug}#comments")
}

/// One comment, on the page of its post.
#[must_use]
pub fn comment(post: &Slug, comment: CommentId) -> String {
    format!("/posts/{post}#{}", comment_anchor(comment))
}

/// The `id` attribute of a comment.
#[must_use]
pub fn comment_anchor(comment: CommentId) -> String {
    format!("comment-{}", comment.0.simple())
}

/// The form that answers a comment, on the page of its post.
#[must_use]
pub fn reply(post: &Slug, comment: CommentId) -> String {
    format!("/posts/{post}?reply={}#reply", comment.0.simple())
}

/// The form that edits a comment.
#[must_use]
pub fn edit_comment(comment: CommentId) -> String {
    format!("/comments/{comment}/edit")
}

/// Posts with a tag.
#[must_use]
pub fn tag(slug: &Slug) -> String {
    format!("/tags/{slug}")
}

/// Posts of an author.
#[must_use]
pub fn author(slug: &Slug) -> String {
    format!("/authors/{slug}")
}

/// Posts of a year.
#[must_use]
pub fn year(year: i32) -> String {
    format!("/archive/{year}")
}

/// The editor of a post.
#[must_use]
pub fn edit_post(post: PostId) -> String {
    format!("/write/{post}")
}

/// A draft as readers would see it.
#[must_use]
pub fn preview_post(post: PostId) -> String {
    format!("/write/{post}/preview")
}

/// A letter of a development server, with what surrounds it.
#[must_use]
pub fn dev_letter(name: &str) -> String {
    format!("{DEV_MAIL}/{name}")
}

/// The HTML of that letter, alone.
#[must_use]
pub fn dev_letter_html(name: &str) -> String {
    format!("{DEV_MAIL}/{name}/html")
}

/// A stored picture; `name` is its digest with its extension.
#[must_use]
pub fn media(name: &str) -> String {
    format!("{MEDIA}/{name}")
}

/// One member, for those who manage members.
#[must_use]
pub fn member(member: MemberId) -> String {
    format!("{MEMBERS}/{member}")
}

/// The page that accepts an invitation, as its letter links to it.
#[must_use]
pub fn invitation(token: &str) -> String {
    format!("{INVITATION}?token={token}")
}

/// A list at `path`, filtered by what is not empty, from behind a row on if there is one to be behind.
#[must_use]
pub fn filtered(path: &str, filters: &[(&str, &str)], before: Option<Cursor>) -> String {
    let before = before.map(|cursor| cursor.to_string());
    let pairs = filters.iter().copied().chain(before.as_deref().map(|cursor| ("before", cursor)));
    let pairs: Vec<String> = pairs
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", percent_encode(value)))
        .collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// The next page of the list at `path`.
#[must_use]
pub fn next_page(path: &str, cursor: Cursor) -> String {
    format!("{path}?before={cursor}")
}

/// The sign-in form that leads back to `path` afterwards.
#[must_use]
pub fn sign_in_then(path: &str) -> String {
    format!("{SIGN_IN}?next={}", percent_encode(path))
}

/// The second step of signing in that leads on to `path` afterwards; an empty one leads where signing in leads.
#[must_use]
pub fn second_factor_then(path: &str) -> String {
    if path.is_empty() { SECOND_FACTOR.to_owned() } else { format!("{SECOND_FACTOR}?next={}", percent_encode(path)) }
}

/// The page that asks for a fresh proof and leads back to `path` afterwards.
#[must_use]
pub fn confirm_then(path: &str) -> String {
    format!("{CONFIRM}?next={}", percent_encode(path))
}

/// The page that asks for a letter to sign in by, and leads to `path` afterwards; to the front page if that is empty.
#[must_use]
pub fn sign_in_by_mail_then(path: &str) -> String {
    if path.is_empty() {
        SIGN_IN_BY_MAIL.to_owned()
    } else {
        format!("{SIGN_IN_BY_MAIL}?next={}", percent_encode(path))
    }
}

/// The page that takes the code of a letter to sign in by, and leads to `path` afterwards.
#[must_use]
pub fn sign_in_code_then(path: &str) -> String {
    format!("{SIGN_IN_CODE}?next={}", percent_encode(path))
}

/// The page of a letter's link, such as [`VERIFY`], with the secret of this letter.
#[must_use]
pub fn with_token(page: &str, token: &str) -> String {
    format!("{page}?token={}", percent_encode(token))
}

/// Where the way to another service, to sign in with it, begins.
#[must_use]
pub fn sign_in_with(provider: Provider) -> String {
    format!("/sign-in/with/{}", provider.as_str())
}

/// Where that service sends people back to.
#[must_use]
pub fn sign_in_callback(provider: Provider) -> String {
    format!("/sign-in/with/{}/callback", provider.as_str())
}

/// The sign-up form that leads back to `path` afterwards.
#[must_use]
pub fn sign_up_then(path: &str) -> String {
    format!("{SIGN_UP}?next={}", percent_encode(path))
}

/// Whether a path belongs to programs: they are told problems as JSON, whatever they accept.
#[must_use]
pub fn is_api(path: &str) -> bool {
    path.strip_prefix(API).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A place on this site to go on to, from a request that anyone may have forged; anything else becomes `None`.
///
/// Only an absolute path is taken that every browser, proxy and parser reads alike: no scheme, host or user, no `//`, no
/// `.` or `..` in place of a name, no backslash, no control characters, whether written plainly or percent-encoded, once or
/// several times.
#[must_use]
pub fn local(raw: &str) -> Option<&str> {
    let is_plain = raw.len() <= 2048 && raw.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    let path = raw.split(['?', '#']).next().unwrap_or_default();
    (is_plain && is_unambiguous(path)).then_some(raw)
}

fn is_unambiguous(path: &str) -> bool {
    let Some(names) = path.strip_prefix('/') else { return false };
    // A slash at the end is followed by nothing, and so is the one slash of the front page.
    let last = names.split('/').count() - 1;
    names.split('/').enumerate().all(|(place, name)| (!name.is_empty() || place == last) && is_name(name))
}

/// Whether one part of a path means what it says. An encoded percent sign would be the beginning of something that is
/// encoded twice; none of our addresses has one.
fn is_name(name: &str) -> bool {
    let Some(decoded) = percent_decode(name) else { return false };
    let is_harmless = |byte: &u8| !byte.is_ascii_control() && !b"/\\%".contains(byte);
    decoded.iter().all(is_harmless) && decoded != b"." && decoded != b".."
}

/// The bytes that a part of a path stands for. Nothing if it is wrongly encoded.
fn percent_decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                let (high, low) = (digit(bytes.next())?, digit(bytes.next())?);
                u8::try_from(high * 16 + low).ok()?
            }
            byte => byte,
        });
    }
    Some(decoded)
}

fn percent_encode(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        for good in [
            "/",
            "/write/new",
            "/posts/a?reply=1#comments",
            "/archive/",
            "/tags/%C3%BCber",
            "/sign-in?next=/a%3Fb%3D1",
            "/@ada",
            "/settings/data#delete",
            "/posts/a?at=12:30&url=https://example.org//x",
        ] {
            assert_eq!(local(good), Some(good));
        }
        for bad in [
            "",
            "evil",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/a\\b",
            "https://evil.example",
            "https:/evil.example",
            "http:evil.example",
            "https://example.org@evil.example/",
            "//example.org@evil.example/",
            "//example.org:80@evil.example/",
            "javascript:alert(1)",
            "data:text/html,hello",
            " /a",
            "/a b",
            "/a\nb",
            "/\t/evil.example",
            "/\r\nLocation: https://evil.example",
            "\t//evil.example",
            "/.//evil.example",
            "/..//evil.example",
            "/./evil.example",
            "/../evil.example",
            "/%2e//evil.example",
            "/%2E%2e/evil.example",
            "/a//b",
            "/%2f%2fevil.example",
            "/%2F/evil.example",
            "/%5cevil.example",
            "/%5C%5Cevil.example",
            "/%252f%252fevil.example",
            "/%09/evil.example",
            "/%0d%0aLocation:evil",
            "/%00",
            "/%7f",
            "/%",
            "/%2",
            "/%zz",
            "/\u{3002}evil.example",
            "?next=//evil.example",
            "#//evil.example",
        ] {
            assert_eq!(local(bad), None, "{bad:?}");
        }
        assert_eq!(local(&format!("/{}", "a".repeat(2048))), None);
    }

    #[test]
    fn a_filter_cannot_break_out_of_its_place() {
        assert_eq!(
            filtered(MEMBERS, &[("search", "a&role=admin"), ("role", "")], None),
            "/admin/members?search=a%26role%3Dadmin"
        );
        assert_eq!(filtered(MEMBERS, &[("search", "")], None), MEMBERS);
    }

    #[test]
    fn the_way_back_is_encoded() {
        assert_eq!(sign_in_then("/posts/a?reply=1"), "/sign-in?next=/posts/a%3Freply%3D1");
    }
}
