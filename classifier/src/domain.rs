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
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        // Nearly all names need no conversion, which takes most of the time.
        if host.bytes().all(plain) && !host.contains("xn--") {
            return psl::domain_str(&host).map(|domain| Self(domain.to_owned()));
        }
        let ascii = idna::domain_to_ascii(&host).ok().filter(|ascii| ascii.bytes().all(plain))?;
        psl::domain_str(&ascii).map(|domain| Self(domain.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_belongs_to_a_public_suffix_plus_one_label() {
        let cases = [
            ("www.Example.co.jp", Some("example.co.jp")),
            ("a.b.example.com.", Some("example.com")),
            ("日本語.example.jp", Some("example.jp")),
            ("mail.日本語.jp", Some("xn--wgv71a119e.jp")),
            ("xn--wgv71a119e.jp", Some("xn--wgv71a119e.jp")),
            ("co.jp", None),
            ("localhost", None),
            ("192.0.2.1", None),
            ("2001:db8::1", None),
            ("", None),
            ("..", None),
            ("a b.example", None),
        ];
        for (host, expected) in cases {
            assert_eq!(
                RegistrableDomain::of(host).as_ref().map(RegistrableDomain::as_str),
                expected,
                "{host}"
            );
        }
    }
}
