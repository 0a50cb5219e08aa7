//! # Nothing but a picture
//!
//! ## What it looks for
//! HTML with hardly a word, a picture from elsewhere and a link.
//!
//! ## Why it matters
//! Words in a picture cannot be read by a filter; loading it tells the sender that the
//! address is alive.
//!
//! ## When it is wrong
//! Shops send flyers as one picture; those with a text for it do not count.
//!
//! ## Example
//! `<a href="http://…"><img src="http://…/x.gif"></a>`

use crate::checks::Check;
use crate::checks::reading::{Reading, is_list_mail, web_links};

pub(crate) const CHECK: Check = Check { id: "image-only", look };

/// Letters below which a text says nothing.
const LETTERS: usize = 40;

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    if message.html.remote_images == 0 || is_list_mail(message) {
        return None;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).take(LETTERS).count();
    if letters(&message.text) + letters(&message.html.alt_text) >= LETTERS {
        return None;
    }
    web_links(message).next().map(|link| link.target.clone())
}
