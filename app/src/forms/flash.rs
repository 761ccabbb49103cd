use std::collections::BTreeMap;

use domain::Problem;
use serde::{Deserialize, Serialize};
use server::{Result, http::Visit};

use crate::forms::Notice;

const FLASH: &str = "flash";
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

/// Keeps a form for its page. There is room for one: a person sends one form at a time.
pub(super) async fn keep(visit: &Visit, flash: Flash) -> Result<()> {
    Ok(visit.session.insert(FLASH, flash).await?)
}

/// Takes the form out, if it is the one that is asked for. A prefetch, which nobody looks at, leaves it in.
pub(super) async fn take(visit: &Visit, form: &str) -> Result<Option<Flash>> {
    if visit.prefetch || visit.session.id().is_none() {
        return Ok(None);
    }
    match visit.session.get::<Flash>(FLASH).await? {
        Some(flash) if flash.form == form => {
            visit.session.remove_value(FLASH).await?;
            Ok(Some(flash))
        }
        _ => Ok(None),
    }
}

/// Keeps what is to be said on the next page.
pub(super) async fn say(visit: &Visit, notice: &Notice) -> Result<()> {
    Ok(visit.session.insert(NOTICE, notice).await?)
}

/// Takes out what is to be said on this page.
pub(crate) async fn said(visit: &Visit) -> Result<Option<Notice>> {
    if visit.prefetch || visit.session.id().is_none() || visit.session.get_value(NOTICE).await?.is_none() {
        return Ok(None);
    }
    Ok(visit.session.remove(NOTICE).await?)
}
