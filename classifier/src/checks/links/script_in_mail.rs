//! # A program in the message
//!
//! ## What it looks for
//! Script in the HTML, or links that run something.
//!
//! ## Why it matters
//! Mail programs run none. It is there for those that do, or in an attached page.
//!
//! ## When it is wrong
//! Pages sent whole from a web browser carry their scripts along.
//!
//! ## Example
//! `<script>document.location=…</script>`

use crate::checks::Check;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "script-in-mail", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let link =
        message.links.iter().find(|link| matches!(link.scheme.as_str(), "javascript" | "vbscript" | "data"));
    match link {
        Some(link) => Some(link.target.clone()),
        None if message.html.scripts > 0 => Some("<script>".to_owned()),
        None => None,
    }
}
