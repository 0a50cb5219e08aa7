# What a clue says, one whole sentence each. $spam and $ham: messages it was seen in.
seen = { $spam ->
    [0] no spam
   *[other] { $spam } spam
  } and { $ham ->
    [0] no wanted message
    [one] 1 wanted message
   *[other] { $ham } wanted messages
  }
clue-word = { $field ->
    [subject] The word “{ $text }” in the subject
    [hidden] The hidden word “{ $text }”
    [name] The word “{ $text }” in the name of the sender or a file
   *[body] The word “{ $text }”
  } stood in { seen }.
clue-pair = { $field ->
    [subject] “{ $text }” in the subject
    [hidden] The hidden text “{ $text }”
    [name] “{ $text }” in the name of the sender or a file
   *[body] “{ $text }”
  } stood in { seen }.
clue-header = “{ $text }” in the header line { $name } stood in { seen }.
clue-header-line = A header line { $name } stood in { seen }.
clue-known-spam = { $field ->
    [subject] “{ $text }” in the subject
    [name] “{ $text }” in the name of the sender or a file
    [hidden] “{ $text }” in hidden text
    [link] “{ $text }” in a link
    [header] “{ $text }” in the header line { $name }
    [line] The header line { $name }
    [characters] The run of characters “{ $text }”
   *[body] “{ $text }”
  } is commoner in spam, as Mekiki knew from the start.
clue-known-spam-still = { $field ->
    [subject] “{ $text }” in the subject
    [name] “{ $text }” in the name of the sender or a file
    [hidden] “{ $text }” in hidden text
    [link] “{ $text }” in a link
    [header] “{ $text }” in the header line { $name }
    [line] The header line { $name }
    [characters] The run of characters “{ $text }”
   *[body] “{ $text }”
  } is commoner in spam, as Mekiki knew from the start; your own mail has it in { seen }.
clue-known-ham = { $field ->
    [subject] “{ $text }” in the subject
    [name] “{ $text }” in the name of the sender or a file
    [hidden] “{ $text }” in hidden text
    [link] “{ $text }” in a link
    [header] “{ $text }” in the header line { $name }
    [line] The header line { $name }
    [characters] The run of characters “{ $text }”
   *[body] “{ $text }”
  } is commoner in wanted mail, as Mekiki knew from the start.
clue-known-ham-still = { $field ->
    [subject] “{ $text }” in the subject
    [name] “{ $text }” in the name of the sender or a file
    [hidden] “{ $text }” in hidden text
    [link] “{ $text }” in a link
    [header] “{ $text }” in the header line { $name }
    [line] The header line { $name }
    [characters] The run of characters “{ $text }”
   *[body] “{ $text }”
  } is commoner in wanted mail, as Mekiki knew from the start; your own mail has it in { seen }.
clue-long-word = (a word of some { $count } letters)
clue-link = “{ $text }” in a link stood in { seen }.
clue-run = The characters “{ $text }” stood in the { $field ->
    [header] header lines
   *[body] text
  } of { seen }.
clue-server-trusted = Your provider’s filter{ $filter ->
    [blank] {""}
   *[other] {" "}({ $filter })
  } { $says ->
    [spam] took this mail for spam
    [ham] did not take this mail for spam
    [unsure] could not tell about this mail
   *[blank] marked this mail
  }: “{ $header }: { $value }”.
clue-server-taught = { $header }, which you taught Mekiki to read, { $says ->
    [spam] calls this mail spam
    [ham] calls this mail wanted
    [unsure] cannot tell about this mail
   *[blank] marks this mail
  }: “{ $value }”.
clue-server-untrusted = A filter’s mark{ $filter ->
    [blank] {""}
   *[other] {" "}({ $filter })
  } is in the mail, “{ $header }: { $value }”, but not where your provider writes; anyone can have put it there.
# What the checks say where nothing is found; each finding counts on top of that. Where their vote reaches
# its limit all its lines shrink with it, so this one differs by mail.
clue-prior = { $voter }: those that found nothing, taken together.
# The spam and the wanted mail of which the person had to say what it is.
clue-corrections = Your corrections so far: { $spam ->
    [0] no spam
    [one] 1 spam
   *[other] { $spam } spams
  } that Mekiki had missed, { $ham ->
    [0] no wanted mail
    [one] 1 wanted mail
   *[other] { $ham } wanted mails
  } it had doubted.
clue-rest = { $which ->
    [bayes] { $count ->
        [one] One more word, of little weight.
       *[other] { $count } more words, each of little weight, together.
    }
    [ngram] { $count ->
        [one] One more run of letters, of little weight.
       *[other] { $count } more runs of letters, each of little weight, together.
    }
   *[other] { $voter }: { $count ->
        [one] one smaller clue.
       *[other] { $count } smaller clues together.
    }
  }
# Many of one voter and one direction as one line. $text and $value: whole words that they stand in, $examples of them.
clue-together = { $which ->
    [bayes] { $count ->
        [one] One word or small piece (letters, parts of header lines) speaks
       *[other] { $count } words and small pieces (letters, parts of header lines) speak
    } for { $side ->
        [spam] spam
       *[ham] wanted mail
    }{ $examples ->
        [0] .
        [1] , such as “{ $text }”.
       *[other] , such as “{ $text }” and “{ $value }”.
    }
    [ngram] { $count ->
        [one] One short run of characters speaks
       *[other] { $count } short runs of characters speak
    } for { $side ->
        [spam] spam
       *[ham] wanted mail
    }{ $examples ->
        [0] .
        [1] , such as in “{ $text }”.
       *[other] , such as in “{ $text }” and “{ $value }”.
    }
   *[other] { $voter }: { $count ->
        [one] one smaller clue.
       *[other] { $count } smaller clues together.
    }
  }
clue-together-help = None of these says much by itself; it is their sum that tells.
# $side: spam or ham. $text and $value: words of the mail, $count of them.
clue-words-together = Taken together, its words are those of { $side ->
    [spam] spam
   *[ham] wanted mail
  }{ $count ->
    [0] .
    [1] {" "}(such as “{ $text }”).
   *[other] {" "}(such as “{ $text }” and “{ $value }”).
  }
clue-nothing-found = The checks found nothing suspicious.
clue-check-detail = { $text } “{ $detail }”

clue-sender-written-to = { $count ->
    [one] You have written to { $who } once.
   *[other] You have written to { $who } { $count } times.
  }
clue-sender-known-ham = { $count ->
    [one] You called one message from { $who } wanted.
   *[other] You called { $count } messages from { $who } wanted.
  }
clue-sender-known-spam = { $count ->
    [one] You called one message from { $who } spam.
   *[other] You called { $count } messages from { $who } spam.
  }
clue-sender-passed = { $count ->
    [one] Mekiki let one message from { $who } pass before, and you did not object.
   *[other] Mekiki let { $count } messages from { $who } pass before, and you did not object.
  }
clue-sender-domain-ham = { $count ->
    [one] You called one message from the domain of { $who } wanted.
   *[other] You called { $count } messages from the domain of { $who } wanted.
  }
clue-sender-domain-spam = { $count ->
    [one] You called one message from the domain of { $who } spam.
   *[other] You called { $count } messages from the domain of { $who } spam.
  }
clue-sender-first-contact = This is the first mail from { $who }.
clue-sender-allow-unproven = { $who } is on your allow list, but this mail does not prove that it comes from there.
clue-sender-other = { $who }: { $what } ({ $count }).
clue-twin-spam = Numbers aside, the text is about { $alike }% the same as one that was marked as spam.
clue-twin-ham = Numbers aside, the text is about { $alike }% the same as one that was marked as not spam.

voter-bayes = Words
voter-ngram = Characters
voter-checks = Checks
voter-server = Provider’s filter
voter-sender = Sender
voter-twin = Near-copies
voter-corrections = Your corrections
