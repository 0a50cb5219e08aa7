# ウィンドウの言葉。
places = 場所
inbox = 受信箱
junk = 迷惑メール
inbox-doubtful = 判断できないメールが{ $count }通
junk-count = 全部で{ $count }通
language = 言語
language-en = English
language-ja = 日本語

accounts = アカウント
account-well = 最新の状態です
account-connecting = 接続しています…
account-working = メールを確認しています…
account-stopped = 止まっています
account-stopped-why = 確認が済むまで、何も移動しません
account-trouble = 確認が必要です
account-troubles = 確認が必要なアカウント
account-trouble-told = アカウント「{ $account }」の確認が必要です。
mode-observe = 見守るだけで、移動しません
mode-mark = 印を付けるだけで、移動しません
mode-hold = 迷惑メールを別の場所に移します
account-held-leaves-server = POP3：隔離したメールはサーバーから消し、戻したメールはお使いのパソコンのフォルダーに入れます
mode-earlier-stays = 以前に迷惑メールと判断した{ $count }通は、元の場所に残ります。

list-inbox = 受信箱のメール
list-junk = 迷惑メールの一覧（疑わしさの低い順）
list-loading = メールを確認しています…
list-inbox-empty = メールはまだありません。届くと自動で表示されます。
list-junk-empty = 迷惑メールはありません。
no-account = アカウントがまだありません。追加するには、このウィンドウを閉じて、端末で「mekiki account add」を実行してください。「mekiki-desktop --demo」で試すこともできます。
no-subject = （件名なし）
no-sender = （差出人なし）

message = メール
message-none = メールを選ぶと、判断とその理由が表示されます。
message-loading = 開いています…
message-unopened = このメールはいま表示できません。
message-unopened-gone = このメールはもうありません。
message-head-all = すべて表示
message-head-less = 短く表示
message-to = 宛先
message-attachments = 添付ファイル
message-attachment = { $name }（{ $size }）
message-attachments-more = ほかの{ $count }件も表示
message-attachments-cut = ほかにもあるかもしれません。部分の数や入れ子が多すぎて、全部は調べられませんでした。
size-bytes = { $count }バイト
message-text = 本文
message-no-text = 本文はありません。
message-empty = 空のメールです。ヘッダーも本文もありません。
message-copy-altered = 手元の写しが壊れているため、届いたときのメールとは違います。メールボックスに残っていれば、「戻す」で元のまま戻せます。
message-cut = 本文はまだ続きます。ここに表示しているのは先頭の部分です。全文はメールソフトで確かめてください。
message-too-large = 50MBを超えるメールです。Mekiki は先頭の部分だけを読んで表示し、移動はしません。全文はメールソフトで確かめてください。
message-held = 迷惑メールに隔離中
message-held-along = ほかのメールを迷惑メールに指定したので、一緒に隔離しました
message-inbox-along = ほかのメールを迷惑メールではないと指定したので、一緒に受信箱に戻しました
message-released = 元に戻しました
message-lies-here = サーバーには戻せないので、届いたままの内容でフォルダー { $folder } に入れました。メールソフトで Maildir として開けます。
message-gone = ほかのプログラムが移動しました
message-deleted = 削除しました

list-junk-order = 疑わしさの低い順

actions = このメールは？
action-spam = 迷惑メール
action-ham = 迷惑メールではない
action-take-back = 指定を取り消す
action-take-back-why = あなたの指定と、それによる学習を取り消します。この指定で迷惑メールへ移したものは、取り消しても迷惑メールと判断されるものを除いて、元に戻します。
action-restore = 戻す
action-restore-why = 何も学習せずに、受信箱へ戻します。

did-spam-held = 「{ $subject }」を迷惑メールに移しました。
did-spam-marked = 「{ $subject }」を迷惑メールに指定しました。場所は変わりません。
did-spam-said = 「{ $subject }」を迷惑メールに指定しました。
did-spam-later = 「{ $subject }」を迷惑メールに指定しました。メールボックスにつながりしだい、{ $mode ->
    [mark] 印を付けます
   *[hold] 迷惑メールに移します
  }。
did-spam-stays-later = 「{ $subject }」を迷惑メールに指定しました。迷惑メールに残ります。前の操作で始めた処理は、メールボックスにつながりしだい取り消します。
did-too-large = 50MBを超えるメールは、手元の写しを確かめきれないため、移動しません。メールソフトで移動するか削除してください。
did-ham-back-here = 「{ $subject }」を、お使いのパソコンの Released フォルダーに戻しました（サーバーには戻せません）。場所は、メールを開くと表示されます。
did-ham-back = 「{ $subject }」を受信箱に戻しました。
did-ham-stays = 「{ $subject }」は迷惑メールではないと指定しました。受信箱に残ります。
did-ham-said = 「{ $subject }」は迷惑メールではないと指定しました。
did-ham-stays-later = 「{ $subject }」は迷惑メールではないと指定しました。受信箱に残ります。前の操作で始めた処理は、メールボックスにつながりしだい取り消します。
did-ham-goes-back = 「{ $subject }」は迷惑メールではないと指定しました。メールボックスにつながりしだい、受信箱に戻します。それまでは迷惑メールに残ります。
did-restore-here = 「{ $subject }」を届いたままの形で、お使いのパソコンの Released フォルダーに戻しました（サーバーには戻せません）。場所は、メールを開くと表示されます。
did-restore = 「{ $subject }」を届いたままの形で受信箱に戻しました。
did-restore-later = 「{ $subject }」は、メールボックスにつながりしだい受信箱に戻します。それまでは迷惑メールに残ります。
did-restore-word = 「迷惑メール」というあなたの指定は、戻しても変わりません。必要なメールなら「迷惑メールではない」を押してください。
did-also = { $count ->
    [0] ほかのメールの判断は変わりませんでした。
   *[other] ほかのメール{ $count }通の判断も変わりました。
  }
did-moved-junk = { $count ->
    [1] ほかの1通「{ $first }」
   *[other] 「{ $first }」など、ほかの{ $count }通
  }も迷惑メールに移しました。「指定を取り消す」を押すと、一緒に元へ戻ります。
did-moved-back = { $count ->
    [1] ほかの1通「{ $first }」
   *[other] 「{ $first }」など、ほかの{ $count }通
  }も受信箱に戻しました。
did-going-back = この指定で迷惑メールに移していた{ $count }通は、メールボックスにつながりしだい受信箱に戻します。
did-left-waiting = { $count ->
    [1] ほかに1通が迷惑メールと判断されましたが、そのままにしてあります。
   *[other] ほかに{ $count }通が迷惑メールと判断されましたが、一度に動かすには多いため、そのままにしてあります。
  }
did-take-back-left = 指定がなければ迷惑メールと判断しますが、受信箱に残ります。
did-left-unheld = ほかの{ $count }通も迷惑メールという判断に戻りましたが、受信箱に残ります。
did-unheld-why = 取り消しただけでは迷惑メールに移しません。移すかどうかは、画面の上で選べます。
did-moving-waiting = { $count }通を迷惑メールに移しています。
did-moving-waiting-later = { $count }通は、メールボックスにつながりしだい迷惑メールに移します。
did-moving-waiting-asked = { $count }通は、アカウントの「続ける」を押すと迷惑メールに移します。
did-moving-waiting-done = { $count ->
    [0] 移すメールはありませんでした。
   *[other] { $count }通を迷惑メールに移しました。
  }
did-left-held = 隔離中のほかの{ $count }通は「判断できません」に変わりましたが、一度に戻すには多いため、そのままにしてあります。
did-putting-back-waiting = { $count }通を受信箱に戻しています。
did-putting-back-waiting-later = { $count }通は、メールボックスにつながりしだい受信箱に戻します。それまでは迷惑メールに残ります。
did-putting-back-waiting-done = { $count ->
    [0] 戻すメールは残っていませんでした。
   *[other] { $count }通を受信箱に戻しました。
  }
did-learned = これまでに必要なメール{ $ham }通、迷惑メール{ $spam }通を学習しました。
did-learned-only-spam = これまでに学習したのは迷惑メール{ $spam }通だけです。ほぼ同じ文面はもう見分けますが、言葉から判断するには、必要なメールの学習も要ります。必要なメールで「迷惑メールではない」を押してください。
did-learned-only-ham = これまでに学習したのは必要なメール{ $ham }通だけです。ほぼ同じ文面はもう見分けますが、言葉から判断するには、迷惑メールの学習も要ります。迷惑メールで「迷惑メール」を押してください。
did-opposite-copies = ほぼ同じ文面の{ $count }通{ $named ->
    [yes] （「{ $example }」など）
   *[no] {""}
  }には、逆の指定をしています。
did-opposite-all = これまでの指定は、どれも強く逆を示しています。
did-opposite-back = 手違いなら、取り消せます。
did-take-back = 「{ $subject }」についての指定と学習を取り消しました。{ $held ->
    [yes] 迷惑メールと判断しているので、そのまま隔離しておきます。「戻す」で受信箱に戻せます。
   *[no] {""}
  }
working = 処理しています…
more = くわしく
less = 短く
did-pending = Mekiki が自動で試し続けます：{ $problem }
did-still-pending = { $count ->
    [1] 「{ $first }」は
   *[other] 「{ $first }」など{ $count }通は
  }まだ処理を終えていません。Mekiki が自動で試し続けます：{ $problem }
did-still-pending-too = { $count ->
    [1] 「{ $first }」も
   *[other] 「{ $first }」など{ $count }通も
  }、まだ処理を終えていません。
did-still-pending-all = 処理待ち：{ $subjects }

why = 理由
score = 迷惑度
score-of = 迷惑度 { $score }
score-cutoffs = { $spam } 以上は迷惑メール、{ $ham } 未満は必要なメール
score-decided-by = { $by ->
    [blocked] 拒否リストで決まりました。
    [allowed] 許可リストで決まりました。
   *[word] あなたの指定で決まりました。
  }迷惑度そのものは、判定役の合議によるものです。
scale-wanted = 必要
scale-unsure = 判断できない
scale-spam = 迷惑
evidence-for = 疑わしい点
evidence-against = 安心できる点
evidence-none = ありません。
evidence-rest = そのほかの手がかり{ $count }件
evidence-sum = 合計
evidence-all = 手がかり{ $count }件をすべて表示
evidence-fewer = 主なものだけ表示
evidence-unit = 数値は自然対数のオッズです。正は迷惑メール、負は必要なメールを示し、合計が迷惑度になります。
votes = 判定役の意見
votes-voter = 判定役
votes-says = 意見
votes-confidence = 確信度
votes-share = 合計への寄与
votes-abstains = 棄権
votes-bounded = 意見は確信度に応じて数えます。寄与には判定役ごとに上限（±5など）があり、どれほど確信度が高くても、一人の意見だけでは決まりません。

problem-title = 問題が起きています。
close-first = （コマンドは、このウィンドウを閉じてから実行してください。）
failed-title = 実行できませんでした。
failed-title-of = 「{ $subject }」については実行できませんでした。
try-again = もう一度試す
start-again = 起動し直す
found-title = お知らせです。
found-lessons-unread = 教わったメールのうち{ $count }通が、データベースの破損で読めなくなり、判断に使われていません。手元に残っているメールは、もう一度「迷惑メール」か「迷惑メールではない」を選んでください。
unanswered-spam-title = 受信箱に迷惑メールがあります。
unanswered-spam = 「{ $account }」の{ $count }通は、迷惑メールと判断しましたが、受信箱に残してあります。移すかどうか選んでください。
unanswered-spam-move = { $count ->
    [1] 迷惑メールに移す
   *[other] { $count }通とも迷惑メールに移す
  }
unanswered-spam-stay = { $count ->
    [1] 受信箱に残す
   *[other] { $count }通とも受信箱に残す
  }
unanswered-doubtful-title = 判断できないメールを隔離しています。
unanswered-doubtful = 「{ $account }」で隔離中の{ $count }通は「判断できません」に変わりました。受信箱に戻すかどうか選んでください。
unanswered-doubtful-move = { $count ->
    [1] 受信箱に戻す
   *[other] { $count }通とも受信箱に戻す
  }
unanswered-doubtful-stay = { $count ->
    [1] 隔離したままにする
   *[other] { $count }通とも隔離したままにする
  }
stopped-title = 確認してください。
stopped-why-unusually-much = 「{ $account }」のメールの多くが迷惑メールと判断されたため、念のため何も移していません。受信箱の{ $all }通のうち{ $count }通（{ $share }）が迷惑メールと判断されています。受信箱を見て、間違いがあれば直してから、続けてください。
stopped-why-not-all-taken-over = 壊れたデータベースからすべては引き継げず、「{ $account }」のメールについてのあなたの判断も一部が失われたかもしれないため、何も移していません。受信箱の{ $all }通のうち{ $count }通（{ $share }）が迷惑メールと判断されています。受信箱を見て、間違いがあれば直してから、続けてください。
stopped-why-database-is-older = データベースが迷惑メールフォルダーより古く、「{ $account }」のメールについてのあなたの最近の判断が失われたかもしれないため、何も移していません。受信箱の{ $all }通のうち{ $count }通（{ $share }）が迷惑メールと判断されています。受信箱を見て、間違いがあれば直してから、続けてください。
stopped-go-on = 続ける
close = 閉じる

keys = キー操作
keys-title = キー操作
keys-move = 前後のメールへ移動
keys-jump = 最初か最後のメール、1画面ぶん上か下
keys-open = メールへ移動
keys-why = 理由へ移動
keys-help = この一覧を表示
keys-back = 一覧に戻る
keys-zoom = 拡大、縮小、元の大きさ
letter-keys = 文字キーでの操作
letter-keys-off = 文字や記号ひとつのキー操作は切ってあります。「文字キーでの操作」で入れ直せます。

menu = メニュー
back-to-list = 一覧に戻る

damaged-title = データベースが壊れていました。
damaged-kept = 壊れたファイルは { $path } として保管しました。メールは無事です。
damaged-begun = 新しいデータベースを作り、次の内容を引き継ぎました。
damaged-accounts = { $count ->
    [0] アカウント：なし（このウィンドウを閉じてから、端末の「mekiki account add」で追加し直してください）
   *[other] アカウント：{ $count }件
  }
damaged-entries = { $count ->
    [0] 許可リストと拒否リストの項目：なし
   *[other] 許可リストと拒否リストの項目：{ $count }件
  }
damaged-learned = { $count ->
    [0] 学習したメール：なし
   *[other] 学習したメール：{ $count }通
  }
damaged-held = { $count ->
    [0] 隔離中の迷惑メール：なし
   *[other] 隔離中の迷惑メール：{ $count }通
  }
damaged-in-part = すべては読み取れませんでした。アカウントとリストに足りないものがないか確かめてください。迷惑メールを隔離するアカウントは（追加し直したものも）、続けさせるまで何も移動しません。
damaged-anew = 受信箱のメールは判断し直します。「続ける」を押すまで、何も始めません。
damaged-go-on = 続ける

window-no-display = 画面がないため、ウィンドウを開けません。デスクトップから起動するか、端末で「mekiki」を使ってください。
window-help = Mekiki のウィンドウです。メールを判断し、理由を示し、あなたの判断から学びます。
  {""}
  使い方： mekiki-desktop [オプション]
  {""}
  オプション：
  {"  "}--data-dir DIR   Mekiki のデータを置くフォルダー（MEKIKI_DATA_DIR でも指定できます）
  {"  "}--demo [DIR]     お試しの受信箱を開きます。DIR を省くと、終了時に消えるフォルダーを使います
  {"  "}--help           この説明を表示します
  {"  "}--version        バージョンを表示します
window-bad-option = 「{ $argument }」は使えません。使えるものは次のコマンドで確かめてください： mekiki-desktop --help
window-no-folder = --data-dir のあとにフォルダーがありません。Mekiki のデータを置くフォルダーを指定してください： mekiki-desktop --data-dir フォルダー
window-bad-options = 指定を読み取れません。使えるものは次のコマンドで確かめてください： mekiki-desktop --help
window-silent = Mekiki のウィンドウがすでにありますが、応答がありません。閉じている途中かもしれません。少し待ってから、もう一度起動してください。
window-failed = ウィンドウを開けませんでした：{ $detail }
