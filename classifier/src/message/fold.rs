//! Text folded for judging, never for showing.
//!
//! `Ｖｉａｇｒａ`, `ＶＩＡＧＲＡ` and `vi\u{200b}agra` are one word to the eye; folding makes them one to
//! the judge: compatibility form (NFKC, which also widens half-width kana), lower case,
//! and nothing that has no width. Old forms of kanji become the new ones (`當選` is `当選`), and
//! the dashes and waves that the converters of charsets disagree about become one each.

use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};
use unicode_script::{Script, UnicodeScript};

/// The folded form of a text.
pub fn folded(text: &str) -> Cow<'_, str> {
    if is_settled(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    Cow::Owned(out)
}

/// Writes the folded form of a text behind what stands in `out`. Line by line: nothing joins
/// with a line break, and most lines of most mail are plain ASCII.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        return fold_ascii_into(text, out);
    }
    for line in text.split_inclusive('\n') {
        if line.is_ascii() {
            fold_ascii_into(line, out);
        } else {
            let seen = line.chars().filter(|&c| !is_zero_width(c));
            out.extend(seen.nfkc().map(plain).flat_map(char::to_lowercase));
        }
    }
}

fn fold_ascii_into(text: &str, out: &mut String) {
    let start = out.len();
    out.push_str(text);
    if let Some(added) = out.get_mut(start..) {
        added.make_ascii_lowercase();
    }
}

/// Whether a text is the same folded, as far as can be told without folding it.
fn is_settled(text: &str) -> bool {
    if text.is_ascii() {
        return !text.bytes().any(|byte| byte.is_ascii_uppercase());
    }
    let settled = |c: char| {
        !c.is_ascii_uppercase()
            && (c.is_ascii() || !is_zero_width(c) && plain(c) == c && c.to_lowercase().eq(std::iter::once(c)))
    };
    text.chars().all(settled) && is_nfkc_quick(text.chars()) == IsNormalized::Yes
}

/// The common form of a character: for old kanji the one taught since 1949, for the signs
/// that `Shift_JIS`, ISO-2022-JP and EUC-JP give different code points the one of ASCII.
fn plain(c: char) -> char {
    if c < '\u{2010}' {
        return c;
    }
    match c {
        '\u{2010}' | '\u{2011}' | '\u{2212}' => return '-',
        '\u{2015}' => return '\u{2014}',
        '\u{301c}' | '\u{223c}' => return '~',
        '\u{2225}' => return '\u{2016}',
        _ => {}
    }
    if !('\u{4e00}'..='\u{9fff}').contains(&c) {
        return c;
    }
    OLD_FORMS
        .binary_search_by_key(&c, |(old, _)| *old)
        .ok()
        .and_then(|at| OLD_FORMS.get(at))
        .map_or(c, |(_, new)| *new)
}

/// Old forms and the new ones, by code point; those of names (`髙`, `濵`) with them.
const OLD_FORMS: &[(char, char)] = &[
    ('乘', '乗'),
    ('亂', '乱'),
    ('亞', '亜'),
    ('佛', '仏'),
    ('來', '来'),
    ('假', '仮'),
    ('傳', '伝'),
    ('價', '価'),
    ('儉', '倹'),
    ('兒', '児'),
    ('兩', '両'),
    ('剩', '剰'),
    ('劍', '剣'),
    ('劑', '剤'),
    ('勞', '労'),
    ('勳', '勲'),
    ('勵', '励'),
    ('勸', '勧'),
    ('區', '区'),
    ('參', '参'),
    ('單', '単'),
    ('嚴', '厳'),
    ('圈', '圏'),
    ('國', '国'),
    ('圍', '囲'),
    ('圓', '円'),
    ('圖', '図'),
    ('團', '団'),
    ('增', '増'),
    ('墮', '堕'),
    ('壓', '圧'),
    ('壘', '塁'),
    ('壯', '壮'),
    ('壹', '壱'),
    ('壽', '寿'),
    ('奬', '奨'),
    ('學', '学'),
    ('寢', '寝'),
    ('實', '実'),
    ('寫', '写'),
    ('寶', '宝'),
    ('將', '将'),
    ('專', '専'),
    ('對', '対'),
    ('峽', '峡'),
    ('巖', '巌'),
    ('帶', '帯'),
    ('廢', '廃'),
    ('廣', '広'),
    ('廳', '庁'),
    ('彈', '弾'),
    ('彌', '弥'),
    ('徑', '径'),
    ('從', '従'),
    ('德', '徳'),
    ('惠', '恵'),
    ('惡', '悪'),
    ('愼', '慎'),
    ('慘', '惨'),
    ('應', '応'),
    ('懷', '懐'),
    ('戀', '恋'),
    ('戰', '戦'),
    ('拂', '払'),
    ('拔', '抜'),
    ('拜', '拝'),
    ('插', '挿'),
    ('搖', '揺'),
    ('搜', '捜'),
    ('擇', '択'),
    ('擔', '担'),
    ('據', '拠'),
    ('擧', '挙'),
    ('擴', '拡'),
    ('攝', '摂'),
    ('收', '収'),
    ('數', '数'),
    ('斷', '断'),
    ('晝', '昼'),
    ('曉', '暁'),
    ('會', '会'),
    ('條', '条'),
    ('棧', '桟'),
    ('榮', '栄'),
    ('樂', '楽'),
    ('樓', '楼'),
    ('樞', '枢'),
    ('樣', '様'),
    ('檢', '検'),
    ('權', '権'),
    ('歐', '欧'),
    ('歡', '歓'),
    ('歸', '帰'),
    ('殘', '残'),
    ('殼', '殻'),
    ('毆', '殴'),
    ('每', '毎'),
    ('氣', '気'),
    ('沒', '没'),
    ('淨', '浄'),
    ('淺', '浅'),
    ('溪', '渓'),
    ('滯', '滞'),
    ('滿', '満'),
    ('潛', '潜'),
    ('澁', '渋'),
    ('澤', '沢'),
    ('濟', '済'),
    ('濱', '浜'),
    ('濵', '浜'),
    ('灣', '湾'),
    ('燈', '灯'),
    ('燒', '焼'),
    ('營', '営'),
    ('爐', '炉'),
    ('爭', '争'),
    ('犧', '犠'),
    ('狀', '状'),
    ('狹', '狭'),
    ('獨', '独'),
    ('獵', '猟'),
    ('獸', '獣'),
    ('甁', '瓶'),
    ('畫', '画'),
    ('當', '当'),
    ('疊', '畳'),
    ('癡', '痴'),
    ('發', '発'),
    ('盜', '盗'),
    ('盡', '尽'),
    ('眞', '真'),
    ('祕', '秘'),
    ('禪', '禅'),
    ('禮', '礼'),
    ('稅', '税'),
    ('稱', '称'),
    ('稻', '稲'),
    ('窗', '窓'),
    ('竊', '窃'),
    ('粹', '粋'),
    ('絲', '糸'),
    ('經', '経'),
    ('綠', '緑'),
    ('緖', '緒'),
    ('縣', '県'),
    ('縱', '縦'),
    ('總', '総'),
    ('繪', '絵'),
    ('續', '続'),
    ('纖', '繊'),
    ('缺', '欠'),
    ('聲', '声'),
    ('肅', '粛'),
    ('腦', '脳'),
    ('膽', '胆'),
    ('臟', '臓'),
    ('與', '与'),
    ('舊', '旧'),
    ('莖', '茎'),
    ('萬', '万'),
    ('藏', '蔵'),
    ('藝', '芸'),
    ('藥', '薬'),
    ('處', '処'),
    ('號', '号'),
    ('蟲', '虫'),
    ('蠶', '蚕'),
    ('衞', '衛'),
    ('裝', '装'),
    ('覺', '覚'),
    ('覽', '覧'),
    ('觀', '観'),
    ('觸', '触'),
    ('謠', '謡'),
    ('證', '証'),
    ('譯', '訳'),
    ('譽', '誉'),
    ('讀', '読'),
    ('變', '変'),
    ('讓', '譲'),
    ('豐', '豊'),
    ('豫', '予'),
    ('賣', '売'),
    ('賴', '頼'),
    ('贊', '賛'),
    ('踐', '践'),
    ('輕', '軽'),
    ('轉', '転'),
    ('遞', '逓'),
    ('遲', '遅'),
    ('邉', '辺'),
    ('邊', '辺'),
    ('醉', '酔'),
    ('醫', '医'),
    ('釀', '醸'),
    ('釋', '釈'),
    ('錄', '録'),
    ('錢', '銭'),
    ('鎭', '鎮'),
    ('鑄', '鋳'),
    ('關', '関'),
    ('陷', '陥'),
    ('隨', '随'),
    ('險', '険'),
    ('隱', '隠'),
    ('隸', '隷'),
    ('雙', '双'),
    ('雜', '雑'),
    ('靈', '霊'),
    ('靜', '静'),
    ('顯', '顕'),
    ('飜', '翻'),
    ('餘', '余'),
    ('騷', '騒'),
    ('驗', '験'),
    ('驛', '駅'),
    ('髓', '髄'),
    ('體', '体'),
    ('髙', '高'),
    ('鷄', '鶏'),
    ('鹽', '塩'),
    ('麥', '麦'),
    ('黑', '黒'),
    ('默', '黙'),
    ('點', '点'),
    ('齊', '斉'),
    ('齋', '斎'),
    ('齒', '歯'),
    ('齡', '齢'),
    ('龍', '竜'),
    ('龜', '亀'),
];

/// Joins the lines that a mail program wrapped, so that a phrase is found wherever it was
/// broken: with a space, or with nothing where neither side writes spaces. An empty line stays.
pub fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n') {
        out.push_str(line);
        match after.chars().next().filter(|&next| next != '\n' && !out.ends_with('\n')) {
            Some(next) if is_cjk(next) && out.chars().next_back().is_some_and(is_cjk) => {}
            Some(_) => out.push(' '),
            None => out.push('\n'),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Characters without width that can be put into words unseen: zero-width spaces and
/// joiners, soft hyphens, direction marks, variation selectors, tags.
pub fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Hiragana or katakana: what only Japanese is written in.
pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}')
}

/// Whether a text is Japanese as a whole: at least a tenth of its letters are kana.
pub fn is_japanese(text: &str) -> bool {
    let (mut kana, mut letters) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        kana += usize::from(is_kana(c));
    }
    kana * 10 >= letters && kana >= 2
}

/// Chinese characters, kana and hangul: scripts written without spaces between words, or
/// where single characters carry meaning.
pub fn is_cjk(c: char) -> bool {
    u32::from(c) >= 0x1100
        && matches!(
            c.script(),
            Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo
        )
        || matches!(c, 'ー' | 'ｰ' | '々' | '〆')
}

#[cfg(test)]
mod tests {
    use super::{OLD_FORMS, folded, joined};

    #[test]
    fn one_word_in_all_its_forms_is_one_word() {
        for (written, one) in [
            ("ﾊﾟｽﾜｰﾄﾞ", "パスワード"),
            ("ｶﾞｷﾞｸﾞ ﾊﾟﾋﾟﾌﾟ ﾔｭﾖ", "ガギグ パピプ ヤュヨ"),
            ("ＡｍａＺｏｎ １２３！", "amazon 123!"),
            ("Ａmaｚon", "amazon"),
            ("當選、國稅廳", "当選、国税庁"),
            ("髙橋　渡邊", "高橋 渡辺"),
            ("⽇本⾦融", "日本金融"),
            ("㈱ｻﾝﾌﾟﾙ　㌔", "(株)サンプル キロ"),
            ("10〜20", "10~20"),
            ("10～20", "10~20"),
            ("03−5555−0100", "03-5555-0100"),
            ("03－5555－0100", "03-5555-0100"),
        ] {
            assert_eq!(folded(written), one, "{written}");
            assert_eq!(folded(&folded(written)), one, "{written}");
        }
    }

    #[test]
    fn what_is_folded_already_is_not_copied() {
        for text in ["plain text", "日本の会社で働く", "ｶﾅ"] {
            let borrowed = matches!(folded(text), std::borrow::Cow::Borrowed(_));
            assert_eq!(borrowed, folded(text) == text, "{text}");
        }
    }

    #[test]
    fn the_old_forms_are_in_order_and_none_leads_to_another() {
        assert!(OLD_FORMS.is_sorted_by(|(left, _), (right, _)| left < right));
        for (_, new) in OLD_FORMS {
            assert!(!OLD_FORMS.iter().any(|(old, _)| old == new), "{new}");
        }
    }

    #[test]
    fn wrapped_lines_are_joined_and_paragraphs_stay_apart() {
        assert_eq!(joined("the wrong\nperson"), "the wrong person");
        assert_eq!(joined("当選おめで\nとう"), "当選おめでとう");
        assert_eq!(joined("one\n\ntwo\nthree\n"), "one\n\ntwo three\n");
        assert_eq!(joined(""), "");
    }
}
