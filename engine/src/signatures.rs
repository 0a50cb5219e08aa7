//! Verifies DKIM signatures (RFC 6376) where the provider wrote nothing of them, if the person
//! switched DNS on. Without that, nothing here sends a single packet.
//!
//! One question a signature goes out: for the public key of the domain in `From`. What comes
//! back can prove a sender, never accuse one. No answer within a short time means: not known;
//! after some silence in a row nobody is asked for a while, so that a machine that is offline
//! judges as fast as ever.

mod keys;
#[cfg(test)]
mod tests;
mod verify;

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::time::Duration;

use classifier::message::authentication::unproven_signer;
use classifier::{Facts, Message};
use rusqlite::{Connection, Transaction};
use serde::{Deserialize, Serialize};

use crate::account::Account;
use crate::engine::Engine;
use crate::facts;
use crate::judge::digest;
use crate::problem::{Problem, ProblemKind};
use crate::store::{Step, messages, settings, signatures};
use keys::Keys;
use verify::Outcome;

/// So long a judgement waits for answers, all of them together.
const PATIENCE: Duration = Duration::from_secs(3);
/// So many messages in a row without an answer mean that there is nobody to ask …
const SILENT_IN_A_ROW: u32 = 3;
/// … and for so many seconds nobody is.
const PAUSE: i64 = 60;

/// Whether DNS may be asked, and whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DnsSetting {
    /// Whether it may. Off until the person switches it on.
    pub on: bool,
    /// The server to ask; `None`: those of the system.
    #[cfg_attr(feature = "specta", specta(type = Option<String>))]
    pub server: Option<SocketAddr>,
}

const SETTING_ON: &str = "dns";
const SETTING_SERVER: &str = "dns-server";

/// What the store says.
pub(crate) fn setting(connection: &Connection) -> Step<DnsSetting> {
    let on = settings::value(connection, SETTING_ON)?.as_deref() == Some("on");
    let server = settings::value(connection, SETTING_SERVER)?.and_then(|server| server.parse().ok());
    Ok(DnsSetting { on, server })
}

/// Remembers it.
pub(crate) fn set(tx: &Transaction<'_>, setting: &DnsSetting) -> Step<()> {
    settings::set(tx, SETTING_ON, if setting.on { "on" } else { "off" })?;
    let server = setting.server.map(|server| server.to_string()).unwrap_or_default();
    settings::set(tx, SETTING_SERVER, &server)
}

/// Reads a server as a person types it: an address, with a port where it is not 53.
pub(crate) fn server(typed: &str) -> Result<SocketAddr, Problem> {
    let typed = typed.trim();
    let plain = typed.parse::<IpAddr>().map(|address| SocketAddr::new(address, 53));
    let read = plain.or_else(|_| typed.parse::<SocketAddr>());
    read.ok().filter(|server| server.port() > 0 && !server.ip().is_unspecified()).ok_or_else(|| {
        Problem::new(ProblemKind::BadInput)
            .with("what", "dns-server")
            .with("value", typed.chars().take(200).collect::<String>())
            .with("detail", "address")
    })
}

/// What is remembered between two looks, in memory alone.
pub(crate) struct Signatures {
    keys: Keys,
    patience: Duration,
    silent: AtomicU32,
    paused_until: AtomicI64,
}

impl Default for Signatures {
    fn default() -> Self {
        Self::waiting(PATIENCE)
    }
}

impl Signatures {
    /// With another patience: for tests.
    fn waiting(patience: Duration) -> Self {
        Self { keys: Keys::default(), patience, silent: AtomicU32::new(0), paused_until: AtomicI64::new(0) }
    }

    /// The domain of the same organisation as `domain` that signed this message, if one did.
    async fn signer(&self, setting: DnsSetting, raw: &[u8], domain: &str, now: i64) -> Option<String> {
        if !setting.on || now < self.paused_until.load(Ordering::Relaxed) {
            return None;
        }
        let looking = verify::look(raw, domain, setting.server, &self.keys);
        let outcome = tokio::time::timeout(self.patience, looking).await.unwrap_or(Outcome::Unanswered);
        match outcome {
            Outcome::Signed(signer) => {
                self.silent.store(0, Ordering::Relaxed);
                Some(signer)
            }
            Outcome::Unsigned => {
                self.silent.store(0, Ordering::Relaxed);
                None
            }
            Outcome::Unasked => None,
            Outcome::Unanswered => {
                tracing::info!(domain, "no answer about a signature");
                if self.silent.fetch_add(1, Ordering::Relaxed) + 1 >= SILENT_IN_A_ROW {
                    self.silent.store(0, Ordering::Relaxed);
                    self.paused_until.store(now + PAUSE, Ordering::Relaxed);
                }
                None
            }
        }
    }
}

impl Engine {
    /// Looks at the signatures of a message that is about to be judged, where that may tell
    /// something new, and remembers what was proven.
    pub(crate) async fn look_at_signatures(&self, account: &Account, raw: &[u8]) -> Result<(), Problem> {
        if !self.dns()?.on {
            return Ok(());
        }
        let digest = digest(raw);
        let known = self.store().read(|connection| {
            Ok(signatures::signer(connection, digest)?.is_some()
                || !messages::with_digest(connection, &account.id, digest)?.is_empty())
        })?;
        if known {
            return Ok(());
        }
        let Some(signer) = self.signer(Some(account), raw).await? else { return Ok(()) };
        let now = self.now();
        self.store().write(|tx| signatures::keep(tx, digest, &signer, now))
    }

    /// Who signed a message, where DNS may be asked and the provider wrote nothing of it.
    pub(crate) async fn signer(
        &self,
        account: Option<&Account>,
        raw: &[u8],
    ) -> Result<Option<String>, Problem> {
        let setting = self.dns()?;
        if !setting.on || !verify::may_be_signed(raw) {
            return Ok(None);
        }
        let (account, raw) = (account.cloned(), raw.to_vec());
        let runtime = tokio::runtime::Handle::current();
        self.off_thread(move |engine| {
            let message = Message::parse(&raw);
            let provider = engine.store().read(|store| facts::provider(store, account.as_ref(), &message))?;
            let facts = Facts { provider, ..Facts::default() };
            let Some(domain) = unproven_signer(&message, &facts) else { return Ok(None) };
            let (signatures, now) = (engine.signatures(), engine.now());
            Ok(runtime.block_on(signatures.signer(setting, &raw, domain.as_str(), now)))
        })
        .await
    }
}
