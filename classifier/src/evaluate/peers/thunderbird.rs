//! What Thunderbird's junk mail controls count, with their default settings.

use std::collections::BTreeSet;

use crate::Message;

const SHORTEST: usize = 3;
const LONGEST: usize = 12;

pub(super) fn tokens(raw: &[u8]) -> BTreeSet<String> {
    let message = Message::parse(raw);
    let mut tokens = BTreeSet::new();
    for header in &message.headers {
        a_header(&header.name.to_ascii_lowercase(), &header.value.to_lowercase(), &mut tokens);
    }
    for part in &message.parts {
        if !part.charset.is_empty() && !part.attachment {
            tokens.insert(format!("charset:{}", part.charset.to_lowercase()));
        }
        if part.attachment {
            tokens.insert(format!("attachment/content-type:{}", part.content_type));
            tokens.insert(format!("attachment/filename:{}", part.file_name.to_lowercase()));
        }
    }
    body(&message.text, &mut tokens);
    for hidden in &message.hidden {
        body(&hidden.text, &mut tokens);
    }
    tokens
}

/// Most headers count as one token; some are left out, because they say too much of how
/// the mail was collected.
fn a_header(name: &str, value: &str, tokens: &mut BTreeSet<String>) {
    if value.is_empty() {
        return;
    }
    match name.bytes().next() {
        Some(b'c') if name == "content-type" => {
            let kind = value.split(';').next().unwrap_or_default().trim();
            tokens.insert(format!("content-type/type:{kind}"));
        }
        Some(b's') if name == "subject" => {
            let words = value.split(is_delimiter).filter(|word| word.len() >= SHORTEST && word.is_ascii());
            tokens.extend(words.filter(|word| !is_number(word)).map(|word| format!("subject:{word}")));
        }
        Some(b'c' | b'r' | b's') => {}
        Some(b'x') if name.starts_with("x-mozilla") => {}
        _ => {
            tokens.insert(format!("{name}:{value}"));
        }
    }
}

fn is_delimiter(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '.' | '\u{3000}')
}

fn is_number(word: &str) -> bool {
    word.strip_prefix('-').unwrap_or(word).bytes().all(|byte| byte.is_ascii_digit())
}

fn body(text: &str, tokens: &mut BTreeSet<String>) {
    for word in text.split(is_delimiter).filter(|word| !word.is_empty() && !is_number(word)) {
        if word.is_ascii() {
            ascii(&word.to_ascii_lowercase(), tokens);
        } else if word.chars().any(is_japanese) {
            japanese(word, tokens);
        } else {
            letters(&word.to_lowercase(), tokens);
        }
    }
}

fn ascii(word: &str, tokens: &mut BTreeSet<String>) {
    if word.len() < SHORTEST {
        return;
    }
    if word.len() <= LONGEST {
        tokens.insert(word.to_owned());
        return;
    }
    // A full stop ends a word, so that an address is only whole where other delimiters were set;
    // the published source has it all the same.
    if word.len() < 40
        && word.contains('.')
        && let Some((name, host)) = word.split_once('@').filter(|(_, host)| !host.contains('@'))
        && !host.is_empty()
    {
        tokens.insert(format!("email name:{name}"));
        tokens.insert(format!("email addr:{host}"));
        return;
    }
    let first = word.chars().next().unwrap_or_default();
    tokens.insert(format!("skip:{first} {}", word.len() / 10 * 10));
}

fn is_japanese(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{ff01}'..='\u{ff9f}')
}

/// Runs of the same kind of character. The last run of a word is not counted: neither is it
/// in the published source.
fn japanese(word: &str, tokens: &mut BTreeSet<String>) {
    let mut runs: Vec<String> = Vec::new();
    let mut before = None;
    for letter in word.chars() {
        let kind = japanese_kind(letter);
        match runs.last_mut().filter(|_| before == Some(kind)) {
            Some(run) => run.push(letter),
            None => runs.push(letter.to_string()),
        }
        before = Some(kind);
    }
    runs.pop();
    let is_wide_number = |run: &str| run.chars().all(|letter| matches!(letter, '\u{ff10}'..='\u{ff19}'));
    let counted = runs.iter().filter(|run| !is_number(run) && !is_wide_number(run));
    tokens.extend(counted.map(|run| format!("JA:{run}")));
}

fn japanese_kind(letter: char) -> u8 {
    match letter {
        '\u{3040}'..='\u{309f}' => 1,
        '\u{30a0}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' => 2,
        '\u{2e80}'..='\u{2fdf}' | '\u{4e00}'..='\u{9faf}' => 3,
        '\u{3001}' | '\u{ff64}' | '\u{ff0e}' => 4,
        '\u{3002}' | '\u{ff61}' | '\u{ff0c}' => 5,
        '\u{ff01}'..='\u{ff5e}' => 6,
        _ => 0,
    }
}

/// Words of letters; Chinese characters each by itself.
fn letters(word: &str, tokens: &mut BTreeSet<String>) {
    let is_han = |letter: char| matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}');
    let mut run = String::new();
    for letter in word.chars() {
        if letter.is_alphanumeric() && !is_han(letter) || letter == '_' {
            run.push(letter);
            continue;
        }
        if !run.is_empty() {
            tokens.insert(std::mem::take(&mut run));
        }
        if is_han(letter) {
            tokens.insert(letter.to_string());
        }
    }
    if !run.is_empty() {
        tokens.insert(run);
    }
}
