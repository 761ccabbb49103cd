use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Redirect},
};
use domain::{
    Problem,
    accounts::{Provider, Role},
    paths,
};
use server::{
    accounts::Admitted,
    identities::{self, Arrival, Callback, Purpose},
};

use crate::{
    Answer, Cx,
    accounts::arrived,
    forms::{Done, Notice, say},
};

/// Where a service sends people back to. Leads on, so that what it brought does not stay in the address.
pub(crate) async fn callback(cx: Cx, Path(provider): Path<String>, Query(callback): Query<Callback>) -> Answer {
    let provider = Provider::parse(&provider).ok_or(Problem::NotFound)?;
    let done = after(identities::finish(&cx.app, &cx.visit, provider, callback).await?);
    if let Some(notice) = &done.notice {
        say(&cx.visit, notice).await?;
    }
    Ok(Redirect::to(&done.next).into_response())
}

/// Where whoever came back from a service goes now.
pub(crate) fn after(arrival: Arrival) -> Done {
    match arrival {
        Arrival::Entered { admitted, is_new, next } => entered(admitted, is_new, &next),
        Arrival::JoinNeeded => Done::at(paths::SIGN_IN_JOIN),
        Arrival::Unproved { service } => Done::at(paths::FORGOTTEN).saying(Notice::AddressUnproved { service }),
        Arrival::Guarded { service } => Done::at(paths::SIGN_IN).saying(Notice::AddressGuarded { service }),
        Arrival::Linked { service } => Done::at(paths::SECURITY).saying(Notice::IdentityLinked { service }),
        Arrival::Proved { next } => Done::at(next),
        Arrival::Stale { service, next } => {
            Done::at(paths::confirm_then(&next)).saying(Notice::SignInStale { service })
        }
        Arrival::Declined { service, purpose } => {
            let next = if purpose == Purpose::Enter { paths::SIGN_IN } else { paths::SECURITY };
            Done::at(next).saying(Notice::NotAgreed { service })
        }
    }
}

fn entered(admitted: Admitted, is_new: bool, next: &str) -> Done {
    let welcome = match &admitted {
        Admitted::In(member) if is_new => Some(Notice::Welcome { owner: member.role == Role::Admin }),
        _ => None,
    };
    let done = arrived(admitted, next);
    Done { notice: welcome.or(done.notice), ..done }
}
