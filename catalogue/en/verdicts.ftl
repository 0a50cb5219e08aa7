# How sure the committee is, in words. The bands stand in catalogue/src/strength.rs.
strength-almost-certainly-spam = Almost certainly spam
strength-very-probably-spam = Very probably spam
strength-probably-spam = Probably spam
strength-cannot-tell = Cannot tell
strength-probably-wanted = Probably wanted
strength-very-probably-wanted = Very probably wanted
strength-almost-certainly-wanted = Almost certainly wanted
strength-you-said-spam = You said: spam
strength-you-said-ham = You said: not spam
strength-blocked = On your block list
strength-allowed = On your allow list

# The one sentence: $verdict is one of the above, $first and $second are whole sentences.
sentence-bare = { $verdict }: nothing in it tells much on its own.
sentence-one = { $verdict }: { $first }
sentence-two = { $verdict }: { $first } { $second }
sentence-unsure-bare = I cannot tell: too little speaks for either side.
sentence-unsure-one = I cannot tell. { $first }
sentence-unsure-two = I cannot tell. For spam: { $for } Against it: { $against }
sentence-you-said-spam = You said that this is spam, and that stands.
sentence-you-said-ham = You said that this is not spam, and that stands.
sentence-blocked = Spam, because “{ $entry }” is on your block list.
sentence-allowed = Wanted, because “{ $entry }” is on your allow list and the sender is proven.
sentence-filter-otherwise = { $says ->
    [spam] But your provider’s filter took it for spam.
   *[other] But your provider’s filter did not take it for spam.
}
sentence-unproven = It looks like “{ $entry }” on your allow list, but that could not be proven.
