//! # Text turned round
//!
//! ## What it looks for
//! Characters that turn the direction of writing, in the subject, in names or file names.
//!
//! ## Why it matters
//! `gpj.exe` can be made to look like `exe.jpg`.
//!
//! ## When it is wrong
//! Hebrew and Arabic need such marks in mixed text; where their letters are, nothing is said.
//!
//! ## Example
//! `invoice_\u{202e}fdp.exe`

use crate::checks::Check;
use crate::checks::reading::Reading;
use unicode_script::{Script, UnicodeScript};

pub(crate) const CHECK: Check = Check { id: "reversed-text", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let names = message.from.iter().map(|from| from.name.as_str());
    let files = message.parts.iter().map(|part| part.file_name.as_str());
    names.chain(files).chain([message.subject.as_str()]).find(|text| is_turned(text)).map(str::to_owned)
}

fn is_turned(text: &str) -> bool {
    let turns = |c: char| matches!(c, '\u{202d}' | '\u{202e}' | '\u{2066}'..='\u{2068}');
    let needs =
        |c: char| matches!(c.script(), Script::Arabic | Script::Hebrew | Script::Syriac | Script::Thaana);
    text.chars().any(turns) && !text.chars().any(needs)
}
