//! One look at one message: which signatures are worth a question, and whether one holds.

use std::borrow::Cow;
use std::net::SocketAddr;
use std::time::Duration;

use classifier::RegistrableDomain;
use mail_auth::common::crypto::Algorithm;
use mail_auth::common::headers::Header;
use mail_auth::common::verify::DomainKey;
use mail_auth::dkim::Signature;
use mail_auth::hickory_resolver::config::{NameServerConfig, ResolverConfig, ResolverOpts};
use mail_auth::hickory_resolver::system_conf::read_system_conf;
use mail_auth::{AuthenticatedMessage, DkimResult, DnsError, Error, MessageAuthenticator, Parameters};

use super::keys::Keys;

/// No provider delivers more; hashing it takes a fraction of a second.
const LARGEST: usize = 50 << 20;
/// A message has some dozens of header lines, and a signature names about as many.
const MOST_HEADERS: usize = 1000;
const MOST_SIGNED: usize = 200;
/// A sender signs once or twice in its own name.
const MOST_SIGNATURES: usize = 3;
/// Smaller RSA keys prove nothing (RFC 8301, section 3.2).
const LEAST_KEY_BITS: usize = 1024;
/// How long one server is given before the next one is asked.
const ONE_QUESTION: Duration = Duration::from_millis(1400);

/// What a look came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A signature of this domain holds.
    Signed(String),
    /// There was an answer, and no signature holds.
    Unsigned,
    /// There was nothing to ask.
    Unasked,
    /// Nobody answered.
    Unanswered,
}

/// Whether it is worth reading a message for signatures at all.
pub(super) fn may_be_signed(raw: &[u8]) -> bool {
    let beginning = raw.get(..raw.len().min(1 << 20)).unwrap_or_default();
    let name = b"dkim-signature:";
    raw.len() <= LARGEST
        && beginning.windows(name.len()).any(|window| {
            window.first().is_some_and(|first| first.eq_ignore_ascii_case(&b'd'))
                && window.eq_ignore_ascii_case(name)
        })
}

/// Looks whether an organisation signed a message: `domain` is its registrable one.
pub(super) async fn look(raw: &[u8], domain: &str, server: Option<SocketAddr>, keys: &Keys) -> Outcome {
    let raw = with_network_line_ends(raw);
    let Some(mut message) = AuthenticatedMessage::parse(&raw) else { return Outcome::Unasked };
    if message.headers.len() > MOST_HEADERS {
        return Outcome::Unasked;
    }
    let mut candidates: Vec<_> = std::mem::take(&mut message.dkim_headers);
    candidates.retain(|candidate| is_worth_asking(&candidate.header, domain));
    candidates.truncate(MOST_SIGNATURES);
    message.errors.clear();
    let Some(resolver) = resolver(server) else { return Outcome::Unanswered };
    let mut outcome = Outcome::Unasked;
    for candidate in candidates {
        outcome = one(&resolver, &mut message, candidate, keys).await;
        if let Outcome::Signed(_) = outcome {
            return outcome;
        }
    }
    outcome
}

async fn one<'x>(
    resolver: &MessageAuthenticator,
    message: &mut AuthenticatedMessage<'x>,
    mut candidate: Header<'x, Signature>,
    keys: &Keys,
) -> Outcome {
    let signature = &mut candidate.header;
    // Reports and third parties would be further questions; nobody but the signer is asked.
    signature.r = false;
    signature.atps = None;
    let name = format!("{}._domainkey.{}.", signature.s, signature.d);
    match resolver.txt_lookup::<DomainKey>(name, Some(keys)).await {
        Ok(key) if key.p.public_key_bits() < LEAST_KEY_BITS => return Outcome::Unsigned,
        Ok(_) => {}
        Err(Error::Dns(DnsError::Resolver(_))) => return Outcome::Unanswered,
        Err(_) => return Outcome::Unsigned,
    }
    let signer = signature.d.to_lowercase();
    message.dkim_headers = vec![candidate];
    let message = &*message;
    let verified = resolver.verify_dkim(Parameters::new(message).with_txt_cache(keys)).await;
    if verified.iter().any(|output| *output.result() == DkimResult::Pass) {
        Outcome::Signed(signer)
    } else {
        Outcome::Unsigned
    }
}

/// Whether a signature can prove the sender: of the same organisation, over `From`, and of a
/// kind that still proves anything.
fn is_worth_asking(signature: &Signature, domain: &str) -> bool {
    let same = RegistrableDomain::of(&signature.d).is_some_and(|signer| signer.as_str() == domain);
    let over_from = signature.h.iter().any(|header| header.eq_ignore_ascii_case("from"));
    same && over_from && signature.h.len() <= MOST_SIGNED && signature.a != Algorithm::RsaSha1
}

/// The servers to ask: the one named, else those of the system as they are now (a laptop
/// changes networks). `None` where the system names none.
fn resolver(server: Option<SocketAddr>) -> Option<MessageAuthenticator> {
    let (config, mut options) = match server {
        Some(server) => (only(server), ResolverOpts::default()),
        None => read_system_conf().ok()?,
    };
    options.attempts = 1;
    options.timeout = ONE_QUESTION;
    // Only what the message says is asked, never that with the local domain behind it.
    options.ndots = 0;
    MessageAuthenticator::new(config, options).ok()
}

fn only(server: SocketAddr) -> ResolverConfig {
    let mut named = NameServerConfig::udp_and_tcp(server.ip());
    for connection in &mut named.connections {
        connection.port = server.port();
    }
    ResolverConfig::from_parts(None, Vec::new(), vec![named])
}

/// Signatures are made over lines that end in CR LF; mail on a disk often ends them in LF.
fn with_network_line_ends(raw: &[u8]) -> Cow<'_, [u8]> {
    let bare = |at: usize| at == 0 || raw.get(at - 1) != Some(&b'\r');
    if raw.iter().position(|byte| *byte == b'\n').is_none_or(|at| !bare(at)) {
        return Cow::Borrowed(raw);
    }
    let mut whole = Vec::with_capacity(raw.len() + raw.len() / 40);
    let mut before = 0;
    for byte in raw {
        if *byte == b'\n' && before != b'\r' {
            whole.push(b'\r');
        }
        whole.push(*byte);
        before = *byte;
    }
    Cow::Owned(whole)
}
