//! Whether there is a display to open a window on.
//!
//! Without one the window library would panic deep inside; a person is told instead.

/// Whether a window can be opened here.
#[cfg(target_os = "linux")]
pub(crate) fn is_there() -> bool {
    gtk::init().is_ok()
}

/// Whether a window can be opened here: elsewhere a program is started from a display.
#[cfg(not(target_os = "linux"))]
pub(crate) fn is_there() -> bool {
    true
}
