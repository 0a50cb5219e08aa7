//! The lines `#name: value` above each mail: what it is and how it travels.

use crate::moment;

/// What the author of a mail meant it to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// Wanted mail.
    Ham,
    /// Unwanted mail.
    Spam,
    /// Mail that a careful person could not decide about without knowing more.
    Doubtful,
}

/// The language a mail is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    English,
    /// Japanese.
    Japanese,
}

/// What the preface says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Preface<'a> {
    pub(crate) label: Label,
    pub(crate) kind: &'a str,
    pub(crate) language: Language,
    /// The charset label of headers and of text parts that name none themselves.
    pub(crate) charset: &'a str,
    /// The transfer encoding of text parts that name none themselves.
    pub(crate) transfer: &'a str,
    /// How long ago it came, in seconds.
    pub(crate) age: i64,
}

impl<'a> Preface<'a> {
    /// Splits a source into its preface and the mail. What a preface leaves out has a
    /// default here; the tests see to it that none leaves out what matters.
    pub(crate) fn read(source: &'a str) -> (Self, &'a str) {
        let mut preface = Self {
            label: Label::Doubtful,
            kind: "",
            language: Language::English,
            charset: "utf-8",
            transfer: "8bit",
            age: 0,
        };
        let mut rest = source;
        while let Some((line, after)) = rest.strip_prefix('#').and_then(|line| line.split_once('\n')) {
            if let Some((name, value)) = line.split_once(':') {
                preface.set(name, value.trim());
            }
            rest = after;
        }
        (preface, rest)
    }

    fn set(&mut self, name: &str, value: &'a str) {
        match (name, value) {
            ("label", "ham") => self.label = Label::Ham,
            ("label", "spam") => self.label = Label::Spam,
            ("kind", kind) => self.kind = kind,
            ("language", "ja") => self.language = Language::Japanese,
            ("charset", charset) => self.charset = charset,
            ("transfer", transfer) => self.transfer = transfer,
            ("age", age) => self.age = age.split(' ').filter_map(moment::seconds).sum(),
            _ => {}
        }
    }
}
