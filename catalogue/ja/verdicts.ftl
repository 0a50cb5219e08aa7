# 判断の確かさ。区切りは catalogue/src/strength.rs にあります。
strength-almost-certainly-spam = ほぼ確実に迷惑メール
strength-very-probably-spam = 迷惑メールの可能性がとても高い
strength-probably-spam = 迷惑メールの可能性が高い
strength-cannot-tell = 判断できません
strength-probably-wanted = 必要なメールの可能性が高い
strength-very-probably-wanted = 必要なメールの可能性がとても高い
strength-almost-certainly-wanted = ほぼ確実に必要なメール
strength-you-said-spam = 迷惑メールに指定済み
strength-you-said-ham = 必要なメールに指定済み
strength-blocked = 拒否リストにあります
strength-allowed = 許可リストにあります

# 一文での説明。$first と $second は句点で終わる文です。
sentence-bare = { $verdict }です。決め手になる特徴は見つかりませんでした。
sentence-one = { $verdict }です。{ $first }
sentence-two = { $verdict }です。{ $first }{ $second }
sentence-unsure-bare = 判断できません。手がかりが足りません。
sentence-unsure-one = 判断できません。{ $first }
sentence-unsure-two = 判断できません。疑わしい点：{ $for }安心できる点：{ $against }
sentence-you-said-spam = あなたが迷惑メールに指定しました。この指定が優先されます。
sentence-you-said-ham = あなたが迷惑メールではないと指定しました。この指定が優先されます。
sentence-blocked = 「{ $entry }」が拒否リストにあるため、迷惑メールとしました。
sentence-allowed = 「{ $entry }」が許可リストにあり、差出人も本物と確かめられました。
sentence-filter-otherwise = { $says ->
    [spam] ただし、プロバイダーのフィルターは迷惑メールと判定しています。
   *[other] ただし、プロバイダーのフィルターは迷惑メールではないと判定しています。
}
sentence-unproven = 許可リストの「{ $entry }」のように見えますが、本物とは確かめられませんでした。
