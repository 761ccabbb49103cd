use domain::appearance::Theme;
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{appearance::SetTheme, cx::Cx, forms::Form};

/// Three buttons: as the device, light, dark.
#[component]
pub(crate) fn ThemeSwitch() -> impl IntoView {
    let present = Cx::current().visit.theme;
    let buttons = Theme::ALL.map(|theme| {
        view! {
            <button type="submit" name="theme" value=theme.as_str() aria-pressed=(theme == present).to_string()>
                {label(theme)}
            </button>
        }
    });
    view! {
        <Form action=SetTheme::PATH class="theme-switch">
            <fieldset>
                <legend>"Colours"</legend>
                <div class="theme-choices">{buttons.into_iter().collect_view()}</div>
            </fieldset>
        </Form>
    }
}

const fn label(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "Device",
        Theme::Light => "Light",
        Theme::Dark => "Dark",
    }
}
