//! The `sanpedro` command: see the library for what it does and how.

use std::process::ExitCode;

fn main() -> ExitCode {
    sanpedro::cli::main()
}
