//! `report.html`: one page that opens from a mail, without network, script or font.
//!
//! `page` gathers strings that are already formatted; `report.html` is their layout and is
//! checked when compiling. Every name is escaped by the template.

mod page;
mod sentences;
mod tables;

pub(crate) use page::{PAGE, page};
