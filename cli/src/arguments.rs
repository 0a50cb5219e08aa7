//! The command line's grammar. What each word means stands in the catalogue, under `help-…`.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use engine::classifier::Label;
use engine::{Mode, SecretPlace};

#[derive(Debug, Parser)]
#[command(name = "mekiki", version)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Args)]
pub(crate) struct Common {
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    #[arg(long, global = true, value_name = "en|ja")]
    pub(crate) language: Option<Spoken>,
    #[arg(long, global = true, value_name = "keyring|file|memory")]
    pub(crate) secrets: Option<Secrets>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check {
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
        #[arg(long)]
        all: bool,
    },
    Learn {
        #[arg(value_name = "spam|ham")]
        label: Said,
        #[arg(value_name = "FILE|FOLDER|-", required = true)]
        files: Vec<PathBuf>,
    },
    Train(Train),
    Unlearn {
        #[arg(value_name = "FILE|FOLDER|-", required_unless_present = "message")]
        files: Vec<PathBuf>,
        #[arg(long, value_name = "NUMBER", conflicts_with = "files")]
        message: Vec<u32>,
    },
    #[command(subcommand)]
    Account(Account),
    Watch {
        #[arg(long)]
        once: bool,
        #[arg(long)]
        password_stdin: bool,
    },
    #[command(subcommand)]
    Junk(Junk),
    #[command(subcommand)]
    Allow(Entries),
    #[command(subcommand)]
    Block(Entries),
    #[command(subcommand)]
    Tag(Tags),
    #[command(subcommand)]
    Setting(Setting),
    Export {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    Import {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[arg(long)]
        dry_run: bool,
    },
    Evaluate(Evaluate),
    Jig {
        #[arg(long)]
        starter: bool,
    },
    Demo {
        #[arg(long, value_name = "DIR")]
        dir: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Train {
    #[arg(long, value_name = "PLACE", required_unless_present_any = ["spam", "undo"])]
    pub(crate) ham: Vec<PathBuf>,
    #[arg(long, value_name = "PLACE")]
    pub(crate) spam: Vec<PathBuf>,
    #[arg(long, conflicts_with_all = ["ham", "spam"])]
    pub(crate) undo: bool,
    #[arg(long)]
    pub(crate) password_stdin: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Account {
    Add(Box<AddAccount>),
    Change(Box<ChangeAccount>),
    List,
    Test {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(long)]
        password_stdin: bool,
    },
    Remove {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(long)]
        leave_password: bool,
    },
    Mode {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(value_name = "observe|mark|hold")]
        mode: Acting,
        #[arg(long)]
        move_earlier: bool,
    },
    GoOn {
        #[arg(value_name = "NAME")]
        name: String,
    },
}

#[derive(Debug, Args)]
#[group(skip)]
#[command(group = ArgGroup::new("place").args(["imap", "pop3", "maildir"]).required(true))]
#[command(group = ArgGroup::new("server").args(["imap", "pop3"]))]
pub(crate) struct AddAccount {
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    #[arg(long, value_name = "HOST", requires = "user")]
    pub(crate) imap: Option<String>,
    #[arg(long, value_name = "HOST", requires = "user")]
    pub(crate) pop3: Option<String>,
    #[arg(long, value_name = "PORT", requires = "server")]
    pub(crate) port: Option<u16>,
    #[arg(long, requires = "server")]
    pub(crate) starttls: bool,
    #[arg(long, value_name = "USER", requires = "server")]
    pub(crate) user: Option<String>,
    #[arg(long, value_name = "FILE", requires = "server")]
    pub(crate) ca_file: Option<PathBuf>,
    #[arg(long, requires = "server")]
    pub(crate) password_stdin: bool,
    #[arg(long, value_name = "FOLDER")]
    pub(crate) maildir: Option<PathBuf>,
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) address: Vec<String>,
    #[arg(long, value_name = "FOLDER")]
    pub(crate) folder: Vec<String>,
    #[arg(long, value_name = "HOST")]
    pub(crate) provider_host: Vec<String>,
    #[arg(long, value_name = "observe|mark|hold", default_value = "observe")]
    pub(crate) mode: Acting,
}

// One switch an option of the command line; they are no states of anything.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Args)]
pub(crate) struct ChangeAccount {
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    #[arg(long, value_name = "HOST")]
    pub(crate) imap: Option<String>,
    #[arg(long, value_name = "HOST", conflicts_with = "imap")]
    pub(crate) pop3: Option<String>,
    #[arg(long, value_name = "PORT")]
    pub(crate) port: Option<u16>,
    #[arg(long)]
    pub(crate) starttls: bool,
    #[arg(long, conflicts_with = "starttls")]
    pub(crate) tls: bool,
    #[arg(long, value_name = "USER")]
    pub(crate) user: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) ca_file: Option<PathBuf>,
    #[arg(long, conflicts_with = "ca_file")]
    pub(crate) no_ca_file: bool,
    #[arg(long)]
    pub(crate) ask_password: bool,
    #[arg(long, conflicts_with = "ask_password")]
    pub(crate) password_stdin: bool,
    #[arg(long, value_name = "FOLDER")]
    pub(crate) maildir: Option<PathBuf>,
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) address: Vec<String>,
    #[arg(long, value_name = "FOLDER")]
    pub(crate) folder: Vec<String>,
    #[arg(long, value_name = "HOST")]
    pub(crate) provider_host: Vec<String>,
    #[arg(long, value_name = "observe|mark|hold")]
    pub(crate) mode: Option<Acting>,
    #[arg(long, requires = "mode")]
    pub(crate) move_earlier: bool,
}

impl ChangeAccount {
    /// Whether anything is asked for that only an account on a server has.
    pub(crate) fn names_a_server(&self) -> bool {
        self.imap.is_some()
            || self.pop3.is_some()
            || self.port.is_some()
            || self.starttls
            || self.tls
            || self.user.is_some()
            || self.ca_file.is_some()
            || self.no_ca_file
            || self.ask_password
            || self.password_stdin
    }

    /// Whether nothing is asked for at all.
    pub(crate) fn names_nothing(&self) -> bool {
        !self.names_a_server()
            && self.maildir.is_none()
            && [&self.address, &self.folder, &self.provider_host].iter().all(|given| given.is_empty())
            && self.mode.is_none()
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Junk {
    List,
    Show {
        #[arg(value_name = "NUMBER")]
        message: u32,
        #[arg(long)]
        raw: bool,
        #[arg(long)]
        all: bool,
    },
    Release {
        #[arg(value_name = "NUMBER", required = true)]
        messages: Vec<u32>,
        #[arg(long)]
        not_spam: bool,
    },
    Delete {
        #[arg(value_name = "NUMBER", required = true)]
        messages: Vec<u32>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Entries {
    Add {
        #[arg(value_name = "ADDRESS|DOMAIN|NETWORK", required = true)]
        entries: Vec<String>,
    },
    List,
    Remove {
        #[arg(value_name = "NUMBER|ENTRY", required = true)]
        entries: Vec<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Tags {
    Teach(TeachTag),
    List,
    Remove {
        #[arg(value_name = "HEADER", required = true)]
        headers: Vec<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct TeachTag {
    #[arg(value_name = "HEADER")]
    pub(crate) header: String,
    #[arg(long, value_name = "PATTERN")]
    pub(crate) spam: Option<String>,
    #[arg(long, value_name = "PATTERN")]
    pub(crate) ham: Option<String>,
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    pub(crate) number_above: Option<f64>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Setting {
    Dns {
        #[arg(value_name = "on|off")]
        state: Option<Switched>,
        #[arg(long, value_name = "ADDRESS", requires = "state")]
        server: Option<String>,
    },
}

// One switch an option of the command line; they are no states of anything.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Args)]
pub(crate) struct Evaluate {
    #[arg(value_name = "INDEX")]
    pub(crate) index: PathBuf,
    #[arg(long, value_name = "FOLDER")]
    pub(crate) corpus_root: Option<PathBuf>,
    #[arg(long)]
    pub(crate) shuffle: bool,
    #[arg(long, value_name = "AMOUNT")]
    seed: Option<u64>,
    #[arg(long)]
    pub(crate) starter: bool,
    #[arg(long, value_name = "immediate|delayed|corrections-only|day-one", default_value = "immediate")]
    pub(crate) mode: Taught,
    #[arg(long, value_name = "AMOUNT")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    delay: Option<u32>,
    #[arg(long, value_name = "PERCENT")]
    #[arg(value_parser = clap::value_parser!(u8).range(0..=100))]
    noticed: Option<u8>,
    #[arg(long)]
    pub(crate) cutoffs: bool,
    #[arg(long)]
    pub(crate) compare: bool,
}

impl Evaluate {
    /// The number that the random order follows from.
    pub(crate) fn seed(&self) -> u64 {
        self.seed.unwrap_or(42)
    }

    /// After how many further messages one is learned.
    pub(crate) fn delay(&self) -> u32 {
        self.delay.unwrap_or(50)
    }

    /// How many of a hundred wrong judgements are corrected.
    pub(crate) fn noticed(&self) -> u8 {
        self.noticed.unwrap_or(100)
    }

    /// An option that was given and does nothing, and what it does something with.
    pub(crate) fn without_effect(&self) -> Option<(&'static str, &'static str)> {
        let late = self.delay.is_some() && self.mode != Taught::Delayed;
        let few = self.noticed.is_some() && self.mode != Taught::CorrectionsOnly;
        let idle = [
            (self.seed.is_some() && !self.shuffle, ("--seed", "--shuffle")),
            (late, ("--delay", "--mode delayed")),
            (few, ("--noticed", "--mode corrections-only")),
        ];
        idle.into_iter().find_map(|(is_idle, names)| is_idle.then_some(names))
    }
}

/// When an evaluation is told what a message was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Taught {
    Immediate,
    Delayed,
    CorrectionsOnly,
    DayOne,
}

/// A language that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Spoken {
    En,
    Ja,
}

/// A label that can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Said {
    Spam,
    Ham,
}

impl From<Said> for Label {
    fn from(said: Said) -> Self {
        match said {
            Said::Spam => Self::Spam,
            Said::Ham => Self::Ham,
        }
    }
}

/// What a switch can be set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Switched {
    On,
    Off,
}

/// A mode that can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Acting {
    Observe,
    Mark,
    Hold,
}

impl From<Acting> for Mode {
    fn from(acting: Acting) -> Self {
        match acting {
            Acting::Observe => Self::Observe,
            Acting::Mark => Self::Mark,
            Acting::Hold => Self::Hold,
        }
    }
}

/// A place for passwords that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Secrets {
    Keyring,
    File,
    Memory,
}

impl From<Secrets> for SecretPlace {
    fn from(secrets: Secrets) -> Self {
        match secrets {
            Secrets::Keyring => Self::Keyring,
            Secrets::File => Self::File,
            Secrets::Memory => Self::MemoryOnly,
        }
    }
}
