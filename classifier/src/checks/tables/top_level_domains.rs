//! Endings under which names cost next to nothing and are thrown away after use.

/// No country's own ending is among them but those that were given away free of charge.
const CHEAP: &[&str] = &[
    "top", "xyz", "icu", "cyou", "cfd", "sbs", "click", "buzz", "rest", "bond", "monster", "quest", "lol", "autos", "beauty",
    "hair", "skin", "makeup", "boats", "mom", "pics", "cam", "gq", "tk", "ml", "cf", "ga", "work", "loan", "win", "bid",
    "date", "review", "stream", "trade", "racing", "party", "science", "cricket", "accountant", "faith", "download", "men",
    "gdn", "kim", "country", "fit", "surf", "uno", "wang", "zip", "mov", "lat", "christmas", "yachts", "motorcycles",
];

/// Whether a host name ends in one of them.
pub(in crate::checks) fn is_cheap(host: &str) -> bool {
    host.rsplit_once('.').is_some_and(|(_, top)| CHEAP.contains(&top))
}
