//! Addresses that somebody typed.

use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use axum::{Router, extract::Request, response::Redirect, routing::get};
use http::header;
use server::{
    ids::Ids,
    outbound::{Answer, Bounds, Client, Failure, Names, Reason, Told},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::{clock, config};

const BOUNDS: Bounds = Bounds { time: Duration::from_millis(500), size: 1000 };

/// A server on this machine that somebody would like to reach.
struct Inside {
    port: u16,
    asked: Arc<AtomicU32>,
    told: Told,
}

impl Inside {
    async fn start() -> Self {
        let asked = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&asked);
        let count = move |_: &Request| {
            counter.fetch_add(1, Ordering::Relaxed);
        };
        let router = Router::new()
            .route("/", get(|| async { ([(header::CONNECTION, "close")], "inside") }))
            .route("/moved", get(|| async { Redirect::temporary("/") }))
            .route("/large", get(|| async { vec![b'x'; 5 * 1024 * 1024] }))
            .route("/for-ever", get(std::future::pending::<()>))
            .layer(axum::middleware::from_fn(move |request: Request, next: axum::middleware::Next| {
                count(&request);
                next.run(request)
            }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async { axum::serve(listener, router).await });
        Self { port, asked, told: Told::default() }
    }

    /// A client for which names are what the test says, and these networks are allowed.
    fn client(&self, networks: &[&str]) -> Client {
        let (mut config, clock) = (config(), clock());
        config.private_networks = networks.iter().map(|network| network.parse().unwrap()).collect();
        Client::with_names(&config, &clock, &Ids::new(clock.clone()), &Names::Told(self.told.clone())).unwrap()
    }

    fn name(&self, name: &str, answers: &[&[&str]]) {
        let answers: Vec<Vec<IpAddr>> =
            answers.iter().map(|answer| answer.iter().map(|address| address.parse().unwrap()).collect()).collect();
        self.told.say(name, &answers.iter().map(Vec::as_slice).collect::<Vec<_>>());
    }

    async fn call(&self, client: &Client, url: &str) -> Result<Answer, Failure> {
        let url = url.replace("PORT", &self.port.to_string());
        client.call_guarded(http::Request::get(url).body(Vec::new()).unwrap(), BOUNDS).await
    }

    fn asked(&self) -> u32 {
        self.asked.load(Ordering::Relaxed)
    }
}

/// A server that says at once that all is well, and then goes on for ever.
async fn trickle() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 1000]).await.unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nwell").await.unwrap();
        std::future::pending::<()>().await;
    });
    port
}

#[track_caller]
fn is_refused(outcome: Result<Answer, Failure>, url: &str) {
    let failure = outcome.expect_err(url);
    assert!(matches!(failure.reason, Reason::NotPublic), "{url}: {failure:?}");
}

#[tokio::test]
async fn no_spelling_of_a_machine_inside_is_called() {
    let inside = Inside::start().await;
    let client = inside.client(&[]);
    for url in [
        "http://127.0.0.1:PORT/",
        "https://127.0.0.1/",
        "https://127.0.0.1:PORT/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://0.0.0.0/",
        "https://169.254.169.254/latest/meta-data/",
        "https://10.0.0.1/",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
    ] {
        is_refused(inside.call(&client, url).await, url);
    }
    assert_eq!(inside.asked(), 0);
    assert_eq!((client.counted().calls, client.counted().forbidden), (0, 16));
}

#[tokio::test]
async fn no_name_leads_inside() {
    let inside = Inside::start().await;
    let client = inside.client(&[]);
    for (name, addresses) in [
        ("loopback.example", &["127.0.0.1"][..]),
        ("metadata.example", &["169.254.169.254"]),
        ("mapped.example", &["::ffff:127.0.0.1"]),
        ("nat64.example", &["64:ff9b::a9fe:a9fe"]),
        ("6to4.example", &["2002:7f00:1::"]),
        ("any.example", &["0.0.0.0"]),
        // One good address does not vouch for the other one.
        ("both.example", &["93.184.215.14", "127.0.0.1"]),
    ] {
        inside.name(name, &[addresses]);
        is_refused(inside.call(&client, &format!("https://{name}/")).await, name);
        is_refused(inside.call(&client, &format!("http://{name}:PORT/")).await, name);
    }
    assert_eq!(inside.asked(), 0);
}

#[tokio::test]
async fn the_public_internet_is_called_by_https_at_its_port_only() {
    let inside = Inside::start().await;
    inside.name("public.example", &[&["93.184.215.14"]]);
    let client = inside.client(&["127.0.0.0/8"]);
    for url in
        ["http://public.example/", "https://public.example:8443/", "http://93.184.215.14/", "ftp://public.example/"]
    {
        is_refused(inside.call(&client, url).await, url);
    }
}

#[tokio::test]
async fn a_network_that_the_operator_allows_is_called_by_any_port_and_name() {
    let inside = Inside::start().await;
    inside.name("inside.example", &[&["127.0.0.1"]]);
    let client = inside.client(&["127.0.0.1/32"]);
    for url in ["http://127.0.0.1:PORT/", "http://[::ffff:127.0.0.1]:PORT/", "http://inside.example:PORT/"] {
        assert_eq!(inside.call(&client, url).await.unwrap().body, b"inside", "{url}");
    }
    is_refused(inside.call(&client, "http://127.0.0.2:PORT/").await, "another address of this machine");
}

#[tokio::test]
async fn a_name_that_changes_its_mind_gains_nothing() {
    let inside = Inside::start().await;
    inside.name("rebound.example", &[&["127.0.0.1"], &["127.0.0.2"]]);
    let client = inside.client(&["127.0.0.1/32"]);
    // What was looked at is what is called: asking once more would have led elsewhere.
    assert_eq!(inside.call(&client, "http://rebound.example:PORT/").await.unwrap().status, 200);
    is_refused(inside.call(&client, "http://rebound.example:PORT/").await, "the second answer");
    assert_eq!(inside.asked(), 1);
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_not_a_way() {
    let inside = Inside::start().await;
    let answer = inside.call(&inside.client(&["127.0.0.0/8"]), "http://127.0.0.1:PORT/moved").await.unwrap();
    assert_eq!((answer.status, inside.asked()), (307, 1));
}

#[tokio::test]
async fn a_giant_answer_is_cut_and_its_status_counts() {
    let inside = Inside::start().await;
    let answer = inside.call(&inside.client(&["127.0.0.0/8"]), "http://127.0.0.1:PORT/large").await.unwrap();
    assert_eq!((answer.status, answer.body.len(), answer.is_cut), (200, BOUNDS.size, true));
}

#[tokio::test]
async fn an_answer_without_end_is_left_in_time() {
    let inside = Inside::start().await;
    let client = inside.client(&["127.0.0.0/8"]);
    let answer = inside.call(&client, &format!("http://127.0.0.1:{}/", trickle().await)).await.unwrap();
    assert_eq!((answer.status, &*answer.body, answer.is_cut), (200, &b"well"[..], true));
    let outcome = inside.call(&client, "http://127.0.0.1:PORT/for-ever").await;
    assert!(matches!(outcome.unwrap_err().reason, Reason::Silent(_)));
}
