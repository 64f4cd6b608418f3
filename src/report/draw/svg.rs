//! A picture as an SVG document.

use std::fmt::Write as _;

use super::font::FAMILY;
use super::ink::Ink;
use super::picture::{Frame, Horizontal, Picture, Shape, Text, Vertical, pixel};

impl Picture {
    /// The picture as an SVG document that says in words, `alt`, what it shows.
    pub(crate) fn svg(&self, alt: &str) -> String {
        let (width, height) = self.size;
        let mut svg = format!(
            "<svg role=\"img\" aria-label=\"{}\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" xmlns=\"http://www.w3.org/2000/svg\">\n",
            escape(&alt.replace(char::is_control, " "))
        );
        for shape in &self.shapes {
            svg.push_str(&element(shape).unwrap_or_default());
        }
        svg.push_str("</svg>\n");
        svg
    }
}

/// A shape as an element on a line of its own; `None` of one that cannot be seen.
fn element(shape: &Shape) -> Option<String> {
    let (Shape::Fill(_, ink)
    | Shape::Outline(_, ink)
    | Shape::Line(_, ink, _)
    | Shape::Area(_, ink)
    | Shape::Text(_, Text { ink, .. })) = shape;
    (ink.opacity != 0.0).then(|| match shape {
        Shape::Fill(frame, ink) => rect(*frame, *ink, &color(*ink), "none"),
        Shape::Outline(frame, ink) => rect(*frame, *ink, "none", &color(*ink)),
        Shape::Line(along, ink, width) => format!(
            "<polyline fill=\"none\" opacity=\"{}\" stroke=\"{}\" stroke-width=\"{width}\" \
             points=\"{}\"/>\n",
            ink.opacity,
            color(*ink),
            points(along)
        ),
        Shape::Area(around, ink) => format!(
            "<polygon opacity=\"{}\" fill=\"{}\" points=\"{}\"/>\n",
            ink.opacity,
            color(*ink),
            points(around)
        ),
        Shape::Text(at, words) => text(*at, words),
    })
}

fn rect(frame: Frame, ink: Ink, fill: &str, stroke: &str) -> String {
    let (left, top) = pixel((frame.left, frame.top));
    let (right, bottom) = pixel((frame.right, frame.bottom));
    format!(
        "<rect x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{}\" opacity=\"{}\" fill=\"{fill}\" \
         stroke=\"{stroke}\"/>\n",
        right - left,
        bottom - top,
        ink.opacity
    )
}

fn text(at: (f64, f64), text: &Text) -> String {
    let (x, y) = pixel(at);
    let across = match text.across {
        Horizontal::Left => "start",
        Horizontal::Center => "middle",
        Horizontal::Right => "end",
    };
    let down = match text.upright {
        Vertical::Top => "0.76em",
        Vertical::Center => "0.5ex",
        Vertical::Bottom => "-0.5ex",
    };
    let weight = if text.bold {
        " font-weight=\"bold\""
    } else {
        ""
    };
    let turn = if text.turned {
        format!(" transform=\"rotate(270, {x}, {y})\"")
    } else {
        String::new()
    };
    // A viewer without our font sets the text as wide as we measured it, and so never beyond its
    // place.
    let width = text.width();
    format!(
        "<text x=\"{x}\" y=\"{y}\" dy=\"{down}\" text-anchor=\"{across}\" \
         textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\" font-family=\"{}\" \
         font-size=\"{}\" opacity=\"{}\" fill=\"{}\"{weight}{turn}>{}</text>\n",
        escape(FAMILY),
        text.size,
        text.ink.opacity,
        color(text.ink),
        escape(&text.words)
    )
}

fn color(ink: Ink) -> String {
    let (red, green, blue) = ink.rgb;
    format!("#{red:02X}{green:02X}{blue:02X}")
}

fn points(of: &[(f64, f64)]) -> String {
    let mut text = String::new();
    for (x, y) in of.iter().copied().map(pixel) {
        write!(text, "{x},{y} ").expect("a string can always grow");
    }
    text
}

/// `text` as it may stand in an element or an attribute.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::draw::WHITE;
    use crate::report::draw::picture::LABEL_SIZE;

    #[test]
    fn names_are_escaped_and_sizes_kept() {
        let mut picture = Picture::new((200, 100));
        picture.fill(Frame::new(0.0, 0.0, 200.0, 100.0), WHITE);
        picture.text(
            (10.0, 50.0),
            Text::new("Pier <A> & \u{1}B").size(LABEL_SIZE),
        );
        let svg = picture.svg("\"Pier\u{1}\" > quay");
        assert!(
            svg.contains("aria-label=\"&quot;Pier &quot; &gt; quay\""),
            "{svg}"
        );
        assert!(svg.contains("viewBox=\"0 0 200 100\""), "{svg}");
        assert!(svg.contains("Pier &lt;A&gt; &amp;  B"), "{svg}");
        assert!(svg.contains("font-size=\"13.25\""), "{svg}");
        assert!(svg.trim_end().ends_with("</svg>"), "{svg}");
    }
}
