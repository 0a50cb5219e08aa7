//! Every dialect with a real sample and with a forged one, in one table.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;

use super::Opinion::{Ham, Spam, Unsure};
use super::*;
use crate::facts::TagRecord;
use crate::{Cutoffs, Judgement, Model, Voter, classify};

const BORDER: &str = "Received: from out.shop.example (out.shop.example [192.0.2.7]) by mx.example.net; \
                      Mon, 2 Nov 2026 10:00:00 +0900\n";
const REST: &str = "From: Ann <ann@shop.example>\nTo: me@example.net\nSubject: hello\n\nhello there\n";

/// A real line, what it means, and the line that a spammer would write of its kind.
struct Case {
    real: &'static str,
    says: Opinion,
    forged: &'static str,
}

const fn case(real: &'static str, says: Opinion, forged: &'static str) -> Case {
    Case { real, says, forged }
}

const CASES: &[Case] = &[
    case("X-Spam-Flag: YES", Spam, "X-Spam-Flag: NO"),
    case(
        "X-Spam-Status: Yes, score=7.2 required=5.0 tests=A,B autolearn=no version=4.0",
        Spam,
        "X-Spam-Status: No, score=-9.9 required=5.0 tests=ALL_TRUSTED version=4.0.1",
    ),
    case(
        "X-Spam-Status: No, score=1.798 tagged_above=-5 required=2 tests=[X=0.8, Y=1]",
        Ham,
        "X-Spam-Status: No",
    ),
    case("X-Spam-Status: No, score=1.7", Ham, "X-Spam-Status: no"),
    case("X-Spam-Status: SUSPICION", Unsure, "X-Spam-Status: NONE"),
    case("X-Spam: Yes", Spam, "X-Spam: No"),
    case(
        "X-Spamd-Result: default: True [16.20 / 15.00]; URIBL_BLACK(7.50)[evil.example]; BAYES_SPAM(5.10)[99.9%]",
        Spam,
        "X-Spamd-Result: default: False [-20.00 / 15.00]; WHITELIST(-20.00)[]",
    ),
    case(
        "X-Spamd-Result: default: False [-1.20 / 15.00]; MIME_GOOD(-0.10)[text/plain]",
        Ham,
        "X-Spamd-Result: default: False [-1.20 / 15.00];",
    ),
    case(
        "X-Spamd-Result: default: False [9.10 / 15.00]; SYM(0.10)[opt]",
        Unsure,
        "X-Spamd-Result: default: False [0 / 15.00];",
    ),
    case(
        "X-Spam-Report: Action: add header\n Symbol: BAYES_SPAM(5.10)\n Message-ID: 1@a.example",
        Spam,
        "X-Spam-Report: Action: no action Symbol: BAYES_HAM(-3.00)",
    ),
    case("X-Ham-Report: Action: no action\n Symbol: ARC_NA(0.00)", Ham, "X-Ham-Report: Action: no action"),
    case(
        "X-Rspam-Status: Yes, score=15.20 required=5.0",
        Spam,
        "X-Rspam-Status: No, score=-5.00 required=5.0",
    ),
    case("X-Rspam-Flag: YES", Spam, "X-Rspam-Flag: NO"),
    case("X-Spam-Score: spam, score=6.70", Spam, "X-Spam-Score: ham, score=-6.70"),
    case("X-Spam-Score: 100.00%", Spam, "X-Spam-Score: 0.00%"),
    case("X-Spam-Result: SPAM", Spam, "X-Spam-Result: OK"),
    case(
        "X-Spam-LLM: Unsolicited (The mail offers a loan that nobody asked for.)",
        Spam,
        "X-Spam-LLM: Legitimate (This is a personal letter.)",
    ),
    case(
        "X-Hospital-MailScanner-SpamCheck: spam, SpamAssassin (not cached,\n\tscore=7.1, required 5, BAYES_99 3.50, HTML_MESSAGE 0.00)",
        Spam,
        "X-Hospital-MailScanner-SpamCheck: not spam, SpamAssassin (not cached, score=-2.6, required 5)",
    ),
    case(
        "X-Comune-MailScanner-SpamCheck: non spam, SpamAssassin (punteggio=-2.6, necessario 6, BAYES_00 -2.60)",
        Ham,
        "X-Comune-MailScanner-SpamCheck: non spam, SpamAssassin (punteggio=-2.6, necessario 6)",
    ),
    case(
        "X-MailScanner-SpamCheck: SpamAssassin (Wertung=9.1, benoetigt 5, BAYES_99 3.50)",
        Spam,
        "X-MailScanner-SpamCheck: ",
    ),
    case(
        "X-Bogosity: Spam, tests=bogofilter, spamicity=0.998918, version=1.2",
        Spam,
        "X-Bogosity: Ham, tests=bogofilter, spamicity=0.000001, version=1.2.5",
    ),
    case(
        "X-Bogosity: Yes, tests=bogofilter, spamicity=0.998918, version=0.13.7",
        Spam,
        "X-Bogosity: No, tests=bogofilter, spamicity=0.000000, version=0.13.7",
    ),
    case("X-Bogosity: Unsure, tests=bogofilter, spamicity=0.520000, version=1.2", Unsure, "X-Bogosity: Ham"),
    case("X-DSPAM-Result: Spam", Spam, "X-DSPAM-Result: Innocent"),
    case("X-DSPAM-Result: Whitelisted", Ham, "X-DSPAM-Result: Whitelisted"),
    case("X-CRM114-Status: SPAM ( pR: -12.3 )", Spam, "X-CRM114-Status: GOOD ( pR: 312.3 )"),
    case("X-Text-Classification: spam", Spam, "X-Text-Classification: inbox"),
    case("X-Spambayes-Classification: spam; 0.99", Spam, "X-Spambayes-Classification: ham; 0.00"),
    case("X-Spambayes-Classification: unsure; 0.50", Unsure, "X-Spambayes-Classification: ham; 0.03"),
    case("X-SpamPal: SPAM SPAMCOP 192.0.2.7", Spam, "X-SpamPal: PASS"),
    case("X-SpamCatcher: Yes", Spam, "X-SpamCatcher: No"),
    case("X-MD-Class: spam", Spam, "X-MD-Class: normal"),
    case("X-MS-Exchange-Organization-SCL: 6", Spam, "X-MS-Exchange-Organization-SCL: -1"),
    case("X-MS-Exchange-Organization-SCL: 3", Unsure, "X-MS-Exchange-Organization-SCL: 0"),
    case(
        "X-Forefront-Antispam-Report: CIP:192.0.2.7;CTRY:US;LANG:de;SCL:5;SRV:;IPV:NLI;SFV:SPM;H:out.shop.example;PTR:InfoDomainNonexistent;CAT:HSPM;SFS:(13230040);DIR:INB;SFTY:9.19;",
        Spam,
        "X-Forefront-Antispam-Report: CIP:192.0.2.7;SCL:-1;SFV:SKN;CAT:NONE;DIR:INB;",
    ),
    case(
        "X-Forefront-Antispam-Report: CIP:192.0.2.7;CTRY:JP;LANG:ja;SCL:1;IPV:NLI;SFV:NSPM;CAT:NONE;DIR:INB;",
        Ham,
        "X-Forefront-Antispam-Report: CIP:192.0.2.7;SCL:1;SFV:NSPM;",
    ),
    case(
        "X-Forefront-Antispam-Report: CIP:192.0.2.7;SCL:1;SFV:NSPM;CAT:GIMP;DIR:INB;",
        Unsure,
        "X-Forefront-Antispam-Report: SCL:1;",
    ),
    case("X-Microsoft-Antispam: BCL:8;ARA:13230040|1800799024;", Unsure, "X-Microsoft-Antispam: BCL:0;"),
    case(
        "X-Microsoft-Antispam-Mailbox-Delivery: ucf:0;jmr:1;auth:0;dest:J;ENG:(910001)(944506478);",
        Spam,
        "X-Microsoft-Antispam-Mailbox-Delivery: ucf:0;jmr:0;auth:0;dest:I;ENG:(910001);",
    ),
    case("SpamDiagnosticMetadata: SPAM", Spam, "SpamDiagnosticMetadata: NSPM"),
    case(
        "X-Proofpoint-Spam-Details: rule=spam policy=default score=99 spamscore=99 phishscore=0 engine=8.19.0",
        Spam,
        "X-Proofpoint-Spam-Details: rule=notspam policy=default score=0 spamscore=0 phishscore=0 engine=8.19.0",
    ),
    case(
        "X-Proofpoint-Spam-Details: rule=inbound_notspam policy=inbound score=0",
        Ham,
        "X-Proofpoint-Spam-Details: rule=outbound_notspam policy=outbound score=0",
    ),
    case(
        "X-Barracuda-Spam-Status: Yes, SCORE=5.61 using global scores of TAG_LEVEL=3.5 QUARANTINE_LEVEL=1000.0 KILL_LEVEL=7.0 tests=BSF_SC0",
        Spam,
        "X-Barracuda-Spam-Status: No, SCORE=0.00 using global scores of TAG_LEVEL=3.5 QUARANTINE_LEVEL=1000.0 KILL_LEVEL=7.0",
    ),
    case("X-Barracuda-Spam-Flag: YES", Spam, "X-Barracuda-Spam-Flag: NO"),
    case("X-Mimecast-Spam-Score: 8", Spam, "X-Mimecast-Spam-Score: 0"),
    case("X-Mimecast-Spam-Score: 4", Unsure, "X-Mimecast-Spam-Score: -10"),
    case("X-Mimecast-Spam-Signature: yes", Spam, "X-Mimecast-Spam-Signature: no"),
    case("X-VR-SPAMSTATE: SPAM:MED", Spam, "X-VR-SPAMSTATE: OK"),
    case("X-VADE-SPAMSTATE: suspect", Unsure, "X-VADE-SPAMSTATE: clean"),
    case("X-CMAE-Score: 100", Spam, "X-CMAE-Score: 0"),
    case("X-TWC-Junkmail-Folder: true", Spam, "X-TWC-Junkmail-Folder: false"),
    case("X-Amp-Result: Malicious", Spam, "X-Amp-Result: Clean"),
    case("X-TM-AS-Result: Yes-5.339-5.0-31-1", Spam, "X-TM-AS-Result: No--9.8-5.0-31-10"),
    case("X-TMASE-Result: No--1.8-5.0-31-10", Ham, "X-TMASE-Result: No-10--9.000000-8.000000"),
    case("X-TM-AS-User-Blocked-Sender: Yes", Spam, "X-TM-AS-User-Blocked-Sender: No"),
    case("X-TM-AS-User-Approved-Sender: Yes", Ham, "X-TM-AS-User-Approved-Sender: Yes"),
    case(
        "X-PMX-Spam: Gauge=XXXXXXXXXIIIIIII, Probability=97%, Report='HTML_70_90 0.1, BODY_SIZE 0'",
        Spam,
        "X-PMX-Spam: Gauge=IIIIIII, Probability=7%, Report='NO_REAL_NAME 0'",
    ),
    case("X-SpamInfo: spam detected heuristically", Spam, "X-SpamInfo: no spam detected"),
    case(
        "X-SpamReason: Yes, hits=9.3 required=7.0 tests=spam signature",
        Spam,
        "X-SpamReason: No, hits=0.0 required=7.0",
    ),
    case("X-SpamExperts-Class: spam", Spam, "X-SpamExperts-Class: ham"),
    case("X-SpamExperts-Class: unsure", Unsure, "X-SpamExperts-Class: whitelisted"),
    case("X-Recommended-Action: drop", Spam, "X-Recommended-Action: accept"),
    case(
        "X-GMX-Antispam: 5 (Score=15.000; URI blocked); Detail=V3;",
        Spam,
        "X-GMX-Antispam: 0 (Mail was not recognized as spam); Detail=V3;",
    ),
    case("X-UI-Filterresults: junk:10;V03:K0:abc;", Spam, "X-UI-Filterresults: notjunk:1;V03:K0:abc;"),
    case("X-UI-Filterresults: 0 (ok)", Ham, "X-UI-Filterresults: 0"),
    case("X-KLMS-AntiSpam-Status: probable_spam", Unsure, "X-KLMS-AntiSpam-Status: not_detected"),
    case("X-KLMS-AntiSpam-Status: spam", Spam, "X-KLMS-AntiSpam-Status: trusted"),
    case("X-hMailServer-Spam: YES", Spam, "X-hMailServer-Spam: NO"),
    case("X-IMAIL-SPAM-DNSBL: (sbl,0f9a01e1,192.0.2.7)", Unsure, "X-IMAIL-SPAM-: none"),
    case(
        "X-TERRACE-SPAMMARK: YES (SR:88.34) (by Terrace)",
        Spam,
        "X-TERRACE-SPAMMARK: NO (SR:0.00) (by Terrace)",
    ),
    case("X-SPAM-MARK: by Spam Filter Rule", Spam, "X-SPAM-MARK: none"),
    case("X-Mox-Reason: junk-content, ham:0.01", Spam, "X-Mox-Reason: no-bad-signals"),
    case("X-YahooFilteredBulk: 192.0.2.7", Spam, "X-YahooFilteredBulk: 127.0.0.1"),
    case("X-Apple-MoveToFolder: Junk", Spam, "X-Apple-MoveToFolder: INBOX"),
    case("X-OCN-SPAM-CHECK: 100.00%", Spam, "X-OCN-SPAM-CHECK: 0.00%"),
    case("X-OCN-SPAM-CHECK: 62.50%", Unsure, "X-OCN-SPAM-CHECK: -1%"),
    case("X-Biglobe-spamcheck: spam", Spam, "X-Biglobe-spamcheck: ham"),
];

/// Lines that carry no verdict, or a number without its limit.
const SILENT: &[&str] = &[
    "X-Spam-Level: *****",
    "X-Spam-Score: 1.798",
    "X-Spam-Score: -1.2 (-)",
    "X-Spam-score: 0.0",
    "X-Spam-hits: BAYES_00 -1.9, ME_NOAUTH 0.01, LANGUAGES en, BAYES_USED user, SA_VERSION 4.0",
    "X-Spam-Result: BAYES_HAM (-3.00), SPF_ALLOW (-0.20)",
    "X-Spam-Report: * 1.2 HTML_MESSAGE BODY: HTML included in message",
    "X-Spam-Flag: maybe",
    "X-Spamd-Bar: +++",
    "X-Rspamd-Score: -0.889991",
    "X-Rspamd-Queue-Id: 4ABC",
    "X-DSPAM-Confidence: 0.99",
    "X-DSPAM-Probability: 0.0000",
    "X-Spambayes-Spam-Probability: 0.97",
    "X-Text-Classification: invoices",
    "X-MD-Comment: bayes",
    "X-Forefront-Antispam-Report-Untrusted: CIP:192.0.2.7;SCL:5;SFV:SPM;",
    "X-Microsoft-Antispam-Untrusted: BCL:9;",
    "X-Microsoft-Antispam: BCL:0;",
    "X-Barracuda-Spam-Score: 1.50",
    "X-Mimecast-Bulk-Signature: yes",
    "X-VR-SPAMSCORE: 300",
    "X-VR-SPAMCAUSE: gggruggvucftvghtrhhoucdtuddrgeduledr",
    "X-VR-SPAMSTATE: COMMERCIAL:MCE",
    "X-CMAE-Analysis: v=2.4 cv=F+5LyotN c=1 sm=1 tr=0 ts=5f1b",
    "X-Authority-Analysis: v=2.4 cv=F+5LyotN c=1 sm=1 tr=0",
    // It was scanned; every message gets that line.
    "X-IronPort-Anti-Spam-Filtered: true",
    "X-IronPort-Anti-Spam-Result: A2BzAAC0QqZf",
    "X-IronPort-AV: E=Sophos;i=\"5.77,1\"; d=\"scan'208\"",
    "X-SBRS: 2.7",
    "X-Amp-Result: Clean",
    "X-TM-AS-User-Approved-Sender: No",
    "X-Brightmail-Tracker: AAAAARVuYWI=",
    "X-GMX-Antispam: -2 (not scanned, spam filter disabled); Detail=V3;",
    "X-KLMS-AntiSpam-Rate: 20",
    "X-Mox-Reason: no-bad-signals",
    "X-Gmail-Labels: Spam",
    "X-SA-Exim-Scanned: Yes (on mx.example.net)",
    "X-Corp-Filter: yes",
    "X-Forefront-Antispam-Report: ;;;",
    "X-MailScanner-SpamCheck: SpamAssassin (timed out)",
    "X-MailScanner-SpamCheck: (=,",
    "X-Spamd-Result: [",
];

fn above(line: &str) -> Message {
    Message::parse(format!("{line}\n{BORDER}{REST}").as_bytes())
}

fn below(line: &str) -> Message {
    Message::parse(format!("{BORDER}{line}\n{REST}").as_bytes())
}

fn judged(message: &Message, facts: &Facts) -> Judgement {
    classify(message, facts, &Model::empty(), Cutoffs::default())
}

fn server(message: &Message, facts: &Facts) -> f64 {
    let judgement = judged(message, facts);
    judgement.votes.iter().find(|vote| vote.voter == Voter::Server).unwrap().log_odds
}

#[test]
fn every_dialect_is_believed_where_the_provider_writes_and_nowhere_else() {
    let nobody = Facts::default();
    for Case { real, says, forged } in CASES {
        let tags = read(&above(real), &nobody);
        let [tag] = tags.as_slice() else { panic!("{real}: {tags:?}") };
        assert_eq!((tag.opinion, tag.trusted), (*says, true), "{real}");
        let vote = server(&above(real), &nobody);
        assert_eq!(vote > 0.0, *says != Ham, "{real}: {vote}");
        // The same line and the forged one, where the sender writes.
        for line in [real, forged] {
            let tags = read(&below(line), &nobody);
            assert!(tags.iter().all(|tag| !tag.trusted), "{line}");
            let vote = server(&below(line), &nobody);
            assert!((0.0..=0.4).contains(&vote), "{line}: {vote}");
        }
        // The forged line does not spoil the provider's, nor earn a credit beside it.
        let both = Message::parse(format!("{real}\n{BORDER}{forged}\n{REST}").as_bytes());
        assert!((server(&both, &nobody) - vote).abs() < 1e-9, "{real} and {forged}");
    }
}

#[test]
fn every_row_of_the_table_has_a_case_and_every_filter_its_name() {
    let read_by: BTreeSet<usize> = CASES
        .iter()
        .map(|case| {
            let (name, value) = case.real.split_once(':').unwrap();
            dialects::read(name, &value.replace(['\n', '\t'], " "))
                .unwrap_or_else(|| panic!("{}", case.real))
                .0
        })
        .collect();
    let unread: Vec<&str> = (0..dialects::DIALECTS.len())
        .filter(|row| !read_by.contains(row))
        .map(|row| dialects::DIALECTS[row].header)
        .collect();
    assert_eq!(unread, Vec::<&str>::new());
    // What is found in a line alone, and by no filter of a name.
    let nameless = ["percent", "secure-service", "spam-mark"];
    for row in dialects::DIALECTS {
        assert_eq!(filter_name(row.dialect).is_none(), nameless.contains(&row.dialect), "{}", row.dialect);
        let name = row.header.replace('*', "corp-");
        assert!(is_filter_header(&name), "{name} would be learned as if the sender had written it");
    }
}

#[test]
fn a_line_without_a_verdict_says_nothing() {
    for line in SILENT {
        let tags = read(&above(line), &Facts::default());
        assert!(tags.is_empty(), "{line}: {tags:?}");
    }
}

#[test]
fn of_several_lines_of_one_filter_the_most_severe_of_the_providers_counts_once() {
    let message = above("X-Spam-Status: No, score=1\nX-Spam-Flag: YES\nX-Spam-Status: Yes, score=9");
    let tags = read(&message, &Facts::default());
    assert_eq!(tags.len(), 1);
    assert_eq!((tags[0].header.as_str(), tags[0].opinion), ("X-Spam-Flag", Spam));
    let twice = above("X-Spam-Status: No, score=1\nX-Spam-Status: Yes, score=9");
    assert_eq!(
        read(&twice, &Facts::default())[0].opinion,
        Ham,
        "the topmost of a name is the last one written"
    );
}

#[test]
fn a_meaning_that_is_only_recalled_counts_half_until_this_account_confirms_it() {
    let message = above("X-YahooFilteredBulk: 192.0.2.7");
    let record = TagRecord { carried: 9, of: 100, spam_confirmed: 5, spam_contradicted: 0 };
    let mut facts = Facts::default();
    let first = server(&message, &facts);
    facts.tags.insert("yahoo".to_owned(), record);
    assert!((server(&message, &facts) - 2.0 * first).abs() < 1e-9);
}

#[test]
fn the_record_of_an_account_decides_how_far_its_filter_is_believed() {
    let (spam, ham) = (above("X-Spam-Flag: YES"), above("X-Spam-Flag: NO"));
    let with = |record: TagRecord| Facts {
        tags: [("spamassassin".to_owned(), record)].into_iter().collect(),
        ..Facts::default()
    };
    let plain = server(&spam, &Facts::default());
    let wrong = with(TagRecord { carried: 40, of: 40, spam_confirmed: 0, spam_contradicted: 4 });
    assert!(server(&spam, &wrong) < plain / 4.0);
    let usual = with(TagRecord { carried: 40, of: 40, ..TagRecord::default() });
    assert!(server(&ham, &usual) < 0.0);
    let strange = with(TagRecord { carried: 1, of: 40, ..TagRecord::default() });
    assert!(server(&ham, &strange).abs() < 1e-9, "a filter that this provider does not run praises nobody");
}

#[test]
fn a_taught_header_is_believed_in_the_same_places_and_said_to_be_taught() {
    let taught = TaughtTag {
        header: "x-corp-filter".to_owned(),
        spam: Some("yes*".to_owned()),
        ham: Some("no*".to_owned()),
        number_above: None,
    };
    let facts = Facts { taught: vec![taught], ..Facts::default() };
    let tags = read(&above("X-Corp-Filter: Yes, 12 points"), &facts);
    assert_eq!((tags[0].opinion, tags[0].trusted, &*tags[0].dialect), (Spam, true, "taught:x-corp-filter"));
    assert_eq!(taught_header(&tags[0].dialect), Some("x-corp-filter"));
    assert!(server(&above("X-Corp-Filter: no"), &facts) < 0.0);
    assert!(server(&below("X-Corp-Filter: no"), &facts).abs() < 1e-9);
    assert!((0.0..=0.4).contains(&server(&below("X-Corp-Filter: yes"), &facts)));
    assert!(read(&above("X-Corp-Filter: perhaps"), &facts).is_empty());
}

#[test]
fn what_was_taught_stands_above_what_is_known() {
    let taught =
        |number_above| TaughtTag { header: "x-spam-score".to_owned(), number_above, ..TaughtTag::default() };
    let facts = Facts { taught: vec![taught(Some(15.0))], ..Facts::default() };
    assert_eq!(read(&above("X-Spam-Score: 14.9"), &facts)[0].opinion, Ham);
    assert_eq!(read(&above("X-Spam-Score: 15.1"), &facts)[0].opinion, Spam);
    assert!(read(&above("X-Spam-Score: 15.1"), &Facts::default()).is_empty());
}

#[test]
fn a_flood_of_tags_is_read_once_each() {
    let flood: Vec<String> =
        (0..50_000).map(|number| format!("X-{number}-MailScanner-SpamCheck: spam\n")).collect();
    let flood = flood.concat();
    let message = Message::parse(format!("{flood}{BORDER}{REST}").as_bytes());
    assert_eq!(read(&message, &Facts::default()).len(), 1);
}
