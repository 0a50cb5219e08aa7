//! Files that are not what they say, or that run when opened.

pub(super) mod disguised_attachment;
pub(super) mod double_extension;
pub(super) mod executable_attachment;
pub(super) mod web_page_attached;
