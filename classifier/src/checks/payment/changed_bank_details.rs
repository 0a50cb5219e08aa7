//! # Pay into another account
//!
//! ## What it looks for
//! The news that money or wages should go to a new account, from somebody whom nothing
//! vouches for and whom one has not written with.
//!
//! ## Why it matters
//! The invoice may be real and the account a thief's; the change is the only false line in it.
//!
//! ## When it is wrong
//! Suppliers do change their bank. A call to the number one already has settles it.
//!
//! ## Example
//! `Please note that our bank details have changed.`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::{Reading, is_first_contact};

pub(crate) const CHECK: Check = Check { id: "changed-bank-details", look };

pub(in crate::checks) const PHRASES: &[&str] = &[
    "new bank account",
    "new bank detail",
    "new banking detail",
    "new account details",
    "changed our bank",
    "changed my bank",
    "bank details have changed",
    "banking details have changed",
    "bank details has changed",
    "bank information has changed",
    "bank account has changed",
    "updated bank",
    "updated banking",
    "update my bank",
    "update my direct deposit",
    "change my direct deposit",
    "change of bank",
    "change in our bank",
    "change our bank",
    "change my bank",
    "direct deposit information",
    "payroll account",
    "account is under audit",
    "account is currently under audit",
    "振込先変更",
    "振込先の変更",
    "振込先が変更",
    "振込先を変更",
    "振込先が変わ",
    "お振込先の変更",
    "口座変更",
    "口座の変更",
    "口座が変更",
    "口座を変更",
    "口座が変わ",
    "新しい口座",
    "新口座",
    "下記の口座へ変更",
    "従来の口座",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    let doubtful = is_first_contact(reading.facts) && !reading.is_vouched() && !reading.is_posted();
    let found = reading.phrases.of(Topic::NewAccount);
    (doubtful && found.len() >= reading.needed(1)).then(|| found.join(" … "))
}
