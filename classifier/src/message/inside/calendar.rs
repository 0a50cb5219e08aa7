//! Invitations: who invites, and where its links lead.

use super::Inside;

/// The most hosts that are kept.
const HOSTS: usize = 50;

/// Reads the beginning of an iCalendar file (RFC 5545).
pub(super) fn read(bytes: &[u8], inside: &mut Inside) {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    for line in text.lines() {
        let upper = line.get(..10).unwrap_or(line).to_ascii_uppercase();
        if upper.starts_with("ORGANIZER") {
            inside.organizer = domain(line);
        } else if upper.starts_with("METHOD:REQ") {
            inside.acts.push("METHOD:REQUEST");
        }
        add_hosts(line, inside);
    }
}

fn domain(line: &str) -> String {
    line.rsplit_once('@')
        .map(|(_, host)| host.trim_matches(['"', '>', ' ']).to_ascii_lowercase())
        .unwrap_or_default()
}

fn add_hosts(line: &str, inside: &mut Inside) {
    for rest in line.split("://").skip(1) {
        let host =
            rest.split(['/', '?', '#', ':', '\\', '"', '<', '>', ' ', ',', ';']).next().unwrap_or_default();
        let host = host.to_ascii_lowercase();
        if host.contains('.') && inside.hosts.len() < HOSTS && !inside.hosts.contains(&host) {
            inside.hosts.push(host);
        }
    }
}
