//! Which language is spoken.

use serde::{Deserialize, Serialize};

/// A language that the catalogue has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Language {
    /// English, also for everyone whose language is missing.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Japanese.
    #[serde(rename = "ja")]
    Japanese,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::English, Self::Japanese];

    /// Its BCP 47 code, which is the name of its folder too.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Japanese => "ja",
        }
    }

    /// Reads a code or locale such as `ja`, `ja-JP` or `ja_JP.UTF-8`; `None` for other languages.
    pub fn from_locale(locale: &str) -> Option<Self> {
        let code = locale.split(['-', '_', '.', '@']).next()?;
        Self::ALL.into_iter().find(|language| code.eq_ignore_ascii_case(language.code()))
    }

    /// Chooses by the person's setting, else by the first of `LC_ALL`, `LC_MESSAGES` and
    /// `LANG` that is set, as POSIX ranks them. `environment` looks a variable up.
    pub fn choose(setting: Option<&str>, environment: impl Fn(&str) -> Option<String>) -> Self {
        setting.and_then(Self::from_locale).unwrap_or_else(|| {
            ["LC_ALL", "LC_MESSAGES", "LANG"]
                .into_iter()
                .filter_map(environment)
                .find(|value| !value.is_empty())
                .and_then(|locale| Self::from_locale(&locale))
                .unwrap_or_default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setting_wins_over_the_environment() {
        let environment = |_: &str| Some("ja_JP.UTF-8".to_owned());
        assert_eq!(Language::choose(Some("en"), environment), Language::English);
        assert_eq!(Language::choose(Some("tlh"), environment), Language::Japanese);
        assert_eq!(Language::choose(None, environment), Language::Japanese);
    }

    #[test]
    fn the_environment_is_read_in_posix_order_and_empty_values_are_skipped() {
        let environment = |name: &str| match name {
            "LC_ALL" => Some(String::new()),
            "LC_MESSAGES" => Some("ja".to_owned()),
            _ => Some("en_GB.UTF-8".to_owned()),
        };
        assert_eq!(Language::choose(None, environment), Language::Japanese);
        assert_eq!(Language::choose(None, |_| None), Language::English);
        assert_eq!(Language::choose(None, |_| Some("C".to_owned())), Language::English);
    }
}
