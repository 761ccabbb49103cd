use leptos::prelude::*;

/// What is wrong with a form, on top of it; each line leads to its field. Read aloud when the page opens.
#[component]
pub fn ErrorSummary(
    /// What a refused form leads back to, as the fragment of its address; the summary then has the focus.
    #[prop(into)]
    id: String,
    /// What happened, in a sentence.
    #[prop(into)]
    message: String,
    /// Id of a field, and its error in a sentence.
    #[prop(optional)]
    fields: Vec<(String, String)>,
) -> impl IntoView {
    let title = format!("{id}-title");
    let labelled_by = title.clone();
    let lines = fields.into_iter().map(|(field, error)| {
        view! { <li><a href=format!("#{field}")>{error}</a></li> }
    });
    let lines = lines.collect::<Vec<_>>();
    let list = (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> });
    view! {
        <div class="error-summary" id=id role="alert" tabindex="-1" aria-labelledby=labelled_by>
            <h2 id=title>{message}</h2>
            {list}
        </div>
    }
}
