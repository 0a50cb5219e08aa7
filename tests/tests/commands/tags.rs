//! `mekiki tag` and `mekiki setting`: a filter's header is taught, and DNS is switched.

use mekiki_tests::program::{Home, Outcome};

/// A mail as a provider hands it over, with lines of its filter above its own, and lines that
/// came with the mail below.
fn filtered(above: &str, below: &str) -> String {
    format!(
        "{above}Received: from out.club.example (out.club.example [192.0.2.7]) by mx.home.example; \
         Sat, 21 Nov 2026 10:00:00 +0000\n{below}From: Club <club@club.example>\nTo: you@home.example\n\
         Subject: News of the club\nDate: Sat, 21 Nov 2026 10:00:00 +0000\nMessage-ID: <n@club.example>\n\n\
         The news of the club are on our board.\n"
    )
}

fn check(home: &Home, mail: &str) -> serde_json::Value {
    home.run_with_input(["check", "-", "--json"], mail.as_bytes()).json()
}

/// What the provider's filter added to the score.
fn share(checked: &serde_json::Value) -> f64 {
    let votes = checked["judgement"]["votes"].as_array().unwrap();
    let vote = votes.iter().find(|vote| vote["voter"] == "server").unwrap();
    vote["share"].as_f64().unwrap()
}

fn sentences(checked: &serde_json::Value) -> String {
    checked["explanation"]["clues"].to_string()
}

#[test]
fn a_taught_header_counts_where_the_provider_writes_and_is_told() {
    let home = Home::new();
    let spam = filtered("X-Corp-Filter: Yes; 7.5 points\n", "");
    assert!(share(&check(&home, &spam)).abs() < 1e-9, "nobody has said what that line means");
    let teach = ["tag", "teach", "X-Corp-Filter:", "--spam", "yes*", "--ham", "no*", "--number-above", "5"];
    let told = home.run(teach).ended_with(0);
    for part in ["“x-corp-filter” is read from now on", "spam: yes*", "wanted: no*", "spam above 5"] {
        assert!(told.text().contains(part), "{}", told.text());
    }
    let checked = check(&home, &spam);
    assert!(share(&checked) > 1.0, "{checked}");
    assert!(
        sentences(&checked).contains("X-Corp-Filter, which you taught Mekiki to read, calls this mail spam")
    );
    assert!(share(&check(&home, &filtered("X-Corp-Filter: No\n", ""))) < 0.0);
    assert!(share(&check(&home, &filtered("X-Corp-Filter: points: 5.1\n", ""))) > 1.0);
    assert!(share(&check(&home, &filtered("X-Corp-Filter: points: 5\n", ""))) < 0.0);
    // Where a sender can write, "no" earns nothing, and "yes" is a hint at most.
    assert!(share(&check(&home, &filtered("", "X-Corp-Filter: No\n"))).abs() < 1e-9);
    let below = share(&check(&home, &filtered("", "X-Corp-Filter: Yes\n")));
    assert!((0.0..0.5).contains(&below), "{below}");
}

#[test]
fn taught_headers_are_listed_replaced_and_removed() {
    let home = Home::new();
    let list = |home: &Home| home.run(["tag", "list", "--json"]).ended_with(0).json();
    assert!(home.run(["tag", "list"]).ended_with(0).text().contains("No header was taught"));
    home.run(["tag", "teach", "X-B", "--spam", "*"]).ended_with(0);
    let taught = home.run(["tag", "teach", "X-A", "--number-above", "-2.5", "--json"]).ended_with(0).json();
    let one = serde_json::json!({"header": "x-a", "spam": null, "ham": null, "number_above": -2.5});
    assert_eq!(taught, one);
    assert_eq!(
        list(&home).as_array().unwrap().iter().map(|tag| &tag["header"]).collect::<Vec<_>>(),
        ["x-a", "x-b"]
    );
    home.run(["tag", "teach", "x-A", "--ham", "fine"]).ended_with(0);
    assert_eq!(
        list(&home)[0],
        serde_json::json!({"header": "x-a", "spam": null, "ham": "fine", "number_above": null})
    );
    home.run(["tag", "remove", "X-B", "X-C"]).failed_with("Nothing was taught about “X-C”");
    assert_eq!(list(&home).as_array().unwrap().len(), 2, "all or none");
    assert!(home.run(["tag", "remove", "X-A:", "X-B"]).ended_with(0).text().contains("is forgotten"));
    assert_eq!(list(&home), serde_json::json!([]));
}

#[test]
fn what_could_never_be_right_is_refused_in_clear_words() {
    let home = Home::new();
    let refused = |arguments: &[&str], part: &str| -> Outcome {
        home.run(["tag", "teach"].iter().chain(arguments)).failed_with(part)
    };
    refused(&["X-Corp"], "Nothing was said about what “x-corp” means");
    refused(&["Subject", "--spam", "*SPAM*"], "“Subject” is written by senders");
    refused(&["X Corp", "--spam", "yes"], "“X Corp” is not the name of a header");
    refused(&["X-Corp", "--spam", " "], "cannot be a pattern");
    refused(&["X-Corp", "--spam", "yes", "--ham", "YES"], "cannot mean both spam and wanted mail");
    refused(&["X-Corp", "--ham", "*"], "would always say the same");
    refused(&["X-Corp", "--number-above", "NaN"], "is not a number to compare with");
    refused(&["X-Corp", "--number-above", "many"], "“many” cannot be used");
    assert_eq!(home.run(["tag", "list", "--json"]).ended_with(0).json(), serde_json::json!([]));
    let told =
        Home::japanese().run(["tag", "teach", "Subject", "--spam", "*"]).failed_with("差出人が書くもの");
    assert!(told.errors.contains("「Subject」"));
}

#[test]
fn every_filter_is_named_in_both_languages() {
    let mail = filtered("X-Spam-Status: Yes, score=7.2 required=5.0\n", "");
    let english = sentences(&check(&Home::new(), &mail));
    assert!(
        english.contains(
            "filter (SpamAssassin) took this mail for spam: “X-Spam-Status: Yes, score=7.2 required=5.0”"
        ),
        "{english}"
    );
    let japanese = sentences(&check(&Home::japanese(), &mail));
    assert!(
        japanese
            .contains("プロバイダーのフィルター（SpamAssassin）は、このメールを迷惑メールと判定しています"),
        "{japanese}"
    );
    let unnamed = sentences(&check(&Home::new(), &filtered("X-SPAM-MARK: by Spam Filter Rule\n", "")));
    assert!(unnamed.contains("Your provider’s filter took this mail for spam"), "{unnamed}");
}

#[test]
fn dns_is_off_until_it_is_switched_on_and_says_what_that_tells_others() {
    let home = Home::new();
    let setting = |home: &Home| home.run(["setting", "dns", "--json"]).ended_with(0).json();
    assert_eq!(setting(&home), serde_json::json!({"on": false, "server": null}));
    assert!(home.run(["setting", "dns"]).ended_with(0).text().contains("DNS is off"));
    let told = home.run(["setting", "dns", "on"]).ended_with(0);
    assert!(told.text().contains("asks your DNS server"), "{}", told.text());
    assert!(told.text().contains("sees whose mail you get"), "{}", told.text());
    home.run(["setting", "dns", "on", "--server", "127.0.0.1:5353"]).ended_with(0);
    assert_eq!(setting(&home), serde_json::json!({"on": true, "server": "127.0.0.1:5353"}));
    home.run(["setting", "dns", "on", "--server", "dns.example"])
        .failed_with("is not the address of a DNS server");
    assert_eq!(setting(&home)["on"], true);
    assert!(home.run(["setting", "dns", "off"]).ended_with(0).text().contains("DNS is off"));
    assert_eq!(setting(&home), serde_json::json!({"on": false, "server": null}));
}
