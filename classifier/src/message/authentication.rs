//! What the provider found out about the sender: `Authentication-Results` (RFC 8601).
//!
//! Anybody can write such a line. Believed are only lines that stand where nobody but the
//! person's own provider can have written, under a name the provider uses. "Pass" says who
//! sent a message, never that it is wanted.

use std::net::IpAddr;

use super::{Defect, Hop, Message};
use crate::domain::RegistrableDomain;
use crate::facts::{Facts, Provider};

/// One `Authentication-Results` line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Results {
    /// Who says so, lower case; empty where the line names nobody.
    pub authserv_id: String,
    /// What was found, in order.
    pub methods: Vec<Method>,
}

/// The result of one method.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Method {
    /// `spf`, `dkim`, `dmarc`, …, lower case.
    pub name: String,
    /// `pass`, `fail`, `none`, …, lower case.
    pub result: String,
    /// What it was found about, such as (`header.d`, `example.com`); both lower case.
    pub properties: Vec<(String, String)>,
}

impl Method {
    /// The value of a property; empty where it is not given.
    pub fn property(&self, name: &str) -> &str {
        self.properties.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }
}

/// What the provider's word says of the domain in `From`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// DMARC, or DKIM or SPF in the name of the same organisation, passed.
    Proven,
    /// The provider found the message not to come from where it says.
    Failed,
    /// The provider says nothing, or nothing that decides.
    Unknown,
}

/// What the provider's own results say of the sender.
pub fn standing(message: &Message, facts: &Facts) -> Standing {
    let [from] = message.from.as_slice() else { return Standing::Unknown };
    if message.defects.contains(&Defect::RepeatedHeader) {
        return Standing::Unknown;
    }
    let Some(domain) = registrable(&from.spec) else { return Standing::Unknown };
    let results = believed(message, facts);
    let methods = || results.iter().flat_map(|results| &results.methods);
    if methods().any(|method| method.result == "pass" && is_aligned(method, &domain)) {
        return Standing::Proven;
    }
    let refused = |method: &Method| match method.name.as_str() {
        "dmarc" => method.result == "fail",
        "spf" => method.result == "fail" && is_aligned(method, &domain),
        _ => false,
    };
    if methods().any(refused) { Standing::Failed } else { Standing::Unknown }
}

/// Whether the domain in `From` is proven by the provider's own results.
pub fn is_proven(message: &Message, facts: &Facts) -> bool {
    standing(message, facts) == Standing::Proven
}

/// The results that the provider itself wrote, top first.
///
/// Above its border line all lines count that carry its name. Right below it, where some
/// providers write, only the topmost counts, and only under a name known to be theirs.
pub fn believed(message: &Message, facts: &Facts) -> Vec<Results> {
    let taken_by = border(message, &facts.provider);
    let border = taken_by.map_or(0, |hop| hop.header);
    let next_hop = message.hops.iter().map(|hop| hop.header).find(|&header| header > border);
    let mut below_seen = false;
    let mut believed = Vec::new();
    for (place, header) in message.headers.iter().enumerate() {
        if !header.name.eq_ignore_ascii_case("Authentication-Results") {
            continue;
        }
        let results = read(&header.value);
        if place < border {
            if is_theirs(&results, [message.hops.first(), taken_by], &facts.provider) {
                believed.push(results);
            }
        } else if next_hop.is_none_or(|next| place < next)
            && !std::mem::replace(&mut below_seen, true)
            && believed.is_empty()
            && (names(&facts.provider.authserv_ids, &results.authserv_id)
                || taken_by.is_some_and(|hop| writes_below(hop, &results.authserv_id)))
        {
            believed.push(results);
        }
    }
    believed
}

/// The `Received` line by which the message came to the provider from outside.
///
/// From the top, lines are the provider's own as long as each says that the message came
/// from within: from the machine itself, a private network, or one of its known hosts.
/// A line that says a user of the machine wrote the message ends the walk: what stands
/// below it is that user's writing.
pub fn border<'a>(message: &'a Message, provider: &Provider) -> Option<&'a Hop> {
    let submitted = |hop: &Hop| {
        message.headers.get(hop.header).is_some_and(|header| header.value.contains("from userid"))
    };
    message.hops.iter().find(|hop| submitted(hop) || !came_from_within(hop, provider)).or(message.hops.last())
}

/// The address from which the provider took the message.
pub fn sending_ip(message: &Message, facts: &Facts) -> Option<IpAddr> {
    border(message, &facts.provider).and_then(|hop| hop.from_ip)
}

fn came_from_within(hop: &Hop, provider: &Provider) -> bool {
    match hop.from_ip {
        Some(ip) if hop.from_host.is_empty() => {
            is_private(ip) || is_within_exchange_online(hop, ip, provider)
        }
        Some(ip) => is_private(ip) || names(&provider.receiving_hosts, &hop.from_host),
        None => hop.helo.is_empty() || hop.helo == "localhost" || names(&provider.receiving_hosts, &hop.helo),
    }
}

/// Microsoft's servers pass mail on among themselves over public addresses and note no
/// looked-up names. Their block is known; the names alone could be claimed by anybody.
fn is_within_exchange_online(hop: &Hop, ip: IpAddr, provider: &Provider) -> bool {
    let own_block = matches!(ip, IpAddr::V6(ip) if matches!(ip.segments(), [0x2603, second, ..] if second & 0xff0f == 0x1006));
    let theirs = |host: &str| host.ends_with(".outlook.com") && names(&provider.receiving_hosts, host);
    own_block && theirs(&hop.helo) && theirs(&hop.by)
}

/// Whether an address is never seen outside one network.
pub fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_unspecified(),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => is_private(IpAddr::V4(ip)),
            None => {
                ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local() || ip.is_unspecified()
            }
        },
    }
}

/// Whether the server that took the message in is known to note its results right below
/// its own line, in every message, and to remove what pretends to be its own.
fn writes_below(hop: &Hop, authserv_id: &str) -> bool {
    hop.by == authserv_id && matches!(authserv_id, "mx.google.com")
}

fn is_theirs(results: &Results, servers: [Option<&Hop>; 2], provider: &Provider) -> bool {
    // Above the border of a provider whose hosts are known nobody else can have written.
    if results.authserv_id.is_empty() {
        return !provider.receiving_hosts.is_empty();
    }
    if !provider.authserv_ids.is_empty() {
        return names(&provider.authserv_ids, &results.authserv_id);
    }
    servers.into_iter().flatten().any(|hop| {
        results.authserv_id == hop.by
            || RegistrableDomain::of(&hop.by).is_some_and(|domain| domain.as_str() == results.authserv_id)
    })
}

/// Whether a host is one of `hosts` or below one of them.
fn names(hosts: &[String], host: &str) -> bool {
    hosts.iter().any(|known| {
        !known.is_empty()
            && host
                .strip_suffix(known.as_str())
                .is_some_and(|before| before.is_empty() || before.ends_with('.'))
    })
}

/// Whether a method speaks for the organisation that owns `domain`.
fn is_aligned(method: &Method, domain: &RegistrableDomain) -> bool {
    let of = |property: &str| registrable(method.property(property)).as_ref() == Some(domain);
    match method.name.as_str() {
        "dmarc" => of("header.from"),
        "dkim" => of("header.d") || (method.property("header.d").is_empty() && of("header.i")),
        "spf" => of("smtp.mailfrom"),
        _ => false,
    }
}

fn registrable(address: &str) -> Option<RegistrableDomain> {
    RegistrableDomain::of(address.rsplit('@').next().unwrap_or(address).trim_end_matches('>'))
}

/// Reads the value of an `Authentication-Results` line.
pub fn read(value: &str) -> Results {
    let plain = without_comments(value).to_lowercase();
    let mut pieces = split_unquoted(&plain, ';').peekable();
    // Microsoft leaves the name out.
    let authserv_id = match pieces.peek() {
        Some(first) if !first.contains('=') => {
            let id = first.split_ascii_whitespace().next().unwrap_or_default().to_owned();
            pieces.next();
            id
        }
        _ => String::new(),
    };
    Results { authserv_id, methods: pieces.filter_map(method).collect() }
}

/// Reads `method[/version]=result [reason=…] [ptype.property=value …]`.
fn method(piece: &str) -> Option<Method> {
    let joined = piece.replace(" =", "=").replace("= ", "=");
    let mut words = split_unquoted(&joined, ' ').filter(|word| !word.is_empty());
    let (name, result) = words.next()?.split_once('=')?;
    let properties = words
        .filter_map(|word| word.split_once('='))
        .map(|(key, value)| (key.to_owned(), value.trim_matches('"').to_owned()))
        .collect();
    let name = name.split('/').next().unwrap_or(name).trim().to_owned();
    Some(Method { name, result: result.to_owned(), properties })
}

/// Leaves out comments in parentheses, which may nest and hold quoted characters.
fn without_comments(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let (mut depth, mut quoted) = (0_usize, false);
    let mut characters = value.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => {
                let next = characters.next();
                if depth == 0 {
                    out.extend(next);
                }
                continue;
            }
            '"' if depth == 0 => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted && depth > 0 => {
                depth -= 1;
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            out.push(if c.is_ascii_whitespace() { ' ' } else { c });
        }
    }
    out
}

fn split_unquoted(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |c: char| {
        quoted ^= c == '"';
        c == separator && !quoted
    })
    .map(str::trim)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;

    const BORDER: &str = "Received: from mail.shop.example (mail.shop.example [192.0.2.7]) by mx.provider.example; Sun, 1 Nov 2026 00:00:00 +0000\n";

    fn message(above: &str, below: &str, from: &str) -> Message {
        Message::parse(format!("{above}{BORDER}{below}From: {from}\n\nx\n").as_bytes())
    }

    fn knowing(ids: &[&str], hosts: &[&str]) -> Facts {
        let own = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Facts {
            provider: Provider { authserv_ids: own(ids), receiving_hosts: own(hosts) },
            ..Facts::default()
        }
    }

    #[test]
    fn lines_of_common_servers_are_read() {
        let read = read(
            "mx.example.jp 1; dkim=pass (2048-bit key; (nested) comment) reason=\"good; key\" header.d=Shop.example header.i=@shop.example;\
             \tspf=softfail smtp.mailfrom=\"b@shop.example\"; dmarc/1 = fail header.from=shop.example; arc=none",
        );
        assert_eq!(read.authserv_id, "mx.example.jp");
        let methods: Vec<_> = read.methods.iter().map(|m| (m.name.as_str(), m.result.as_str())).collect();
        assert_eq!(methods, [("dkim", "pass"), ("spf", "softfail"), ("dmarc", "fail"), ("arc", "none")]);
        assert_eq!(read.methods[0].property("header.d"), "shop.example");
        assert_eq!(read.methods[0].property("reason"), "good; key");
        assert_eq!(read.methods[1].property("smtp.mailfrom"), "b@shop.example");
        assert_eq!(super::read("spf=pass smtp.mailfrom=a.example; dkim=none").authserv_id, "");
        assert_eq!(super::read("mx.example.jp; none").methods, []);
        assert_eq!(super::read("(((").methods, []);
    }

    #[test]
    fn a_pass_of_the_same_organisation_proves_the_sender_and_another_does_not() {
        let cases = [
            ("dkim=pass header.d=news.shop.example", Standing::Proven),
            ("dkim=pass header.d=esp.example", Standing::Unknown),
            ("dkim=pass header.i=@shop.example", Standing::Proven),
            ("spf=pass smtp.mailfrom=bounce@shop.example", Standing::Proven),
            ("spf=pass smtp.mailfrom=bounce@esp.example", Standing::Unknown),
            ("spf=fail smtp.mailfrom=a@shop.example", Standing::Failed),
            ("dmarc=pass header.from=shop.example", Standing::Proven),
            ("dmarc=pass header.from=other.example", Standing::Unknown),
            ("spf=fail smtp.mailfrom=a@shop.example; dkim=pass header.d=shop.example", Standing::Proven),
            ("dkim=pass header.d=esp.example; dmarc=fail header.from=shop.example", Standing::Failed),
            ("dkim=fail header.d=shop.example", Standing::Unknown),
        ];
        for (result, expected) in cases {
            let above = format!("Authentication-Results: mx.provider.example; {result}\n");
            let read = message(&above, "", "Shop <info@shop.example>");
            assert_eq!(standing(&read, &Facts::default()), expected, "{result}");
        }
    }

    #[test]
    fn a_line_that_the_sender_can_have_written_proves_nothing() {
        let line = |id: &str| format!("Authentication-Results: {id}; dmarc=pass header.from=shop.example\n");
        let from = "info@shop.example";
        let nobody = Facts::default();
        assert!(is_proven(&message(&line("mx.provider.example"), "", from), &nobody));
        assert!(is_proven(&message(&line("provider.example"), "", from), &nobody));
        assert!(!is_proven(&message(&line("mx.evil.example"), "", from), &nobody));
        assert!(!is_proven(&message("", &line("mx.provider.example"), from), &nobody));
        let known = knowing(&["provider.example"], &[]);
        assert!(is_proven(&message("", &line("mx.provider.example"), from), &known));
        assert!(!is_proven(&message("", &line("notprovider.example"), from), &known));
        let forged_below =
            format!("Authentication-Results: mx.provider.example; spf=none\n{}", line("mx.provider.example"));
        assert!(!is_proven(&message("", &forged_below, from), &known));
        let older = format!(
            "Received: from a.example ([192.0.2.9]) by mx.provider.example; x\n{}",
            line("mx.provider.example")
        );
        assert!(!is_proven(&message("", &older, from), &known));
    }

    #[test]
    fn exchange_online_is_followed_through_its_own_hops() {
        let raw = "Received: from A1.namprd19.prod.outlook.com (::1) by B1.namprd19.prod.outlook.com with HTTPS; Sun, 1 Nov 2026 00:00:03 +0000\n\
                   Received: from C1.namprd03.prod.outlook.com (2603:10b6:303:b4::10) by A1.namprd19.prod.outlook.com (2603:10b6:8:d::8) with Microsoft SMTP Server; Sun, 1 Nov 2026 00:00:02 +0000\n\
                   Authentication-Results: spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=shop.example; dmarc=pass action=none header.from=shop.example;compauth=pass reason=100\n\
                   Received: from mail.shop.example (192.0.2.7) by C1.mail.protection.outlook.com (10.13.174.1) with Microsoft SMTP Server; Sun, 1 Nov 2026 00:00:01 +0000\n\
                   From: info@shop.example\n\nx\n";
        let read = Message::parse(raw.as_bytes());
        let known = knowing(&[], &["outlook.com"]);
        assert_eq!(sending_ip(&read, &known), Some("192.0.2.7".parse().unwrap()));
        assert!(is_proven(&read, &known));
        assert!(!is_proven(&read, &Facts::default()));
        let claimed = Message::parse(raw.replace("2603:10b6:303:b4::10", "2001:db8::10").as_bytes());
        assert!(!is_proven(&claimed, &known));
    }

    #[test]
    fn gmails_results_below_its_border_line_are_believed() {
        let raw = "Delivered-To: me@gmail.com\nReceived: by 2002:a05:6300:210b:b0:1e6:cf13:7e14 with SMTP id a1; Sun, 1 Nov 2026 00:00:02 +0000\n\
                   Return-Path: <info@shop.example>\n\
                   Received: from mail.shop.example (mail.shop.example. [192.0.2.7]) by mx.google.com with ESMTPS id b2; Sun, 1 Nov 2026 00:00:01 +0000\n\
                   Authentication-Results: mx.google.com; dkim=pass header.i=@shop.example; dmarc=pass header.from=shop.example\n\
                   Received: from app.shop.example (10.0.0.1) by mail.shop.example; Sun, 1 Nov 2026 00:00:00 +0000\n\
                   From: info@shop.example\n\nx\n";
        assert!(is_proven(&Message::parse(raw.as_bytes()), &Facts::default()));
        let elsewhere = raw.replace("by mx.google.com", "by mx.provider.example");
        assert!(!is_proven(&Message::parse(elsewhere.as_bytes()), &Facts::default()));
    }

    #[test]
    fn two_senders_or_two_from_lines_are_never_proven() {
        let above = "Authentication-Results: mx.provider.example; dmarc=pass header.from=shop.example\n";
        let nobody = Facts::default();
        assert!(!is_proven(&message(above, "", "a@shop.example, b@evil.example"), &nobody));
        assert!(!is_proven(&message(above, "From: a@evil.example\n", "a@shop.example"), &nobody));
    }

    #[test]
    fn the_border_is_where_the_message_came_from_outside() {
        let inner = "Received: from localhost (localhost [127.0.0.1]) by store.provider.example; x\n\
                     Received: from in1.provider.example (in1.provider.example [198.51.100.4]) by store.provider.example; x\n";
        let read = message(inner, "", "info@shop.example");
        let outside: IpAddr = "192.0.2.7".parse().unwrap();
        assert_eq!(sending_ip(&read, &knowing(&[], &["provider.example"])), Some(outside));
        let strict: IpAddr = "198.51.100.4".parse().unwrap();
        assert_eq!(sending_ip(&read, &Facts::default()), Some(strict));
        assert_eq!(sending_ip(&Message::parse(b"From: a@b.example\n\n"), &Facts::default()), None);
    }
}
