use std::{
    fs,
    path::{Path, PathBuf},
};

use domain::Timestamp;
use leptos::prelude::*;

use super::*;

#[test]
fn what_is_typed_cannot_leave_the_text_area() {
    let html =
        view! { <TextArea name="body" label="Text" value="\n</textarea><script>alert(1)</script>&amp;" /> }.to_html();
    assert!(html.contains(">\n\n&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;</textarea>"), "{html}");
}

#[test]
fn what_is_typed_cannot_leave_the_value_of_a_field() {
    let html = view! { <TextField name="title" label="Title" value="\"><script>" /> }.to_html();
    assert!(!html.contains("<script>"), "{html}");
    assert!(html.contains("&quot;"), "{html}");
}

#[test]
fn a_field_is_tied_to_its_label_hint_and_error() {
    let error = Some("Choose another one.".to_owned());
    let html = view! { <TextField name="email" label="E-mail address" hint="Kept private." error=error /> }.to_html();
    for part in [
        r#"<label for="email">"#,
        r#"id="email-hint""#,
        r#"id="email-error""#,
        r#"aria-describedby="email-hint email-error""#,
        r#"aria-invalid="true""#,
        "required",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
}

#[test]
fn a_field_without_error_says_nothing_of_errors() {
    let html = view! { <TextField name="tags" label="Tags" optional=true /> }.to_html();
    for part in ["aria-invalid", "aria-describedby", "required", "invalid"] {
        assert!(!html.contains(part), "{part} in {html}");
    }
}

#[test]
fn a_box_to_tick_is_tied_to_its_hint_and_error() {
    let error = Some("Tick this to go on.".to_owned());
    let html = view! { <Checkbox name="sure" label="I am sure" hint="It cannot be undone." error=error /> }.to_html();
    for part in [r#"<label for="sure">"#, r#"aria-describedby="sure-hint sure-error""#, r#"aria-invalid="true""#] {
        assert!(html.contains(part), "{part} in {html}");
    }
    let plain = view! { <Checkbox name="sure" label="I am sure" /> }.to_html();
    assert!(!plain.contains("aria-"), "{plain}");
}

#[test]
fn a_code_is_offered_by_phones_and_never_sent_back() {
    let html = view! { <CodeField name="code" label="Code" kind=CodeKind::Digits /> }.to_html();
    for part in [r#"autocomplete="one-time-code""#, r#"inputmode="numeric""#, r#"spellcheck="false""#] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(!html.contains("value="), "{html}");
}

#[test]
fn a_table_names_its_columns_but_not_the_one_of_buttons() {
    let html = view! { <DataTable caption="Members" columns=&["Name", ""]>"" </DataTable> }.to_html();
    assert!(html.contains(r#"<th scope="col">Name</th>"#), "{html}");
    assert_eq!(html.matches("<th ").count(), 1, "{html}");
}

#[test]
fn each_error_of_the_summary_leads_to_its_field() {
    let fields = vec![("title".to_owned(), "Give the post a title.".to_owned())];
    let html =
        view! { <ErrorSummary id="problems" message="Some fields need another look." fields=fields /> }.to_html();
    assert!(html.contains(r##"<a href="#title">Give the post a title.</a>"##), "{html}");
    assert!(html.contains(r#"role="alert""#) && html.contains(r#"tabindex="-1""#), "{html}");
}

#[test]
fn a_list_that_is_whole_has_no_pager() {
    let (newest, next): (Option<String>, Option<String>) = (None, None);
    let whole = view! { <Pager newest=newest next=next /> }.to_html();
    assert!(!whole.contains("<nav"), "{whole}");
    let next = Some("/?before=x".to_owned());
    let begun = view! { <Pager newest=None next=next /> }.to_html();
    assert!(begun.contains(r#"rel="next""#), "{begun}");
}

#[test]
fn a_date_is_there_for_machines_too() {
    let html = view! { <Time at=Timestamp::from_millis(1_471_478_400_000) /> }.to_html();
    assert!(html.contains(r#"datetime="2016-08-18T00:00:00Z""#) && html.contains("18 August 2016"), "{html}");
}

#[test]
fn data_cannot_leave_its_block() {
    let json = serde_json::json!({ "name": "</script><script>alert(1)</script><!-- ]]> & \"" });
    let html = view! { <DataBlock json=json.clone() /> }.to_html();
    let (start, end) = (r#"<script type="application/ld+json">"#, "</script>");
    let inside = html.strip_prefix(start).and_then(|rest| rest.strip_suffix(end)).unwrap_or_else(|| panic!("{html}"));
    assert!(!inside.contains('<'), "{html}");
    assert_eq!(serde_json::from_str::<serde_json::Value>(inside).unwrap(), json);
}

/// `(what, the files that may say it, why)`.
const BANNED: [(&str, &[&str], &str); 3] = [
    ("<script", &["ui/data_block.rs", "ui/tests.rs", "document.rs"], "use ui::DataBlock for data"),
    ("<textarea", &["ui/text_area.rs", "ui/tests.rs"], "use ui::TextArea, which escapes"),
    (
        "inner_html",
        &["ui/text_area.rs", "ui/prose.rs", "ui/mod.rs", "ui/tests.rs", "posts/islands/live_preview.rs"],
        "use ui::Prose, which takes sanitised HTML only",
    ),
];

#[test]
fn unescaped_text_gets_in_at_known_places_only() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = rust_files(&root);
    assert!(files.len() > 20, "only {} files found below {}", files.len(), root.display());
    for file in files {
        let source = fs::read_to_string(&file).unwrap();
        let name = file.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        for (what, allowed, instead) in BANNED {
            assert!(!source.contains(what) || allowed.contains(&name.as_str()), "{name} says {what}: {instead}");
        }
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}
