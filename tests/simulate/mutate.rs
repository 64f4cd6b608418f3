//! Texts and bytes, changed at random.

use crate::dice::Dice;

/// Words that readers look for.
const WORDS: [&str; 44] = [
    "\"",
    "'''",
    "[",
    "]",
    "{",
    "}",
    "=",
    ",",
    ".",
    "..",
    "-",
    "#",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "é",
    "🚢",
    "0",
    "-1",
    "1e308",
    "nan",
    "inf",
    "18446744073709551616",
    "0.000001",
    "1979-05-27",
    "2025-02-30T25:61",
    "\" h\"",
    "\"5 kn\"",
    "\"1e400 h\"",
    "true",
    "extends",
    "extends = \"x.toml\"",
    "remove",
    "mean",
    "[service.a]",
    "terminal = \"quay\"",
    "vessel_class = \"any\"",
    ";",
    "\u{1b}[2J",
    "=HYPERLINK(1)",
    "quay",
];

/// A text of a corpus, changed in a few places.
pub(crate) fn text(dice: &mut Dice, corpus: &[&str]) -> String {
    let mut text: String = dice.pick(corpus).to_owned();
    for _ in 0..=dice.below(4) {
        let (from, to) = stretch(dice, &text);
        let with = match dice.below(7) {
            0 => String::new(),
            1 => text[from..to].repeat(2),
            2 | 3 => dice.pick(&WORDS).to_owned(),
            4 => dice.wild(0.0, 100.0),
            5 => {
                let other = dice.pick(corpus);
                let (from, to) = stretch(dice, other);
                other[from..to].to_owned()
            }
            _ => dice.pick(&WORDS).repeat(1 + dice.below(60)),
        };
        // At a word of the text as often as anywhere.
        if dice.once_in(2) {
            let number = |c: char| c.is_ascii_digit();
            if let Some(at) = text[from..].find(number).map(|at| from + at) {
                let length = text[at..].find(|c| !number(c)).unwrap_or(text.len() - at);
                text.replace_range(at..at + length, &with);
                continue;
            }
        }
        text.replace_range(from..to, &with);
    }
    text
}

/// A short stretch of a text between two of its characters.
fn stretch(dice: &mut Dice, text: &str) -> (usize, usize) {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let from = boundary(dice.below(text.len() + 1));
    let longest = if dice.once_in(6) { 400 } else { 12 };
    let to = boundary((from + dice.below(longest)).min(text.len()));
    (from, to.max(from))
}

/// Bytes, changed in a few places.
pub(crate) fn bytes(dice: &mut Dice, bytes: &mut Vec<u8>) {
    for _ in 0..=dice.below(3) {
        let at = dice.below(bytes.len() + 1);
        let byte = dice.number().to_le_bytes()[0];
        match dice.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 if at < bytes.len() => bytes[at] = byte,
            2 => bytes.insert(at, byte),
            3 => bytes.truncate(at),
            4 if at < bytes.len() => bytes[at] = 0xff,
            _ => {
                let end = (at + dice.below(9)).min(bytes.len());
                drop(bytes.drain(at..end));
            }
        }
    }
}
