//! Reads what the provider's own filter wrote, and decides whether to believe it.
//!
//! A sender can write any of these lines. So a tag is trusted only where it stands above
//! the line with which the provider took the message in; anywhere else its "no" earns
//! nothing and its "yes" very little. Scales differ: points, percent, stars and flags are
//! each read by their own rule, and a number without its threshold is not given one.

mod dialects;
mod subject;
mod taught;
#[cfg(test)]
mod tests;
mod values;

use std::borrow::Cow;

use crate::Facts;
use crate::message::{Header, Message, authentication};
use dialects::Source;

pub use subject::strip_tag;
pub use taught::TaughtTag;

/// So many confirmations by the person make a tag known.
const CONFIRMED: u32 = 3;

/// What a tag says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
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
    /// The dialect's name, such as `spamassassin`, or `taught:` and the header's name; the key
    /// of [`Facts::tags`].
    pub dialect: Cow<'static, str>,
    /// The header's name as written, or `Subject`.
    pub header: String,
    /// What it said, at most 120 characters.
    pub value: String,
    /// What that means.
    pub opinion: Opinion,
    /// Whether only the provider can have written it.
    pub trusted: bool,
    /// Whether that meaning was seen in the filter's own papers or mail, taught by the person,
    /// or confirmed by this account's record; else it is only recalled.
    pub known: bool,
}

impl Tag {
    /// Whether it stands in the subject, which is the sender's line.
    pub fn is_in_subject(&self) -> bool {
        self.dialect == subject::DIALECT
    }
}

/// Reads the tags of a message: one a dialect, that of the provider where it wrote any.
///
/// Of several lines of one name the topmost counts, and of several names of one dialect the
/// one that speaks most for spam. A foreign line of a dialect that the provider wrote as well
/// is a forgery and is left to the check `forged-tag`. What the person taught of a header
/// stands in place of what is known of it.
pub fn read(message: &Message, facts: &Facts) -> Vec<Tag> {
    let border = authentication::border(message, &facts.provider).map_or(0, |hop| hop.header);
    let mut tags: Vec<Tag> = Vec::new();
    let mut read: Vec<Reader<'_>> = Vec::new();
    for (place, header) in message.headers.iter().enumerate() {
        let Some((reader, opinion)) = opinion(header, facts) else { continue };
        if read.contains(&reader) {
            continue;
        }
        read.push(reader);
        add(&mut tags, tag(reader, header, opinion, place < border, facts));
    }
    if let Some(tag) = subject_tag(message, facts, &tags) {
        tags.push(tag);
    }
    tags
}

/// What a person calls the filter behind a dialect; `None` where it has no name of its own.
pub fn filter_name(dialect: &str) -> Option<&'static str> {
    dialects::FILTERS.iter().find(|(known, _)| *known == dialect).map(|(_, name)| *name)
}

/// The header that a person taught, where the dialect is such a one.
pub fn taught_header(dialect: &str) -> Option<&str> {
    dialect.strip_prefix("taught:")
}

/// Whether a header (its name in lower case) is a filter's mark rather than the sender's writing.
pub fn is_filter_header(name: &str) -> bool {
    dialects::is_filter_header(name)
}

/// What reads a line: a taught tag, or a row of the table.
#[derive(Clone, Copy)]
enum Reader<'a> {
    Taught(&'a TaughtTag),
    Row(usize),
}

impl PartialEq for Reader<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Taught(one), Self::Taught(other)) => one.header == other.header,
            (Self::Row(one), Self::Row(other)) => one == other,
            _ => false,
        }
    }
}

fn opinion<'a>(header: &Header, facts: &'a Facts) -> Option<(Reader<'a>, Opinion)> {
    if let Some(taught) = facts.taught.iter().find(|taught| taught.header.eq_ignore_ascii_case(&header.name))
    {
        return taught.read(&header.value).map(|opinion| (Reader::Taught(taught), opinion));
    }
    dialects::read(&header.name, &header.value).map(|(row, opinion)| (Reader::Row(row), opinion))
}

fn tag(reader: Reader<'_>, header: &Header, opinion: Opinion, trusted: bool, facts: &Facts) -> Tag {
    let (dialect, seen) = match reader {
        Reader::Taught(taught) => (Cow::Owned(taught.dialect()), true),
        Reader::Row(place) => dialects::DIALECTS.get(place).map_or((Cow::Borrowed(""), false), |row| {
            (Cow::Borrowed(row.dialect), row.source == Source::Seen)
        }),
    };
    let value = header.value.trim().chars().filter(|letter| !letter.is_control()).take(120).collect();
    let known = seen || is_confirmed(&dialect, facts);
    Tag { dialect, header: header.name.clone(), value, opinion, trusted, known }
}

/// Adds a tag to those of other dialects, or puts it in place of a weaker one of its own.
fn add(tags: &mut Vec<Tag>, tag: Tag) {
    match tags.iter_mut().find(|other| other.dialect == tag.dialect) {
        None => tags.push(tag),
        Some(other) if (other.trusted, other.opinion) < (tag.trusted, tag.opinion) => *other = tag,
        Some(_) => {}
    }
}

/// The subject is the sender's line: a tag in it is believed only with a header of the provider's
/// own, or where this account's provider is known for it.
fn subject_tag(message: &Message, facts: &Facts, tags: &[Tag]) -> Option<Tag> {
    let tag = subject::tag(&message.subject)?;
    let agreed = tags.iter().any(|other| other.trusted && other.opinion == Opinion::Spam);
    let known = is_confirmed(subject::DIALECT, facts);
    Some(Tag {
        dialect: Cow::Borrowed(subject::DIALECT),
        header: "Subject".to_owned(),
        value: tag.to_owned(),
        opinion: Opinion::Spam,
        trusted: agreed || known,
        known,
    })
}

/// Whether the person's labels have borne out what this dialect calls spam.
fn is_confirmed(dialect: &str, facts: &Facts) -> bool {
    facts.tags.get(dialect).is_some_and(|record| {
        record.spam_confirmed >= CONFIRMED && record.spam_confirmed > 4 * record.spam_contradicted
    })
}
