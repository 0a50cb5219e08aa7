//! The rules of `<style>` blocks, as far as they are simple: one element, class or id.
//!
//! Rules for other media and combined selectors are not followed. Where one of those sets
//! a background, colours alone prove nothing any more, and [`Sheet::backgrounds_uncertain`]
//! says so.

use rustc_hash::FxHashMap;

use super::style::Style;

/// The most rules that are kept.
const RULES: usize = 2_000;

/// Simple rules, by selector.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rules: FxHashMap<String, Style>,
    pub(super) backgrounds_uncertain: bool,
}

impl Sheet {
    /// Adds the rules of one `<style>` block.
    pub(super) fn read(&mut self, css: &str) {
        let css = without_comments(css);
        let mut rest = css.as_str();
        while let Some((selectors, after)) = rest.split_once('{') {
            let selectors = selectors.rsplit(';').next().unwrap_or(selectors).trim();
            if selectors.starts_with('@') {
                rest = after_block(after);
                continue;
            }
            let (body, after) = after.split_once('}').unwrap_or((after, ""));
            self.rule(selectors, body);
            rest = after;
        }
    }

    /// What the rules say of an element.
    pub(super) fn style(&self, element: &str, classes: &str, id: &str) -> Style {
        let mut style = Style::default();
        if self.rules.is_empty() {
            return style;
        }
        let mut apply = |selector: &str| {
            if let Some(rule) = self.rules.get(selector) {
                style.overlay(rule);
            }
        };
        apply("*");
        apply(element);
        for class in classes.split_ascii_whitespace().take(20) {
            apply(&format!(".{class}"));
            apply(&format!("{element}.{class}"));
        }
        if !id.is_empty() {
            apply(&format!("#{id}"));
        }
        style
    }

    fn rule(&mut self, selectors: &str, body: &str) {
        let style = Style::parse(body);
        if style == Style::default() {
            return;
        }
        for selector in selectors.split(',').map(str::trim) {
            let simple = !selector.contains([' ', '>', '+', '~', '[', ':']) && !selector.is_empty();
            if simple && self.rules.len() < RULES {
                self.rules.entry(selector.to_owned()).or_default().overlay(&style);
            } else {
                self.backgrounds_uncertain |= style.background.is_some();
            }
        }
    }
}

fn without_comments(css: &str) -> String {
    let css = css.replace("<!--", "").replace("-->", "");
    let mut out = String::with_capacity(css.len());
    let mut rest = css.as_str();
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

/// What follows the block whose opening brace has just been read.
fn after_block(text: &str) -> &str {
    let mut depth = 1_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return text.get(at + 1..).unwrap_or_default();
        }
    }
    ""
}
