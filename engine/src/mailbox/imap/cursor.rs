//! How far a folder has been looked at, and where a message stands: UIDVALIDITY and UID.

use std::num::NonZeroU32;

use crate::mailbox::{Cursor, Place};

/// UIDVALIDITY and a UID under it. As a cursor, the UID is the last one looked at (0: none).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) validity: u32,
    pub(super) uid: u32,
}

impl Mark {
    /// Reads `validity:uid`; `None` for anything else, such as another protocol's key.
    fn read(text: &str) -> Option<Self> {
        let (validity, uid) = text.split_once(':')?;
        Some(Self { validity: validity.parse().ok()?, uid: uid.parse().ok()? })
    }

    fn written(self) -> String {
        format!("{}:{}", self.validity, self.uid)
    }

    pub(super) fn of_cursor(cursor: &Cursor) -> Option<Self> {
        Self::read(&cursor.0)
    }

    /// The mark of a message. A UID is never 0.
    pub(super) fn of_place(place: &Place) -> Option<Self> {
        Self::read(&place.key).filter(|mark| NonZeroU32::new(mark.uid).is_some())
    }

    pub(super) fn cursor(self) -> Cursor {
        Cursor(self.written())
    }

    pub(super) fn place(self, folder: &str) -> Place {
        Place { folder: folder.to_owned(), key: self.written() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cursor_that_is_written_is_read_back(validity: u32, uid: u32) {
            let mark = Mark { validity, uid };
            prop_assert_eq!(Mark::of_cursor(&mark.cursor()), Some(mark));
        }

        #[test]
        fn no_cursor_makes_reading_panic(text in any::<String>(), near in "[0-9]{0,12}:[0-9]{0,12}(:.)?") {
            let _ = Mark::of_cursor(&Cursor(text));
            let _ = Mark::of_place(&Place { folder: String::new(), key: near });
        }
    }

    #[test]
    fn a_foreign_key_is_no_place() {
        for key in ["", "7", "7:0", "7:-1", "7:x", "4294967296:1", "1699:1:2", "1699.M1P2.host"] {
            assert_eq!(
                Mark::of_place(&Place { folder: "INBOX".to_owned(), key: key.to_owned() }),
                None,
                "{key}"
            );
        }
    }
}
