//! What is written in a vessel's box on the berth plan.

use crate::report::draw::Text;
use crate::report::words::number;

/// Distance of lines, in sizes of their text.
pub(super) const LINE: f64 = 1.25;
/// Sizes tried, in pixels per em.
const SIZES: [f64; 2] = [12.0, 10.0];
/// Hours from which a wait is worth telling.
const WORTH_TELLING: f64 = 1.0;

/// All there is to say about a vessel at berth.
pub(super) struct Label<'a> {
    /// Name of its service.
    pub(super) service: &'a str,
    /// Moves with their noun.
    pub(super) moves: String,
    /// Most cranes at once, with their noun.
    pub(super) cranes: String,
    /// Hours waited for the berth.
    pub(super) wait: f64,
}

impl Label<'_> {
    /// The lines that say most of those that fit a room of this width and height, in pixels, and
    /// their size; `None` where not even a few letters of the name do.
    pub(super) fn within(&self, (width, height): (f64, f64)) -> Option<(Vec<Text>, f64)> {
        for layout in self.layouts() {
            for size in SIZES {
                let lines = set(&layout, size);
                let high = size * LINE * lines.len() as f64;
                if high <= height && lines.iter().all(|line| line.width() <= width) {
                    return Some((lines, size));
                }
            }
        }
        // A name that is cut may still be known; a number that is cut would be wrong.
        let size = SIZES[1];
        let name = Text::new(self.short()).size(size).fit(width)?;
        (size <= height).then(|| (vec![name], size))
    }

    /// The service's first port: what stands before " - " or a comma.
    fn short(&self) -> &str {
        let first = self.service.split(" - ").next().unwrap_or_default();
        first.split(", ").next().unwrap_or_default()
    }

    /// Lines from most to least telling.
    fn layouts(&self) -> Vec<Vec<String>> {
        let (name, short) = (self.service.to_owned(), self.short().to_owned());
        let work = format!("{} · {}", self.moves, self.cranes);
        let mut layouts = Vec::new();
        if self.wait >= WORTH_TELLING {
            let wait = format!(
                "waited {} h",
                number(self.wait, usize::from(self.wait < 10.0))
            );
            layouts.push(vec![name.clone(), work.clone(), wait.clone()]);
            layouts.push(vec![
                short.clone(),
                self.moves.clone(),
                self.cranes.clone(),
                wait,
            ]);
        }
        layouts.extend([
            vec![name.clone(), work.clone()],
            vec![format!("{name} · {work}")],
            vec![format!("{short} · {work}")],
            vec![short.clone(), self.moves.clone(), self.cranes.clone()],
            vec![format!("{short} · {}", self.moves)],
            vec![short.clone(), self.moves.clone()],
            vec![name],
            vec![short],
        ]);
        layouts
    }
}

/// Lines of text; the name, where it stands alone, in bold.
fn set(layout: &[String], size: f64) -> Vec<Text> {
    let mut lines: Vec<Text> = layout
        .iter()
        .map(|words| Text::new(words.as_str()).size(size))
        .collect();
    if lines.len() > 1 {
        lines[0].bold = true;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(width: f64, height: f64) -> Vec<String> {
        let label = Label {
            service: "Auckland - Los Angeles",
            moves: "1,948 moves".to_owned(),
            cranes: "4 cranes".to_owned(),
            wait: 3.0,
        };
        let lines = label.within((width, height));
        lines.map_or_else(Vec::new, |(lines, _)| {
            lines.into_iter().map(|line| line.words).collect()
        })
    }

    #[test]
    fn a_box_says_as_much_as_it_has_room_for() {
        let work = "1,948 moves · 4 cranes";
        assert_eq!(
            words(300.0, 60.0),
            ["Auckland - Los Angeles", work, "waited 3.0 h"]
        );
        assert_eq!(
            words(300.0, 16.0),
            ["Auckland - Los Angeles · 1,948 moves · 4 cranes"]
        );
        assert_eq!(words(70.0, 40.0), ["Auckland", "1,948 moves", "4 cranes"]);
        assert_eq!(words(54.0, 14.0), ["Auckland"]);
        assert_eq!(words(30.0, 14.0), ["Auc…"]);
        assert!(words(5.0, 14.0).is_empty());
    }
}
