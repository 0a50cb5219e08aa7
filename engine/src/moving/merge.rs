//! Two training logs made one. Pure: entries in, entries out.
//!
//! An entry is learned once and taken back at most once; so the union of two logs is that of their
//! entries, and taken back in one is taken back. Where the two say differently of a message, the
//! person's newer word stands and the other is taken back right before it, as if they had changed
//! their mind here; nobody's word gives way to anybody's. What both logs say stands in order of time.
//! Merging the same log again finds nothing new, and then nothing is touched.

use std::collections::{BTreeMap, BTreeSet};

/// SHA-256 of a message.
pub(crate) type Digest = [u8; 32];

/// A place in a log: when, and there by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    /// Seconds since 1970.
    pub(crate) at: i64,
    /// In the log it comes from.
    pub(crate) number: i64,
}

/// An entry of one of the logs, without its sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// By which the caller knows it.
    pub(crate) id: i64,
    pub(crate) digest: Digest,
    pub(crate) spam: bool,
    pub(crate) counted: u8,
    pub(crate) learned: Moment,
    /// `None` while it stands.
    pub(crate) back: Option<Moment>,
    /// When the person last said so.
    pub(crate) said_at: i64,
    /// Of nobody's word: beside the lesson on which message it was learned.
    pub(crate) beside: Option<Digest>,
    pub(crate) is_unspoken: bool,
}

/// Where an event stands among those of both logs: by time, then by message, so that it does not
/// matter which log was taken into which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    at: i64,
    digest: Digest,
    from_there: bool,
    /// Twice the number in its log, so that there is room between two.
    number: i64,
}

struct Known {
    entry: Entry,
    learned: Key,
    back: Option<Key>,
    is_new: bool,
}

/// An entry as it stands in the merged log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) id: i64,
    pub(crate) digest: Digest,
    pub(crate) number: i64,
    /// When it was taken back and the number of that; `None` while it stands.
    pub(crate) back: Option<(i64, i64)>,
    pub(crate) beside: Option<Digest>,
    pub(crate) is_unspoken: bool,
    /// Whether it came in.
    pub(crate) is_new: bool,
}

/// What came of merging.
#[derive(Debug, Default)]
pub(crate) struct Merged {
    /// All entries in order of their learning; empty where nothing is new.
    pub(crate) entries: Vec<Placed>,
    /// Those of the other log that are here already.
    pub(crate) known_there: Vec<i64>,
    /// The messages of which the other log knew something new.
    pub(crate) news: BTreeSet<Digest>,
    /// How many lessons came in and stand.
    pub(crate) learned: u32,
    /// How many lessons of here were taken back.
    pub(crate) taken_back: u32,
}

/// Merges the log of there into the one of here. Both in order of their numbers.
pub(crate) fn merge(here: Vec<Entry>, there: Vec<Entry>) -> Merged {
    let stood: BTreeSet<i64> =
        here.iter().filter(|entry| entry.back.is_none()).map(|entry| entry.id).collect();
    let mut known: Vec<Known> = here.into_iter().map(|entry| Known::of(entry, false)).collect();
    let mut merged = Merged::default();
    unite(&mut known, there, &mut merged);
    if merged.news.is_empty() {
        return merged;
    }
    let mut of_message: BTreeMap<Digest, Vec<usize>> = BTreeMap::new();
    for (index, one) in known.iter().enumerate() {
        of_message.entry(one.entry.digest).or_default().push(index);
    }
    for digest in &merged.news {
        settle(&mut known, of_message.get(digest).map_or(&[][..], Vec::as_slice));
    }
    let lost = without_their_word(&known, &of_message, &merged.news);
    for (index, key) in lost {
        take_back(&mut known, index, key);
    }
    merged.taken_back =
        known.iter().filter(|one| one.back.is_some() && !one.is_new && stood.contains(&one.entry.id)).count()
            as u32;
    merged.learned = known.iter().filter(|one| one.is_new && one.back.is_none()).count() as u32;
    merged.entries = placed(known);
    merged
}

impl Known {
    fn of(entry: Entry, from_there: bool) -> Self {
        let key = |moment: Moment| Key {
            at: moment.at,
            digest: entry.digest,
            from_there,
            number: moment.number.saturating_mul(2),
        };
        let learned = key(entry.learned);
        let back = entry.back.map(|back| after(key(back), learned));
        Self { learned, back, is_new: from_there, entry }
    }

    fn stands(&self) -> bool {
        self.back.is_none()
    }

    /// When the person last said so; of a lesson that a clock put later, then.
    fn said_at(&self) -> i64 {
        self.entry.said_at.max(self.learned.at)
    }
}

/// A clock may have been put back: nothing is taken back before it was learned.
fn after(key: Key, learned: Key) -> Key {
    if key > learned { key } else { Key { number: learned.number.saturating_add(1), ..learned } }
}

/// Adds what is new there, and notes what it is about.
fn unite(known: &mut Vec<Known>, there: Vec<Entry>, merged: &mut Merged) {
    type Same = (Digest, i64, bool, u8);
    let same = |entry: &Entry| (entry.digest, entry.learned.at, entry.spam, entry.counted);
    let mut here: BTreeMap<Same, Vec<usize>> = BTreeMap::new();
    for (index, one) in known.iter().enumerate() {
        here.entry(same(&one.entry)).or_default().push(index);
    }
    // Within one second the same may have been said, taken back and said again.
    let mut met: BTreeMap<Same, usize> = BTreeMap::new();
    for entry in there {
        let times = met.entry(same(&entry)).or_default();
        let found = here.get(&same(&entry)).and_then(|all| all.get(*times)).copied();
        *times += 1;
        let Some(one) = found.and_then(|index| known.get_mut(index)) else {
            merged.news.insert(entry.digest);
            known.push(Known::of(entry, true));
            continue;
        };
        merged.known_there.push(entry.id);
        let other = Known::of(entry, true);
        if let Some(back) = other.back.filter(|back| one.stands() && back.at >= one.said_at()) {
            merged.news.insert(other.entry.digest);
            one.back = Some(after(back, one.learned));
        }
        one.entry.said_at = one.entry.said_at.max(other.entry.said_at);
    }
}

/// Leaves at most one lesson standing on a message of which the logs may say differently.
fn settle(known: &mut [Known], of_message: &[usize]) {
    let of = |test: &dyn Fn(&Known) -> bool| -> Vec<usize> {
        of_message.iter().copied().filter(|index| known.get(*index).is_some_and(test)).collect()
    };
    let spoken = of(&|one| one.stands() && !one.entry.is_unspoken);
    let unspoken = of(&|one| one.stands() && one.entry.is_unspoken);
    let last_back = of(&|one| !one.stands() && !one.entry.is_unspoken)
        .into_iter()
        .filter_map(|index| known.get(index)?.back)
        .max();
    let newest = |of: &[usize]| {
        let said = |index: &usize| known.get(*index).map(|one| (one.said_at(), one.entry.spam, one.learned));
        of.iter().copied().max_by_key(said)
    };
    let (word, nobodys) = (newest(&spoken), newest(&unspoken));
    let Some(kept) = word.or(nobodys) else { return };
    let Some(one) = known.get(kept) else { return };
    let said = one.said_at();
    let (key, kept) = match last_back.filter(|back| back.at > said) {
        Some(back) => (Key { number: back.number.saturating_add(1), ..back }, None),
        None => (Key { at: said, number: one.learned.number.saturating_sub(1), ..one.learned }, Some(kept)),
    };
    for index in spoken.into_iter().chain(unspoken).filter(|index| Some(*index) != kept) {
        take_back(known, index, key);
    }
}

fn take_back(known: &mut [Known], index: usize, key: Key) {
    if let Some(one) = known.get_mut(index) {
        one.back = Some(after(key, one.learned));
    }
}

/// Lessons that are nobody's word, and beside which no word stands any more: with when it fell.
fn without_their_word(
    known: &[Known],
    of_message: &BTreeMap<Digest, Vec<usize>>,
    news: &BTreeSet<Digest>,
) -> Vec<(usize, Key)> {
    let mut lost = Vec::new();
    for (index, one) in known.iter().enumerate().filter(|(_, one)| one.stands() && one.entry.is_unspoken) {
        let of_word = one.entry.beside.and_then(|beside| of_message.get(&beside));
        let asked = one.is_new || one.entry.beside.is_some_and(|beside| news.contains(&beside));
        let mut words = of_word.into_iter().flatten().filter_map(|index| known.get(*index));
        let stands =
            |word: &Known| word.stands() && !word.entry.is_unspoken && word.learned.at <= one.learned.at;
        if asked && !words.clone().any(stands) {
            let fell = words.by_ref().filter_map(|word| word.back).max();
            let fell = fell.unwrap_or(one.learned);
            lost.push((index, Key { digest: one.entry.digest, ..fell }));
        }
    }
    lost
}

/// Numbers all events in order.
fn placed(mut known: Vec<Known>) -> Vec<Placed> {
    known.sort_by_key(|one| one.learned);
    let learned = known.iter().enumerate().map(|(index, one)| (one.learned, index, false));
    let back = known.iter().enumerate().filter_map(|(index, one)| Some((one.back?, index, true)));
    let mut events: Vec<(Key, usize, bool)> = learned.chain(back).collect();
    events.sort_unstable_by_key(|(key, index, is_back)| (*key, *index, *is_back));
    let mut entries: Vec<Placed> = known
        .iter()
        .map(|one| Placed {
            id: one.entry.id,
            digest: one.entry.digest,
            number: 0,
            back: None,
            beside: one.entry.beside,
            is_unspoken: one.entry.is_unspoken,
            is_new: one.is_new,
        })
        .collect();
    for (number, (key, index, is_back)) in (1..).zip(events) {
        if let Some(entry) = entries.get_mut(index) {
            if is_back {
                entry.back = Some((key.at, number));
            } else {
                entry.number = number;
            }
        }
    }
    entries
}
