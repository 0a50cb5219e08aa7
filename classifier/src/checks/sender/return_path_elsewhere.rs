//! # Sent in the name of one, returned to another
//!
//! ## What it looks for
//! A stranger's message, without proof and over no list, whose failures would be reported to
//! another organisation than the one in `From`.
//!
//! ## Why it matters
//! The name in `From` is borrowed; the machine that sends belongs to another.
//!
//! ## When it is wrong
//! Hired mailers send for companies, and forwarding rewrites the path.
//!
//! ## Example
//! `From: info@bank.example`, `Return-Path: <x@elsewhere.example>`

use crate::checks::Check;
use crate::checks::reading::{Reading, domain_of, sender_domain};

pub(crate) const CHECK: Check = Check { id: "return-path-elsewhere", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    if !reading.is_unasked() || reading.is_proven() {
        return None;
    }
    let from = sender_domain(reading.message)?;
    let path = reading.message.return_path.as_ref().and_then(|path| domain_of(&path.spec))?;
    (path != from).then(|| format!("{} ≠ {}", from.as_str(), path.as_str()))
}
