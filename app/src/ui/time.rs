use domain::Timestamp;
use leptos::prelude::*;

/// A day, for people and for machines: `18 August 2016`.
#[component]
pub fn Time(
    /// The moment.
    at: Timestamp,
    /// Leaves out the year, where it is known anyway.
    #[prop(optional)]
    short: bool,
) -> impl IntoView {
    let words = if short { at.day_and_month() } else { at.long_date() };
    view! { <time datetime=at.rfc3339()>{words}</time> }
}
