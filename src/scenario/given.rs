//! What a key gave: nothing, something wrong, or a value with its place.

use super::source::Place;

/// A value that was read, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) place: Place,
}

/// What a key gave.
#[derive(Clone, Debug, Default)]
pub(super) enum Given<T> {
    /// The key is not written.
    #[default]
    Absent,
    /// It is written and was refused, which has been reported.
    Wrong,
    /// It is written and right.
    Right(At<T>),
}

impl<T> Given<T> {
    /// The value with its place, if it is right.
    pub(super) fn at(&self) -> Option<&At<T>> {
        match self {
            Self::Right(at) => Some(at),
            Self::Absent | Self::Wrong => None,
        }
    }

    /// The value with its place, if it is right.
    pub(super) fn into_at(self) -> Option<At<T>> {
        match self {
            Self::Right(at) => Some(at),
            Self::Absent | Self::Wrong => None,
        }
    }

    /// The value, if it is right.
    pub(super) fn into_value(self) -> Option<T> {
        self.into_at().map(|at| at.value)
    }

    /// Whether the key is not written.
    pub(super) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T: Clone> Given<T> {
    /// The value, if it is right.
    pub(super) fn value(&self) -> Option<T> {
        self.at().map(|at| at.value.clone())
    }

    /// The value, or `default` if the key is absent, or wrong and so never used.
    pub(super) fn value_or(&self, default: T) -> T {
        self.value().unwrap_or(default)
    }
}

impl<T> Given<Option<T>> {
    /// A table that was read and found wrong inside is wrong itself.
    pub(super) fn flatten(self) -> Given<T> {
        match self {
            Self::Absent => Given::Absent,
            Self::Right(At {
                value: Some(value),
                place,
            }) => Given::Right(At { value, place }),
            Self::Wrong | Self::Right(_) => Given::Wrong,
        }
    }
}

/// One entry of a keyed table, such as `[terminal.pier_400]`.
#[derive(Clone, Debug)]
pub(super) struct Named<T> {
    /// Key of the entry.
    pub(super) id: String,
    /// Where the key stands.
    pub(super) place: Place,
    pub(super) value: T,
}
