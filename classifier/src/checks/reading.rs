//! What several checks read off a message.

use crate::Facts;
use crate::domain::RegistrableDomain;
use crate::message::{Address, Link, Message};

/// The registrable domain of an address.
pub(super) fn domain_of(spec: &str) -> Option<RegistrableDomain> {
    spec.rsplit_once('@').and_then(|(_, host)| RegistrableDomain::of(host))
}

/// The address in `From`, where there is exactly one to speak of.
pub(super) fn sender(message: &Message) -> Option<&Address> {
    message.from.first().filter(|from| from.spec.contains('@'))
}

/// The registrable domain of `From`.
pub(super) fn sender_domain(message: &Message) -> Option<RegistrableDomain> {
    sender(message).and_then(|from| domain_of(&from.spec))
}

/// Whether it came over a mailing list or a bulk mailer that can be left with one click.
pub(super) fn is_list_mail(message: &Message) -> bool {
    ["List-Id", "List-Post", "List-Unsubscribe", "Mailing-List", "X-Mailing-List", "X-BeenThere"]
        .iter()
        .any(|name| message.header(name).next().is_some())
        || message.header("Precedence").any(|value| value.eq_ignore_ascii_case("list"))
}

/// Whether a list writes in the name of one of its members: `Ann via Gardeners`.
pub(super) fn is_passed_on(message: &Message) -> bool {
    is_list_mail(message) || sender(message).is_some_and(|from| from.name.contains(" via "))
}

/// Whether it says that it answers a message.
pub(super) fn is_reply(message: &Message) -> bool {
    ["In-Reply-To", "References"].iter().any(|name| message.header(name).next().is_some())
}

/// Whether the person has neither written to this sender nor kept mail from them.
pub(super) fn is_first_contact(facts: &Facts) -> bool {
    facts.sender.written_to == 0 && facts.sender.ham == 0
}

/// The links that open a web page.
pub(super) fn web_links(message: &Message) -> impl Iterator<Item = &Link> {
    message
        .links
        .iter()
        .filter(|link| matches!(link.scheme.as_str(), "http" | "https") && !link.host.is_empty())
}

/// The registrable domains that the sender shows as their own: of `From`, of the
/// `Return-Path`, and of the link by which one leaves the list.
pub(super) fn sender_domains(message: &Message) -> Vec<RegistrableDomain> {
    let paths =
        message.return_path.iter().chain(&message.sender).filter_map(|address| domain_of(&address.spec));
    let unsubscribe = message
        .header("List-Unsubscribe")
        .flat_map(|value| value.split(['<', '>', ',']))
        .filter_map(|url| url.split("://").nth(1)?.split(['/', '?', ':']).next())
        .filter_map(RegistrableDomain::of);
    sender_domain(message).into_iter().chain(paths).chain(unsubscribe).collect()
}

/// Those of `phrases` that stand in an already folded text.
pub(super) fn present<'a>(text: &str, phrases: &[&'a str]) -> Vec<&'a str> {
    phrases.iter().copied().filter(|phrase| text.contains(phrase)).collect()
}

/// The first `characters` of a text.
pub(super) fn beginning(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).map_or(text, |(at, _)| text.get(..at).unwrap_or(text))
}

/// Words without the marks around them.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}
