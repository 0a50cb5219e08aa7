//! Public keys that were asked for, kept as long as their owners say.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use mail_auth::{ResolverCache, Txt};

/// More than a person's senders have in use; a flood of made-up ones costs no more than this.
const MOST: usize = 1000;

/// The keys in memory, by the name that was asked for.
#[derive(Default)]
pub(super) struct Keys(Mutex<HashMap<Box<str>, (Txt, Instant)>>);

impl Keys {
    fn held(&self) -> MutexGuard<'_, HashMap<Box<str>, (Txt, Instant)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ResolverCache<Box<str>, Txt> for Keys {
    fn get<Q>(&self, name: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let held = self.held();
        held.get(name).filter(|(_, valid_until)| Instant::now() < *valid_until).map(|(key, _)| key.clone())
    }

    fn remove<Q>(&self, name: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.held().remove(name).map(|(key, _)| key)
    }

    fn insert(&self, name: Box<str>, key: Txt, valid_until: Instant) {
        let mut held = self.held();
        if held.len() >= MOST {
            let now = Instant::now();
            held.retain(|_, (_, valid_until)| now < *valid_until);
        }
        if held.len() >= MOST {
            held.clear();
        }
        held.insert(name, (key, valid_until));
    }
}
