//! The dialects: which header lines filters write, and what each value means.

use super::Opinion;

/// A dialect: the header's name in lower case, the dialect's name, and how its value reads.
type Row = (&'static str, &'static str, fn(&str) -> Option<Opinion>);

/// Header lines that carry a verdict. A value in a shape not known here is left unread.
const DIALECTS: &[Row] = &[
    ("x-spam-flag", "spamassassin", yes_or_no),
    ("x-spam-status", "spamassassin", status),
    ("x-spam", "rspamd", yes_or_no),
    ("x-spamd-result", "rspamd", rspamd),
    ("x-rspam-status", "rspamd", status),
    ("x-bogosity", "bogofilter", first_word),
    ("x-spambayes-classification", "spambayes", first_word),
    ("x-dspam-result", "dspam", first_word),
    ("x-crm114-status", "crm114", first_word),
    ("x-spamexperts-class", "spamexperts", first_word),
    ("x-md-class", "necchu", first_word),
    ("x-ms-exchange-organization-scl", "exchange", scl),
    ("x-forefront-antispam-report", "forefront", forefront),
    ("spamdiagnosticmetadata", "forefront", first_word),
    ("x-barracuda-spam-status", "barracuda", status),
    ("x-proofpoint-spam-details", "proofpoint", proofpoint),
    ("x-tm-as-result", "trendmicro", first_word),
    ("x-vr-spamstate", "vade", first_word),
    ("x-ocn-spam-check", "ocn", percent),
    ("x-biglobe-spamcheck", "biglobe", first_word),
    ("x-spam-score", "spam-score", scored),
    ("x-spam-result", "secure-service", first_word),
];

/// Lines of filters that carry no verdict of their own, by the beginning of their name.
const MARKS: &[&str] = &[
    "x-spam",
    "x-rspam",
    "x-bogosity",
    "x-spambayes",
    "x-dspam",
    "x-crm114",
    "x-barracuda",
    "x-proofpoint",
    "x-forefront",
    "x-microsoft-antispam",
    "x-ms-exchange-organization-",
    "x-mailscanner",
    "x-virus",
    "x-tm-as",
    "x-tmase",
    "x-vr-spam",
    "x-vade",
    "x-ocn-spam",
    "x-biglobe-spam",
    "x-md-",
    "x-cmae",
    "x-cnfs",
    "x-authority-analysis",
    "x-ironport-a",
    "x-pmx-spam",
    "x-klms",
    "x-hmailserver-spam",
    "x-gmx-antispam",
    "x-ui-filter",
    "x-yahoofilteredbulk",
    "x-mekiki",
    "spamdiagnostic",
    "x-text-classification",
];

pub(super) fn read(name: &str, value: &str) -> Option<(&'static str, Opinion)> {
    let row = DIALECTS.iter().find(|row| name.eq_ignore_ascii_case(row.0))?;
    Some((row.1, (row.2)(value.trim())?))
}

pub(super) fn is_filter_header(name: &str) -> bool {
    MARKS.iter().any(|mark| name.starts_with(mark))
        || name.contains("mailscanner")
        || name.ends_with("-spamcheck")
        || name.ends_with("authentication-results")
        || name == "received-spf"
}

/// `YES`, `No`, `true`.
fn yes_or_no(value: &str) -> Option<Opinion> {
    match lower_word(value).as_str() {
        "yes" | "true" => Some(Opinion::Spam),
        "no" | "false" => Some(Opinion::Ham),
        _ => None,
    }
}

/// `Yes, score=7.2 required=5.0 …`, and the three-way form `NONE`, `SUSPICION`, `SPAM`.
fn status(value: &str) -> Option<Opinion> {
    match lower_word(value).as_str() {
        "suspicion" => Some(Opinion::Unsure),
        "none" => Some(Opinion::Ham),
        "spam" => Some(Opinion::Spam),
        _ => yes_or_no(value),
    }
}

/// A verdict as the first word, in any filter's vocabulary.
fn first_word(value: &str) -> Option<Opinion> {
    match lower_word(value).as_str() {
        "spam" | "yes" | "junk" | "spm" | "phish" | "phishing" => Some(Opinion::Spam),
        "ham" | "no" | "innocent" | "whitelisted" | "good" | "normal" | "ok" | "nspm" | "clean" => {
            Some(Opinion::Ham)
        }
        "unsure" | "suspect" => Some(Opinion::Unsure),
        _ => None,
    }
}

/// `default: False [-1.20 / 15.00]; …`: whether the score reaches the reject limit.
fn rspamd(value: &str) -> Option<Opinion> {
    let (_, verdict) = value.split_once(':')?;
    yes_or_no(verdict.trim_start())
}

/// Spam confidence level: -1 to 1 not spam, 5 and above spam.
fn scl(value: &str) -> Option<Opinion> {
    match value.parse::<i32>().ok()? {
        -1..=1 => Some(Opinion::Ham),
        2..=4 => Some(Opinion::Unsure),
        5..=10 => Some(Opinion::Spam),
        _ => None,
    }
}

/// `…;SCL:5;SFV:SPM;…`: the filtering verdict counts.
fn forefront(value: &str) -> Option<Opinion> {
    let verdict = value.split(';').find_map(|field| field.trim().strip_prefix("SFV:"))?;
    match verdict {
        "SPM" | "SKS" | "SKB" | "BLK" => Some(Opinion::Spam),
        "NSPM" | "SKN" | "SKA" | "SKI" | "SFE" => Some(Opinion::Ham),
        _ => None,
    }
}

/// `rule=notspam policy=default …`.
fn proofpoint(value: &str) -> Option<Opinion> {
    match value.split_ascii_whitespace().find_map(|field| field.strip_prefix("rule="))? {
        "spam" | "definitive" | "phish" | "malware" => Some(Opinion::Spam),
        "notspam" => Some(Opinion::Ham),
        _ => None,
    }
}

/// A percentage of "spamness": the provider's own default calls 90 and more spam.
fn percent(value: &str) -> Option<Opinion> {
    let number: f64 = value.strip_suffix('%')?.trim().parse().ok()?;
    Some(if number >= 90.0 {
        Opinion::Spam
    } else if number >= 50.0 {
        Opinion::Unsure
    } else {
        Opinion::Ham
    })
}

/// `spam, score=6.70`, or a percentage; bare points have no threshold here and say nothing.
fn scored(value: &str) -> Option<Opinion> {
    if value.ends_with('%') { percent(value) } else { first_word(value) }
}

/// The first word in lower case, up to white space, comma, semicolon or the like.
fn lower_word(value: &str) -> String {
    value.chars().take_while(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
