# One message a kind of engine::ProblemKind: what happened, and what to do.
problem-wrong-password = { $host } refused the user name or password of { $user }. Check both; some providers want an app password.
problem-unknown-host = The server { $host } cannot be found. Check the name for typing errors, and whether you are online.
problem-connection-refused = Nothing answers at { $host }, port { $port }. Check the port; IMAP usually uses 993, or 143 with STARTTLS.
problem-wrong-port = { $host } answers at port { $port }, but not with an encrypted IMAP connection. Check port and security: 993 goes with TLS, 143 with STARTTLS.
problem-certificate-expired = The certificate of { $host } is not valid today ({ $detail }). Check this machine’s date; if it is right, ask the provider. Nothing was sent.
problem-certificate-for-another-host = The certificate of { $host } was made for another server ({ $detail }). Check the server’s name. Nothing was sent.
problem-certificate-untrusted = Nobody whom this machine trusts vouches for the certificate of { $host } ({ $detail }). If it is your own server, name its certificate authority in the account. Nothing was sent.
problem-no-start-tls = { $host } offers no encryption here. Use TLS on port 993; a password is never sent without encryption.
problem-hung-up = { $host } closed the connection. Mekiki tries again by itself; nothing was lost.
problem-stalled = { $host } has not answered for { $seconds } seconds. Mekiki tries again by itself; nothing was lost.
problem-refused = { $host } said no: “{ $detail }”. Nothing was changed.
problem-not-understood = { $host } gave an answer that Mekiki does not understand (“{ $detail }”). Nothing was changed. Please report this.
problem-no-such-folder = There is no folder “{ $folder }”. Choose another one in the account.
problem-message-gone = The message is no longer where it was: another program moved or deleted it. The list will catch up.
problem-permission-denied = Mekiki may not read or write { $path }. Give your user access to it.
problem-disk-full = The disk is full: { $path } could not be written. Make room; nothing was moved, and Mekiki tries again.
problem-read-only = { $path } is read-only. Make it writable, or choose another data folder with --data-dir.
problem-input-output = { $path } could not be read or written ({ $detail }). Check the disk.
problem-store-corrupt = The database was damaged; it is kept as { $path }. Your mail is not affected. Start again: Mekiki takes over what can still be read and finds what it holds.
problem-store-too-new = { $path } was written by a newer Mekiki. Please update this one.
problem-already-running = Mekiki is already running with the data in { $path }. Close the other one, or choose another folder with --data-dir.
problem-no-keyring = There is no system keyring for the password ({ $detail }). Start one (such as GNOME Keyring or KWallet), or ask for a password file.
problem-keyring-locked = The system keyring is locked or refused ({ $detail }). Unlock it and try again.
problem-no-password = No password is stored for { $account }. Add the account again with its password.
problem-empty-file = { $path } is empty; there is nothing to judge.
problem-no-such-file = There is no file { $path }. Check the name.
problem-no-such-account = There is no account “{ $account }”. See which there are with: mekiki account list
problem-account-exists = There already is an account “{ $account }”. Choose another name.
problem-no-such-message = There is no message { $message }. The list may have changed; look again.
problem-bad-input = { $what ->
    [account-name] “{ $value }” cannot be an account’s name: it takes 1 to 64 characters, without spaces at its ends.
    [host] “{ $value }” is not a server’s name.
    [port] “{ $value }” is not a port: ports are numbers from 1 to 65535.
    [user] The login name is missing.
    [path] The folder is missing.
    [folder] { $detail ->
        [not-empty] { $value } holds something else already. Choose an empty folder.
       *[other] “{ $value }” cannot be a folder’s name: mail servers refuse a character in it.
    }
    [password] User name or password contain a character that mail servers refuse.
    [ca-file] { $value } holds no certificate in PEM form.
    [list-entry] { $detail ->
        [unknown] There is no entry { $value } on the lists.
       *[other] “{ $value }” cannot be put on a list. Give an address, a domain, an IP address, or a network such as 192.0.2.0/24.
    }
    [held-message] Message { $value } is not in the junk folder, or is being moved just now.
   *[other] “{ $value }” cannot be used as { $what }: { $detail }.
  }
problem-copy-differs = The local copy differs from the message on the server, so nothing was moved. Mekiki tries again with a fresh copy.
problem-internal = Something went wrong inside Mekiki ({ $detail }). No mail was lost. Please report this.
