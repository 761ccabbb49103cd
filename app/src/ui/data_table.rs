use leptos::prelude::*;

/// With more columns than these a table needs more than the width of a tablet to be one.
const MOST_ON_A_TABLET: usize = 5;

/// A table of facts; on a narrow screen each row becomes a block in which every cell says what it is.
///
/// Its rows are plain `<tr>` elements, whose cells carry the heading of their column: `<td data-label="Role">`. What somebody
/// typed, or is as long as a machine likes, stands in a cell of class `free`, which gives way before the others do.
#[component]
pub fn DataTable(
    /// What the table holds, for those who do not see it.
    #[prop(into)]
    caption: String,
    /// The headings of the columns; an empty one for a column of buttons.
    columns: &'static [&'static str],
    /// The rows.
    children: Children,
) -> impl IntoView {
    let headings = columns.iter().map(|heading| match *heading {
        "" => view! { <td></td> }.into_any(),
        heading => view! { <th scope="col">{heading}</th> }.into_any(),
    });
    let class = if columns.len() > MOST_ON_A_TABLET { "data-table many" } else { "data-table" };
    view! {
        <table class=class>
            <caption class="visually-hidden">{caption}</caption>
            <thead>
                <tr>{headings.collect_view()}</tr>
            </thead>
            <tbody>{children()}</tbody>
        </table>
    }
}
