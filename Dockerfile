# syntax=docker/dockerfile:1

# Rust with both targets; what every other stage builds with.
FROM rust:1.95-slim-bookworm AS toolchain
RUN apt-get update \
    && apt-get install -y --no-install-recommends binaryen build-essential git \
    && rm -rf /var/lib/apt/lists/*
RUN rustup target add wasm32-unknown-unknown
WORKDIR /masthead

# The tree with its manifests and no code. As long as no dependency changes its files are the same, byte for byte,
# so the layers that are built from it come out of the cache.
FROM toolchain AS manifests
COPY . .
RUN mkdir /skeleton \
    && find . -name Cargo.toml -exec cp --parents {} /skeleton \; \
    && cp --parents Cargo.lock /skeleton \
    && find . -path '*/src/main.rs' -exec sh -c 'mkdir -p "/skeleton/${1%/*}" && echo "fn main() {}" > "/skeleton/$1"' _ {} \; \
    && find . -path '*/src/lib.rs' -exec sh -c 'mkdir -p "/skeleton/${1%/*}" && : > "/skeleton/$1"' _ {} \;

# First every dependency, with the commands that `cargo xtask build --release` uses, then the program.
FROM toolchain AS builder
COPY --from=manifests /skeleton .
RUN cargo build --locked --bin bundle
RUN cargo build --locked --bin masthead --profile=release
RUN cargo build --locked --package frontend --package estimator --lib --no-default-features --target wasm32-unknown-unknown --profile=wasm-release
COPY . .
# A checkout is older than what was compiled from the skeleton, and cargo compares times.
RUN find . -name '*.rs' -not -path './target/*' -exec touch {} + \
    && CI=true cargo xtask build --release

# Developing with live reload: `docker compose --profile development up`.
FROM toolchain AS development
# Debian's Node is too old for sass.
COPY --from=node:22-bookworm-slim /usr/local/bin/node /usr/local/bin/node
COPY --from=node:22-bookworm-slim /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
    && npm install --global sass
COPY Cargo.lock /tmp/Cargo.lock
RUN cargo install wasm-bindgen-cli --version "$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p}' /tmp/Cargo.lock)"
ENV CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1
RUN cargo install cargo-leptos --locked
ENV LEPTOS_SITE_ADDR=0.0.0.0:3000 MASTHEAD_HTTP_ADDR=0.0.0.0:3000
EXPOSE 3000 3001
CMD ["cargo", "leptos", "watch"]

# What runs: the executable, its site, and a user who may write to one folder.
FROM debian:bookworm-slim AS runtime
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin masthead \
    && install --directory --owner=masthead --group=masthead /data
COPY --from=builder /masthead/dist /opt/masthead
ENV PATH=/opt/masthead:$PATH MASTHEAD_HTTP_ADDR=0.0.0.0:3000 MASTHEAD_DATA_DIR=/data
USER masthead
WORKDIR /data
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["masthead", "healthcheck"]
ENTRYPOINT ["masthead"]
CMD ["serve", "--migrate"]
