//! Services that hide where a link leads behind a short one.

/// Registrable domains.
const DOMAINS: &[&str] = &[
    "bit.ly", "tinyurl.com", "is.gd", "v.gd", "goo.gl", "ow.ly", "cutt.ly", "rb.gy", "x.gd", "t.ly", "s.id", "rebrand.ly",
    "shorturl.at", "tiny.cc", "onl.tw", "onl.la", "onl.sc", "00m.in", "p.tl", "u.to", "bl.ink", "short.gy", "t2m.io",
    "qr1.jp", "ux.nu", "urx.nu", "urx3.nu", "clck.ru", "shorte.st", "adf.ly", "snip.ly", "snipurl.com", "tr.im", "qrco.de",
    "soo.gd", "tinyl.io", "acesse.dev", "encurtador.com.br", "linktr.ee", "l.ead.me", "surl.li", "n9.cl", "reurl.cc",
    "ppt.cc", "lihi.cc", "tny.im", "b.link", "dwz.cn", "suo.im", "kutt.it", "2no.co", "grabify.link", "iplogger.org",
];

/// Whether a registrable domain belongs to such a service.
pub(in crate::checks) fn is_shortener(domain: &str) -> bool {
    DOMAINS.contains(&domain)
}
