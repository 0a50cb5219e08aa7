//! Words that spam has disguised for twenty years; never a sign by themselves, only in disguise.

/// Folded, ASCII letters only.
pub(in crate::checks) const DISGUISED_WORDS: &[&str] = &[
    "viagra", "cialis", "levitra", "valium", "xanax", "ambien", "meridia", "soma", "tramadol", "phentermine",
    "vicodin", "hydrocodone", "codeine", "propecia", "zoloft", "prozac", "lipitor", "medication", "pharmacy",
    "prescription", "rolex", "replica", "casino", "mortgage", "refinance", "erection", "penis", "porn", "software",
    "lottery", "winner", "bitcoin", "password", "account", "paypal", "amazon", "netflix", "invoice",
];
