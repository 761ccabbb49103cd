use std::pin::Pin;

use sea_orm::DbErr;

use super::constraint::driver_error;
use crate::{Error, Result};

/// Tries of a transaction that loses races.
const TRIES: u32 = 8;

/// One try. Boxed, because the compiler cannot see otherwise that what borrows from its surroundings may move between
/// threads.
pub(crate) type Try<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// Runs a transaction again when it lost a race: somebody took the unique value that it had found free, or the database
/// ended it to untie a deadlock. What it finds at its next try decides.
///
/// # Errors
/// Whatever the last try came to.
pub(crate) async fn retrying<'a, T>(mut transaction: impl FnMut() -> Try<'a, T>) -> Result<T> {
    for _ in 1..TRIES {
        match transaction().await {
            Err(error) if lost_a_race(&error) => {}
            outcome => return outcome,
        }
    }
    transaction().await
}

fn lost_a_race(error: &Error) -> bool {
    let Error::Internal(error) = error else { return false };
    let Some(error) = error.downcast_ref::<DbErr>().and_then(driver_error) else { return false };
    // Serialisation failure (which is what MySQL calls a deadlock) and PostgreSQL's deadlock.
    error.is_unique_violation() || matches!(error.code().as_deref(), Some("40001" | "40P01"))
}
