//! Colors: the Okabe-Ito palette, told apart by color-blind readers and in gray print.
//!
//! Okabe and Ito, "Color Universal Design", 2008, <https://jfly.uni-koeln.de/color/>.

/// A color with its opacity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ink {
    /// Red, green, blue.
    pub(crate) rgb: (u8, u8, u8),
    /// From 0, invisible, to 1.
    pub(crate) opacity: f64,
}

impl Ink {
    const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self {
            rgb: (red, green, blue),
            opacity: 1.0,
        }
    }

    /// The same color, so opaque.
    pub(crate) const fn fade(self, opacity: f64) -> Self {
        Self { opacity, ..self }
    }
}

pub(crate) const BLACK: Ink = Ink::new(17, 17, 17);
pub(crate) const WHITE: Ink = Ink::new(255, 255, 255);
/// Subtitles, axes and their numbers.
pub(crate) const GREY: Ink = Ink::new(85, 85, 85);
/// Grid lines: seen, never in the way.
pub(crate) const GRID: Ink = Ink::new(226, 226, 226);
/// What stands behind the data, such as cranes that could work.
pub(crate) const LIGHT: Ink = Ink::new(208, 213, 219);
pub(crate) const BLUE: Ink = Ink::new(0, 114, 178);
pub(crate) const VERMILION: Ink = Ink::new(213, 94, 0);
pub(crate) const GREEN: Ink = Ink::new(0, 158, 115);
pub(crate) const ORANGE: Ink = Ink::new(230, 159, 0);
/// Sky blue of the palette in a light, opaque shade: carries text and hides the grid.
pub(crate) const SKY: Ink = Ink::new(207, 233, 248);
pub(crate) const PURPLE: Ink = Ink::new(204, 121, 167);

/// Colors of the ports, in the scenario's order; they repeat beyond the fourth.
pub(crate) const PORT_INKS: [Ink; 4] = [BLUE, VERMILION, GREEN, PURPLE];
