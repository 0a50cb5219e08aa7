//! Makes foreign text safe to print: a mail must not be able to steer the terminal.

use engine::classifier::Score;

/// The text on one line, without control characters and marks that reverse its direction.
pub(crate) fn line(text: &str) -> String {
    text.chars()
        .map(|character| if character.is_whitespace() { ' ' } else { character })
        .filter(|character| is_safe(*character))
        .collect()
}

/// The text with its line breaks, without other control characters.
pub(crate) fn lines(text: &str) -> String {
    text.chars().filter(|character| *character == '\n' || is_safe(*character)).collect()
}

fn is_safe(character: char) -> bool {
    let turns_text_around = matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    !character.is_control() && !turns_text_around
}

/// A score in percent. Rounded down, so that what is shown stands on the same side of a
/// cutoff as the score; never 0 or 100, for no judgement is certain.
pub(crate) fn percent(score: Score) -> String {
    let percent = score.probability() * 100.0;
    if (1.0..99.0).contains(&percent) {
        format!("{:.1}", (percent * 10.0).floor() / 10.0)
    } else if percent < 0.01 {
        "<0.01".to_owned()
    } else if percent >= 99.995 {
        ">99.99".to_owned()
    } else {
        format!("{:.2}", ((percent * 100.0).floor() / 100.0).clamp(0.01, 99.99))
    }
}

/// A moment, in this machine's time zone.
pub(crate) fn moment(seconds: i64) -> String {
    match jiff::Timestamp::from_second(seconds) {
        Ok(moment) => moment.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string(),
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_cannot_steer_the_terminal() {
        assert_eq!(line("a\u{1b}[2Jb\r\nc\u{202e}d\u{9b}e"), "a[2Jb  cde");
        assert_eq!(lines("a\nb\u{7}\u{1b}]0;x"), "a\nb]0;x");
    }

    #[test]
    fn a_score_is_shown_on_its_own_side_of_a_cutoff() {
        assert_eq!(percent(Score::new(0.8999)), "89.9");
        assert_eq!(percent(Score::new(0.9)), "90.0");
        assert_eq!(percent(Score::new(1.0)), ">99.99");
        assert_eq!(percent(Score::new(0.0)), "<0.01");
        assert_eq!(percent(Score::new(0.995)), "99.50");
    }
}
