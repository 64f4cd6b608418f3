//! Positions in the lists of the bay, each a type of its own.

use serde::{Deserialize, Serialize};

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
        pub struct $name(pub u16);

        impl $name {
            /// Position in the bay's list.
            #[inline]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index!(/// A port of the complex: position in [`Bay::ports`](super::Bay::ports).
    PortId);
index!(/// A container terminal: position in [`Bay::terminals`](super::Bay::terminals).
    TerminalId);
index!(/// A vessel class: position in [`Bay::vessel_classes`](super::Bay::vessel_classes).
    ClassId);
index!(/// A liner service, or a port's extra loaders: position in [`Bay::services`](super::Bay::services).
    ServiceId);
