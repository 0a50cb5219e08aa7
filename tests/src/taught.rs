//! A small mailbox whose verdicts a test can foretell: the engine was taught the words of
//! its wanted mail, and the sender of its spam is on the block list.

use std::path::{Path, PathBuf};

use engine::account::{Account, AccountId, Mode, Source};
use engine::classifier::Label;
use engine::classifier::facts::ListKind;
use engine::{Engine, Options};

/// The words that the spam of this mailbox is made of, and who sends it.
const SPAM: &str = "wohlgeruch zauberpille rabattschlacht goldregen jackpot lotterie";
const SPAMMER: &str = "offers@elsewhere.example";
/// The words that its wanted mail is made of, and who sends it.
const HAM: &str = "aquarell vereinsabend probenplan kuchenliste wanderung notenmappe";
const FRIEND: &str = "someone@there.example";

/// A data folder with one Maildir account in mode hold, and mail to come.
#[derive(Debug)]
pub struct Taught {
    /// The data folder, for `--data-dir`.
    pub data: PathBuf,
    /// The Maildir.
    pub mail: PathBuf,
}

impl Taught {
    /// Makes both folders in `home`; the engine that taught is closed again.
    ///
    /// # Panics
    /// When anything of it fails.
    pub fn in_folder(home: &Path) -> Self {
        let taught = Self::untaught(home);
        let engine = taught.engine();
        for number in 0..20 {
            let (spam, ham) = (
                mail(SPAMMER, &format!("s{number}"), SPAM, ""),
                mail(FRIEND, &format!("h{number}"), HAM, ""),
            );
            engine.learn(spam.as_bytes(), Label::Spam).expect("spam is learned");
            engine.learn(ham.as_bytes(), Label::Ham).expect("ham is learned");
        }
        engine.add_to_list(ListKind::Block, SPAMMER).expect("the spammer is on the block list");
        taught
    }

    /// The same before anything was taught.
    ///
    /// # Panics
    /// When anything of it fails.
    pub fn untaught(home: &Path) -> Self {
        let taught = Self { data: home.join("data"), mail: home.join("mail") };
        for folder in ["cur", "new", "tmp"] {
            std::fs::create_dir_all(taught.mail.join(folder)).expect("a Maildir");
        }
        let engine = taught.engine();
        engine.add_account(account(&taught.mail), None).expect("the account is added");
        engine.go_on(&AccountId("home".to_owned())).expect("nothing will be asked");
        taught
    }

    /// Opens an engine on the data folder; while it lives nobody else can.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub fn engine(&self) -> Engine {
        Engine::open(&self.data, Options::default()).expect("the data folder opens")
    }

    /// Delivers a mail that will be judged spam. Subjects are plain ASCII.
    pub fn deliver_spam(&self, subject: &str) {
        self.deliver(subject, &mail(SPAMMER, subject, SPAM, ""));
    }

    /// Delivers a mail that will be judged wanted. `more` is put at the end of its text.
    pub fn deliver_ham(&self, subject: &str, more: &str) {
        self.deliver(subject, &mail(FRIEND, subject, HAM, more));
    }

    /// Delivers a mail as it is, the way a Maildir wants it: whole, or not at all.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn deliver(&self, name: &str, mail: &str) {
        let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        let passing = self.mail.join("tmp").join(&name);
        std::fs::write(&passing, mail).expect("a mail is written");
        std::fs::rename(passing, self.mail.join("new").join(name)).expect("it is delivered");
    }

    /// The bytes of all mails in the Maildir's inbox.
    ///
    /// # Panics
    /// When it cannot be read.
    pub fn inbox(&self) -> Vec<Vec<u8>> {
        mails_in(&self.mail)
    }
}

/// The bytes of all mails in a Maildir, in no order.
///
/// # Panics
/// When it cannot be read.
pub fn mails_in(maildir: &Path) -> Vec<Vec<u8>> {
    let folders = ["cur", "new"].map(|folder| std::fs::read_dir(maildir.join(folder)).expect("a Maildir"));
    // A file may be renamed between listing and reading; whoever waits lists again.
    folders.into_iter().flatten().filter_map(|entry| std::fs::read(entry.ok()?.path()).ok()).collect()
}

fn account(mail: &Path) -> Account {
    Account {
        id: AccountId("home".to_owned()),
        source: Source::Maildir { path: mail.to_owned() },
        mode: Mode::Hold,
        addresses: vec!["me@home.example".to_owned()],
        folders: Vec::new(),
        provider_hosts: Vec::new(),
    }
}

fn mail(from: &str, subject: &str, words: &str, more: &str) -> String {
    let name = subject.replace(' ', ".");
    format!(
        "From: Someone <{from}>\r\nTo: me@home.example\r\nSubject: {subject}\r\n\
        Date: Sat, 21 Nov 2026 10:00:00 +0000\r\nMessage-ID: <{name}@there.example>\r\n\
        MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n{more}\r\n",
    )
}
