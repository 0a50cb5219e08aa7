//! Providers at which anybody can have an address without paying or saying who they are.

/// Registrable domains.
const DOMAINS: &[&str] = &[
    "gmail.com", "googlemail.com", "yahoo.com", "yahoo.co.jp", "yahoo.co.uk", "yahoo.fr", "yahoo.de", "yahoo.ca", "yahoo.es",
    "yahoo.it", "yahoo.com.au", "yahoo.com.br", "yahoo.co.in", "yahoo.com.hk", "yahoo.com.tw", "ymail.com", "rocketmail.com",
    "myyahoo.com", "hotmail.com", "hotmail.co.jp", "hotmail.co.uk", "hotmail.fr", "hotmail.de", "hotmail.it", "hotmail.es",
    "outlook.com", "outlook.jp", "outlook.fr", "outlook.de", "live.com", "live.jp", "live.co.uk", "live.fr", "msn.com",
    "aol.com", "aim.com", "icloud.com", "me.com", "mac.com", "mail.com", "email.com", "usa.com", "gmx.com", "gmx.net",
    "gmx.de", "web.de", "freenet.de", "mail.ru", "inbox.ru", "list.ru", "bk.ru", "yandex.ru", "yandex.com", "rambler.ru",
    "qq.com", "163.com", "126.com", "sina.com", "sohu.com", "foxmail.com", "naver.com", "daum.net", "hanmail.net",
    "protonmail.com", "proton.me", "pm.me", "tutanota.com", "tuta.io", "zoho.com", "excite.com", "excite.co.jp", "goo.jp",
    "goo.ne.jp", "infoseek.jp", "lycos.com", "lycos.jp", "freeserve.co.uk", "netscape.net", "juno.com", "hushmail.com",
    "libero.it", "virgilio.it", "laposte.net", "orange.fr", "free.fr", "o2.pl", "wp.pl", "onet.pl", "seznam.cz",
    "rediffmail.com", "indiatimes.com", "walla.com", "walla.co.il", "inbox.com", "fastmail.fm", "bol.com.br", "uol.com.br",
    "terra.com.br", "terra.es", "latinmail.com", "caramail.com", "voila.fr", "netzero.net", "eudoramail.com", "mailcity.com",
    "iname.com", "bigfoot.com", "usa.net", "post.com", "consultant.com", "tiscali.co.uk", "tiscali.it", "kagoya.jp", "nifmail.jp",
    // The free-mail providers of the demonstration mailbox, in a domain that nobody can own.
    "freemail.example", "webpost.example",
];

/// Whether mail from that registrable domain says nothing of who its sender is.
pub(in crate::checks) fn is_free_mail(domain: &str) -> bool {
    DOMAINS.contains(&domain)
}
