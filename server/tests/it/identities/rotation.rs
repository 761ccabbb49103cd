//! Keys come and go.

use serde_json::json;

use super::service::{Service, person, sign_in, signed};
use crate::test_app::problem;

#[tokio::test]
async fn a_new_key_is_looked_up() {
    let service = Service::start().await;
    let app = service.installation().await;
    sign_in(&app, &service, &app.visit(), &person("Ada")).await.unwrap();
    service.now(|behaviour| (behaviour.seed, behaviour.published) = (2, vec![1, 2]));
    app.clock.advance_seconds(61);
    service.now(|behaviour| behaviour.claims = json!({ "iat": super::service::NOON + 61 }));
    sign_in(&app, &service, &app.visit(), &person("Ada")).await.unwrap();
    assert_eq!(service.keys_asked(), 2);
}

#[tokio::test]
async fn a_key_that_was_taken_back_is_believed_for_a_quarter_of_an_hour_at_most() {
    let service = Service::start().await;
    let app = service.installation().await;
    sign_in(&app, &service, &app.visit(), &person("Ada")).await.unwrap();
    service.now(|behaviour| behaviour.published = vec![2]);
    app.clock.advance_seconds(15 * 60);
    let late = super::service::NOON + 15 * 60;
    service.now(|behaviour| behaviour.claims = json!({ "iat": late, "exp": late + 60 }));
    let outcome = sign_in(&app, &service, &app.visit(), &person("Ada")).await;
    assert_eq!(problem(outcome).code(), "provider_mistrusted");
}

#[tokio::test]
async fn made_up_keys_do_not_make_us_ask_more_than_once_a_minute() {
    let service = Service::start().await;
    let app = service.installation().await;
    service.now(|behaviour| behaviour.forge = Some(|claims| signed(9, claims)));
    let visits: Vec<_> = (0..4).map(|_| app.visit()).collect();
    let ada = person("Ada");
    let many = visits.iter().map(|visit| sign_in(&app, &service, visit, &ada));
    let [one, two, three, four]: [_; 4] = many.collect::<Vec<_>>().try_into().unwrap_or_else(|_| unreachable!());
    let outcomes = tokio::join!(one, two, three, four);
    for outcome in [outcomes.0, outcomes.1, outcomes.2, outcomes.3] {
        assert_eq!(problem(outcome).code(), "provider_mistrusted");
    }
    assert_eq!(service.keys_asked(), 1, "they were fetched a moment ago");
    app.clock.advance_seconds(61);
    service.now(|behaviour| behaviour.claims = json!({ "iat": super::service::NOON + 61 }));
    for _ in 0..3 {
        sign_in(&app, &service, &app.visit(), &ada).await.unwrap_err();
    }
    assert_eq!(service.keys_asked(), 2);
}
