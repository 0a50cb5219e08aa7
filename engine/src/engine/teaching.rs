//! Judging and learning without an account, and how much was learned.

use classifier::{Cutoffs, Digest, Judgement, Label, Message, Sample};

use rusqlite::Transaction;

use super::{BEGINNING, Engine, LARGEST_WHOLE};
use crate::account::Account;
use crate::facts::{self, Known};
use crate::feedback::{said_of, stood};
use crate::judge::{self, left_alone};
use crate::problem::{Problem, ProblemKind};
use crate::store::words::{Spoken, Word};
use crate::store::{Step, accounts, journal, messages, training, words};
use crate::training::Teaching;
use crate::view::{Learned, MessageId, PersonsWord, Whereabouts};

impl Engine {
    /// Judges bytes as the account that they came to judges them, where that can be told; one
    /// that was judged before is no witness in its own case. Fails with `EmptyFile` for none at
    /// all.
    pub fn check(&self, raw: &[u8]) -> Result<Judgement, Problem> {
        let message = parse(raw)?;
        let (_, known) = self.known_of(&message)?;
        Ok(self.training().judge(&message, &known.facts, Cutoffs::default()))
    }

    /// The same, and looks at the signatures first, where the person lets DNS be asked.
    pub async fn check_signed(&self, raw: &[u8]) -> Result<Judgement, Problem> {
        let message = parse(raw)?;
        let (account, mut known) = self.known_of(&message)?;
        known.facts.signed_by.extend(self.signer(account.as_ref(), raw).await?);
        Ok(self.training().judge(&message, &known.facts, Cutoffs::default()))
    }

    /// What is known about a message that somebody hands in.
    fn known_of(&self, message: &Message) -> Result<(Option<Account>, Known), Problem> {
        let now = self.now();
        self.store().read(|connection| {
            let (account, copies) = facts::came_to(connection, message)?;
            let mut known = facts::assemble(connection, account.as_ref(), message, now)?;
            for copy in copies {
                facts::leave_out(&mut known.facts.sender, copy.counted);
            }
            Ok((account, known))
        })
    }

    /// The bytes by which a message is judged: all, or the beginning of one that is larger than is read
    /// whole, as of one in a mailbox.
    pub fn judged_by(raw: &[u8]) -> &[u8] {
        if raw.len() as u64 <= LARGEST_WHOLE { raw } else { raw.get(..BEGINNING).unwrap_or(raw) }
    }

    /// The numbers under which these very bytes are held.
    pub fn held_copies(&self, raw: &[u8]) -> Result<Vec<MessageId>, Problem> {
        let copies = self.store().read(|connection| messages::copies(connection, judge::digest(raw)))?;
        let held = copies.into_iter().filter(|copy| copy.whereabouts == Whereabouts::Held);
        Ok(held.map(|copy| copy.id).collect())
    }

    /// Whether bytes are a mail: some of the lines that every mail has stand in their header.
    pub fn is_mail(raw: &[u8]) -> bool {
        const NAMES: [&str; 10] = [
            "From",
            "To",
            "Cc",
            "Date",
            "Subject",
            "Received",
            "Message-ID",
            "Return-Path",
            "MIME-Version",
            "Content-Type",
        ];
        // What follows the header says nothing of it, and may be large.
        let start = raw.get(..raw.len().min(256 << 10)).unwrap_or_default();
        let message = Message::parse(start);
        NAMES.iter().any(|name| message.header(name).next().is_some())
    }

    /// What the person said of a message with these bytes, wherever they said it; it stands
    /// above lists and committee.
    pub fn word_on(&self, raw: &[u8]) -> Result<Option<PersonsWord>, Problem> {
        let message = parse(raw)?;
        let text_digest = judge::text_digest(&message);
        let about = spoken(judge::digest(raw), &message, &text_digest);
        let word = self.store().read(|connection| words::on(connection, about))?;
        Ok(word.map(|word| match word {
            Word::Is(Label::Spam) => PersonsWord::Spam,
            Word::Is(Label::Ham) => PersonsWord::Ham,
            Word::Released => PersonsWord::Released,
        }))
    }

    /// Learns a message; it is the person's word on it, wherever it turns up. `false` when it
    /// was learned so before; relabels exactly when it was learned otherwise.
    pub fn learn(&self, raw: &[u8], label: Label) -> Result<bool, Problem> {
        self.teach(raw, label).map(|learned| learned.changed)
    }

    /// As `learn`, and says what the person said of other messages that speaks against it.
    pub fn teach(&self, raw: &[u8], label: Label) -> Result<Learned, Problem> {
        self.teach_and(raw, label, |_, _| Ok(()))
    }

    /// The same, and in the same transaction what else is to be noted then.
    pub(super) fn teach_and(
        &self,
        raw: &[u8],
        label: Label,
        also: impl FnOnce(&Transaction<'_>, i64) -> Step<()>,
    ) -> Result<Learned, Problem> {
        let message = parse(raw)?;
        let (account, known) = self.known_of(&message)?;
        let account = account.map(|account| account.id);
        let sample = Sample::of(&message, &known.facts);
        let (digest, now) = (judge::digest(raw), self.now());
        let text_digest = judge::text_digest(&message);
        let about = spoken(digest, &message, &text_digest);
        // Where an account has judged this very message, the word is held against that.
        let judged = self.store().read(|connection| messages::copies(connection, digest))?;
        let teaching = Teaching {
            digest,
            sample: &sample,
            label: Some(label),
            account: account.as_ref(),
            stood: judged.iter().find_map(stood),
            now,
        };
        let taught = self.training().teach(self.store(), &teaching, |tx| {
            words::say(tx, about, Word::Is(label), now)?;
            also(tx, now)?;
            let known = accounts::all(tx)?;
            messages::copies(tx, digest)?.iter().try_for_each(|copy| {
                let account = known.iter().find(|account| account.id == copy.account);
                said_of(tx, account, copy, label)?;
                match (label, copy.whereabouts) {
                    // What still waits to be put back was called so by an earlier word.
                    (Label::Spam, Whereabouts::Held) => journal::call_back(tx, copy.id),
                    (Label::Ham, whereabouts) if copy.marked && whereabouts != Whereabouts::Held => {
                        messages::set_wanted(tx, copy.id, left_alone(copy))
                    }
                    _ => Ok(()),
                }
            })
        })?;
        Ok(Learned { changed: taught.changed, opposite: self.opposite(taught)? })
    }

    /// Messages learned from this person: ham, spam. Lessons that cannot be read do not count.
    pub fn learned(&self) -> (u32, u32) {
        let count = || -> Result<(u32, u32), Problem> {
            let (ham, spam) = self.store().read(training::counts)?;
            let (ham_unread, spam_unread) = self.unread()?;
            Ok((ham.saturating_sub(ham_unread), spam.saturating_sub(spam_unread)))
        };
        count().unwrap_or_default()
    }

    /// How many lessons of the log cannot be read, and so do not count: the database was damaged.
    /// A message that is taught anew counts again.
    pub fn lessons_unread(&self) -> Result<u32, Problem> {
        let (ham, spam) = self.unread()?;
        Ok(ham + spam)
    }

    /// What stands in the log and is not in the model: ham, spam. A replay leaves out only what
    /// cannot be read, and a snapshot was made by one.
    fn unread(&self) -> Result<(u32, u32), Problem> {
        let (ham, spam) = self.store().read(training::standing_by_label)?;
        let (ham_known, spam_known) = self.training().learned();
        Ok((ham.saturating_sub(ham_known), spam.saturating_sub(spam_known)))
    }
}

fn spoken<'a>(digest: Digest, message: &'a Message, text_digest: &'a [u8]) -> Spoken<'a> {
    let message_id = message.message_id.as_deref().unwrap_or_default();
    Spoken { digest, message_id, from_address: facts::sender(message), text_digest }
}

fn parse(raw: &[u8]) -> Result<Message, Problem> {
    if raw.is_empty() { Err(empty()) } else { Ok(Message::parse(raw)) }
}

fn empty() -> Problem {
    Problem::new(ProblemKind::EmptyFile).with("path", "-")
}
