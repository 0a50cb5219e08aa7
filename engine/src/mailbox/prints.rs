//! Which messages of a folder have been looked at, where each has a name that stays its own.
//!
//! Times and numbers do not tell: a message may be delivered late under an old name, moved in from
//! another folder with its old time, or arrive while the clock goes backwards; and the numbers of a
//! POP3 server begin anew each time. So the cursor holds a fingerprint of 48 bits for every message that is *there*, eight characters each: 80 kB for
//! ten thousand messages, and no more than the folder holds. That two of ten thousand names
//! share one, so that a message would be taken for known, has a chance of one in five million.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::mailbox::Cursor;

/// A message's fingerprint.
pub(super) type Print = [u8; 6];

/// The fingerprint of a message's key.
pub(super) fn print(key: &str) -> Print {
    let digest: [u8; 32] = Sha256::digest(key.as_bytes()).into();
    digest.first_chunk().copied().unwrap_or_default()
}

/// The cursor over these messages. `form`: what the cursors of a protocol begin with.
pub(super) fn write(form: &str, known: &BTreeSet<Print>) -> Cursor {
    let mut text = form.to_owned();
    for print in known {
        URL_SAFE_NO_PAD.encode_string(print, &mut text);
    }
    Cursor(text)
}

/// The messages a cursor knows; `None` when it is of another kind or damaged.
pub(super) fn read(form: &str, cursor: &Cursor) -> Option<BTreeSet<Print>> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor.0.strip_prefix(form)?).ok()?;
    let (prints, rest) = bytes.as_chunks::<6>();
    rest.is_empty().then(|| prints.iter().copied().collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FORM: &str = "maildir-1:";

    proptest! {
        #[test]
        fn a_cursor_that_is_written_is_read_back(known in prop::collection::btree_set(any::<Print>(), 0..50)) {
            prop_assert_eq!(read(FORM, &write(FORM, &known)), Some(known));
        }

        #[test]
        fn no_cursor_makes_reading_panic(text in any::<String>(), near in "maildir-1:[A-Za-z0-9_-]{0,40}") {
            let _ = read(FORM, &Cursor(text));
            let _ = read(FORM, &Cursor(near));
        }
    }

    #[test]
    fn a_damaged_cursor_is_none() {
        for text in ["", "5:7", "maildir-1:AAAA", "maildir-1:AAAAAAA!", "maildir-2:AAAAAAAA"] {
            assert_eq!(read(FORM, &Cursor(text.to_owned())), None, "{text}");
        }
    }
}
