//! The outcome of judging one message, in the words of the product.
//!
//! Architecture invariant: a [`Judgement`] is its own explanation. The contributions
//! of the evidence add up to the log-odds of the score; nothing else enters it.

use serde::{Deserialize, Serialize};

use crate::checks::{CheckId, Finding};
use crate::server::Opinion;

/// Probability that a message is spam, in 0..=1 and never NaN.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(transparent)]
pub struct Score(f64);

impl Score {
    /// Takes a probability; a value outside 0..=1 is moved to the nearer end, NaN to one half.
    pub fn new(probability: f64) -> Self {
        if probability.is_nan() { Self(0.5) } else { Self(probability.clamp(0.0, 1.0)) }
    }

    /// Turns natural log-odds into a probability.
    pub fn from_log_odds(log_odds: f64) -> Self {
        Self::new(1.0 / (1.0 + (-log_odds).exp()))
    }

    /// The probability, in 0..=1.
    pub fn probability(self) -> f64 {
        self.0
    }
}

/// What the person or the corpus says a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    /// Wanted mail.
    Ham,
    /// Unwanted mail.
    Spam,
}

/// The class of a message by its score and the cutoffs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Below the ham cutoff.
    Ham,
    /// From the ham cutoff up to, but not at, the spam cutoff: "I cannot tell".
    Unsure,
    /// At or above the spam cutoff.
    Spam,
}

/// Where ham ends and spam begins: ham < `ham` ≤ unsure < `spam` ≤ spam.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Cutoffs {
    /// Scores below this are ham.
    pub ham: Score,
    /// Scores at or above this are spam.
    pub spam: Score,
}

impl Default for Cutoffs {
    fn default() -> Self {
        Self { ham: Score(0.2), spam: Score(0.9) }
    }
}

impl Cutoffs {
    /// The class that a score falls into.
    pub fn verdict(&self, score: Score) -> Verdict {
        if score.0 >= self.spam.0 {
            Verdict::Spam
        } else if score.0 >= self.ham.0 {
            Verdict::Unsure
        } else {
            Verdict::Ham
        }
    }
}

/// A member of the committee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Voter {
    /// Words, word pairs, character pairs, header and link tokens.
    Bayes,
    /// Runs of six characters, of the header and of the text.
    Ngram,
    /// The named checks, weighed by Bernoulli naive Bayes.
    Checks,
    /// The provider's own tags, believed by position and record.
    Server,
    /// Who sent it: earlier mail both ways.
    Sender,
    /// Whether nearly the same text was judged before.
    Twin,
    /// Which way the person had to correct what was judged: the same for every message.
    Corrections,
}

/// One voter's opinion of one message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Vote {
    /// Whose vote.
    pub voter: Voter,
    /// Natural log-odds for spam as the voter sees it; 0 when it abstains.
    pub log_odds: f64,
    /// How much the chairman lets it count, in 0..=1; 0 when it abstains.
    pub confidence: f64,
    /// What of it entered the sum: the voter's clues add up to this.
    pub share: f64,
}

/// A feature of a message, as a person could be shown it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Token {
    /// A word of the text or subject; `field` is `body`, `subject`, `hidden` or `name`.
    Word {
        /// Where it stood.
        field: String,
        /// The folded word.
        text: String,
    },
    /// Two neighbouring words, or the two characters of a CJK pair.
    Pair {
        /// Where it stood.
        field: String,
        /// The folded pair; words are separated by one space.
        text: String,
    },
    /// A run of neighbouring characters.
    Run {
        /// `header` or `body` (subject and text).
        field: String,
        /// The characters, folded.
        text: String,
    },
    /// Something of a header line.
    Header {
        /// The header's name in lower case.
        name: String,
        /// The part that counted.
        text: String,
    },
    /// Something of a link: its host, a part of its path, its scheme.
    Link {
        /// The part that counted.
        text: String,
    },
    /// A finding of a check.
    Check {
        /// Which check.
        id: CheckId,
        /// The passage that gave it away, made safe for showing; may be empty.
        detail: String,
    },
    /// What the provider's filter wrote.
    Server {
        /// The dialect's name, such as `spamassassin`.
        dialect: String,
        /// The header's name or `subject`.
        header: String,
        /// What it said, shortened.
        value: String,
        /// What that means; `None` where an earlier version of the program kept it.
        says: Option<Opinion>,
        /// Whether it stood where only the person's own provider can write.
        trusted: bool,
    },
    /// What is known of the sender.
    Sender {
        /// `written-to`, `known-ham`, `known-spam`, `first-contact`, `allow-unproven`, …
        what: String,
        /// The address or domain it is about.
        who: String,
        /// How many messages stand behind it.
        count: u32,
    },
    /// A message judged before whose text is nearly the same.
    Twin {
        /// What that message was judged to be.
        label: Label,
        /// How alike the texts are, in percent, 50 to 100.
        alike: u32,
    },
    /// A voter's starting point, before it looked at anything; of `corrections` all there is:
    /// `spam_seen` spams were missed, `ham_seen` wanted mails doubted.
    Prior {
        /// Whose.
        voter: Voter,
    },
    /// All smaller clues of a voter together.
    Rest {
        /// Whose.
        voter: Voter,
        /// How many clues are folded into this one.
        count: u32,
    },
}

/// A feature that counted, with what it contributed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Clue {
    /// Which voter brought it.
    pub voter: Voter,
    /// The feature.
    pub token: Token,
    /// Contribution to the log-odds of the score: above 0 speaks for spam, below 0 for ham.
    pub contribution: f64,
    /// In how many spam messages it was seen when it was judged.
    pub spam_seen: u32,
    /// In how many ham messages it was seen when it was judged.
    pub ham_seen: u32,
}

/// The clues of a judgement, largest absolute contribution first.
///
/// Their contributions add up to the judgement's log-odds within 1e-9.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(transparent)]
pub struct Evidence(pub Vec<Clue>);

impl Evidence {
    /// The sum of all contributions, in log-odds.
    pub fn total(&self) -> f64 {
        self.0.iter().map(|clue| clue.contribution).sum::<f64>() + 0.0
    }
}

/// Who decided the verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Decision {
    /// The committee's score against the cutoffs.
    Committee,
    /// An allow entry that applies to a proven sender.
    Allowed {
        /// The entry as the person wrote it.
        entry: String,
    },
    /// A block entry that applies.
    Blocked {
        /// The entry as the person wrote it.
        entry: String,
    },
}

/// A message judged.
///
/// The verdict follows from `decision`: for `Committee` from score and cutoffs, for a
/// list entry from the entry; the score is the committee's in either case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Judgement {
    /// The chairman's probability.
    pub score: Score,
    /// The same as natural log-odds; equals the sum of the evidence within 1e-9.
    pub log_odds: f64,
    /// The class.
    pub verdict: Verdict,
    /// The cutoffs it was held against.
    pub cutoffs: Cutoffs,
    /// Who decided.
    pub decision: Decision,
    /// Why.
    pub evidence: Evidence,
    /// The committee's votes, one a voter, in the order of [`Voter`].
    pub votes: Vec<Vote>,
    /// What the checks found, in the order of the check table.
    pub findings: Vec<Finding>,
    /// An allow entry that names this sender but whom nothing proves.
    pub unproven_allow: Option<String>,
    /// When it was judged: seconds since 1970, from [`crate::Facts::now`].
    #[cfg_attr(feature = "specta", specta(type = f64))]
    pub judged_at: i64,
}
