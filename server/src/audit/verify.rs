use std::fmt;

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Checkpoint, chain};
use crate::{AppState, Result, entities::audit_event};

/// Rows that are looked at in one go.
const BATCH: u64 = 1000;

/// What came of looking through the whole record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every row is as it was written, and none is missing.
    Whole {
        /// The last row; nothing for a record without rows. Noted elsewhere, it proves later that the record up to here
        /// is still this one.
        end: Option<Checkpoint>,
    },
    /// Somebody changed the record.
    Broken {
        /// The place of the first row that does not fit.
        seq: i64,
        /// What is wrong there.
        fault: Fault,
    },
}

/// What is wrong with the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The row is not the one that was written here.
    Changed,
    /// There is no row at this place.
    Missing,
    /// The row at this place is another one than what was noted earlier: the record was rewritten.
    Rewritten,
    /// The record goes on behind the end that the head knows, or the head knows another end.
    Head,
    /// Rows were put in that are not part of the chain, or such from before there was a chain are gone.
    Unchained,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Changed => "this row is not the one that was written here",
            Self::Missing => "the row at this place is gone",
            Self::Rewritten => "this row is not the one whose digest was noted; the record was written anew",
            Self::Head => "the end of the record is not the one that its head knows",
            Self::Unchained => "there are more or fewer rows outside of the chain than when it began",
        })
    }
}

/// Looks through the whole record, row by row in order, and stops at the first that does not fit.
///
/// The rows and the head vouch for each other, so a record whose end was cut off, and whose head was set back to what is left
/// now, fits. `noted` is what such a record cannot have.
///
/// # Errors
/// If the record cannot be read.
pub async fn verify(app: &AppState, noted: Option<&Checkpoint>) -> Result<Verdict> {
    let (mut seq, mut digest) = (0, String::new());
    if has_strangers(app).await? {
        return Ok(Verdict::Broken { seq, fault: Fault::Unchained });
    }
    loop {
        // Read before the rows: what is written meanwhile comes with a later batch.
        let head = chain::head(app.db.read()).await?;
        let rows = behind(app, seq).await?;
        for row in &rows {
            seq += 1;
            if row.seq != Some(seq) {
                return Ok(Verdict::Broken { seq, fault: Fault::Missing });
            }
            digest = chain::digest(&app.vault, &digest, row);
            if row.digest.as_ref() != Some(&digest) {
                return Ok(Verdict::Broken { seq, fault: Fault::Changed });
            }
            if noted.is_some_and(|noted| noted.seq == seq && noted.digest != digest) {
                return Ok(Verdict::Broken { seq, fault: Fault::Rewritten });
            }
        }
        if !rows.is_empty() {
            continue;
        }
        return Ok(match head.seq {
            end if end > seq => Verdict::Broken { seq: seq + 1, fault: Fault::Missing },
            end if end < seq || head.digest != digest => Verdict::Broken { seq, fault: Fault::Head },
            end => match noted {
                Some(noted) if noted.seq > end => Verdict::Broken { seq: end + 1, fault: Fault::Missing },
                _ => Verdict::Whole { end: (end > 0).then_some(Checkpoint { seq: end, digest }) },
            },
        });
    }
}

async fn has_strangers(app: &AppState) -> Result<bool> {
    let head = chain::head(app.db.read()).await?;
    let outside = audit_event::Entity::find().filter(audit_event::Column::Seq.is_null());
    Ok(i64::try_from(outside.count(app.db.read()).await?).ok() != Some(head.unchained))
}

async fn behind(app: &AppState, seq: i64) -> Result<Vec<audit_event::Model>> {
    let rows = audit_event::Entity::find()
        .filter(audit_event::Column::Seq.gt(seq))
        .order_by_asc(audit_event::Column::Seq)
        .limit(BATCH);
    Ok(rows.all(app.db.read()).await?)
}
