//! "Did you mean": the known word nearest to a misspelt one.

/// The word of `known` nearest to `word`, if any is near enough to be meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Words as a list for messages: `` `m`, `ft` ``.
pub(super) fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    if quoted.is_empty() {
        return "none".into();
    }
    quoted.join(", ")
}

/// Fewest insertions, deletions and replacements of a character between two words
/// (Wagner and Fischer 1974, "The string-to-string correction problem").
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(a != *b))
                .min(above + 1)
                .min(row[j] + 1);
            diagonal = above;
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_word_and_another_word_does_not() {
        let known = ["length", "clearance", "cranes"];
        assert_eq!(nearest("lenght", known), Some("length"));
        assert_eq!(nearest("crane", known), Some("cranes"));
        assert_eq!(nearest("banana", known), None);
    }

    #[test]
    fn the_distance_of_the_textbook_pair_is_three() {
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
