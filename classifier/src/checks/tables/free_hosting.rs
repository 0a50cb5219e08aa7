//! Services where anybody publishes pages without paying or saying who they are.

/// What hosts end in.
const HOSTS: &[&str] = &[
    "weebly.com",
    "weeblysite.com",
    "wixsite.com",
    "wixstudio.io",
    "webflow.io",
    "framer.app",
    "framer.website",
    "godaddysites.com",
    "square.site",
    "jimdosite.com",
    "jimdofree.com",
    "yolasite.com",
    "000webhostapp.com",
    "infinityfreeapp.com",
    "byethost.com",
    "epizy.com",
    "rf.gd",
    "firebaseapp.com",
    "web.app",
    "pages.dev",
    "workers.dev",
    "r2.dev",
    "netlify.app",
    "vercel.app",
    "herokuapp.com",
    "onrender.com",
    "glitch.me",
    "repl.co",
    "replit.app",
    "surge.sh",
    "fly.dev",
    "ngrok.io",
    "ngrok-free.app",
    "trycloudflare.com",
    "duckdns.org",
    "ddns.net",
    "hopto.org",
    "zapto.org",
    "sytes.net",
    "blogspot.com",
    "sites.google.com",
    "forms.gle",
    "docs.google.com",
    "typeform.com",
    "jotform.com",
    "formstack.com",
    "cognitoforms.com",
    "blob.core.windows.net",
    "web.core.windows.net",
    "azurewebsites.net",
    "s3.amazonaws.com",
    "storage.googleapis.com",
    "ipfs.io",
    "dweb.link",
    "cf-ipfs.com",
    "tripod.com",
    "angelfire.com",
    "geocities.com",
    "freeservers.com",
    "fc2.com",
    "livedoor.blog",
    "hatenablog.com",
    "canva.site",
    "mystrikingly.com",
    "carrd.co",
    "notion.site",
    "gitbook.io",
    "my.canva.site",
];

/// Whether a host belongs to such a service.
pub(in crate::checks) fn is_free_hosting(host: &str) -> bool {
    HOSTS.iter().any(|known| {
        host.strip_suffix(known).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    })
}

/// Whether people who work together share documents and questionnaires there.
pub(in crate::checks) fn is_shared_document(host: &str) -> bool {
    matches!(host, "docs.google.com" | "forms.gle")
}
