//! # A parcel that waits for a fee
//!
//! ## What it looks for
//! A parcel that could not be delivered or waits at the customs until a fee is paid, with a link,
//! from a stranger who is not vouched for.
//!
//! ## Why it matters
//! Everybody expects a parcel; the small fee is there to get the card's number.
//!
//! ## When it is wrong
//! Carriers do ask for duties, in a proven name that is well known, which does not count.
//!
//! ## Example
//! `Your package is on hold. Pay the customs fee of 1.99 to schedule delivery.`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "parcel-fee", look };

pub(in crate::checks) const PARCELS: &[&str] = &[
    "your parcel",
    "your package",
    "the parcel",
    "the package",
    "your shipment",
    "your delivery",
    "delivery attempt",
    "failed delivery",
    "could not be delivered",
    "unable to deliver",
    "redeliver",
    "お荷物",
    "荷物を",
    "荷物の",
    "小包",
    "再配達",
    "配達でき",
    "お届けでき",
    "持ち戻",
    "宅配便",
    "通関",
];
pub(in crate::checks) const FEES: &[&str] = &[
    "customs fee",
    "customs dut",
    "import dut",
    "import fee",
    "delivery fee",
    "shipping fee",
    "redelivery fee",
    "handling fee",
    "unpaid shipping",
    "pay the fee",
    "fee of",
    "incomplete address",
    "incorrect address",
    "wrong address",
    "update your address",
    "confirm your address",
    "house number",
    "address information",
    "関税",
    "手数料",
    "配送料",
    "送料の",
    "再配達料",
    "保管料",
    "住所が不",
    "住所の不備",
    "住所に不備",
    "住所不明",
    "住所を更新",
    "住所の確認",
    "宛先不明",
    "返送されます",
    "返送いたします",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    if !reading.is_uninvited() || reading.is_vouched() || !reading.is_shorter_than(12_000) {
        return None;
    }
    let (parcels, fees) = (reading.phrases.of(Topic::Parcel), reading.phrases.of(Topic::ParcelFee));
    (!reading.links.is_empty() && !parcels.is_empty() && fees.len() >= reading.needed(1))
        .then(|| format!("{} … {}", parcels.join(" … "), fees.join(" … ")))
}
