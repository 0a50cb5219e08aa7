//! Hashes in ascending order, by sorting their bits instead of comparing them.

/// Bits of a hash that one pass sorts by.
const DIGIT: u32 = 11;
/// With fewer hashes comparing them is faster.
const FEW: usize = 256;

/// The hashes in ascending order, of which only the lower `bits` may be set.
pub(crate) fn ascending(mut hashes: Vec<u32>, bits: u32) -> Vec<u32> {
    if hashes.len() < FEW {
        hashes.sort_unstable();
        return hashes;
    }
    let mut sorted = vec![0; hashes.len()];
    for pass in 0..bits.div_ceil(DIGIT) {
        sort_by_digit(&hashes, &mut sorted, pass * DIGIT);
        std::mem::swap(&mut hashes, &mut sorted);
    }
    hashes
}

/// Sorts by the digit that begins at a bit; those with the same keep their order.
fn sort_by_digit(hashes: &[u32], sorted: &mut [u32], shift: u32) {
    const DIGITS: usize = 1 << DIGIT;
    let digit = |hash: u32| (hash >> shift) as usize % DIGITS;
    let mut next = [0_usize; DIGITS];
    for hash in hashes {
        if let Some(count) = next.get_mut(digit(*hash)) {
            *count += 1;
        }
    }
    let mut start = 0;
    for place in &mut next {
        start += std::mem::replace(place, start);
    }
    for hash in hashes {
        let Some(place) = next.get_mut(digit(*hash)) else { continue };
        if let Some(slot) = sorted.get_mut(*place) {
            *slot = *hash;
        }
        *place += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_come_out_as_any_sorting_has_them() {
        for (count, bits) in [(0, 32), (1, 20), (255, 32), (256, 32), (3_000, 20), (3_000, 32), (3_000, 11)] {
            let hashes: Vec<u32> =
                (0..count).map(|number: u32| number.wrapping_mul(2_654_435_761) >> (32 - bits)).collect();
            let mut expected = hashes.clone();
            expected.sort_unstable();
            assert_eq!(ascending(hashes, bits), expected);
        }
    }
}
