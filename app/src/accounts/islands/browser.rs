use std::time::Duration;

use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::password_strength::Typed;

/// How long the keys have to rest before the estimate follows.
const REST: Duration = Duration::from_millis(150);

/// Copies what stands in the field `id`, and in those that tell of its owner, into `typed` after every change of the form;
/// nothing while the field is empty.
pub(super) fn follow_password(id: String, typed: RwSignal<Option<Typed>>) {
    let read = move || typed.set(read(&id));
    // After hydration, so that the first paint is what the server sent.
    request_animation_frame(read.clone());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let listener = window_event_listener(ev::input, move |_| {
        if let Some(earlier) = waiting.get_value() {
            earlier.clear();
        }
        waiting.set_value(set_timeout_with_handle(read.clone(), REST).ok());
    });
    on_cleanup(move || listener.remove());
}

fn read(id: &str) -> Option<Typed> {
    let password = value(id).filter(|password| !password.is_empty())?;
    Some(Typed { password, about: ["name", "email"].into_iter().filter_map(value).collect() })
}

fn value(id: &str) -> Option<String> {
    let field = document().get_element_by_id(id)?.dyn_into::<HtmlInputElement>().ok()?;
    Some(field.value())
}
