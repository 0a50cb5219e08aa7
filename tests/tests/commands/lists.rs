//! `mekiki allow` and `block`: what an entry may be.

use mekiki_tests::program::Home;

use super::{MAIL, offer};

#[test]
fn lists_take_addresses_domains_and_networks_and_nothing_else() {
    let home = Home::new();
    for (list, entry) in
        [("allow", "emma@family.example"), ("block", "bulk.example"), ("block", "192.0.2.0/24")]
    {
        home.run([list, "add", entry]).ended_with(0);
    }
    let blocked = home.run(["block", "list", "--json"]).ended_with(0).json();
    assert_eq!(blocked.as_array().unwrap().len(), 2);
    let judged = home.run_with_input(["check", "-", "--json"], offer(1).as_bytes()).ended_with(0).json();
    assert_eq!(judged["judgement"]["decision"]["by"], "blocked", "{judged}");
    home.run(["block", "remove", "bulk.example"]).ended_with(0);
    let number = home.run(["block", "list", "--json"]).json()[0]["id"].to_string();
    home.run(["block", "remove", &number]).ended_with(0);
    assert_eq!(home.run(["block", "list", "--json"]).json(), serde_json::json!([]));
    assert!(home.run(["allow", "list"]).ended_with(0).text().contains("emma@family.example"));
    home.run(["block", "add", "not an address"]).failed_with("not an address");
    home.run(["block", "add", "192.0.2.0/99"]).failed_with("192.0.2.0/99");
    home.run(["allow", "remove", "bulk.example"]).failed_with("bulk.example");
    let several = ["block", "add", "192.0.2.0/24", "*.xyz", "@"];
    let told = home.run(several).failed_with("“@” cannot be put on a list").errors;
    assert!(told.contains("None of the others was added"), "{told}");
    home.run([&several[..], &["--language", "ja"]].concat()).failed_with("ほかの項目も追加していません");
    assert_eq!(home.run(["block", "list", "--json"]).json(), serde_json::json!([]));
    assert!(!home.run(["block", "add", "@"]).failed_with("“@”").errors.contains("None of"));
    for nonsense in ["999.1.1.1", "a..example", "https://family.example/", "someone@999.1.1.1", "-"] {
        home.run(["allow", "add", "--", nonsense])
            .failed_with(&format!("“{nonsense}” cannot be put on a list"));
    }
}

#[test]
fn a_whole_ending_is_blocked_with_a_star_never_allowed_and_removed_as_it_was_written() {
    let home = Home::new();
    let refused = home.run(["block", "add", "com"]).failed_with("to block them all, write \"*.com\"");
    assert!(refused.errors.contains("such as example.com"), "{}", refused.errors);
    for entry in ["com", "*.com", "*@com"] {
        let refused = home.run(["allow", "add", entry]).failed_with("nobody can vouch for them all");
        assert!(refused.errors.contains("such as example.com."), "{}", refused.errors);
        assert!(!refused.errors.contains("block"), "{}", refused.errors);
    }
    for entry in ["*.com", "com"] {
        assert!(home.run(["block", "add", "*.com"]).ended_with(0).text().contains("“*.com” is on"));
        assert!(home.run(["block", "list"]).ended_with(0).text().contains("*.com"));
        let mail = MAIL.replace("emma@family.example", "emma@family.com");
        let judged = home.run_with_input(["check", "-"], mail.as_bytes()).ended_with(0);
        assert!(judged.text().contains("“*.com” is on your block list"), "{}", judged.text());
        assert!(home.run(["block", "remove", entry]).ended_with(0).text().contains("“*.com” is off"));
        assert!(home.run(["block", "list"]).ended_with(0).text().contains("empty"));
    }
    home.run(["block", "add", "*@Shop.example", "192.0.2.77/24"]).ended_with(0);
    home.run(["block", "remove", "*@Shop.example", "192.0.2.77/24"]).ended_with(0);
    assert!(home.run(["block", "list"]).ended_with(0).text().contains("empty"));
}
