//! # Plain letters packed away
//!
//! ## What it looks for
//! A text of plain letters only that is packed in base64, where no mail program would.
//!
//! ## Why it matters
//! Simple filters look for words in the bytes and find none.
//!
//! ## When it is wrong
//! Some scripting languages pack every text so; proven senders do not count.
//!
//! ## Example
//! `Content-Transfer-Encoding: base64` around `Buy now`

use crate::checks::Check;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "needless-coding", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    if !reading.is_unasked() || reading.is_proven() {
        return None;
    }
    let message = reading.message;
    let packed = |part: &&crate::message::Part| {
        part.content_type.starts_with("text/")
            && !part.attachment
            && part.encoding == "base64"
            && part.size > 40
    };
    let plain = message.subject.is_ascii() && message.text.is_ascii() && !message.text.is_empty();
    message
        .parts
        .iter()
        .find(packed)
        .filter(|_| plain)
        .map(|part| format!("{}; {}", part.content_type, part.encoding))
}
