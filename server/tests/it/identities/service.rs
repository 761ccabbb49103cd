//! A service of the tests' own, on this machine: it answers as OpenID Connect wants it, or as a test makes it lie.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicU32, Ordering},
    },
};

use axum::{
    Form, Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::accounts::Provider;
use ed25519_dalek::SigningKey;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::{Value, json};
use server::{
    Result,
    config::{ClientConfig, ClientSecret, Config, OidcConfig},
    entities::identity,
    http::Visit,
    identities::{self, Arrival, Callback},
};
use tokio::net::TcpListener;
use url::Url;

use crate::factors::owner::Owner;
use crate::test_app::TestApp;

/// What this installation is to the service.
pub(super) const CLIENT: &str = "masthead";
/// Noon, when the clock of every test stands still.
pub(super) const NOON: i64 = 1_795_176_000;

/// Makes a token of claims.
pub(super) type Forge = fn(&Value) -> String;

/// A running service. Cheap to clone.
#[derive(Clone)]
pub(super) struct Service {
    pub(super) url: String,
    inner: Arc<Inner>,
}

struct Inner {
    state: Mutex<Behaviour>,
    /// How often its keys were asked for.
    keys_asked: AtomicU32,
    code: AtomicU32,
}

/// How it answers.
pub(super) struct Behaviour {
    /// Changes what discovery says.
    pub(super) metadata: Value,
    /// Changes the claims of the next tokens.
    pub(super) claims: Value,
    /// Claims told apart from the token.
    pub(super) userinfo: Value,
    /// Signs the tokens.
    pub(super) seed: u8,
    /// Keys that it publishes, by their seeds.
    pub(super) published: Vec<u8>,
    /// Whether it still answers.
    pub(super) hangs: bool,
    /// Makes a token of its claims in another way.
    pub(super) forge: Option<Forge>,
    codes: HashMap<String, Value>,
}

impl Service {
    /// A service that does everything right.
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let behaviour = Behaviour {
            metadata: json!({}),
            claims: json!({}),
            userinfo: json!({}),
            seed: 1,
            published: vec![1],
            hangs: false,
            forge: None,
            codes: HashMap::new(),
        };
        let inner = Inner { state: Mutex::new(behaviour), keys_asked: AtomicU32::new(0), code: AtomicU32::new(0) };
        let service = Self { url, inner: Arc::new(inner) };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/jwks", get(keys))
            .route("/token", post(token))
            .route("/me", get(me))
            .with_state(service.clone());
        tokio::spawn(async { axum::serve(listener, router).await });
        service
    }

    /// Changes how it answers.
    pub(super) fn now(&self, change: impl FnOnce(&mut Behaviour)) {
        change(&mut self.behaviour());
    }

    /// How often its keys were asked for.
    pub(super) fn keys_asked(&self) -> u32 {
        self.inner.keys_asked.load(Ordering::Relaxed)
    }

    /// For `MASTHEAD_OAUTH_OIDC_*`.
    pub(super) fn settings(&self) -> OidcConfig {
        OidcConfig { issuer: self.url.clone(), name: "Example ID".into(), client: client() }
    }

    /// An installation where people sign in with it, and where nobody waits for long.
    pub(super) async fn installation(&self) -> TestApp {
        self.installation_with(|_| ()).await
    }

    /// The same, with further settings.
    pub(super) async fn installation_with(&self, change: impl FnOnce(&mut Config)) -> TestApp {
        let settings = self.settings();
        TestApp::configured(move |config| {
            config.oauth.oidc = Some(settings);
            config.outbound.timeout = std::time::Duration::from_millis(400);
            change(config);
        })
        .await
    }

    /// What the service sends somebody back with who agrees, being these claims: `{"sub": "ada", …}`.
    pub(super) fn agree(&self, url: &str, person: &Value) -> Callback {
        let url: Url = url.parse().unwrap();
        let asked: BTreeMap<_, _> = url.query_pairs().into_owned().collect();
        let mut granted = person.clone();
        granted["nonce"] = asked.get("nonce").cloned().unwrap_or_default().into();
        granted["challenge"] = asked["code_challenge"].clone().into();
        granted["redirect_uri"] = asked["redirect_uri"].clone().into();
        assert_eq!((&*asked["code_challenge_method"], &*asked["response_type"]), ("S256", "code"));
        let code = format!("code-{}", self.inner.code.fetch_add(1, Ordering::Relaxed));
        self.behaviour().codes.insert(code.clone(), granted);
        Callback { state: asked["state"].clone(), code: Some(code), error: None, iss: Some(self.url.clone()) }
    }

    /// A token of the service with these claims beside the usual ones.
    pub(super) fn token(&self, claims: &Value) -> String {
        let behaviour = self.behaviour();
        let mut all = json!({ "iss": self.url, "aud": CLIENT, "iat": NOON, "exp": NOON + 300 });
        merge(&mut all, claims);
        merge(&mut all, &behaviour.claims);
        match behaviour.forge {
            Some(forge) => forge(&all),
            None => signed(behaviour.seed, &all),
        }
    }

    fn behaviour(&self) -> MutexGuard<'_, Behaviour> {
        self.inner.state.lock().unwrap()
    }

    async fn wait(&self) {
        let hangs = self.behaviour().hangs;
        if hangs {
            std::future::pending::<()>().await;
        }
    }
}

/// What this installation is to every service of the tests.
pub(super) fn client() -> ClientConfig {
    ClientConfig { id: CLIENT.into(), secret: ClientSecret::new("a secret of the tests") }
}

/// Goes to the service, agrees there, and comes back.
pub(super) async fn sign_in(app: &TestApp, service: &Service, visit: &Visit, person: &Value) -> Result<Arrival> {
    let callback = service.agree(&go(app, visit).await, person);
    identities::finish(app, visit, Provider::Oidc, callback).await
}

/// Begins, and tells where the browser is led.
pub(super) async fn go(app: &TestApp, visit: &Visit) -> String {
    identities::begin(app, visit, Provider::Oidc, "/write").await.unwrap();
    identities::leave(app, visit, Provider::Oidc).await.unwrap().1
}

/// Somebody of whose address the service is sure.
pub(super) fn person(name: &str) -> Value {
    let name = name.to_lowercase();
    json!({ "sub": format!("id-of-{name}"), "name": name, "email": format!("{name}@example.org"), "email_verified": true })
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

/// The public half of a key, as bytes.
pub(super) fn public(seed: u8) -> [u8; 32] {
    key(seed).verifying_key().to_bytes()
}

/// A token as the service signs it with the key of this seed.
pub(super) fn signed(seed: u8, claims: &Value) -> String {
    let header = Header { kid: Some(format!("key-{seed}")), ..Header::new(Algorithm::EdDSA) };
    // PKCS #8, as RFC 8410 wraps the 32 bytes of a key.
    let der = [b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20".as_slice(), &[seed; 32]].concat();
    jsonwebtoken::encode(&header, claims, &EncodingKey::from_ed_der(&der)).unwrap()
}

fn merge(into: &mut Value, from: &Value) {
    for (key, value) in from.as_object().unwrap() {
        into[key] = value.clone();
    }
}

async fn discovery(State(service): State<Service>) -> Json<Value> {
    service.wait().await;
    let at = |path: &str| format!("{}{path}", service.url);
    let mut metadata = json!({
        "issuer": service.url,
        "authorization_endpoint": at("/authorize"),
        "token_endpoint": at("/token"),
        "jwks_uri": at("/jwks"),
        "userinfo_endpoint": at("/me"),
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
        "authorization_response_iss_parameter_supported": true,
    });
    merge(&mut metadata, &service.behaviour().metadata);
    Json(metadata)
}

async fn keys(State(service): State<Service>) -> Json<Value> {
    service.inner.keys_asked.fetch_add(1, Ordering::Relaxed);
    service.wait().await;
    let published = service.behaviour().published.clone();
    let keys = published.into_iter().map(|seed| {
        let x = URL_SAFE_NO_PAD.encode(public(seed));
        json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": format!("key-{seed}"), "x": x })
    });
    let strange = json!({ "kty": "moonlight", "kid": "unheard-of" });
    let keys: Vec<_> = [strange].into_iter().chain(keys).collect();
    Json(json!({ "keys": keys }))
}

async fn token(
    State(service): State<Service>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    service.wait().await;
    assert!(headers["authorization"].to_str().unwrap().starts_with("Basic "), "the client shows who it is");
    let Some(granted) = service.behaviour().codes.remove(&form["code"]) else {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    };
    let verifier = form["code_verifier"].clone();
    let challenge = URL_SAFE_NO_PAD.encode(sha256(verifier.as_bytes()));
    assert_eq!(granted["challenge"], challenge, "the code belongs to whoever began");
    assert_eq!(granted["redirect_uri"], form["redirect_uri"]);
    let mut claims = granted;
    for inner in ["challenge", "redirect_uri"] {
        claims.as_object_mut().unwrap().remove(inner);
    }
    let id_token = service.token(&claims);
    Json(json!({ "access_token": "of-the-service", "token_type": "Bearer", "id_token": id_token })).into_response()
}

async fn me(State(service): State<Service>, headers: HeaderMap) -> Json<Value> {
    assert_eq!(headers["authorization"], "Bearer of-the-service");
    Json(service.behaviour().userinfo.clone())
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    let suite = rustls::crypto::ring::cipher_suite::TLS13_AES_128_GCM_SHA256.tls13().unwrap();
    suite.common.hash_provider.hash(bytes).as_ref().to_vec()
}

/// A member with a second factor whose account here and the one at the service were linked before that.
pub(super) async fn guarded(app: &TestApp, service: &Service, name: &str) -> Owner {
    let owner = Owner::new(app, name).await;
    let row = identity::ActiveModel {
        id: Set(app.ids.uuid()),
        member_id: Set(owner.actor.id.0),
        issuer: Set(service.url.clone()),
        subject: Set(person(name)["sub"].as_str().unwrap().to_owned()),
        account: Set(name.to_owned()),
        linked_at: Set(1),
        used_at: Set(1),
    };
    identity::Entity::insert(row).exec_without_returning(app.db.write()).await.unwrap();
    owner
}
