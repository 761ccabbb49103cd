use sea_orm::{ActiveValue::Set, EntityTrait};
use server::{
    entities::media,
    markdown,
    storage::{MediaKind, MediaName},
};

use crate::test_app::TestApp;

#[tokio::test]
async fn code_is_highlighted_into_classes_of_ours() {
    let app = TestApp::new().await;
    let post =
        markdown::render(app.db.read(), "```rust\nfn main() {}\n```\n\n```toml\nname = \"x\"\n```\n").await.unwrap();
    assert_eq!(
        post.html.as_str(),
        "<pre tabindex=\"0\"><code class=\"language-rust\"><span class=\"hl-keyword\">fn</span> \
         <span class=\"hl-function\">main</span>() {}\n</code></pre>\n\
         <pre tabindex=\"0\"><code class=\"language-toml\"><span class=\"hl-attribute\">name</span> = \
         <span class=\"hl-string\">\"x\"</span>\n</code></pre>\n"
    );
}

#[tokio::test]
async fn stored_pictures_have_their_sizes_by_one_statement() {
    let app = TestApp::new().await;
    let known = MediaName::of(b"known", MediaKind::Png);
    let row = media::ActiveModel {
        name: Set(known.to_string()),
        mime: Set(known.mime().to_owned()),
        bytes: Set(5),
        width: Set(Some(640)),
        height: Set(Some(480)),
        created_at: Set(0),
    };
    media::Entity::insert(row).exec_without_returning(app.db.write()).await.unwrap();
    let unknown = MediaName::of(b"unknown", MediaKind::Png);
    let source = format!("![a]({}) ![b]({}) ![c](/media/../x.png)", known.url(), unknown.url());
    let before = app.db.statements();
    let html: String = markdown::render(app.db.read(), &source).await.unwrap().html.into();
    assert_eq!(app.db.statements() - before, 1);
    assert!(html.contains(&format!("src=\"{}\" alt=\"a\" width=\"640\" height=\"480\"", known.url())), "{html}");
    assert_eq!(html.matches("width=").count(), 1);
}
