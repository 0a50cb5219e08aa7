//! What the window may ask: each command asks the engine and dresses the answer.

use catalogue::Language;
use engine::classifier::Label;
use engine::view::{MessageId, TakenBack, Which};
use engine::{AccountId, Problem};
use tauri::{AppHandle, State};

use crate::desktop::{Desktop, blocking};
use crate::opening::Obstacle;
use crate::view::{AccountView, CorrectedView, Found, Listed, OpenedMessage, ReleasedView};

/// The setting under which the engine keeps the person's language.
const LANGUAGE: &str = "language";
/// The setting that switches the keys off that are single letters or signs.
const LETTER_KEYS: &str = "letter-keys";
const ON: &str = "on";
const OFF: &str = "off";

/// What the person has to know before any mail is shown: that the data could not be opened,
/// or that it was damaged and begun anew.
#[tauri::command]
#[specta::specta]
pub(crate) async fn obstacle(
    app: AppHandle,
    desktop: State<'_, Desktop>,
) -> Result<Option<Obstacle>, Problem> {
    desktop.obstacle(&app).await
}

/// Goes past the obstacle: with what was begun anew, or by trying again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn go_past(app: AppHandle, desktop: State<'_, Desktop>) -> Result<(), Problem> {
    desktop.go_past(&app).await
}

/// Closes the data and opens them anew, as the next start of the program would: damage that was
/// met at work is then put aside, and what can be read is taken over.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_again(app: AppHandle, desktop: State<'_, Desktop>) -> Result<(), Problem> {
    desktop.start_again(&app).await
}

/// The options that a command needs to act on this window's data; empty for the person's usual ones.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "Tauri gives a command its state by value")]
pub(crate) fn command_options(desktop: State<'_, Desktop>) -> String {
    desktop.command_options().to_owned()
}

/// The language to speak: the one that was chosen, else the environment's. That it can not
/// be looked up is no reason to be silent: whatever is in the way is told in some language.
#[tauri::command]
#[specta::specta]
pub(crate) async fn language(app: AppHandle, desktop: State<'_, Desktop>) -> Result<Language, Problem> {
    let setting = match desktop.for_settings(&app).await {
        Some(engine) => blocking(move || engine.setting(LANGUAGE)).await.ok().flatten(),
        None => None,
    };
    Ok(setting.and_then(|code| Language::from_locale(&code)).unwrap_or(desktop.language()))
}

/// Keeps the person's choice of language.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_language(
    app: AppHandle,
    desktop: State<'_, Desktop>,
    language: Language,
) -> Result<(), Problem> {
    let engine = desktop.engine(&app).await?;
    blocking(move || engine.set_setting(LANGUAGE, language.code())).await
}

/// Whether the keys count that are single letters or signs.
#[tauri::command]
#[specta::specta]
pub(crate) async fn letter_keys(app: AppHandle, desktop: State<'_, Desktop>) -> Result<bool, Problem> {
    let engine = desktop.engine(&app).await?;
    let setting = blocking(move || engine.setting(LETTER_KEYS)).await?;
    Ok(setting.as_deref() != Some(OFF))
}

/// Keeps the person's choice of keys.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_letter_keys(
    app: AppHandle,
    desktop: State<'_, Desktop>,
    count: bool,
) -> Result<(), Problem> {
    let engine = desktop.engine(&app).await?;
    blocking(move || engine.set_setting(LETTER_KEYS, if count { ON } else { OFF })).await
}

/// What opening the data found. It is told whenever it is asked for, until the person has read it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn found_at_opening(app: AppHandle, desktop: State<'_, Desktop>) -> Result<Found, Problem> {
    let engine = desktop.engine(&app).await?;
    let listed_again = desktop.listed_again(engine.take_listed_again());
    blocking(move || Ok(Found { listed_again, lessons_unread: engine.lessons_unread()? })).await
}

/// The person has read what opening the data found.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "Tauri gives a command its state by value")]
pub(crate) fn found_is_read(desktop: State<'_, Desktop>) {
    desktop.forget_listed_again();
}

/// The accounts and how they are.
#[tauri::command]
#[specta::specta]
pub(crate) async fn accounts(
    app: AppHandle,
    desktop: State<'_, Desktop>,
) -> Result<Vec<AccountView>, Problem> {
    let engine = desktop.engine(&app).await?;
    let accounts = blocking(move || {
        let accounts = engine.accounts()?;
        accounts
            .into_iter()
            .map(|account| Ok((engine.why_stopped(&account.id)?, engine.unanswered(&account.id)?, account)))
            .collect::<Result<Vec<_>, _>>()
    })
    .await?;
    let view = accounts.into_iter().map(|(stopped, unanswered, account)| {
        let heard = desktop.heard_of(&account.id);
        AccountView::new(account, heard, stopped, unanswered)
    });
    Ok(view.collect())
}

/// Lets an account's runs move mail again that waited for the person's answer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn go_on(
    app: AppHandle,
    desktop: State<'_, Desktop>,
    account: AccountId,
) -> Result<(), Problem> {
    let engine = desktop.engine(&app).await?;
    blocking(move || engine.go_on(&account)).await
}

/// Holds what is judged spam but was left where it is, and that the person was asked about. Says which
/// they are.
#[tauri::command]
#[specta::specta]
pub(crate) async fn move_waiting(
    app: AppHandle,
    desktop: State<'_, Desktop>,
    account: AccountId,
) -> Result<Vec<MessageId>, Problem> {
    let engine = desktop.engine(&app).await?;
    blocking(move || engine.hold_unanswered(&account)).await
}

/// Puts back what is held though Mekiki cannot tell of it now, and was left there as too many
/// at once. Says which they are.
#[tauri::command]
#[specta::specta]
pub(crate) async fn put_back_waiting(
    app: AppHandle,
    desktop: State<'_, Desktop>,
    account: AccountId,
) -> Result<Vec<MessageId>, Problem> {
    let engine = desktop.engine(&app).await?;
    blocking(move || engine.give_back_doubtful(&account)).await
}

/// Lets what is asked about in one of the two places stay there. Says how many they are.
#[tauri::command]
#[specta::specta]
pub(crate) async fn let_stay(
    app: AppHandle,
    desktop: State<'_, Desktop>,
    account: AccountId,
    which: Which,
) -> Result<u32, Problem> {
    let engine = desktop.engine(&app).await?;
    blocking(move || engine.let_stay(&account, which)).await
}

/// The rows of a list, in its order.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_messages(
    app: AppHandle,
    desktop: State<'_, Desktop>,
    which: Which,
) -> Result<Vec<Listed>, Problem> {
    let engine = desktop.engine(&app).await?;
    let rows = blocking(move || engine.list(which)).await?;
    Ok(rows.into_iter().map(Listed::from).collect())
}

/// A message, its text and why it was judged so, in words of the given language.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_message(
    app: AppHandle,
    desktop: State<'_, Desktop>,
    id: MessageId,
    language: Language,
) -> Result<OpenedMessage, Problem> {
    let opened = desktop.engine(&app).await?.open_message(id).await?;
    Ok(OpenedMessage::new(opened, language))
}

/// Takes the person's word on a message.
#[tauri::command]
#[specta::specta]
pub(crate) async fn correct(
    app: AppHandle,
    desktop: State<'_, Desktop>,
    id: MessageId,
    label: Label,
) -> Result<CorrectedView, Problem> {
    Ok(desktop.engine(&app).await?.correct(id, label).await?.into())
}

/// Takes the person's word on a message back, and what the word did.
#[tauri::command]
#[specta::specta]
pub(crate) async fn take_back(
    app: AppHandle,
    desktop: State<'_, Desktop>,
    id: MessageId,
) -> Result<TakenBack, Problem> {
    desktop.engine(&app).await?.take_back(id).await
}

/// Puts a held message back without teaching. Where its mailbox cannot be reached now, it is put back at the
/// next connection, and this says why not now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn release(
    app: AppHandle,
    desktop: State<'_, Desktop>,
    id: MessageId,
) -> Result<ReleasedView, Problem> {
    let engine = desktop.engine(&app).await?;
    match engine.release(id).await {
        Ok(row) => Ok(ReleasedView::new(row, None)),
        Err(problem) => blocking(move || ReleasedView::later(&engine, id, problem)).await,
    }
}

/// Which of these messages still wait for their mailbox: to be moved, marked or put back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn still_waiting(
    app: AppHandle,
    desktop: State<'_, Desktop>,
    messages: Vec<MessageId>,
) -> Result<Vec<MessageId>, Problem> {
    let engine = desktop.engine(&app).await?;
    blocking(move || engine.still_waiting(&messages)).await
}
