use leptos::prelude::*;

use crate::{
    forms::Form,
    ui::{Button, ButtonKind},
};

/// A quiet button that does one thing to one record, for rows of tables and lists.
#[component]
pub(crate) fn OneButton(
    /// URL of the server function, which takes an `id`.
    action: &'static str,
    /// Id of the record.
    #[prop(into)]
    id: String,
    /// What the button says.
    words: &'static str,
    /// What screen readers say, who hear the button without its row: `Delete “Title”`. Begins with the words.
    #[prop(into)]
    spoken: String,
) -> impl IntoView {
    view! {
        <Form action=action>
            <input type="hidden" name="id" value=id />
            <Button kind=ButtonKind::Quiet label=spoken>{words}</Button>
        </Form>
    }
}
