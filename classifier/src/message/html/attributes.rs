//! The attributes of one start tag, as far as they matter.

use crate::message::charset;

/// An attribute that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attribute {
    Action,
    Alt,
    Background,
    BgColour,
    Class,
    Colour,
    Hidden,
    Href,
    Id,
    Source,
    Style,
    Text,
}

/// The kept attributes of the tag being read; the first of a repeated one counts.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    kept: Vec<(Attribute, String)>,
    current: Option<usize>,
    /// `on…` attributes.
    pub(super) handlers: u32,
}

impl Attributes {
    pub(super) fn clear(&mut self) {
        self.kept.clear();
        self.current = None;
        self.handlers = 0;
    }

    pub(super) fn name(&mut self, name: &[u8]) {
        self.current = None;
        let Some(attribute) = kept(name) else {
            let handler =
                name.len() > 4 && name.starts_with(b"on") && name.iter().all(u8::is_ascii_lowercase);
            self.handlers += u32::from(handler);
            return;
        };
        if !self.has(attribute) {
            self.current = Some(self.kept.len());
            self.kept.push((attribute, String::new()));
        }
    }

    pub(super) fn value(&mut self, value: &[u8]) {
        if let Some((_, text)) = self.current.and_then(|at| self.kept.get_mut(at)) {
            text.push_str(&charset::utf8(value));
        }
    }

    pub(super) fn has(&self, attribute: Attribute) -> bool {
        self.kept.iter().any(|(kept, _)| *kept == attribute)
    }

    /// The value; empty where there is none.
    pub(super) fn get(&self, attribute: Attribute) -> &str {
        self.kept.iter().find(|(kept, _)| *kept == attribute).map_or("", |(_, value)| value.as_str())
    }
}

fn kept(name: &[u8]) -> Option<Attribute> {
    Some(match name {
        b"action" => Attribute::Action,
        b"alt" => Attribute::Alt,
        b"background" => Attribute::Background,
        b"bgcolor" => Attribute::BgColour,
        b"class" => Attribute::Class,
        b"color" => Attribute::Colour,
        b"hidden" => Attribute::Hidden,
        b"href" => Attribute::Href,
        b"id" => Attribute::Id,
        b"src" => Attribute::Source,
        b"style" => Attribute::Style,
        b"text" => Attribute::Text,
        _ => return None,
    })
}
