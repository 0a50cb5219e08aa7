//! Domain names as mail uses them.

/// Public suffix plus one label, in lower case A-label form: `example.co.jp`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegistrableDomain(String);

impl RegistrableDomain {
    /// The registrable domain of a host name; `None` for an IP address, a bare public suffix,
    /// or what is no host name at all.
    pub fn of(host: &str) -> Option<Self> {
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        if host.is_empty() || host.parse::<std::net::IpAddr>().is_ok() {
            return None;
        }
        let ascii = idna::domain_to_ascii(&host).ok()?;
        psl::domain_str(&ascii).map(|domain| Self(domain.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
