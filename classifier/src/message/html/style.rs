//! What a style does to the sight of text: the few properties that can hide it.

use super::colour::Rgb;

/// A background: a colour, or something that cannot be told from the text alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Background {
    Colour(Rgb),
    Unknown,
}

/// The declarations that matter here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) not_displayed: bool,
    /// `visibility`, where given.
    pub(super) visible: Option<bool>,
    /// Whether a given font size is too small to read.
    pub(super) tiny: Option<bool>,
    pub(super) colour: Option<Colour>,
    pub(super) background: Option<Background>,
    pub(super) out_of_sight: bool,
}

/// A text colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colour {
    Known(Rgb),
    Unknown,
    Transparent,
}

/// Pixels up to which text cannot be read.
const UNREADABLE: f32 = 2.0;
/// Pixels by which a box that is moved away is out of any window.
const AWAY: f32 = -900.0;

impl Style {
    /// Reads declarations, as in a `style` attribute.
    pub(super) fn parse(declarations: &str) -> Self {
        let text = declarations.to_ascii_lowercase();
        let mut style = Self::default();
        let (mut no_room, mut clipped) = (false, false);
        for declaration in text.split(';') {
            let Some((property, value)) = declaration.split_once(':') else { continue };
            let value = value.trim().trim_end_matches("!important").trim();
            match property.trim() {
                "height" | "max-height" | "width" | "max-width" => no_room |= is_zero(value),
                "overflow" | "overflow-x" | "overflow-y" => clipped |= value == "hidden",
                property => style.declare(property, value),
            }
        }
        style.not_displayed |= no_room && clipped;
        style
    }

    fn declare(&mut self, property: &str, value: &str) {
        match property {
            "display" => self.not_displayed = value == "none",
            "visibility" => self.visible = Some(value != "hidden" && value != "collapse"),
            "font-size" => self.tiny = is_tiny(value).or(self.tiny),
            "font" => self.tiny = value.split([' ', '/']).find_map(is_tiny).or(self.tiny),
            "color" => self.colour = Some(colour(value)),
            "background" | "background-color" => self.background = background(value).or(self.background),
            "background-image" if value != "none" => self.background = Some(Background::Unknown),
            "opacity" => self.out_of_sight |= value.parse::<f32>().is_ok_and(|share| share < 0.05),
            "text-indent" | "left" | "top" | "right" | "margin-left" | "margin-top" => {
                self.out_of_sight |= pixels(value).is_some_and(|length| length <= AWAY);
            }
            "clip" => self.out_of_sight |= value.replace(' ', "").starts_with("rect(0,0,0,0"),
            _ => {}
        }
    }

    /// Adds what a stronger style says.
    pub(super) fn overlay(&mut self, stronger: &Self) {
        self.not_displayed |= stronger.not_displayed;
        self.out_of_sight |= stronger.out_of_sight;
        self.visible = stronger.visible.or(self.visible);
        self.tiny = stronger.tiny.or(self.tiny);
        self.colour = stronger.colour.or(self.colour);
        self.background = stronger.background.or(self.background);
    }
}

fn colour(value: &str) -> Colour {
    let transparent = value == "transparent"
        || value
            .strip_prefix("rgba(")
            .and_then(|rest| rest.trim_end_matches(')').rsplit(',').next())
            .is_some_and(|alpha| alpha.trim().parse::<f32>().is_ok_and(|alpha| alpha < 0.05));
    if transparent {
        return Colour::Transparent;
    }
    Rgb::parse(value).map_or(Colour::Unknown, Colour::Known)
}

/// The background a value sets; `None` where it sets none.
pub(super) fn background(value: &str) -> Option<Background> {
    if value.contains("url(") || value.contains("gradient") {
        return Some(Background::Unknown);
    }
    if value.is_empty()
        || value.starts_with("rgba(0, 0, 0, 0")
        || matches!(value, "none" | "transparent" | "inherit" | "initial")
    {
        return None;
    }
    let whole = Rgb::parse(value);
    let colour = whole.or_else(|| value.split(' ').find_map(Rgb::parse));
    Some(colour.map_or(Background::Unknown, Background::Colour))
}

fn is_tiny(value: &str) -> Option<bool> {
    if let Some(share) = value.strip_suffix('%') {
        return share.trim().parse::<f32>().ok().map(|share| share < 15.0);
    }
    if let Some(size) = value.strip_suffix("rem").or_else(|| value.strip_suffix("em")) {
        return size.trim().parse::<f32>().ok().map(|size| size < 0.15);
    }
    let named =
        matches!(value, "xx-small" | "x-small" | "small" | "medium" | "large" | "x-large" | "xx-large");
    if named { Some(false) } else { pixels(value).map(|size| size <= UNREADABLE) }
}

fn pixels(value: &str) -> Option<f32> {
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: f32 = digits.trim().parse().ok()?;
    match value.get(digits.len()..)? {
        "px" | "" => Some(number),
        "pt" => Some(number * 4.0 / 3.0),
        "em" | "rem" => Some(number * 16.0),
        _ => None,
    }
}

fn is_zero(value: &str) -> bool {
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    digits.trim().parse::<f32>().is_ok_and(|length| length == 0.0)
}
