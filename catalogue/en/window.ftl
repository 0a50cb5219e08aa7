# The window's own words.
places = Places
inbox = Inbox
junk = Junk
inbox-doubtful = { $count ->
    [one] one message of which Mekiki cannot tell
   *[other] { $count } messages of which Mekiki cannot tell
  }
junk-count = { $count ->
    [one] one message in all
   *[other] { $count } messages in all
  }
language = Language
language-en = English
language-ja = 日本語

accounts = Accounts
account-well = Up to date
account-connecting = Connecting…
account-working = Looking through the mail…
account-stopped = Stopped
account-stopped-why = Moves nothing until you have had a look
account-trouble = Needs attention
account-troubles = Accounts that need attention
account-trouble-told = Account “{ $account }” needs attention.
mode-observe = Watches only; moves nothing
mode-mark = Marks; moves nothing
mode-hold = Takes spam out of the way
account-held-leaves-server = POP3: what is held leaves the server; what you restore comes into a folder on this computer
mode-earlier-stays = { $count ->
    [one] One message that was judged spam before stays where it is.
   *[other] { $count } messages that were judged spam before stay where they are.
  }

list-inbox = Messages in the inbox
list-junk = Messages in the junk folder, most doubtful first
list-loading = Looking at your mail…
list-inbox-empty = No mail yet. New messages appear here by themselves.
list-junk-empty = The junk folder is empty.
no-account = No account yet. To add one, close this window and use “mekiki account add” in a terminal; or look around first with “mekiki-desktop --demo”.
no-subject = (no subject)
no-sender = (no sender)

message = Message
message-none = Choose a message to see what Mekiki thinks of it, and why.
message-loading = Opening…
message-unopened = This message cannot be shown now.
message-unopened-gone = This message is not here any more.
message-head-all = Show all of it
message-head-less = Show less
message-to = To
message-attachments = Attachments
message-attachment = { $name } ({ $size })
message-attachments-more = { $count ->
    [one] Show one more
   *[other] Show { $count } more
  }
message-attachments-cut = There may be more: the message has so many parts that not all of them were looked at.
size-bytes = { $count ->
    [one] one byte
   *[other] { $count } bytes
  }
message-text = Text of the message
message-no-text = This message has no text.
message-empty = This is an empty message, without header and without text.
message-copy-altered = The copy on this computer is damaged: this is not the message as it came. If your mailbox still has it, Restore puts it back unharmed.
message-cut = The text goes on. Mekiki shows its beginning; all of it is in your mail program.
message-too-large = This message is larger than 50 MB. Mekiki reads and shows its beginning only, and never moves it. All of it is in your mail program.
message-held = In the junk folder
message-held-along = In the junk folder, along with another that you called spam
message-inbox-along = Back along with another that you called not spam
message-released = Restored by you
message-lies-here = Its server takes nothing back. It lies, unaltered, in the folder { $folder }, which your mail program can open as a Maildir.
message-gone = Moved by another program
message-deleted = Deleted by you

list-junk-order = Most doubtful first

actions = What is it?
action-spam = Spam
action-ham = Not spam
action-take-back = Take it back
action-take-back-why = Takes back what you said of this message, and what it taught. What your word moved to the junk folder comes back, unless it is judged spam without it.
action-restore = Restore
action-restore-why = Puts the message back in the inbox without teaching anything.

did-spam-held = “{ $subject }” is spam now and lies in the junk folder.
did-spam-marked = “{ $subject }” is spam now. It stays where it is.
did-spam-said = “{ $subject }” is spam now.
did-spam-later = “{ $subject }” is spam now. It { $mode ->
    [mark] is marked
   *[hold] goes to the junk folder
  } as soon as the mailbox can be reached.
did-spam-stays-later = “{ $subject }” is spam now and stays in the junk folder. What an earlier click had begun in the mailbox is undone as soon as that can be reached.
did-too-large = It is larger than 50 MB, and what is so large Mekiki never moves: it could not prove its copy. Move or delete it in your mail program.
did-ham-back-here = “{ $subject }” is back, in the folder Released on this computer: its server takes nothing back. The opened message says where that is.
did-ham-back = “{ $subject }” is back in the inbox.
did-ham-stays = “{ $subject }” is not spam now. It stays in the inbox.
did-ham-said = “{ $subject }” is not spam now.
did-ham-stays-later = “{ $subject }” is not spam now. It stays in the inbox; what an earlier click had begun in the mailbox is undone as soon as that can be reached.
did-ham-goes-back = “{ $subject }” is not spam now. It goes back to the inbox as soon as the mailbox can be reached; until then it stays in the junk folder.
did-restore-here = “{ $subject }” is back, just as it came, in the folder Released on this computer: its server takes nothing back. The opened message says where that is.
did-restore = “{ $subject }” is back in the inbox, just as it came.
did-restore-later = “{ $subject }” goes back to the inbox as soon as the mailbox can be reached; until then it stays in the junk folder.
did-restore-word = You had said that it is spam. Restoring does not change that: if it is wanted, press “Not spam”.
did-also = { $count ->
    [0] No other message changed its verdict.
    [one] One other message is judged differently now.
   *[other] { $count } other messages are judged differently now.
  }
did-moved-junk = { $count ->
    [one] One other, “{ $first }”, was moved to the junk folder as well. “Take it back” brings it back too.
   *[other] { $count } others, “{ $first }” and more, were moved to the junk folder as well. “Take it back” brings them back too.
  }
did-moved-back = { $count ->
    [one] One other message, “{ $first }”, is back in the inbox as well.
   *[other] { $count } other messages, “{ $first }” and more, are back in the inbox as well.
  }
did-going-back = { $count ->
    [one] One message that this had moved to the junk folder goes back as soon as its mailbox can be reached.
   *[other] { $count } messages that this had moved to the junk folder go back as soon as their mailbox can be reached.
  }
did-left-waiting = { $count ->
    [one] One other message is now judged spam too and was left where it is.
   *[other] { $count } other messages are now judged spam too and were left where they are, because that is many at once.
  }
did-take-back-left = It is judged spam again, and stays in the inbox.
did-left-unheld = { $count ->
    [one] One other message is judged spam again, and stays in the inbox.
   *[other] { $count } other messages are judged spam again, and stay in the inbox.
  }
did-unheld-why = Taking a word back moves nothing to the junk folder; at the top of the window you are asked about it.
did-moving-waiting = { $count ->
    [one] One message is being moved to the junk folder.
   *[other] { $count } messages are being moved to the junk folder.
  }
did-moving-waiting-later = { $count ->
    [one] One message goes to the junk folder as soon as the mailbox can be reached.
   *[other] { $count } messages go to the junk folder as soon as the mailbox can be reached.
  }
did-moving-waiting-asked = { $count ->
    [one] One message goes to the junk folder once you let the account go on.
   *[other] { $count } messages go to the junk folder once you let the account go on.
  }
did-moving-waiting-done = { $count ->
    [0] Nothing was left to be moved.
    [one] One message was moved to the junk folder.
   *[other] { $count } messages were moved to the junk folder.
  }
did-left-held = { $count ->
    [one] One other message in the junk folder is “Cannot tell” now and was left there.
   *[other] { $count } other messages in the junk folder are “Cannot tell” now and were left there, because that is many at once.
  }
did-putting-back-waiting = { $count ->
    [one] One message is being put back in the inbox.
   *[other] { $count } messages are being put back in the inbox.
  }
did-putting-back-waiting-later = { $count ->
    [one] One message goes back to the inbox as soon as the mailbox can be reached; until then it stays in the junk folder.
   *[other] { $count } messages go back to the inbox as soon as the mailbox can be reached; until then they stay in the junk folder.
  }
did-putting-back-waiting-done = { $count ->
    [0] Nothing was left to be put back.
    [one] One message was put back in the inbox.
   *[other] { $count } messages were put back in the inbox.
  }
did-learned = Learned so far: { $ham } wanted, { $spam } spam.
did-learned-only-spam = Mekiki has learned { $spam ->
    [one] one spam message
   *[other] { $spam } spam messages
  } so far, and no wanted mail. It knows near-copies from now on; words it weighs once it has learned some of both: mark a wanted message “Not spam”.
did-learned-only-ham = Mekiki has learned { $ham ->
    [one] one wanted message
   *[other] { $ham } wanted messages
  } so far, and no spam. It knows near-copies from now on; words it weighs once it has learned some of both: mark a spam message “Spam”.
did-opposite-copies = You have said the opposite of { $count ->
    [one] a message with nearly the same text{ $named ->
        [yes] , “{ $example }”
       *[no] {""}
      }
   *[other] { $count } messages with nearly the same text{ $named ->
        [yes] , such as “{ $example }”
       *[no] {""}
      }
  }.
did-opposite-all = Everything you have taught so far speaks strongly for the opposite.
did-opposite-back = If that was a slip, take it back.
did-take-back = What you said of “{ $subject }” is taken back, and what it taught.{ $held ->
    [yes] {" "}It stays in the junk folder; “Restore” puts it back.
   *[no] {""}
  }
working = Working…
more = More
less = Less
did-pending = Mekiki goes on trying by itself: { $problem }
did-still-pending = { $count ->
    [one] “{ $first }” still waits for its mailbox
   *[other] { $count } messages, “{ $first }” and more, still wait for their mailbox
  }; Mekiki goes on trying by itself: { $problem }
did-still-pending-too = { $count ->
    [one] “{ $first }” still waits for its mailbox, too.
   *[other] { $count } messages, “{ $first }” and more, still wait for their mailbox, too.
  }
did-still-pending-all = Waiting: { $subjects }

why = Why?
score = Score
score-of = { $score } spam
score-cutoffs = spam from { $spam }, wanted below { $ham }
score-decided-by = { $by ->
    [blocked] Your block list
    [allowed] Your allow list
   *[word] Your word
  } decided; the score is the committee’s.
scale-wanted = wanted
scale-unsure = cannot tell
scale-spam = spam
evidence-for = What speaks for spam
evidence-against = What speaks against it
evidence-none = Nothing.
evidence-rest = { $count ->
    [one] One more clue
   *[other] { $count } more clues together
  }
evidence-sum = Sum
evidence-all = Show all { $count } clues
evidence-fewer = Show only the strongest
evidence-unit = Weights are natural log-odds: above zero speaks for spam, below for wanted. They add up to the score.
votes = The committee
votes-voter = Voter
votes-says = Says
votes-confidence = Confidence
votes-share = Share of the sum
votes-abstains = abstains
votes-bounded = A vote counts by its confidence, and its share has a limit (such as ±5) that differs by voter: however sure one is, it cannot outvote all others.

problem-title = Something is in the way.
close-first = {" "}(Close this window before you give the command.)
failed-title = That was not done.
failed-title-of = That was not done with “{ $subject }”.
try-again = Try again
start-again = Start again
found-title = Please note.
found-lessons-unread = { $count ->
    [one] One message that you taught
   *[other] { $count } messages that you taught
  } cannot be read any more, because the database was damaged, and { $count ->
    [one] counts
   *[other] count
  } no longer. Say of what you still have once more what it is: “Spam” or “Not spam”.
unanswered-spam-title = Spam is in the inbox.
unanswered-spam = { $count ->
    [one] One message of “{ $account }” is judged spam and was left in the inbox. It is moved only if you say so.
   *[other] { $count } messages of “{ $account }” are judged spam and were left in the inbox. They are moved only if you say so.
  }
unanswered-spam-move = { $count ->
    [one] Move it
   *[other] Move them
  }
unanswered-spam-stay = { $count ->
    [one] Leave it in the inbox
   *[other] Leave them in the inbox
  }
unanswered-doubtful-title = Doubtful mail is in the junk folder.
unanswered-doubtful = { $count ->
    [one] One message of “{ $account }” in the junk folder is “Cannot tell” now. It is put back only if you say so.
   *[other] { $count } messages of “{ $account }” in the junk folder are “Cannot tell” now. They are put back only if you say so.
  }
unanswered-doubtful-move = { $count ->
    [one] Put it back
   *[other] Put them back
  }
unanswered-doubtful-stay = { $count ->
    [one] Leave it there
   *[other] Leave them there
  }
stopped-title = Please have a look.
stopped-why-unusually-much = So much of the mail in “{ $account }” would have been taken out of the way that nothing was moved: { $count } of { $all } messages in this inbox ({ $share }) are taken for spam. Look through the inbox; correct what is wrong, then let it go on.
stopped-why-not-all-taken-over = Not all could be taken over from the damaged database, perhaps not every word of yours on mail in “{ $account }”; so nothing was moved: { $count } of { $all } messages in this inbox ({ $share }) are taken for spam. Look through the inbox; correct what is wrong, then let it go on.
stopped-why-database-is-older = The database is older than the junk folder, so your last words on mail in “{ $account }” may be missing; so nothing was moved: { $count } of { $all } messages in this inbox ({ $share }) are taken for spam. Look through the inbox; correct what is wrong, then let it go on.
stopped-go-on = Go on
close = Close

keys = Keys
keys-title = Keys
keys-move = previous or next message
keys-jump = first or last message, a page up or down
keys-open = go to the message
keys-why = go to the reasons
keys-help = show these keys
keys-back = back to the list
keys-zoom = larger, smaller, usual size
letter-keys = Single-letter keys
letter-keys-off = The keys that are a single letter or sign are switched off. You can switch them on under “Single-letter keys”.

menu = Menu
back-to-list = Back to the list

damaged-title = The database was damaged.
damaged-kept = The damaged file is kept as { $path }. Your mail is not affected.
damaged-begun = Mekiki has begun a new one and taken over:
damaged-accounts = { $count ->
    [0] no account: to add it again, close this window and use “mekiki account add” in a terminal
    [one] one account
   *[other] { $count } accounts
  }
damaged-entries = { $count ->
    [0] no entry of the allow and block lists
    [one] one entry of the allow and block lists
   *[other] { $count } entries of the allow and block lists
  }
damaged-learned = { $count ->
    [0] nothing of what you taught it
    [one] one message that you taught it
   *[other] { $count } messages that you taught it
  }
damaged-held = { $count ->
    [0] no message in the junk folder
    [one] one message in the junk folder
   *[other] { $count } messages in the junk folder
  }
damaged-in-part = Not all of it could be read. Check accounts and lists for what is missing. Accounts that hold spam, also one that you add anew, move nothing until you let them go on.
damaged-anew = Mail in the inbox is judged anew. Nothing happens until you go on.
damaged-go-on = Go on

window-no-display = Mekiki’s window needs a graphical display, and there is none here. Start it from a desktop session, or use “mekiki” in the terminal.
window-help = Mekiki’s window: judges mail, says why, learns from you.
  {""}
  Usage: mekiki-desktop [OPTIONS]
  {""}
  Options:
  {"  "}--data-dir DIR   the folder where Mekiki keeps its data (or MEKIKI_DATA_DIR)
  {"  "}--demo [DIR]     opens the demonstration mailbox, in DIR or in a folder that is removed at the end
  {"  "}--help           shows this
  {"  "}--version        shows the version
window-bad-option = “{ $argument }” is not understood here. See what is: mekiki-desktop --help
window-no-folder = The folder after --data-dir is missing. Name the folder where Mekiki keeps its data: mekiki-desktop --data-dir DIR
window-bad-options = The options are not understood. See what is: mekiki-desktop --help
window-silent = A window of Mekiki is there already, and does not answer: it may just be closing. Wait a moment and start Mekiki again.
window-failed = The window could not be opened: { $detail }
