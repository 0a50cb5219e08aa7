//! HTML to what a reader sees, what is kept from them, and where links lead.
//!
//! One pass over tokens, without a tree: time is linear in the size of the text, and the
//! stack of open elements is bounded. Nothing is run, loaded or followed.

mod attributes;
mod colour;
mod element;
mod sheet;
mod sight;
mod style;
mod writer;

use html5gum::emitters::ForwardingEmitter;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, Span, Tokenizer};
use std::convert::Infallible;

use super::charset;
use super::link;
use super::{Hidden, Html, Link};
use attributes::{Attribute, Attributes};
use sheet::Sheet;
use sight::Sight;
use style::{Background, Style};
use writer::Writer;

/// How deep elements may nest; what is deeper is read as if it stood at this depth.
const DEPTH: usize = 256;
/// The most links that are kept.
pub(super) const LINKS: usize = 500;
/// The most characters of alternative texts that are kept.
const ALT: usize = 4_000;

/// What the HTML gave.
#[derive(Debug, Default)]
pub(super) struct Extract {
    pub(super) text: String,
    pub(super) hidden: Vec<Hidden>,
    pub(super) links: Vec<Link>,
    pub(super) html: Html,
}

/// Reads one HTML text.
pub(super) fn extract(html: &str) -> Extract {
    let mut reader = Reader::default();
    reader.read(html);
    reader.finish()
}

/// An emitter that is not told of errors, so that nobody looks for them byte by byte: mail is
/// full of them.
struct Quiet<E>(E);

impl<E: Emitter> ForwardingEmitter for Quiet<E> {
    type Token = E::Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = Self::Token> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_error(&mut self, _: html5gum::Error) {}
}

/// An open element.
struct Frame {
    name: Name,
    sight: Sight,
}

/// An element's name; one that is longer than any known name is kept as the empty one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Name {
    bytes: [u8; 12],
    length: usize,
}

impl Name {
    fn of(name: &[u8]) -> Self {
        let mut new = Self::default();
        if let Some(bytes) = new.bytes.get_mut(..name.len()) {
            bytes.copy_from_slice(name);
            new.length = name.len();
        }
        new
    }

    fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

#[derive(Default)]
struct Reader {
    frames: Vec<Frame>,
    /// Elements open beyond [`DEPTH`].
    beyond: usize,
    /// The start tag being read.
    tag: Option<Name>,
    attributes: Attributes,
    /// The start tag that ended just now, with nothing after it yet.
    just_opened: Option<Name>,
    sheet: Sheet,
    base: String,
    writer: Writer,
    links: Vec<Link>,
    /// The link whose text is being written, and where its text begins.
    open_link: Option<(Link, usize)>,
    html: Html,
    within_noscript: bool,
}

impl Reader {
    fn read(&mut self, html: &str) {
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| {
            self.event(&event);
            None::<Infallible>
        });
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(html, Quiet(emitter)).finish();
    }

    fn finish(mut self) -> Extract {
        self.close_link();
        self.html.present = true;
        let (text, hidden, split_words) = self.writer.finish();
        self.html.split_words = split_words;
        Extract { text, hidden, links: self.links, html: self.html }
    }

    fn event(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Some(Name::of(name));
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } if self.tag.is_some() => self.attributes.name(name),
            CallbackEvent::AttributeValue { value } if self.tag.is_some() => self.attributes.value(value),
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(name) = self.tag.take() {
                    self.start(name, *self_closing);
                }
            }
            CallbackEvent::EndTag { name } => {
                self.tag = None;
                self.end(Name::of(name));
            }
            CallbackEvent::String { value } => self.text(&charset::utf8(value)),
            CallbackEvent::Comment { .. } => self.writer.cut(),
            _ => {}
        }
    }

    fn start(&mut self, name: Name, self_closing: bool) {
        let element = name.as_str();
        while self.frames.last().is_some_and(|top| element::ends_open(element, top.name.as_str())) {
            self.frames.pop();
        }
        self.break_before(element);
        if !element::is_known(element) {
            self.writer.cut();
        }
        let sight = self.sight_of(element);
        self.html.scripts += self.attributes.handlers + u32::from(element == "script");
        self.special(element);
        self.just_opened = Some(name);
        if element::is_void(element) || (self_closing && element.contains(':')) {
            return;
        }
        if self.frames.len() < DEPTH {
            self.frames.push(Frame { name, sight });
        } else {
            self.beyond += 1;
        }
    }

    fn end(&mut self, name: Name) {
        let element = name.as_str();
        if self.just_opened.take() == Some(name) || !element::is_known(element) {
            self.writer.cut();
        }
        if element == "a" {
            self.close_link();
        }
        self.break_before(element);
        if self.beyond > 0 {
            self.beyond -= 1;
        } else if let Some(at) = self.frames.iter().rposition(|frame| frame.name == name) {
            self.frames.truncate(at);
        }
    }

    fn text(&mut self, text: &str) {
        self.just_opened = None;
        let top = self.frames.last();
        match top.map(|frame| frame.name.as_str()) {
            Some("style") => self.sheet.read(text),
            Some("noscript") if !self.within_noscript => {
                // Mail programs run no scripts and show this. The tokenizer hands it over unread.
                self.within_noscript = true;
                self.read(text);
                self.within_noscript = false;
            }
            _ => {
                let sight = top.map(|frame| frame.sight).unwrap_or_default();
                if sight.unseen {
                    return;
                }
                match sight.hiding(self.sheet.backgrounds_uncertain) {
                    Some(hiding) => self.writer.hide(text, hiding),
                    None => self.writer.show(text),
                }
            }
        }
    }

    fn break_before(&mut self, element: &str) {
        if element == "br" {
            self.writer.line_break();
        } else if element::is_block(element) {
            self.writer.end_line();
        } else if element::is_cell(element) {
            self.writer.space();
        }
    }

    fn sight_of(&self, element: &str) -> Sight {
        let attributes = &self.attributes;
        let mut style =
            self.sheet.style(element, attributes.get(Attribute::Class), attributes.get(Attribute::Id));
        for attribute in [Attribute::BgColour, Attribute::Background] {
            let value = attributes.get(attribute).to_ascii_lowercase();
            if !value.is_empty() {
                let image = attribute == Attribute::Background;
                style.background = if image { Some(Background::Unknown) } else { style::background(&value) };
            }
        }
        for attribute in [Attribute::Colour, Attribute::Text] {
            let value = attributes.get(attribute);
            if !value.is_empty() {
                style.overlay(&Style::parse(&format!("color:{value}")));
            }
        }
        style.overlay(&Style::parse(attributes.get(Attribute::Style)));
        style.not_displayed |= attributes.has(Attribute::Hidden);
        let parent = self.frames.last().map(|frame| frame.sight).unwrap_or_default();
        parent.within(element, &style)
    }

    /// Elements that mean more than their text.
    fn special(&mut self, element: &str) {
        match element {
            "a" => self.open_link(),
            "area" => self.add_link(Attribute::Href, self.attributes.get(Attribute::Alt).to_owned()),
            "form" => {
                self.html.forms += 1;
                self.add_link(Attribute::Action, String::new());
            }
            "base" => self.attributes.get(Attribute::Href).clone_into(&mut self.base),
            "img" | "image" => self.image(),
            _ => {}
        }
    }

    fn image(&mut self) {
        self.html.images += 1;
        let source = self.attributes.get(Attribute::Source).trim_start();
        let scheme = source.get(..source.len().min(6)).unwrap_or_default().to_ascii_lowercase();
        if scheme.starts_with("http:") || scheme == "https:" || scheme.starts_with("//") {
            self.html.remote_images += 1;
        }
        let alt = self.attributes.get(Attribute::Alt).trim();
        if !alt.is_empty() && self.html.alt_text.len() + alt.len() < ALT {
            if !self.html.alt_text.is_empty() {
                self.html.alt_text.push('\n');
            }
            self.html.alt_text.push_str(alt);
        }
    }

    fn open_link(&mut self) {
        self.close_link();
        let target = self.attributes.get(Attribute::Href);
        if !target.is_empty() && self.links.len() < LINKS {
            self.open_link = Some((link::resolve(&self.base, target), self.writer.position()));
        }
    }

    fn close_link(&mut self) {
        if let Some((mut link, from)) = self.open_link.take() {
            link.text = self.writer.since(from);
            self.links.push(link);
        }
    }

    fn add_link(&mut self, attribute: Attribute, text: String) {
        let target = self.attributes.get(attribute);
        if !target.is_empty() && self.links.len() < LINKS {
            self.links.push(Link { text, ..link::resolve(&self.base, target) });
        }
    }
}
