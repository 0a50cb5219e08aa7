//! Reads `Authentication-Results` (RFC 8601, section 2.2) and `Received-SPF` (RFC 7208, section 9.1).
//!
//! Cannot fail: what does not fit the grammar gives no method. White space and comments may
//! stand between any two parts, also around `=`, `/` and the dot of a property's name.

use std::net::IpAddr;

/// One `Authentication-Results` line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Results {
    /// Who says so, lower case; empty where the line names nobody.
    pub authserv_id: String,
    /// What was found, in order.
    pub methods: Vec<Method>,
}

/// The result of one method.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Method {
    /// `spf`, `dkim`, `dmarc`, …, lower case.
    pub name: String,
    /// `pass`, `fail`, `none`, …, lower case.
    pub result: String,
    /// What it was found about, such as (`header.d`, `example.com`); both lower case.
    pub properties: Vec<(String, String)>,
}

impl Method {
    /// The value of a property; empty where it is not given.
    pub fn property(&self, name: &str) -> &str {
        self.properties.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }
}

/// Reads the value of an `Authentication-Results` line.
pub fn read(value: &str) -> Results {
    let mut pieces = pieces(&value.to_lowercase()).into_iter().peekable();
    // Microsoft leaves the name out.
    let authserv_id = match pieces.peek().map(Vec::as_slice) {
        Some([Word { name, value: None }, ..]) => {
            let id = name.clone();
            pieces.next();
            id
        }
        Some([]) => {
            pieces.next();
            String::new()
        }
        _ => String::new(),
    };
    Results { authserv_id, methods: pieces.filter_map(method).collect() }
}

/// Reads `method[/version]=result [reason=…] [ptype.property=value …]`.
fn method(piece: Vec<Word>) -> Option<Method> {
    let mut words = piece.into_iter();
    let first = words.next()?;
    let result = first.value?;
    let name = first.name.split('/').next().unwrap_or_default().to_owned();
    let properties = words.filter_map(|word| Some((word.name, word.value?))).collect();
    Some(Method { name, result, properties })
}

/// One `Received-SPF` line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct ReceivedSpf {
    /// The host that says so; empty where it names none.
    pub(super) receiver: String,
    /// The address that was asked about.
    pub(super) client: Option<IpAddr>,
    /// What it found about the domain of the envelope's sender; `None` for another identity.
    pub(super) method: Option<Method>,
}

/// Reads the value of a `Received-SPF` line.
pub(super) fn received_spf(value: &str) -> ReceivedSpf {
    let value = value.to_lowercase();
    let words: Vec<Word> = pieces(&value).into_iter().flatten().collect();
    let given = |name: &str| {
        let word = words.iter().find(|word| word.name == name);
        word.and_then(|word| word.value.as_deref()).unwrap_or_default()
    };
    // `(mx.provider.example: domain of bounce@shop.example designates …)`
    let comment = value.split_once('(').map_or("", |(_, behind)| behind);
    let said = comment.split_once(": ").map_or("", |(host, _)| host);
    let about = comment.split_once("domain of ").map_or("", |(_, behind)| behind);
    let mut about = about.split_ascii_whitespace().filter(|word| *word != "transitioning");
    let about = about.next().unwrap_or_default();
    let receiver = match given("receiver") {
        "" | "<unknown>" if said.contains('.') && !said.contains([' ', ')']) => said,
        "" | "<unknown>" => "",
        named => named,
    };
    let sender = if given("envelope-from").is_empty() { about } else { given("envelope-from") };
    let method =
        words.first().filter(|word| word.value.is_none() && given("identity") != "helo").map(|word| {
            let properties = vec![("smtp.mailfrom".to_owned(), sender.trim_matches(['<', '>']).to_owned())];
            Method { name: "spf".to_owned(), result: word.name.clone(), properties }
        });
    ReceivedSpf { receiver: receiver.to_owned(), client: given("client-ip").parse().ok(), method }
}

/// `name`, or `name=value`; quotes and comments are taken off.
#[derive(Debug, Default)]
struct Word {
    name: String,
    value: Option<String>,
}

/// Takes a value apart: pieces between semicolons, words between white space.
fn pieces(value: &str) -> Vec<Vec<Word>> {
    let mut reader = Reader::default();
    let mut characters = value.chars();
    let mut depth = 0_usize;
    while let Some(c) = characters.next() {
        match c {
            '\\' if reader.quoted || depth > 0 => {
                let escaped = characters.next();
                if let Some(c) = escaped.filter(|_| depth == 0) {
                    reader.push(c);
                }
            }
            '"' if depth == 0 => reader.quote(),
            _ if reader.quoted => reader.push(c),
            '(' => {
                depth += 1;
                reader.spaced = true;
            }
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            ';' => reader.end_piece(),
            _ if c.is_whitespace() => reader.spaced = true,
            _ => reader.letter(c),
        }
    }
    reader.end_piece();
    reader.pieces
}

#[derive(Default)]
struct Reader {
    pieces: Vec<Vec<Word>>,
    words: Vec<Word>,
    name: String,
    value: Option<String>,
    quoted: bool,
    /// White space or a comment stood before what comes next.
    spaced: bool,
}

impl Reader {
    fn letter(&mut self, c: char) {
        if self.spaced && !self.goes_on(c) {
            self.end_word();
        }
        self.spaced = false;
        if c == '=' && self.value.is_none() && !self.name.is_empty() {
            self.value = Some(String::new());
        } else {
            self.push(c);
        }
    }

    /// Whether a character behind white space belongs to the word before it.
    fn goes_on(&self, c: char) -> bool {
        match &self.value {
            None => self.name.ends_with(['.', '/']) || matches!(c, '=' | '.' | '/'),
            Some(value) => value.is_empty(),
        }
    }

    fn quote(&mut self) {
        if !self.quoted && self.spaced && !self.goes_on('"') {
            self.end_word();
        }
        self.spaced = false;
        self.quoted = !self.quoted;
    }

    fn push(&mut self, c: char) {
        self.value.as_mut().unwrap_or(&mut self.name).push(c);
    }

    fn end_word(&mut self) {
        if !self.name.is_empty() {
            self.words.push(Word { name: std::mem::take(&mut self.name), value: self.value.take() });
        }
        self.value = None;
    }

    fn end_piece(&mut self) {
        self.end_word();
        self.spaced = false;
        self.pieces.push(std::mem::take(&mut self.words));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    /// `id: name=result{key=value,…} …`
    fn told(value: &str) -> String {
        let read = read(value);
        let methods: Vec<String> = read
            .methods
            .iter()
            .map(|method| {
                let known: Vec<String> =
                    method.properties.iter().map(|(key, value)| format!("{key}={value}")).collect();
                format!("{}={}{{{}}}", method.name, method.result, known.join(","))
            })
            .collect();
        format!("{}: {}", read.authserv_id, methods.join(" "))
    }

    #[test]
    fn the_examples_of_the_rfc_are_read() {
        for (value, expected) in [
            ("example.org 1; none", "example.org: "),
            (
                "example.com; spf=pass smtp.mailfrom=example.net",
                "example.com: spf=pass{smtp.mailfrom=example.net}",
            ),
            (
                "example.com; auth=pass (cram-md5) smtp.auth=sender@example.net; spf=pass smtp.mailfrom=example.net",
                "example.com: auth=pass{smtp.auth=sender@example.net} spf=pass{smtp.mailfrom=example.net}",
            ),
            (
                "example.com; dkim=pass (good signature) header.d=example.com; \
                 dkim=fail reason=\"bad signature\" header.i=@mail-router.example.net",
                "example.com: dkim=pass{header.d=example.com} \
                 dkim=fail{reason=bad signature,header.i=@mail-router.example.net}",
            ),
            (
                "foo.example.net (foobar) 1 (baz); dkim (Because I like it) / 1 (One yay) = (wait for it) fail \
                 policy (A dot can go here) . (like that) expired (this surprised me) = (as I wasn't expecting it) 1362471462",
                "foo.example.net: dkim=fail{policy.expired=1362471462}",
            ),
        ] {
            assert_eq!(told(value), expected);
        }
    }

    #[test]
    fn lines_of_common_servers_are_read() {
        for (value, expected) in [
            (
                "mx.example.jp 1; dkim=pass (2048-bit key; (nested) comment) reason=\"good; key\" header.d=Shop.example header.i=@shop.example;\
                 \tspf=softfail smtp.mailfrom=\"b@shop.example\"; dmarc/1 = fail header.from=shop.example; arc=none",
                "mx.example.jp: dkim=pass{reason=good; key,header.d=shop.example,header.i=@shop.example} \
                 spf=softfail{smtp.mailfrom=b@shop.example} dmarc=fail{header.from=shop.example} arc=none{}",
            ),
            (
                "mx.google.com; dkim=pass header.i=@shop.example header.s=s1 header.b=\"LDb+8=\"; \
                 spf=pass (google.com: domain of b@shop.example designates 192.0.2.7 as permitted sender) smtp.mailfrom=b@shop.example; \
                 dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=shop.example",
                "mx.google.com: dkim=pass{header.i=@shop.example,header.s=s1,header.b=ldb+8=} \
                 spf=pass{smtp.mailfrom=b@shop.example} dmarc=pass{header.from=shop.example}",
            ),
            (
                "spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=shop.example; dkim=pass (signature was verified) \
                 header.d=shop.example;dmarc=pass action=none header.from=shop.example;compauth=pass reason=100",
                ": spf=pass{smtp.mailfrom=shop.example} dkim=pass{header.d=shop.example} \
                 dmarc=pass{action=none,header.from=shop.example} compauth=pass{reason=100}",
            ),
            (
                "spf.icloud.com; spf=pass smtp.mailfrom=a@b.example;",
                "spf.icloud.com: spf=pass{smtp.mailfrom=a@b.example}",
            ),
            (
                "rcpt-imp.biglobe.ne.jp; dmarc=none; sender-id=none",
                "rcpt-imp.biglobe.ne.jp: dmarc=none{} sender-id=none{}",
            ),
            (
                "\"mx.example\"; spf=pass smtp.mailfrom=\"a b\"@c.example",
                "mx.example: spf=pass{smtp.mailfrom=a b@c.example}",
            ),
            (
                "mx.example; dkim=pass header.d=example.com. header.s=s",
                "mx.example: dkim=pass{header.d=example.com.,header.s=s}",
            ),
        ] {
            assert_eq!(told(value), expected);
        }
    }

    #[test]
    fn what_is_no_result_gives_none() {
        for value in
            ["", "(((", ")", ";;;", "=;=", "\"", "mx.example; (dkim=pass)", "mx.example; \"dkim=pass\"", "\\"]
        {
            assert_eq!(read(value).methods, [], "{value}");
        }
        // What is quoted or in a comment is no result, however it looks.
        let hidden = read("mx.example; dkim=none reason=\"; dmarc=pass header.from=a.example\" (; spf=pass)");
        assert_eq!(hidden.methods.len(), 1);
    }

    #[test]
    fn received_spf_is_read_in_its_forms() {
        let about = |value: &str| {
            let read = received_spf(value);
            let method = read.method.unwrap_or_default();
            let client = read.client.map(|client| client.to_string()).unwrap_or_default();
            format!("{} {client} {} {}", read.receiver, method.result, method.property("smtp.mailfrom"))
        };
        for (value, expected) in [
            (
                "pass (mybox.example.org: domain of myname@example.com designates 192.0.2.1 as permitted sender) \
                 receiver=mybox.example.org; client-ip=192.0.2.1; envelope-from=\"myname@example.com\"; helo=foo.example.com;",
                "mybox.example.org 192.0.2.1 pass myname@example.com",
            ),
            (
                "Pass (mailfrom) identity=mailfrom; client-ip=2001:db8::1; helo=mail.shop.example; \
                 envelope-from=bounce@shop.example; receiver=<UNKNOWN>",
                " 2001:db8::1 pass bounce@shop.example",
            ),
            ("pass (domain of shop.example designates 192.0.2.7 as permitted sender)", "  pass shop.example"),
            (
                "softfail (google.com: domain of transitioning b@shop.example does not designate)",
                "google.com  softfail b@shop.example",
            ),
            (
                "none (mx.example: shop.example does not designate permitted sender hosts)",
                "mx.example  none ",
            ),
            ("pass (helo) identity=helo; client-ip=192.0.2.1; helo=shop.example", " 192.0.2.1  "),
            ("", "   "),
        ] {
            assert_eq!(about(value), expected);
        }
    }
}
