//! Reads what the provider's own filter wrote, and decides whether to believe it.
//!
//! A sender can write any of these lines. So a tag is trusted only where it stands above
//! the line with which the provider took the message in; anywhere else its "no" earns
//! nothing and its "yes" very little. Scales differ: points, percent, stars and flags are
//! each read by their own rule, and a number without its threshold is not given one.

mod dialects;
mod subject;

use crate::Facts;
use crate::message::{Message, authentication};

pub use subject::strip_tag;

/// What a tag says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Opinion {
    /// The filter took it for ham.
    Ham,
    /// The filter could not tell.
    Unsure,
    /// The filter took it for spam.
    Spam,
}

/// One tag, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The dialect's name, such as `spamassassin`; the key of [`Facts::tags`].
    pub dialect: &'static str,
    /// The header's name as written, or `Subject`.
    pub header: String,
    /// What it said, at most 120 characters.
    pub value: String,
    /// What that means.
    pub opinion: Opinion,
    /// Whether only the provider can have written it.
    pub trusted: bool,
}

/// Reads every tag of a message, top first.
///
/// Of several lines of one name in trusted position the topmost counts; a foreign line of
/// a name that the provider wrote as well is a forgery and is left to the check `forged-tag`.
pub fn read(message: &Message, facts: &Facts) -> Vec<Tag> {
    let border = authentication::border(message, &facts.provider).map_or(0, |hop| hop.header);
    let mut tags: Vec<Tag> = Vec::new();
    for (index, header) in message.headers.iter().enumerate() {
        let Some((dialect, opinion)) = dialects::read(&header.name, &header.value) else { continue };
        let trusted = index < border;
        let repeated = tags.iter().any(|tag| tag.header.eq_ignore_ascii_case(&header.name));
        if !repeated {
            let value = header.value.chars().filter(|letter| !letter.is_control()).take(120).collect();
            tags.push(Tag { dialect, header: header.name.clone(), value, opinion, trusted });
        }
    }
    if let Some(tag) = subject::tag(&message.subject) {
        // The subject is the sender's line: it is believed only with a header of the provider's own.
        let confirmed = tags.iter().any(|other| other.trusted && other.opinion == Opinion::Spam);
        let known = facts.tags.get(subject::DIALECT).is_some_and(|record| {
            record.spam_confirmed >= 3 && record.spam_confirmed > 4 * record.spam_contradicted
        });
        tags.push(Tag {
            dialect: subject::DIALECT,
            header: "Subject".to_owned(),
            value: tag.to_owned(),
            opinion: Opinion::Spam,
            trusted: confirmed || known,
        });
    }
    tags
}

/// Whether a header (its name in lower case) is a filter's mark rather than the sender's writing.
pub fn is_filter_header(name: &str) -> bool {
    dialects::is_filter_header(name)
}
