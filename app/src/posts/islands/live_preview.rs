use domain::{
    markdown::{Plain, render_post},
    posts::ReadingTime,
};
use leptos::prelude::*;

/// The text as readers will see it, beside the editor and up to date with every key; and a warning before unsaved text is
/// left behind.
///
/// It watches the plain form around it, so the form works the same before it wakes and without it.
#[island]
pub fn LivePreview(
    /// Id of the text area that holds the Markdown.
    source: String,
    /// Whether the form came back refused, and so holds what is saved nowhere.
    refused: bool,
) -> impl IntoView {
    let text = RwSignal::new(None::<String>);
    #[cfg(feature = "hydrate")]
    super::browser::follow_editor(source, refused, text);
    #[cfg(not(feature = "hydrate"))]
    let _ = (source, refused);
    let rendered = Memo::new(move |_| {
        text.with(|text| text.as_ref().map(|text| render_post(text, &Plain)).map(|post| (post.html, post.words)))
    });
    let html =
        move || rendered.with(|post| post.as_ref().map(|(html, _)| html.as_str().to_owned()).unwrap_or_default());
    let measure = move || {
        rendered.with(|post| {
            post.as_ref()
                .map(|(_, words)| format!("{words} words, {} min read", ReadingTime::of_words(*words).minutes()))
        })
    };
    view! {
        <section class="live-preview" aria-label="Preview" hidden=move || text.with(Option::is_none)>
            <p class="live-preview-measure">{measure}</p>
            <div class="prose" inner_html=html></div>
        </section>
    }
}
