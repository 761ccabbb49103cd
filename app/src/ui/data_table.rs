use leptos::prelude::*;

/// A table of facts; on a narrow screen each row becomes a block in which every cell says what it is.
///
/// Its rows are plain `<tr>` elements, whose cells carry the heading of their column: `<td data-label="Role">`.
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
    view! {
        <table class="data-table">
            <caption class="visually-hidden">{caption}</caption>
            <thead>
                <tr>{headings.collect_view()}</tr>
            </thead>
            <tbody>{children()}</tbody>
        </table>
    }
}
