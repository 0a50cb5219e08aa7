//! What several checks read off a message, read once.

use std::cell::OnceCell;

use super::phrases::Phrases;
use super::shapes::Shapes;
use super::tables::brands::{BRANDS, LABELS};
use super::tables::free_mail::is_free_mail;
use super::tables::service_words::is_service_word;
use crate::Facts;
use crate::domain::RegistrableDomain;
use crate::features::is_written;
use crate::history::PASSED_OFTEN;
use crate::message::authentication::{self, Standing};
use crate::message::fold::folded;
use crate::message::{Address, Link, Message};

/// A message with what is known of it, and what more than one check asks about it.
pub(crate) struct Reading<'a> {
    pub(super) message: &'a Message,
    pub(super) facts: &'a Facts,
    /// The set phrases in its subject and text.
    pub(super) phrases: Phrases,
    /// What the words of its text are made of.
    pub(super) shapes: Shapes<'a>,
    /// Whether it is mail of a list, as [`is_list_mail`] has it.
    pub(super) is_list: bool,
    /// The links that open a web page, with the organisation that each leads to.
    pub(super) links: Vec<WebLink<'a>>,
    standing: OnceCell<Standing>,
    own: OnceCell<Vec<RegistrableDomain>>,
}

/// Endings that only companies, schools and authorities are given, each after proof.
const INSTITUTIONS: &[&str] = &[
    ".co.jp", ".go.jp", ".lg.jp", ".ac.jp", ".ed.jp", ".or.jp", ".ad.jp", ".gov", ".edu", ".mil", ".gov.uk",
    ".ac.uk", ".gov.au", ".edu.au",
];

/// A link that opens a web page.
pub(super) struct WebLink<'a> {
    pub(super) link: &'a Link,
    /// Empty for a bare network address.
    pub(super) domain: Option<RegistrableDomain>,
}

impl<'a> Reading<'a> {
    /// Reads a message once for all checks.
    pub(super) fn of(message: &'a Message, facts: &'a Facts) -> Self {
        let mut links: Vec<WebLink<'a>> = Vec::new();
        for link in web_links(message) {
            // Most links of a mail lead to the host of the link before.
            let domain = match links.last() {
                Some(last) if last.link.host == link.host => last.domain.clone(),
                _ => RegistrableDomain::of(&link.host),
            };
            links.push(WebLink { link, domain });
        }
        // What stands in noise stands there by chance.
        let is_written = is_written(&message.text);
        let written = |text: &'a str| if is_written { text } else { "" };
        Self {
            message,
            facts,
            phrases: Phrases::in_text(written(&message.folded)),
            shapes: Shapes::of(written(&message.text)),
            is_list: is_list_mail(message),
            links,
            standing: OnceCell::new(),
            own: OnceCell::new(),
        }
    }

    /// What the provider says of the sender.
    pub(super) fn standing(&self) -> Standing {
        *self.standing.get_or_init(|| authentication::standing(self.message, self.facts))
    }

    /// Whether the provider vouches for the domain in `From`.
    pub(super) fn is_proven(&self) -> bool {
        self.standing() == Standing::Proven
    }

    /// Whether the provider vouches for the sender, and more than that speaks for them: earlier
    /// mail, a well-known name, or a kind of domain that only institutions get. Anybody can prove
    /// a domain of their own that they rented this morning.
    pub(super) fn is_vouched(&self) -> bool {
        let is_of_note = |domain: &RegistrableDomain| {
            !is_free_mail(domain.as_str())
                && (BRANDS.iter().any(|brand| brand.owns(domain))
                    || INSTITUTIONS.iter().any(|suffix| domain.as_str().ends_with(suffix)))
        };
        self.is_proven()
            && (!is_first_contact(self.facts)
                || sender_domain(self.message).is_some_and(|own| is_of_note(&own)))
    }

    /// Whether a proven sender is called as their domain is, and by more than a known name and
    /// words of its trade: `Amazon Watch` at `amazonwatch.example` is not `Amazon Security` at
    /// `amazon-security.example`.
    pub(super) fn bears_own_name(&self) -> bool {
        let Some(from) = self.message.from.first().filter(|_| self.is_proven()) else { return false };
        let Some(own) = sender_domain(self.message) else { return false };
        let name = folded(&from.name);
        let words = || name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let label = own.as_str().split('.').next().unwrap_or_default().replace('-', "");
        let is_distinct = |word: &str| word.len() >= 3 && !LABELS.contains(word);
        words().any(is_distinct)
            && !words().any(is_service_word)
            && label.contains(&words().collect::<String>())
    }

    /// How many signs must come together: one more where the sender has proven a name at least.
    pub(super) fn needed(&self, signs: usize) -> usize {
        signs + usize::from(self.is_proven())
    }

    /// Whether most of its links lead to a vouched sender's own site.
    pub(super) fn leads_home(&self) -> bool {
        self.is_vouched() && !self.links.is_empty() && self.links_away().count() * 2 <= self.links.len()
    }

    /// The domains that the sender shows as their own, as [`sender_domains`] has it.
    pub(super) fn own_domains(&self) -> &[RegistrableDomain] {
        self.own.get_or_init(|| sender_domains(self.message))
    }

    /// The links that lead to none of the sender's own domains.
    pub(super) fn links_away(&self) -> impl Iterator<Item = &WebLink<'a>> {
        let own = self.own_domains();
        self.links.iter().filter(move |web| web.domain.as_ref().is_none_or(|domain| !own.contains(domain)))
    }

    /// Whether a stranger writes, and neither over a list nor in answer to anything.
    pub(super) fn is_unasked(&self) -> bool {
        is_first_contact(self.facts) && !self.is_list && !is_reply(self.message)
    }

    /// Whether a stranger writes out of the blue. Of a list, it must be one that people discuss on:
    /// every advertisement can be "left" today. Of an answer, it must not be known that the person
    /// never wrote what it answers.
    pub(super) fn is_uninvited(&self) -> bool {
        let is_answer = is_reply(self.message) && self.facts.answers_ours != Some(false);
        is_first_contact(self.facts) && !is_answer && !is_discussion(self.message)
    }

    /// Whether it came over a list, in answer to something, or from somebody the person writes to.
    pub(super) fn is_expected(&self) -> bool {
        self.is_list || is_reply(self.message) || self.facts.sender.written_to > 0
    }

    /// Whether it was posted to a list that people discuss on.
    pub(super) fn is_posted(&self) -> bool {
        self.is_list && self.message.header("List-Post").next().is_some()
    }

    /// Whether its text is short: at most so many bytes, folded.
    pub(super) fn is_shorter_than(&self, bytes: usize) -> bool {
        self.message.folded.len() < bytes
    }

    /// The registrable domains of the person's own addresses; of the recipient, where those
    /// are not known.
    pub(super) fn recipient_domains(&self) -> impl Iterator<Item = RegistrableDomain> {
        let known = self.facts.own_addresses.iter().map(String::as_str);
        let to = match (self.facts.own_addresses.is_empty(), self.message.to.as_slice()) {
            (true, [to]) => Some(to.spec.as_str()),
            _ => None,
        };
        known.chain(to).filter_map(domain_of)
    }
}

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

/// Whether it came over a mailing list that people discuss on.
fn is_discussion(message: &Message) -> bool {
    ["List-Post", "Mailing-List", "X-Mailing-List", "X-BeenThere"]
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

/// Whether the person has neither written to this sender nor wanted mail from them, and there was
/// not much of theirs that passed.
pub(super) fn is_first_contact(facts: &Facts) -> bool {
    facts.sender.written_to == 0 && facts.sender.ham == 0 && facts.sender.passed < PASSED_OFTEN
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

/// The first `characters` of a text.
pub(super) fn beginning(text: &str, characters: usize) -> &str {
    if text.len() <= characters {
        return text;
    }
    // One byte a character, as most mail is.
    if let Some(start) = text.get(..characters).filter(|start| start.is_ascii()) {
        return start;
    }
    text.char_indices().nth(characters).map_or(text, |(at, _)| text.get(..at).unwrap_or(text))
}

/// Words without the marks around them.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}
