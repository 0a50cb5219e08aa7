//! # An address for digital coins
//!
//! ## What it looks for
//! An address of Bitcoin, Litecoin or Tron in the text, told by its check sum, or of Ethereum
//! where coins are spoken of.
//!
//! ## Why it matters
//! Who asks a stranger for coins wants money that nobody can call back.
//!
//! ## When it is wrong
//! People who deal in coins write such addresses; on discussion lists, in answers and from
//! people one has written to it does not count.
//!
//! ## Example
//! `1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa`

use sha2::{Digest as _, Sha256};

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::{Reading, beginning, is_reply};

pub(crate) const CHECK: Check = Check { id: "wallet-address", look };

/// Characters of the shortest address.
const SHORTEST: usize = 26;
/// Characters of the text that are searched.
const SEARCHED: usize = 20_000;
/// The most words whose check sum is computed.
const TRIES: usize = 200;
const DIGITS: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BECH32: &[u8] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

fn look(reading: &Reading<'_>) -> Option<String> {
    if reading.shapes.longest_run < SHORTEST {
        return None;
    }
    if reading.is_posted() || is_reply(reading.message) || reading.facts.sender.written_to > 0 {
        return None;
    }
    let coins = reading.phrases.any(Topic::Coin);
    let text = beginning(&reading.message.text, SEARCHED);
    let words =
        text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| (SHORTEST..=62).contains(&word.len()));
    words.take(TRIES).find(|word| is_address(word, coins)).map(str::to_owned)
}

fn is_address(word: &str, coins: bool) -> bool {
    let ethereum = word.len() == 42
        && word.starts_with("0x")
        && word.bytes().skip(2).all(|byte| byte.is_ascii_hexdigit());
    (ethereum && coins) || is_base58_checked(word) || is_bech32(&word.to_ascii_lowercase())
}

/// Base58 with a version this is used for, and the first four bytes of a double hash behind.
fn is_base58_checked(word: &str) -> bool {
    if !(SHORTEST..=35).contains(&word.len()) || !word.starts_with(['1', '3', 'L', 'M', 'T']) {
        return false;
    }
    let mut bytes = [0_u8; 25];
    for digit in word.bytes() {
        let Some(value) = DIGITS.iter().position(|known| *known == digit) else { return false };
        let mut carry = value;
        for byte in bytes.iter_mut().rev() {
            carry += usize::from(*byte) * 58;
            *byte = (carry & 0xff) as u8;
            carry >>= 8;
        }
        if carry != 0 {
            return false;
        }
    }
    let (body, sum) = bytes.split_at(21);
    Sha256::digest(Sha256::digest(body)).starts_with(sum)
}

/// Bech32 (BIP 173) and Bech32m (BIP 350) for Bitcoin and Litecoin.
fn is_bech32(word: &str) -> bool {
    let Some((part, data)) = ["bc", "ltc"]
        .iter()
        .find_map(|part| word.strip_prefix(part)?.strip_prefix('1').map(|data| (*part, data)))
    else {
        return false;
    };
    let mut sum = 1_u32;
    let mut step = |value: u32| {
        let top = sum >> 25;
        sum = (sum & 0x01ff_ffff) << 5 ^ value;
        for (bit, generator) in
            [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3].iter().enumerate()
        {
            if top >> bit & 1 == 1 {
                sum ^= generator;
            }
        }
    };
    part.bytes().for_each(|byte| step(u32::from(byte) >> 5));
    step(0);
    part.bytes().for_each(|byte| step(u32::from(byte) & 31));
    for digit in data.bytes() {
        let Some(value) = BECH32.iter().position(|known| *known == digit) else { return false };
        step(value as u32);
    }
    sum == 1 || sum == 0x2bc8_30a3
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn addresses_are_told_by_their_check_sum() {
        for good in [
            "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
            "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        ] {
            assert!(is_address(good, false), "{good}");
            assert!(!is_address(&good.replace(['a', 'y', '4'], "7"), false), "{good}");
        }
        assert!(is_address("0x52908400098527886E0F7030069857D2E4169EE7", true));
        assert!(!is_address("0x52908400098527886E0F7030069857D2E4169EE7", false));
        assert!(!is_address("ABCDEFGHJKLMNPQRSTUVWXYZabcdefgh", true));
    }
}
