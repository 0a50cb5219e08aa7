//! The one sentence over the demonstration mailbox: what it quotes is a word to a person.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use catalogue::{Catalogue, Language};
use engine::classifier::{Token, checks};
use engine::demo::Person;
use engine::view::{Opened, Which};

const PERSON: Person<'_> = Person {
    address: demo::OWNER,
    correspondents: demo::CORRESPONDENTS,
    sent_message_ids: demo::SENT_MESSAGE_IDS,
};

/// All mails of the demonstration, judged.
async fn judged() -> Vec<Opened> {
    let dir = tempfile::tempdir().unwrap();
    let now = 1_795_300_000;
    let mails = demo::messages(now).into_iter().map(|mail| (mail.raw, (now - mail.received) / 60));
    let engine = engine::demo::prepare_for(dir.path(), PERSON, mails).unwrap();
    let account = engine.accounts().unwrap().remove(0);
    engine.run_once(&account.id).await.unwrap();
    let mut opened = Vec::new();
    for which in [Which::Inbox, Which::Junk] {
        for row in engine.list(which).unwrap() {
            opened.push(engine.open_message(row.id).await.unwrap());
        }
    }
    opened
}

/// What stands between quotation marks.
fn quoted(sentence: &str) -> Vec<String> {
    let parts = sentence.split(['「', '“']).skip(1);
    parts.filter_map(|part| part.split(['」', '”']).next()).map(str::to_owned).collect()
}

/// What the checks' own sentences quote: fixed expressions, and none of a mail's.
fn of_checks(language: Language) -> Vec<String> {
    let words = Catalogue::for_language(language);
    let sentences = checks::ALL.iter().map(|check| words.text(&format!("check-{}", check.id), &[]));
    sentences.flat_map(|sentence| quoted(&sentence)).collect()
}

#[derive(PartialEq)]
enum Script {
    Kanji,
    Katakana,
    Other,
}

fn script(letter: char) -> Script {
    match letter {
        '\u{3400}'..='\u{9fff}' | '々' => Script::Kanji,
        '\u{30a1}'..='\u{30fa}' | 'ー' => Script::Katakana,
        _ => Script::Other,
    }
}

/// Whether letters are torn out of the middle: nowhere in the text do they stand for themselves.
fn is_torn(letters: &str, text: &str) -> bool {
    let (letters, text): (Vec<char>, Vec<char>) = (letters.chars().collect(), text.chars().collect());
    let kinds = |at: usize| text.get(at).map(|letter| script(*letter));
    let stands_alone = |at: usize| {
        let (first, last) = (kinds(at), kinds(at + letters.len() - 1));
        (at == 0 || kinds(at - 1) != first) && kinds(at + letters.len()) != last
    };
    let mut places =
        text.windows(letters.len()).enumerate().filter(|(_, place)| *place == letters.as_slice());
    !places.any(|(at, _)| stands_alone(at))
}

fn is_wide(text: &str) -> bool {
    text.chars().any(|letter| matches!(letter, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'))
}

#[tokio::test]
async fn no_sentence_quotes_a_torn_pair_of_letters() {
    let (mut words_quoted, mut torn_in_the_evidence) = (0, 0);
    for message in judged().await {
        let seen = format!("{}\n{}", message.row.subject, message.text).replace(['\u{200b}', '\u{200c}'], "");
        let evidence = message.judgement.evidence.0.iter();
        torn_in_the_evidence += evidence
            .filter(|clue| matches!(&clue.token, Token::Pair { text, .. } if is_wide(text) && is_torn(text, &seen)))
            .count();
        for language in [Language::English, Language::Japanese] {
            let places = [message.row.subject.as_str(), &message.text];
            let sentence =
                Catalogue::for_language(language).explain(&message.judgement, None, &places).sentence;
            let of_a_check = of_checks(language);
            let of_the_mail = quoted(&sentence).into_iter().filter(|word| !of_a_check.contains(word));
            for word in of_the_mail.filter(|word| is_wide(word)) {
                words_quoted += 1;
                let mixed = word.chars().any(|letter| script(letter) == Script::Other);
                assert!(!mixed && !is_torn(&word, &seen), "“{word}” is torn: {sentence}");
            }
        }
    }
    assert!(torn_in_the_evidence > 50, "there is much to tear: {torn_in_the_evidence}");
    assert!(words_quoted > 40, "words are quoted: {words_quoted}");
}

#[tokio::test]
async fn what_a_check_found_comes_before_a_mere_word() {
    let english = Catalogue::for_language(Language::English);
    let mut told = 0;
    for message in judged().await {
        let finding = message
            .judgement
            .evidence
            .0
            .iter()
            .find(|clue| matches!(clue.token, Token::Check { .. }) && clue.contribution.abs() >= 1.0);
        let Some(finding) =
            finding.filter(|clue| clue.contribution > 0.0 && message.judgement.score.probability() > 0.9)
        else {
            continue;
        };
        let Token::Check { id, .. } = &finding.token else { continue };
        let sentence =
            english.explain(&message.judgement, None, &[&message.row.subject, &message.text]).sentence;
        let (found, words) = (
            sentence.find(&english.text(&format!("check-{}", id.0), &[("detail", "".into())])),
            sentence.find("its words"),
        );
        assert!(words.is_none() || found < words, "{sentence}");
        told += usize::from(found.is_some() && words.is_some());
    }
    assert!(told > 5, "findings and words stand side by side: {told}");
}
