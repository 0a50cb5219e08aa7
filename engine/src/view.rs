//! What the shells show: plain data, the same for window and terminal.

use classifier::facts::ListEntry;
use classifier::{Cutoffs, Decision, Judgement, Label, Verdict};
use serde::{Deserialize, Serialize};

use crate::account::AccountId;
use crate::mailbox::pop3;
use crate::outset::outset;
use crate::problem::Problem;
use crate::store::messages::Kept;

/// A message known to Mekiki: a number that is never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(transparent)]
pub struct MessageId(pub u32);

/// Where a message is, in a person's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Whereabouts {
    /// In the folder where it came.
    Inbox,
    /// In the local junk folder (and, with IMAP, in the *Mekiki* folder on the server).
    Held,
    /// Released by the person.
    Released,
    /// Deleted by the person.
    Deleted,
    /// Moved or deleted by another program.
    Gone,
}

/// What the person said of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum PersonsWord {
    /// That it is spam.
    Spam,
    /// That it is not.
    Ham,
    /// To put it back; no more was said.
    Released,
}

impl PersonsWord {
    /// What they said it is, if they said it.
    pub fn label(self) -> Option<Label> {
        match self {
            Self::Spam => Some(Label::Spam),
            Self::Ham => Some(Label::Ham),
            Self::Released => None,
        }
    }
}

/// A row of the message list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Row {
    /// Which message.
    pub id: MessageId,
    /// Which account.
    pub account: AccountId,
    /// The sender's display name, or the address when there is none.
    pub from_name: String,
    /// The sender's address.
    pub from_address: String,
    /// The subject, decoded.
    pub subject: String,
    /// When it was received, seconds since 1970.
    #[cfg_attr(feature = "specta", specta(type = f64))]
    pub received: i64,
    /// The score, 0..=1.
    pub score: f64,
    /// The cutoffs it was held against: a score never stands without.
    pub cutoffs: Cutoffs,
    /// Who decided, where the person has not.
    pub decision: Decision,
    /// The class by the cutoffs, or by the person's word.
    pub verdict: Verdict,
    /// What the person said, if anything.
    pub corrected: Option<Label>,
    /// Where it is.
    pub whereabouts: Whereabouts,
    /// It is there by what the person said of another message: held along with one that they called
    /// spam, or back in the inbox along with one that they called wanted.
    pub along: bool,
    /// It was given back into the folder on this machine, as its server takes nothing back.
    pub lies_here: bool,
}

/// Which rows to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Which {
    /// Everything that is in a watched folder, newest first.
    Inbox,
    /// The junk folder, most doubtful first.
    Junk,
}

/// A message opened: its text and why it was judged so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[expect(clippy::struct_excessive_bools, reason = "each is told in a sentence of its own")]
pub struct Opened {
    /// The row.
    pub row: Row,
    /// The folder on this machine in which it lies, where it was given back into one.
    pub folder_here: Option<String>,
    /// The recipients, as written; at most 4,000 characters.
    pub to: String,
    /// The text, plain, links not clickable; at most 200,000 characters, and 16 code points of one letter
    /// with its marks.
    pub text: String,
    /// The text goes on: this is its beginning.
    pub text_cut: bool,
    /// The message is larger than what Mekiki moves.
    pub too_large: bool,
    /// What was read is not what was kept: the copy of a held message was altered on disk.
    pub copy_altered: bool,
    /// The judgement that stands, with its evidence.
    pub judgement: Judgement,
    /// Names and sizes of attachments.
    pub attachments: Vec<Attachment>,
    /// The message has more parts than are looked at: there may be attachments that are not listed.
    pub attachments_cut: bool,
}

/// An attachment's name and size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Attachment {
    /// File name, decoded; at most 300 characters.
    pub name: String,
    /// `type/subtype`.
    pub content_type: String,
    /// Decoded size in bytes.
    pub size: u32,
}

/// Something happened that a shell shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Event {
    /// Rows changed or came: list again.
    MessagesChanged {
        /// Which account.
        account: AccountId,
    },
    /// A message was judged.
    Judged {
        /// The row.
        row: Row,
    },
    /// An account's state.
    AccountState {
        /// Which account.
        account: AccountId,
        /// `None` when all is well.
        problem: Option<Problem>,
    },
}

/// The person's word goes against what they said of other messages. It was learned all the
/// same. `Engine::take_back` takes a slip back exactly where nothing was said of the message before;
/// saying the earlier word again restores what was counted, but not its place among the rows that
/// the checks are weighed by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Opposite {
    /// Messages of nearly the same text of which they said the opposite.
    pub near_copies: u32,
    /// The nearest of them: its subject, else its sender, else nothing.
    pub example: String,
    /// All that they taught so far speaks strongly for the opposite.
    pub against_all_taught: bool,
    /// What they had said of this very message before.
    pub before: Option<Label>,
}

/// What became of a message that was learned.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Learned {
    /// `false` when it was learned so before.
    pub changed: bool,
    /// What speaks against it, if anything.
    pub opposite: Option<Opposite>,
}

/// What a correction did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Corrected {
    /// The row as it stands now.
    pub row: Row,
    /// Other messages whose verdict changed by it.
    pub also_changed: u32,
    /// Others that were moved by it: held after "spam", put back after "not spam".
    pub also_moved: u32,
    /// What to call the first of those: its subject, else its sender; empty when neither is.
    pub first_moved: String,
    /// Others taken for spam now that stay where they are, because they are more than a
    /// handful; `Engine::hold_unanswered` holds them.
    pub left_waiting: u32,
    /// After "not spam": others of the account that are held though Mekiki could not tell of them
    /// now, and stay held because they are more than a handful; `Engine::give_back_doubtful` puts
    /// them back.
    pub left_held: u32,
    /// Learned so far: ham.
    pub learned_ham: u32,
    /// Learned so far: spam.
    pub learned_spam: u32,
    /// Moving on the server did not work now and will be tried again.
    pub pending: Option<Problem>,
    /// It goes against what the person said of other messages.
    pub opposite: Option<Opposite>,
}

/// What taking a word back did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct TakenBack {
    /// Whether there was anything to take back.
    pub changed: bool,
    /// Other messages whose verdict changed by it.
    pub also_changed: u32,
    /// Others that the word had held, or that were held on the strength of it, and that are back.
    pub also_moved: u32,
    /// What to call the first of those: its subject, else its sender; empty when neither is.
    pub first_moved: String,
    /// Messages that go back as soon as their mailbox can be reached, the message itself among them.
    pub going_back: u32,
    /// Others taken for spam now that stay where they are, as taking back holds nothing;
    /// `Engine::hold_unanswered` holds them.
    pub left_waiting: u32,
    /// Whether the message itself stays in the junk folder, as it is judged spam. Known only where one
    /// was named.
    pub is_held: bool,
    /// Whether the message itself is judged spam and stays where it is, in an account that holds spam. Known
    /// only where one was named.
    pub is_left: bool,
}

/// What of an account waits for the person's answer: none of it is moved until they say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Unanswered {
    /// Messages that are judged spam and stand where they came, in an account that holds spam:
    /// `Engine::hold_unanswered` holds them.
    pub spam: u32,
    /// Messages that are held though Mekiki cannot tell of them now: `Engine::give_back_doubtful` puts
    /// them back.
    pub doubtful: u32,
}

/// Why nothing of an account is moved until the person has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Stopped {
    /// A run would have held unusually much.
    UnusuallyMuch,
    /// Not all could be taken over from a damaged database: the very word that kept a message
    /// where it is may be missing.
    NotAllTakenOver,
    /// The junk folder holds what the database does not know: an older copy of the database was put
    /// back, or it was removed. The very word that kept a message where it is may be missing.
    DatabaseIsOlder,
}

/// What a test of an account found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct AccountTest {
    /// All folders a person could choose.
    pub folders: Vec<String>,
    /// Messages in the watched folders.
    pub messages: u32,
    /// What the server says it can do; empty for mail on this machine.
    pub capabilities: Vec<String>,
}

/// A row of the allow and block lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ListRow {
    /// A number that is never reused.
    pub id: u32,
    /// The entry.
    pub entry: ListEntry,
    /// When it was added, seconds since 1970.
    #[cfg_attr(feature = "specta", specta(type = f64))]
    pub added: i64,
    /// Whether it counts.
    pub enabled: bool,
    /// When it last named the sender of a message, seconds since 1970.
    #[cfg_attr(feature = "specta", specta(type = Option<f64>))]
    pub last_applied: Option<i64>,
}

/// What was taken over from a damaged database into the new one that was made in its place.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Salvaged {
    /// Where the damaged file lies now, unchanged.
    pub path: String,
    /// Whether everything could be read that is taken over at all. Judgements never are: mail
    /// is judged anew, and what is held is found in the junk folder.
    pub whole: bool,
    /// Accounts taken over.
    pub accounts: u32,
    /// Entries of the allow and block lists.
    pub entries: u32,
    /// Lessons of the training log, those taken back included.
    pub lessons: u32,
    /// Messages on which the person's word is remembered.
    pub words: u32,
}

/// One run over one account.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RunReport {
    /// Messages judged.
    pub judged: u32,
    /// Judged spam.
    pub spam: u32,
    /// Judged unsure.
    pub unsure: u32,
    /// Judged ham.
    pub ham: u32,
    /// Held, with those of earlier runs that could be moved only now.
    pub held: u32,
    /// Marked with our keyword.
    pub marked: u32,
    /// Judged spam and left where it is, though spam is held: it is larger than what is moved.
    pub too_large: u32,
    /// The run stopped because an unusual share would have been held. Nothing of it was
    /// moved; `Engine::go_on` holds what waits.
    pub stopped: bool,
    /// How many messages, folders and moves failed; the others were done.
    pub failed: u32,
    /// The first 100 of them, and why.
    pub failures: Vec<RunFailure>,
}

/// Something that failed in a run while the rest went on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RunFailure {
    /// The folder; empty where a move of an earlier run is completed.
    pub folder: String,
    /// The message, as the mailbox names it (a Maildir's file name, or `UIDVALIDITY:UID`);
    /// `None` when the whole folder failed.
    pub message: Option<String>,
    /// Why.
    pub problem: Problem,
}

/// Whether a message was given back into the folder on this machine.
pub(crate) fn lies_here(kept: &Kept) -> bool {
    let stands = matches!(kept.whereabouts, Whereabouts::Inbox | Whereabouts::Released);
    stands && kept.place.as_ref().is_some_and(pop3::lies_here)
}

/// A kept message as a row.
pub(crate) fn row(kept: &Kept) -> Row {
    let outset = outset(&kept.judgement);
    Row {
        id: kept.id,
        account: kept.account.clone(),
        from_name: kept.from_name.clone(),
        from_address: kept.from_address.clone(),
        subject: kept.subject.clone(),
        received: kept.received,
        score: kept.score,
        cutoffs: outset.cutoffs,
        decision: outset.decision,
        verdict: kept.verdict,
        corrected: kept.corrected,
        whereabouts: kept.whereabouts,
        along: kept.is_moved_along(),
        lies_here: lies_here(kept),
    }
}

/// What an export holds, by count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Exported {
    /// Lessons that stand.
    pub lessons: u32,
    /// Messages with the person's word.
    pub words: u32,
    /// Addresses that wrote or were written to.
    pub senders: u32,
    /// Entries of the allow and block lists.
    pub entries: u32,
    /// Taught headers.
    pub headers: u32,
    /// Settings.
    pub settings: u32,
}

/// What an import changed here, by count; all zero where nothing was new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Imported {
    /// Lessons that came in and stand.
    pub lessons: u32,
    /// Lessons of here that were taken back, as the newer word is another one.
    pub taken_back: u32,
    /// Messages on which the person's word came in or changed.
    pub words: u32,
    /// Addresses of which more is counted now.
    pub senders: u32,
    /// Mails that the person sent, and that were not known here.
    pub sent: u32,
    /// Entries of the allow and block lists that came in.
    pub entries: u32,
    /// Taught headers that came in.
    pub headers: u32,
    /// Settings that came in.
    pub settings: u32,
    /// Taught headers and settings that are otherwise here, and stay so.
    pub kept_as_here: u32,
    /// Lessons of the file that this version of the program cannot read. They are left out.
    pub unreadable: u32,
}

impl Imported {
    /// Whether anything changed here.
    pub fn changed(&self) -> bool {
        let nothing =
            Self { kept_as_here: self.kept_as_here, unreadable: self.unreadable, ..Self::default() };
        *self != nothing
    }
}

/// What came of a message in a training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trained {
    /// It was taught.
    Taught,
    /// It was taught so before.
    Known,
    /// The person said otherwise of it before; that stands.
    Otherwise,
}

/// What came of taking a training back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Untrained {
    /// Messages of which what was taught is taken back.
    pub taken_back: u32,
    /// Messages of which the person said something since, which stands.
    pub kept: u32,
    /// Messages that were held for it, and are back now.
    pub put_back: u32,
    /// Messages that were held for it, and go back when their mailbox can be reached.
    pub going_back: u32,
}
