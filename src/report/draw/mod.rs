//! Drawing: pictures as lists of shapes, written as SVG and PNG from the same list.
//!
//! ```text
//! chart ──► Sheet (title, legend) ──► Panel (axes, grid) ──► Picture (shapes) ──► SVG text
//!                                                                            └──► PNG bytes
//! ```
//!
//! A chart places shapes and cannot fail; only drawing can. plotters plays them on two backends, its
//! own of SVG and ours of anti-aliased pixels, so what is seen on the screen is what is printed.
//! Text is measured and, in PNG, drawn with an embedded font: a bare machine without fonts or
//! fontconfig draws the same picture. An SVG says how wide each text was measured, so that a viewer
//! sets it within its place in whatever font there is. Coordinates are pixels, x to the right, y down.

mod font;
mod ink;
mod panel;
mod picture;
mod render;
mod sheet;
mod skia;
mod ticks;

pub(crate) use font::font_face_rules;
pub(crate) use ink::{
    BLACK, BLUE, GREEN, GREY, GRID, Ink, LIGHT, ORANGE, PORT_INKS, PURPLE, SKY, SKY_BLUE,
    VERMILION, WHITE, shade,
};
pub(crate) use panel::Panel;
#[cfg(test)]
pub(crate) use picture::Shape;
pub(crate) use picture::{Frame, Horizontal, Picture, Text, Vertical};
pub use render::DrawError;
pub(crate) use sheet::{Key, Sheet};
pub(crate) use ticks::Ticks;
