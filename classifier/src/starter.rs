//! What the program knows on a person's first day.

use crate::checks;
use crate::judgement::Label;
use crate::voters::checks::{Findings, Row};

/// `label TAB count TAB findings`, made by `examples/starter_rows.rs`.
const ROWS: &str = include_str!("../data/starter-rows.tsv");

/// Rows of findings to weigh the checks by, both classes evenly mixed.
pub(crate) fn rows() -> Vec<Row> {
    let mut ham = Vec::new();
    let mut spam = Vec::new();
    for line in ROWS.lines() {
        let mut fields = line.split('\t');
        let (Some(label), Some(count), Some(ids)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let label = if label == "spam" { Label::Spam } else { Label::Ham };
        let row = Row { key: 0, findings: findings(ids), label };
        let rows = if label == Label::Spam { &mut spam } else { &mut ham };
        rows.extend(std::iter::repeat_n(row, count.parse().unwrap_or(0)));
    }
    mixed(ham, spam)
}

fn findings(ids: &str) -> Findings {
    let place = |id: &str| checks::ALL.iter().position(|check| check.id == id);
    Findings(ids.split(',').filter_map(place).fold(0, |bits, place| bits | 1_u128 << place))
}

/// Mixes the classes, so that rows falling out of the window leave both in proportion.
fn mixed(ham: Vec<Row>, spam: Vec<Row>) -> Vec<Row> {
    let (most, least) = if ham.len() >= spam.len() { (ham, spam) } else { (spam, ham) };
    let every = most.len() / least.len().max(1);
    let mut least = least.into_iter();
    let mut rows = Vec::new();
    for (place, row) in most.into_iter().enumerate() {
        rows.push(row);
        if place % every.max(1) == 0 {
            rows.extend(least.next());
        }
    }
    rows.extend(least);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rows_hold_both_classes_and_name_only_checks_that_exist() {
        let rows = rows();
        assert!(rows.iter().filter(|row| row.label == Label::Spam).count() > 100);
        assert!(rows.iter().filter(|row| row.label == Label::Ham).count() > 100);
        for id in ROWS.lines().filter_map(|line| line.split('\t').nth(2)).flat_map(|ids| ids.split(',')) {
            assert!(id.is_empty() || checks::ALL.iter().any(|check| check.id == id), "{id}");
        }
    }
}
