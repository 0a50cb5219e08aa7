//! Whether text at a place of the document can be seen.

use super::colour::Rgb;
use super::element;
use super::style::{Background, Colour, Style};
use crate::message::Hiding;

/// What an element passes on to the text and the elements in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight {
    /// Content that is never shown as text, such as a script.
    pub(super) unseen: bool,
    /// A way of hiding that nothing further in can undo.
    lasting: Option<Hiding>,
    invisible: bool,
    tiny: bool,
    colour: Colour,
    /// The background that an element has set; `None` where none did and it is taken for white.
    background: Option<Background>,
}

const BLACK: Rgb = Rgb(0, 0, 0);
const WHITE: Rgb = Rgb(255, 255, 255);
/// What links look like where nothing is said.
const LINK: Rgb = Rgb(0, 0, 238);

impl Default for Sight {
    fn default() -> Self {
        Self {
            unseen: false,
            lasting: None,
            invisible: false,
            tiny: false,
            colour: Colour::Known(BLACK),
            background: None,
        }
    }
}

impl Sight {
    /// The sight within an element that stands here. What is not displayed stays so; size,
    /// visibility and colours may be set anew further in, as newsletters do.
    pub(super) fn within(self, name: &str, style: &Style) -> Self {
        let mut inner = self;
        inner.unseen |= element::is_unseen(name);
        if style.not_displayed {
            inner.lasting = Some(Hiding::NotDisplayed);
        } else if style.out_of_sight {
            inner.lasting = inner.lasting.or(Some(Hiding::OutOfSight));
        }
        if let Some(visible) = style.visible {
            inner.invisible = !visible;
        }
        if let Some(tiny) = style.tiny {
            inner.tiny = tiny;
        }
        inner.background = style.background.or(inner.background);
        match style.colour {
            Some(colour) => inner.colour = colour,
            None if name == "a" => inner.colour = Colour::Known(LINK),
            None => {}
        }
        inner
    }

    /// How text here is hidden, if it is.
    pub(super) fn hiding(&self, backgrounds_uncertain: bool) -> Option<Hiding> {
        if self.lasting.is_some() {
            self.lasting
        } else if self.invisible {
            Some(Hiding::NotDisplayed)
        } else if self.tiny {
            Some(Hiding::TinyFont)
        } else if self.is_background_coloured(backgrounds_uncertain) {
            Some(Hiding::SameColour)
        } else {
            None
        }
    }

    fn is_background_coloured(&self, backgrounds_uncertain: bool) -> bool {
        match (self.colour, self.background) {
            (Colour::Transparent, _) => true,
            (Colour::Known(colour), Some(Background::Colour(background))) => colour.is_near(background),
            (Colour::Known(colour), None) => !backgrounds_uncertain && colour.is_near(WHITE),
            _ => false,
        }
    }
}
