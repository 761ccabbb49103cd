use std::time::Duration;

use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlTextAreaElement};

/// How long the keys have to rest before the preview follows.
const REST: Duration = Duration::from_millis(120);

/// Copies the text area `id` into `text` now and after every change, and asks before a changed form is left; at once, if
/// the form came back `refused` or was typed in before this woke.
pub(super) fn follow_editor(id: String, refused: bool, text: RwSignal<Option<String>>) {
    let Some(area) = document().get_element_by_id(&id).and_then(|found| found.dyn_into::<HtmlTextAreaElement>().ok())
    else {
        return;
    };
    // After hydration, so that the first paint is what the server sent.
    let first = area.clone();
    request_animation_frame(move || text.set(Some(first.value())));
    let unsaved = StoredValue::new(refused || area.default_value().is_ok_and(|first| first != area.value()));
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let area = StoredValue::new_local(area);
    let listener = window_event_listener(ev::input, move |event| {
        unsaved.set_value(true);
        let target = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
        if target != area.try_get_value() {
            return;
        }
        if let Some(earlier) = waiting.get_value() {
            earlier.clear();
        }
        let follow = move || text.set(area.try_get_value().map(|area| area.value()));
        waiting.set_value(set_timeout_with_handle(follow, REST).ok());
    });
    on_cleanup(move || listener.remove());
    warn_before_leaving(unsaved, area);
}

/// Sending the form that holds `area` saves it; sending another one, such as the choice of colours, leaves it.
fn warn_before_leaving(unsaved: StoredValue<bool>, area: StoredValue<HtmlTextAreaElement, LocalStorage>) {
    let sent = window_event_listener(ev::submit, move |event| {
        let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
        if form == area.try_get_value().and_then(|area| area.form()) {
            unsaved.set_value(false);
        }
    });
    let leaving = window_event_listener(ev::beforeunload, move |event| {
        if unsaved.get_value() {
            event.prevent_default();
        }
    });
    on_cleanup(move || {
        sent.remove();
        leaving.remove();
    });
}
