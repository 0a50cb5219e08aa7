//! # A chatty stranger
//!
//! ## What it looks for
//! A first, short message from a free-mail address that answers nothing and chats: it is
//! sorry to write out of the blue, is lonely, remembers us, or waits for an answer.
//!
//! ## Why it matters
//! Nothing in it is forbidden, so filters pass it. It only wants an answer, and with it the
//! proof that somebody can be talked to.
//!
//! ## When it is wrong
//! Old friends do write from new addresses. Two of the phrases are asked for, and nobody we
//! have ever written to counts.
//!
//! ## Example
//! `突然のメールすみません。前に一度お会いした真希です。覚えていますか？お返事待ってます。`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::{Reading, is_first_contact, is_list_mail, is_reply, sender_domain};
use crate::checks::tables::free_mail::is_free_mail;

pub(crate) const CHECK: Check = Check { id: "chatty-first-contact", look };

/// Folded.
pub(in crate::checks) const PHRASES: &[&str] = &[
    "突然のメール",
    "突然メール",
    "突然すみません",
    "突然ごめん",
    "いきなりメール",
    "いきなりですが",
    "はじめましてじゃない",
    "覚えてい",
    "覚えてる",
    "覚えてます",
    "お返事待って",
    "お返事ください",
    "返事待って",
    "返事くれ",
    "返信待って",
    "返事ちょうだい",
    "待ってるね",
    "変わってないかな",
    "携帯を変え",
    "メールしてね",
    "会いたいな",
    "話せて楽しかった",
    "元気にしてる",
    "メル友",
    "友達になって",
    "仲良くなれ",
    "お友達から",
    "寂しく",
    "さみしく",
    "寂しい",
    "アドレス変え",
    "アドレス変わ",
    "連絡先変え",
    "写メ",
    "会ってみたい",
    "お会いしたい",
    "会えたら",
    "ヒマしてる",
    "暇してる",
    "お話ししたい",
    "お話したい",
    "間違ってたら",
    "間違えてたら",
    "人違い",
    "line交換",
    "lineのid",
    "ライン交換",
    "相談に乗って",
    "相談相手",
    "write me back",
    "write back to me",
    "write to me",
    "get to know you",
    "know you better",
    "i am lonely",
    "i'm lonely",
    "feel lonely",
    "do you remember me",
    "remember me?",
    "found your profile",
    "saw your profile",
    "found your email",
    "found your e-mail",
    "got your email",
    "got your e-mail",
    "i am single",
    "i'm single",
    "my photo",
    "send you my pic",
    "send my photo",
    "waiting for your reply",
    "wait for your reply",
    "waiting for your answer",
    "hope you will reply",
    "hope you reply",
    "can we be friends",
    "be your friend",
    "become friends",
    "i am new here",
    "long time no see",
    "changed my number",
    "whatsapp",
    "how is your day",
    "how are you doing today",
    "looking for a man",
    "serious relationship",
    "pen pal",
    "penpal",
    "wrong number",
    "wrong person",
];
/// Characters beyond which it is no chat any more.
const LONG: usize = 1_500;

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    let stranger = is_first_contact(facts) && facts.sender.domain_ham == 0;
    let domain = sender_domain(message)?;
    // A free-mail domain has ham from others; that says nothing of this address.
    let stranger = stranger || (is_first_contact(facts) && is_free_mail(domain.as_str()));
    if !stranger || is_reply(message) || is_list_mail(message) || !is_free_mail(domain.as_str()) {
        return None;
    }
    if message.folded.chars().take(LONG + 1).count() > LONG {
        return None;
    }
    let found = reading.phrases.of(Topic::Chat);
    (found.len() >= 2).then(|| found.join(" … "))
}
