//! The contract as OpenAPI 3.1 has it, put together from the parts of the features.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::header;
use utoipa::{
    OpenApi,
    openapi::{
        Info, InfoBuilder, OpenApi as Document, OpenApiBuilder,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use crate::{posts, tokens};

/// The whole contract.
#[must_use]
pub fn document() -> Document {
    let mut document = OpenApiBuilder::new().info(info()).build();
    for part in [tokens::Contract::openapi(), posts::Contract::openapi()] {
        document.merge(part);
    }
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("token", SecurityScheme::Http(bearer()));
    document
}

fn info() -> Info {
    InfoBuilder::new()
        .title("Masthead")
        .version("1")
        .description(Some("Read, write and run a publication. `docs/api.md` is the way in."))
        .build()
}

fn bearer() -> utoipa::openapi::security::Http {
    HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("An access token or a personal access token, good for the scopes that an operation names."))
        .build()
}

/// Answers with the contract.
pub(in crate::http) async fn openapi() -> Response {
    ([(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")], Json(document())).into_response()
}
