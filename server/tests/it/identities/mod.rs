//! Signing in with accounts elsewhere, against a service of the tests' own that can lie, and against a real one.

mod enter;
mod freshness;
mod github;
mod lies;
mod link;
mod outside;
mod real;
mod rotation;
mod service;
mod silence;
