//! Numbers as LEB128, and lists of ascending numbers as their differences.

/// A list longer than this is not one of ours.
const LONGEST: u64 = 10_000_000;

/// Writes a number.
pub(crate) fn write(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// Writes numbers that ascend.
pub(crate) fn write_ascending(bytes: &mut Vec<u8>, numbers: &[u32]) {
    write(bytes, numbers.len() as u64);
    let mut previous = 0;
    for one in numbers {
        write(bytes, u64::from(one.wrapping_sub(previous)));
        previous = *one;
    }
}

/// Reads what was written; every method gives `None` where the bytes are none of ours.
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl Reader<'_> {
    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*first)
    }

    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    pub(crate) fn small(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    pub(crate) fn ascending(&mut self) -> Option<Vec<u32>> {
        let count = self.number()?;
        if count > LONGEST {
            return None;
        }
        let mut previous = 0_u32;
        let mut features = Vec::with_capacity((count as usize).min(self.0.len()));
        for _ in 0..count {
            previous = previous.wrapping_add(self.small()?);
            features.push(previous);
        }
        Some(features)
    }
}
