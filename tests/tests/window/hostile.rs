//! Mail that wants out: nothing in it is run, loaded, or followed.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use mekiki_tests::desktop::{Desktop, Window};
use mekiki_tests::taught::Taught;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A server that answers everything and remembers who asked for what.
struct Listening {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Listening {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let listening = Self { address: listener.local_addr().unwrap(), asked: Arc::default() };
        let asked = listening.asked.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, asked.clone()));
            }
        });
        listening
    }

    /// Whether anything was asked for but the page itself; it is forgotten.
    fn was_asked(&self) -> bool {
        let asked = std::mem::take(&mut *self.asked.lock().unwrap());
        asked.iter().any(|request| !request.contains("/page ") && !request.contains("/favicon.ico "))
    }

    /// What was asked for until now. A request of our own goes last, so that whatever came
    /// before it has been written down, and the server is known to work.
    async fn asked(&self) -> Vec<String> {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(b"GET /ourselves HTTP/1.1\r\n\r\n").await.unwrap();
        stream.read_to_end(&mut Vec::new()).await.unwrap();
        let mut asked = std::mem::take(&mut *self.asked.lock().unwrap());
        assert_eq!(asked.pop().as_deref(), Some("GET /ourselves HTTP/1.1"));
        asked
    }
}

async fn answer(mut stream: TcpStream, asked: Arc<Mutex<Vec<String>>>) {
    let mut buffer = [0; 2048];
    let read = stream.read(&mut buffer).await.unwrap_or(0);
    let request = String::from_utf8_lossy(&buffer[..read]);
    asked.lock().unwrap().push(request.lines().next().unwrap_or("a connection").to_owned());
    let answer = b"HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\ncontent-type: text/html\r\ncontent-length: 2\r\nconnection: close\r\n\r\nhi";
    let _ = stream.write_all(answer).await;
}

/// One mail with everything in it that loads, runs or leads away.
fn hostile(server: SocketAddr) -> String {
    let u = format!("http://{server}");
    format!(
        "From: \"<img src={u}/from onerror=alert(1)>\" <mallory@there.example>\r\nTo: me@home.example\r\n\
        Subject: <script src={u}/subject></script>\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\n\
        Message-ID: <hostile@there.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
        <html><head><meta http-equiv=\"refresh\" content=\"0;url={u}/refresh\"><link rel=stylesheet href=\"{u}/css\">\
        <link rel=prefetch href=\"{u}/prefetch\"><style>@import url({u}/import);body{{background:url({u}/bg)}}</style>\
        <base href=\"{u}/\"></head><body onload=\"location='{u}/onload'\"><script>location='{u}/script'</script>\
        <script src=\"{u}/src\"></script><img src=\"{u}/img\" onerror=\"fetch('{u}/onerror')\">\
        <iframe src=\"{u}/iframe\"></iframe><iframe srcdoc=\"<script>parent.location='{u}/srcdoc'</script>\"></iframe>\
        <object data=\"{u}/object\"></object><embed src=\"{u}/embed\"><video src=\"{u}/video\" poster=\"{u}/poster\"></video>\
        <svg><image href=\"{u}/svg\"/><script>fetch('{u}/svgscript')</script></svg>\
        <form action=\"{u}/form\"><button autofocus>Confirm</button></form>\
        <p>Dear customer, <a href=\"javascript:location='{u}/javascript'\">click here</a> or \
        <a href=\"{u}/link\" ping=\"{u}/ping\">there</a>, or see {u}/bare</p></body></html>\r\n"
    )
}

async fn with_hostile_mail(desktop: &Desktop, server: &Listening) -> Window {
    let taught = Taught::in_folder(&desktop.path(""));
    taught.deliver("hostile", &hostile(server.address));
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    let shown = "return document.querySelectorAll('[data-message]').length === 1";
    let held = "return /1/.test(document.querySelector('[data-place=junk]').innerText)";
    window
        .until(
            "the mail, somewhere",
            &format!(
                "const shown = () => {{ {shown} }}; const held = () => {{ {held} }}; return shown() || held()"
            ),
        )
        .await;
    // A mail that is judged may still be on its way to the junk folder.
    window.until("all is looked through", "return document.querySelector('.well') !== null").await;
    if window.run(shown).await != json!(true) {
        window.show("junk").await;
    }
    window.click("[data-message]").await;
    window.until("its reasons", "return document.querySelector('[data-sentence]') !== null").await;
    window
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_mail_is_shown_as_text_and_asks_nobody_for_anything() {
    let (desktop, server) = (Desktop::english(), Listening::start().await);
    let window = with_hostile_mail(&desktop, &server).await;
    let before = window.whereabouts().await;
    window.until_says("Dear customer,").await;
    window.until_says("click here").await;
    let subject = window.text("article h2").await;
    assert!(subject.starts_with("<script"), "markup in a subject is text: {subject}");
    let dangerous = "return document.querySelectorAll(
        '#window :is(a, img, iframe, object, embed, video, form, base, meta, link, script, style)').length";
    assert_eq!(window.run(dangerous).await, json!(0));
    // Whatever can be clicked in the text, is.
    window.run("document.querySelectorAll('article section *').forEach(e => e.click())").await;
    window.run("document.querySelectorAll('[data-sentence] *').forEach(e => e.click())").await;
    settle(&window).await;
    assert_eq!(server.asked().await, Vec::<String>::new());
    assert_eq!(window.whereabouts().await, before);
    window.client.close().await.unwrap();
}

/// As if a mail had got its markup into the page after all: the second wall, behind the first.
#[tokio::test(flavor = "multi_thread")]
async fn even_markup_inside_the_page_can_neither_load_nor_lead_away() {
    let (desktop, server) = (Desktop::english(), Listening::start().await);
    let window = with_hostile_mail(&desktop, &server).await;
    let before = window.whereabouts().await;
    let url = json!(format!("http://{}", server.address));
    for attempt in ATTEMPTS {
        let script = format!("const u = {url}; {ADD} try {{ {attempt} }} catch (refused) {{}}");
        window.client.execute(&script, Vec::new()).await.unwrap_or_else(|error| panic!("{attempt}: {error}"));
        settle(&window).await;
        assert_eq!(server.asked().await, Vec::<String>::new(), "{attempt}");
        assert_eq!(window.whereabouts().await, before, "{attempt}");
    }
    window.client.close().await.unwrap();
}

/// The control: without our walls the same attempts do get out, but for those that the web view itself
/// refuses to any page.
#[tokio::test(flavor = "multi_thread")]
async fn in_a_page_without_our_walls_the_same_attempts_do_get_out() {
    let (desktop, server) = (Desktop::english(), Listening::start().await);
    let page = format!("http://{}/page", server.address);
    let window = desktop.browse(&page).await;
    let mut got_out = 0;
    for attempt in ATTEMPTS {
        if REFUSED_ANYWHERE.iter().any(|refused| attempt.contains(refused)) {
            continue;
        }
        window.client.goto(&page).await.unwrap();
        server.was_asked();
        let script = format!("const u = '{}'; {ADD} {attempt}", page.trim_end_matches("/page"));
        window.client.execute(&script, Vec::new()).await.unwrap_or_else(|error| panic!("{attempt}: {error}"));
        assert!(desktop.comes_true(|| server.was_asked()).await, "{attempt}");
        got_out += 1;
    }
    assert!(got_out >= 25, "{got_out}");
    window.client.close().await.unwrap();
}

/// What tells these attempts from the others.
const REFUSED_ANYWHERE: &[&str] =
    &["'prefetch'", "'preconnect'", "'icon'", "_blank", "window.open", "file:///", "data:text"];

const ADD: &str = "const add = html => { const e = document.createElement('div'); e.innerHTML = html; document.body.append(e); return e };
    const head = (tag, more) => document.head.append(Object.assign(document.createElement(tag), more));";

const ATTEMPTS: &[&str] = &[
    "add(`<img src='${u}/img'>`)",
    "add(`<div style='background:url(${u}/style)'>x</div>`)",
    "add('<p>x</p>').style.backgroundImage = `url(${u}/cssom)`",
    "head('style', { textContent: `@import url(${u}/import); body { background: url(${u}/bg) }` })",
    "head('link', { rel: 'stylesheet', href: `${u}/css` })",
    "head('link', { rel: 'prefetch', href: `${u}/prefetch` })",
    "head('link', { rel: 'preconnect', href: u })",
    "head('link', { rel: 'icon', href: `${u}/icon` })",
    "head('script', { src: `${u}/script` })",
    "add(`<iframe src='${u}/iframe'></iframe>`)",
    "add(`<iframe srcdoc=\"<img src='${u}/srcdoc'>\"></iframe>`)",
    "add(`<object data='${u}/object'></object><embed src='${u}/embed'>`)",
    "add(`<video src='${u}/video' poster='${u}/poster' autoplay></video>`)",
    "add(`<svg><image href='${u}/svg'/><use href='${u}/use#a'/></svg>`)",
    "new FontFace('x', `url(${u}/font)`).load().catch(() => {})",
    "fetch(`${u}/fetch`).catch(() => {})",
    "const x = new XMLHttpRequest(); x.open('GET', `${u}/xhr`); x.send()",
    "new WebSocket(u.replace('http', 'ws'))",
    "new EventSource(`${u}/events`)",
    "navigator.sendBeacon(`${u}/beacon`, 'x')",
    "new Worker(`${u}/worker`)",
    "add(`<form method='post' action='${u}/form' target='_blank'><input name='a'></form>`).firstChild.submit()",
    "add(`<form method='post' action='${u}/form2'><input name='a'></form>`).firstChild.submit()",
    "add(`<a href='#x' ping='${u}/ping'>p</a>`).firstChild.click()",
    "window.open(`${u}/open`)",
    "add(`<a href='${u}/blank' target='_blank'>p</a>`).firstChild.click()",
    "add(`<a href='${u}/link'>p</a>`).firstChild.click()",
    "add(`<a href='${u}/download' download>p</a>`).firstChild.click()",
    "add(`<a href=\"javascript:location='${u}/js'\">p</a>`).firstChild.click()",
    "head('meta', { httpEquiv: 'refresh', content: `0;url=${u}/refresh` })",
    "location.href = `${u}/navigate`",
    "location.replace('file:///etc/passwd')",
    "location.href = 'data:text/html,hello'",
];

/// Lets the page do what it has begun. A refusal gives no sign to wait for, so the page is
/// asked to paint twice and to come to rest in between.
async fn settle(window: &Window) {
    let script = "const done = arguments[0];
        requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 50)), 50))";
    window.client.execute_async(script, Vec::new()).await.unwrap();
}
