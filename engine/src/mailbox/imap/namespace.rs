//! Where a person's folders hang: the prefix that the server announces for them (RFC 2342).
//!
//! The parser does not know the answer and would take the whole connection for broken. So it is
//! read beside the parser, line by line, before any folder is open; an answer of another form
//! than the usual one says nothing, and the list of folders has to do.

use super::names;

/// The first of the personal namespaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Namespace {
    /// What the name of each folder begins with, delimiter included, as the server spells it.
    pub(super) prefix: String,
    /// What parts the levels of a name.
    pub(super) delimiter: Option<char>,
}

impl Namespace {
    /// Reads the untagged line `* NAMESPACE (("Mail/" "/")) NIL NIL`.
    pub(super) fn read(line: &str) -> Option<Self> {
        let start = "* NAMESPACE ((";
        let head = line.get(..start.len())?;
        let rest = line.get(start.len()..).filter(|_| head.eq_ignore_ascii_case(start))?;
        let (prefix, rest) = quoted(rest)?;
        let rest = rest.strip_prefix(' ')?;
        let delimiter = quoted(rest).and_then(|(text, _)| text.chars().next());
        let plain = !prefix.chars().any(|c| c.is_control() || c == '\u{fffd}');
        plain.then_some(Self { prefix, delimiter })
    }
}

/// The quoted string that a text begins with, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('"')?;
    let mut escaped = false;
    let end = inner.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })?;
    let (string, rest) = inner.split_at_checked(end)?;
    Some((names::unescaped(string), rest.strip_prefix('"')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_personal_namespace_is_read() {
        for (line, prefix, delimiter) in [
            ("* NAMESPACE ((\"Mail/\" \"/\")) NIL NIL", "Mail/", Some('/')),
            ("* namespace ((\"INBOX.\" \".\" \"X-P\" (\"a\"))(\"#mh\" NIL)) NIL NIL", "INBOX.", Some('.')),
            ("* NAMESPACE ((\"\" \"\\\\\")) ((\"~\" \"/\")) NIL", "", Some('\\')),
            ("* NAMESPACE ((\"a\\\"b_\" \"_\")) NIL NIL", "a\"b_", Some('_')),
            ("* NAMESPACE ((\"\" NIL)) NIL NIL", "", None),
        ] {
            let read = Namespace::read(line);
            assert_eq!(read, Some(Namespace { prefix: prefix.to_owned(), delimiter }), "{line}");
        }
    }

    #[test]
    fn another_form_says_nothing() {
        for line in [
            "* NAMESPACE NIL NIL ((\"\" \"/\"))",
            "* NAMESPACE (({5}",
            "* NAMESPACE ((\"Mail",
            "* NAMESPACE ((\"Mail\\\"",
            "* NAMESPACE ((\"Ma\u{fffd}il/\" \"/\")) NIL NIL",
            "* LIST () \"/\" INBOX",
            "* NAMESPACÉ ((",
            "",
        ] {
            assert_eq!(Namespace::read(line), None, "{line}");
        }
    }
}
