//! Services of companies and schools that lead links over a check of their own.

/// Hosts, or what they end in.
const HOSTS: &[&str] = &[
    "safelinks.protection.outlook.com",
    "urldefense.proofpoint.com",
    "urldefense.com",
    "urldefense.us",
    "linkprotect.cudasvc.com",
    "secure-web.cisco.com",
    "protection.sophos.com",
    "ctp.trendmicro.com",
    "mimecastprotect.com",
    "mimecast.com",
    "clicktime.symantec.com",
    "fortimail.com",
    "emailprotection.link",
    "trustifi.com",
    "avanan.click",
];

/// Whether a host rewrites the links of mail that it guards.
pub(in crate::checks) fn is_link_guard(host: &str) -> bool {
    HOSTS.iter().any(|known| {
        host.strip_suffix(known).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    })
}
