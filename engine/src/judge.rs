//! Judges one message: bytes, facts and model in; what the store keeps out.

use classifier::facts::{ListEntry, ListKind};
use classifier::message::sending;
use classifier::server::{self, Opinion};
use classifier::{Cutoffs, Decision, Digest, Judgement, Label, Message, Score, Verdict};
use sha2::Digest as _;

use crate::account::{Account, Mode};
use crate::codec;
use crate::engine::Engine;
use crate::facts::{self, Known};
use crate::mailbox::Seen;
use crate::problem::Problem;
use crate::quarantine::{self, Action};
use crate::store::messages::{Kept, Wanted};
use crate::store::senders::Count;
use crate::store::words::{Spoken, Word};
use crate::store::{Step, lists, messages, senders, tags, waiting, words};
use crate::view::{MessageId, Row, Whereabouts};

/// SHA-256 of a message's bytes.
pub(crate) fn digest(raw: &[u8]) -> Digest {
    Digest(sha2::Sha256::digest(raw).into())
}

/// SHA-256 of what a reader sees; empty where there is nothing to tell messages apart by.
pub(crate) fn text_digest(message: &Message) -> Vec<u8> {
    if message.text.trim().is_empty() {
        return Vec::new();
    }
    let mut hasher = sha2::Sha256::new();
    hasher.update(message.subject.as_bytes());
    hasher.update([0]);
    hasher.update(message.text.as_bytes());
    hasher.finalize().to_vec()
}

/// A cutoff as natural log-odds, kept finite.
pub(crate) fn odds(cutoff: Score) -> f64 {
    let probability = cutoff.probability().clamp(1e-9, 1.0 - 1e-9);
    (probability / (1.0 - probability)).ln()
}

/// Whether this entry decided, rather than merely naming the sender.
fn decided(decision: &Decision, entry: &ListEntry) -> bool {
    match decision {
        Decision::Committee => false,
        Decision::Allowed { entry: by } => entry.kind == ListKind::Allow && entry.scope.written() == *by,
        Decision::Blocked { entry: by } => entry.kind == ListKind::Block && entry.scope.written() == *by,
    }
}

/// How a message counts for its sender: by the person's word, else a little where it was judged
/// wanted.
pub(crate) fn counts_as(corrected: Option<Label>, verdict: Verdict) -> Option<Count> {
    corrected.map(Count::Said).or_else(|| (verdict == Verdict::Ham).then_some(Count::Passed))
}

impl Engine {
    /// Judges a parsed message as this engine stands now. One that counts in its sender's history
    /// already must not be a witness in its own case.
    pub(crate) fn judge_counted(
        &self,
        account: Option<&Account>,
        message: &Message,
        counted: Option<Count>,
    ) -> Result<(Judgement, Known), Problem> {
        let known = self.known(account, message, counted)?;
        let judgement = self.training().judge(message, &known.facts, Cutoffs::default());
        Ok((judgement, known))
    }

    /// What is known of a message, which may count in its sender's history already.
    pub(crate) fn known(
        &self,
        account: Option<&Account>,
        message: &Message,
        counted: Option<Count>,
    ) -> Result<Known, Problem> {
        let now = self.now();
        let mut known = self.store().read(|connection| facts::assemble(connection, account, message, now))?;
        facts::leave_out(&mut known.facts.sender, counted);
        Ok(known)
    }

    /// Judges a message that was found in a mailbox, and keeps what came out. `None` when it
    /// was kept already.
    ///
    /// `whole` says whether `raw` is all of it; a message that is too large is judged by its
    /// beginning and never moved.
    pub(crate) fn take_in(
        &self,
        account: &Account,
        seen: &Seen,
        raw: &[u8],
        whole: bool,
        run: u32,
    ) -> Result<Option<Row>, Problem> {
        let message = Message::parse(raw);
        let known = self.known(Some(account), &message, None)?;
        let (judgement, sample) = self.training().judge_with_sample(&message, &known.facts);
        let text_digest = text_digest(&message);
        let digest = digest(raw);
        let word = self.store().read(|connection| {
            let message_id = message.message_id.as_deref().unwrap_or_default();
            let from_address = facts::sender(&message);
            words::on(connection, Spoken { digest, message_id, from_address, text_digest: &text_digest })
        })?;
        let mut kept = self.describe(account, seen, &message, &judgement, &known)?;
        kept.sample = sample.to_bytes();
        kept.digest = digest;
        kept.text_digest = text_digest;
        kept.whole = whole;
        kept.run = run;
        apply_word(&mut kept, &judgement, account.mode, word);
        let now = self.now();
        let added = self.store().write(|tx| {
            if !waiting::done(tx, &account.id, &seen.place)? {
                return Ok(None);
            }
            let id = messages::add(tx, &kept)?;
            note_sender(tx, account, &message, id, &kept)?;
            note_tags(tx, account, &message, &known, id, kept.corrected)?;
            for row in known.entries.iter().filter(|row| decided(&judgement.decision, &row.entry)) {
                lists::applied(tx, row.id, now)?;
            }
            Ok(Some(id))
        })?;
        Ok(added.map(|id| {
            kept.id = id;
            crate::view::row(&kept)
        }))
    }

    fn describe(
        &self,
        account: &Account,
        seen: &Seen,
        message: &Message,
        judgement: &Judgement,
        known: &Known,
    ) -> Result<Kept, Problem> {
        let from = message.from.first().cloned().unwrap_or_default();
        let network = sending::network(message, &known.facts);
        let now = self.now();
        let (envelope, marked) = quarantine::without_mark(seen.envelope.clone());
        Ok(Kept {
            id: MessageId(0),
            account: account.id.clone(),
            digest: message.digest,
            text_digest: Vec::new(),
            size: seen.size,
            whole: true,
            message_id: message.message_id.clone().unwrap_or_default(),
            from_name: shown(if from.name.is_empty() { &from.spec } else { &from.name }),
            from_address: shown(&from.spec),
            network: network.map(|network| network.to_string()).unwrap_or_default(),
            subject: shown(&message.subject),
            received: came_at(seen, message).unwrap_or(now),
            envelope,
            folder: seen.place.folder.clone(),
            place: Some(seen.place.clone()),
            whereabouts: Whereabouts::Inbox,
            score: judgement.score.probability(),
            log_odds: judgement.log_odds,
            verdict: judgement.verdict,
            judgement: codec::encode(judgement)?,
            sample: Vec::new(),
            judged_at: now,
            run: 0,
            wanted: Wanted::Nothing,
            corrected: None,
            counted: None,
            marked,
            along: None,
        })
    }
}

/// When a message came: as its mailbox says; else as the server says that wrote the topmost `Received` line;
/// the sender's own date is the last resort.
fn came_at(seen: &Seen, message: &Message) -> Option<i64> {
    let delivered = seen.envelope.received.map(|(seconds, _)| seconds);
    delivered.or_else(|| message.hops.first().and_then(|hop| hop.date)).or(message.date)
}

/// What is wanted of a message that nothing is done with: the mark goes that an earlier judgement set.
pub(crate) fn left_alone(kept: &Kept) -> Wanted {
    if kept.marked { Wanted::Unmark } else { Wanted::Nothing }
}

/// Lets the person's word stand above the verdict, and notes what is to be done.
fn apply_word(kept: &mut Kept, judgement: &Judgement, mode: Mode, word: Option<Word>) {
    if let Some(Word::Is(label)) = word {
        kept.corrected = Some(label);
        kept.verdict = messages::verdict_by(label);
    }
    if word == Some(Word::Released) {
        kept.whereabouts = Whereabouts::Released;
    }
    kept.wanted = match quarantine::policy(judgement, mode, word, kept.whole) {
        Action::Leave => left_alone(kept),
        Action::Mark => Wanted::Mark,
        Action::Hold => Wanted::Hold,
    };
}

/// One line for a list: no control characters, at most 1,000 characters.
pub(crate) fn shown(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(1000).collect()
}

fn note_sender(
    tx: &rusqlite::Transaction<'_>,
    account: &Account,
    message: &Message,
    id: MessageId,
    kept: &Kept,
) -> Step<()> {
    if let Some(hop) = message.hops.first().filter(|hop| !hop.by.is_empty()) {
        senders::received_by(tx, &account.id, &hop.by)?;
    }
    count_for_sender(tx, Some(account), id, kept, counts_as(kept.corrected, kept.verdict))
}

/// Lets a kept message count for its sender as it does from now on. The person's own addresses have
/// no history.
pub(crate) fn count_for_sender(
    tx: &rusqlite::Transaction<'_>,
    account: Option<&Account>,
    id: MessageId,
    kept: &Kept,
    count: Option<Count>,
) -> Step<()> {
    if account.is_some_and(|account| account.addresses.contains(&kept.from_address)) {
        return Ok(());
    }
    let domain = facts::domain_of(&kept.from_address);
    let counting = senders::Counting {
        message: id,
        address: &kept.from_address,
        domain: &domain,
        network: &kept.network,
        received: kept.received,
        before: kept.counted,
    };
    senders::count(tx, counting, count)
}

/// Remembers what the provider's filter said where only it can have said so. What stands in a subject is
/// remembered wherever it came from: what the person says of such mail is all that can ever vouch for it.
fn note_tags(
    tx: &rusqlite::Transaction<'_>,
    account: &Account,
    message: &Message,
    known: &Known,
    id: MessageId,
    word: Option<Label>,
) -> Step<()> {
    for tag in server::read(message, &known.facts).iter().filter(|tag| tag.trusted || tag.is_in_subject()) {
        tags::carried(tx, &account.id, id, &tag.dialect, tag.opinion == Opinion::Spam)?;
    }
    tags::relabel(tx, &account.id, id, None, word)
}
