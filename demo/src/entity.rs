//! A mail or a part of one, from readable text to what travels.
//!
//! The source writes the structure out (boundaries, types, file names). Text parts stand
//! readable; what a part says of its charset and transfer encoding is obeyed, what it leaves
//! out is taken from the preface and added. Parts that are not text stand as they travel.

use crate::preface::Preface;
use crate::{charset, header};

/// Encodes a mail or part: header lines, an empty line, a body; lines end with LF.
pub(crate) fn encode(source: &str, preface: &Preface<'_>) -> Vec<u8> {
    let (head, body) = source.split_once("\n\n").unwrap_or((source, ""));
    let mut lines = unfolded(head);
    let kind = value(&lines, "content-type").unwrap_or_default();
    let body = if kind.starts_with("multipart/") {
        encode_parts(body, &parameter(&kind, "boundary"), preface)
    } else if kind.starts_with("message/rfc822") {
        encode(body, preface)
    } else if kind.is_empty() || kind.starts_with("text/") {
        encode_text(body, &kind, &mut lines, preface)
    } else {
        crlf(body)
    };
    let mut raw = Vec::new();
    for line in &lines {
        raw.extend(header::encode(line, preface.charset));
        raw.extend(b"\r\n");
    }
    raw.extend(b"\r\n");
    raw.extend(body);
    raw
}

/// Header lines, each with its continuation lines.
fn unfolded(head: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in head.lines() {
        match lines.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => {
                last.push('\n');
                last.push_str(line);
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

fn value(lines: &[String], name: &str) -> Option<String> {
    let found = lines
        .iter()
        .filter_map(|line| line.split_once(':'))
        .find(|(given, _)| given.eq_ignore_ascii_case(name))?;
    Some(found.1.trim().to_owned())
}

fn parameter(value: &str, name: &str) -> String {
    let found = value
        .split(';')
        .filter_map(|parameter| parameter.trim().split_once('='))
        .find(|(given, _)| *given == name);
    found.map(|(_, value)| value.trim_matches('"').to_owned()).unwrap_or_default()
}

fn encode_text(body: &str, kind: &str, lines: &mut Vec<String>, preface: &Preface<'_>) -> Vec<u8> {
    let mut charset = parameter(kind, "charset");
    if charset.is_empty() {
        preface.charset.clone_into(&mut charset);
        // A mail in bare ASCII needs no `Content-Type`, and old programs write none.
        if kind.is_empty() && charset != "us-ascii" {
            lines.push(format!("Content-Type: text/plain; charset={charset}"));
        }
        if let Some(line) = lines.iter_mut().find(|line| !kind.is_empty() && line.ends_with(kind)) {
            line.push_str("; charset=");
            line.push_str(&charset);
        }
    }
    let transfer = value(lines, "content-transfer-encoding").unwrap_or_else(|| {
        if !(charset == "us-ascii" && preface.transfer == "7bit") {
            lines.push(format!("Content-Transfer-Encoding: {}", preface.transfer));
        }
        preface.transfer.to_owned()
    });
    charset::transfer(charset::bytes(&body.replace('\n', "\r\n"), &charset), &transfer)
}

fn encode_parts(body: &str, boundary: &str, preface: &Preface<'_>) -> Vec<u8> {
    let opening = format!("--{boundary}");
    let closing = format!("--{boundary}--");
    let mut raw = Vec::new();
    let mut part: Option<String> = None;
    for line in body.lines() {
        if line == opening || line == closing {
            if let Some(part) = part.take() {
                raw.extend(encode(&part, preface));
                raw.extend(b"\r\n");
            }
            raw.extend(line.as_bytes());
            raw.extend(b"\r\n");
            part = (line == opening).then(String::new);
        } else if let Some(part) = &mut part {
            part.push_str(line);
            part.push('\n');
        }
    }
    raw
}

fn crlf(text: &str) -> Vec<u8> {
    text.replace('\n', "\r\n").into_bytes()
}
