//! Assembles what is known beyond a message's bytes, from the store.

use classifier::facts::{Provider, SenderHistory};
use classifier::history::PASSED_OFTEN;
use classifier::message::authentication::{same_house, sending_ip};
use classifier::{Facts, Label, Message, RegistrableDomain};
use rusqlite::Connection;

use crate::account::{Account, AccountId};
use crate::lists;
use crate::store::messages::Kept;
use crate::store::senders::Count;
use crate::store::{Step, accounts, messages, senders, signatures, tags, taught};
use crate::view::ListRow;

/// So many messages must have been received before a host is taken for the provider's.
const ENOUGH_RECEIVED: u32 = 20;

/// The facts about one message, and the list entries that went into them.
pub(crate) struct Known {
    pub(crate) facts: Facts,
    pub(crate) entries: Vec<ListRow>,
}

/// What is known about a message of an account; of no account, when there is none.
pub(crate) fn assemble(
    connection: &Connection,
    account: Option<&Account>,
    message: &Message,
    now: i64,
) -> Step<Known> {
    let mut facts = Facts { now, own_addresses: own_addresses(connection, account)?, ..Facts::default() };
    facts.provider = provider(connection, account, message)?;
    facts.taught = taught::all(connection)?;
    facts.signed_by = signatures::signer(connection, message.digest)?.into_iter().collect();
    if let Some(account) = account {
        facts.tags = tags::records(connection, &account.id)?;
    }
    let sender = sender(message);
    facts.sender = senders::history(connection, sender, &domain_of(sender))?;
    if !message.returned.is_empty() {
        let returned: Vec<&str> =
            message.returned.iter().map(|returned| returned.message_id.as_str()).collect();
        facts.returned_is_ours = senders::is_ours(connection, &returned)?;
    }
    let answered = answered(message);
    if !answered.is_empty() {
        facts.answers_ours = senders::is_ours(connection, &answered)?;
    }
    let entries = lists::naming(connection, message, sending_ip(message, &facts))?;
    facts.lists = entries.iter().map(|row| row.entry.clone()).collect();
    Ok(Known { facts, entries })
}

/// The account that a message came to, as far as it can be told, and what is kept of its copies:
/// the account that knows its bytes, else the one whom it names, else the only one there is.
pub(crate) fn came_to(connection: &Connection, message: &Message) -> Step<(Option<Account>, Vec<Kept>)> {
    let mut accounts = accounts::all(connection)?;
    let (mut knows, mut copies) = (None, Vec::new());
    for (number, account) in accounts.iter().enumerate() {
        let of_account = messages::with_digest(connection, &account.id, message.digest)?;
        if !of_account.is_empty() {
            knows = knows.or(Some(number));
        }
        copies.extend(of_account);
    }
    let named = || accounts.iter().position(|account| names(message, &account.addresses));
    let only = || (accounts.len() == 1).then_some(0);
    let found = knows.or_else(named).or_else(only);
    Ok((found.map(|number| accounts.swap_remove(number)), copies))
}

/// Whether a message says that it goes to one of these addresses. It may say what it likes: the
/// choice is among the person's own accounts.
fn names(message: &Message, addresses: &[String]) -> bool {
    let delivered = ["Delivered-To", "X-Original-To"].into_iter().flat_map(|name| message.header(name));
    let written = message.to.iter().chain(&message.cc).map(|address| address.spec.as_str());
    delivered
        .map(str::trim)
        .chain(written)
        .any(|one| addresses.iter().any(|own| own.eq_ignore_ascii_case(one)))
}

/// How many of the messages that a message refers to are looked up, the last ones.
const ANSWERED: usize = 20;

/// The numbers of the messages that a message says it answers, without angle brackets.
fn answered(message: &Message) -> Vec<&str> {
    let lines = message.header("References").chain(message.header("In-Reply-To"));
    let mut ids: Vec<&str> = lines
        .flat_map(|line| line.split_ascii_whitespace())
        .map(|id| id.trim_matches(['<', '>', ',']))
        .filter(|id| id.contains('@'))
        .collect();
    ids.drain(..ids.len().saturating_sub(ANSWERED));
    ids
}

fn own_addresses(connection: &Connection, account: Option<&Account>) -> Step<Vec<String>> {
    let mut all = match account {
        Some(account) => account.addresses.clone(),
        None => all_own_addresses(connection)?,
    };
    all.sort();
    all.dedup();
    Ok(all)
}

/// The person's addresses at all their accounts.
pub(crate) fn all_own_addresses(connection: &Connection) -> Step<Vec<String>> {
    Ok(accounts::all(connection)?.into_iter().flat_map(|account| account.addresses).collect())
}

/// The provider as the account knows it: by the person's word, else by the mail that came so
/// far, else by the name of the server that the mail is fetched from.
pub(crate) fn provider(
    connection: &Connection,
    account: Option<&Account>,
    message: &Message,
) -> Step<Provider> {
    let Some(account) = account else { return Ok(Provider::default()) };
    let mut receiving_hosts = account.provider_hosts.clone();
    if receiving_hosts.is_empty() {
        receiving_hosts = learned_receivers(connection, &account.id)?;
    }
    if receiving_hosts.is_empty() {
        receiving_hosts.extend(host_of_account(account, message));
    }
    Ok(Provider { receiving_hosts, authserv_ids: Vec::new() })
}

/// The domain of the topmost `Received` line, where it is of the same house as the server that
/// the mail is fetched from.
fn host_of_account(account: &Account, message: &Message) -> Option<String> {
    let (host, _) = account.source.login()?;
    let by = &message.hops.first()?.by;
    let of_the_house = same_house(&host.to_lowercase(), by);
    of_the_house.then(|| RegistrableDomain::of(by)).flatten().map(|domain| domain.as_str().to_owned())
}

/// The provider's domain as this account's own mail shows it: the one that received nearly
/// everything. Nothing while that is not clear, and the topmost `Received` line is taken then.
fn learned_receivers(connection: &Connection, id: &AccountId) -> Step<Vec<String>> {
    let hosts = senders::receivers(connection, id)?;
    let all: u32 = hosts.iter().map(|(_, seen)| seen).sum();
    let mut domains: Vec<(String, u32)> = Vec::new();
    for (host, seen) in hosts {
        let name = RegistrableDomain::of(&host).map_or(host, |domain| domain.as_str().to_owned());
        match domains.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += seen,
            None => domains.push((name, seen)),
        }
    }
    let clear = |count: u32| all >= ENOUGH_RECEIVED && count * 10 >= all * 9;
    Ok(domains.into_iter().filter(|(_, count)| clear(*count)).map(|(name, _)| name).collect())
}

/// Takes one message out of its sender's history.
pub(crate) fn leave_out(history: &mut SenderHistory, counted: Option<Count>) {
    let count_down = |count: &mut u32| *count = count.saturating_sub(1);
    match counted {
        None => return,
        Some(Count::Said(Label::Ham)) => {
            count_down(&mut history.ham);
            count_down(&mut history.domain_ham);
        }
        Some(Count::Said(Label::Spam)) => {
            count_down(&mut history.spam);
            count_down(&mut history.domain_spam);
        }
        Some(Count::Passed) => count_down(&mut history.passed),
    }
    if history.ham == 0 {
        history.first_ham = None;
        if history.passed < PASSED_OFTEN {
            history.ham_networks.clear();
        }
    }
}

/// The address that a message says it is from, lower case; empty when it says none.
pub(crate) fn sender(message: &Message) -> &str {
    message.from.first().map_or("", |address| address.spec.as_str())
}

/// The registrable domain of an address, or its whole domain where it has none.
pub(crate) fn domain_of(address: &str) -> String {
    let host = address.rsplit_once('@').map_or("", |(_, host)| host);
    RegistrableDomain::of(host).map_or_else(|| host.to_lowercase(), |domain| domain.as_str().to_owned())
}
