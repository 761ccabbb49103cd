use server::accounts::{self, actor};

use crate::test_app::TestApp;

#[tokio::test]
async fn a_new_name_stands_below_posts_and_comments() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let saved = app.draft_by(&ada).published().await;
    accounts::rename(&app, &ada, &domain::accounts::DisplayName::parse("Countess Ada").unwrap()).await.unwrap();
    assert_eq!(actor(&app, ada.id).await.unwrap().name, "Countess Ada");
    let row = <server::entities::author::Entity as sea_orm::EntityTrait>::find();
    let authors = sea_orm::QuerySelect::limit(row, 5).all(app.db.read()).await.unwrap();
    assert_eq!(authors[0].name, "Countess Ada");
    drop(saved);
}
