//! What a file truly is, by its first bytes.

/// The kinds that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// None of these.
    #[default]
    Unknown,
    /// A program for Windows, Linux or macOS.
    Program,
    /// A zip archive.
    Zip,
    /// An Office document or e-book in a zip archive.
    Office,
    /// A compound file: an Office document of before 2007, a stored mail, an installer.
    Ole,
    /// An archive of another kind: RAR, 7z, CAB, ACE, ARJ, XZ.
    Archive,
    /// A file packed with gzip.
    Gzip,
    /// A tar archive.
    Tar,
    /// A PDF document.
    Pdf,
    /// A Rich Text document.
    Rtf,
    /// A web page.
    Page,
    /// A picture in SVG, which may hold programs.
    Drawing,
    /// A picture of pixels.
    Picture,
    /// A link of Windows (`.lnk`, `.url`).
    Shortcut,
    /// A notebook of `OneNote`, which may hold any file.
    Notebook,
    /// An image of a disk.
    Disk,
    /// An invitation.
    Calendar,
}

const MAGIC: &[(&[u8], Kind)] = &[
    (b"PK\x03\x04", Kind::Zip),
    (b"PK\x05\x06", Kind::Zip),
    (b"%PDF-", Kind::Pdf),
    (b"\xff\xd8\xff", Kind::Picture),
    (b"\x89PNG", Kind::Picture),
    (b"GIF8", Kind::Picture),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind::Ole),
    (b"{\\rt", Kind::Rtf),
    (b"\x1f\x8b", Kind::Gzip),
    (b"Rar!\x1a\x07", Kind::Archive),
    (b"7z\xbc\xaf\x27\x1c", Kind::Archive),
    (b"MSCF\0\0\0\0", Kind::Archive),
    (b"\xfd7zXZ\0", Kind::Archive),
    (b"\x60\xea", Kind::Archive),
    (b"\x7fELF", Kind::Program),
    (b"\xcf\xfa\xed\xfe", Kind::Program),
    (b"\xca\xfe\xba\xbe", Kind::Program),
    (b"\x4c\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46", Kind::Shortcut),
    (b"[InternetShortcut]", Kind::Shortcut),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3", Kind::Notebook),
    (b"conectix", Kind::Disk),
    (b"vhdxfile", Kind::Disk),
    (b"KDMV", Kind::Disk),
];

impl Kind {
    /// The kind that the first bytes tell; of a text also what it is called.
    pub(super) fn of(head: &[u8], content_type: &str, name: &str) -> Self {
        if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
            return *kind;
        }
        if head.starts_with(b"MZ") && head.iter().any(|byte| !byte.is_ascii()) {
            return Self::Program;
        }
        if head.get(7..14) == Some(b"**ACE**") {
            return Self::Archive;
        }
        let start =
            head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start().to_ascii_lowercase();
        let begins = |marks: &[&[u8]]| marks.iter().any(|mark| start.starts_with(mark));
        let ending = name.rsplit('.').next().unwrap_or_default();
        if begins(&[b"<svg"]) || content_type == "image/svg+xml" || ending == "svg" {
            return Self::Drawing;
        }
        let page_name = matches!(ending, "htm" | "html" | "shtml" | "xhtml" | "mht");
        if begins(&[b"<html", b"<!doctype html", b"<script"]) || page_name {
            return Self::Page;
        }
        Self::Unknown
    }

    /// Whether more than the first bytes is worth reading.
    pub(super) fn is_looked_into(self) -> bool {
        !matches!(
            self,
            Self::Program | Self::Archive | Self::Picture | Self::Shortcut | Self::Notebook | Self::Disk
        )
    }
}

/// The kinds whose marks stand further in.
pub(super) fn later(start: &[u8]) -> Option<Kind> {
    let at = |place: usize, mark: &[u8]| start.get(place..place + mark.len()) == Some(mark);
    if at(257, b"ustar") {
        return Some(Kind::Tar);
    }
    let volume = [b"CD001", b"BEA01", b"NSR02", b"NSR03"];
    let disc = volume.iter().any(|mark| at(0x8001, *mark));
    let boot = at(510, b"\x55\xaa") && (at(54, b"FAT") || at(82, b"FAT") || at(3, b"NTFS"));
    (disc || boot).then_some(Kind::Disk)
}
