//! No mail of the demonstration names a host or address that somebody could own.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::all;
use super::wire::readable;

/// RFC 2606, RFC 6761, and the names that Japan's registry keeps for examples.
const RESERVED: [&str; 9] = [
    "example",
    "test",
    "invalid",
    "example.com",
    "example.net",
    "example.org",
    "example.jp",
    "example.co.jp",
    "example.ne.jp",
];
/// Endings by which a word with a dot is surely a host name.
const REAL: [&str; 18] = [
    "com", "net", "org", "jp", "info", "biz", "io", "co", "uk", "us", "ru", "cn", "xyz", "top", "shop",
    "link", "app", "dev",
];

fn is_reserved(host: &str) -> bool {
    RESERVED.iter().any(|name| host == *name || host.ends_with(&format!(".{name}")))
}

/// The text's words of the characters that host names and addresses are made of.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || ".-@".contains(c)))
        .map(|word| word.trim_matches(['.', '-']))
}

/// Whether a header line names versions of programs, which look like addresses of hosts.
fn names_programs(line: &str) -> bool {
    ["X-Mailer:", "User-Agent:", "X-MimeOLE:"].iter().any(|name| line.starts_with(name))
}

#[test]
fn every_host_and_address_is_of_a_reserved_name() {
    for message in all() {
        let text = readable(message.name).to_ascii_lowercase();
        for word in words(&text) {
            let host = word.rsplit('@').next().unwrap();
            let ending = host.rsplit('.').next().unwrap();
            if host.contains('.') && (REAL.contains(&ending) || RESERVED.contains(&ending)) {
                assert!(is_reserved(host), "{}: {host}", message.name);
            }
        }
    }
}

#[test]
fn every_address_after_from_and_to_is_of_a_reserved_name() {
    for message in all() {
        let parsed = super::wire::parse(&message.raw);
        for list in [parsed.from(), parsed.to(), parsed.cc(), parsed.reply_to()] {
            for address in list.into_iter().flat_map(|list| list.iter()).filter_map(|one| one.address()) {
                let host = address.rsplit('@').next().unwrap().to_ascii_lowercase();
                assert!(is_reserved(&host), "{}: {address}", message.name);
            }
        }
    }
}

#[test]
fn every_link_leads_to_a_reserved_name_or_a_documentation_address() {
    for message in all() {
        let text = readable(message.name).to_ascii_lowercase();
        for after in text.split("://").skip(1) {
            let authority = after.split(|c: char| "/?#\"'<> \n)）".contains(c)).next().unwrap();
            let host = authority.rsplit('@').next().unwrap().split(':').next().unwrap();
            let documented = host.parse::<Ipv4Addr>().is_ok_and(is_documentation);
            assert!(is_reserved(host) || documented, "{}: {host}", message.name);
        }
    }
}

#[test]
fn every_ip_address_is_one_for_documentation() {
    for message in all() {
        let text = readable(message.name);
        for line in text.lines().filter(|line| !names_programs(line)) {
            for word in words(line) {
                if let Ok(address) = word.parse::<Ipv4Addr>() {
                    assert!(is_documentation(address), "{}: {address}", message.name);
                }
            }
            for word in line
                .split(|c: char| !(c.is_ascii_hexdigit() || c == ':'))
                .filter(|word| word.matches(':').count() > 3)
            {
                if let Ok(address) = word.parse::<Ipv6Addr>() {
                    assert_eq!(address.segments()[..2], [0x2001, 0xdb8], "{}: {address}", message.name);
                }
            }
        }
    }
}

fn is_documentation(address: Ipv4Addr) -> bool {
    address.is_loopback() || matches!(address.octets(), [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _])
}
