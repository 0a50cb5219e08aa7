//! What a mail can make of the program's memory and work is bounded, whatever stands in it.
//! How long it takes is measured by `cargo xtask bench --worst`; here is counted.
#![allow(missing_docs)]

#[path = "../examples/worst/shapes.rs"]
mod shapes;

use classifier::message::{Defect, Message};
use classifier::{Cutoffs, Facts, Label, Model, Sample, classify};
use shapes::SHAPES;

/// More than is looked at of a text or a header, so that what bounds them is at work.
const BYTES: usize = 2_200_000;

/// What a message keeps of the bytes, beyond the text.
fn assert_bounded(name: &str, message: &Message) {
    let header: usize = message.headers.iter().map(|header| header.name.len() + header.value.len()).sum();
    // A megabyte is looked at, and one line more; a byte becomes three at most.
    assert!(header <= 4_000_000 && message.headers.len() <= 2_000, "{name}: {header} bytes of header");
    assert!(message.parts.len() <= 2_000, "{name}: {} parts", message.parts.len());
    assert!(message.text.len() <= 4_400_000, "{name}: {} bytes of text", message.text.len());
    assert!(message.links.len() <= 500, "{name}: {} links", message.links.len());
    assert!(message.to.len() + message.from.len() <= 2_000, "{name}: too many addresses");
    let hidden: usize = message.hidden.iter().map(|hidden| hidden.text.len()).sum();
    assert!(message.hidden.len() <= 200 && hidden <= 2_200_000, "{name}: {hidden} bytes of hidden text");
    assert!(message.returned.len() <= 32, "{name}: {} messages within", message.returned.len());
}

#[test]
fn every_shape_is_judged_explained_and_learned_within_bounds() {
    let facts = Facts { now: 1_795_000_000, ..Facts::default() };
    let (shipped, mut model) = (Model::starter(), Model::empty());
    for shape in SHAPES {
        let name = shape.name;
        let raw = shape.mail(BYTES);
        let message = Message::parse(&raw);
        assert_bounded(name, &message);
        let judgement = classify(&message, &facts, &shipped, Cutoffs::default());
        let told: usize = judgement.evidence.0.iter().map(|clue| format!("{:?}", clue.token).len()).sum();
        assert!(told <= 16_000, "{name}: an explanation of {told} bytes");
        let sample = Sample::of(&message, &facts);
        let logged = sample.to_bytes().len();
        assert!(logged <= 128_000, "{name}: {logged} bytes in the log");
        let lesson = model.learn(&sample, Label::Spam);
        model.unlearn(&sample, Label::Spam, lesson);
    }
    assert!(model == Model::empty());
}

#[test]
fn shapes_are_shapes_at_any_size() {
    for shape in SHAPES {
        for bytes in [0, 1, 100, 5_000] {
            let message = Message::parse(&shape.mail(bytes));
            assert_bounded(shape.name, &message);
        }
    }
}

#[test]
fn what_is_beyond_the_bounds_is_a_defect_that_can_be_evidence() {
    for (name, defect) in [
        ("one word after another", Defect::Truncated),
        ("half-width kana", Defect::Truncated),
        ("a million headers", Defect::Truncated),
        ("one header line", Defect::Truncated),
        ("a million parts", Defect::TooDeep),
        ("a million empty multiparts", Defect::TooDeep),
        ("a million messages in parts", Defect::TooDeep),
        ("multiparts that begin far away", Defect::TooDeep),
        ("nested multiparts", Defect::TooDeep),
        ("nested messages", Defect::TooDeep),
    ] {
        let shape = SHAPES.iter().find(|shape| shape.name == name);
        let defects = shape.map(|shape| Message::parse(&shape.mail(BYTES)).defects).unwrap_or_default();
        assert!(defects.contains(&defect), "{name}: {defects:?}");
    }
}
