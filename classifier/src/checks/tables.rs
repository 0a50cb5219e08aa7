//! Lists of names that the checks share. Each is plain data with a question to ask it.

pub(super) mod brands;
pub(super) mod drug_names;
pub(super) mod dynamic_lines;
pub(super) mod executables;
pub(super) mod free_hosting;
pub(super) mod free_mail;
pub(super) mod function_words;
pub(super) mod link_guards;
pub(super) mod service_words;
pub(super) mod shorteners;
pub(super) mod top_level_domains;
