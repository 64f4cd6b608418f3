//! `sanpedro new`: a study of one's own, laid over one that is there.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::ending::{Ending, Fault};
use crate::cli::scenarios::load;
use crate::cli::{call_list, knobs, output, shipped};
use crate::disk;
use crate::report::wrapped;
use crate::scenario::{Scenario, nearest};

/// What `new` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sanpedro new my_pier --from pier_500
  sanpedro new busy_year --from scenarios/san_pedro_bay_2025.toml
  sanpedro new april --from san_pedro_bay_2025 --calls    replays april_calls.csv

The study extends the other one, and has what is likely to be changed in comments, with the
values of today. Nothing is ever overwritten. Shipped studies are inside the program: where
their files are not in FOLDER, they are written there too.")]
pub(crate) struct NewArgs {
    /// Name of the study and of its folder of results: a-z, 0-9, _ and -.
    name: String,

    /// Study to begin from: the name of a shipped one or of one in FOLDER, or a path.
    #[arg(long, value_name = "STUDY", default_value = "san_pedro_bay_2025")]
    from: String,

    /// Replay a list of vessel calls instead of services: writes `NAME_calls.csv` to fill in.
    #[arg(long)]
    calls: bool,

    /// Folder of studies.
    #[arg(long, value_name = "FOLDER", default_value = "scenarios")]
    folder: PathBuf,

    /// Say nothing about what was written.
    #[arg(short, long)]
    quiet: bool,
}

/// Writes the study and says what comes next.
pub(crate) fn new(args: &NewArgs) -> Result<Ending, Fault> {
    check_name(&args.name)?;
    let study = args.folder.join(format!("{}.toml", args.name));
    let list = args
        .calls
        .then(|| args.folder.join(call_list::file(&args.name)));
    let mut files = [&study].into_iter().chain(&list);
    if let Some(there) = files.find(|file| file.exists()) {
        return Err(Fault::wrong_wrapped(format!(
            "`{}` is there already, and nothing is overwritten: choose another name",
            there.display()
        )));
    }
    let base = base(args)?;
    let (scenario, _) = load(&base, &[])?;
    let mut files = vec![(&study, text(args, &base, &scenario))];
    if let Some(list) = &list {
        let calls = call_list::template(&scenario).map_err(Fault::failed)?;
        files.push((list, calls));
    }
    for (path, text) in files {
        write_new(path, &text)?;
    }
    if args.quiet {
        return Ok(Ending::Done);
    }
    let (study, base) = (study.display(), base.display());
    let mut said = format!("Wrote {study}, a study laid over {base}.\n");
    if let Some(list) = &list {
        let wrote = format!("Wrote {}, the calls it replays.\n", list.display());
        said.push_str(&wrote);
    }
    output::result(&format!(
        "{said}\nNext: change it, then\n  sanpedro check {study}\n  sanpedro run {study}"
    ))
}

/// Names become folders and parts of commands.
fn check_name(name: &str) -> Result<(), Fault> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    if !name.is_empty() && !name.starts_with('-') && name.chars().all(fits) {
        return Ok(());
    }
    let plain: String = name
        .trim_end_matches(".toml")
        .to_lowercase()
        .chars()
        .map(|c| if fits(c) { c } else { '_' })
        .collect();
    let plain = plain.trim_start_matches('-');
    let help = if plain.is_empty() {
        String::new()
    } else {
        format!("; write `{plain}`")
    };
    Err(Fault::wrong_wrapped(format!(
        "`{}` is not named in a-z, 0-9, _ and -{help}",
        name.escape_debug()
    )))
}

/// The file of the study to begin from; a shipped one is written if it is not there.
fn base(args: &NewArgs) -> Result<PathBuf, Fault> {
    let as_path = PathBuf::from(&args.from);
    if as_path.is_file() {
        return Ok(as_path);
    }
    let name = args.from.trim_end_matches(".toml");
    let local = args.folder.join(format!("{name}.toml"));
    if local.is_file() {
        return Ok(local);
    }
    let files = shipped::with_what_it_extends(&format!("{name}.toml"));
    if files.is_empty() {
        let known: Vec<&str> = shipped::studies().collect();
        let near = nearest(name, known.iter().copied());
        let near = near.map(|near| format!("did you mean `{near}`? "));
        let help = format!(
            "{}shipped are {}",
            near.unwrap_or_default(),
            known.join(", ")
        );
        return Err(Fault::wrong(format!(
            "there is no study `{}`, here or shipped\n{}",
            args.from.escape_debug(),
            wrapped(&help, "help: ", "  ")
        )));
    }
    for (path, text) in files {
        let path = args.folder.join(path);
        if !path.exists() {
            write_new(&path, text)?;
        }
    }
    Ok(local)
}

/// A file that was not there before.
fn write_new(path: &Path, text: &str) -> Result<(), Fault> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => Fault::failed(format!("`{}` is there already", path.display())),
        _ => Fault::failed(format!("cannot write `{}`: {error}", path.display())),
    };
    if let Some(folder) = path.parent() {
        disk::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = disk::create_new(path).map_err(failed)?;
    let written = disk::write_all(&mut file, text.as_bytes());
    let written = written.and_then(|()| disk::sync_all(&file));
    if written.is_err() {
        // A part of a study would stand in the way of the whole one; the first error is the one to report.
        drop(disk::remove_file(path));
    }
    written.map_err(failed)
}

/// The path by which a file in `folder` names `base`.
fn relative(base: &Path, folder: &Path) -> String {
    if let Ok(inside) = base.strip_prefix(folder) {
        return inside.display().to_string();
    }
    let whole = fs::canonicalize(base).unwrap_or_else(|_| base.to_owned());
    whole.display().to_string()
}

fn text(args: &NewArgs, base: &Path, scenario: &Scenario) -> String {
    let (name, of) = (&args.name, &scenario.name);
    let quoted = |text: String| toml::Value::String(text).to_string();
    let extends = quoted(relative(base, &args.folder));
    let question = quoted(format!("What changes against {of}?"));
    let (without, arrivals) = if args.calls {
        (
            call_list::without_services(scenario),
            call_list::arrivals(name),
        )
    } else {
        (String::new(), String::new())
    };
    format!(
        "# {name}: a study of your own, laid over {of}.\n\
         #\n\
         # Take the # off a line and change its value; everything else stays as it is there. Quantities\n\
         # are text with a unit. `sanpedro check` says what is wrong and what it offers each terminal;\n\
         # `sanpedro terminals` shows the place; scenarios/reference.toml explains every key.\n\
         \n\
         extends  = [{extends}]\n\
         question = {question}   # yours; the report begins with it\n\
         {}{}\n{}",
        without,
        knobs::knobs(scenario, !args.calls),
        arrivals
    )
}
