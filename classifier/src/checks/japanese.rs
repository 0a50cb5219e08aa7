//! What mail in Japan is abused for, and how its script is.

pub(super) mod borrowed_kanji;
pub(super) mod brand_with_foreign_links;
pub(super) mod easy_income;
pub(super) mod meeting_offer;
pub(super) mod mixed_widths;
pub(super) mod prize_won;
pub(super) mod unpaid_demand;
