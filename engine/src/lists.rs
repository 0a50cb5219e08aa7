//! Reads what a person types into the allow and block lists, and finds the entries that
//! name a sender. Whether an allow entry counts (is the sender proven?) the classifier decides.

use std::net::IpAddr;

use classifier::facts::{ListEntry, ListKind, ListScope};
use classifier::{Message, RegistrableDomain};
use ipnet::IpNet;

use crate::problem::{Problem, ProblemKind};
use crate::store::{Step, lists};
use crate::view::ListRow;

/// Reads an address, a domain, an IP address or a network in CIDR form.
///
/// `@example.jp`, `*@example.jp`, `.example.jp` and `*.example.jp` mean the domain. A whole
/// public suffix (`com`, `co.jp`) can be blocked as `*.com`. Without the star it is refused,
/// since hardly anybody means everybody below it; and nobody can vouch for everybody there.
pub(crate) fn parse(kind: ListKind, value: &str) -> Result<ListScope, Problem> {
    let value = value.trim();
    if let Ok(address) = value.parse::<IpAddr>() {
        return Ok(ListScope::Network(address.to_string()));
    }
    if let Ok(network) = value.parse::<IpNet>() {
        return network_scope(network).ok_or_else(|| bad(value, "network"));
    }
    match value.rsplit_once('@') {
        // `*@example.jp` is everybody there.
        Some(("*", domain)) => domain_scope(kind, domain, value),
        Some((local, domain)) if !local.is_empty() => {
            address_scope(local, domain).ok_or_else(|| bad(value, "address"))
        }
        Some((_, domain)) => domain_scope(kind, domain, value),
        None => domain_scope(kind, value, value),
    }
}

fn network_scope(network: IpNet) -> Option<ListScope> {
    (network.prefix_len() > 0).then(|| ListScope::Network(network.trunc().to_string()))
}

fn address_scope(local: &str, domain: &str) -> Option<ListScope> {
    let odd = |letter: char| letter.is_whitespace() || letter.is_control() || "<>,;@".contains(letter);
    if local.contains(odd) {
        return None;
    }
    Some(ListScope::Address(format!("{}@{}", local.to_lowercase(), host(domain)?)))
}

/// Whether a person who writes `value` means this entry: as it is listed, as it was added, or
/// a whole public suffix without its star.
pub(crate) fn means(entry: &ListEntry, value: &str) -> bool {
    let value = value.trim();
    let same = |written: &str| written.eq_ignore_ascii_case(value);
    let bare = matches!(&entry.scope, ListScope::Domain(domain) if same(domain));
    bare || same(&entry.scope.written()) || parse(entry.kind, value).is_ok_and(|scope| scope == entry.scope)
}

/// `value` is all that was typed, `written` the domain in it.
fn domain_scope(kind: ListKind, written: &str, value: &str) -> Result<ListScope, Problem> {
    let bare = written.strip_prefix("*.").or(written.strip_prefix('.')).unwrap_or(written);
    let domain = host(bare).ok_or_else(|| bad(value, "domain"))?;
    if RegistrableDomain::of(&domain).is_some() || (kind == ListKind::Block && written.starts_with("*.")) {
        return Ok(ListScope::Domain(domain));
    }
    Err(bad(bare, if kind == ListKind::Block { "suffix" } else { "suffix-allowed" }))
}

/// A host name in lower case A-label form; `None` for what cannot be one.
///
/// No top-level domain is a number: what ends in one is a mistyped IP address.
fn host(name: &str) -> Option<String> {
    let ascii = idna::domain_to_ascii_strict(name.strip_suffix('.').unwrap_or(name)).ok()?;
    let last = ascii.rsplit('.').next().unwrap_or_default();
    let is_number = |label: &str| {
        let digits = label.strip_prefix("0x").unwrap_or(label);
        digits.bytes().all(|byte| byte.is_ascii_digit() || (digits != label && byte.is_ascii_hexdigit()))
    };
    (!is_number(last) && ascii.parse::<IpAddr>().is_err()).then_some(ascii)
}

fn bad(value: &str, expected: &str) -> Problem {
    Problem::new(ProblemKind::BadInput)
        .with("what", "list-entry")
        .with("value", value.chars().take(200).collect::<String>())
        .with("detail", expected)
}

/// The entries that name a message's sender, in the order they were added.
///
/// `From` is looked at for both lists, `Sender` and `Return-Path` for the block list too: a
/// sender may not gain by them, but may lose.
pub(crate) fn naming(
    connection: &rusqlite::Connection,
    message: &Message,
    sending_ip: Option<IpAddr>,
) -> Step<Vec<ListRow>> {
    let from = message.from.first().map(|address| names(&address.spec)).unwrap_or_default();
    let others = [&message.sender, &message.return_path];
    let others: Vec<String> = others.into_iter().flatten().flat_map(|address| names(&address.spec)).collect();
    let mut values = from.clone();
    values.extend(others.iter().cloned());
    let mut rows = lists::candidates(connection, &values)?;
    rows.retain(|row| match &row.entry.scope {
        ListScope::Network(network) => sending_ip.is_some_and(|ip| contains(network, ip)),
        ListScope::Address(value) | ListScope::Domain(value) => {
            from.contains(value) || row.entry.kind == ListKind::Block
        }
    });
    Ok(rows)
}

/// What an address can be listed as: itself, its domain, and every domain above.
fn names(spec: &str) -> Vec<String> {
    let Some((local, domain)) = spec.rsplit_once('@') else { return Vec::new() };
    let domain = host(domain).unwrap_or_else(|| domain.to_lowercase());
    let mut names = vec![format!("{}@{domain}", local.to_lowercase())];
    let mut rest = domain.as_str();
    loop {
        names.push(rest.to_owned());
        match rest.split_once('.') {
            Some((_, above)) if names.len() < 20 => rest = above,
            _ => return names,
        }
    }
}

fn contains(network: &str, ip: IpAddr) -> bool {
    let ip = ip.to_canonical();
    network.parse::<IpNet>().is_ok_and(|network| network.contains(&ip))
        || network.parse::<IpAddr>().is_ok_and(|single| single.to_canonical() == ip)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn allow(value: &str) -> Option<ListScope> {
        parse(ListKind::Allow, value).ok()
    }

    #[test]
    fn every_way_of_writing_an_entry_is_read() {
        let address = |text: &str| Some(ListScope::Address(text.to_owned()));
        let domain = |text: &str| Some(ListScope::Domain(text.to_owned()));
        let network = |text: &str| Some(ListScope::Network(text.to_owned()));
        assert_eq!(allow(" Anna@Example.JP "), address("anna@example.jp"));
        assert_eq!(allow("anna@例え.jp"), address("anna@xn--r8jz45g.jp"));
        assert_eq!(allow("example.co.jp"), domain("example.co.jp"));
        assert_eq!(allow("*.Example.jp"), domain("example.jp"));
        assert_eq!(allow(".example.jp."), domain("example.jp"));
        assert_eq!(allow("@example.jp"), domain("example.jp"));
        assert_eq!(allow("*@example.jp"), domain("example.jp"));
        assert_eq!(allow("192.0.2.77/24"), network("192.0.2.0/24"));
        assert_eq!(allow("192.0.2.1"), network("192.0.2.1"));
        assert_eq!(allow("2001:db8::/32"), network("2001:db8::/32"));
    }

    #[test]
    fn what_names_nobody_or_everybody_is_refused() {
        for value in [
            "",
            " ",
            "@",
            "a b@example.jp",
            "a@b@example.jp",
            "0.0.0.0/0",
            "::/0",
            "exa mple.jp",
            "192.0.2.0/99",
            "999.1.1.1",
            "192.0.2",
            "192.0.2.1.",
            "someone@999.1.1.1",
            "example.123",
            "example.0x7f",
            "a..example.jp",
            "..example.jp",
            "example.jp..",
            "*",
            "*.*",
            "*.",
            "-a.example.jp",
            "a-.example.jp",
            "a_b.example.jp",
            "https://example.jp/",
            "example.jp:993",
            "[192.0.2.1]",
            "a@",
        ] {
            let problem = parse(ListKind::Block, value).unwrap_err();
            assert_eq!(problem.kind, ProblemKind::BadInput, "{value}");
        }
        assert_eq!(parse(ListKind::Block, "*.xyz").ok(), Some(ListScope::Domain("xyz".to_owned())));
    }

    #[test]
    fn a_whole_suffix_can_be_blocked_with_a_star_and_never_allowed() {
        let com = ListScope::Domain("com".to_owned());
        assert_eq!(parse(ListKind::Block, "*.com").ok(), Some(com.clone()));
        assert_eq!(com.written(), "*.com");
        assert_eq!(ListScope::Domain("example.com".to_owned()).written(), "example.com");
        for (kind, why) in [(ListKind::Block, "suffix"), (ListKind::Allow, "suffix-allowed")] {
            for value in ["com", ".com", "*@com", "*.com"] {
                if (kind, value) == (ListKind::Block, "*.com") {
                    continue;
                }
                let facts = parse(kind, value).unwrap_err().facts;
                assert_eq!((&*facts["detail"], &*facts["value"]), (why, "com"), "{value}");
            }
        }
    }

    #[test]
    fn an_entry_is_meant_as_it_was_added_and_as_it_is_listed() {
        for value in [
            "*.com",
            "*.Example.jp",
            "@example.jp",
            "Anna@Example.JP",
            "例え.jp",
            "192.0.2.77/24",
            "2001:DB8::1",
        ] {
            let entry = ListEntry { kind: ListKind::Block, scope: parse(ListKind::Block, value).unwrap() };
            for written in [value, &entry.scope.written()] {
                assert!(means(&entry, written), "{value}: {written}");
            }
            assert!(!means(&entry, "example.net"), "{value}");
        }
    }

    #[test]
    fn an_address_is_named_by_itself_its_domain_and_all_above() {
        assert_eq!(names("a@mail.example.jp"), ["a@mail.example.jp", "mail.example.jp", "example.jp", "jp"]);
        assert!(names("no address").is_empty());
    }

    #[test]
    fn a_network_holds_its_addresses_in_either_form() {
        assert!(contains("192.0.2.0/24", "192.0.2.9".parse().unwrap()));
        assert!(contains("192.0.2.0/24", "::ffff:192.0.2.9".parse().unwrap()));
        assert!(contains("192.0.2.9", "192.0.2.9".parse().unwrap()));
        assert!(!contains("192.0.2.0/24", "192.0.3.9".parse().unwrap()));
    }
}
