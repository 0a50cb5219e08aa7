//! Names that access providers give to the lines of their customers.

/// Parts of a name that stand for a customer's line.
const LINE_WORDS: &[&str] = &[
    "ppp",
    "pppoe",
    "dsl",
    "adsl",
    "sdsl",
    "vdsl",
    "xdsl",
    "dyn",
    "dynamic",
    "dynip",
    "dhcp",
    "dial",
    "dialup",
    "dialin",
    "dip",
    "pool",
    "pools",
    "cable",
    "cablemodem",
    "cpe",
    "cust",
    "customer",
    "client",
    "clients",
    "broadband",
    "ftth",
    "fttx",
    "fiber",
    "flets",
    "bflets",
    "user",
    "users",
    "host",
    "modem",
    "wireless",
    "mobile",
    "lte",
    "gprs",
    "res",
    "residential",
    "home",
    "catv",
    "speed",
    "node",
    "ip",
    "ppp-bb",
    "adsl-pool",
    "osk",
    "tky",
    "ngy",
];

/// Words that mark a line without any number near them.
const STRONG: &[&str] = &[
    "ppp",
    "pppoe",
    "dsl",
    "adsl",
    "sdsl",
    "vdsl",
    "xdsl",
    "dyn",
    "dynamic",
    "dynip",
    "dhcp",
    "dial",
    "dialup",
    "dialin",
    "cablemodem",
    "flets",
    "bflets",
    "pool",
    "pools",
    "catv",
    "ftth",
];

/// Names of machines that are meant to send mail, whatever else their name holds.
const SERVERS: &[&str] =
    &["mail", "smtp", "mx", "mta", "relay", "out", "outbound", "mailer", "static", "vps", "server", "ns"];

/// Below these stand customers' lines and hardly anything else; the names say so in no other way.
const LINES: &[&str] = &[
    ".ap.nuro.jp",
    ".ap.plala.or.jp",
    ".ap.so-net.ne.jp",
    ".au-net.ne.jp",
    ".bbtec.net",
    ".dip0.t-ipconnect.de",
    ".mesh.ad.jp",
    ".ocn.ne.jp",
    ".res.rr.com",
    ".rev.zaq.ne.jp",
];

/// Whether a host name looks like that of a customer's line: a word for a line, and a
/// number or an address written into the name.
pub(in crate::checks) fn is_dynamic_line(host: &str) -> bool {
    let registered = crate::RegistrableDomain::of(host);
    let own = registered.as_ref().and_then(|domain| host.strip_suffix(domain.as_str())).unwrap_or(host);
    let parts: Vec<&str> = own.split(['.', '-', '_']).filter(|part| !part.is_empty()).collect();
    let named = |part: &&str| part.trim_matches(|c: char| c.is_ascii_digit()).to_owned();
    if parts.iter().map(named).any(|part| SERVERS.contains(&part.as_str())) {
        return false;
    }
    let numbers = parts.iter().filter(|part| part.chars().any(|c| c.is_ascii_digit())).count();
    let strong = parts.iter().map(named).any(|part| STRONG.contains(&part.as_str()));
    let weak = parts.iter().map(named).any(|part| LINE_WORDS.contains(&part.as_str()));
    let long_number = parts.iter().any(|part| part.chars().filter(char::is_ascii_digit).count() >= 8);
    let line = LINES.iter().any(|line| host.to_ascii_lowercase().ends_with(line));
    ((strong || line) && numbers >= 1) || (weak && (numbers >= 3 || long_number)) || numbers >= 4
}
