//! `report.html`: one page that opens from a mail, without network, framework or font.
//!
//! `page` gathers strings that are already formatted; `report.html` and `sections/` are their
//! layout and are checked when compiling. Every name is escaped by the template. `data` is what
//! the script in `script/` reads; the script makes elements, never markup, so that a name is only
//! ever text. Without script the page is whole but for playback, explorer and the choice of berth
//! plans. `sections` says which chart stands where.

mod data;
mod inventory;
mod page;
mod sections;
mod sentences;
mod tables;

pub(crate) use page::{PAGE, page};
