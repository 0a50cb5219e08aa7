# 手がかりの説明。どれも句点で終わる一文です。$spam と $ham は、見かけた通数です。
seen = 迷惑メール{ $spam }通、必要なメール{ $ham }通
clue-word = { $field ->
    [subject] 件名の「{ $text }」は、
    [hidden] 隠された文字「{ $text }」は、
    [name] 差出人名かファイル名の「{ $text }」は、
   *[body] 「{ $text }」は、
  }これまで{ seen }にありました。
clue-pair = { $field ->
    [subject] 件名の「{ $text }」は、
    [hidden] 隠された文字「{ $text }」は、
    [name] 差出人名かファイル名の「{ $text }」は、
   *[body] 「{ $text }」は、
  }これまで{ seen }にありました。
clue-header = ヘッダー { $name } の「{ $text }」は、これまで{ seen }にありました。
clue-header-line = ヘッダー { $name } は、これまで{ seen }にありました。
clue-known-spam = { $field ->
    [subject] 件名の「{ $text }」は、
    [name] 差出人名かファイル名の「{ $text }」は、
    [hidden] 隠された文字「{ $text }」は、
    [link] リンクの「{ $text }」は、
    [header] ヘッダー { $name } の「{ $text }」は、
    [line] ヘッダー { $name } は、
    [characters] 文字の並び「{ $text }」は、
   *[body] 「{ $text }」は、
  }迷惑メールに多く見られます（初期知識）。
clue-known-spam-still = { $field ->
    [subject] 件名の「{ $text }」は、
    [name] 差出人名かファイル名の「{ $text }」は、
    [hidden] 隠された文字「{ $text }」は、
    [link] リンクの「{ $text }」は、
    [header] ヘッダー { $name } の「{ $text }」は、
    [line] ヘッダー { $name } は、
    [characters] 文字の並び「{ $text }」は、
   *[body] 「{ $text }」は、
  }迷惑メールに多く見られます（初期知識。あなたのメールでは、{ seen }にありました）。
clue-known-ham = { $field ->
    [subject] 件名の「{ $text }」は、
    [name] 差出人名かファイル名の「{ $text }」は、
    [hidden] 隠された文字「{ $text }」は、
    [link] リンクの「{ $text }」は、
    [header] ヘッダー { $name } の「{ $text }」は、
    [line] ヘッダー { $name } は、
    [characters] 文字の並び「{ $text }」は、
   *[body] 「{ $text }」は、
  }必要なメールに多く見られます（初期知識）。
clue-known-ham-still = { $field ->
    [subject] 件名の「{ $text }」は、
    [name] 差出人名かファイル名の「{ $text }」は、
    [hidden] 隠された文字「{ $text }」は、
    [link] リンクの「{ $text }」は、
    [header] ヘッダー { $name } の「{ $text }」は、
    [line] ヘッダー { $name } は、
    [characters] 文字の並び「{ $text }」は、
   *[body] 「{ $text }」は、
  }必要なメールに多く見られます（初期知識。あなたのメールでは、{ seen }にありました）。
clue-long-word = （約{ $count }文字の語）
clue-link = リンクの「{ $text }」は、これまで{ seen }にありました。
clue-run = { $field ->
    [header] ヘッダー
   *[body] 本文
  }の文字の並び「{ $text }」は、これまで{ seen }にありました。
clue-server-trusted = プロバイダーのフィルター{ $filter ->
    [blank] {""}
   *[other] （{ $filter }）
  }は、このメールを{ $says ->
    [spam] 迷惑メールと判定しています
    [ham] 迷惑メールではないと判定しています
    [unsure] 判定できないとしています
   *[blank] 調べています
  }（{ $header }：「{ $value }」）。
clue-server-taught = 教わったヘッダー { $header } は、このメールを{ $says ->
    [spam] 迷惑メールとしています
    [ham] 必要なメールとしています
    [unsure] 判定できないとしています
   *[blank] 調べています
  }（「{ $value }」）。
clue-server-untrusted = 判定の印{ $filter ->
    [blank] {""}
   *[other] （{ $filter }）
  }「{ $header }: { $value }」がありますが、プロバイダーが書く場所ではなく、誰でも書けます。
# 何も見つからないときに点検が示す値。見つかった点はこれに加えて数える。
# 意見が上限に達すると、その行はすべて同じ割合で縮むので、メールごとに値が違う。
clue-prior = { $voter }：何も見つからなかったものをまとめた分です。
# 利用者が訂正した迷惑メールと必要なメールの数。
clue-corrections = これまでの訂正：見逃した迷惑メール{ $spam }通、疑ってしまった必要なメール{ $ham }通。
clue-rest = { $which ->
    [bayes] そのほかの小さな言葉の手がかり{ $count }件の合計です。
    [ngram] そのほかの小さな文字の並びの手がかり{ $count }件の合計です。
   *[other] { $voter }：小さな手がかり{ $count }件の合計です。
  }
# 同じ委員の、同じ向きの手がかりを一行にまとめたもの。$text と $value は、それを含む語で、$examples 個あります。
clue-together = { $which ->
    [bayes] { $side ->
        [spam] 迷惑メール
       *[ham] 必要なメール
    }に多い言葉や細かな手がかり（文字の組、ヘッダーの一部など）が{ $count }件あります{ $examples ->
        [0] 。
        [1] （「{ $text }」など）。
       *[other] （「{ $text }」「{ $value }」など）。
    }
    [ngram] { $side ->
        [spam] 迷惑メール
       *[ham] 必要なメール
    }に多い短い文字の並びが{ $count }件あります{ $examples ->
        [0] 。
        [1] （「{ $text }」の中など）。
       *[other] （「{ $text }」「{ $value }」の中など）。
    }
   *[other] { $voter }：小さな手がかり{ $count }件の合計です。
  }
clue-together-help = 一つひとつは弱い手がかりですが、合わせると意味を持ちます。
# $side は spam か ham。$text と $value はメールの中の言葉で、$count 個あります。
clue-words-together = 全体の言葉づかいが、{ $side ->
    [spam] 迷惑メール
   *[ham] 必要なメール
  }によく似ています{ $count ->
    [0] 。
    [1] （「{ $text }」など）。
   *[other] （「{ $text }」「{ $value }」など）。
  }
clue-nothing-found = 点検では、疑わしい点は見つかりませんでした。
clue-check-detail = { $text }「{ $detail }」

clue-sender-written-to = { $who } に{ $count }回メールを送ったことがあります。
clue-sender-known-ham = { $who } からのメール{ $count }通を、あなたは迷惑メールではないとしました。
clue-sender-known-spam = { $who } からのメール{ $count }通を、あなたは迷惑メールとしました。
clue-sender-passed = { $who } からのメールは、これまで{ $count }通が受信箱に届き、あなたは迷惑メールとしていません。
clue-sender-domain-ham = { $who } と同じドメインからのメール{ $count }通を、あなたは迷惑メールではないとしました。
clue-sender-domain-spam = { $who } と同じドメインからのメール{ $count }通を、あなたは迷惑メールとしました。
clue-sender-first-contact = { $who } からの初めてのメールです。
clue-sender-allow-unproven = { $who } は許可リストにありますが、このメールが本人からとは確かめられません。
clue-sender-other = { $who }：{ $what }（{ $count }）。
clue-twin-spam = 迷惑メールとされたメールと、数字を除く文面がおよそ{ $alike }%同じです。
clue-twin-ham = 迷惑メールではないとされたメールと、数字を除く文面がおよそ{ $alike }%同じです。

voter-bayes = 言葉
voter-ngram = 文字の並び
voter-checks = 点検
voter-server = プロバイダーの判定
voter-sender = 差出人
voter-twin = そっくりな文面
voter-corrections = あなたの訂正
