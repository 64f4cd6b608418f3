//! `sanpedro schema`: what editors need to complete and check scenario files.

use clap::Args;

use crate::cli::ending::{Ending, Fault};
use crate::cli::output;
use crate::scenario::json_schema;

/// What `schema` takes.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  sanpedro schema > scenarios/schema.json

Then begin a scenario with the line

  #:schema schema.json

and an editor with Tombi (https://tombi-toml.github.io/tombi) completes keys, shows
what they mean, and marks wrong keys, units and words. `sanpedro check` finds
more: names that are not there, and values that do not go together.")]
pub(crate) struct SchemaArgs {}

/// Prints the schema.
pub(crate) fn schema(_: &SchemaArgs) -> Result<Ending, Fault> {
    output::result(&json_schema())
}
