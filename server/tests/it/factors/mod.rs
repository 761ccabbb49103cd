mod demanded;
pub(crate) mod owner;
mod passkeys;
mod pending;
mod recovery;
mod second_step;
mod totp;
mod trusted;
