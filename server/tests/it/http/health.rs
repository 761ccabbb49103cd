use super::{Edge, header, json, text};

#[tokio::test]
async fn alive_without_a_database() {
    let edge = Edge::new().await;
    let response = edge.get("/up").await;
    assert_eq!((response.status().as_u16(), header(&response, "cache-control")), (200, "no-store"));
    assert_eq!(text(response).await, "alive\n");
}

#[tokio::test]
async fn not_ready_while_a_migration_waits() {
    let edge = Edge::new().await;
    edge.app.db.migrate_down(Some(1)).await.unwrap();
    let response = edge.get("/ready").await;
    assert_eq!(response.status(), 503);
    let told = json(response).await;
    assert_eq!(told["code"], "unavailable");
    assert!(!told.to_string().contains("migration"), "the reason is for the log: {told}");

    edge.app.db.migrate_up(None).await.unwrap();
    assert_eq!(edge.get("/ready").await.status(), 200);
}

#[tokio::test]
async fn the_baseline_exists_only_when_benchmarks_ask_for_it() {
    assert_eq!(Edge::new().await.get("/bench/baseline").await.status(), 404);
    let edge = Edge::with(|config| config.bench.baseline = Some(5000)).await;
    assert_eq!(text(edge.get("/bench/baseline").await).await.len(), 5000);
}
