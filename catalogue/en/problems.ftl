# One message a kind of engine::ProblemKind: what happened, and what to do.
problem-wrong-password = { $host } refused the user name or password of { $user }. Check both; some providers want an app password. To give them anew, in a terminal: mekiki account change { $account } --ask-password (with --user USER for another name)
problem-unknown-host = { $detail ->
    [worked-before] The server { $host } cannot be found just now. Check whether you are online. A running Mekiki goes on trying by itself; nothing was lost.
   *[other] The server { $host } cannot be found. Check whether you are online, and the name for typing errors; to correct it, in a terminal: mekiki account change { $account } { $protocol ->
        [pop3] --pop3 HOST
       *[other] --imap HOST
    }
  }
problem-connection-refused = { $detail ->
    [worked-before] { $host } cannot be reached just now. A running Mekiki goes on trying by itself; nothing was lost.
   *[other] Nothing answers at { $host }, port { $port }. Check the port ({ $protocol ->
        [pop3] POP3 usually uses 995, or 110 with STARTTLS
       *[other] IMAP usually uses 993, or 143 with STARTTLS
    }); to correct it, in a terminal: mekiki account change { $account } --port PORT
  }
problem-wrong-port = { $detail ->
    [encrypted] Port { $port } of { $host } is encrypted from the start, so it takes no STARTTLS. Give the port without --starttls; for an account that is there already, in a terminal: mekiki account change { $account } --port { $port } --tls
   *[other] { $host } answers at port { $port }, but not with an encrypted { $protocol ->
        [pop3] POP3 connection. 995 goes with TLS, 110 with STARTTLS; to correct it, in a terminal: mekiki account change { $account } --port 995 --tls (or --port 110 --starttls)
       *[other] IMAP connection. 993 goes with TLS, 143 with STARTTLS; to correct it, in a terminal: mekiki account change { $account } --port 993 --tls (or --port 143 --starttls)
    }
  }
problem-certificate-expired = { $detail ->
    [not-yet] The certificate of { $host } is valid only from a later day on.
   *[other] The certificate of { $host } has expired.
  } Check this computer’s date; if it is right, ask the provider. Nothing was sent.
problem-certificate-for-another-host = The certificate of { $host } was made for another server. Check the server’s name. Nothing was sent.
problem-certificate-untrusted = { $detail ->
    [self-signed] The certificate of { $host } vouches only for itself.
   *[other] Nobody whom this computer trusts vouches for the certificate of { $host }.
  } If it is your own server, give its certificate authority’s file in a terminal: mekiki account change { $account } --ca-file FILE. Nothing was sent.
problem-no-common-encryption = { $host } and this computer agree on no encryption; the server may offer only outdated kinds. Ask whoever runs it. Nothing was sent. Technical detail: { $detail }
problem-no-start-tls = { $host } offers no encryption here. A password is never sent without encryption. To use TLS, in a terminal: mekiki account change { $account } --port { $protocol ->
    [pop3] 995
   *[other] 993
  } --tls
problem-hung-up = { $host } closed the connection. A running Mekiki tries again by itself; nothing was lost.
problem-stalled = { $host } has not answered for { $seconds } seconds. A running Mekiki tries again by itself; nothing was lost.
problem-refused = { $host } said no: “{ $detail }”. Nothing was changed. Often this passes: a running Mekiki tries again by itself, else do it again later. If it stays so, ask whoever runs the server what its words mean; where they speak of quota or space, make room there.
problem-not-understood = { $host } gave an answer that Mekiki does not understand. Nothing was changed. Please report this. Technical detail: { $detail }
problem-no-such-folder = { $detail ->
    [adding] There is no folder “{ $folder }”. Give another one with --folder. No account was added.
    [maildir] The Maildir { $folder } is not there. Is the disk that holds it connected? If it has moved, say where to, in a terminal: mekiki account change { $account } --maildir FOLDER
   *[other] There is no folder “{ $folder }”. To watch another one, in a terminal: mekiki account change { $account } --folder FOLDER
  }
problem-message-gone = { $detail ->
    [copy-lost] Message { $message } from { $from }, “{ $subject }”, cannot be put back: its copy on this computer is gone, and the server has none either. Mekiki tries no more. To take it off the list: mekiki junk delete { $message }
    [no-copy-here] Message { $message } from { $from }, “{ $subject }”, cannot be shown: its copy on this computer is gone. If your mailbox still has it, it can be put back: mekiki junk release { $message }. To take it off the list: mekiki junk delete { $message }
   *[other] The message is no longer where it was: another program moved or deleted it. The list will catch up.
  }
problem-in-use = Another program has the mailbox at { $host } open just now, and the server lets in one at a time. A running Mekiki looks again by itself in a moment; else do it again in a minute. Nothing was lost.
problem-too-soon = { $host } wants a longer pause between two sign-ins. A running Mekiki waits and looks again by itself; else do it again in some minutes. Nothing was lost.
problem-server-trouble = { $lasts ->
    [yes] { $host } has trouble that does not pass by itself: “{ $detail }”. Nothing was changed. Tell whoever runs the server.
   *[no] { $host } has trouble of its own just now: “{ $detail }”. Nothing was changed. A running Mekiki tries again by itself; else do it again later.
  }
problem-no-unique-ids = { $host } does not say which message is which from one day to the next (it knows no UIDL), so Mekiki cannot look after this mailbox. Nothing was changed. Ask the provider for IMAP, or for a POP3 server with UIDL.
problem-removes-what-is-read = { $host } removes by itself whatever a program has read (EXPIRE 0), so Mekiki reads nothing there. Nothing was changed. Ask the provider to leave mail on the server, or for IMAP.
problem-no-marks = The server of account “{ $account }” keeps no marks on messages: spam is judged, but it looks in your mail program like any other mail. Let the account hold spam or only judge, in a terminal: mekiki account mode { $account } hold (or observe)
problem-permission-denied = { $detail ->
    [readable-by-others] Others can read { $path }, which holds a password, so it is not used. Change the password at the provider, make the file readable by you alone (chmod 600, its folder 700), and store the new one in a terminal: mekiki account change { $account } --ask-password
    [server-move] { $host } does not let your account move mail out of the folder “{ $from }” into “{ $path }”. The mail is judged and stays where it is. Ask whoever runs the server for the right to delete mail in “{ $from }” and to write in “{ $path }”, or let the account only judge, in a terminal: mekiki account mode { $account } observe
    [server-back] { $host } does not let your account put mail back into the folder “{ $path }”. It stays in the junk folder and goes back by itself once that is allowed. Ask whoever runs the server for the right to write there.
    [server] { $host } lets your account change nothing in the folder “{ $path }”. Mail in it is judged and stays where it is. Ask whoever runs the server for the right to write there, or let the account only judge, in a terminal: mekiki account mode { $account } observe
   *[other] Mekiki may not read or write { $path }. Give your user access to it.
  }
problem-disk-full = { $detail ->
    [output] The output could not be written: what it goes to is full. Make room there, or send it elsewhere. What was asked for may have been done all the same.
    [deleting] The disk is full. That a mail is deleted is noted in { $path } first, which takes a little room, so nothing was deleted. Make room elsewhere (1 MB will do), then delete again.
   *[other] The disk is full: { $path } could not be written. Make room, then do it again; a Mekiki that goes on running tries again by itself. No mail is lost.
  }
problem-read-only = { $detail ->
    [mail] { $path } is read-only, so no mail can be moved in or out. Make it writable; what is open is done at the next look.
   *[other] { $path } is read-only. Make it writable, or choose another data folder with --data-dir.
  }
problem-is-folder = { $detail ->
    [ca-file] { $path } is a folder. With --ca-file, give the file of the certificate authority.
   *[other] { $path } is a folder, but a file is needed. Name a single file; for mail, the file of one message.
  }
problem-not-a-folder = { $path } is a file, or lies below one, but a folder is needed. Choose another path.
problem-input-output = { $path } could not be read or written. Check the disk. Technical detail: { $detail }
problem-store-corrupt = { $detail ->
    [met] The database { $path } is damaged. Your mail is not affected. Start again: Mekiki keeps the damaged file under another name, takes over what can still be read of it and finds what it holds.
   *[other] The database was damaged; it is kept as { $path }. Your mail is not affected. Start again: Mekiki takes over what can still be read and finds what it holds.
  }
problem-store-too-new = { $path } was written by a newer Mekiki. Please update this one.
problem-store-busy = Another program is using the database { $path } and did not let go of it. Close that program (a backup, a synchronising folder, a database viewer), then do it again; a Mekiki that goes on running tries again by itself.
problem-store-too-old = An older Mekiki is running with the data in { $path }. Close that one; this one then brings the data up to date.
problem-already-running = Mekiki is already running with the data in { $path }. Close its window, or end “mekiki watch”; or choose another folder with --data-dir.
problem-no-keyring = { $detail ->
    [forget] The password of “{ $account }” lies in the system keyring, as “{ $entry }”, and no keyring can be reached. Nothing was removed. Start the keyring and remove the account again; or remove it without its password, in a terminal: mekiki account remove { $account } --leave-password
    [fetch] There is no system keyring, in which the password of “{ $account }” would be. Start one (such as GNOME Keyring or KWallet), or keep the password in a file that only you can read, in a terminal: mekiki account change { $account } --ask-password --secrets file
   *[other] There is no system keyring for the password. Start one (such as GNOME Keyring or KWallet), or give the same command again with --secrets file, which keeps passwords in a file that only you can read.
  }
problem-keyring-locked = { $detail ->
    [forget] The password of “{ $account }” lies in the system keyring, as “{ $entry }”, and the keyring is locked or refused. Nothing was removed. Unlock it and remove the account again; or remove it without its password, in a terminal: mekiki account remove { $account } --leave-password
    [entry] What the system keyring holds for this account cannot be read as one password. Store the password anew, in a terminal: mekiki account change { $account } --ask-password
    [fetch] The system keyring, in which the password of “{ $account }” is, is locked or refused. Unlock it and try again; or keep the password in a file that only you can read, in a terminal: mekiki account change { $account } --ask-password --secrets file
   *[other] The system keyring is locked or refused. Unlock it and try again; or give the same command with --secrets file, which keeps passwords in a file that only you can read.
  }
problem-no-password = { $detail ->
    [memory] The password of { $account } is kept nowhere, as was chosen, so it has to be given anew: mekiki watch and mekiki account test ask for it. To keep it from now on, in a terminal: mekiki account change { $account } --ask-password --secrets keyring (or file)
   *[other] No password is stored for { $account }. Give it in a terminal: mekiki account change { $account } --ask-password
  }
problem-empty-file = { $detail ->
    [stdin] Standard input is empty; there is no message in it. Send it a message (add < FILE), or name the message’s file instead of -.
   *[other] { $path } is empty; there is no message in it. Name the file of a message.
  }
problem-no-such-file = { $detail ->
    [ca-file] There is no file { $path } any more, which holds the certificate authority for “{ $account }”. Put it back; or name another in a terminal: mekiki account change { $account } --ca-file FILE (or --no-ca-file, to trust only the system’s authorities). Nothing was sent.
    [own-folder] The folder { $path }, in which Mekiki keeps its data, is gone. Put it back where it was, or start Mekiki again. Your mailbox was not changed.
   *[other] There is no file { $path }. Check the name.
  }
problem-no-such-account = There is no account “{ $account }”. See which there are with: mekiki account list
problem-account-exists = There already is an account “{ $account }”. Choose another name.
problem-no-such-message = There is no message { $message }. The list may have changed; look again.
problem-message-deleted = You deleted message { $message } on { $when }. It is not in the junk folder any more.
problem-bad-input = { $what ->
    [account-name] “{ $value }” cannot be an account’s name. Choose 1 to 64 letters and digits of any script; - _ . and @ may follow the first.
    [host] { $detail ->
        [address] “{ $value }” is an address, not a server’s name. Give the name alone, such as imap.example.com, without “imap://”, a user name or a path.
        [with-port] “{ $value }” is a name and a port. Give them apart: { $protocol ->
            [pop3] --pop3
           *[other] --imap
        } { $host } --port { $port }
       *[other] “{ $value }” is not a server’s name.
    }
    [port] “{ $value }” is not a port: ports are numbers from 1 to 65535.
    [address] “{ $value }” is not a mail address. Give one such as you@example.com.
    [user] The login name is missing.
    [path] The folder is missing.
    [folder] { $detail ->
        [only-inbox] With POP3 there is only the inbox, and no folder “{ $value }”. Leave --folder out.
        [not-empty] { $value } holds something else already. Choose an empty folder.
        [not-made] No folder can be made at { $value }. Choose another place.
       *[other] “{ $value }” cannot be a folder’s name: mail servers refuse a character in it.
    }
    [password] { $detail ->
        [empty] The password is empty. Give the one of your mail account.
        [no-terminal] There is no terminal to ask for the password on. Give it on standard input, with --password-stdin.
       *[other] User name or password contain a character that mail servers refuse (NUL or a line break). Look at what was typed or piped in, and give them anew.
        [not-utf8] The password on standard input is not UTF-8 text. Send it as UTF-8, as a terminal does.
    }
    [ca-file] { $value } holds no certificate in PEM form. Give the file of the certificate authority; it has a line “-----BEGIN CERTIFICATE-----”.
    [maildir] { $detail ->
        [missing] There is no folder { $value }. Give the folder of a Maildir that exists.
        [file] { $value } is a file. Give the folder of a Maildir.
       *[none] { $value } is no Maildir: in one are the folders cur, new and tmp. Give the folder that holds them.
    }
    [protocol] { $detail ->
        [only-of-a-server] “{ $value }” is a Maildir: it has no server, user name or password to change. What can change there: --maildir, --address, --folder, --provider-host and --mode.
       *[other] The account “{ $value }” cannot change between IMAP, POP3 and a Maildir, and takes only the options of its own kind. For the other kind, add a new account.
    }
    [mailbox] { $detail ->
        [of-another-account] The account “{ $value }” leads to this mailbox already, and two would move its mail from under each other. Nothing was changed. To watch other folders of it, in a terminal: mekiki account change { $value } --folder FOLDER
        [held-from-another] Mail of another mailbox is still held under the name “{ $value }”, and would go back to the wrong place. Give this account another name; or add the mailbox that it was once more, and release or delete what is held (mekiki junk list).
       *[held] Mail of “{ $value }” is held, on its way, or still to be deleted on the server. In another mailbox it would go back to the wrong place, so nothing was changed. First release or delete what is held (mekiki junk list) and look once (mekiki watch --once); or add the other mailbox as an account of its own: mekiki account add
    }
    [change] Nothing was named that is to change in “{ $value }”. See what can: mekiki account change --help
    [secrets] Where the password of “{ $value }” is kept changes when it is given anew: mekiki account change { $value } --ask-password --secrets { $detail }
    [mode] { $detail ->
        [no-marks] “{ $value }” is a Maildir or has POP3: there are no marks that other programs show. Choose the mode observe or hold.
       *[other] “{ $value }” does not hold spam, so earlier mail stays as well. Set the mode hold with it.
    }
    [list-entry] { $detail ->
        [unknown] There is no entry { $value } on the lists.
        [suffix] “{ $value }” stands for every domain below it. Give a single one, such as example.{ $value }; to block them all, write "*.{ $value }", with the quotation marks.
        [suffix-allowed] “{ $value }” stands for every domain below it, and nobody can vouch for them all. Give a single one, such as example.{ $value }.
       *[other] “{ $value }” cannot be put on a list. Give an address, a domain, an IP address, or a network such as 192.0.2.0/24.
    }{ $several ->
        [yes] {" "}None of the others was added.
       *[no] {""}
    }
    [taught-tag] { $detail ->
        [name] “{ $value }” is not the name of a header. Give one such as X-Corp-Filter, in Latin letters, without spaces.
        [sender] “{ $value }” is written by senders or carries the mail itself; a filter’s word there would be anyone’s word. Give a header that your provider’s filter adds.
        [nothing] Nothing was said about what “{ $value }” means. Give --spam, --ham or --number-above.
        [pattern] “{ $value }” cannot be a pattern. Give 1 to 200 characters; * stands for any.
        [everything] So taught, “{ $value }” would always say the same, and a part of it would never count. Let the patterns tell spam from wanted mail.
        [same] “{ $value }” cannot mean both spam and wanted mail.
        [number] “{ $value }” is not a number to compare with.
        [many] Mekiki takes no more than { $value } taught headers. Take some off with: mekiki tag remove
       *[unknown] Nothing was taught about “{ $value }”. See what was with: mekiki tag list
    }
    [dns-server] “{ $value }” is not the address of a DNS server. Give an IP address, with its port where that is not 53, such as 192.0.2.53 or 127.0.0.1:5353.
    [message] { $value } is no mail: it has no header with From, To, Date or the like. Nothing was learned from it. Name the file of a message.
    [several-messages] { $value } holds several messages (an mbox file), and one after the other would be taken for the text of the first. Nothing was done with it. To teach all of them: mekiki train --spam FILE (or --ham FILE). For single ones, save each as a file of its own.
    [training-place] { $value } is neither a file nor a folder. Name a Maildir, an mbox file, or a folder of mail files. Nothing was taught.
    [export] { $detail ->
        [exists] { $value } exists already and is no export of Mekiki, so it was not replaced. Choose another name.
        [no-folder] There is no folder for { $value }. Make it first, or choose another place.
        [newer] { $value } was written by a newer Mekiki. Nothing was changed. Update this one, then import it again.
        [huge] { $value } is larger than any export. Nothing was changed. Name the file that mekiki export wrote.
        [foreign] { $value } is no export of Mekiki. Nothing was changed. Name the file that mekiki export wrote.
       *[damaged] { $value } is damaged or not all there. Nothing was changed. Copy it once more from the other computer, or export it there again.
    }
    [message-folder] No message lies in the folder { $value } itself, and folders in it are not looked into. Name the folder that holds the files of the messages, or a Maildir.
    [held-message] { $detail ->
        [waits] Message { $value } still stands in your mailbox, which did not let it be moved. It comes into the junk folder as soon as that is allowed. If it is wanted, in a terminal: mekiki junk release --not-spam { $value }
       *[other] Message { $value } is not in the junk folder, or is being moved just now.
    }
   *[other] “{ $value }” cannot be used as { $what }: { $detail }.
  }
problem-copy-differs = { $detail ->
    [only-copy] Message { $message } from { $from }, “{ $subject }”, was not put back: its copy on this computer is not what was kept, and the server has none. The copy stays. To save it as it is: mekiki junk show { $message } --raw > FILE; to delete it: mekiki junk delete { $message }
   *[other] The local copy differs from the message on the server, so nothing was moved. Mekiki tries again with a fresh copy.
  }
problem-internal = Something went wrong inside Mekiki. No mail was lost. Please report this. Technical detail: { $detail }

# A damaged database was replaced by a new one.
notice-salvaged = { $whole ->
    [yes] The database was damaged. Taken over from it: accounts { $accounts }, list entries { $entries }, lessons { $lessons }, messages with your word { $words }.
   *[no] The database was damaged, and not all of it could be read. Taken over from it: accounts { $accounts }, list entries { $entries }, lessons { $lessons }, messages with your word { $words }. Check accounts and lists for what is missing. Accounts that hold spam, also one that you add anew, move nothing until you have looked and say so: “Go on” in the window, or mekiki account go-on NAME.
  } Mail is judged anew; what is held was found again. The damaged file is kept as { $path }.

# At opening.
notice-listed-again = { $count ->
    [one] One message lay in the junk folder and was missing from the list. It is listed again.
   *[other] { $count } messages lay in the junk folder and were missing from the list. They are listed again.
  } The database had lost what was noted last, or an older copy of it was put back; what you said or set since then may be missing, too. So accounts that hold spam, also one that you add anew, move nothing until you have looked and say so: “Go on” in the window, or mekiki account go-on NAME. No mail is lost; the next look finds out where else it stands.
notice-lessons-unread = { $count ->
    [one] One message that you taught
   *[other] { $count } messages that you taught
  } cannot be read any more, because the database was damaged, and { $count ->
    [one] counts
   *[other] count
  } no longer. Teach what you still have once more: mekiki learn

# Stands for the account in a command that is told, where it is not known which.
any-account = NAME
