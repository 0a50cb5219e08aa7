//! The dialects: which header lines filters write, and what each value means.
//!
//! One row a header; where two filters write the same header in different forms, the first
//! row that can read the value counts. What is not here is not interpreted. Every row has a
//! real sample and a forged one in the tests.

use super::Opinion;
use super::values as v;

/// Where a row's meaning was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// In the filter's own manual, source code or help pages, or in a real mail.
    Seen,
    /// Recalled, and not confirmed by a sample: it counts half until this account confirms it.
    Recalled,
}

/// One header line that carries a verdict.
pub(super) struct Row {
    /// The header's name in lower case; `*` stands for any characters.
    pub(super) header: &'static str,
    /// Where the `*` stands in it.
    any: Option<usize>,
    /// The dialect's name; the key of [`FILTERS`] and of [`crate::Facts::tags`].
    pub(super) dialect: &'static str,
    /// Where its meaning was seen.
    pub(super) source: Source,
    /// Reads the value; `None` for a shape not known here, or one that is no verdict.
    reads: fn(&str) -> Option<Opinion>,
}

const fn seen(header: &'static str, dialect: &'static str, reads: fn(&str) -> Option<Opinion>) -> Row {
    Row { header, any: star(header.as_bytes()), dialect, source: Source::Seen, reads }
}

const fn recalled(header: &'static str, dialect: &'static str, reads: fn(&str) -> Option<Opinion>) -> Row {
    Row { header, any: star(header.as_bytes()), dialect, source: Source::Recalled, reads }
}

const fn star(name: &[u8]) -> Option<usize> {
    let mut rest = name;
    while let [first, others @ ..] = rest {
        if *first == b'*' {
            return Some(name.len() - rest.len());
        }
        rest = others;
    }
    None
}

/// Header lines that carry a verdict.
pub(super) const DIALECTS: &[Row] = &[
    seen("x-spam-flag", "spamassassin", v::yes_or_no),
    seen("x-spam-status", "spamassassin", v::status),
    seen("x-spam", "rspamd", v::yes_or_no),
    seen("x-spamd-result", "rspamd", v::rspamd),
    seen("x-spam-report", "rspamd", v::rspamd_action),
    seen("x-ham-report", "rspamd", v::rspamd_action),
    seen("x-rspam-status", "rspamd", v::status),
    seen("x-rspam-flag", "rspamd", v::yes_or_no),
    seen("x-spam-score", "stalwart", v::stalwart),
    seen("x-spam-score", "percent", v::percent),
    seen("x-spam-result", "secure-service", v::one_word),
    recalled("x-spam-llm", "stalwart-llm", v::language_model),
    seen("x-*mailscanner-spamcheck", "mailscanner", v::mailscanner),
    seen("x-bogosity", "bogofilter", v::first_word),
    seen("x-dspam-result", "dspam", v::first_word),
    recalled("x-crm114-status", "crm114", v::first_word),
    seen("x-text-classification", "popfile", v::bucket),
    seen("x-spambayes-classification", "spambayes", v::first_word),
    seen("x-spampal", "spampal", v::first_word),
    seen("x-spamcatcher", "spamcatcher", v::yes_or_no),
    seen("x-md-class", "necchu", v::first_word),
    seen("x-ms-exchange-organization-scl", "exchange", v::scl),
    seen("x-forefront-antispam-report", "forefront", v::forefront),
    seen("x-microsoft-antispam", "forefront-bulk", v::bulk_complaints),
    recalled("x-microsoft-antispam-mailbox-delivery", "forefront", v::delivered_to),
    seen("spamdiagnosticmetadata", "forefront", v::first_word),
    seen("x-proofpoint-spam-details", "proofpoint", v::proofpoint),
    recalled("x-barracuda-spam-status", "barracuda", v::status),
    seen("x-barracuda-spam-flag", "barracuda", v::yes_or_no),
    seen("x-mimecast-spam-score", "mimecast", v::mimecast),
    recalled("x-mimecast-spam-signature", "mimecast", v::only_yes),
    seen("x-vr-spamstate", "vade", v::vade),
    seen("x-vade-spamstate", "vade", v::vade),
    seen("x-cmae-score", "cloudmark", v::cloudmark),
    seen("x-twc-junkmail-folder", "charter", v::only_yes),
    recalled("x-amp-result", "cisco-amp", v::malicious),
    seen("x-tm-as-result", "trendmicro", v::yes_or_no),
    seen("x-tmase-result", "trendmicro", v::yes_or_no),
    seen("x-tm-as-user-blocked-sender", "trendmicro-list", v::only_yes),
    seen("x-tm-as-user-approved-sender", "trendmicro-list", v::approved),
    seen("x-pmx-spam", "puremessage", v::puremessage),
    seen("x-spaminfo", "symantec", v::symantec),
    seen("x-spamreason", "symantec", v::yes_or_no),
    seen("x-spamexperts-class", "spamexperts", v::first_word),
    seen("x-recommended-action", "spamexperts", v::recommended),
    seen("x-gmx-antispam", "gmx", v::gmx),
    seen("x-ui-filterresults", "gmx", v::filter_results),
    seen("x-klms-antispam-status", "kaspersky", v::kaspersky),
    seen("x-hmailserver-spam", "hmailserver", v::yes_or_no),
    seen("x-imail-spam-*", "imail", v::one_test),
    seen("x-terrace-spammark", "terrace", v::yes_or_no),
    seen("x-spam-mark", "spam-mark", v::present),
    seen("x-mox-reason", "mox", v::mox),
    recalled("x-yahoofilteredbulk", "yahoo", v::present),
    recalled("x-apple-movetofolder", "icloud", v::junk_folder),
    seen("x-ocn-spam-check", "ocn", v::percent),
    recalled("x-biglobe-spamcheck", "biglobe", v::first_word),
];

/// What a person calls the filter behind a dialect. Names are the same in every language.
pub(super) const FILTERS: &[(&str, &str)] = &[
    ("barracuda", "Barracuda"),
    ("biglobe", "BIGLOBE"),
    ("bogofilter", "bogofilter"),
    ("charter", "Spectrum"),
    ("cisco-amp", "Cisco AMP"),
    ("cloudmark", "Cloudmark"),
    ("crm114", "CRM114"),
    ("dspam", "DSPAM"),
    ("exchange", "Exchange"),
    ("forefront", "Exchange Online Protection"),
    ("forefront-bulk", "Exchange Online Protection"),
    ("gmx", "GMX"),
    ("hmailserver", "hMailServer"),
    ("icloud", "iCloud"),
    ("imail", "IMail"),
    ("kaspersky", "Kaspersky"),
    ("mailscanner", "MailScanner"),
    ("mimecast", "Mimecast"),
    ("mox", "mox"),
    ("necchu", "ネッチュウフィルタ"),
    ("ocn", "OCN"),
    ("popfile", "POPFile"),
    ("proofpoint", "Proofpoint"),
    ("puremessage", "Sophos PureMessage"),
    ("rspamd", "Rspamd"),
    ("spamassassin", "SpamAssassin"),
    ("spambayes", "SpamBayes"),
    ("spamcatcher", "SpamCatcher"),
    ("spamexperts", "SpamExperts"),
    ("spampal", "SpamPal"),
    ("stalwart", "Stalwart"),
    ("stalwart-llm", "Stalwart"),
    ("symantec", "Symantec"),
    ("terrace", "Terrace"),
    ("trendmicro", "Trend Micro"),
    ("trendmicro-list", "Trend Micro"),
    ("vade", "Vade"),
    ("yahoo", "Yahoo"),
];

/// Lines of filters, whether or not they carry a verdict, by the beginning of their name.
const MARKS: &[&str] = &[
    "x-spam",
    "x-ham-report",
    "x-rspam",
    "x-bogosity",
    "x-dspam",
    "x-crm114",
    "x-barracuda",
    "x-proofpoint",
    "x-forefront",
    "x-microsoft-antispam",
    "x-ms-exchange-organization-",
    "x-mailscanner",
    "x-mimecast-",
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
    "x-twc-junkmail",
    "x-ironport-a",
    "x-amp-result",
    "x-sbrs",
    "x-brightmail",
    "x-pmx-spam",
    "x-recommended-action",
    "x-klms",
    "x-hmailserver-spam",
    "x-imail-spam",
    "x-terrace-spam",
    "x-gmx-antispam",
    "x-ui-filter",
    "x-ui-out-filter",
    "x-yahoofilteredbulk",
    "x-apple-movetofolder",
    "x-apple-action",
    "x-pm-spam",
    "x-sa-",
    "x-mox-reason",
    "x-mekiki",
    "spamdiagnostic",
    "x-text-classification",
];

/// The first row that reads this line, its place in the table, and what it reads.
pub(super) fn read(name: &str, value: &str) -> Option<(usize, Opinion)> {
    let value = value.trim();
    DIALECTS
        .iter()
        .enumerate()
        .filter(|(_, row)| row.is_named(name))
        .find_map(|(place, row)| Some((place, (row.reads)(value)?)))
}

impl Row {
    /// Whether a header's name fits the row's, in which one `*` may stand for any characters.
    fn is_named(&self, name: &str) -> bool {
        let Some(star) = self.any else { return name.eq_ignore_ascii_case(self.header) };
        let (begin, end) = self.header.split_at_checked(star).unwrap_or_default();
        let (name, begin, end) =
            (name.as_bytes(), begin.as_bytes(), end.as_bytes().get(1..).unwrap_or_default());
        name.len() >= begin.len() + end.len()
            && name.get(..begin.len()).is_some_and(|part| part.eq_ignore_ascii_case(begin))
            && name.get(name.len() - end.len()..).is_some_and(|part| part.eq_ignore_ascii_case(end))
    }
}

pub(super) fn is_filter_header(name: &str) -> bool {
    // Their own names begin with `x-`, all but one.
    name.starts_with(['x', 's']) && MARKS.iter().any(|mark| name.starts_with(mark))
        || name.contains("mailscanner")
        || name.ends_with("-spamcheck")
        || name.ends_with("authentication-results")
        || name == "received-spf"
}
