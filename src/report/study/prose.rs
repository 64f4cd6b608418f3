//! Words between backticks: links to files and places of the page, and code.

/// A piece of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span<'a> {
    /// Plain words.
    Words(&'a str),
    /// A link to a file of the report or, with `#`, to a place of the page.
    Link {
        /// Where it leads.
        to: &'a str,
        /// What it says.
        words: &'a str,
    },
    /// A name as it stands in a file.
    Code(&'a str),
}

/// A text taken apart at its backticks; one that stands alone is a plain character.
pub(super) fn spans(text: &str) -> Vec<Span<'_>> {
    let mut spans = Vec::new();
    let mut rest = text;
    while let Some((before, inside, after)) = quoted(rest) {
        spans.push(Span::Words(before));
        spans.push(set_apart(inside));
        rest = after;
    }
    spans.push(Span::Words(rest));
    spans.retain(|span| *span != Span::Words(""));
    spans
}

/// What stands before, between and after the first two backticks.
fn quoted(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (inside, after) = rest.split_once('`')?;
    Some((before, inside, after))
}

fn set_apart(words: &str) -> Span<'_> {
    let link = words
        .strip_prefix('#')
        .and_then(|rest| rest.split_once(' '));
    if let Some((anchor, said)) = link.filter(|(anchor, _)| is_plain(anchor)) {
        let to = &words[..=anchor.len()];
        return Span::Link { to, words: said };
    }
    let ends = [".csv", ".json", ".toml", ".xlsx"];
    if is_plain(words) && ends.iter().any(|end| words.ends_with(end)) {
        return Span::Link { to: words, words };
    }
    Span::Code(words)
}

/// Whether a text can only be an anchor or the name of a file in the report's folder.
fn is_plain(words: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    !words.is_empty() && words.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_places_are_linked_and_other_names_are_code() {
        let text = "Days stand in `daily.csv`; see `#settings factors`, and `kwh_of`.";
        let link = |to, words| Span::Link { to, words };
        assert_eq!(
            spans(text),
            [
                Span::Words("Days stand in "),
                link("daily.csv", "daily.csv"),
                Span::Words("; see "),
                link("#settings", "factors"),
                Span::Words(", and "),
                Span::Code("kwh_of"),
                Span::Words("."),
            ]
        );
    }

    #[test]
    fn nothing_else_can_be_linked_to() {
        let code = |words| assert_eq!(set_apart(words), Span::Code(words));
        code("https://example.org/x.csv");
        code("../x.csv");
        code("#a\"b x");
        assert_eq!(spans("5` long"), [Span::Words("5` long")]);
        assert_eq!(spans(""), []);
    }
}
