//! Bytes of a list's file as text, and what they are if they are none.

/// What a file is that is no table in text, by how it begins, with what to do.
const OTHER_KINDS: [(&[u8], &str); 6] = [
    (b"PK\x03\x04", "is a workbook"),
    (b"\xd0\xcf\x11\xe0", "is a workbook of the old kind"),
    (b"%PDF", "is a PDF"),
    (b"PAR1", "is a Parquet table"),
    (b"\x1f\x8b", "is compressed"),
    (b"<", "is a web page or XML"),
];
/// What to do in a spreadsheet.
const SAVE_AS_CSV: &str = "save it as \"CSV UTF-8\"";

/// Characters of the bytes 0x80 to 0x9F in Windows-1252; the five that it does not define stay
/// what they are in Unicode.
const WINDOWS_1252: [char; 32] = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}',
    '\u{2c6}', '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}',
    '\u{90}', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}',
    '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}', '\u{153}', '\u{9d}', '\u{17e}', '\u{178}',
];

/// A file's text, and in what it is written if that is not UTF-8.
#[derive(Debug, PartialEq)]
pub(in crate::scenario) struct Decoded {
    pub text: String,
    pub encoding: Option<&'static str>,
}

/// The text of a list's bytes.
///
/// # Errors
/// What the file is instead, and what to do.
pub(in crate::scenario) fn decode(bytes: Vec<u8>) -> Result<Decoded, String> {
    let is = |(begin, _): &&(&[u8], &str)| bytes.starts_with(begin);
    if let Some((_, kind)) = OTHER_KINDS.iter().find(is) {
        return Err(format!("{kind}: {SAVE_AS_CSV}"));
    }
    if let Some((text, encoding)) = utf_16(&bytes) {
        return match text {
            Some(text) => Ok(Decoded {
                text,
                encoding: Some(encoding),
            }),
            None => Err(format!("is broken {encoding}: {SAVE_AS_CSV}")),
        };
    }
    let decoded = match String::from_utf8(bytes) {
        // What spreadsheets put in front of UTF-8.
        Ok(text) => Decoded {
            text: text.trim_start_matches('\u{feff}').to_owned(),
            encoding: None,
        },
        Err(error) => Decoded {
            text: error
                .as_bytes()
                .iter()
                .map(|byte| windows_1252(*byte))
                .collect(),
            encoding: Some("Windows-1252"),
        },
    };
    if decoded.text.contains('\0') {
        return Err(format!("is no text: {SAVE_AS_CSV}"));
    }
    Ok(decoded)
}

/// UTF-16 by its mark, or by the zero bytes of plain letters; the inner `None` if it is broken.
fn utf_16(bytes: &[u8]) -> Option<(Option<String>, &'static str)> {
    let zeros = |odd: usize| {
        let begin = bytes.iter().skip(odd).step_by(2).take(20);
        bytes.len() >= 4 && begin.filter(|byte| **byte == 0).count() >= 2
    };
    let (skip, little) = match bytes {
        [0xff, 0xfe, ..] => (2, true),
        [0xfe, 0xff, ..] => (2, false),
        _ if zeros(1) && !zeros(0) => (0, true),
        _ if zeros(0) && !zeros(1) => (0, false),
        _ => return None,
    };
    let units = bytes[skip..].chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        }
    });
    let text: Result<String, _> = char::decode_utf16(units).collect();
    Some((text.ok(), "UTF-16"))
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_the_same_text_in_any_encoding() {
        let text = "eta,vessel\n1,K\u{f8}benhavn \u{2013} \u{20ac}\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = [&[0xff, 0xfe][..], &little].concat();
        let windows = b"eta,vessel\n1,K\xf8benhavn \x96 \x80\n".to_vec();
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), None),
            (["\u{feff}", text].concat().into_bytes(), None),
            (little, Some("UTF-16")),
            (big, Some("UTF-16")),
            (marked, Some("UTF-16")),
            (windows, Some("Windows-1252")),
        ] {
            let decoded = decode(bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
        }
        for bytes in [
            &b"PK\x03\x04.."[..],
            b"%PDF-1.7",
            b"\xff\xfe\x00\xd8",
            b"calls\0of April",
        ] {
            assert!(decode(bytes.to_vec()).unwrap_err().contains("CSV UTF-8"));
        }
    }
}
