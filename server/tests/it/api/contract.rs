use std::collections::BTreeSet;

use serde_json::Value;
use server::http::{api::document, routes_by_path};

use crate::test_app::TestApp;

#[tokio::test]
async fn every_route_for_programs_stands_in_the_contract() {
    let app = TestApp::new().await;
    let contract = serde_json::to_value(document()).unwrap();
    assert_eq!(contract["openapi"], "3.1.0");
    let described: BTreeSet<String> = contract["paths"].as_object().unwrap().keys().cloned().collect();
    let served: BTreeSet<String> =
        routes_by_path(&app).into_iter().map(|(path, _)| path).filter(|path| path.starts_with("/api/v1")).collect();
    assert_eq!(served.difference(&described).collect::<Vec<_>>(), Vec::<&String>::new(), "served but not described");
    assert_eq!(described.difference(&served).collect::<Vec<_>>(), Vec::<&String>::new(), "described but not served");
}

/// What is published is kept: whoever changes the contract changes this file on purpose.
#[test]
fn the_contract_is_the_one_that_is_written_down() {
    let written = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.json");
    let contract = serde_json::to_string_pretty(&document()).unwrap() + "\n";
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(written, &contract).unwrap();
    }
    let known = std::fs::read_to_string(written).unwrap_or_default();
    assert!(
        known == contract,
        "docs/openapi.json is not the contract: run UPDATE_DOCS=1 cargo test --test it contract"
    );
}

#[test]
fn every_operation_is_named_and_described() {
    let contract = serde_json::to_value(document()).unwrap();
    let mut names = BTreeSet::new();
    for (path, methods) in contract["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let told = format!("{method} {path}");
            for part in ["operationId", "summary", "tags", "security"] {
                assert!(!operation[part].is_null(), "{told} has no {part}");
            }
            assert!(operation["responses"]["default"].is_object(), "{told} does not say how it fails");
            assert!(names.insert(operation["operationId"].as_str().unwrap().to_owned()), "{told} has a name twice");
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let contract = serde_json::to_value(document()).unwrap();
    let mut found = Vec::new();
    references(&contract, &mut found);
    assert!(!found.is_empty());
    for reference in found {
        let path = reference.trim_start_matches('#');
        assert!(contract.pointer(path).is_some(), "{reference}");
    }
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get("$ref").and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|value| references(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}
