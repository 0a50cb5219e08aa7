//! The demonstration mailbox: mails written for it, turned into what a server would deliver.
//!
//! The mails stand in `demo/mail/*.eml` as readable UTF-8 text; what charset and transfer
//! encoding each one travels in is said in its preface. Every name, host and address in
//! them is invented and of a reserved domain. This crate reads no disk and no clock: the
//! texts are part of the program and the moment is a parameter.

#![forbid(unsafe_code)]

mod charset;
mod entity;
mod header;
mod moment;
mod preface;
mod table;
#[cfg(test)]
mod tests;

pub use preface::{Label, Language};

use moment::Moment;
use preface::Preface;

/// The fictional person whose mailbox this is.
pub const OWNER: &str = "hanako@mail.example";

/// Addresses that the person wrote to before: what an address book or a sent folder would tell.
pub const CORRESPONDENTS: &[&str] = &[
    "ichiro@home.example",
    "mother@home.example",
    "s.takahashi@hikari-print.example",
    "helen@riverside-choir.example",
    "daniel.okoye@northgate.example",
    "kyoko.mori@mail.example",
];

/// `Message-ID`s (without angle brackets) of mails that the person sent: a delivery failure
/// that returns one of these is real, any other is backscatter.
pub const SENT_MESSAGE_IDS: &[&str] =
    &["20261118.4471.hanako@mail.example", "20261121.4502.hanako@mail.example"];

/// A mail of the demonstration, ready to be delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoMessage {
    /// The name of its source file, without `.eml`.
    pub name: &'static str,
    /// What its author meant it to be.
    pub label: Label,
    /// The trick it plays, or the sort of wanted mail it is, in kebab case.
    pub kind: &'static str,
    /// The language it is written in.
    pub language: Language,
    /// The mail as it travels: CRLF line ends, no line over 998 bytes.
    pub raw: Vec<u8>,
    /// When the provider received it, seconds since 1970.
    pub received: i64,
}

/// All mails as if today were `now` (seconds since 1970), oldest first. Same `now`, same bytes.
pub fn messages(now: i64) -> Vec<DemoMessage> {
    let mut messages: Vec<_> = table::SOURCES.iter().map(|(name, source)| load(name, source, now)).collect();
    messages.sort_by_key(|message| (message.received, message.name));
    messages
}

/// A mail written like those of `demo/mail`, read from anywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenMessage<'a> {
    /// What its author meant it to be.
    pub label: Label,
    /// The trick it plays, or the sort of wanted mail it is, in kebab case.
    pub kind: &'a str,
    /// The language it is written in.
    pub language: Language,
    /// The mail as it travels: CRLF line ends.
    pub raw: Vec<u8>,
    /// When the provider received it, seconds since 1970.
    pub received: i64,
}

/// Turns the source text of one mail into what a server would deliver, as if today were `now`.
pub fn read(source: &str, now: i64) -> WrittenMessage<'_> {
    let (preface, mail) = Preface::read(source);
    let received = now - preface.age;
    let text = Moment::new(received, preface.language).fill(mail);
    WrittenMessage {
        label: preface.label,
        kind: preface.kind,
        language: preface.language,
        raw: entity::encode(&text, &preface),
        received,
    }
}

fn load(name: &'static str, source: &'static str, now: i64) -> DemoMessage {
    let WrittenMessage { label, kind, language, raw, received } = read(source, now);
    DemoMessage { name, label, kind, language, raw, received }
}
