use crate::{
    Timestamp,
    id::{FamilyId, TokenId},
    tokens::Scopes,
};

/// A personal token as its owner sees it: everything but the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenView {
    /// Which.
    pub id: TokenId,
    /// What the owner calls it.
    pub name: String,
    /// What it is good for.
    pub scopes: Scopes,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Whether it has ended.
    pub is_expired: bool,
    /// When it was used last, to within ten minutes.
    pub used_at: Option<Timestamp>,
}

/// A program that signed in and holds a refresh token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramView {
    /// Which sign-in.
    pub id: FamilyId,
    /// What the program calls itself.
    pub client_id: String,
    /// What it may do.
    pub scopes: Scopes,
    /// From where it signed in.
    pub address: String,
    /// When it signed in.
    pub created_at: Timestamp,
    /// When it asked for its latest access token.
    pub used_at: Timestamp,
}
