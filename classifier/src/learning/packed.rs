//! Lists of ascending numbers in nearly as few bits as they can be told in.
//!
//! Hashes are spread evenly, so that a general compressor finds nothing in them; but that they
//! ascend leaves only their differences to be said, and of evenly spread numbers these are of
//! about one size. Each is written by Rice's code: its upper bits as so many ones and a nought,
//! then its lower ones as they are. The number of lower bits is chosen by the mean difference,
//! so there are never more than two upper ones a number on average, whatever the numbers are.

use super::number::{self, Reader};

/// A list longer than this is not one of ours.
const LONGEST: u64 = 10_000_000;

/// Writes numbers that ascend: how many, the lower bits of each, then the code.
pub(crate) fn write(bytes: &mut Vec<u8>, numbers: &[u32]) {
    number::write(bytes, numbers.len() as u64);
    if numbers.is_empty() {
        return;
    }
    let all: u64 = differences(numbers).map(u64::from).sum();
    let lower = (all / numbers.len() as u64).checked_ilog2().unwrap_or(0).min(31);
    bytes.push(lower as u8);
    let mut bits = Writer { bytes, waiting: 0, count: 0 };
    for difference in differences(numbers) {
        bits.upper(difference >> lower);
        bits.put(u64::from(difference) & ((1 << lower) - 1), lower);
    }
    bits.finish();
}

fn differences(numbers: &[u32]) -> impl Iterator<Item = u32> + '_ {
    let before = std::iter::once(0).chain(numbers.iter().copied());
    numbers.iter().zip(before).map(|(number, before)| number.wrapping_sub(before))
}

/// Reads what `write` wrote; `None` where the bytes are none of ours.
pub(crate) fn read(reader: &mut Reader<'_>) -> Option<Vec<u32>> {
    let count = reader.number()?;
    if count == 0 {
        return Some(Vec::new());
    }
    let lower = u32::from(reader.byte()?);
    // Every number takes a bit at least: a length that lies reserves nothing.
    if count > LONGEST || lower > 31 || count > 8 * reader.0.len() as u64 {
        return None;
    }
    let mut bits = Bits { reader, waiting: 0, count: 0 };
    let mut numbers = Vec::with_capacity(count as usize);
    let mut previous = 0_u32;
    for _ in 0..count {
        let difference = bits.upper()?.checked_shl(lower)? | bits.take(lower)?;
        previous = previous.wrapping_add(difference);
        numbers.push(previous);
    }
    Some(numbers)
}

/// Bits on their way into bytes, the first one lowest.
struct Writer<'a> {
    bytes: &'a mut Vec<u8>,
    waiting: u64,
    count: u32,
}

impl Writer<'_> {
    /// Adds at most 32 bits.
    fn put(&mut self, value: u64, bits: u32) {
        self.waiting |= value << self.count;
        self.count += bits;
        while self.count >= 8 {
            self.bytes.push(self.waiting as u8);
            self.waiting >>= 8;
            self.count -= 8;
        }
    }

    fn upper(&mut self, mut ones: u32) {
        while ones >= 32 {
            self.put(u64::from(u32::MAX), 32);
            ones -= 32;
        }
        self.put((1 << ones) - 1, ones + 1);
    }

    fn finish(mut self) {
        if self.count > 0 {
            self.put(0, 8 - self.count % 8);
        }
    }
}

/// Bits out of bytes.
struct Bits<'a, 'b> {
    reader: &'a mut Reader<'b>,
    waiting: u64,
    count: u32,
}

impl Bits<'_, '_> {
    fn fill(&mut self) -> Option<()> {
        self.waiting |= u64::from(self.reader.byte()?) << self.count;
        self.count += 8;
        Some(())
    }

    /// Takes at most 32 bits.
    fn take(&mut self, bits: u32) -> Option<u32> {
        while self.count < bits {
            self.fill()?;
        }
        let value = self.waiting & ((1 << bits) - 1);
        self.waiting >>= bits;
        self.count -= bits;
        Some(value as u32)
    }

    /// Counts ones up to the next nought, and passes it.
    fn upper(&mut self) -> Option<u32> {
        let mut ones = 0_u32;
        loop {
            if self.count == 0 {
                self.fill()?;
            }
            let here = self.waiting.trailing_ones().min(self.count);
            ones += here;
            if here < self.count {
                self.take(here + 1)?;
                return Some(ones);
            }
            (self.waiting, self.count) = (0, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn written(numbers: &[u32]) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, numbers);
        bytes
    }

    proptest! {
        #[test]
        fn numbers_that_ascend_come_back(mut numbers in proptest::collection::vec(any::<u32>(), 0..400), by in 0_u32..32) {
            for number in &mut numbers {
                *number >>= by;
            }
            numbers.sort_unstable();
            let bytes = written(&numbers);
            let mut reader = Reader(&bytes);
            prop_assert_eq!(read(&mut reader), Some(numbers));
            prop_assert!(reader.0.is_empty());
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Some(numbers) = read(&mut Reader(&bytes)) {
                prop_assert!(numbers.len() <= 8 * bytes.len());
            }
        }
    }

    #[test]
    fn uneven_numbers_take_no_more_than_two_upper_bits_each_and_two_more() {
        let mut numbers: Vec<u32> = (0..1_000).collect();
        numbers.push(u32::MAX);
        let bits = 8 * written(&numbers).len();
        assert!(bits <= numbers.len() * (22 + 4), "{bits}");
    }

    #[test]
    fn hashes_take_a_fifth_less_than_their_differences_in_bytes_of_seven_bits() {
        let mut hashes: Vec<u32> = (1..=600_u32).map(|number| number.wrapping_mul(2_654_435_761)).collect();
        hashes.sort_unstable();
        let mut plain = Vec::new();
        number::write_ascending(&mut plain, &hashes);
        assert!(
            written(&hashes).len() * 5 <= plain.len() * 4,
            "{} of {}",
            written(&hashes).len(),
            plain.len()
        );
    }

    #[test]
    fn a_length_that_lies_is_refused() {
        let mut bytes = Vec::new();
        number::write(&mut bytes, 9_000_000);
        bytes.extend_from_slice(&[0, 1, 2, 3]);
        assert_eq!(read(&mut Reader(&bytes)), None);
    }
}
