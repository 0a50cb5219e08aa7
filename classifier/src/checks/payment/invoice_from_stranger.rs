//! # A bill from nobody we know
//!
//! ## What it looks for
//! A bill or payment notice from a stranger whom the provider does not vouch for, with an
//! attachment that is no plain document: an archive, a page, a disk.
//!
//! ## Why it matters
//! Who owes nothing opens it to see what for.
//!
//! ## When it is wrong
//! A first bill of a new supplier. Most come as PDF or from Office, which does not count.
//!
//! ## Example
//! `Subject: Invoice 4711 overdue`, and `invoice.html`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::checks::tables::executables::ending;
use crate::message::fold::folded;
use crate::message::inside::Kind;

pub(crate) const CHECK: Check = Check { id: "invoice-from-stranger", look };

const BILLS: &[&str] = &[
    "invoice",
    "payment",
    "remittance",
    "purchase order",
    "quotation",
    "statement",
    "overdue",
    "receipt",
    "swift",
    "請求",
    "支払",
    "お支払",
    "振込",
    "見積",
    "納品",
    "注文書",
    "発注",
    "領収",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    if !reading.is_unasked() || reading.is_proven() {
        return None;
    }
    let subject = folded(&reading.message.subject);
    BILLS.iter().find(|bill| subject.contains(**bill))?;
    let kind = |part: &&crate::message::Part| {
        // A document of Office is an archive, and a broken one looks like nothing else.
        let office = matches!(ending(&part.file_name).as_str(), "docx" | "xlsx" | "pptx");
        part.attachment
            && !office
            && matches!(
                part.inside.kind,
                Kind::Zip | Kind::Archive | Kind::Page | Kind::Rtf | Kind::Disk | Kind::Gzip
            )
    };
    reading.message.parts.iter().find(kind).map(|part| part.file_name.clone())
}
