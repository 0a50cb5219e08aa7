//! Bytes that nobody wrote: what stands in them by chance is held against no one.
#![allow(missing_docs)]

use classifier::{Cutoffs, Facts, Message, Model, Verdict, classify};

/// So many bytes without any order.
fn noise(bytes: usize, seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 24) as u8
    };
    (0..bytes).map(|_| next()).collect()
}

#[test]
fn noise_is_never_judged_spam_with_or_without_a_header() {
    let header =
        b"Received: from mail.sender.example (mail.sender.example [192.0.2.10]) by mx.provider.example; \
        Sun, 1 Nov 2026 09:00:05 +0900\nFrom: Ann Miller <ann@sender.example>\nTo: me@example.jp\n\
        Subject: Hello\nDate: Sun, 1 Nov 2026 09:00:00 +0900\nMessage-ID: <1@sender.example>\n\n";
    let model = Model::starter();
    for (seed, bytes) in [500, 5_000, 100_000, 200_000].into_iter().enumerate() {
        for start in [&b""[..], header] {
            let raw = [start, &noise(bytes, seed as u64 + 7)].concat();
            let judgement = classify(&Message::parse(&raw), &Facts::default(), &model, Cutoffs::default());
            assert_ne!(judgement.verdict, Verdict::Spam, "{bytes} bytes: {:?}", judgement.findings);
        }
    }
}
