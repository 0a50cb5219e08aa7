//! What is to be known of element names.

/// Elements that have no content.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that begin and end a line.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "section"
            | "select"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Cells, which stand apart from each other on a line.
pub(super) fn is_cell(name: &str) -> bool {
    matches!(name, "td" | "th")
}

/// Elements whose content no reader is shown as text.
pub(super) fn is_unseen(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "title"
            | "template"
            | "iframe"
            | "noembed"
            | "noframes"
            | "svg"
            | "math"
            | "datalist"
            | "xml"
    )
}

/// Whether any reader knows the element. Names with a colon are those of word processors.
pub(super) fn is_known(name: &str) -> bool {
    is_block(name)
        || is_cell(name)
        || is_unseen(name)
        || is_void(name)
        || is_inline(name)
        || name.contains(':')
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "object"
            | "applet"
            | "canvas"
            | "audio"
            | "video"
            | "colgroup"
            | "optgroup"
            | "details"
            | "summary"
            | "dialog"
            | "xmp"
            | "plaintext"
            | "listing"
            | "hgroup"
            | "search"
            | "slot"
            | "frameset"
            | "rtc"
            | "image"
            | "layer"
            | "multicol"
            | "spacer"
            | "a"
            | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "blink"
            | "button"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "map"
            | "mark"
            | "marquee"
            | "meter"
            | "nobr"
            | "noscript"
            | "output"
            | "picture"
            | "progress"
            | "q"
            | "rb"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "textarea"
            | "time"
            | "tt"
            | "u"
            | "var"
    )
}

/// Whether the start of `name` ends an open `open` that was not closed.
pub(super) fn ends_open(name: &str, open: &str) -> bool {
    match open {
        "p" => is_block(name) || is_cell(name),
        "li" => name == "li",
        "td" | "th" => is_cell(name) || matches!(name, "tr" | "tbody" | "tfoot" | "thead"),
        "tr" => matches!(name, "tr" | "tbody" | "tfoot" | "thead"),
        "dt" | "dd" => matches!(name, "dt" | "dd"),
        "option" => name == "option",
        _ => false,
    }
}
