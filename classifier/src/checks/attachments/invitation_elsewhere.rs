//! # An invitation that leads away
//!
//! ## What it looks for
//! An invitation from a stranger whose links lead neither to who invites nor to a known place
//! for meetings.
//!
//! ## Why it matters
//! An invitation enters the calendar by itself and its link is clicked in a hurry, when the
//! time has come.
//!
//! ## When it is wrong
//! Small companies use meeting places that are not known here.
//!
//! ## Example
//! A calendar file from `billing@a.example` with a link to `b.example.net`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::domain::RegistrableDomain;
use crate::message::inside::Kind;

pub(crate) const CHECK: Check = Check { id: "invitation-elsewhere", look };

/// Registrable domains where people meet, and where calendars explain themselves.
const PLACES: &[&str] = &[
    "zoom.us",
    "zoom.com",
    "microsoft.com",
    "live.com",
    "office.com",
    "outlook.com",
    "aka.ms",
    "google.com",
    "goo.gl",
    "webex.com",
    "whereby.com",
    "jit.si",
    "skype.com",
    "gotomeeting.com",
    "goto.com",
    "bluejeans.com",
    "discord.gg",
    "slack.com",
    "calendly.com",
    "cal.com",
    "eeasy.jp",
    "timerex.net",
    "spir.app",
    "apple.com",
    "yahoo.co.jp",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    if !reading.is_unasked() {
        return None;
    }
    let invitation = reading.message.parts.iter().find(|part| part.inside.kind == Kind::Calendar)?;
    let organizer = RegistrableDomain::of(&invitation.inside.organizer);
    let away = |host: &&String| {
        RegistrableDomain::of(host).is_none_or(|domain| {
            !PLACES.contains(&domain.as_str())
                && Some(&domain) != organizer.as_ref()
                && !reading.own_domains().contains(&domain)
        })
    };
    invitation.inside.hosts.iter().find(away).cloned()
}
