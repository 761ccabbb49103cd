mod confirm;
mod deletion;
mod export;
mod manage;
mod proofs;
mod sign_in;
mod sign_up;
mod spray;
