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
    passed: u32,
    networks: BTreeSet<IpAddr>,
    /// Networks of what was only judged wanted, with how often.
    passed_from: BTreeMap<IpAddr, u32>,
    first_ham: Option<i64>,
}

/// A network from which so many messages were judged wanted is taken for the sender's.
pub const PASSED_OFTEN: u32 = 3;

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
            passed: known.passed,
            domain_ham,
            domain_spam,
            ham_networks: known.networks(),
            first_ham: known.first_ham,
        }
    }

    /// Notes a message that was judged wanted, and of which the person said nothing.
    pub fn note_passed(&mut self, message: &Message) {
        let Some(spec) = sender(message) else { return };
        let known = self.addresses.entry(spec.to_owned()).or_default();
        known.passed += 1;
        if let Some(network) = network(message, &Facts::default()) {
            *known.passed_from.entry(network).or_default() += 1;
        }
    }

    /// Notes a message of which the person spoke.
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

impl Known {
    fn networks(&self) -> Vec<IpAddr> {
        let often = self.passed_from.iter().filter(|(_, count)| **count >= PASSED_OFTEN);
        let networks: BTreeSet<IpAddr> =
            self.networks.iter().chain(often.map(|(network, _)| network)).copied().collect();
        networks.into_iter().collect()
    }
}

fn sender(message: &Message) -> Option<&str> {
    message.from.first().map(|from| from.spec.as_str()).filter(|spec| !spec.is_empty())
}

fn domain(spec: &str) -> Option<RegistrableDomain> {
    RegistrableDomain::of(spec.rsplit_once('@')?.1)
}
