//! Spellings of TOML 1.1, which this program reads and most editors and Python do not: they know 1.0.

use std::sync::Arc;

use super::diagnostic::Diagnostic;
use super::faults::Faults;
use super::source::{Place, Source};

/// What is new in TOML 1.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Newer {
    Lines,
    Comma,
    Escape,
    Clock,
}

impl Newer {
    /// What it is, and how TOML 1.0 spells it.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Lines => (
                "a table in { } over several lines",
                "write it in one line, or as a table under a header such as [arrivals]",
            ),
            Self::Comma => ("a comma before } at the end of a table", "take it out"),
            Self::Escape => (
                "an escape \\e or \\x in a text",
                "write \\u and four digits, such as \\u001B",
            ),
            Self::Clock => (
                "a time without seconds",
                "write its seconds, such as 05:30:00",
            ),
        }
    }
}

/// Warns of the first of each of them in a text that is TOML.
pub(super) fn warn(source: &Arc<Source>, faults: &Faults) {
    let mut told: Vec<Newer> = Vec::new();
    Scan::new(&source.text).run(&mut |newer, at| {
        if told.contains(&newer) {
            return;
        }
        told.push(newer);
        let (what, help) = newer.words();
        let place = Place::new(source, at..at + 1);
        let fault = Diagnostic::warning(&place, format!("{what} is TOML 1.1"));
        let label = "many editors, and Python, read TOML 1.0 and refuse it";
        faults.push(fault.label(label).help(help));
    });
}

/// A text that is read once from its beginning.
struct Scan<'a> {
    text: &'a [u8],
    at: usize,
    /// Braces and brackets that are open.
    open: Vec<u8>,
    /// A comma behind which nothing but space came.
    comma: Option<usize>,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            open: Vec::new(),
            comma: None,
        }
    }

    fn run(mut self, found: &mut dyn FnMut(Newer, usize)) {
        while let Some(byte) = self.text.get(self.at).copied() {
            let in_braces = self.open.last() == Some(&b'{');
            match byte {
                b'#' => self.comment(),
                b'"' | b'\'' => self.string(byte, found),
                b'{' | b'[' => self.open.push(byte),
                b'}' | b']' => {
                    if let Some(at) = self.comma.filter(|_| byte == b'}') {
                        found(Newer::Comma, at);
                    }
                    self.open.pop();
                }
                b'\n' if in_braces => found(Newer::Lines, self.at),
                b':' if self.is_clock_without_seconds() => found(Newer::Clock, self.at),
                _ => {}
            }
            match byte {
                b',' => self.comma = Some(self.at),
                b' ' | b'\t' | b'\r' | b'\n' | b'#' => {}
                _ => self.comma = None,
            }
            self.at += 1;
        }
    }

    /// To the end of the line, whose break is read next.
    fn comment(&mut self) {
        let rest = &self.text[self.at..];
        let end = rest.iter().position(|byte| *byte == b'\n');
        self.at += end.unwrap_or(rest.len()).saturating_sub(1);
    }

    /// To the last quote of a text.
    fn string(&mut self, quote: u8, found: &mut dyn FnMut(Newer, usize)) {
        let long = self.text[self.at..].starts_with(&[quote; 3]);
        self.at += if long { 3 } else { 1 };
        while let Some(byte) = self.text.get(self.at).copied() {
            let rest = &self.text[self.at..];
            if byte == b'\\' && quote == b'"' {
                if matches!(rest.get(1), Some(b'e' | b'x')) {
                    found(Newer::Escape, self.at);
                }
                self.at += 1;
            } else if byte == quote && !long {
                return;
            } else if long && rest.starts_with(&[quote; 3]) {
                // Up to two more quotes belong to the text.
                let quotes = rest.iter().take_while(|byte| **byte == quote).count();
                self.at += quotes.min(5) - 1;
                return;
            }
            self.at += 1;
        }
    }

    /// Whether the colon stands between hour and minute of a time without seconds.
    fn is_clock_without_seconds(&self) -> bool {
        let Some(hour) = self.at.checked_sub(2) else {
            return false;
        };
        let digits = |at: usize| {
            let two = self.text.get(at..at + 2);
            two.is_some_and(|two| two.iter().all(u8::is_ascii_digit))
        };
        let before = hour.checked_sub(1).map(|at| self.text[at]);
        // What follows a colon are seconds, and what follows a sign is an offset.
        let goes_on = matches!(before, Some(b':' | b'+' | b'-'));
        let has_seconds = self.text.get(self.at + 3) == Some(&b':');
        digits(hour) && digits(self.at + 1) && !goes_on && !has_seconds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_newer_than_toml_1_0_is_found_and_nothing_else() {
        for (text, meant) in [
            ("a = { b = 1,\n c = 2 }", vec![Newer::Lines]),
            ("a = { b = 1, }", vec![Newer::Comma]),
            ("a = { b = 1, # more\n }", vec![Newer::Lines, Newer::Comma]),
            (r#"a = "\e[1m""#, vec![Newer::Escape]),
            (r#"a = """x\x41""""#, vec![Newer::Escape]),
            ("a = 2025-03-04T05:30", vec![Newer::Clock]),
            ("a = 2025-03-04 05:30-08:00", vec![Newer::Clock]),
            ("a = 05:30 # 1", vec![Newer::Clock]),
            ("a = 2025-03-04T05:30:00-08:00\nb = 05:30:00", vec![]),
            ("a = { b = [1,\n 2,\n], c = 'x, }' }", vec![]),
            ("a = [1, 2,]\n[b]\nc = \"05:30 { \\\" , }\"", vec![]),
            ("# { 05:30\na = 'C:\\x'\nb = '''\n{ , }\n'''\nc = 1", vec![]),
            ("a = \"\"\"\"quoted\"\"\"\"\"\nb = { c = 1 }", vec![]),
            (r#"a = "\\e""#, vec![]),
        ] {
            let mut found = Vec::new();
            Scan::new(text).run(&mut |newer, _| found.push(newer));
            assert_eq!(found, meant, "{text}");
        }
    }
}
