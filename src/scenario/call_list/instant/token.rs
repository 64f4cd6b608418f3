//! Words, numbers and marks of a date as it was typed.

/// A piece of a text; spaces only divide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Digits.
    Number(&'a str),
    /// Letters.
    Word(&'a str),
    /// Anything else.
    Mark(char),
}

/// Tokens, read from the left.
pub(super) struct Tokens<'a> {
    all: Vec<Token<'a>>,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut all = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let run = |is: fn(char) -> bool| {
                let end = rest.find(|c: char| !is(c)).unwrap_or(rest.len());
                rest.split_at(end)
            };
            if first.is_ascii_digit() {
                let (digits, left) = run(|c| c.is_ascii_digit());
                all.push(Token::Number(digits));
                rest = left;
            } else if first.is_alphabetic() {
                let (word, left) = run(char::is_alphabetic);
                all.push(Token::Word(word));
                rest = left;
            } else {
                if !first.is_whitespace() && !"()".contains(first) {
                    all.push(Token::Mark(first));
                }
                rest = &rest[first.len_utf8()..];
            }
        }
        Self { all, at: 0 }
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.all.len()
    }

    pub(super) fn peek(&self) -> Option<Token<'a>> {
        self.all.get(self.at).copied()
    }

    /// The token behind the next one.
    pub(super) fn peek_second(&self) -> Option<Token<'a>> {
        self.all.get(self.at + 1).copied()
    }

    pub(super) fn number(&mut self) -> Option<&'a str> {
        let Some(Token::Number(digits)) = self.peek() else {
            return None;
        };
        self.at += 1;
        Some(digits)
    }

    /// What the next word means, if it is a word and `meaning` knows it.
    pub(super) fn word<T>(&mut self, meaning: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let Some(Token::Word(word)) = self.peek() else {
            return None;
        };
        let known = meaning(word)?;
        self.at += 1;
        Some(known)
    }

    /// Passes over the next word if it is one of these.
    pub(super) fn skip_word(&mut self, words: &[&str]) -> bool {
        self.word(|word| words.contains(&word).then_some(()))
            .is_some()
    }

    /// The next mark, if it is one of these.
    pub(super) fn mark(&mut self, among: &str) -> Option<char> {
        let Some(Token::Mark(mark)) = self.peek() else {
            return None;
        };
        among.contains(mark).then(|| {
            self.at += 1;
            mark
        })
    }
}
