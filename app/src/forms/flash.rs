use std::collections::BTreeMap;

use domain::Problem;
use serde::{Deserialize, Serialize};
use server::{Result, http::Visit};

use crate::forms::Notice;

const NOTICE: &str = "notice";

/// A form that was not accepted, kept in the session until its page shows it once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Flash {
    /// The form: the URL that it posts to.
    pub(super) form: String,
    /// Why it was not accepted.
    pub(super) problem: Problem,
    /// What was typed, without secrets.
    pub(super) values: BTreeMap<String, String>,
}

/// Keeps a form for its page. Each form has room for one, so that a wrong password on the way does not cost a post.
pub(super) async fn keep(visit: &Visit, flash: Flash) -> Result<()> {
    Ok(visit.session.insert(&key(&flash.form), flash).await?)
}

/// Takes the form out, if its field `about` holds `this`: what was typed about one thing must not show up on another.
/// A prefetch, which nobody looks at, leaves it in.
pub(super) async fn take(visit: &Visit, form: &str, about: Option<(&str, &str)>) -> Result<Option<Flash>> {
    if visit.prefetch || visit.session.id().is_none() {
        return Ok(None);
    }
    let is_about =
        |flash: &Flash| about.is_none_or(|(field, this)| flash.values.get(field).is_some_and(|id| id == this));
    match visit.session.get::<Flash>(&key(form)).await? {
        Some(flash) if is_about(&flash) => {
            visit.session.remove_value(&key(form)).await?;
            Ok(Some(flash))
        }
        _ => Ok(None),
    }
}

fn key(form: &str) -> String {
    format!("flash {form}")
}

/// Keeps what is to be said on the next page.
pub(crate) async fn say(visit: &Visit, notice: &Notice) -> Result<()> {
    Ok(visit.session.insert(NOTICE, notice).await?)
}

/// Takes out what is to be said on this page.
pub(crate) async fn said(visit: &Visit) -> Result<Option<Notice>> {
    if visit.prefetch || visit.session.id().is_none() || visit.session.get_value(NOTICE).await?.is_none() {
        return Ok(None);
    }
    Ok(visit.session.remove(NOTICE).await?)
}
