# 端末の言葉。

# 使い方。help-<コマンド>、help-<コマンド>-<引数>。
help = Mekiki はメールを見分け、判断の理由を説明し、迷惑メールを除け、あなたから学びます。データがお使いのパソコンの外に出ることはありません。
help-heading-usage = 書き方:
help-heading-commands = コマンド
help-heading-arguments = 引数
help-heading-options = オプション
help-help = この説明を表示します。
help-version = バージョンを表示します。
help-json = JSON で答えます（一行に一つ）。
help-data-dir = データのフォルダー。なければ MEKIKI_DATA_DIR、それもなければシステムの標準の場所。
help-language = 言語（en か ja）。指定がなければロケールに従います。
help-secrets = パスワードの置き場所。keyring（システムのキーリング、標準）、file（データフォルダーの、本人だけが読めるファイル）、memory（保存せず、watch と account test のたびに尋ねる）。アカウントごとに覚えておきます。

help-check = メール一通を判断し、理由を説明します。終了コード：0 迷惑メール、1 必要なメール、2 判断できない、3 問題が起きた。
help-check-file = メールのファイル。- なら標準入力。
help-check-all = 主な手がかりだけでなく、すべて表示します。
help-learn = 迷惑メールか必要なメールかを教えます。
help-learn-label = spam（迷惑メール）か ham（必要なメール）。
help-learn-files = 一通ずつのファイル、そのフォルダーや Maildir。- なら標準入力。
help-train = これまでに自分で分けておいたメールを、まとめて教えます。必要なメールと迷惑メールを均等に混ぜて学びます。すでにあなたが答えたメールは、その答えのままです。
help-train-ham = 必要なメールの場所。Maildir、mbox ファイル、メールのファイルが入ったフォルダー、または「アカウント:フォルダー」。何度でも指定できます。
help-train-spam = 迷惑メールの場所。指定のしかたは同じです。
help-train-undo = 前回まとめて教えた分だけを取り消します。そのあとであなたが答えたメールは、そのままです。
help-train-password-stdin = 保存していないアカウントのパスワードを、標準入力から読みます。
help-unlearn = 教えたことを、そっくり取り消します。
help-unlearn-files = 一通ずつのファイル、そのフォルダーや Maildir。- なら標準入力。
help-unlearn-message = Mekiki がこの番号で知っているメールについて、伝えたことを取り消します。メールの場所は変わりません。

help-account = 見守るメール。
help-account-add = アカウントを追加します。パスワードは引数では受け取らず、その場で尋ねます。
help-account-add-name = アカウントに付ける名前。
help-account-add-imap = IMAP サーバーの名前。
help-account-add-pop3 = POP3 サーバーの名前。隔離したメールはサーバーから消し、戻したメールはお使いのパソコンのフォルダーに入れます。
help-account-add-port = ポート番号。指定がなければ 993、--starttls なら 143（POP3 では 995 と 110）。
help-account-add-starttls = 最初から TLS を使う代わりに、STARTTLS で暗号化します。
help-account-add-user = ログイン名。
help-account-add-ca-file = システムのほかに信頼する認証局の PEM ファイル。
help-account-add-password-stdin = パスワードを標準入力から読みます。
help-account-add-maildir = サーバーの代わりに、お使いのパソコンにある Maildir。
help-account-add-address = このアカウントでのあなたのアドレス。何度でも指定できます。
help-account-add-folder = 見守るフォルダー。指定がなければ INBOX。何度でも指定できます。
help-account-add-provider-host = プロバイダーのメールサーバー。その書いた Received の行より上にある印を信じます（下は、誰が書いたか分かりません）。何度でも指定できます。
help-account-add-mode = observe（判断だけ、標準）、mark（印を付ける。IMAP だけ）、hold（迷惑メールを隔離する）。
help-account-change = アカウントを変更します。指定しないものは、そのままです。
help-account-change-name = アカウントの名前。
help-account-change-imap = IMAP サーバーの新しい名前。
help-account-change-pop3 = POP3 サーバーの新しい名前。
help-account-change-port = ポート番号。暗号化の方式だけを変えるときは、その標準の番号になります。
help-account-change-starttls = これからは STARTTLS で暗号化します。
help-account-change-tls = これからは最初から TLS で暗号化します。
help-account-change-user = ログイン名。
help-account-change-ca-file = システムのほかに信頼する認証局の PEM ファイル。
help-account-change-no-ca-file = システムの認証局だけを信頼するように戻します。
help-account-change-ask-password = 新しいパスワードを尋ねます。
help-account-change-password-stdin = 新しいパスワードを標準入力から読みます。
help-account-change-maildir = Maildir の新しい場所。
help-account-change-address = あなたのアドレス。これまでのものと置き換えます。何度でも指定できます。
help-account-change-folder = 見守るフォルダー。これまでのものと置き換えます。何度でも指定できます。
help-account-change-provider-host = プロバイダーのメールサーバー。これまでのものと置き換えます。その書いた Received の行より上にある印を信じます。何度でも指定できます。
help-account-change-mode = observe（判断だけ）、mark（印を付ける）、hold（迷惑メールを隔離する）。
help-account-change-move-earlier = --mode hold と一緒に：以前に迷惑メールと判断したメールも隔離します。
help-account-list = アカウントの一覧を表示します。
help-account-test = つないでログインしてみます。何も変更しません。
help-account-test-name = アカウントの名前。
help-account-test-password-stdin = 保存していないパスワードを標準入力から読みます。
help-account-remove = アカウントとパスワードを忘れます。メールには触れません。
help-account-remove-name = アカウントの名前。
help-account-remove-leave-password = パスワードを消せないときもアカウントを忘れ、残った項目の名前を示します。
help-account-mode = 判断のあとの扱いを決めます。
help-account-mode-name = アカウントの名前。
help-account-mode-mode = observe（判断だけ）、mark（印を付ける）、hold（迷惑メールを隔離する）。
help-account-mode-move-earlier = hold と一緒に：以前に迷惑メールと判断したメールも隔離します。
help-account-go-on = 確認を待って隔離を止めているアカウントに、作業を続けさせます。
help-account-go-on-name = アカウントの名前。

help-watch = 止めるまで、すべてのアカウントを見守ります。
help-watch-password-stdin = 保存していないパスワードを標準入力から読みます（一行に一つ、mekiki account list の順）。
help-watch-once = 見守り続けず、一度だけ確認します。終了コード：0 すべて完了、4 一部のメールやフォルダーを除いて完了、3 問題が起きた。

help-junk = 手元の迷惑メールフォルダー。
help-junk-list = 隔離したメールの一覧を、疑わしさの低い順に表示します。
help-junk-show = 隔離したメールと、その判断の理由を表示します。
help-junk-show-message = メールの番号。
help-junk-show-raw = 届いたままのバイト列を書き出します。
help-junk-show-all = 主な手がかりだけでなく、すべて表示します。
help-junk-release = メールを届いたままの形で戻します。
help-junk-release-messages = メールの番号。
help-junk-release-not-spam = 迷惑メールではないことも学びます。
help-junk-delete = 隔離したメールを完全に削除します。
help-junk-delete-messages = メールの番号。

help-allow = 必要なメールの差出人。本物と確かめられたときに効きます。
help-allow-add = 許可リストに加えます。
help-allow-add-entries = アドレス、ドメイン、IP アドレス、または 192.0.2.0/24 のようなネットワーク。
help-allow-list = 許可リストを表示します。
help-allow-remove = 許可リストから外します。
help-allow-remove-entries = 項目の番号、または書いたとおりの項目。
help-block = 要らないメールの差出人。
help-block-add = 拒否リストに加えます。
help-block-add-entries = アドレス、ドメイン、IP アドレス、または 192.0.2.0/24 のようなネットワーク。
help-block-list = 拒否リストを表示します。
help-block-remove = 拒否リストから外します。
help-block-remove-entries = 項目の番号、または書いたとおりの項目。

help-tag = Mekiki の知らないフィルターがメールに書き込むヘッダー。
help-tag-teach = ヘッダーの意味を教えます。プロバイダーが書く場所にあるものだけが効きます。
help-tag-teach-header = ヘッダーの名前（例：X-Corp-Filter）。
help-tag-teach-spam = 迷惑メールのときの値。* は任意の文字を表し、大文字と小文字は区別しません。
help-tag-teach-ham = 必要なメールのときの値。
help-tag-teach-number-above = 値の最初の数がこれより大きければ迷惑メール、これ以下なら必要なメールとします。
help-tag-list = 教わったものの一覧を表示します。
help-tag-remove = ヘッダーについて教わったことを忘れます。
help-tag-remove-headers = ヘッダーの名前。
help-setting = すべてのアカウントに共通の設定。
help-setting-dns = 差出人の署名の鍵をDNSに尋ねてよいかどうかを、表示または設定します。はじめは off です。
help-setting-dns-state = on か off。省くと今の設定を表示します。
help-setting-dns-server = 尋ねるDNSサーバーのIPアドレス（ポートも指定できます）。省くとシステムのもの。

help-export = 学んだことすべてと、リストや設定を、別のパソコンに移すための一つのファイルに書き出します。パスワード、アカウント、メールの本文は入りません。
help-export-file = 書き出すファイル。置き換えるのは、前に書き出したファイルだけです。
help-import = 書き出したファイルを、ここで学んだことに加えます。答えが食い違うときは、新しいほうを残します。
help-import-file = mekiki export で書き出したファイル。
help-import-dry-run = 何が変わるかを表示するだけで、実際には変えません。

help-evaluate = 正解の付いたメールで精度を測ります。一通ごとに判断してから学びます。結果は保存しません。
help-evaluate-index = 「spam パス」か「ham パス」を、届いた順に一行ずつ書いたファイル。
help-evaluate-corpus-root = パスの起点となるフォルダー。指定がなければ索引のあるフォルダー。
help-evaluate-shuffle = メールを無作為の順にします。
help-evaluate-seed = 無作為の順を決める数。指定がなければ 42。
help-evaluate-starter = 空のモデルではなく、付属のモデルから始めます。
help-evaluate-mode = 正解をいつ学ぶか：すぐに（immediate、指定がなければこれ）、遅れて（delayed）、判断が誤りか「判断できない」だったときだけ（corrections-only）、学ばず付属のモデルだけで（day-one）。
help-evaluate-delay = delayed のとき、さらに何通判断してから学ぶか。指定がなければ 50。
help-evaluate-noticed = corrections-only のとき、誤りと「判断できない」のうち何%に気づいて訂正するか。指定がなければ 100。
help-evaluate-cutoffs = 基準ごとに両方の誤り率を示します。--json では、判断が変わるメールも示します。
help-evaluate-compare = 同じメールを同じ順で、bogofilter（入っていれば）と、SpamBayes および Thunderbird の方式にも判断させます。
help-jig = 標準入力から「classify パス」と「train spam|ham パス」を一行ずつ受け取り、そのつど答えます。
help-jig-starter = 空のモデルではなく、付属のモデルから始めます。
help-demo = お試しのメールで、すべての働きを一通りお見せします。専用のフォルダー（--dir）を使い、いつものデータフォルダーには触れません。
help-demo-dir = 作る場所。指定がなければ新しい一時フォルダー。

# 書き方の行に出る、値の名前。
help-value-address = アドレス
help-value-command = コマンド
help-value-dir = フォルダー
help-value-domain = ドメイン
help-value-entry = 項目
help-value-file = ファイル
help-value-folder = フォルダー
help-value-header = ヘッダー名
help-value-host = サーバー
help-value-index = 索引
help-value-name = 名前
help-value-network = ネットワーク
help-value-amount = 数
help-value-number = 番号
help-value-options = オプション
help-value-pattern = 型
help-value-percent = 割合
help-value-place = 場所
help-value-port = ポート番号
help-value-user = ユーザー名

# コマンドの書き間違い。$word は引数、$value は与えられた値、$help は詳しい説明を出すコマンドです。
usage-unknown = 「{ $word }」というオプションはここでは使えません。使い方： { $help }
usage-unknown-command = 「{ $word }」というコマンドはありません。使えるコマンドの一覧： { $help }
usage-too-many = 「{ $word }」は余分です。使い方： { $help }
usage-missing = 足りないものがあります：{ $word }。使い方： { $help }
usage-no-command = コマンドの指定がありません。使えるコマンドの一覧： { $help }
usage-no-value = { $word } のあとに値がありません。使い方： { $help }
usage-value = 「{ $value }」は { $word } には使えません。{ $other ->
    [blank] {""}
   *[other] 使えるもの：{ $other }。
  }使い方： { $help }
usage-possible-port = 1～65535の数
usage-possible-number = 0以上の整数
usage-possible-count = 1以上の整数
usage-possible-percent = 0～100の整数
usage-possible-any-number = 数（5、4.5、-1 など）
usage-either = { $one } か { $other }
usage-conflict = { $word } と { $other } は同時に使えません。使い方： { $help }
usage-twice = { $word } は一度だけ指定できます。使い方： { $help }
usage-only-with = { $word } は { $other } と一緒に指定したときだけ使えます。使い方： { $help }
usage-wrong = このコマンドは理解できません。使い方： { $help }
usage-more = 詳しい使い方： { $help }

# 判断の説明。
terminal-check-no-mail = これはメールではないようです（From、To、Date などのヘッダーがありません）。下の判断はあまり当てになりません。メールのファイルを指定してください。
terminal-check-beginning = 50MBを超えるメールなので、メールボックスにあるときと同じく、先頭の部分だけで判断しました。これほど大きいメールは移動しません。
terminal-check-released = このメールはあなたが元に戻しました。その指定が優先され、どう判断されても再び隔離することはありません。
terminal-score = 迷惑度 { $score }%（{ $spam }% 以上は迷惑メール、{ $ham }% 未満は必要なメール）
# 一覧の一行の中。迷惑度には、必ず境目を添えます。
terminal-score-in-row = { $score }%（{ $spam }% 以上は迷惑メール）
terminal-for-spam = 疑わしい点：
terminal-for-ham = 安心できる点：
terminal-more = ほか{ $count }件の合計
terminal-sum = 合計 { $sum }（対数オッズ）、つまり { $score }%。
terminal-committee = それぞれの判定役の寄与：
terminal-vote = { $voter }（確信度 { $confidence }%）
terminal-abstains = { $voter }（棄権）

# 学習。
terminal-learned = { $changed }通を学びました。{ $unchanged }通はすでに学んでいました。
terminal-learned-back = 隔離していた { $message }「{ $subject }」を、届いたままの形で戻しました。
terminal-learned-back-later = { $message }「{ $subject }」は隔離中です。メールボックスにつながりしだい戻します。すぐに試すには： mekiki watch --once
terminal-unlearned = { $changed }通を取り消しました。{ $unchanged }通は学んでいませんでした。
terminal-unlearned-back = そのために隔離していた{ $count ->
    [1] ほかの1通「{ $first }」
   *[other] 「{ $first }」など、ほかの{ $count }通
  }を、元に戻しました。
terminal-unlearned-going-back = そのために隔離していた{ $count }通は、今メールボックスに接続できないため、次の確認のときに元に戻します： mekiki watch
terminal-unlearned-left = { $count }通は迷惑メールという判断に戻りましたが、受信箱に残ります。取り消しただけでは隔離しません。隔離するには： mekiki account mode { $account } hold --move-earlier
# まとめて教える。
terminal-train-progress = { $read }通を読みました（学んだもの：必要なメール{ $ham }通、迷惑メール{ $spam }通）
terminal-train-interrupted = 途中で止めました。ここまでに教えた分は残ります。続けるには、同じコマンドをもう一度実行してください。
terminal-trained = 必要なメール{ $ham }通、迷惑メール{ $spam }通を学びました。
terminal-train-known = すでに学んでいたか、重複していたため、教えなかったメール：{ $count }通
terminal-train-otherwise = あなたが前に違う答えをしたため、その答えを残したメール：{ $count }通
terminal-train-unreadable = 読めなかったため、教えなかったメール：{ $count }通
terminal-held-and-wanted = { $count ->
   *[other] 隔離中の { $count } 通が必要なメールになりました。次の確認で戻します。
  }
terminal-train-undo-how = まとめて教えた分を取り消すには： { $command }
terminal-train-undone = { $count }通を取り消しました。
terminal-train-kept = そのあとであなたが答えたため、そのままにしたメール：{ $count }通
terminal-train-put-back = これが理由で隔離していて、元に戻したメール：{ $count }通
terminal-train-nothing-to-undo = 取り消せるものがありません。一通ずつ取り消すには： mekiki unlearn

# 別のパソコンへの引っ越し。
terminal-exported = すべてを { $path } に書き出しました。このファイルを読めるのはあなただけです。
terminal-exported-counts = 学んだメール { $lessons }通、あなたの答えがあるメール { $words }通、差出人 { $senders }件、リストの項目 { $entries }件、教えたヘッダー { $headers }件、設定 { $settings }件。
terminal-exported-next = やり取りした相手のアドレスやメールの識別番号が入っているので、ほかの人には渡さないでください。別のパソコンでは： mekiki import ファイル
terminal-imported = { $path } の中身を取り込みました。
terminal-import-would = まだ何も変えていません。--dry-run を付けずに実行すると、{ $path } から次のものを取り込みます。
terminal-imported-nothing = { $path } の中身は、すべてここにあります。何も変わりません。
terminal-import-lessons = 学んだメール：{ $count }通
terminal-import-taken-back = 新しい答えと違うため、ここでの学習を取り消すメール：{ $count }通
terminal-import-words = あなたの答えがあるメール：{ $count }通
terminal-import-senders = 記録が増える差出人：{ $count }件
terminal-import-sent = あなたが送ったメール：{ $count }通
terminal-import-entries = リストの項目：{ $count }件
terminal-import-headers = 教えたヘッダー：{ $count }件
terminal-import-settings = 設定：{ $count }件
terminal-import-kept = 教えたヘッダーと設定のうち{ $count }件は、ここでの内容と違うため、ここのものを残します。変えたいときは mekiki tag か mekiki setting で変えてください。
terminal-import-unreadable = この版の Mekiki では読めない学習が{ $count }件あり、取り込みません。そのメールがまだあれば、mekiki learn で教え直してください。

terminal-so-far = これまでに学んだメール：必要なメール{ $ham }通、迷惑メール{ $spam }通。
terminal-only-spam = 教わった言葉を判断に使うには、両方の学習が要ります。必要なメールも教えてください： mekiki learn ham ファイル
terminal-only-ham = 教わった言葉を判断に使うには、両方の学習が要ります。迷惑メールも教えてください： mekiki learn spam ファイル
terminal-opposite-copies = { $name }：ほぼ同じ文面の{ $count }通{ $named ->
    [yes] （「{ $example }」など）
   *[no] {""}
  }には、逆のことを伝えています。
terminal-opposite-all = { $name }：これまでに教わったことは、どれも強く逆を示しています。
terminal-opposite-more = ほかに{ $count }通も同様です。--json ですべて示します。
terminal-take-back = おっしゃるとおりに学びました。もし手違いなら、次のコマンドで取り消せます：{ $command }

# アカウント。
terminal-password = { $host } の { $user } のパスワード：{" "}
terminal-no-home = ホームフォルダーがありません。データのフォルダーを指定してください
terminal-already-running = { $path } のデータは、別の Mekiki が使っています。その間も、読むだけのコマンドは使えます：check、junk list、junk show、account list、account test、allow list、block list、tag list、setting dns。ほかのことは、Mekiki のウィンドウを閉じるか「mekiki watch」を終了してから行ってください。--data-dir で別のフォルダーを選ぶこともできます。
terminal-no-accounts = アカウントがまだありません。次のコマンドで追加できます： mekiki account add
terminal-account-added = アカウント「{ $account }」を追加しました。次のコマンドで試せます： mekiki account test { $account }
terminal-account-waits = 「{ $account }」は、あなたが確認するまで何も隔離しません。確認する内容は、次のコマンドで表示されます： mekiki watch --once
terminal-account-changed = アカウント「{ $account }」を変更しました。次のコマンドで試せます： mekiki account test { $account }
terminal-account-removed = アカウント「{ $account }」を忘れました。メールには触れていません。隔離したメールは手元の迷惑メールフォルダーに残ります。
terminal-password-left = パスワードは消せずに残っています。次の項目をご自分で削除してください：{ $entry }
terminal-earlier-password-left = 以前のパスワードは消せずに残っています：{ $entry }。次に mekiki watch か mekiki account を使うとき、消せれば消します。ご自分で項目を削除してもかまいません。
terminal-password-not-kept = 「{ $account }」のパスワードは保存していません。mekiki watch と mekiki account test のたびに尋ねます。--password-stdin で渡すこともできます。
terminal-account-works = 「{ $account }」につながりました。見守るフォルダーにはメールが{ $messages }通あります。
terminal-account-nothing-waits = 「{ $account }」に待っているメールはありません。
terminal-account-still-to-delete = 削除したメールのうち{ $count }通が、メールボックスの「Mekiki」フォルダーに残っています。Mekiki からはもう消せないので、メールソフトで削除してください。
terminal-account-still-held = まだ隔離中のメールが{ $count }通あります。戻すには、同じメールボックスを「{ $account }」という名前で追加してから： mekiki junk release 番号
terminal-account-goes-on = 「{ $account }」で待っているメールは、次の確認で隔離します。
terminal-folders = フォルダー：{ $folders }
terminal-capabilities = サーバーの機能：{ $capabilities }
terminal-mode-observe = 判断だけ
terminal-mode-mark = 印を付ける
terminal-mode-hold = 隔離する
terminal-mode-observe-set = 「{ $account }」は判断だけをします。何も移動しません。
terminal-mode-mark-set = 「{ $account }」ではサーバーのメールに印を付けます。何も移動しません。
terminal-pop3-holds = POP3 では、隔離したメールは、手元の写しを確かめてからサーバーから消します。サーバーには戻せないので、戻したメールはそのままの内容でフォルダー { $folder } に入れます。メールソフトで Maildir として開けます。
terminal-pop3-would-hold = あとで迷惑メールを隔離するときのために：POP3 では、隔離したメールは、手元の写しを確かめてからサーバーから消します。サーバーには戻せないので、戻したメールはそのままの内容でフォルダー { $folder } に入れます。
terminal-mode-hold-set = 「{ $account }」の迷惑メールは手元の迷惑メールフォルダーに隔離します。いつでも戻せます。
terminal-earlier-how = それらも隔離するには： mekiki account mode { $account } hold --move-earlier
terminal-earlier-unmarked = 以前に迷惑メールと判断した{ $count }通は、そのままです。これから判断するメールに印を付けます。
terminal-earlier-held = { $count ->
    [0] 以前に迷惑メールと判断して残っているメールはありません。
   *[other] 以前に迷惑メールと判断した{ $count }通も隔離します。
  }

# 一つの訂正が、ほかのメールに及ぼしたこと。
terminal-also-held = { $count ->
    [1] ほかの1通「{ $first }」
   *[other] 「{ $first }」など、ほかの{ $count }通
  }も迷惑メールと判断して、隔離しました。指定を取り消して元に戻すには： { $command }
terminal-also-back = 誤って隔離していた{ $count ->
    [1] ほかの1通「{ $first }」
   *[other] 「{ $first }」など、ほかの{ $count }通
  }も、元に戻しました。
terminal-left-waiting = ほかの{ $count }通も迷惑メールと判断しました。一度の訂正で動かすには多いので、元の場所に残してあります。
terminal-left-held = 隔離中の{ $count }通が「判断できません」に変わりました。一度の訂正で動かすには多いので、隔離したままです。疑わしさの低い順に見るには： mekiki junk list

# 見守り。
terminal-in-account = { $account }：{ $sentence }
terminal-in-account-times = { $account }：{ $sentence }（{ $times }件）
terminal-watching = { $accounts }件のアカウントを見守っています。Ctrl-C で終わります。
terminal-works-again = { $account }：また動くようになりました。
terminal-watched = 終わりました。途中の作業があれば、次の確認で仕上げます。
terminal-looked = { $account }：{ $judged }通を判断しました。必要なメール{ $ham }通、判断できないメール{ $unsure }通、迷惑メール{ $spam }通。隔離{ $held }通{ $marked ->
    [0] {""}
   *[other] 、印を付けたもの{ $marked }通
  }。
terminal-too-large = { $account }：迷惑メールと判断した{ $count }通は、50MBを超えるため元の場所に残っています。これほど大きいメールは手元の写しを確かめきれないので、Mekiki は移動しません。メールソフトで移動するか削除してください。
terminal-incomplete = { $account }：{ $failed ->
   *[other] { $failed }件のメールまたはフォルダーを処理できませんでした。次の確認でもう一度試します。
  }ほかはすべて終わりました。
terminal-stopped-unusually-much = { $account }：{ $all }通のうち{ $count }通と、隔離するメールがとても多いため、何も隔離していません。確認してから、次のコマンドで続けられます： mekiki account go-on { $account }
terminal-stopped-not-all-taken-over = { $account }：壊れたデータベースからすべては引き継げず、あなたの判断も一部が失われたかもしれないため、何も隔離していません。隔離するはずだったのは、{ $all }通のうち{ $count }通です。確認してから、次のコマンドで続けられます： mekiki account go-on { $account }
terminal-stopped-database-is-older = { $account }：データベースが迷惑メールフォルダーより古く、あなたの最近の判断が失われたかもしれないため、何も隔離していません。隔離するはずだったのは、{ $all }通のうち{ $count }通です。確認してから、次のコマンドで続けられます： mekiki account go-on { $account }

# 迷惑メールフォルダー。
terminal-junk-empty = 迷惑メールフォルダーは空です。
terminal-copy-lost = 写しなし
terminal-going-back = 戻す予定
terminal-copy-altered = ご注意：手元の写しが壊れています。下の内容は、届いたときのメールとは違います。メールボックスに残っていれば、元のまま戻せます： mekiki junk release { $message }
terminal-junk-not-listed = { $folder } には、一覧に出せないメールがほかに{ $count }通あります。内容が変わっているか、一緒に保存した記録がなくなっています。そのまま残してあり、ほかのメールソフトで開けます。
terminal-from = 差出人：{ $from }
terminal-to = 宛先　：{ $to }
terminal-subject = 件名　：{ $subject }
terminal-received = 受信　：{ $when }
terminal-attachment = 添付　：{ $name }（{ $size } バイト）
terminal-attachments-cut = 添付　：ほかにもあるかもしれません。部分の数や入れ子が多すぎて、全部は調べられませんでした。
terminal-released = { $message } を、届いたままの形で戻しました。何も学習していません。必要なメールだと教えるには： mekiki junk release --not-spam { $message }
terminal-released-later = { $count ->
   *[other] { $messages } は、次の確認で戻します。
  }
terminal-released-elsewhere = { $message } を、届いたままの内容で戻しました。ただし「{ $from }」には戻せず、「{ $folder }」に入れました。何も学習していません。必要なメールだと教えるには： mekiki junk release --not-spam { $message }
terminal-released-elsewhere-and-learned = { $message } を、届いたままの内容で戻しました。ただし「{ $from }」には戻せず、「{ $folder }」に入れました。もう迷惑メールとは判断しません。
terminal-released-here = { $message } を、届いたままの内容でフォルダー { $folder } に戻しました（サーバーには戻せません）。メールソフトで Maildir として開けます。何も学習していません。必要なメールだと教えるには： mekiki junk release --not-spam { $message }
terminal-released-here-and-learned = { $message } を、届いたままの内容でフォルダー { $folder } に戻しました（サーバーには戻せません）。メールソフトで Maildir として開けます。もう迷惑メールとは判断しません。
terminal-released-and-learned = { $message } を届いたままの形で戻しました。もう迷惑メールとは判断しません。
terminal-back-already = { $message } はすでに戻してあります。何も移動していません。
terminal-stays-and-learned = { $message } はメールボックスにあり、そのまま残します。もう迷惑メールとは判断しません。
terminal-back-already-and-learned = { $message } はすでに戻してありました。もう迷惑メールとは判断しません。
terminal-deleted = { $message } を手元から削除しました。サーバーの写しは、次の確認で削除します。
terminal-deleted-here = { $message } を手元から削除しました。アカウントはもうないので、メールボックスの Mekiki フォルダーに写しがあれば、そのまま残ります。
terminal-deleted-pop3 = { $message } を削除しました。隔離したときから、サーバーに写しはありません。
terminal-deleted-maildir = { $message } を迷惑メールフォルダーから削除しました。Maildir の写しは、次の確認で削除します。

# リスト。
terminal-allow-added = 「{ $entry }」を許可リストに加えました。差出人が本物と確かめられたときに効きます。
terminal-block-added = 「{ $entry }」を拒否リストに加えました。
terminal-list-also-blocked = 拒否リストにもあり、そちらが優先されます。拒否リストから外すには： mekiki block remove { $entry }
terminal-list-also-allowed = 許可リストにもありますが、拒否が優先されます。許可リストから外すには： mekiki allow remove { $entry }
terminal-allow-removed = 「{ $entry }」を許可リストから外しました。
terminal-block-removed = 「{ $entry }」を拒否リストから外しました。
terminal-allow-empty = 許可リストは空です。
terminal-block-empty = 拒否リストは空です。
terminal-allow-entry = 許可リストの項目
terminal-block-entry = 拒否リストの項目
terminal-list-no-entry = その番号や名前の項目はありません。何も外していません。一覧： mekiki { $list } list
terminal-list-applied = 最後に効いた日時：{ $when }
terminal-list-never = まだ効いたことがありません

# 教わったヘッダー。$value：パターンか数。
terminal-tag-taught = これからは、プロバイダーが書いた「{ $header }」を読みます。
terminal-tag-spam = 迷惑メール：{ $value }
terminal-tag-ham = 必要なメール：{ $value }
terminal-tag-number = { $value } より大きければ迷惑メール
terminal-tag-empty = 教わったヘッダーはありません。
terminal-tag-removed = 「{ $header }」について教わったことを忘れました。

# 設定。
terminal-dns-off = DNSはオフです。差出人について、どこにも問い合わせません。
terminal-dns-on = DNSはオンです。プロバイダーが差出人の署名について何も書いていないとき、{ $server ->
    [blank] お使いのDNSサーバー
   *[other] DNSサーバー { $server }
  }に差出人の鍵を尋ねます。そのサーバーの運営者には、誰からメールが届いたかが分かり、差出人には、メールが調べられたことが分かる場合があります。オフにするには： mekiki setting dns off

# 評価と実験。
terminal-index-line = 索引の{ $number }行目
terminal-index-form = 「spam パス」か「ham パス」と書いてください
terminal-index = 索引
terminal-index-folder = フォルダーです。その中のファイルを指定してください
terminal-index-empty = メールが一つも書かれていません。「spam パス」か「ham パス」を一行ずつ書いてください
terminal-index-no-file = そのファイルはありません
terminal-evaluated = 必要なメール{ $ham }通と迷惑メール{ $spam }通を、一通ずつ判断しました。
terminal-mode-immediate = 一通ごとに、判断したらすぐに学びました。
terminal-mode-delayed = さらに{ $delay }通を判断してから学びました。学んだのは必要なメール{ $ham }通、迷惑メール{ $spam }通です。
terminal-mode-corrections-only = 誤りと「判断できない」の{ $noticed }%だけを、次のメールの前に訂正しました。学んだのは必要なメール{ $ham }通、迷惑メール{ $spam }通です。{ $unspoken ->
    [0] {""}
   *[other] ほかに、訂正されなかった{ $unspoken }通も必要なメールとして学びました。
}
terminal-mode-day-one = 何も学んでいません。付属のモデルだけの結果です。
terminal-speed = 毎秒{ $speed }通（判断と学習、1コア）。
terminal-whole-committee = 全員の合議
terminal-figures =
    hm%：迷惑メールと誤った必要なメール、sm%：見逃した迷惑メール（五分五分を境に）。@cutoff：迷惑メールの基準での値。
    lam%：hm% と sm% のロジスティック平均。1-ROCA%：迷惑メールが必要なメールより下位になる割合。
    sm%@hm=0.1%：必要なメールを千通に一通失う基準で見逃す迷惑メール。各値の下は95%信頼区間。
terminal-one-class = この評価には一種類のメールしかありません。もう一種類がないと測れない値は、– で示します。
terminal-unsure-share = 「判断できない」：{ $kinds ->
    [ham] 必要なメールの { $ham }%。
    [spam] 迷惑メールの { $spam }%。迷惑メールの { $passed }%は、必要なメールと判断しました。
   *[both] 必要なメールの { $ham }%、迷惑メールの { $spam }%。迷惑メールの { $passed }%は、必要なメールと判断しました。
}較正誤差 { $calibration }%、ブライアスコア { $brier }。
terminal-curve = 学習曲線：最初のメール、続いて全体を区間ごとに。
terminal-first = 最初の{ $count }通
terminal-calibration = 較正。スコア、その通数、迷惑メールであるはずの割合（%）、実際の割合（%、95%信頼区間）：
terminal-cutoffs = 迷惑メールの基準ごとに：失う必要なメール（%、95%信頼区間）、見逃す迷惑メール（%）、新たに迷惑メールとなる通数、迷惑メールでなくなる通数：
terminal-compared = 同じメールを同じ順に、同じ規則で学ばせた結果（基準はそれぞれのもの）：
terminal-compared-how = bogofilter は実物を初期設定のまま動かし、SpamBayes と Thunderbird の方式は公開された内容から作り直したものです。--starter を付けた Mekiki のほかは、何も知らない状態から始めます。
terminal-not-installed = { $program } が入っていないため、比べていません。Debian や Ubuntu では：sudo apt install { $program }
terminal-nothing-to-compare = --mode day-one では、ほかの方式は何も知らないので、比べるものがありません
terminal-jig-command = コマンド
terminal-jig-commands = 「classify パス」「train spam パス」「train ham パス」のどれかにしてください

# お試し。
terminal-demo-judging = お試しの受信箱に{ $count }通のメールがありました。Mekiki は何も教わっていません。
terminal-demo-judged = 判断：必要なメール{ $ham }通、判断できないメール{ $unsure }通、迷惑メール{ $spam }通。受信箱から隔離したメール：{ $held }通。
terminal-demo-missed = { $missed ->
    [0] 迷惑メールとして書いたものは、すべて隔離しました。
   *[other] 迷惑メールとして書いた{ $spam }通のうち、{ $missed }通は隔離していません。判断できないか、必要なメールと見て、受信箱にあります。
  }
terminal-demo-held = 迷惑メールフォルダー（疑わしさの低い順）：
terminal-demo-more = … ほか{ $count }通。
terminal-demo-explained = いちばん確かだと判断した一通の理由：
terminal-demo-marked = 書きぶりのほかに怪しいところのない「{ $subject }」に、「迷惑メール」と答えたとします：
terminal-demo-released = 誤って隔離された必要なメールはありませんでした。それでも、いちばん疑わしさの低い「{ $subject }」を受信箱で見たいときに、「戻す」を押したとします：
terminal-demo-mistake = 「{ $subject }」は必要なメールなのに、誤って隔離されました。「迷惑メールではない」と答えたとします：
terminal-demo-restored = 受信箱に戻りました。{ $bytes }バイトすべてが届いたままです（比べて確かめました）。
terminal-demo-unlearned = これは元に戻しただけで、何も学習していません。
terminal-demo-also = { $count ->
    [0] ほかのメールの判断は変わりませんでした。
   *[other] ほかの{ $count }通の判断も変わりました。
  }
terminal-demo-mail = お試しの受信箱：      { $folder }
terminal-demo-data = Mekiki が保存したもの：{ $folder }
terminal-demo-look = 隔離したメールの一覧：  { $command }
terminal-demo-go-on = 見終わったら { $folder } を削除してください。ほかの場所には何も残しません。
