//! What the provider found out about the sender: `Authentication-Results` (RFC 8601).
//!
//! Anybody can write such a line. Believed are only lines that stand where nobody but the
//! person's own provider can have written, under a name the provider uses. "Pass" says who
//! sent a message, never that it is wanted.

use std::net::IpAddr;

use super::{Defect, Hop, Message};
use crate::domain::RegistrableDomain;
use crate::facts::{Facts, Provider};

mod results;

pub use results::{Method, Results, read};

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
    let signed = facts.signed_by.iter().any(|signer| registrable(signer).as_ref() == Some(&domain));
    if signed || methods().any(|method| method.result == "pass" && is_aligned(method, &domain)) {
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

/// The domain that a DKIM signature could prove and that nobody has looked at yet: the
/// provider wrote nothing of signatures, and the message carries one in the name of the
/// organisation in `From`.
pub fn unproven_signer(message: &Message, facts: &Facts) -> Option<RegistrableDomain> {
    let [from] = message.from.as_slice() else { return None };
    let domain = registrable(&from.spec)?;
    if standing(message, facts) == Standing::Proven || message.defects.contains(&Defect::RepeatedHeader) {
        return None;
    }
    let results = believed(message, facts);
    let mut methods = results.iter().flat_map(|results| &results.methods);
    let looked_at = methods.any(|method| matches!(method.name.as_str(), "dkim" | "dmarc"));
    let signs = |value: &str| signer(value).and_then(registrable).as_ref() == Some(&domain);
    (!looked_at && message.header("DKIM-Signature").any(signs)).then_some(domain)
}

/// The domain (`d=`) in whose name a `DKIM-Signature` is given.
pub fn signer(signature: &str) -> Option<&str> {
    let mut tags = signature.split(';').filter_map(|tag| tag.split_once('='));
    tags.find(|(name, _)| name.trim().eq_ignore_ascii_case("d")).map(|(_, domain)| domain.trim())
}

/// The results that the provider itself wrote, top first.
///
/// Above its border line all lines count that carry its name; of `Received-SPF` the topmost,
/// and only where nothing else tells of SPF. Right below it, where some providers write, only
/// the topmost line counts, and only under a name known to be theirs. `ARC-Authentication-Results`
/// are never believed: anybody can seal a chain.
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
    if !believed.iter().flat_map(|results| &results.methods).any(|method| method.name == "spf") {
        believed.extend(received_spf(message, taken_by, &facts.provider));
    }
    believed
}

/// What the provider's own `Received-SPF` says. It must name the provider's host, or nobody and
/// then the very address from which the message was taken.
fn received_spf(message: &Message, taken_by: Option<&Hop>, provider: &Provider) -> Option<Results> {
    let border = taken_by?;
    let above = message.headers.iter().take(border.header);
    let line = above.into_iter().find(|header| header.name.eq_ignore_ascii_case("Received-SPF"))?;
    let spf = results::received_spf(&line.value);
    let same_client = spf.client.is_none_or(|client| Some(client) == border.from_ip);
    let named = Results { authserv_id: spf.receiver, methods: spf.method.into_iter().collect() };
    let theirs = if named.authserv_id.is_empty() {
        spf.client.is_some() || !provider.receiving_hosts.is_empty()
    } else {
        is_theirs(&named, [message.hops.first(), taken_by], provider)
    };
    (same_client && theirs).then_some(named)
}

/// The `Received` line by which the message came to the provider from outside.
///
/// From the top, lines are the provider's own as long as each says that the message came
/// from within: from the machine itself, a private network, or one of its known hosts.
/// A line that says a user of the provider handed the message in ends the walk: what stands
/// below it is that user's writing.
pub fn border<'a>(message: &'a Message, provider: &Provider) -> Option<&'a Hop> {
    let submitted =
        |hop: &Hop| message.headers.get(hop.header).is_some_and(|header| is_submission(&header.value));
    message.hops.iter().find(|hop| !came_from_within(hop, provider) || submitted(hop)).or(message.hops.last())
}

/// Whether a `Received` line says that a user of the machine, or one who signed in (RFC 3848),
/// handed the message in.
fn is_submission(received: &str) -> bool {
    let mut words = received.split_ascii_whitespace();
    let mut protocol = || words.by_ref().find(|word| word.eq_ignore_ascii_case("with")).and(words.next());
    let signed_in = std::iter::from_fn(&mut protocol).any(|word| {
        let word = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()).to_ascii_uppercase();
        ["SMTPA", "SMTPSA", "LMTPA", "LMTPSA"].iter().any(|end| word.ends_with(end))
    });
    signed_in || received.contains("from userid")
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
    names(&provider.receiving_hosts, &results.authserv_id)
        || servers.into_iter().flatten().any(|hop| same_house(&results.authserv_id, &hop.by))
}

/// Large providers whose servers carry several domains.
const HOUSES: &[&[&str]] = &[
    &["google.com", "gmail.com"],
    &["icloud.com", "me.com", "mac.com", "apple.com"],
    &["outlook.com", "hotmail.com", "office365.com", "office.com", "live.com"],
    &["yahoo.com", "aol.com", "yahoodns.net"],
    &["fastmail.com", "messagingengine.com"],
    &["gmx.net", "gmx.com", "web.de", "kundenserver.de"],
    &["yahoo.co.jp", "ymail.ne.jp"],
];

/// Whether two hosts belong to one provider: they are the same, share the domain that was
/// registered, or are known to go together.
pub fn same_house(one: &str, other: &str) -> bool {
    if one == other {
        return !one.is_empty();
    }
    let (Some(one), Some(other)) = (RegistrableDomain::of(one), RegistrableDomain::of(other)) else {
        return false;
    };
    let together = |house: &[&str]| [&one, &other].iter().all(|domain| house.contains(&domain.as_str()));
    one == other || HOUSES.iter().any(|house| together(house))
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
    fn every_line_of_the_provider_counts_and_its_hosts_are_known_from_their_house() {
        let raw = "Received: from p1-mailgateway.me.com by p2-store.me.com with LMTP; Sun, 1 Nov 2026 00:00:02 +0000\n\
                   Authentication-Results: bimi.icloud.com; bimi=none\n\
                   Authentication-Results: dmarc.icloud.com; dmarc=pass header.from=shop.example\n\
                   Authentication-Results: spf.icloud.com; spf=none\n\
                   Received: from mail.shop.example (mail.shop.example [192.0.2.7]) by p1-mailgateway.me.com; Sun, 1 Nov 2026 00:00:01 +0000\n\
                   From: info@shop.example\n\nx\n";
        let known = knowing(&[], &["me.com"]);
        assert_eq!(believed(&Message::parse(raw.as_bytes()), &known).len(), 3);
        assert!(is_proven(&Message::parse(raw.as_bytes()), &known));
        let foreign = raw.replace("dmarc.icloud.com", "dmarc.cloud.example");
        assert!(!is_proven(&Message::parse(foreign.as_bytes()), &known));
        for (one, other, expected) in [
            ("mx1.provider.example", "imap.provider.example", true),
            ("spf.icloud.com", "p2-store.me.com", true),
            ("mx.provider.co.jp", "mx.other.co.jp", false),
            ("", "", false),
            ("co.jp", "mx.co.jp", false),
        ] {
            assert_eq!(same_house(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn an_arc_chain_proves_nothing_by_itself() {
        let line =
            "ARC-Authentication-Results: i=1; mx.provider.example; dmarc=pass header.from=shop.example\n";
        let known = knowing(&["mx.provider.example"], &["provider.example"]);
        for (above, below) in [(line, ""), ("", line)] {
            assert_eq!(standing(&message(above, below, "info@shop.example"), &known), Standing::Unknown);
        }
        let passed = "Authentication-Results: mx.provider.example; arc=pass (i=1 dmarc=pass); dmarc=fail header.from=shop.example\n";
        assert_eq!(standing(&message(passed, "", "info@shop.example"), &known), Standing::Failed);
    }

    #[test]
    fn received_spf_counts_where_the_provider_wrote_it_about_this_very_delivery() {
        let line = |receiver: &str, client: &str| {
            format!(
                "Received-SPF: pass (x) client-ip={client}; envelope-from=b@shop.example; receiver={receiver};\n"
            )
        };
        let nobody = Facts::default();
        let proven =
            |above: &str, below: &str| is_proven(&message(above, below, "info@shop.example"), &nobody);
        assert!(proven(&line("mx.provider.example", "192.0.2.7"), ""));
        assert!(proven(&line("<UNKNOWN>", "192.0.2.7"), ""));
        assert!(!proven(&line("<UNKNOWN>", "192.0.2.8"), ""));
        assert!(!proven(&line("mx.evil.example", "192.0.2.7"), ""));
        assert!(!proven("", &line("mx.provider.example", "192.0.2.7")));
        // A newer line, and what the provider says in its other words, stand above it.
        let newer = line("mx.provider.example", "192.0.2.7").replace("pass", "fail");
        assert!(!proven(&format!("{newer}{}", line("mx.provider.example", "192.0.2.7")), ""));
        let results = "Authentication-Results: mx.provider.example; spf=none\n";
        assert!(!proven(&format!("{results}{}", line("mx.provider.example", "192.0.2.7")), ""));
    }

    #[test]
    fn what_stands_below_a_submission_is_the_users_writing() {
        for with in ["with ESMTPSA id 1", "with esmtpa", "(Postfix, from userid 1000)"] {
            let raw = format!(
                "Received: from [192.168.1.5] (host.provider.example [192.168.1.5]) by mx.provider.example {with}; x\n\
                 Authentication-Results: mx.provider.example; dmarc=pass header.from=shop.example\n{BORDER}\
                 From: info@shop.example\n\nx\n"
            );
            let read = Message::parse(raw.as_bytes());
            assert!(!is_proven(&read, &knowing(&[], &["provider.example"])), "{with}");
            let inner = Message::parse(raw.replace(with, "with ESMTP").as_bytes());
            assert!(is_proven(&inner, &knowing(&[], &["provider.example"])), "{with}");
        }
    }

    #[test]
    fn a_signature_is_worth_looking_at_where_the_provider_was_silent_and_it_is_the_senders() {
        let signed = "DKIM-Signature: v=1; a=rsa-sha256; d = news.shop.example; s=s1; bh=x; b=y\n";
        let from = "info@shop.example";
        let nobody = Facts::default();
        let asks =
            |above: &str, below: &str, from: &str| unproven_signer(&message(above, below, from), &nobody);
        assert_eq!(asks("", signed, from).as_ref().map(RegistrableDomain::as_str), Some("shop.example"));
        assert_eq!(asks("", "", from), None);
        assert_eq!(asks("", signed, "info@other.example"), None);
        assert_eq!(asks("", signed, "info@shop.example, b@shop.example"), None);
        let silent = "Authentication-Results: mx.provider.example; spf=none\n";
        assert!(asks(silent, signed, from).is_some());
        for told in ["dkim=fail header.d=shop.example", "dmarc=none", "spf=pass smtp.mailfrom=shop.example"] {
            let above = format!("Authentication-Results: mx.provider.example; {told}\n");
            assert_eq!(asks(&above, signed, from), None, "{told}");
        }
        let facts = Facts { signed_by: vec!["news.shop.example".to_owned()], ..Facts::default() };
        assert!(is_proven(&message("", signed, from), &facts));
        assert!(!is_proven(&message("", signed, "info@other.example"), &facts));
        assert!(!is_proven(&message("", signed, "info@shop.example, b@evil.example"), &facts));
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
