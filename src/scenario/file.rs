//! Files as they come from a disk: is this a text that can be a scenario, or a call list?

use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::call_list::{Decoded, decode};
use super::diagnostic::Diagnostic;
use super::faults::Faults;
use super::source::{Place, Source};

/// Longest scenario file.
const LARGEST_BYTES: u64 = 4 * 1024 * 1024;
/// Longest call list, and longest scenario file that carries one: about half a million calls.
const LARGEST_LIST_BYTES: u64 = 32 * 1024 * 1024;
/// How a workbook or a word processor's document begins.
const WORKBOOK: &[u8] = b"PK\x03\x04";
/// The text of a file, if it is one that can be a scenario.
pub(super) fn scenario_text(
    path: &Path,
    bytes: Vec<u8>,
    order: usize,
    faults: &Faults,
) -> Option<Arc<Source>> {
    let name = path.display().to_string();
    let carries_calls = || bytes.windows(10).any(|window| window == b"[arrivals]");
    let size = bytes.len() as u64;
    if size > LARGEST_LIST_BYTES || (size > LARGEST_BYTES && !carries_calls()) {
        faults.push(
            Diagnostic::without_place(format!("`{name}` is larger than 4 MiB"))
                .help("a scenario is a few hundred lines; is this the right file?"),
        );
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) if text.trim().is_empty() => {
            let message = format!("`{name}` is empty");
            let help = "a scenario has at least [horizon], [port.…], [terminal.…] and \
                        [service.…]; scenarios/reference.toml names every key";
            faults.push(Diagnostic::without_place(message).help(help));
            None
        }
        Ok(text) => match another_kind(&text) {
            None => Some(Arc::new(Source { name, text, order })),
            Some(kind) => {
                let message = format!("`{name}` is {kind}, no scenario");
                let help = "a scenario is TOML; beside the results of every run lies the \
                            scenario.toml they were made of";
                faults.push(Diagnostic::without_place(message).help(help));
                None
            }
        },
        Err(error) if error.as_bytes().starts_with(WORKBOOK) => {
            let message = format!("`{name}` is a workbook or a document, no scenario");
            let help = "a scenario is plain text, in TOML; `sanpedro new my_study` writes one";
            faults.push(Diagnostic::without_place(message).help(help));
            None
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let message = format!("`{name}` is not UTF-8");
            let source = Arc::new(Source { name, text, order });
            faults.push(
                Diagnostic::error(&Place::new(&source, at..at + 1), message)
                    .label("this byte is no part of a character")
                    .help("save the file as UTF-8"),
            );
            None
        }
    }
}

/// The text of a call list, or why there is none.
pub(super) fn call_list(path: &Path) -> Result<Decoded, String> {
    match read_limited(path) {
        Ok(bytes) if bytes.len() as u64 > LARGEST_LIST_BYTES => {
            Err("is larger than 32 MiB".to_owned())
        }
        Ok(bytes) => decode(bytes),
        Err(error) => Err(unreadable(&error)),
    }
}

/// What a text is that is clearly no TOML.
fn another_kind(text: &str) -> Option<&'static str> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') {
        return Some("a web page");
    }
    text.starts_with('{').then_some("JSON")
}

/// Why a file cannot be read, in few words.
pub(super) fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    }
}

/// The bytes of a file, a few more than are allowed at most.
pub(super) fn read_limited(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?
        .take(LARGEST_LIST_BYTES + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
