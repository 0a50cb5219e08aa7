#![allow(clippy::unwrap_used)]

use super::*;

const MAIL: &[u8] = b"From: Ann <ann@shop.example>\nTo: me@home.example\nSubject: Free OFFER 50%!!\n\
    Message-ID: <1@mta.example>\nContent-Type: text/html; charset=utf-8\n\n\
    <p>Act now<!-- x -->: <a href=\"http://www.shop.example/buy?a=1\">extraordinarily</a> cheap 1234</p>";

fn has(tokens: &BTreeSet<String>, wanted: &[&str]) {
    for token in wanted {
        assert!(tokens.contains(*token), "{token} is missing in {tokens:#?}");
    }
}

#[test]
fn spambayes_counts_words_pieces_of_links_and_what_the_header_says() {
    let tokens = Peer::SpamBayes.tokens(MAIL);
    has(&tokens, &["subject:Free", "subject:OFFER", "subject:50%", "subject:%!!", "from:name:ann"]);
    has(&tokens, &["from:addr:shop.example", "to:2**0", "cc:none", "header:Subject:1", "x-mailer:none"]);
    has(&tokens, &["proto:http", "url:www", "url:buy", "url:1", "skip:e 10", "cheap", "1234", "act"]);
    has(&tokens, &["message-id:@mta.example", "content-type:text/html", "charset:utf-8"]);
    assert!(!tokens.iter().any(|token| token.contains("href")), "{tokens:#?}");
}

#[test]
fn thunderbird_counts_words_headers_as_a_whole_and_no_numbers() {
    let tokens = Peer::Thunderbird.tokens(MAIL);
    has(&tokens, &["subject:free", "subject:offer", "from:ann <ann@shop.example>", "skip:e 10", "cheap"]);
    has(&tokens, &["content-type/type:text/html", "charset:utf-8", "act", "message-id:<1@mta.example>"]);
    assert!(!tokens.contains("1234"));
    let tokens =
        Peer::Thunderbird.tokens("Content-Type: text/plain; charset=utf-8\n\n今日のメール。".as_bytes());
    has(&tokens, &["JA:今日", "JA:の", "JA:メール"]);
    assert!(!tokens.contains("JA:。"), "the last run is not counted");
}

#[test]
fn the_combination_is_chi_square_by_known_answers() {
    // The upper tail of chi-square: 2 degrees at 2 ln 2, and 4 degrees at 2.
    assert!((chi_square(2.0 * 2.0_f64.ln(), 1) - 0.5).abs() < 1e-12);
    assert!((chi_square(2.0, 2) - 2.0 * (-1.0_f64).exp()).abs() < 1e-12);
    assert!((combined(&[]) - 0.5).abs() < 1e-12);
    assert!((combined(&[0.9, 0.1]) - 0.5).abs() < 1e-12);
    assert!((combined(&[0.9]) - 0.9).abs() < 1e-12);
    assert!(combined(&[0.99; 20]) > 0.999_999);
}

#[test]
fn a_token_is_believed_the_more_often_it_was_seen() {
    let mut taught = Taught::new(Peer::SpamBayes);
    taught.learn(b"Subject: x\n\npills", Label::Spam);
    taught.learn(b"Subject: x\n\nminutes", Label::Ham);
    assert!((taught.clue("pills").unwrap() - (0.225 + 1.0) / 1.45).abs() < 1e-12);
    assert!((taught.clue("minutes").unwrap() - 0.225 / 1.45).abs() < 1e-12);
    assert_eq!(taught.clue("x-mailer:none"), None, "seen in both alike");
    assert_eq!(taught.clue("unknown"), None);
}

#[test]
fn both_learn_what_they_are_taught() {
    for peer in Peer::ALL {
        let mut taught = Taught::new(peer);
        assert!((taught.judge(MAIL).probability() - 0.5).abs() < 1e-12);
        for number in 0..20 {
            taught.learn(format!("Subject: offer\n\ncheap pills act now {number}").as_bytes(), Label::Spam);
            taught.learn(format!("Subject: minutes\n\nthe meeting today {number}").as_bytes(), Label::Ham);
        }
        assert!(taught.judge(b"Subject: offer\n\nact now: cheap pills") > peer.cutoffs().spam);
        assert!(taught.judge(b"Subject: minutes\n\nthe meeting was today") < peer.cutoffs().ham);
    }
}

#[test]
fn hostile_bytes_are_read_in_bounded_time() {
    let mut hostile = vec![MAIL.to_vec(), vec![b'<'; 300_000], b"://".repeat(100_000), vec![0xff; 100_000]];
    hostile.push([b"Content-Type: text/html\n\n".to_vec(), b"<!--".repeat(100_000)].concat());
    for raw in hostile {
        for peer in Peer::ALL {
            assert!(peer.tokens(&raw).len() < 1_000);
        }
    }
}
