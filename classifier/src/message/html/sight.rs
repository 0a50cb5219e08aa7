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
    not_displayed: bool,
    invisible: bool,
    tiny: bool,
    out_of_sight: bool,
    colour: Colour,
    background: Background,
    /// Whether the background was set by an element, not only taken for white.
    background_set: bool,
}

impl Default for Sight {
    fn default() -> Self {
        Self {
            unseen: false,
            not_displayed: false,
            invisible: false,
            tiny: false,
            out_of_sight: false,
            colour: Colour::Known(Rgb(0, 0, 0)),
            background: Background::Colour(Rgb(255, 255, 255)),
            background_set: false,
        }
    }
}

impl Sight {
    /// The sight within an element that stands here. What is not displayed stays so; size,
    /// visibility and colours may be set anew further in, as newsletters do.
    pub(super) fn within(self, name: &str, style: &Style) -> Self {
        let mut inner = self;
        inner.unseen |= element::is_unseen(name);
        inner.not_displayed |= style.not_displayed;
        inner.out_of_sight |= style.out_of_sight;
        if let Some(visible) = style.visible {
            inner.invisible = !visible;
        }
        if let Some(tiny) = style.tiny {
            inner.tiny = tiny;
        }
        if let Some(background) = style.background {
            inner.background = background;
            inner.background_set = true;
        }
        match style.colour {
            Some(colour) => inner.colour = colour,
            // Links have a colour of their own.
            None if name == "a" => inner.colour = Colour::Known(Rgb(0, 0, 238)),
            None => {}
        }
        inner
    }

    /// How text here is hidden, if it is.
    pub(super) fn hiding(&self, backgrounds_uncertain: bool) -> Option<Hiding> {
        if self.not_displayed || self.invisible {
            Some(Hiding::NotDisplayed)
        } else if self.tiny {
            Some(Hiding::TinyFont)
        } else if self.out_of_sight {
            Some(Hiding::OutOfSight)
        } else if self.is_background_coloured(backgrounds_uncertain) {
            Some(Hiding::SameColour)
        } else {
            None
        }
    }

    fn is_background_coloured(&self, backgrounds_uncertain: bool) -> bool {
        match (self.colour, self.background) {
            (Colour::Transparent, _) => true,
            (Colour::Known(colour), Background::Colour(background)) => {
                (self.background_set || !backgrounds_uncertain) && colour.is_near(background)
            }
            _ => false,
        }
    }
}
