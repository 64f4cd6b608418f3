//! A measure's name as typed.

use crate::experiment::measure::{self, Measure};
use crate::scenario::nearest;

/// The measure with this name.
///
/// # Errors
/// In words, with the name that may have been meant.
pub(crate) fn measure_name(typed: &str) -> Result<&'static Measure, String> {
    if let Some(measure) = measure::find(typed) {
        return Ok(measure);
    }
    let names = measure::all().map(|measure| measure.name);
    let meant = nearest(typed, names).map(|near| format!("did you mean `{near}`?"));
    let help = meant.unwrap_or_else(|| "results.json of any run lists all measures".to_owned());
    Err(format!("there is no measure `{typed}`; {help}"))
}
