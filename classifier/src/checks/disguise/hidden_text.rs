//! # Invisible text
//!
//! ## What it looks for
//! Text in the colour of its background, too small to read, moved out of the window or not
//! displayed, that says something the visible text does not, and more than a preview line.
//!
//! ## Why it matters
//! Nobody writes for a reader what the reader cannot see. It is there for the filter.
//!
//! ## When it is wrong
//! Newsletters hide one short line that shows as a preview in the list of messages, and
//! second copies of their text for small screens; neither counts.
//!
//! ## Example
//! `<font color="#ffffff">garden lantern winter meadow …</font>`

use rustc_hash::FxHashSet;

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::message::Hiding;
use crate::message::fold::is_cjk;

pub(crate) const CHECK: Check = Check { id: "hidden-text", look };

/// Letters that a preview line may have.
const PREVIEW: usize = 300;
/// Letters of the kind of hiding that responsive newsletters need for other things.
const NOT_DISPLAYED: usize = 900;

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    if message.hidden.is_empty() {
        return None;
    }
    let shown: FxHashSet<&str> = message.text.split_whitespace().collect();
    let (mut unread, mut not_displayed) = (0, 0);
    let mut example = None;
    for hidden in &message.hidden {
        let new = hidden.text.split_whitespace().filter(|word| !shown.contains(word));
        let characters: usize = new.flat_map(str::chars).map(width).sum();
        if hidden.hiding == Hiding::NotDisplayed {
            not_displayed += characters;
        } else {
            unread += characters;
        }
        if characters > 0 && example.is_none() {
            example = Some(hidden.text.clone());
        }
    }
    if unread > PREVIEW || not_displayed > NOT_DISPLAYED { example } else { None }
}

/// How many letters a character stands for: one of Japanese says as much as three of English.
fn width(character: char) -> usize {
    match character {
        _ if is_cjk(character) => 3,
        _ => usize::from(character.is_alphanumeric()),
    }
}
