//! Reads what a person teaches of a header, and refuses what could never be right.

use classifier::server::TaughtTag;

use crate::problem::{Problem, ProblemKind};

/// Longer than any filter's header name.
const LONGEST_NAME: usize = 80;
/// Longer than any value worth a pattern.
const LONGEST_PATTERN: usize = 200;
/// So many headers can be taught: each is looked for in every mail.
pub(crate) const MOST: u32 = 100;

/// Lines that the sender writes or that carry the mail: none of them is a filter's word.
const NOT_A_FILTERS: &[&str] = &[
    "authentication-results",
    "bcc",
    "cc",
    "comments",
    "date",
    "dkim-signature",
    "from",
    "in-reply-to",
    "keywords",
    "message-id",
    "mime-version",
    "organization",
    "received",
    "received-spf",
    "references",
    "reply-to",
    "return-path",
    "sender",
    "subject",
    "to",
    "user-agent",
    "x-mailer",
];
const NOT_A_FILTERS_BEGINNING: &[&str] = &["arc-", "content-", "list-", "resent-", "x-mekiki"];

/// Checks a tag as a person typed it, and gives it the form that is kept: the header's name in
/// lower case without its colon, patterns without white space at their ends.
///
/// Fails with `BadInput`; its `detail` says why: `name`, `sender`, `nothing`, `pattern`,
/// `everything`, `same` or `number`.
pub(crate) fn parse(tag: &TaughtTag) -> Result<TaughtTag, Problem> {
    let header = name(&tag.header)?;
    let spam = pattern(tag.spam.as_deref())?;
    let ham = pattern(tag.ham.as_deref())?;
    if spam.is_none() && ham.is_none() && tag.number_above.is_none() {
        return Err(bad(&header, "nothing"));
    }
    if let Some(number) = tag.number_above.filter(|number| !number.is_finite()) {
        return Err(bad(number, "number"));
    }
    let folded = |pattern: &Option<String>| pattern.as_ref().map(|pattern| pattern.to_lowercase());
    if spam.is_some() && folded(&spam) == folded(&ham) {
        return Err(bad(spam.unwrap_or_default(), "same"));
    }
    // Ham wherever the line stands at all: with that, nothing would be left to the number.
    let is_all = |pattern: &Option<String>| {
        pattern.as_ref().is_some_and(|pattern| pattern.chars().all(|letter| letter == '*'))
    };
    if is_all(&ham) || (is_all(&spam) && (ham.is_some() || tag.number_above.is_some())) {
        return Err(bad(&header, "everything"));
    }
    Ok(TaughtTag { header, spam, ham, number_above: tag.number_above })
}

/// A header's name (RFC 5322, section 2.2): printable ASCII without a colon.
pub(crate) fn name(typed: &str) -> Result<String, Problem> {
    let typed = typed.trim();
    let name = typed.strip_suffix(':').unwrap_or(typed).to_ascii_lowercase();
    let fits = |letter: char| letter.is_ascii_graphic() && letter != ':';
    if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(fits) {
        return Err(bad(typed, "name"));
    }
    let of_the_sender = NOT_A_FILTERS.contains(&name.as_str())
        || NOT_A_FILTERS_BEGINNING.iter().any(|beginning| name.starts_with(beginning));
    if of_the_sender { Err(bad(typed, "sender")) } else { Ok(name) }
}

fn pattern(typed: Option<&str>) -> Result<Option<String>, Problem> {
    let Some(pattern) = typed.map(str::trim) else { return Ok(None) };
    let fits = pattern.chars().count() <= LONGEST_PATTERN && !pattern.chars().any(char::is_control);
    if pattern.is_empty() || !fits {
        return Err(bad(pattern, "pattern"));
    }
    Ok(Some(pattern.to_owned()))
}

#[allow(clippy::needless_pass_by_value)]
pub(crate) fn bad(value: impl ToString, detail: &str) -> Problem {
    Problem::new(ProblemKind::BadInput)
        .with("what", "taught-tag")
        .with("value", value.to_string().chars().take(200).collect::<String>())
        .with("detail", detail)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn taught(header: &str, spam: Option<&str>, ham: Option<&str>, number_above: Option<f64>) -> TaughtTag {
        let owned = |pattern: Option<&str>| pattern.map(str::to_owned);
        TaughtTag { header: header.to_owned(), spam: owned(spam), ham: owned(ham), number_above }
    }

    #[test]
    fn a_tag_is_kept_in_one_form() {
        let read = parse(&taught(" X-Corp-Filter: ", Some(" Yes* "), Some("no*"), Some(5.0))).unwrap();
        assert_eq!(read, taught("x-corp-filter", Some("Yes*"), Some("no*"), Some(5.0)));
        assert!(parse(&taught("X-Junk", Some("*"), None, None)).is_ok(), "its presence may be the verdict");
        assert!(parse(&taught("X-Spam-Score", None, None, Some(-3.5))).is_ok());
    }

    #[test]
    fn nonsense_is_refused_and_says_why() {
        let long = "x".repeat(300);
        for (header, spam, ham, number, detail) in [
            ("", Some("yes"), None, None, "name"),
            (":", Some("yes"), None, None, "name"),
            ("X Corp", Some("yes"), None, None, "name"),
            ("X-Corp: yes", Some("yes"), None, None, "name"),
            ("X-検査", Some("yes"), None, None, "name"),
            (long.as_str(), Some("yes"), None, None, "name"),
            ("Subject", Some("*spam*"), None, None, "sender"),
            ("List-Id", Some("*spam*"), None, None, "sender"),
            ("received", Some("*spam*"), None, None, "sender"),
            ("X-Corp", None, None, None, "nothing"),
            ("X-Corp", Some(""), None, None, "pattern"),
            ("X-Corp", Some("  "), None, None, "pattern"),
            ("X-Corp", Some(long.as_str()), None, None, "pattern"),
            ("X-Corp", Some("a\nb"), None, None, "pattern"),
            ("X-Corp", Some("yes*"), Some("YES*"), None, "same"),
            ("X-Corp", None, Some("*"), None, "everything"),
            ("X-Corp", Some("**"), Some("no"), None, "everything"),
            ("X-Corp", Some("*"), None, Some(5.0), "everything"),
            ("X-Corp", None, None, Some(f64::NAN), "number"),
            ("X-Corp", None, None, Some(f64::INFINITY), "number"),
        ] {
            let problem = parse(&taught(header, spam, ham, number)).unwrap_err();
            assert_eq!(problem.kind, ProblemKind::BadInput);
            assert_eq!(
                problem.facts.get("detail").map(String::as_str),
                Some(detail),
                "{header} {spam:?} {ham:?}"
            );
        }
    }
}
