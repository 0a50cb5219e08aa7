# engine::ProblemKind の種類ごとに一つ。何が起きたか、どうすればよいか。
problem-wrong-password = { $host } が { $user } のユーザー名かパスワードを受け付けませんでした。両方を確かめてください。アプリ用パスワードが必要なこともあります。端末で指定し直せます： mekiki account change { $account } --ask-password（ユーザー名も変えるときは --user を付けます）
problem-unknown-host = { $detail ->
    [worked-before] 今はサーバー { $host } が見つかりません。ネットワークの接続を確かめてください。動き続けている Mekiki は自動でつなぎ直します。何も失われていません。
   *[other] サーバー { $host } が見つかりません。ネットワークの接続と、名前の打ち間違いを確かめてください。名前は端末で直せます： mekiki account change { $account } { $protocol ->
        [pop3] --pop3 サーバー名
       *[other] --imap サーバー名
    }
  }
problem-connection-refused = { $detail ->
    [worked-before] 今は { $host } につながりません。動き続けている Mekiki は自動でつなぎ直します。何も失われていません。
   *[other] { $host } のポート { $port } は応答しません。ポート番号を確かめてください。{ $protocol ->
        [pop3] POP3では普通 995、STARTTLSなら 110 です。
       *[other] IMAPでは普通 993、STARTTLSなら 143 です。
    }端末で直せます： mekiki account change { $account } --port ポート番号
  }
problem-wrong-port = { $detail ->
    [encrypted] { $host } のポート { $port } は初めから暗号化されているので、STARTTLS は使えません。--starttls を付けずに指定してください。追加済みのアカウントなら、端末で直せます： mekiki account change { $account } --port { $port } --tls
   *[other] { $host } のポート { $port } は応答しましたが、暗号化された{ $protocol ->
        [pop3] POP3ではありません。995 には TLS、110 には STARTTLS を組み合わせます。端末で直せます： mekiki account change { $account } --port 995 --tls（または --port 110 --starttls）
       *[other] IMAPではありません。993 には TLS、143 には STARTTLS を組み合わせます。端末で直せます： mekiki account change { $account } --port 993 --tls（または --port 143 --starttls）
    }
  }
problem-certificate-expired = { $detail ->
    [not-yet] { $host } の証明書は、まだ有効期間が始まっていません。
   *[other] { $host } の証明書は有効期限が切れています。
  }お使いのパソコンの日付を確かめ、正しければプロバイダーに問い合わせてください。何も送信していません。
problem-certificate-for-another-host = { $host } の証明書は別のサーバーのものです。サーバー名を確かめてください。何も送信していません。
problem-certificate-untrusted = { $detail ->
    [self-signed] { $host } の証明書は自己署名で、ほかに保証する者がいません。
   *[other] { $host } の証明書を発行した認証局は、お使いのパソコンで信頼されていません。
  }ご自分のサーバーなら、端末で認証局のファイルを指定してください： mekiki account change { $account } --ca-file ファイル。何も送信していません。
problem-no-common-encryption = { $host } との間で使える暗号化の方式がありません。サーバーの方式が古いのかもしれません。サーバーの管理者に問い合わせてください。何も送信していません。技術的な詳細（英語）：{ $detail }
problem-no-start-tls = { $host } はここでは暗号化に対応していません。暗号化なしでパスワードを送ることはありません。TLS を使うには、端末で： mekiki account change { $account } --port { $protocol ->
    [pop3] 995
   *[other] 993
  } --tls
problem-hung-up = { $host } が接続を切りました。動き続けている Mekiki は自動でつなぎ直します。何も失われていません。
problem-stalled = { $host } から { $seconds } 秒間応答がありません。動き続けている Mekiki は自動でやり直します。何も失われていません。
problem-refused = { $host } に断られました：「{ $detail }」。何も変えていません。一時的なものなら、動き続けている Mekiki は自動でやり直します（そうでなければ、しばらくしてからもう一度試してください）。続くときは、この言葉の意味をサーバーの管理者に尋ねてください。容量（quota）のことなら、サーバーに空きを作ってください。
problem-not-understood = { $host } の応答を理解できませんでした。何も変更していません。お知らせいただけると助かります。技術的な詳細（英語）：{ $detail }
problem-no-such-folder = { $detail ->
    [adding] フォルダー「{ $folder }」がありません。--folder で別のフォルダーを指定してください。アカウントは追加していません。
    [maildir] Maildir のフォルダー { $folder } がありません。それを収めたディスクがつながっているか確かめてください。場所が変わったときは端末で指定できます： mekiki account change { $account } --maildir フォルダー
   *[other] フォルダー「{ $folder }」がありません。別のフォルダーは端末で指定できます： mekiki account change { $account } --folder フォルダー
  }
problem-message-gone = { $detail ->
    [copy-lost] メール { $message }（{ $from } からの「{ $subject }」）は元に戻せません。手元の写しがなくなり、サーバーにもありません。これ以上は試しません。一覧から消すには： mekiki junk delete { $message }
    [no-copy-here] メール { $message }（{ $from } からの「{ $subject }」）は表示できません。手元の写しがなくなっています。メールボックスに残っていれば、元に戻せます： mekiki junk release { $message }。一覧から消すには： mekiki junk delete { $message }
   *[other] メールは元の場所にありません。ほかのプログラムが移動か削除をしました。一覧はまもなく更新されます。
  }
problem-in-use = 今はほかのプログラムが { $host } のメールボックスを使っていて、このサーバーは一度に一つしか受け付けません。動き続けている Mekiki は、少し待って自動で見直します（そうでなければ、一分ほどしてからもう一度試してください）。何も失われていません。
problem-too-soon = { $host } は、ログインの間をもっと空けるよう求めています。動き続けている Mekiki は、待ってから自動で見直します（そうでなければ、数分後にもう一度試してください）。何も失われていません。
problem-server-trouble = { $lasts ->
    [yes] { $host } に、ひとりでには直らない不具合があります：「{ $detail }」。何も変えていません。サーバーの管理者に知らせてください。
   *[no] { $host } に一時的な不具合があります：「{ $detail }」。何も変えていません。動き続けている Mekiki は自動でやり直します（そうでなければ、しばらくしてからもう一度試してください）。
  }
problem-no-unique-ids = { $host } ではメールを日をまたいで見分けられない（UIDL がない）ため、Mekiki はこのメールボックスを見守れません。何も変えていません。IMAP か、UIDL のある POP3 サーバーが使えないか、プロバイダーに尋ねてください。
problem-removes-what-is-read = { $host } は、読んだだけでメールをサーバーから消す設定（EXPIRE 0）なので、Mekiki は何も読みません。何も変えていません。サーバーにメールを残す設定か IMAP が使えないか、プロバイダーに尋ねてください。
problem-no-marks = アカウント「{ $account }」のサーバーは、メールに目印を付けられません。迷惑メールの判定はしていますが、お使いのメールソフトでは見分けがつきません。隔離するか、判定だけにするかを、端末で選んでください： mekiki account mode { $account } hold （判定だけなら observe）
problem-permission-denied = { $detail ->
    [readable-by-others] パスワードを収めた { $path } をほかの人も読めるため、使用しません。プロバイダーでパスワードを変え、本人だけが読めるようにして（ファイルは chmod 600、フォルダーは 700）、新しいパスワードを端末で保存してください： mekiki account change { $account } --ask-password
    [server-move] { $host } は、このアカウントがフォルダー「{ $from }」から「{ $path }」へメールを移すことを許していません。メールは判断だけして、動かさずにおきます。サーバーの管理者に、「{ $from }」から削除する権限と「{ $path }」に書き込む権限を頼むか、端末で判断だけにしてください： mekiki account mode { $account } observe
    [server-back] { $host } は、このアカウントがフォルダー「{ $path }」にメールを戻すことを許していません。メールは迷惑メールフォルダーに残してあり、許されれば自動で戻ります。サーバーの管理者に書き込みの権限を頼んでください。
    [server] { $host } は、このアカウントにフォルダー「{ $path }」の変更を許していません。そこのメールは判断だけして、動かさずにおきます。サーバーの管理者に書き込みの権限を頼むか、端末で判断だけにしてください： mekiki account mode { $account } observe
   *[other] { $path } を読み書きする権限がありません。権限を与えてください。
  }
problem-disk-full = { $detail ->
    [output] 出力を書き込めませんでした。出力先がいっぱいです。空きを作るか、別の出力先を選んでください。頼まれた作業そのものは、済んでいることがあります。
    [deleting] ディスクがいっぱいです。削除の前に { $path } へ記録する分の空きが足りず、何も削除していません。ほかの場所で少し空きを作ってから（1MBで足ります）、もう一度削除してください。
   *[other] ディスクがいっぱいで { $path } に書き込めません。空きを作ってから、もう一度試してください（動き続けている Mekiki は自動でやり直します）。メールは失われていません。
  }
problem-read-only = { $detail ->
    [mail] { $path } は読み取り専用なので、メールを移動できません。書き込めるようにしてください。残りは次の確認で行います。
   *[other] { $path } は読み取り専用です。書き込めるようにするか、--data-dir で別のフォルダーを選んでください。
  }
problem-is-folder = { $detail ->
    [ca-file] { $path } はフォルダーです。--ca-file には認証局のファイルを指定してください。
   *[other] { $path } はフォルダーです。ファイルを一つ指定してください。メールなら、一通のファイルです。
  }
problem-not-a-folder = { $path } か、その途中がファイルです。ここにはフォルダーが必要です。別の場所を指定してください。
problem-input-output = { $path } を読み書きできませんでした。ディスクを確かめてください。技術的な詳細（英語）：{ $detail }
problem-store-corrupt = { $detail ->
    [met] データベース { $path } が壊れています。メールは無事です。起動し直すと、壊れたファイルを別の名前で残し、読み取れる内容と隔離中のメールを引き継いで始めます。
   *[other] データベースが壊れていたため、{ $path } として保管しました。メールは無事です。もう一度起動すると、読み取れる内容と隔離中のメールを引き継いで始めます。
  }
problem-store-too-new = { $path } は新しいバージョンの Mekiki で書かれています。この Mekiki を更新してください。
problem-store-busy = ほかのプログラムがデータベース { $path } を使っていて、書き込めません。そのプログラム（バックアップ、フォルダーの同期、データベースの閲覧など）を終了してから、もう一度試してください。動き続けている Mekiki は自動でやり直します。
problem-store-too-old = { $path } のデータは、古いバージョンの Mekiki が使っています。そちらを終了してください。この Mekiki がデータを新しい形にします。
problem-already-running = { $path } のデータは、別の Mekiki が使っています。そのウィンドウを閉じるか、「mekiki watch」を終了してください。--data-dir で別のフォルダーを選ぶこともできます。
problem-no-keyring = { $detail ->
    [forget] 「{ $account }」のパスワードはキーリングに「{ $entry }」として残っていますが、キーリングが動いていません。何も削除していません。キーリングを起動してからもう一度削除するか、パスワードを残したまま端末で削除してください： mekiki account remove { $account } --leave-password
    [fetch] 「{ $account }」のパスワードを預けたはずのキーリングがありません。GNOME Keyring や KWallet を起動するか、本人だけが読めるファイルに保存してください。端末で： mekiki account change { $account } --ask-password --secrets file
   *[other] パスワードを預けるキーリングがありません。GNOME Keyring や KWallet を起動するか、同じコマンドに --secrets file を付けると、本人だけが読めるファイルに保存できます。
  }
problem-keyring-locked = { $detail ->
    [forget] 「{ $account }」のパスワードはキーリングに「{ $entry }」として残っていますが、キーリングが閉じているか、拒否されました。何も削除していません。開けてからもう一度削除するか、パスワードを残したまま端末で削除してください： mekiki account remove { $account } --leave-password
    [entry] キーリングにあるこのアカウントの項目は、パスワードとして読めません。端末で保存し直してください： mekiki account change { $account } --ask-password
    [fetch] 「{ $account }」のパスワードを保存したキーリングが閉じているか、拒否されました。開けてからやり直してください。または、あなただけが読めるファイルに保存できます。端末で： mekiki account change { $account } --ask-password --secrets file
   *[other] キーリングが閉じているか、拒否されました。開けてからやり直してください。または、同じコマンドに --secrets file を付けると、あなただけが読めるファイルに保存します。
  }
problem-no-password = { $detail ->
    [memory] { $account } のパスワードは、選ばれたとおりどこにも保存していないため、そのつど入力が必要です。mekiki watch と mekiki account test が尋ねます。これから保存するには、端末で： mekiki account change { $account } --ask-password --secrets keyring（または file）
   *[other] { $account } のパスワードが保存されていません。端末で指定してください： mekiki account change { $account } --ask-password
  }
problem-empty-file = { $detail ->
    [stdin] 標準入力が空で、メールがありません。メールを標準入力に渡す（< ファイル を付ける）か、- の代わりにメールのファイルを指定してください。
   *[other] { $path } は空で、メールがありません。メールのファイルを指定してください。
  }
problem-no-such-file = { $detail ->
    [ca-file] 「{ $account }」の認証局の証明書を収めたファイル { $path } がなくなっています。元に戻すか、端末で別のファイルを指定してください： mekiki account change { $account } --ca-file ファイル（OSの認証局だけを信じるには --no-ca-file）。何も送っていません。
    [own-folder] Mekiki のデータを保存するフォルダー { $path } がなくなりました。元の場所に戻すか、Mekiki を起動し直してください。メールボックスは変えていません。
   *[other] ファイル { $path } がありません。名前を確かめてください。
  }
problem-no-such-account = アカウント「{ $account }」はありません。次のコマンドで一覧を見られます： mekiki account list
problem-account-exists = アカウント「{ $account }」はもうあります。別の名前にしてください。
problem-no-such-message = メール { $message } はありません。一覧が変わったかもしれません。もう一度見てください。
problem-message-deleted = メール { $message } は { $when } にあなたが削除しました。迷惑メールフォルダーにはもうありません。
problem-bad-input = { $what ->
    [account-name] 「{ $value }」はアカウント名に使えません。1～64文字の文字と数字で指定してください。日本語も使えます。二文字目からは - _ . @ も使えます。
    [host] { $detail ->
        [address] 「{ $value }」はサーバー名だけの形ではありません。「imap://」やユーザー名、パスを付けず、imap.example.jp のように名前だけを指定してください。
        [with-port] 「{ $value }」には名前とポート番号が一緒に書かれています。分けて指定してください： { $protocol ->
            [pop3] --pop3
           *[other] --imap
        } { $host } --port { $port }
       *[other] 「{ $value }」はサーバー名ではありません。
    }
    [port] 「{ $value }」はポート番号ではありません。1～65535の数を指定してください。
    [address] 「{ $value }」はメールアドレスではありません。taro@example.jp のように指定してください。
    [user] ユーザー名がありません。
    [path] フォルダーの指定がありません。
    [folder] { $detail ->
        [only-inbox] POP3 には受信箱しかなく、フォルダー「{ $value }」はありません。--folder を付けずに指定してください。
        [not-empty] { $value } にはすでに別のものがあります。空のフォルダーを選んでください。
        [not-made] { $value } にはフォルダーを作れません。別の場所を選んでください。
       *[other] 「{ $value }」はフォルダー名に使えません。メールサーバーが受け付けない文字があります。
    }
    [several-messages] { $value } には何通ものメールが入っています（mbox 形式）。このままでは全体を一通と取り違えるため、何もしていません。まとめて教えるには： mekiki train --spam ファイル（必要なメールなら --ham ファイル）。一通だけを扱うときは、それぞれ別のファイルに保存してください。
    [message] { $value } はメールではありません。From、To、Date などのヘッダーがないので、何も学習していません。メールのファイルを指定してください。
    [password] { $detail ->
        [not-utf8] 標準入力のパスワードがUTF-8の文字として読めません。UTF-8で渡してください。
        [empty] パスワードが空です。メールアカウントのパスワードを指定してください。
        [no-terminal] パスワードを尋ねる端末がありません。--password-stdin を付けて、標準入力から渡してください。
       *[other] ユーザー名かパスワードに、メールサーバーが受け付けない文字（NUL か改行）があります。入力した内容を確かめて、もう一度指定してください。
    }
    [ca-file] { $value } にPEM形式の証明書がありません。「-----BEGIN CERTIFICATE-----」という行のある、認証局のファイルを指定してください。
    [maildir] { $detail ->
        [missing] フォルダー { $value } がありません。実在する Maildir のフォルダーを指定してください。
        [file] { $value } はファイルです。Maildir のフォルダーを指定してください。
       *[none] { $value } は Maildir ではありません。Maildir には cur、new、tmp のフォルダーがあります。それらを収めたフォルダーを指定してください。
    }
    [protocol] { $detail ->
        [only-of-a-server] 「{ $value }」は Maildir なので、サーバー、ユーザー名、パスワードはありません。変更できるのは --maildir、--address、--folder、--provider-host、--mode です。
       *[other] アカウント「{ $value }」は、IMAP、POP3、Maildir の間で切り替えられません。同じ種類のオプションだけを指定してください。別の種類にするには、新しいアカウントを追加してください。
    }
    [mailbox] { $detail ->
        [of-another-account] このメールボックスは、アカウント「{ $value }」がすでに使っています。二つのアカウントで同じメールを動かすと混乱するため、何も変更していません。ほかのフォルダーも見守るには、端末で： mekiki account change { $value } --folder フォルダー
        [held-from-another] 「{ $value }」という名前では、別のメールボックスのメールを隔離したままです。このまま追加すると、誤った場所に戻してしまいます。このアカウントには別の名前を付けてください。または、元のメールボックスをもう一度追加して、隔離中のメールを戻すか削除してください（一覧： mekiki junk list）。
       *[held] 「{ $value }」には、隔離中のメール、移動の途中のメール、またはサーバーからこれから削除するメールがあります。接続先を変えると別のメールボックスに戻してしまうため、何も変更していません。先に隔離中のメールを戻すか削除し（一覧： mekiki junk list）、一度確認してください（mekiki watch --once）。または、別のアカウントとして追加してください： mekiki account add
    }
    [change] 「{ $value }」の何を変更するかの指定がありません。変更できるもの： mekiki account change --help
    [secrets] 「{ $value }」のパスワードの保管場所を変えるには、パスワードを入れ直してください： mekiki account change { $value } --ask-password --secrets { $detail }
    [mode] { $detail ->
        [no-marks] 「{ $value }」は Maildir か POP3 なので、ほかのメールソフトに見える印を付けられません。モードは observe か hold を選んでください。
       *[other] 「{ $value }」は迷惑メールを隔離しないので、以前のメールも動かせません。モード hold と一緒に指定してください。
    }
    [list-entry] { $detail ->
        [unknown] { $value } という項目はリストにありません。
        [suffix] 「{ $value }」では、その下にあるすべてのドメインが対象になります。example.{ $value } のような、個々のドメインを指定してください。すべてを拒否するときは、引用符も付けて "*.{ $value }" と書きます。
        [suffix-allowed] 「{ $value }」では、その下にあるすべてのドメインが対象になり、まとめて許可することはできません。example.{ $value } のような、個々のドメインを指定してください。
       *[other] 「{ $value }」はリストに入れられません。アドレス、ドメイン、IPアドレス、または 192.0.2.0/24 のようなネットワークを指定してください。
    }{ $several ->
        [yes] ほかの項目も追加していません。
       *[no] {""}
    }
    [taught-tag] { $detail ->
        [name] 「{ $value }」はヘッダーの名前ではありません。X-Corp-Filter のように、空白のない英数字の名前を指定してください。
        [sender] 「{ $value }」は差出人が書くものか、メールそのものを運ぶものです。フィルターの判定としては、誰でも書けてしまいます。プロバイダーのフィルターが加えるヘッダーを指定してください。
        [nothing] 「{ $value }」が何を意味するかの指定がありません。--spam、--ham、--number-above のどれかを指定してください。
        [pattern] 「{ $value }」はパターンに使えません。1～200文字で指定してください。* は任意の文字を表します。
        [everything] それでは「{ $value }」がいつも同じことを言い、指定の一部がまったく効きません。迷惑メールと必要なメールを見分けられるパターンにしてください。
        [same] 「{ $value }」が迷惑メールと必要なメールの両方を意味することはできません。
        [number] 「{ $value }」は比べられる数ではありません。
        [many] 教えられるヘッダーは{ $value }個までです。次のコマンドで減らせます： mekiki tag remove
       *[unknown] 「{ $value }」について教わったことはありません。教わったものの一覧： mekiki tag list
    }
    [dns-server] 「{ $value }」はDNSサーバーのアドレスではありません。192.0.2.53 や 127.0.0.1:5353 のように、IPアドレスを指定してください（53番以外ならポートも）。
    [training-place] { $value } はファイルでもフォルダーでもありません。Maildir、mbox ファイル、メールのファイルが入ったフォルダーのどれかを指定してください。何も教えていません。
    [export] { $detail ->
        [exists] { $value } はすでにあり、Mekiki が書き出したファイルではないため、置き換えませんでした。別の名前を指定してください。
        [no-folder] { $value } を置くフォルダーがありません。先にフォルダーを作るか、別の場所を指定してください。
        [newer] { $value } は新しい版の Mekiki が書き出したものです。何も変えていません。この Mekiki を更新してから、もう一度取り込んでください。
        [huge] { $value } は、書き出したファイルにしては大きすぎます。何も変えていません。mekiki export で書き出したファイルを指定してください。
        [foreign] { $value } は Mekiki が書き出したファイルではありません。何も変えていません。mekiki export で書き出したファイルを指定してください。
       *[damaged] { $value } は壊れているか、途中で切れています。何も変えていません。元のパソコンからもう一度コピーするか、書き出し直してください。
    }
    [message-folder] フォルダー { $value } の中にメールのファイルがありません。その下のフォルダーは調べません。メールのファイルがあるフォルダーか、Maildir を指定してください。
    [held-message] { $detail ->
        [waits] { $value } は、移すことが許されなかったため、まだメールボックスにあります。許されしだい、迷惑メールフォルダーに隔離します。必要なメールなら、次のコマンドで知らせてください： mekiki junk release --not-spam { $value }
       *[other] メール { $value } は迷惑メールの中にないか、移動の途中です。
    }
   *[other] 「{ $value }」は{ $what }として使えません：{ $detail }。
  }
problem-copy-differs = { $detail ->
    [only-copy] メール { $message }（{ $from } からの「{ $subject }」）は元に戻していません。手元の写しが保管したときの内容と違い、サーバーにもありません。写しはそのまま残してあります。今のまま保存するには： mekiki junk show { $message } --raw > ファイル、削除するには： mekiki junk delete { $message }
   *[other] 手元の写しがサーバーのメールと違うため、移動していません。写しを取り直して、もう一度試します。
  }
problem-internal = Mekiki の内部で問題が起きました。メールは失われていません。お知らせいただけると助かります。技術的な詳細（英語）：{ $detail }

# 壊れたデータベースに代えて、新しいものを作った。
notice-salvaged = { $whole ->
    [yes] データベースが壊れていました。引き継いだもの：アカウント{ $accounts }件、リストの項目{ $entries }件、学習{ $lessons }件、あなたが判断したメール{ $words }通。
   *[no] データベースが壊れていて、すべては読み取れませんでした。引き継いだもの：アカウント{ $accounts }件、リストの項目{ $entries }件、学習{ $lessons }件、あなたが判断したメール{ $words }通。アカウントとリストに足りないものがないか確かめてください。迷惑メールを隔離するアカウントは（追加し直したものも）、あなたが確認して続けさせるまで何も移動しません（ウィンドウの「続ける」か、端末で mekiki account go-on 名前）。
  }メールはあらためて判断し、隔離中のメールは見つけ直しました。壊れたファイルは { $path } として残してあります。

# 開くとき。
notice-listed-again = 迷惑メールフォルダーに、一覧から抜けていたメールが{ $count }通ありました。一覧に戻しました。データベースの最後の記録が失われたか、古いデータベースに戻されたようです。その後の判断や設定も失われているかもしれません。迷惑メールを隔離するアカウントは（追加し直したものも）、あなたが確認して続けさせるまで何も移動しません（ウィンドウの「続ける」か、端末で mekiki account go-on 名前）。メールは失われていません。ほかにどこにあるかは、次の確認で調べます。
notice-lessons-unread = 学んだメールのうち{ $count }通が、データベースの破損で読めなくなり、判断に使われていません。手元に残っているメールは、もう一度教えてください： mekiki learn

# Stands for the account in a command that is told, where it is not known which.
any-account = 名前
