//! # An account in danger, and a link elsewhere
//!
//! ## What it looks for
//! The warning that an account, card or parcel will be stopped unless something is
//! confirmed, with a link that does not lead to the sender's own domain, or from a sender
//! nobody has heard of under a name thrown away after use.
//!
//! ## Why it matters
//! Hurry keeps people from looking where the link leads.
//!
//! ## When it is wrong
//! Real warnings link to their own site, and a sender whom the provider has proven to be a
//! company's own domain rarely fires.
//!
//! ## Example
//! `お客様のアカウントは一時的に利用を制限しました。24時間以内にご確認ください。`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::{Reading, is_list_mail, is_reply, sender_domains, web_links};
use crate::checks::tables::top_level_domains::is_cheap;
use crate::domain::RegistrableDomain;

pub(crate) const CHECK: Check = Check { id: "account-warning", look };

pub(in crate::checks) const WARNINGS: &[&str] = &[
    "account has been suspended",
    "account has been limited",
    "account will be suspended",
    "account will be closed",
    "account will be deactivated",
    "account will be terminated",
    "account suspension",
    "account is suspended",
    "account has been locked",
    "account was limited",
    "limited your account",
    "suspend your account",
    "access to your account",
    "verify your account",
    "confirm your account",
    "update your account",
    "verify your identity",
    "confirm your identity",
    "verify your email",
    "verify your mailbox",
    "validate your",
    "unusual activity",
    "unusual sign",
    "suspicious activity",
    "unauthorized access",
    "unauthorised access",
    "unusual login",
    "update your billing",
    "update your payment",
    "payment was declined",
    "mailbox is full",
    "mailbox is almost full",
    "storage limit",
    "password will expire",
    "password expires",
    "reactivate your",
    "アカウントを停止",
    "アカウントが停止",
    "アカウントを一時",
    "アカウントが一時",
    "アカウントの停止",
    "アカウントがロック",
    "アカウントをロック",
    "アカウントの利用を制限",
    "ご利用を制限",
    "利用を制限",
    "利用制限",
    "利用を一時停止",
    "ご利用を一時",
    "本人確認",
    "ご本人様のご利用",
    "お支払い方法の更新",
    "お支払い方法に問題",
    "お支払い情報を更新",
    "支払い情報を更新",
    "支払方法を更新",
    "カード情報の更新",
    "情報を更新",
    "異常なアクセス",
    "不正なアクセス",
    "不正アクセス",
    "不正利用",
    "第三者によるアクセス",
    "第三者による不正",
    "異常を検知",
    "異常な取引",
    "再認証",
    "再開手続き",
    "解除手続き",
    "制限を解除",
    "停止いたしました",
    "お届けにあがりました",
    "持ち戻りました",
    "配達できません",
    "未納",
    "差し押さえ",
    "差押",
    "退会となり",
    "自動的に退会",
    "失効",
];
pub(in crate::checks) const HURRY: &[&str] = &[
    "24 hours",
    "48 hours",
    "72 hours",
    "immediately",
    "as soon as possible",
    "within 24",
    "within 48",
    "urgent",
    "failure to",
    "click here",
    "click below",
    "click the link",
    "link below",
    "login here",
    "log in here",
    "sign in here",
    "click the button",
    "24時間以内",
    "48時間以内",
    "72時間以内",
    "至急",
    "早急に",
    "お早めに",
    "速やかに",
    "直ちに",
    "期限内に",
    "下記のリンク",
    "以下のリンク",
    "こちらをクリック",
    "下記url",
    "以下のurl",
    "下記より",
    "下記へアクセス",
    "下記ログイン",
    "ログインして",
    "クリックして",
    "確認されない場合",
    "確認がとれない",
    "ご返信がない場合",
    "回答がない場合",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    if is_reply(message)
        || (is_list_mail(message) && message.header("List-Post").next().is_some())
        || facts.sender.written_to > 0
    {
        return None;
    }
    let warnings = reading.phrases.of(Topic::Warning);
    let hurry = reading.phrases.of(Topic::Hurry);
    if warnings.is_empty()
        || hurry.is_empty()
        || warnings.len() + hurry.len() < 3
        || message.folded.len() > 20_000
    {
        return None;
    }
    let own = sender_domains(message);
    let leads_away = |host: &str| RegistrableDomain::of(host).is_none_or(|domain| !own.contains(&domain));
    let away = web_links(message).filter(|link| leads_away(&link.host)).count();
    let all = web_links(message).count();
    let from_cheap = message.from.first().is_some_and(|from| is_cheap(&from.spec));
    (all > 0 && (from_cheap || away * 2 > all))
        .then(|| format!("{} … {}", warnings.join(" … "), hurry.join(" … ")))
}
