//! Colours as mail writes them.

/// Red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rgb(pub(super) u8, pub(super) u8, pub(super) u8);

/// Summed difference of the channels up to which two colours cannot be told apart on a
/// screen: `#ffffff` on `#f8f8f8` is 21.
const NEAR: u32 = 24;

impl Rgb {
    /// Whether text of one colour on the other is as good as invisible.
    pub(super) fn is_near(self, other: Self) -> bool {
        let gap = |a: u8, b: u8| u32::from(a.abs_diff(b));
        gap(self.0, other.0) + gap(self.1, other.1) + gap(self.2, other.2) <= NEAR
    }

    /// Reads a CSS colour or the value of a `color` attribute.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(digits) = text.strip_prefix('#') {
            return hex(digits);
        }
        if let Some(arguments) = text.strip_prefix("rgb") {
            return channels(arguments);
        }
        named(text).or_else(|| hex(text).filter(|_| text.len() == 6))
    }
}

fn hex(digits: &str) -> Option<Rgb> {
    if !digits.is_ascii() {
        return None;
    }
    let value = |from: usize, to: usize| u8::from_str_radix(digits.get(from..to)?, 16).ok();
    match digits.len() {
        3 | 4 => Some(Rgb(value(0, 1)? * 17, value(1, 2)? * 17, value(2, 3)? * 17)),
        6 | 8 => Some(Rgb(value(0, 2)?, value(2, 4)?, value(4, 6)?)),
        _ => None,
    }
}

fn channels(arguments: &str) -> Option<Rgb> {
    let inner = arguments.trim_start_matches('a').trim().strip_prefix('(')?;
    let mut numbers = inner
        .split([',', ' ', '/', ')'])
        .filter(|part| !part.is_empty())
        .map(|part| part.trim().trim_end_matches('%').parse::<f32>().ok().map(|number| number as u8));
    Some(Rgb(numbers.next()??, numbers.next()??, numbers.next()??))
}

fn named(name: &str) -> Option<Rgb> {
    Some(match name {
        "white" => Rgb(255, 255, 255),
        "snow" | "ghostwhite" | "floralwhite" => Rgb(252, 250, 250),
        "ivory" | "azure" | "mintcream" => Rgb(248, 255, 250),
        "whitesmoke" => Rgb(245, 245, 245),
        "black" => Rgb(0, 0, 0),
        "gray" | "grey" => Rgb(128, 128, 128),
        "silver" => Rgb(192, 192, 192),
        "lightgray" | "lightgrey" => Rgb(211, 211, 211),
        "red" => Rgb(255, 0, 0),
        "maroon" => Rgb(128, 0, 0),
        "yellow" => Rgb(255, 255, 0),
        "olive" => Rgb(128, 128, 0),
        "lime" => Rgb(0, 255, 0),
        "green" => Rgb(0, 128, 0),
        "aqua" | "cyan" => Rgb(0, 255, 255),
        "teal" => Rgb(0, 128, 128),
        "blue" => Rgb(0, 0, 255),
        "navy" => Rgb(0, 0, 128),
        "fuchsia" | "magenta" => Rgb(255, 0, 255),
        "purple" => Rgb(128, 0, 128),
        "orange" => Rgb(255, 165, 0),
        _ => return None,
    })
}
