//! What to write instead of a line that is no TOML, for those who have never heard of TOML.

use super::dates::respelled_date;
use super::diagnostic::Diagnostic;
use super::source::Place;

/// The fault that the parser tells as `message`, with what to write where it can be guessed.
pub(super) fn no_toml(place: &Place, message: &str) -> Diagnostic {
    let fault = Diagnostic::error(place, format!("this is no TOML: {message}"));
    let line = line(place);
    let help = match message {
        message if message.starts_with("key with no value") => key_without_value(line),
        message if message.starts_with("unexpected key or value") => too_much(line),
        message if message.starts_with("invalid basic string") => open_text(line),
        message if message.starts_with("invalid date") => {
            respelled_date(place.text()).map(|date| format!("write {date}"))
        }
        message if message.starts_with("invalid unquoted key") => {
            Some("a name is letters, digits, `_` and `-`; no sign stands for all names".to_owned())
        }
        _ => None,
    };
    match help {
        Some(help) => fault.help(help),
        None => fault,
    }
}

/// A text without quotes, or with those of a word processor.
pub(super) fn unquoted(place: &Place) -> Diagnostic {
    let text = place.text();
    let curly = ['“', '”', '„', '‟', '«', '»', '‘', '’', '″'];
    let plain = text.trim_matches(|c| curly.contains(&c) || c == '"' || c == '\'');
    let message = if text.contains(curly) {
        format!("the quotes of `{text}` are those of a word processor")
    } else {
        format!("the text `{text}` has no quotes")
    };
    Diagnostic::error(place, message).help(format!("write \"{plain}\""))
}

/// The whole line of a place, without comment.
fn line(place: &Place) -> &str {
    let text = place.source().text.as_str();
    let at = place.span().start.min(text.len());
    let begin = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let rest = &text[begin..];
    rest.lines().next().unwrap_or_default().trim()
}

/// `cranes: 14`, `pier 500.cranes = 14`, or words.
fn key_without_value(line: &str) -> Option<String> {
    if let Some((key, value)) = line.split_once('=')
        && key.trim().contains(' ')
    {
        let key: Vec<&str> = key.split_whitespace().collect();
        return Some(format!(
            "names have no spaces: write `{} = {}`",
            key.join("_"),
            value.trim()
        ));
    }
    let (key, value) = line.split_once(':')?;
    let (key, value) = (key.trim(), value.trim());
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    (!value.is_empty() && key.chars().all(plain)).then(|| format!("write `{key} = {value}`"))
}

/// `7,5`, `10,239,327`, or two things in one line.
fn too_much(line: &str) -> Option<String> {
    let (key, value) = line.split_once('=')?;
    let (key, value) = (key.trim(), value.trim());
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let parts: Vec<&str> = value.split([',', ' ']).collect();
    if parts.len() < 2 || !parts.iter().all(|part| digits(part)) {
        return Some("one key and its value stand in a line".to_owned());
    }
    let meant = if parts[1..].iter().all(|part| part.len() == 3) {
        parts.concat()
    } else {
        parts.join(".")
    };
    Some(format!(
        "write `{key} = {meant}`; a quantity stands in quotes with its unit, such as \"7.5 MW\""
    ))
}

/// A text whose second quote is missing.
fn open_text(line: &str) -> Option<String> {
    let begin = line.find('"')?;
    let text = line[begin + 1..].trim_end();
    (!text.contains('"')).then(|| format!("close the text: write \"{text}\""))
}
