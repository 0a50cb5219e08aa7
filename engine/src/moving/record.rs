//! What stands in an exported file, one record after the other: `MessagePack` with named fields, so that a
//! later version may add some.

use std::fmt;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Bytes that are written as bytes; as a list of numbers they would be half as long again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Bytes;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("bytes")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<Bytes, A::Error> {
                let mut bytes = Vec::new();
                while let Some(byte) = numbers.next_element()? {
                    bytes.push(byte);
                }
                Ok(Bytes(bytes))
            }
        }
        deserializer.deserialize_bytes(Read)
    }
}

/// One thing that was learned or said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Record {
    /// An entry of the training log, standing or taken back.
    Lesson(Lesson),
    /// The person's word on a message.
    Word(Word),
    /// What is counted of an address.
    Sender(Sender),
    /// What is counted of an address by the network it wrote from.
    Network(Network),
    /// The `Message-ID` of a mail that the person sent.
    Sent(String),
    /// An entry of the allow or the block list.
    Entry(Entry),
    /// A header that the person taught.
    Tag(Tag),
    /// A setting of the person's: name and value.
    Setting(String, String),
}

/// An entry of the training log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Lesson {
    /// Its place in the log it comes from.
    pub(crate) number: i64,
    /// SHA-256 of the message.
    pub(crate) digest: Bytes,
    pub(crate) spam: bool,
    /// How it was learned: `classifier::Lesson::counted`.
    pub(crate) counted: u8,
    pub(crate) sample: Bytes,
    /// Seconds since 1970.
    pub(crate) learned_at: i64,
    /// When it was taken back, and the place of that in the log; both 0 while it stands.
    pub(crate) unlearned_at: i64,
    pub(crate) unlearned_number: i64,
    /// When the person last said so; `learned_at` where they said it once.
    pub(crate) said_at: i64,
    /// Of a lesson that is nobody's word: the message beside whose lesson it was learned. Else empty.
    pub(crate) beside: Bytes,
}

/// The person's word on a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Word {
    pub(crate) digest: Bytes,
    pub(crate) message_id: String,
    pub(crate) from_address: String,
    pub(crate) text_digest: Bytes,
    /// `ham`, `spam` or `released`.
    pub(crate) says: String,
    pub(crate) spoken_at: i64,
    pub(crate) released: bool,
}

/// What is counted of an address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sender {
    pub(crate) address: String,
    pub(crate) domain: String,
    pub(crate) written_to: u32,
    pub(crate) ham: u32,
    pub(crate) spam: u32,
    /// When the first wanted mail came; 0 where none did.
    pub(crate) first_ham: i64,
    pub(crate) passed: u32,
}

/// What is counted of an address by network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Network {
    pub(crate) address: String,
    pub(crate) from: String,
    pub(crate) ham: u32,
    pub(crate) passed: u32,
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Whether it is of the allow list; else of the block list.
    pub(crate) allow: bool,
    /// The entry as the list shows it.
    pub(crate) value: String,
    pub(crate) added: i64,
    pub(crate) enabled: bool,
}

/// A taught header.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tag {
    pub(crate) header: String,
    pub(crate) spam: Option<String>,
    pub(crate) ham: Option<String>,
    pub(crate) number_above: Option<f64>,
}
