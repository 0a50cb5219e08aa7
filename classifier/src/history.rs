//! Who has sent what, kept in memory: for evaluations and for classifying without a store.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use crate::domain::RegistrableDomain;
use crate::facts::SenderHistory;
use crate::judgement::Label;
use crate::message::sending::network;
use crate::{Facts, Message};

/// Counts by address and by registrable domain.
#[derive(Debug, Clone, Default)]
pub struct History {
    addresses: BTreeMap<String, Known>,
    domains: BTreeMap<RegistrableDomain, (u32, u32)>,
}

#[derive(Debug, Clone, Default)]
struct Known {
    ham: u32,
    spam: u32,
    networks: BTreeSet<IpAddr>,
    first_ham: Option<i64>,
}

impl History {
    /// What is known of a message's sender.
    pub fn of(&self, message: &Message) -> SenderHistory {
        let Some(spec) = sender(message) else { return SenderHistory::default() };
        let known = self.addresses.get(spec).cloned().unwrap_or_default();
        let (domain_ham, domain_spam) =
            domain(spec).and_then(|domain| self.domains.get(&domain).copied()).unwrap_or_default();
        SenderHistory {
            written_to: 0,
            ham: known.ham,
            spam: known.spam,
            domain_ham,
            domain_spam,
            ham_networks: known.networks.into_iter().collect(),
            first_ham: known.first_ham,
        }
    }

    /// Notes a labelled message.
    pub fn note(&mut self, message: &Message, label: Label) {
        let Some(spec) = sender(message) else { return };
        let known = self.addresses.entry(spec.to_owned()).or_default();
        let mut unknown = (0, 0);
        let domain = domain(spec).map_or(&mut unknown, |domain| self.domains.entry(domain).or_default());
        match label {
            Label::Ham => {
                known.ham += 1;
                known.first_ham = known.first_ham.or(message.date);
                known.networks.extend(network(message, &Facts::default()));
                domain.0 += 1;
            }
            Label::Spam => {
                known.spam += 1;
                domain.1 += 1;
            }
        }
    }
}

fn sender(message: &Message) -> Option<&str> {
    message.from.first().map(|from| from.spec.as_str()).filter(|spec| !spec.is_empty())
}

fn domain(spec: &str) -> Option<RegistrableDomain> {
    RegistrableDomain::of(spec.rsplit_once('@')?.1)
}
