//! Money that somebody wants sent, and the stories told for it.

pub(super) mod call_back_number;
pub(super) mod changed_bank_details;
pub(super) mod gift_card_errand;
pub(super) mod invoice_from_stranger;
pub(super) mod parcel_fee;
pub(super) mod urgent_errand;
pub(super) mod wallet_address;
