use std::sync::{Arc, Mutex, PoisonError};

use domain::Problem;
use leptos::prelude::*;

use crate::{
    cx::Cx,
    forms::{Done, Refusal},
};

/// Where a server function leaves its result for [`answer`](super::answer), which turns it into HTTP.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome(Arc<Mutex<Option<Result<Done, Problem>>>>);

impl Outcome {
    pub(super) fn take(&self) -> Option<Result<Done, Problem>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn set(&self, result: Result<Done, Problem>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
    }
}

/// Runs the body of a server function: hands it its context, logs what went wrong inside, and answers with a problem
/// that may be told.
pub(crate) async fn action<F>(run: impl FnOnce(Cx) -> F) -> Result<Done, Refusal>
where
    F: Future<Output = server::Result<Done>>,
{
    let (cx, outcome) = (Cx::current(), expect_context::<Outcome>());
    let reference = cx.visit.request_id.clone();
    let result = run(cx).await.map_err(|error| error.into_problem(&reference));
    outcome.set(result.clone());
    result.map_err(Refusal)
}
