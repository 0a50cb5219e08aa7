//! The length of a body as the header tells it: a claim, to be held against the file.

/// The number in the last `Content-Length` of a header; writers of mboxcl put theirs at the end.
pub(super) fn told(header: &[u8]) -> Option<u64> {
    const NAME: &[u8] = b"content-length:";
    let told = header.split(|byte| *byte == b'\n').rev().find_map(|line| {
        let (name, value) = line.split_at_checked(NAME.len())?;
        name.eq_ignore_ascii_case(NAME).then_some(value)
    })?;
    std::str::from_utf8(told).ok()?.trim().parse().ok()
}
