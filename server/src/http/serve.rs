use std::{sync::Arc, time::Duration};

use axum::{Router, extract::ConnectInfo};
use http::Request;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{sleep, timeout},
};
use tower::ServiceExt;

use super::stall::Stalling;
use crate::config::HttpConfig;

/// hyper reads into and writes from a buffer of this size; no request head is larger.
const SMALLEST_BUFFER: usize = 64 * 1024;

/// Serves until `shutdown` is done, then takes no more connections and lets the requests in flight finish, for as long
/// as the configured drain timeout.
///
/// # Errors
/// None at present; connections fail one by one and only tell the log.
pub async fn serve(
    router: Router,
    listener: TcpListener,
    config: &HttpConfig,
    shutdown: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let connections = Arc::new(Semaphore::new(config.max_connections));
    let graceful = GracefulShutdown::new();
    let builder = connection_builder(config);
    tokio::pin!(shutdown);
    loop {
        let (stream, permit) = tokio::select! {
            next = accept(&listener, &connections) => next,
            () = &mut shutdown => break,
        };
        let patience = config.header_timeout;
        serve_connection(&builder, &graceful, router.clone(), (stream, permit), patience);
    }
    drop(listener);
    drain(graceful, config.drain_timeout).await;
    Ok(())
}

fn connection_builder(config: &HttpConfig) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(config.header_timeout)
        .max_header_size(config.header_limit)
        .max_buf_size(config.header_limit.max(SMALLEST_BUFFER));
    builder
}

/// The next connection, as soon as there is room for it.
async fn accept(listener: &TcpListener, connections: &Arc<Semaphore>) -> (TcpStream, Option<OwnedSemaphorePermit>) {
    let permit = Arc::clone(connections).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, permit),
            Err(error) => {
                // Mostly "too many open files": what helps is that other connections end.
                tracing::warn!(%error, "Cannot accept a connection");
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

fn serve_connection(
    builder: &http1::Builder,
    graceful: &GracefulShutdown,
    router: Router,
    (stream, permit): (TcpStream, Option<OwnedSemaphorePermit>),
    patience: Duration,
) {
    // Gone again already; there is nobody to answer.
    let Ok(peer) = stream.peer_addr() else { return };
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "Cannot turn off Nagle's algorithm");
    }
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let connection = graceful.watch(builder.serve_connection(TokioIo::new(Stalling::new(stream, patience)), service));
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, %peer, "Connection ended early");
        }
        drop(permit);
    });
}

async fn drain(graceful: GracefulShutdown, longest: Duration) {
    let open = graceful.count();
    tracing::info!(connections = open, "Stopping; requests in flight may finish");
    if timeout(longest, graceful.shutdown()).await.is_err() {
        tracing::warn!(seconds = longest.as_secs(), "Some requests did not finish in time and are cut off");
    }
}
