//! What the window is sent: the engine's shapes, with the words that belong to them.

use catalogue::{Catalogue, Explanation, Language, Strength};
use engine::account::Source;
use engine::view::{Corrected, MessageId, Opened, Opposite, Row, Stopped, Unanswered};
use engine::{Account, AccountId, Engine, Mode, Problem, ProblemKind};
use serde::Serialize;
use specta::Type;

use crate::desktop::Heard;

/// A row with its band.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct Listed {
    /// The row.
    row: Row,
    /// How sure the verdict is.
    strength: Strength,
}

impl From<Row> for Listed {
    fn from(row: Row) -> Self {
        let strength = Strength::of_row(row.verdict, row.score, &row.decision, row.corrected);
        Self { row, strength }
    }
}

/// A message with its explanation in the person's language.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct OpenedMessage {
    /// The message.
    opened: Opened,
    /// Why it was judged so.
    explanation: Explanation,
}

impl OpenedMessage {
    /// Explains an opened message.
    pub(crate) fn new(opened: Opened, language: Language) -> Self {
        let words = Catalogue::isolating(language);
        let places = [opened.row.subject.as_str(), &opened.text];
        let explanation = words.explain(&opened.judgement, opened.row.corrected, &places);
        Self { opened, explanation }
    }
}

/// What a correction did.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct CorrectedView {
    /// The row as it stands now.
    listed: Listed,
    /// Other messages whose verdict changed by it.
    also_changed: u32,
    /// Others that were moved by it: held after "spam", put back after "not spam".
    also_moved: u32,
    /// What to call the first of those: its subject, else its sender; empty when neither is.
    first_moved: String,
    /// Others taken for spam now that stay where they are, because they are more than a handful.
    left_waiting: u32,
    /// After "not spam": others that are held though Mekiki cannot tell of them now, and stay held
    /// because they are more than a handful.
    left_held: u32,
    /// Learned so far: ham.
    learned_ham: u32,
    /// Learned so far: spam.
    learned_spam: u32,
    /// Moving on the server did not work now and will be tried again.
    pending: Option<Problem>,
    /// It goes against what the person said of other messages.
    opposite: Option<Opposite>,
}

impl From<Corrected> for CorrectedView {
    fn from(corrected: Corrected) -> Self {
        Self {
            listed: corrected.row.into(),
            also_changed: corrected.also_changed,
            also_moved: corrected.also_moved,
            first_moved: corrected.first_moved,
            left_waiting: corrected.left_waiting,
            left_held: corrected.left_held,
            learned_ham: corrected.learned_ham,
            learned_spam: corrected.learned_spam,
            pending: corrected.pending,
            opposite: corrected.opposite,
        }
    }
}

/// What putting a message back did.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct ReleasedView {
    /// The row as it stands now.
    listed: Listed,
    /// The mailbox could not be reached now; it is put back at the next connection.
    pending: Option<Problem>,
}

impl ReleasedView {
    /// What was done, or why it is done later.
    pub(crate) fn new(row: Row, pending: Option<Problem>) -> Self {
        Self { listed: row.into(), pending }
    }

    /// Of a release that did not succeed: where it is made later, why it was not made now; else the problem.
    /// A damaged database is replaced at the next opening, and what it was to do may be lost.
    pub(crate) fn later(engine: &Engine, id: MessageId, problem: Problem) -> Result<Self, Problem> {
        let is_kept = problem.kind != ProblemKind::StoreCorrupt;
        if !is_kept || !engine.is_going_back(id).unwrap_or_default() {
            return Err(problem);
        }
        let Ok(row) = engine.message(id) else { return Err(problem) };
        Ok(Self::new(row, Some(problem)))
    }
}

/// What opening the data found that the person should know, and that is in nobody's way.
#[derive(Debug, Clone, Copy, Serialize, Type)]
pub(crate) struct Found {
    /// Held messages that the list had lost and has again.
    pub(crate) listed_again: u32,
    /// Messages that were taught and cannot be read any more.
    pub(crate) lessons_unread: u32,
}

/// An account and how it is.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct AccountView {
    /// Its name.
    id: AccountId,
    /// What is done with a judgement.
    mode: Mode,
    /// What is in its way; `None` when all is well.
    problem: Option<Problem>,
    /// Nothing was heard of it yet since the start: it is being connected.
    connecting: bool,
    /// It is being looked through for the first time since the start.
    working: bool,
    /// Nothing is moved until the person has answered, and why.
    stopped: Option<Stopped>,
    /// What is held is removed from its server, which takes nothing back.
    held_leaves_server: bool,
    /// What of it waits for the person's answer.
    unanswered: Unanswered,
}

impl AccountView {
    /// Joins an account with what was last heard of it.
    pub(crate) fn new(
        account: Account,
        heard: Heard,
        stopped: Option<Stopped>,
        unanswered: Unanswered,
    ) -> Self {
        let (connecting, working) = (heard == Heard::Nothing, heard == Heard::Work);
        let problem = match heard {
            Heard::Trouble(problem) => Some(problem),
            Heard::Nothing | Heard::Work | Heard::Well => None,
        };
        let held_leaves_server = matches!(account.source, Source::Pop3 { .. });
        let (id, mode) = (account.id, account.mode);
        Self { id, mode, problem, connecting, working, stopped, held_leaves_server, unanswered }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_of_which_nothing_was_heard_is_connecting_and_not_well() {
        let account = Account {
            id: AccountId("home".to_owned()),
            source: Source::Maildir { path: "/mail".into() },
            mode: Mode::Hold,
            addresses: Vec::new(),
            folders: Vec::new(),
            provider_hosts: Vec::new(),
        };
        let shown = |heard| AccountView::new(account.clone(), heard, None, Unanswered::default());
        assert!(shown(Heard::Nothing).connecting);
        let at_work = shown(Heard::Work);
        assert!(at_work.working && !at_work.connecting, "mail that is judged already is not being connected");
        assert!(!shown(Heard::Well).connecting && !shown(Heard::Well).working);
        assert!(!at_work.held_leaves_server, "a Maildir has a folder for what is held");
        let trouble = Problem::new(engine::ProblemKind::DiskFull);
        let told = shown(Heard::Trouble(trouble.clone()));
        assert!(!told.connecting && told.problem == Some(trouble));
    }
}
