# engine::ProblemKind の種類ごとに一つ。何が起きたか、どうすればよいか。
problem-wrong-password = { $host } が { $user } のユーザー名かパスワードを受け付けませんでした。両方を確かめてください。アプリ用パスワードが必要なこともあります。
problem-unknown-host = サーバー { $host } が見つかりません。名前の打ち間違いと、ネットワークの接続を確かめてください。
problem-connection-refused = { $host } のポート { $port } は応答しません。ポート番号を確かめてください。IMAPでは普通 993、STARTTLSなら 143 です。
problem-wrong-port = { $host } のポート { $port } は応答しましたが、暗号化されたIMAPではありません。993 には TLS、143 には STARTTLS を選んでください。
problem-certificate-expired = { $host } の証明書は今日の日付では有効ではありません（{ $detail }）。この機械の日付を確かめ、正しければプロバイダーに問い合わせてください。何も送信していません。
problem-certificate-for-another-host = { $host } の証明書は別のサーバーのものです（{ $detail }）。サーバー名を確かめてください。何も送信していません。
problem-certificate-untrusted = { $host } の証明書を信頼できません（{ $detail }）。ご自分のサーバーなら、アカウントに認証局のファイルを指定してください。何も送信していません。
problem-no-start-tls = { $host } はここでは暗号化に対応していません。ポート 993 の TLS を使ってください。暗号化なしでパスワードを送ることはありません。
problem-hung-up = { $host } が接続を切りました。自動でつなぎ直します。何も失われていません。
problem-stalled = { $host } から { $seconds } 秒間応答がありません。自動でやり直します。何も失われていません。
problem-refused = { $host } に断られました：「{ $detail }」。何も変更していません。
problem-not-understood = { $host } の応答を理解できませんでした（「{ $detail }」）。何も変更していません。お知らせいただけると助かります。
problem-no-such-folder = フォルダー「{ $folder }」がありません。アカウントで別のフォルダーを選んでください。
problem-message-gone = メールは元の場所にありません。ほかのプログラムが移動か削除をしました。一覧はまもなく更新されます。
problem-permission-denied = { $path } を読み書きする権限がありません。権限を与えてください。
problem-disk-full = ディスクがいっぱいで { $path } に書き込めません。空きを作ってください。何も移動していません。自動でやり直します。
problem-read-only = { $path } は読み取り専用です。書き込めるようにするか、--data-dir で別のフォルダーを選んでください。
problem-input-output = { $path } を読み書きできませんでした（{ $detail }）。ディスクを確かめてください。
problem-store-corrupt = データベースが壊れていたため、{ $path } として保管しました。メールは無事です。もう一度起動すると、読み取れる内容と隔離中のメールを引き継いで始めます。
problem-store-too-new = { $path } は新しい版の Mekiki で書かれています。この Mekiki を更新してください。
problem-already-running = { $path } のデータは、別の Mekiki が使っています。そちらを終了するか、--data-dir で別のフォルダーを選んでください。
problem-no-keyring = パスワードを預けるキーリングがありません（{ $detail }）。GNOME Keyring や KWallet を起動するか、パスワードファイルの使用を指定してください。
problem-keyring-locked = キーリングが閉じているか、拒否されました（{ $detail }）。開けてからやり直してください。
problem-no-password = { $account } のパスワードが保存されていません。パスワードを付けてアカウントを追加し直してください。
problem-empty-file = { $path } は空です。判断するものがありません。
problem-no-such-file = ファイル { $path } がありません。名前を確かめてください。
problem-no-such-account = アカウント「{ $account }」はありません。次の命令で一覧を見られます： mekiki account list
problem-account-exists = アカウント「{ $account }」はもうあります。別の名前にしてください。
problem-no-such-message = メール { $message } はありません。一覧が変わったかもしれません。もう一度見てください。
problem-bad-input = { $what ->
    [account-name] 「{ $value }」はアカウント名に使えません。1～64文字で、前後に空白のない名前にしてください。
    [host] 「{ $value }」はサーバー名ではありません。
    [port] 「{ $value }」はポート番号ではありません。1～65535の数を指定してください。
    [user] ユーザー名がありません。
    [path] フォルダーの指定がありません。
    [folder] { $detail ->
        [not-empty] { $value } にはすでに別のものがあります。空のフォルダーを選んでください。
       *[other] 「{ $value }」はフォルダー名に使えません。メールサーバーが受け付けない文字があります。
    }
    [password] ユーザー名かパスワードに、メールサーバーが受け付けない文字があります。
    [ca-file] { $value } にPEM形式の証明書がありません。
    [list-entry] { $detail ->
        [unknown] { $value } という項目はリストにありません。
       *[other] 「{ $value }」はリストに入れられません。アドレス、ドメイン、IPアドレス、または 192.0.2.0/24 のようなネットワークを指定してください。
    }
    [held-message] メール { $value } は迷惑メールの中にないか、移動の途中です。
   *[other] 「{ $value }」は { $what } として使えません：{ $detail }。
  }
problem-copy-differs = 手元の写しがサーバーのメールと違うため、移動していません。写しを取り直して、もう一度試します。
problem-internal = Mekiki の内部で問題が起きました（{ $detail }）。メールは失われていません。お知らせいただけると助かります。
