//! What is known about a message beyond its bytes.
//!
//! Assembled by the caller (who may look things up); the classifier only reads it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::domain::RegistrableDomain;
use crate::server::TaughtTag;

/// What is known beyond the bytes. `Facts::default()` knows nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// The moment of judging, seconds since 1970; 0 when unknown (date checks then abstain).
    pub now: i64,
    /// The person's own addresses, lower case.
    pub own_addresses: Vec<String>,
    /// The receiving provider, as the account knows it.
    pub provider: Provider,
    /// What earlier mail says of this sender.
    pub sender: SenderHistory,
    /// List entries that name this sender, in the order they were added.
    pub lists: Vec<ListEntry>,
    /// What this account has seen of each server dialect, by dialect name.
    pub tags: BTreeMap<String, TagRecord>,
    /// What the person taught of headers that filters write.
    pub taught: Vec<TaughtTag>,
    /// Domains whose DKIM signature on this very message was verified by the caller; as good
    /// as the provider's own word.
    pub signed_by: Vec<String>,
    /// For a delivery failure: whether the message it returns was sent by the person.
    /// `None` when the record of sent mail is not known well enough to say.
    pub returned_is_ours: Option<bool>,
    /// Whether the message that this one answers was sent by the person. `None` when it
    /// answers nothing, or the record of sent mail is not known well enough to say.
    pub answers_ours: Option<bool>,
}

/// The provider whose word counts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Provider {
    /// Host names (or their registrable domains) that the provider's own `Received` lines
    /// carry after `by`, lower case. Empty: the topmost `Received` line is taken for the provider's.
    pub receiving_hosts: Vec<String>,
    /// `authserv-id`s the provider writes. Empty: only an id equal to the host of the
    /// topmost `Received` line (or its registrable domain) is believed.
    pub authserv_ids: Vec<String>,
}

/// Earlier mail with one sender.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SenderHistory {
    /// Messages the person has written to this address.
    pub written_to: u32,
    /// Messages from this address that the person called wanted.
    pub ham: u32,
    /// Messages from this address that the person called spam.
    pub spam: u32,
    /// Messages from this address that were judged wanted, and of which the person said nothing.
    /// What was only judged spam is counted nowhere: a guess must not become its own proof.
    pub passed: u32,
    /// Messages from the same registrable domain that the person called wanted, this address
    /// included.
    pub domain_ham: u32,
    /// The same for spam.
    pub domain_spam: u32,
    /// Networks (/24 or /48), as their first address, that this address has sent wanted mail from
    /// before: by the person's word, or so often by judgement that it is no chance.
    pub ham_networks: Vec<IpAddr>,
    /// When ham first came from this address; `None` for a first contact.
    pub first_ham: Option<i64>,
}

/// Which list an entry is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum ListKind {
    /// Mail from there is wanted, where the sender is proven.
    Allow,
    /// Mail from there is unwanted.
    Block,
}

/// What an entry names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "scope", content = "value", rename_all = "kebab-case")]
pub enum ListScope {
    /// One address, lower case.
    Address(String),
    /// A domain and all below it, lower case, in A-label form.
    Domain(String),
    /// An IP address or network in CIDR form, such as `192.0.2.0/24`.
    Network(String),
}

impl ListScope {
    /// The address, domain or network as a person writes it: a whole public suffix as `*.com`.
    pub fn written(&self) -> Cow<'_, str> {
        match self {
            Self::Domain(value) if RegistrableDomain::of(value).is_none() => format!("*.{value}").into(),
            Self::Address(value) | Self::Domain(value) | Self::Network(value) => value.into(),
        }
    }
}

/// An entry of the allow or block list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ListEntry {
    /// Allow or block.
    pub kind: ListKind,
    /// Whom it names.
    pub scope: ListScope,
}

/// One account's experience with one server dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TagRecord {
    /// Messages of this account that carried it in trusted position.
    pub carried: u32,
    /// Messages of this account seen in all.
    pub of: u32,
    /// "Spam" tags that the person's labels confirmed.
    pub spam_confirmed: u32,
    /// "Spam" tags that the person's labels contradicted.
    pub spam_contradicted: u32,
}
