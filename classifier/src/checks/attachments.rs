//! Files that are not what they say, or that run when opened.

pub(super) mod disguised_attachment;
pub(super) mod disk_image;
pub(super) mod document_that_acts;
pub(super) mod double_extension;
pub(super) mod executable_attachment;
pub(super) mod invitation_elsewhere;
pub(super) mod macro_document;
pub(super) mod notebook_attached;
pub(super) mod page_that_leads_on;
pub(super) mod password_beside_archive;
pub(super) mod program_in_archive;
pub(super) mod script_in_drawing;
pub(super) mod shortcut_attached;
pub(super) mod type_mismatch;
pub(super) mod web_page_attached;
