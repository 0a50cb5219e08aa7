//! # A web page as an attachment
//!
//! ## What it looks for
//! An attached page that has a form or a program in it.
//!
//! ## Why it matters
//! Opened in the browser it asks for a password, from one's own disk, where no protection of
//! the browser sees it.
//!
//! ## When it is wrong
//! Encrypted mail of some banks and offices comes as a page to be opened.
//!
//! ## Example
//! `Remittance.html` with a log-in form

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::checks::tables::executables::ending;

pub(crate) const CHECK: Check = Check { id: "web-page-attached", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let page =
        |name: &str| matches!(ending(name).as_str(), "htm" | "html" | "shtml" | "xhtml" | "mht" | "svg");
    let active = message.html.forms > 0 || message.html.scripts > 0;
    let attached = message.parts.iter().find(|part| page(&part.file_name) && part.attachment)?;
    let svg =
        ending(&attached.file_name) == "svg" && attached.head.windows(7).any(|bytes| bytes == b"<script");
    (active || svg).then(|| attached.file_name.clone())
}
