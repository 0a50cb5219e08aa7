//! The header lines as the voters that learn look at them.
//!
//! Left out is what says nothing of the next message: what other filters wrote (a forged
//! `X-Spam-Status: No` must earn nothing here; [`crate::server`] reads those lines, by
//! position), signatures, and every date and time. A mail is not spam for the hour at which it
//! came, nor for the time zone of its writer; and whoever taught more spam on one day than on
//! another would teach that day. How a date is written stays: programs differ in that.

use crate::Message;
use crate::server;

/// A header line: its name in lower case, and what of its value tells something.
pub(crate) struct Line<'a> {
    pub(crate) name: String,
    pub(crate) value: &'a str,
    /// How its date is written, see [`form`]; empty where it has none.
    pub(crate) date_form: String,
}

/// The lines in order, top first.
pub(crate) fn lines(message: &Message) -> impl Iterator<Item = Line<'_>> {
    message.headers.iter().filter_map(|header| {
        let name = header.name.to_ascii_lowercase();
        if server::is_filter_header(&name) {
            return None;
        }
        let (value, date) = match name.as_str() {
            "dkim-signature" | "domainkey-signature" | "arc-seal" | "arc-message-signature" => ("", ""),
            _ if name.ends_with("date") => ("", header.value.as_str()),
            "received" | "x-received" => header.value.rsplit_once(';').unwrap_or((&header.value, "")),
            _ => (header.value.as_str(), ""),
        };
        Some(Line { name, value, date_form: form(date) })
    })
}

/// How a date is written: `Sun, 2 Nov 2026 09:00:00 -0300` is `aaa, 0 aaa 0000 0:0:0 +0000`.
fn form(date: &str) -> String {
    let mut form = String::new();
    let mut digits = 0;
    for letter in date.chars().take(100) {
        let letter = match letter {
            _ if letter.is_ascii_digit() => '0',
            _ if letter.is_alphabetic() => 'a',
            _ if letter.is_whitespace() => ' ',
            '-' => '+',
            other => other,
        };
        digits = if letter == '0' { digits + 1 } else { 0 };
        match digits {
            // The second of the month is written as the twenty-second is.
            2 => {}
            3 => form.push_str("00"),
            _ if letter == ' ' && form.ends_with(' ') => {}
            _ => form.push(letter),
        }
    }
    form.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(raw: &str) -> Vec<[String; 3]> {
        let message = Message::parse(raw.as_bytes());
        lines(&message).map(|line| [line.name, line.value.to_owned(), line.date_form]).collect()
    }

    #[test]
    fn dates_signatures_and_other_filters_words_are_left_out() {
        let told = told(
            "Received: from a.example by b.example; Sun, 22 Nov 2026 09:00:00 +0900\nX-Spam-Flag: NO\n\
             Date: Sun, 22 Nov 2026 09:00:00 +0900\nDKIM-Signature: v=1; t=1795000000\nX-Mailer: m\n\n",
        );
        let expected = [
            ["received", "from a.example by b.example", "aaa, 0 aaa 0000 0:0:0 +0000"],
            ["date", "", "aaa, 0 aaa 0000 0:0:0 +0000"],
            ["dkim-signature", "", ""],
            ["x-mailer", "m", ""],
        ];
        assert_eq!(told, expected.map(|line| line.map(str::to_owned)));
    }

    #[test]
    fn two_mails_that_differ_in_their_times_alone_have_the_same_features() {
        let mail = |time: &str| {
            let raw = format!(
                "Received: from a.example (a.example [192.0.2.7]) by b.example; {time}\nDate: {time}\n\
                 From: a@a.example\nSubject: hello\n\nhello there, how are you\n"
            );
            let message = Message::parse(raw.as_bytes());
            let features = crate::Features::of(&message, &crate::Facts::default());
            features.sample().hashes
        };
        assert_eq!(mail("Sun, 22 Nov 2026 09:00:00 +0900"), mail("Wed,  1 Feb 2026 23:59:59 -0500"));
    }
}
