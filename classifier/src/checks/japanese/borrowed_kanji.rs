//! # Kanji in the place of kana
//!
//! ## What it looks for
//! Common words in katakana in which a kanji of the same shape stands for a letter: 二 for ニ, 力
//! for カ, 一 for ー, 口 for ロ; and words in which 人 became 入, or the like.
//!
//! ## Why it matters
//! It reads the same on a small screen and escapes every list of words.
//!
//! ## When it is wrong
//! Slips of old character recognition.
//!
//! ## Example
//! `カ一ド`, `口グイン`, `ご本入様確認`

use std::sync::LazyLock;

use crate::checks::Check;
use crate::checks::reading::{Reading, beginning, sender};

pub(crate) const CHECK: Check = Check { id: "borrowed-kanji", look };

/// Characters of the text that are searched.
const SEARCHED: usize = 8_000;
/// A letter and the kanji that is borrowed for it.
const SHAPES: &[(char, char)] = &[
    ('ー', '一'),
    ('ニ', '二'),
    ('カ', '力'),
    ('ロ', '口'),
    ('タ', '夕'),
    ('ト', '卜'),
    ('エ', '工'),
    ('ハ', '八'),
    ('ル', '儿'),
    ('ミ', '三'),
    ('メ', '㐅'),
    ('ヒ', '匕'),
    ('オ', '才'),
];
/// Words that are used to frighten and to lure.
const WORDS: &[&str] = &[
    "アカウント",
    "カード",
    "クレジット",
    "ログイン",
    "メール",
    "パスワード",
    "セキュリティ",
    "サービス",
    "サポート",
    "センター",
    "ポイント",
    "アマゾン",
    "ヤマト",
    "ドコモ",
    "メルカリ",
    "キャンペーン",
    "プレゼント",
    "オンライン",
    "ネットバンク",
    "システム",
    "エラー",
    "ロック",
    "データ",
    "サイト",
    "リンク",
    "クリック",
    "ダウンロード",
    "マイページ",
    "ユーザー",
    "アクセス",
    "カスタマー",
    "プライム",
    "イオンカード",
    "ビューカード",
];
/// Words of kanji that are misspelled on purpose.
const MISSPELLED: &[&str] = &[
    "本入確認",
    "本入様",
    "重耍",
    "確忍",
    "利用停上",
    "停止中止解除",
    "御客樣各位",
    "お客樣",
    "ご利用者樣",
    "三并住友",
    "三丼住友",
    "三菱UF丁",
    "楽夭",
    "樂夭",
];

/// Every way to write one of the words with one or more letters borrowed.
static BORROWED: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut all: Vec<String> = MISSPELLED.iter().map(|&word| word.to_owned()).collect();
    for word in WORDS {
        for (letter, kanji) in SHAPES.iter().filter(|(letter, _)| word.contains(*letter)) {
            all.push(word.replace(*letter, &kanji.to_string()));
            let once = word.replacen(*letter, &kanji.to_string(), 1);
            all.push(once);
        }
    }
    all.sort_unstable();
    all.dedup();
    all
});
static FINDER: LazyLock<Option<aho_corasick::AhoCorasick>> =
    LazyLock::new(|| aho_corasick::AhoCorasick::new(BORROWED.iter()).ok());

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let name = sender(message).map_or("", |from| from.name.as_str());
    [message.subject.as_str(), name, beginning(&message.text, SEARCHED)].into_iter().find_map(borrowed)
}

fn borrowed(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let found = FINDER.as_ref()?.find(text)?;
    BORROWED.get(found.pattern().as_usize()).cloned()
}

#[cfg(test)]
mod tests {
    use super::borrowed;

    #[test]
    fn borrowed_shapes_are_found_and_true_words_are_not() {
        for guilty in ["カモメカ一ド", "口グインして", "アカウン卜", "【重耍】", "ご本入様確認", "サ一ビス"]
        {
            assert!(borrowed(guilty).is_some(), "{guilty}");
        }
        for honest in
            ["カード", "ログイン", "テレビ口コミ", "カレー一皿", "本人様", "重要", "入力ください", "plain"]
        {
            assert_eq!(borrowed(honest), None, "{honest}");
        }
    }
}
