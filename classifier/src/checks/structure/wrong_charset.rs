//! # A label that does not fit the letters
//!
//! ## What it looks for
//! Text whose charset label is wrong, from a stranger and over no list.
//!
//! ## Why it matters
//! The sender does not see what it sends: it pastes texts into a template of another language.
//!
//! ## When it is wrong
//! Old programs and phones in Japan label wrongly; no charset is guilty by itself.
//!
//! ## Example
//! `charset=iso-8859-1`, and the text is `Shift_JIS`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::message::Defect;

pub(crate) const CHECK: Check = Check { id: "wrong-charset", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    if !reading.is_unasked() || !reading.message.defects.contains(&Defect::WrongCharset) {
        return None;
    }
    let labelled = reading
        .message
        .parts
        .iter()
        .find(|part| part.content_type.starts_with("text/") && !part.charset.is_empty())?;
    Some(labelled.charset.clone())
}
