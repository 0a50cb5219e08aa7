# The terminal's own words.

# Help. help-<command>, help-<command>-<argument>.
help = Mekiki judges mail: it explains every judgement, keeps spam out of the way, and learns from you. Everything stays on this computer.
help-heading-usage = Usage:
help-heading-commands = Commands
help-heading-arguments = Arguments
help-heading-options = Options
help-help = Prints this help.
help-version = Prints the version.
help-json = Answers in JSON, one value a line.
help-data-dir = The data folder; else MEKIKI_DATA_DIR, else the system’s own place.
help-language = The language: en or ja; else that of the locale.
help-secrets = Where passwords are kept: keyring (the system’s, the default), file (in the data folder, readable only by you), or memory (not kept; watch and account test ask each time). Each account remembers its own.

help-check = Judges one message and says why. Exit code: 0 spam, 1 not spam, 2 cannot tell, 3 something went wrong.
help-check-file = The message’s file, or - for standard input.
help-check-all = Shows every piece of evidence instead of the strongest.
help-learn = Teaches what messages are.
help-learn-label = spam or ham (wanted mail).
help-learn-files = Files with one message each, folders or Maildirs of such files, or - for standard input.
help-train = Teaches mail that you sorted before: all of it at once, wanted mail and spam mixed evenly. What you said yourself of a mail stands.
help-train-ham = Where wanted mail lies: a Maildir, an mbox file, a folder of mail files, or ACCOUNT:FOLDER, a folder of an account. May be given several times.
help-train-spam = Where spam lies, likewise.
help-train-undo = Takes back exactly what the last training taught, but for mails of which you said something since.
help-train-password-stdin = Reads the password of an account from standard input, where it is not kept.
help-unlearn = Takes back exactly what was learned from messages.
help-unlearn-files = Files with one message each, folders or Maildirs of such files, or - for standard input.
help-unlearn-message = Takes back what you said of messages that Mekiki knows by these numbers; they stay where they are.

help-account = Which mail is watched.
help-account-add = Adds an account. The password is asked for, never taken as an argument.
help-account-add-name = A name of your choice for the account.
help-account-add-imap = The IMAP server’s name.
help-account-add-pop3 = The POP3 server’s name. Held mail is removed from it; what you put back comes into a folder on this computer.
help-account-add-port = Its port; 993, or 143 with --starttls, unless given (POP3: 995, 110).
help-account-add-starttls = Encrypts with STARTTLS instead of TLS from the start.
help-account-add-user = The login name.
help-account-add-ca-file = A PEM file with a certificate authority to trust besides the system’s.
help-account-add-password-stdin = Reads the password from standard input.
help-account-add-maildir = A Maildir on this computer instead of a server.
help-account-add-address = An address of your own at this account; may be given several times.
help-account-add-folder = A folder to watch, INBOX unless given; may be given several times.
help-account-add-provider-host = A mail host of your provider. Marks are believed where they stand above a Received line that such a host wrote; below one, anyone may have written them. May be given several times.
help-account-add-mode = observe (only judges, the default), mark (sets keywords; IMAP only), or hold (takes spam out of the way).
help-account-change = Changes an account; what is not named stays as it is.
help-account-change-name = The account’s name.
help-account-change-imap = The IMAP server’s new name.
help-account-change-pop3 = The POP3 server’s new name.
help-account-change-port = Its port; where only the security changes, the usual one for it.
help-account-change-starttls = Encrypts with STARTTLS from now on.
help-account-change-tls = Encrypts with TLS from the start from now on.
help-account-change-user = The login name.
help-account-change-ca-file = A PEM file with a certificate authority to trust besides the system’s.
help-account-change-no-ca-file = Trusts only the system’s certificate authorities again.
help-account-change-ask-password = Asks for a new password.
help-account-change-password-stdin = Reads the new password from standard input.
help-account-change-maildir = The Maildir’s new place.
help-account-change-address = An address of your own, in place of those before; may be given several times.
help-account-change-folder = A folder to watch, in place of those before; may be given several times.
help-account-change-provider-host = A mail host of your provider, in place of those before. Marks are believed where they stand above a Received line that such a host wrote. May be given several times.
help-account-change-mode = observe (only judges), mark (sets keywords), or hold (takes spam out of the way).
help-account-change-move-earlier = With --mode hold: also holds what was judged spam before.
help-account-list = Lists the accounts.
help-account-test = Connects and signs in; changes nothing.
help-account-test-name = The account’s name.
help-account-test-password-stdin = Reads the password from standard input, where it is not kept.
help-account-remove = Forgets an account and its password. Never touches mail.
help-account-remove-name = The account’s name.
help-account-remove-leave-password = Forgets the account even where the password cannot be reached, and says which entry stays.
help-account-mode = Sets what is done with a judgement.
help-account-mode-name = The account’s name.
help-account-mode-mode = observe (only judges), mark (sets keywords), or hold (takes spam out of the way).
help-account-mode-move-earlier = With hold: also holds what was judged spam before.
help-account-go-on = Lets an account hold mail again that waits for your answer.
help-account-go-on-name = The account’s name.

help-watch = Watches all accounts until it is stopped.
help-watch-password-stdin = Reads passwords that are not kept from standard input: one a line, in the order of mekiki account list.
help-watch-once = Looks once at each account instead. Exit code: 0 all done, 4 done but for some messages or folders, 3 something went wrong.

help-junk = The local junk folder.
help-junk-list = Lists what is held, most doubtful first.
help-junk-show = Shows a held message and why it was judged so.
help-junk-show-message = The message’s number.
help-junk-show-raw = Writes the message’s bytes as they came.
help-junk-show-all = Shows every piece of evidence instead of the strongest.
help-junk-release = Puts messages back as they came.
help-junk-release-messages = The messages’ numbers.
help-junk-release-not-spam = Also learns that they are not spam.
help-junk-delete = Deletes held messages for good.
help-junk-delete-messages = The messages’ numbers.

help-allow = Whose mail is wanted, where the sender is proven.
help-allow-add = Adds to the allow list.
help-allow-add-entries = An address, a domain, an IP address, or a network such as 192.0.2.0/24.
help-allow-list = Lists the entries.
help-allow-remove = Takes entries off the allow list.
help-allow-remove-entries = Numbers of entries, or the entries as they are written.
help-block = Whose mail is unwanted.
help-block-add = Adds to the block list.
help-block-add-entries = An address, a domain, an IP address, or a network such as 192.0.2.0/24.
help-block-list = Lists the entries.
help-block-remove = Takes entries off the block list.
help-block-remove-entries = Numbers of entries, or the entries as they are written.

help-tag = What a filter that Mekiki does not know writes into your mail.
help-tag-teach = Teaches what a header says. It counts only where your provider writes it.
help-tag-teach-header = The header’s name, such as X-Corp-Filter.
help-tag-teach-spam = What it says of spam; * stands for any characters, and capitals make no difference.
help-tag-teach-ham = What it says of wanted mail.
help-tag-teach-number-above = The first number in it means spam above this, and wanted mail up to it.
help-tag-list = Lists what was taught.
help-tag-remove = Forgets what was taught about headers.
help-tag-remove-headers = The headers’ names.
help-setting = What holds for all accounts.
help-setting-dns = Shows or sets whether DNS may be asked for the keys of senders’ signatures. Off unless you switch it on.
help-setting-dns-state = on or off; without it, shows how it stands.
help-setting-dns-server = The DNS server to ask, an IP address with or without a port; else the system’s.

help-export = Writes everything Mekiki has learned, and your lists and settings, into one file for another computer. Passwords, accounts and the text of mails are not in it.
help-export-file = The file to write. Only an earlier export is ever replaced.
help-import = Merges such a file into what Mekiki knows here; of two different answers the newer stands.
help-import-file = The file that mekiki export wrote.
help-import-dry-run = Only says what would change.

help-evaluate = Measures accuracy on labelled mail: each message is judged, then learned. Nothing of it is kept.
help-evaluate-index = A file of lines “spam PATH” or “ham PATH”, in order of arrival.
help-evaluate-corpus-root = The folder that the paths start from; the index’s own unless given.
help-evaluate-shuffle = Takes the messages in random order.
help-evaluate-seed = The number that the random order follows from; 42 unless given.
help-evaluate-starter = Starts from the shipped model instead of an empty one.
help-evaluate-mode = When a message’s label is learned: at once (immediate, unless given), later (delayed), only where the judgement was wrong or unsure (corrections-only), or never, from the shipped model alone (day-one).
help-evaluate-delay = With delayed: after so many further messages; 50 unless given.
help-evaluate-noticed = With corrections-only: how many percent of the wrong and unsure judgements are noticed and corrected; 100 unless given.
help-evaluate-cutoffs = Shows both error rates by cutoff; with --json also which messages would change sides.
help-evaluate-compare = Lets bogofilter (where it is installed), SpamBayes’ way and Thunderbird’s way judge the same mail in the same order.
help-jig = Takes “classify PATH” and “train spam|ham PATH” on standard input, one a line, and answers each.
help-jig-starter = Starts from the shipped model instead of an empty one.
help-demo = Walks through everything once on a demonstration mailbox, in a folder of its own (--dir); your data folder is not touched.
help-demo-dir = Where to make it; a new temporary folder unless given.

# The names of values in usage lines.
help-value-address = ADDRESS
help-value-command = COMMAND
help-value-dir = DIR
help-value-domain = DOMAIN
help-value-entry = ENTRY
help-value-file = FILE
help-value-folder = FOLDER
help-value-header = HEADER
help-value-host = HOST
help-value-index = INDEX
help-value-name = NAME
help-value-network = NETWORK
help-value-amount = NUMBER
help-value-number = NUMBER
help-value-options = OPTIONS
help-value-pattern = PATTERN
help-value-percent = PERCENT
help-value-place = PLACE
help-value-port = PORT
help-value-user = USER

# What is wrong with the command line. $word: the argument; $value: what was given for it;
# $help: the command that says more.
usage-unknown = “{ $word }” is not an option here. See: { $help }
usage-unknown-command = There is no command “{ $word }”. See which there are with: { $help }
usage-too-many = “{ $word }” is one too many. See: { $help }
usage-missing = Something is missing: { $word }. See: { $help }
usage-no-command = No command was named. See which there are with: { $help }
usage-no-value = Something is missing after { $word }. See: { $help }
usage-value = “{ $value }” cannot be used for { $word }.{ $other ->
    [blank] {""}
   *[other] {" "}Possible: { $other }.
  } See: { $help }
usage-possible-port = a number from 1 to 65535
usage-possible-number = a whole number
usage-possible-count = a whole number from 1 on
usage-possible-percent = a whole number from 0 to 100
usage-possible-any-number = a number, such as 5, 4.5 or -1
usage-either = { $one } or { $other }
usage-conflict = { $word } and { $other } do not go together. See: { $help }
usage-twice = { $word } can be given only once. See: { $help }
usage-only-with = { $word } does something only together with { $other }. See: { $help }
usage-wrong = This command cannot be understood. See: { $help }
usage-more = More: { $help }

# Explanations.
terminal-check-no-mail = This is no mail: it has no header with From, To, Date or the like. What follows says little of it. Name the file of a message.
terminal-check-beginning = This message is larger than 50 MB: only its beginning was judged, as in a mailbox. One so large is never moved.
terminal-check-released = You put this message back. That stands: it is not held again, whatever it is judged to be.
terminal-score = Score { $score }% (spam from { $spam }%, wanted below { $ham }%)
# In a line of a list, where the score never stands without its cutoff.
terminal-score-in-row = { $score }% (spam from { $spam }%)
terminal-for-spam = For spam:
terminal-for-ham = Against:
terminal-more = { $count ->
    [one] one more clue
   *[other] { $count } more clues together
  }
terminal-sum = Sum { $sum } (log-odds), which is { $score }%.
terminal-committee = What each voter added:
terminal-vote = { $voter } (confidence { $confidence }%)
terminal-abstains = { $voter } (abstains)

# Learning.
terminal-learned = Learned { $changed }, known before { $unchanged }.
terminal-learned-back = { $message }, “{ $subject }”, lay in the junk folder and is back, just as it came.
terminal-learned-back-later = { $message }, “{ $subject }”, lies in the junk folder. It goes back as soon as its mailbox can be reached. To try at once: mekiki watch --once
terminal-unlearned = Taken back { $changed }, never learned { $unchanged }.
terminal-unlearned-back = { $count ->
    [one] One other message, “{ $first }”, had been held by it and is back.
   *[other] { $count } other messages, “{ $first }” and more, had been held by it and are back.
  }
terminal-unlearned-going-back = { $count ->
    [one] One message had been held by it, and its mailbox cannot be reached now. It goes back with the next look: mekiki watch
   *[other] { $count } messages had been held by it, and their mailbox cannot be reached now. They go back with the next look: mekiki watch
  }
terminal-unlearned-left = { $count ->
    [one] One message is judged spam again and stays in the inbox; taking back moves nothing to the junk folder. To hold it: mekiki account mode { $account } hold --move-earlier
   *[other] { $count } messages are judged spam again and stay in the inbox; taking back moves nothing to the junk folder. To hold them: mekiki account mode { $account } hold --move-earlier
  }
# Training.
terminal-train-progress = Read so far: { $read } (taught: { $ham } wanted, { $spam } spam)
terminal-train-interrupted = Stopped. What was taught until now is kept; give the same command again to go on.
terminal-trained = Taught: { $ham } wanted, { $spam } spam.
terminal-train-known = Known before or met twice, and not taught again: { $count }.
terminal-train-otherwise = You said otherwise before, and that stands: { $count }.
terminal-train-unreadable = Could not be read and left out: { $count }.
terminal-held-and-wanted = { $count ->
    [one] One held message is wanted by that and goes back at the next look.
   *[other] { $count } held messages are wanted by that and go back at the next look.
  }
terminal-train-undo-how = To take this training back: { $command }
terminal-train-undone = Taken back: { $count }.
terminal-train-kept = You said something of these since, and that stands: { $count }.
terminal-train-put-back = Held because of it, and put back: { $count }.
terminal-train-nothing-to-undo = There is no training to take back. Single mails are taken back with: mekiki unlearn

# Moving to another computer.
terminal-exported = Everything is written to { $path }. Only you can read it.
terminal-exported-counts = Lessons { $lessons }, your words on messages { $words }, senders { $senders }, list entries { $entries }, taught headers { $headers }, settings { $settings }.
terminal-exported-next = The addresses of those you write with and the message numbers of your mail are in it, so keep it to yourself. On the other computer: mekiki import FILE
terminal-imported = What { $path } holds is here now:
terminal-import-would = Nothing was changed. Without --dry-run, this would come in from { $path }:
terminal-imported-nothing = All that { $path } holds is here already. Nothing changes.
terminal-import-lessons = lessons learned: { $count }
terminal-import-taken-back = lessons taken back here, as your newer word is another: { $count }
terminal-import-words = messages with your word: { $count }
terminal-import-senders = senders of whom more is known: { $count }
terminal-import-sent = mails that you sent: { $count }
terminal-import-entries = list entries: { $count }
terminal-import-headers = taught headers: { $count }
terminal-import-settings = settings: { $count }
terminal-import-kept = Taught headers and settings that are otherwise here: { $count }. They stay as they are here; change them by hand if you want the others (mekiki tag, mekiki setting).
terminal-import-unreadable = Lessons that this version of Mekiki cannot read: { $count }. They are left out; teach those messages anew if you still have them (mekiki learn).

terminal-so-far = Learned so far: { $ham } wanted, { $spam } spam.
terminal-only-spam = What you teach of words counts only once some of both were learned. Teach wanted mail too: mekiki learn ham FILE
terminal-only-ham = What you teach of words counts only once some of both were learned. Teach spam too: mekiki learn spam FILE
terminal-opposite-copies = { $name }: you have said the opposite of { $count ->
    [one] a message with nearly the same text{ $named ->
        [yes] , “{ $example }”
       *[no] {""}
      }
   *[other] { $count } messages with nearly the same text{ $named ->
        [yes] , such as “{ $example }”
       *[no] {""}
      }
  }.
terminal-opposite-all = { $name }: everything you have taught so far speaks strongly for the opposite.
terminal-opposite-more = The same goes for { $count } more; --json names them all.
terminal-take-back = It was learned as you said. If that was a slip, this takes it back: { $command }

# Accounts.
terminal-password = Password of { $user } at { $host }:{" "}
terminal-no-home = there is no home folder; name a data folder
terminal-already-running = Mekiki is already running with the data in { $path }. What only reads works meanwhile: check, junk list, junk show, account list, account test, allow list, block list, tag list, setting dns. For anything else close Mekiki’s window or end “mekiki watch” first; or choose another folder with --data-dir.
terminal-no-accounts = There is no account yet. Add one with: mekiki account add
terminal-account-added = The account “{ $account }” is there. Try it with: mekiki account test { $account }
terminal-account-waits = “{ $account }” holds nothing until you have looked. What it asks is told by: mekiki watch --once
terminal-account-changed = The account “{ $account }” is changed. Try it with: mekiki account test { $account }
terminal-account-removed = The account “{ $account }” is forgotten. Its mail was not touched; what was held stays in the local junk folder.
terminal-password-left = Its password could not be reached and is still there. Delete the entry yourself: { $entry }
terminal-earlier-password-left = The earlier password could not be reached and is still there: { $entry }. Mekiki forgets it when it can, at the next mekiki watch or mekiki account; or delete the entry yourself.
terminal-password-not-kept = The password of “{ $account }” is not kept. mekiki watch and mekiki account test ask for it, or read it with --password-stdin.
terminal-account-works = “{ $account }” works: { $messages ->
    [one] one message
   *[other] { $messages } messages
  } in the watched folders.
terminal-account-nothing-waits = Nothing waits in “{ $account }”.
terminal-account-still-to-delete = { $count ->
    [one] One message that you deleted still lies in the folder “Mekiki” of its mailbox, and Mekiki does not reach it any more. Delete it there in your mail program.
   *[other] { $count } messages that you deleted still lie in the folder “Mekiki” of their mailbox, and Mekiki does not reach them any more. Delete them there in your mail program.
  }
terminal-account-still-held = { $count ->
    [one] One message of it is still held.
   *[other] { $count } messages of it are still held.
  } To put them back, add the same mailbox again under the name “{ $account }”, then: mekiki junk release NUMBER
terminal-account-goes-on = What waits in “{ $account }” is held at the next look.
terminal-folders = Folders: { $folders }
terminal-capabilities = The server can: { $capabilities }
terminal-mode-observe = observes
terminal-mode-mark = marks
terminal-mode-hold = holds spam
terminal-mode-observe-set = “{ $account }” is observed: messages are judged, nothing is moved.
terminal-mode-mark-set = “{ $account }” is marked: keywords are set on the server, nothing is moved.
terminal-mode-hold-set = Spam in “{ $account }” is held: it goes to the local junk folder, from where it can be put back.
terminal-pop3-holds = With POP3, what is held is removed from the server once a proven copy is here. The server takes nothing back: what you put back comes, unaltered, into the folder { $folder }. Your mail program can open it as a Maildir.
terminal-pop3-would-hold = Should you have spam held later: with POP3, what is held is removed from the server once a proven copy is here. The server takes nothing back: what you put back comes, unaltered, into the folder { $folder }.
terminal-earlier-how = To hold them too: mekiki account mode { $account } hold --move-earlier
terminal-earlier-unmarked = { $count ->
    [one] One message that was judged spam before stays as it is; what is judged from now on is marked.
   *[other] { $count } messages that were judged spam before stay as they are; what is judged from now on is marked.
  }
terminal-earlier-held = { $count ->
    [0] No message that was judged spam before is left there.
    [one] One message that was judged spam before is to be held too.
   *[other] { $count } messages that were judged spam before are to be held too.
  }

# What a correction did to other messages.
terminal-also-held = { $count ->
    [one] One other message, “{ $first }”, is taken for spam now and was held too.
   *[other] { $count } other messages, “{ $first }” and more, are taken for spam now and were held too.
  } To take your word back, and bring back what it moved: { $command }
terminal-also-back = { $count ->
    [one] One other message, “{ $first }”, was held by mistake and is back as well.
   *[other] { $count } other messages, “{ $first }” and more, were held by mistake and are back as well.
  }
terminal-left-waiting = { $count } other messages are taken for spam now. That is more than one word should move, so they stay where they are.
terminal-left-held = { $count } held messages are doubtful now. That is more than one word should move, so they stay held. To see them, the most doubtful first: mekiki junk list

# Watching.
terminal-in-account = { $account }: { $sentence }
terminal-in-account-times = { $account }: { $sentence } ({ $times } times)
terminal-watching = { $accounts ->
    [one] Watching one account. Ctrl-C ends it.
   *[other] Watching { $accounts } accounts. Ctrl-C ends it.
  }
terminal-works-again = { $account }: works again.
terminal-watched = Ended. What was under way is finished at the next look.
terminal-looked = { $account }: { $judged } judged: { $ham } wanted, { $unsure } doubtful, { $spam } spam; { $held } held{ $marked ->
    [0] {""}
   *[other] , { $marked } marked
  }.
terminal-too-large = { $account }: { $count ->
    [one] one message judged spam stays where it is, as it is larger than 50 MB.
   *[other] { $count } messages judged spam stay where they are, as they are larger than 50 MB.
  } What is so large Mekiki never moves: it could not prove its copy. Move or delete it in your mail program.
terminal-incomplete = { $account }: { $failed ->
    [one] one message or folder could not be done and is tried again at the next look.
   *[other] { $failed } messages or folders could not be done and are tried again at the next look.
  } All others were.
terminal-stopped-unusually-much = { $account }: nothing was held, because so much would have been: { $count } of the { $all } messages there. Look at it, then let it go on with: mekiki account go-on { $account }
terminal-stopped-not-all-taken-over = { $account }: nothing was held, because not all could be taken over from the damaged database, perhaps not every word of yours on its mail. { $count } of the { $all } messages there would have been held. Look at it, then let it go on with: mekiki account go-on { $account }
terminal-stopped-database-is-older = { $account }: nothing was held, because the database is older than the junk folder, so your last words on its mail may be missing. { $count } of the { $all } messages there would have been held. Look at it, then let it go on with: mekiki account go-on { $account }

# The junk folder.
terminal-junk-empty = The junk folder is empty.
terminal-copy-lost = copy lost
terminal-going-back = waits to go back
terminal-copy-altered = Careful: the copy on this computer is damaged. What stands below is not the message as it came. If your mailbox still has it, it can be put back unharmed: mekiki junk release { $message }
terminal-junk-not-listed = { $count ->
    [one] One more mail lies in { $folder } that cannot be listed: it was altered, or what was noted beside it is gone. It is left as it is.
   *[other] { $count } more mails lie in { $folder } that cannot be listed: they were altered, or what was noted beside them is gone. They are left as they are.
  } Any mail program can open them there.
terminal-from = From:     { $from }
terminal-to = To:       { $to }
terminal-subject = Subject:  { $subject }
terminal-received = Received: { $when }
terminal-attachment = Attached: { $name } ({ $size } bytes)
terminal-attachments-cut = Attached: perhaps more. The mail has so many parts that not all of them were looked at.
terminal-released = { $message } is back, just as it came. Nothing was learned from it; to teach that it is wanted: mekiki junk release --not-spam { $message }
terminal-released-later = { $count ->
    [one] { $messages } is put back at the next look.
   *[other] { $messages } are put back at the next look.
  }
terminal-released-elsewhere = { $message } is back, unaltered, but in “{ $folder }”: it could not go back into “{ $from }”. Nothing was learned from it; to teach that it is wanted: mekiki junk release --not-spam { $message }
terminal-released-elsewhere-and-learned = { $message } is back, unaltered, but in “{ $folder }”: it could not go back into “{ $from }”. It will not be taken for spam again.
terminal-released-here = { $message } is back, unaltered, in the folder { $folder }, as its server takes nothing back. Your mail program can open it as a Maildir. Nothing was learned from it; to teach that it is wanted: mekiki junk release --not-spam { $message }
terminal-released-here-and-learned = { $message } is back, unaltered, in the folder { $folder }, as its server takes nothing back. Your mail program can open it as a Maildir. It will not be taken for spam again.
terminal-released-and-learned = { $message } is back, just as it came, and will not be taken for spam again.
terminal-back-already = { $message } is back already; nothing was moved.
terminal-stays-and-learned = { $message } is in your mailbox and stays there. It will not be taken for spam again.
terminal-back-already-and-learned = { $message } was back already. It will not be taken for spam again.
terminal-deleted = { $message } is deleted here; its copy on the server follows at the next look.
terminal-deleted-here = { $message } is deleted here. Its account is not there any more, so nothing is looked for in its mailbox: a copy in the folder Mekiki there, if any, stays.
terminal-deleted-pop3 = { $message } is deleted. Its server has had no copy since it was held.
terminal-deleted-maildir = { $message } is deleted from the junk folder; its copy in the Maildir follows at the next look.

# Lists.
terminal-allow-added = “{ $entry }” is on the allow list. It counts where the sender is proven.
terminal-block-added = “{ $entry }” is on the block list.
terminal-list-also-blocked = It is on the block list, too, and the block goes first. To take it off there: mekiki block remove { $entry }
terminal-list-also-allowed = It is on the allow list, too; the block goes first. To take it off there: mekiki allow remove { $entry }
terminal-allow-removed = “{ $entry }” is off the allow list.
terminal-block-removed = “{ $entry }” is off the block list.
terminal-allow-empty = The allow list is empty.
terminal-block-empty = The block list is empty.
terminal-allow-entry = an entry of the allow list
terminal-block-entry = an entry of the block list
terminal-list-no-entry = there is none of that number or name. Nothing was removed. See which there are: mekiki { $list } list
terminal-list-applied = last counted { $when }
terminal-list-never = has not counted yet

# Taught headers. $value: a pattern or a number.
terminal-tag-taught = “{ $header }” is read from now on, where your provider writes it.
terminal-tag-spam = spam: { $value }
terminal-tag-ham = wanted: { $value }
terminal-tag-number = spam above { $value }
terminal-tag-empty = No header was taught.
terminal-tag-removed = What was taught about “{ $header }” is forgotten.

# Settings.
terminal-dns-off = DNS is off: nobody is asked about a sender.
terminal-dns-on = DNS is on: where your provider says nothing of a sender’s signature, Mekiki asks { $server ->
    [blank] your DNS server
   *[other] the DNS server { $server }
  } for the sender’s key. Whoever runs it sees whose mail you get, and a sender may notice that a mail was looked at. To switch it off: mekiki setting dns off

# Evaluation and laboratory.
terminal-index-line = line { $number } of an index
terminal-index-form = it must be “spam PATH” or “ham PATH”
terminal-index = an index
terminal-index-folder = it is a folder; name the file in it
terminal-index-empty = it names no message; each line must be “spam PATH” or “ham PATH”
terminal-index-no-file = there is no such file
terminal-evaluated = Wanted messages: { $ham }; spam: { $spam }. They were judged one after the other.
terminal-mode-immediate = Each was learned as soon as it was judged.
terminal-mode-delayed = Each was learned after { $delay } further ones were judged: { $ham } wanted and { $spam } spam messages in all.
terminal-mode-corrections-only = Only wrong and unsure judgements were corrected, { $noticed }% of them, each before the next message: { $ham } wanted and { $spam } spam messages were taught.{ $unspoken ->
    [0] {""}
   *[other] {" "}Beside them { $unspoken } to which nobody objected were learned as wanted.
}
terminal-mode-day-one = Nothing was learned: this is the shipped model alone.
terminal-speed = { $speed } messages a second, judged and learned, on one core.
terminal-whole-committee = the whole committee
terminal-figures =
    hm%: wanted mail taken for spam, sm%: spam missed (even odds); @cutoff: the same at the spam cutoff.
    lam%: the logistic mean of hm% and sm%; 1-ROCA%: how often spam ranks below wanted mail.
    sm%@hm=0.1%: spam missed where one wanted message in a thousand is lost. Below each figure: its 95% interval.
terminal-one-class = This set holds mail of only one kind. A dash stands for what cannot be measured without the other.
terminal-unsure-share = “Cannot tell”: { $kinds ->
    [ham] { $ham }% of wanted mail.
    [spam] { $spam }% of spam; { $passed }% of spam was taken for wanted.
   *[both] { $ham }% of wanted mail, { $spam }% of spam; { $passed }% of spam was taken for wanted.
} Calibration error { $calibration }%, Brier score { $brier }.
terminal-curve = The learning curve: the first messages, then all of them by stretches.
terminal-first = the first { $count }
terminal-calibration = Calibration. Scores, messages that got them, percent of spam there should be, and percent there was (95% interval):
terminal-cutoffs = By spam cutoff: percent of wanted mail lost (95% interval), percent of spam missed, messages that would become spam or cease to be:
terminal-compared = On the same mail, in the same order, learned by the same rule; each with its own cutoff:
terminal-compared-how = bogofilter is the program itself with its own settings; SpamBayes’ and Thunderbird’s ways are rebuilt from what they publish. All start from nothing, but for Mekiki with --starter.
terminal-not-installed = { $program } is not installed, so it was not compared with. On Debian and Ubuntu: sudo apt install { $program }
terminal-nothing-to-compare = with --mode day-one the others know nothing at all, so there is nothing to compare
terminal-jig-command = a command
terminal-jig-commands = it must be “classify PATH”, “train spam PATH” or “train ham PATH”

# The demonstration.
terminal-demo-judging = { $count ->
    [one] One message lay in the demonstration mailbox. Nobody told Mekiki anything about it.
   *[other] { $count } messages lay in the demonstration mailbox. Nobody told Mekiki anything about them.
  }
terminal-demo-judged = Judged: { $ham } wanted, { $unsure } doubtful, { $spam } spam. Held, out of the inbox: { $held }.
terminal-demo-missed = { $missed ->
    [0] Every mail that was written as spam is held.
   *[other] Of { $spam } mails that were written as spam, { $missed } were not held: they are in the inbox, doubtful or taken for wanted mail.
  }
terminal-demo-held = In the junk folder, most doubtful first:
terminal-demo-more = … and { $count } more.
terminal-demo-explained = Why it is surest about this one:
terminal-demo-marked = Suppose you say “spam” to “{ $subject }”, which nothing but its manner gives away:
terminal-demo-released = No wanted mail was held by mistake. Suppose you want to see the most doubtful one, “{ $subject }”, in the inbox all the same, and press Restore:
terminal-demo-mistake = “{ $subject }” is wanted mail and was held by mistake. Suppose you say “not spam”:
terminal-demo-restored = It is back in the inbox, all { $bytes } bytes as they came (compared).
terminal-demo-unlearned = Nothing was learned from that: it only puts the message back.
terminal-demo-also = { $count ->
    [0] No other message is judged differently now.
    [one] One other message is judged differently now.
   *[other] { $count } other messages are judged differently now.
  }
terminal-demo-mail = The mailbox:                { $folder }
terminal-demo-data = Everything Mekiki keeps:    { $folder }
terminal-demo-look = To look at what is held:     { $command }
terminal-demo-go-on = Delete { $folder } when you have seen enough; nothing of it is anywhere else.
