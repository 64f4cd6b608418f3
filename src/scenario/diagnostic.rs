//! What is wrong with a scenario, as a picture of the very line.

use std::fmt;
use std::io;
use std::path::PathBuf;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::source::Place;

/// Most diagnostics shown of one scenario; the rest is only counted.
const SHOWN_AT_MOST: usize = 50;

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The scenario cannot be run.
    Error,
    /// Legal, and odd.
    Warning,
    /// How something was understood that could have been said otherwise.
    Note,
}

/// One thing that is wrong or odd in a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, the user's words in backticks.
    pub message: String,
    /// Where; `None` if it is not about a place in a text, such as a file that is too large.
    pub place: Option<Place>,
    /// A few words under the carets.
    pub label: String,
    /// Other places that have to do with it, with a few words each.
    pub related: Vec<(Place, String)>,
    /// What to write instead.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A fault at a place.
    pub(super) fn error(place: &Place, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            message: message.into(),
            place: Some(place.clone()),
            label: String::new(),
            related: Vec::new(),
            help: None,
        }
    }

    /// Something odd at a place.
    pub(super) fn warning(place: &Place, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(place, message)
        }
    }

    /// How something at a place was understood.
    pub(super) fn note(place: &Place, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Note,
            ..Self::error(place, message)
        }
    }

    /// A fault that no line shows.
    pub(super) fn without_place(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            message: message.into(),
            place: None,
            label: String::new(),
            related: Vec::new(),
            help: None,
        }
    }

    pub(super) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub(super) fn related(mut self, place: &Place, label: impl Into<String>) -> Self {
        self.related.push((place.clone(), label.into()));
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The picture: message, lines of the file with carets, help. Ends without a line break.
    pub fn render(&self, color: bool) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let mut group = Group::with_title(level.primary_title(self.message.as_str()));
        for snippet in self.snippets() {
            group = group.element(snippet);
        }
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        renderer.render(&[group])
    }

    /// One snippet a file, the file of the fault first.
    fn snippets(&self) -> Vec<Snippet<'_, Annotation<'_>>> {
        let Some(place) = &self.place else {
            return Vec::new();
        };
        let primary = AnnotationKind::Primary
            .span(place.span())
            .label(self.label.as_str());
        let mut files = vec![(place, snippet(place).annotation(primary))];
        for (other, label) in &self.related {
            let note = AnnotationKind::Context
                .span(other.span())
                .label(label.as_str());
            let known = files
                .iter()
                .position(|(file, _)| file.shares_file_with(other));
            match known {
                Some(at) => files[at].1 = files[at].1.clone().annotation(note),
                None => files.push((other, snippet(other).annotation(note))),
            }
        }
        files.into_iter().map(|(_, snippet)| snippet).collect()
    }
}

fn snippet(place: &Place) -> Snippet<'_, Annotation<'_>> {
    Snippet::source(place.source().text.as_str()).path(place.source().name.as_str())
}

/// Why a scenario could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScenarioError {
    /// The file that was asked for could not be read.
    #[error("cannot read the scenario `{}`: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The scenario is wrong; everything that is wrong with it, by file and position.
    #[error("{}", Pictures(.0))]
    Faulty(Vec<Diagnostic>),
}

impl ScenarioError {
    /// All pictures, one after another.
    pub fn render(&self, color: bool) -> String {
        match self {
            Self::Read { .. } => format!("error: {self}"),
            Self::Faulty(diagnostics) => pictures(diagnostics, color),
        }
    }

    /// What is wrong with the scenario; empty if it could not be read at all.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        match self {
            Self::Read { .. } => &[],
            Self::Faulty(diagnostics) => diagnostics,
        }
    }
}

struct Pictures<'a>(&'a [Diagnostic]);

impl fmt::Display for Pictures<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&pictures(self.0, false))
    }
}

/// Pictures one after another, an empty line between them.
fn pictures(diagnostics: &[Diagnostic], color: bool) -> String {
    let shown = diagnostics.iter().take(SHOWN_AT_MOST);
    let mut pictures: Vec<String> = shown.map(|diagnostic| diagnostic.render(color)).collect();
    if let Some(more) = diagnostics
        .len()
        .checked_sub(SHOWN_AT_MOST)
        .filter(|more| *more > 0)
    {
        pictures.push(format!("error: and {more} more of this kind or others"));
    }
    pictures.join("\n\n")
}
