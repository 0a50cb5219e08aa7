//! What the values of filters' lines mean: one small function a form.
//!
//! Points, percent, levels and words are different scales; each is read by its own rule. A
//! number is a verdict only where its threshold stands beside it, where its maker publishes
//! the levels, or where it is a probability.

use super::Opinion;

/// `YES`, `No`, `true`.
pub(super) fn yes_or_no(value: &str) -> Option<Opinion> {
    match lower_word(value).as_str() {
        "yes" | "true" => Some(Opinion::Spam),
        "no" | "false" => Some(Opinion::Ham),
        _ => None,
    }
}

/// A line whose "yes" is a verdict and whose "no" only says that this one rule did not fire.
pub(super) fn only_yes(value: &str) -> Option<Opinion> {
    yes_or_no(value).filter(|opinion| *opinion == Opinion::Spam)
}

/// `Yes`: the sender is on the person's own list of approved ones.
pub(super) fn approved(value: &str) -> Option<Opinion> {
    only_yes(value).map(|_| Opinion::Ham)
}

/// A line that is written only on spam.
#[allow(clippy::unnecessary_wraps)]
pub(super) fn present(_value: &str) -> Option<Opinion> {
    Some(Opinion::Spam)
}

/// A line for each test that struck: a suspicion, not yet a verdict.
#[allow(clippy::unnecessary_wraps)]
pub(super) fn one_test(_value: &str) -> Option<Opinion> {
    Some(Opinion::Unsure)
}

/// `Yes, score=7.2 required=5.0 …`, and the three-way form `NONE`, `SUSPICION`, `SPAM`.
pub(super) fn status(value: &str) -> Option<Opinion> {
    match lower_word(value).as_str() {
        "suspicion" => Some(Opinion::Unsure),
        "none" => Some(Opinion::Ham),
        "spam" => Some(Opinion::Spam),
        _ => yes_or_no(value),
    }
}

/// A verdict as the first word, in any filter's vocabulary.
pub(super) fn first_word(value: &str) -> Option<Opinion> {
    match lower_word(value).as_str() {
        "spam" | "yes" | "junk" | "spm" | "phish" | "phishing" | "blacklisted" | "blocklisted" => {
            Some(Opinion::Spam)
        }
        "ham" | "no" | "innocent" | "whitelisted" | "good" | "normal" | "ok" | "nspm" | "clean" | "pass" => {
            Some(Opinion::Ham)
        }
        "unsure" | "suspect" => Some(Opinion::Unsure),
        _ => None,
    }
}

/// The same where the whole value is that word: another filter lists its symbols there.
pub(super) fn one_word(value: &str) -> Option<Opinion> {
    if value.chars().all(char::is_alphanumeric) { first_word(value) } else { None }
}

/// `default: False [-1.20 / 15.00]; …`. Not rejected is no praise for a score past half the limit.
pub(super) fn rspamd(value: &str) -> Option<Opinion> {
    let (_, verdict) = value.split_once(':')?;
    let opinion = yes_or_no(verdict.trim_start())?;
    let scores = verdict.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(inside, _)| inside);
    let scores = scores.and_then(|inside| inside.split_once('/'));
    let scores = scores.and_then(|(score, limit)| Some((number(score)?, number(limit)?)));
    match scores {
        Some((score, limit)) if opinion == Opinion::Ham && limit > 0.0 && score >= limit / 2.0 => {
            Some(Opinion::Unsure)
        }
        _ => Some(opinion),
    }
}

/// `Action: add header Symbol: …`, as Exim writes what Rspamd said. `SpamAssassin`'s report under
/// the same name is a list of rules and no verdict.
pub(super) fn rspamd_action(value: &str) -> Option<Opinion> {
    let action = value.strip_prefix("Action:")?.trim_start();
    if action.starts_with("no action") {
        Some(Opinion::Ham)
    } else if ["greylist", "soft reject"].iter().any(|word| action.starts_with(word)) {
        Some(Opinion::Unsure)
    } else if ["add header", "rewrite subject", "reject", "quarantine"]
        .iter()
        .any(|word| action.starts_with(word))
    {
        Some(Opinion::Spam)
    } else {
        None
    }
}

/// `spam, score=6.70`: bare points have no threshold here and say nothing.
pub(super) fn stalwart(value: &str) -> Option<Opinion> {
    if value.contains("score=") { first_word(value) } else { None }
}

/// `Unsolicited (asks for money)`: the category that a language model gave.
pub(super) fn language_model(value: &str) -> Option<Opinion> {
    match lower_word(value).as_str() {
        "unsolicited" | "harmful" | "spam" | "phishing" => Some(Opinion::Spam),
        "commercial" => Some(Opinion::Unsure),
        "legitimate" | "ham" => Some(Opinion::Ham),
        _ => None,
    }
}

/// `spam, SpamAssassin (score=7.1, required 5, …)`, with `not spam` and the words inside in the
/// administrator's language: whatever stands before "spam" negates it.
pub(super) fn mailscanner(value: &str) -> Option<Opinion> {
    let said = value.split([',', '(']).next().unwrap_or_default().trim().to_lowercase();
    if said == "spam" {
        return Some(Opinion::Spam);
    }
    if said.ends_with(" spam") {
        return Some(Opinion::Ham);
    }
    // The score stands behind the first `=`, the limit at the end of the next piece.
    let (_, inside) = value.split_once('(')?;
    let mut pieces = inside.split([',', ')']).skip_while(|piece| !piece.contains('='));
    let score = pieces.next().and_then(|piece| piece.split_once('=')).and_then(|(_, score)| number(score))?;
    let limit = pieces.next().and_then(|piece| piece.split_ascii_whitespace().last()).and_then(number)?;
    Some(if score >= limit { Opinion::Spam } else { Opinion::Ham })
}

/// The bucket that a classifier with buckets of the person's own naming put the mail in.
pub(super) fn bucket(value: &str) -> Option<Opinion> {
    match lower_word(value).as_str() {
        "spam" | "junk" => Some(Opinion::Spam),
        "unclassified" => Some(Opinion::Unsure),
        "inbox" | "ham" => Some(Opinion::Ham),
        _ => None,
    }
}

/// Spam confidence level: -1 to 1 not spam, 5 and above spam.
pub(super) fn scl(value: &str) -> Option<Opinion> {
    match value.parse::<i32>().ok()? {
        -1..=1 => Some(Opinion::Ham),
        2..=4 => Some(Opinion::Unsure),
        5..=10 => Some(Opinion::Spam),
        _ => None,
    }
}

/// `…;SCL:5;SFV:SPM;…;CAT:HSPM;…`. The filtering verdict counts; where it lets the mail through
/// as unremarkable, the category, and where there is neither, the level.
pub(super) fn forefront(value: &str) -> Option<Opinion> {
    let field = |name: &str| value.split(';').find_map(|field| field.trim().strip_prefix(name));
    match field("SFV:") {
        Some("SPM" | "SKS" | "SKB" | "BLK") => return Some(Opinion::Spam),
        // A list or an administrator let it through, or it was released from quarantine.
        Some("SKN" | "SKA" | "SKI" | "SFE" | "SKQ") => return Some(Opinion::Ham),
        _ => {}
    }
    match field("CAT:") {
        Some("SPM" | "HSPM" | "PHSH" | "HPHISH" | "HPHSH" | "MALW") => Some(Opinion::Spam),
        Some("BULK" | "SPOOF" | "DIMP" | "GIMP" | "UIMP") => Some(Opinion::Unsure),
        _ if field("SFV:") == Some("NSPM") => Some(Opinion::Ham),
        _ => field("SCL:").and_then(|level| scl(level.trim())),
    }
}

/// `BCL:7;`: how many complain of this sender, 0 to 9. Bulk mail is not spam, and little
/// complaint is no praise.
pub(super) fn bulk_complaints(value: &str) -> Option<Opinion> {
    let level = value.split(';').find_map(|field| field.trim().strip_prefix("BCL:"))?;
    (7..=9).contains(&level.trim().parse::<u8>().ok()?).then_some(Opinion::Unsure)
}

/// `ucf:0;jmr:1;auth:0;dest:J;…`: the folder it was delivered to.
pub(super) fn delivered_to(value: &str) -> Option<Opinion> {
    match value.split(';').find_map(|field| field.trim().strip_prefix("dest:"))? {
        "J" => Some(Opinion::Spam),
        "I" => Some(Opinion::Ham),
        _ => None,
    }
}

/// `rule=notspam policy=default …`, also with the policy's name before it: `rule=inbound_notspam`.
pub(super) fn proofpoint(value: &str) -> Option<Opinion> {
    let rule = value.split_ascii_whitespace().find_map(|field| field.strip_prefix("rule="))?;
    match rule.rsplit('_').next().unwrap_or(rule) {
        "spam" | "definitive" | "phish" | "malware" | "quarantine" => Some(Opinion::Spam),
        "notspam" => Some(Opinion::Ham),
        _ => None,
    }
}

/// Below 3 not spam, 3 and 4 low, 5 to 7 medium, above 7 high: the maker's own levels.
pub(super) fn mimecast(value: &str) -> Option<Opinion> {
    let score = number(value)?;
    Some(if score < 3.0 {
        Opinion::Ham
    } else if score < 5.0 {
        Opinion::Unsure
    } else {
        Opinion::Spam
    })
}

/// `OK`, `SUSPECT`, `SPAM`, `PHISHING`; `COMMERCIAL:…` says what it is, not whether it is wanted.
pub(super) fn vade(value: &str) -> Option<Opinion> {
    match lower_word(value).as_str() {
        "scam" | "malware" | "virus" => Some(Opinion::Spam),
        _ => first_word(value),
    }
}

/// 0 or 100; what lies between is not explained by the maker.
pub(super) fn cloudmark(value: &str) -> Option<Opinion> {
    match number(value)? {
        score if (0.0..1.0).contains(&score) => Some(Opinion::Ham),
        score if (99.0..=100.0).contains(&score) => Some(Opinion::Spam),
        _ => Some(Opinion::Unsure),
    }
}

/// `Malicious`; `Clean` is about viruses alone.
pub(super) fn malicious(value: &str) -> Option<Opinion> {
    (lower_word(value) == "malicious").then_some(Opinion::Spam)
}

/// `Gauge=XXXIIII, Probability=37%, Report='…'`.
pub(super) fn puremessage(value: &str) -> Option<Opinion> {
    let (_, behind) = value.split_once("Probability=")?;
    percent(behind.split(',').next()?.trim())
}

/// `spam detected heuristically`.
pub(super) fn symantec(value: &str) -> Option<Opinion> {
    value.to_ascii_lowercase().starts_with("spam detected").then_some(Opinion::Spam)
}

/// `accept`, `drop`.
pub(super) fn recommended(value: &str) -> Option<Opinion> {
    match lower_word(value).as_str() {
        "accept" => Some(Opinion::Ham),
        "drop" | "reject" | "quarantine" => Some(Opinion::Spam),
        _ => None,
    }
}

/// `0 (Mail was not recognized as spam)`: a reason code, not a score; below 0 nothing was tried.
pub(super) fn gmx(value: &str) -> Option<Opinion> {
    match value.split([' ', '(', ';']).next()?.parse::<i32>().ok()? {
        0 => Some(Opinion::Ham),
        1.. => Some(Opinion::Spam),
        _ => None,
    }
}

/// `notjunk:1;V03:…`, `junk:10;V03:…`, and the older codes.
pub(super) fn filter_results(value: &str) -> Option<Opinion> {
    match lower_word(value).as_str() {
        "notjunk" => Some(Opinion::Ham),
        "junk" => Some(Opinion::Spam),
        _ => gmx(value),
    }
}

/// `not_detected`, `probable_spam`, `spam`.
pub(super) fn kaspersky(value: &str) -> Option<Opinion> {
    match value.split([' ', ',', ';']).next()?.to_ascii_lowercase().as_str() {
        "not_detected" | "trusted" | "whitelisted" => Some(Opinion::Ham),
        "probable_spam" => Some(Opinion::Unsure),
        "spam" | "blacklisted" | "phishing" => Some(Opinion::Spam),
        _ => None,
    }
}

/// The reason why a delivery was taken or not: only what speaks against it is a verdict.
pub(super) fn mox(value: &str) -> Option<Opinion> {
    let reason = value.split([' ', ',', ';']).next()?;
    (reason.starts_with("junk-") || reason == "dns-blocklisted").then_some(Opinion::Spam)
}

/// `INBOX` or `Junk`: the folder it was delivered to.
pub(super) fn junk_folder(value: &str) -> Option<Opinion> {
    match lower_word(value).as_str() {
        "junk" => Some(Opinion::Spam),
        "inbox" => Some(Opinion::Ham),
        _ => None,
    }
}

/// A probability of spam in percent: the only scale whose numbers mean the same everywhere.
pub(super) fn percent(value: &str) -> Option<Opinion> {
    let percent = number(value.strip_suffix('%')?)?;
    Some(if percent >= 90.0 {
        Opinion::Spam
    } else if percent >= 50.0 {
        Opinion::Unsure
    } else {
        Opinion::Ham
    })
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// The first word in lower case, up to white space, comma, semicolon or the like.
fn lower_word(value: &str) -> String {
    value
        .chars()
        .take(40)
        .take_while(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
