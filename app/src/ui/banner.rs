use leptos::prelude::*;

/// How a [`Banner`] looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BannerKind {
    /// Something to see to when there is time.
    #[default]
    Remark,
    /// Something that changes what every click does.
    Warning,
}

/// Something to keep in mind on every page, above the masthead, until its reason is gone.
#[component]
pub fn Banner(
    /// What it is about, for those who go from landmark to landmark; no two on a page are the same.
    label: &'static str,
    /// The look.
    #[prop(optional)]
    kind: BannerKind,
    /// A sentence or two.
    #[prop(into)]
    message: String,
    /// Links and one-button forms.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = match kind {
        BannerKind::Remark => "banner",
        BannerKind::Warning => "banner warning",
    };
    view! {
        <aside class=class aria-label=label>
            <div class="banner-line">
                <p>{message}</p>
                {children.map(|children| view! { <div class="actions">{children()}</div> })}
            </div>
        </aside>
    }
}
