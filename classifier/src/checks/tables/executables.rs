//! File names that run something when opened.

/// Endings, lower case without the dot.
const ENDINGS: &[&str] = &[
    "exe",
    "scr",
    "pif",
    "com",
    "bat",
    "cmd",
    "cpl",
    "vbs",
    "vbe",
    "js",
    "jse",
    "wsf",
    "wsh",
    "hta",
    "lnk",
    "msi",
    "msp",
    "mst",
    "ps1",
    "psm1",
    "jar",
    "reg",
    "scf",
    "inf",
    "dll",
    "sys",
    "ocx",
    "application",
    "appref-ms",
    "msc",
    "gadget",
    "iso",
    "img",
    "vhd",
    "vhdx",
    "xll",
    "chm",
    "url",
    "website",
    "one",
    "appx",
    "msix",
    "apk",
    "dmg",
    "pkg",
    "app",
    "command",
    "docm",
    "xlsm",
    "pptm",
    "dotm",
    "xltm",
    "xlam",
    "slk",
    "iqy",
    "sct",
    "ws",
    "shb",
    "shs",
];

/// The ending of a name, lower case; empty where there is none.
pub(in crate::checks) fn ending(name: &str) -> String {
    let name = name.trim_end_matches(['.', ' ', '\u{3000}']);
    name.rsplit_once('.').map(|(_, ending)| ending.trim().to_lowercase()).unwrap_or_default()
}

/// Whether a file of that name runs something when opened.
pub(in crate::checks) fn is_executable(name: &str) -> bool {
    ENDINGS.contains(&ending(name).as_str())
}
