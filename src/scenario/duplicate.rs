//! A key or a table that is given twice: TOML's own fault, shown with the first of the two.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::diagnostic::Diagnostic;
use super::source::Place;

/// The fault of a key or a `[table]` given again at `second`.
pub(super) fn given_twice(second: &Place, tree: &DeTable<'_>) -> Diagnostic {
    let text = &second.source().text;
    let before = &text[..second.span().start];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let header = lines(text)
        .find(|(at, _)| *at == line_start)
        .and_then(|(at, line)| header(at, line));
    let (what, help, place, first) = match header {
        Some(name) => (
            "table",
            "put all its keys under one header, or give the second a name of its own",
            second.elsewhere(name.clone()),
            earlier_header(text, &name),
        ),
        None => (
            "key",
            "keep one of the two",
            second.clone(),
            earlier_key(second, tree),
        ),
    };
    let message = format!("the {what} `{}` is given twice", place.text());
    let fault = Diagnostic::error(&place, message)
        .label("again here")
        .help(help);
    match first {
        Some(span) => fault.related(&second.elsewhere(span), "first here"),
        None => fault,
    }
}

/// Lines of a text with the byte each begins at.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |next, line| {
        let at = *next;
        *next += line.len();
        Some((at, line))
    })
}

/// Where the name stands in a line that is a `[header]`.
fn header(at: usize, line: &str) -> Option<Range<usize>> {
    let open = line.len() - line.trim_start().len();
    let inside = line[open..].strip_prefix('[')?;
    let name = inside.split(']').next()?;
    let start = at + open + 1;
    Some(start..start + name.len())
}

/// The first header with the same name as the one at `name`.
fn earlier_header(text: &str, name: &Range<usize>) -> Option<Range<usize>> {
    lines(text)
        .filter_map(|(at, line)| header(at, line))
        .take_while(|earlier| earlier.start < name.start)
        .find(|earlier| text[earlier.clone()] == text[name.clone()])
}

/// The nearest key of the same name before `second` with no header in between.
fn earlier_key(second: &Place, tree: &DeTable<'_>) -> Option<Range<usize>> {
    let mut found: Option<Range<usize>> = None;
    let mut open = vec![tree];
    while let Some(table) = open.pop() {
        for (key, value) in table {
            let span = key.span();
            let is_before = key.get_ref() == second.text() && span.end <= second.span().start;
            if is_before && found.as_ref().is_none_or(|known| known.start < span.start) {
                found = Some(span);
            }
            if let DeValue::Table(inner) = value.get_ref() {
                open.push(inner);
            }
        }
    }
    found.filter(|span| {
        let between = &second.source().text[span.end..second.span().start];
        !between
            .lines()
            .any(|line| line.trim_start().starts_with('['))
    })
}
