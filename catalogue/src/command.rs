//! What a command that is told begins with, so that it can be typed as it stands.

use std::path::Path;

/// The option that names a data folder, for [`crate::Catalogue::with_options`]: without it a told command
/// would act on the person's usual one. A folder named from where the person stands is to be made
/// absolute first.
pub fn data_folder_option(folder: &Path) -> String {
    format!("--data-dir {}", in_a_shell(folder))
}

/// A path as a shell takes it for one word.
pub fn in_a_shell(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = |letter: char| letter.is_alphanumeric() || "/._-".contains(letter);
    if path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_stands_in_a_command_as_one_word() {
        assert_eq!(data_folder_option(Path::new("/home/a/mail")), "--data-dir /home/a/mail");
        assert_eq!(data_folder_option(Path::new("/a b/it's")), r"--data-dir '/a b/it'\''s'");
    }
}
