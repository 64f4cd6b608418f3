//! How cells look.

use crate::experiment::measure::BERTH_OCCUPANCY;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The formats of a workbook.
pub(super) struct Formats {
    pub(super) header: Format,
    pub(super) text: Format,
    pub(super) wrapped: Format,
    pub(super) date: Format,
    pub(super) time: Format,
    /// Whole numbers; from 100, from 1, from a thousandth, and smaller.
    whole: Format,
    large: Format,
    middle: Format,
    small: Format,
    tiny: Format,
    /// Numbers that are names: years, ranks, cells.
    counted: Format,
    percent: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        let number = |format: &str| Format::new().set_num_format(format);
        Self {
            header: Format::new()
                .set_bold()
                .set_background_color(Color::RGB(0x00E8_EDF2))
                .set_border_bottom(FormatBorder::Thin)
                .set_align(FormatAlign::Top),
            text: Format::new(),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            date: number("yyyy-mm-dd"),
            time: number("yyyy-mm-dd hh:mm:ss"),
            whole: number("#,##0"),
            large: number("#,##0.0"),
            middle: number("0.00"),
            small: number("0.0000"),
            tiny: number("0.0E+00"),
            counted: number("0"),
            percent: number("0.0%"),
        }
    }

    /// How a number in a column of this name looks.
    pub(super) fn of_number(&self, column: &str, value: f64) -> &Format {
        let size = value.abs();
        match column {
            "year" | "rank" | "cell" | "call" => &self.counted,
            "relative" | "relative_half_width" | "error" => &self.percent,
            _ if column == BERTH_OCCUPANCY.name => &self.percent,
            _ if value.fract() == 0.0 => &self.whole,
            _ if size >= 100.0 => &self.large,
            _ if size >= 1.0 => &self.middle,
            _ if size >= 1e-3 => &self.small,
            _ => &self.tiny,
        }
    }
}
