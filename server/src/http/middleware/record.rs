use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Instant,
};

use axum::{
    body::HttpBody,
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use domain::{Problem, id::MemberId};
use http::{HeaderMap, HeaderName, HeaderValue};
use tracing::Instrument;

use crate::{
    AppState,
    http::{Client, client},
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The reference of a request, in its extensions.
#[derive(Clone, Debug)]
pub(super) struct RequestId(pub(super) String);

/// Who sent the request, in the extensions of the answer, for the log.
#[derive(Clone, Copy, Debug)]
pub(super) struct SeenMember(pub(super) MemberId);

/// Gives a request its reference and its client's address, and logs one line when it is answered.
pub(super) async fn record(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let trusted = &app.config.http.trusted_proxies;
    let peer = peer(&request);
    // A reference from just anyone would let them mix up the log.
    let given = client::is_trusted(peer.to_canonical(), trusted).then(|| given_id(request.headers())).flatten();
    let id = given.unwrap_or_else(|| app.ids.uuid().simple().to_string());
    let client = Client::from_request(peer, request.headers(), trusted);
    let method = request.method().clone();
    // Without the query: tokens travel there.
    let path = request.uri().path().to_owned();
    let address = client.address;
    request.extensions_mut().insert(client);
    request.extensions_mut().insert(RequestId(id.clone()));

    let span = tracing::error_span!("request", request_id = %id);
    let mut response = next.run(request).instrument(span.clone()).await;

    let _entered = span.enter();
    tracing::info!(
        %method,
        path,
        status = response.status().as_u16(),
        ms = begun.elapsed().as_micros() as f64 / 1000.0,
        bytes = response.body().size_hint().exact(),
        client = %address,
        member = response.extensions().get::<SeenMember>().map(|SeenMember(id)| tracing::field::display(id.0)),
        problem = response.extensions().get::<Problem>().map(Problem::code),
        "Answered",
    );
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// The other end of the connection; unknown only where there is none, as in tests.
fn peer(request: &Request) -> IpAddr {
    let connection = request.extensions().get::<ConnectInfo<SocketAddr>>();
    connection.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip())
}

fn given_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let fine = (8..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    fine.then(|| id.to_owned())
}
