use domain::Timestamp;
use leptos::prelude::*;

/// A moment, for people and for machines: `18 August 2016`, or to the minute.
#[component]
pub fn Time(
    /// The moment.
    at: Timestamp,
    /// Leaves out the year, where it is known anyway.
    #[prop(optional)]
    short: bool,
    /// Says the minute, too.
    #[prop(optional)]
    exact: bool,
) -> impl IntoView {
    let words = match (short, exact) {
        (_, true) => at.long_date_and_time(),
        (true, false) => at.day_and_month(),
        (false, false) => at.long_date(),
    };
    view! { <time datetime=at.rfc3339()>{words}</time> }
}
