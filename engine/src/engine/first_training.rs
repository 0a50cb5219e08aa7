//! First training: mail that was sorted before Mekiki came is taught as a whole, and can be taken back
//! as a whole.

use std::collections::VecDeque;

use classifier::{Digest, Label, Sample};

use super::{BEGINNING, Engine, LARGEST_WHOLE};
use crate::account::AccountId;
use crate::feedback::unsay_of_all;
use crate::judge;
use crate::mailbox::{Cursor, Mailbox, Seen};
use crate::problem::{Problem, ProblemKind};
use crate::store::words::Spoken;
use crate::store::{swayed, trained, training, words};
use crate::training::Teaching;
use crate::view::{PersonsWord, Trained, Untrained};

/// So many messages of a folder are listed at a time.
const LISTED: usize = 500;

impl Engine {
    /// Begins a training, and gives its number for [`Engine::train`].
    pub fn begin_training(&self) -> Result<u32, Problem> {
        Ok(self.store().read(trained::newest)? + 1)
    }

    /// Teaches one message as part of a training. What the person said of it before stands: then
    /// nothing is taught. Fails with `EmptyFile`, and with `BadInput` for what is no mail.
    pub fn train(&self, training: u32, raw: &[u8], label: Label) -> Result<Trained, Problem> {
        if !raw.is_empty() && !Self::is_mail(raw) {
            return Err(Problem::new(ProblemKind::BadInput).with("what", "message"));
        }
        let raw = Self::judged_by(raw);
        let digest = judge::digest(raw);
        let live = self.store().read(|connection| training::live(connection, digest))?;
        let spoken = live.filter(|entry| !entry.lesson.is_unspoken()).map(|entry| entry.label);
        let word = self.word_on(raw)?.and_then(PersonsWord::label);
        if spoken.or(word).is_some_and(|said| said != label) {
            return Ok(Trained::Otherwise);
        }
        if spoken.is_some() {
            return Ok(Trained::Known);
        }
        let taught = self.teach_and(raw, label, |tx, now| trained::note(tx, training, digest, label, now))?;
        Ok(if taught.changed { Trained::Taught } else { Trained::Known })
    }

    /// Takes back exactly what the last training taught, but for messages of which the person said
    /// something since: that stands. Nothing is held by it. `None` where there is no training to take back.
    pub async fn undo_training(&self) -> Result<Option<Untrained>, Problem> {
        let number = self.store().read(trained::newest)?;
        if number == 0 {
            return Ok(None);
        }
        let undone = self.off_thread(move |engine| engine.untrain(number)).await?;
        // What a message was judged by may be gone with it.
        let done = self.taken_back(undone.taken_back > 0).await?;
        let undone = Untrained { put_back: done.also_moved, going_back: done.going_back, ..undone };
        for account in self.accounts()? {
            self.changed(&account.id);
        }
        Ok(Some(undone))
    }

    fn untrain(&self, number: u32) -> Result<Untrained, Problem> {
        let mut undone = Untrained::default();
        for (digest, stands) in self.store().read(|connection| trained::of(connection, number))? {
            if stands {
                self.untrain_one(digest)?;
                undone.taken_back += 1;
            } else {
                let live = self.store().read(|connection| training::live(connection, digest))?;
                undone.kept += u32::from(live.is_some_and(|entry| !entry.lesson.is_unspoken()));
                self.store().write(|tx| trained::forget(tx, digest))?;
            }
        }
        Ok(undone)
    }

    fn untrain_one(&self, digest: Digest) -> Result<(), Problem> {
        let remembered = self.store().read(|connection| words::remembered_by(connection, digest))?;
        let (message_id, from_address, text_digest) = remembered.unwrap_or_default();
        let about = Spoken {
            digest,
            message_id: &message_id,
            from_address: &from_address,
            text_digest: &text_digest,
        };
        let (sample, now) = (Sample::default(), self.now());
        let teaching = Teaching { digest, sample: &sample, label: None, account: None, stood: None, now };
        self.training().teach(self.store(), &teaching, |tx| {
            words::unsay(tx, digest)?;
            let unsaid = unsay_of_all(tx, about)?;
            swayed::withdraw(tx, digest, &unsaid)?;
            trained::forget(tx, digest)
        })?;
        Ok(())
    }

    /// Connects to an account to read a folder of it, mail by mail. Fails with `NoSuchAccount`, or what
    /// the mailbox says.
    pub async fn open_folder(&self, id: &AccountId, folder: &str) -> Result<FolderReader, Problem> {
        let account = self.account(id)?;
        let mailbox = self.reach(&account).await?;
        let mut reader = FolderReader {
            mailbox,
            folder: folder.to_owned(),
            listed: VecDeque::new(),
            cursor: None,
            more: true,
        };
        // All of it at once: a folder that is not there is told before anything is done, and what is
        // taught from several places is spread by how much there is.
        while reader.more {
            reader.list().await?;
        }
        Ok(reader)
    }
}

/// The mails of a folder of an account, one after the other. Reading changes nothing there.
pub struct FolderReader {
    mailbox: Box<dyn Mailbox>,
    folder: String,
    listed: VecDeque<Seen>,
    cursor: Option<Cursor>,
    more: bool,
}

impl FolderReader {
    async fn list(&mut self) -> Result<(), Problem> {
        let look = self.mailbox.look(&self.folder, self.cursor.as_ref(), LISTED).await?;
        // A look that brings nothing and says there is more would go on for ever.
        self.more = look.more && !look.new.is_empty();
        self.cursor = Some(look.cursor);
        self.listed.extend(look.new);
        Ok(())
    }

    /// How much is still to be read, in bytes.
    pub fn size(&self) -> u64 {
        self.listed.iter().map(|seen| seen.size.min(LARGEST_WHOLE)).sum()
    }

    /// The next mail, of a very large one the beginning; `None` at the end. A problem with one mail does
    /// not keep the others from being read; one with the connection does, and then this is the end.
    pub async fn next(&mut self) -> Option<Result<Vec<u8>, Problem>> {
        let seen = self.listed.pop_front()?;
        let fetched = if seen.size > LARGEST_WHOLE {
            self.mailbox.fetch_start(&seen.place, BEGINNING).await
        } else {
            self.mailbox.fetch(&seen.place).await
        };
        // After an error a connection is done, but for the answer that a message is gone.
        if fetched.as_ref().is_err_and(|problem| problem.kind != ProblemKind::MessageGone) {
            self.listed.clear();
        }
        Some(fetched)
    }
}
