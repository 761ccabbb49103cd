use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, extract::State, routing::get};
use server::{
    config::{Config, HttpConfig},
    http::serve,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{Notify, oneshot},
    task::JoinHandle,
};

/// More than the system takes for a client that reads nothing, in bytes.
const LARGE: usize = 16 * 1024 * 1024;

/// A server on a port of its own, with a handler that waits for the test.
struct Running {
    address: SocketAddr,
    gate: Arc<Gate>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Gate {
    arrived: Notify,
    open: Notify,
}

impl Running {
    async fn with(change: impl FnOnce(&mut HttpConfig)) -> Self {
        let mut config = Config::default().http;
        change(&mut config);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let gate = Arc::new(Gate::default());
        let router = Router::new()
            .route("/", get(|| async { "hello" }))
            .route("/large", get(|| async { vec![b'x'; LARGE] }))
            .route("/wait", get(wait))
            .with_state(Arc::clone(&gate));
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(async move {
            let shutdown = async { stopped.await.unwrap_or_default() };
            serve(router, listener, &config, shutdown).await.unwrap();
        });
        Self { address, gate, stop, task }
    }

    async fn ask(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        stream
    }
}

async fn wait(gate: State<Arc<Gate>>) -> &'static str {
    gate.arrived.notify_one();
    gate.open.notified().await;
    "done"
}

async fn answer(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    // A server that refuses may close before all was read, which resets the connection.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn large_heads_are_refused() {
    let server = Running::with(|http| http.header_limit = 8 * 1024).await;
    let small = server.ask("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    assert!(answer(small).await.starts_with("HTTP/1.1 200"));

    let long = format!("GET / HTTP/1.1\r\nhost: x\r\nx-long: {}\r\n\r\n", "x".repeat(9 * 1024));
    assert!(answer(server.ask(&long).await).await.starts_with("HTTP/1.1 431"));

    let many = format!("GET / HTTP/1.1\r\nhost: x\r\n{}\r\n", "a: b\r\n".repeat(200));
    assert!(answer(server.ask(&many).await).await.starts_with("HTTP/1.1 431"));
}

#[tokio::test]
async fn a_head_that_never_ends_is_not_waited_for() {
    let server = Running::with(|http| http.header_timeout = Duration::from_millis(50)).await;
    let dawdling = server.ask("GET / HTTP/1.1\r\nhost: x\r\n").await;
    assert_eq!(answer(dawdling).await, "", "closed without an answer");
}

#[tokio::test]
async fn a_client_that_takes_nothing_does_not_hold_its_place() {
    let server = Running::with(|http| {
        http.header_timeout = Duration::from_millis(50);
        http.max_connections = 1;
    })
    .await;
    let _deaf = server.ask("GET /large HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let next = server.ask("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    assert!(answer(next).await.ends_with("hello"));
}

#[tokio::test]
async fn requests_in_flight_finish_before_the_end() {
    let server = Running::with(|_| ()).await;
    let in_flight = server.ask("GET /wait HTTP/1.1\r\nhost: x\r\n\r\n").await;
    server.gate.arrived.notified().await;
    server.stop.send(()).unwrap();
    server.gate.open.notify_one();
    let answered = answer(in_flight).await;
    assert!(answered.starts_with("HTTP/1.1 200") && answered.ends_with("done"), "{answered}");
    server.task.await.unwrap();
    assert!(TcpStream::connect(server.address).await.is_err(), "nobody listens any more");
}

#[tokio::test]
async fn a_request_that_never_finishes_does_not_keep_the_server_up() {
    let server = Running::with(|http| http.drain_timeout = Duration::from_millis(50)).await;
    let _in_flight = server.ask("GET /wait HTTP/1.1\r\nhost: x\r\n\r\n").await;
    server.gate.arrived.notified().await;
    server.stop.send(()).unwrap();
    server.task.await.unwrap();
}

#[tokio::test]
async fn more_connections_than_allowed_wait_for_their_turn() {
    let server = Running::with(|http| http.max_connections = 1).await;
    let first = server.ask("GET /wait HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    server.gate.arrived.notified().await;
    let second = server.ask("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    server.gate.open.notify_one();
    assert!(answer(first).await.ends_with("done"));
    assert!(answer(second).await.ends_with("hello"));
}
