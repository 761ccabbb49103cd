use std::{
    collections::HashMap,
    io,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::net::lookup_host;

/// Where the addresses of names come from.
#[derive(Clone, Debug)]
pub enum Names {
    /// The machine's resolver.
    System,
    /// What a test says.
    Told(Told),
}

/// What a test says about names: for each one its answers, one after the other; the last one stays.
#[derive(Clone, Debug, Default)]
pub struct Told(Arc<Mutex<HashMap<String, Vec<Vec<IpAddr>>>>>);

impl Told {
    /// Lets `name` have these addresses, the first of the lists at the first question.
    pub fn say(&self, name: &str, answers: &[&[IpAddr]]) {
        let answers = answers.iter().rev().map(|answer| answer.to_vec()).collect();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), answers);
    }

    fn answer(&self, name: &str) -> Option<Vec<IpAddr>> {
        let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let answers = names.get_mut(name)?;
        if answers.len() > 1 { answers.pop() } else { answers.last().cloned() }
    }
}

impl Names {
    /// Every address of a name.
    ///
    /// # Errors
    /// If it has none, or nobody can be asked.
    pub(super) async fn look_up(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        let found = match self {
            Self::System => lookup_host((name, 0)).await?.map(|address| address.ip()).collect(),
            Self::Told(told) => told.answer(name).unwrap_or_default(),
        };
        if found.is_empty() { Err(io::Error::new(io::ErrorKind::NotFound, "no such host")) } else { Ok(found) }
    }
}
