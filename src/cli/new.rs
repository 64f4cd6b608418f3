//! `sanpedro new`: a study of one's own, laid over one that is there.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::{Ending, call_list, knobs, load, output, shipped, table};
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
pub(crate) fn new(args: &NewArgs) -> Ending {
    if let Err(message) = check_name(&args.name) {
        return table::wrong(&message);
    }
    let study = args.folder.join(format!("{}.toml", args.name));
    let list = args
        .calls
        .then(|| args.folder.join(call_list::file(&args.name)));
    if let Some(there) = [Some(&study), list.as_ref()]
        .into_iter()
        .flatten()
        .find(|file| file.exists())
    {
        return table::wrong(&format!(
            "`{}` is there already, and nothing is overwritten: choose another name",
            there.display()
        ));
    }
    let base = match base(args) {
        Ok(base) => base,
        Err((ending, message)) => {
            output::note(&format!("error: {message}"));
            return ending;
        }
    };
    let (scenario, _) = match load(&base, &[]) {
        Ok(loaded) => loaded,
        Err(error) => return output::scenario_error(&error),
    };
    let mut files = vec![(&study, text(args, &base, &scenario))];
    if let Some(list) = &list {
        match call_list::template(&scenario) {
            Ok(rows) => files.push((list, rows)),
            Err(error) => return table::print(Err(error)),
        }
    }
    for (path, text) in &files {
        if let Err(message) = write_new(path, text) {
            output::note(&format!("error: {message}"));
            return Ending::Failed;
        }
    }
    if args.quiet {
        return Ending::Done;
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
fn check_name(name: &str) -> Result<(), String> {
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
    Err(format!(
        "`{}` is not named in a-z, 0-9, _ and -{help}",
        name.escape_debug()
    ))
}

/// The file of the study to begin from; a shipped one is written if it is not there.
fn base(args: &NewArgs) -> Result<PathBuf, (Ending, String)> {
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
        return Err((
            Ending::Wrong,
            format!(
                "there is no study `{}`, here or shipped\n{}",
                args.from.escape_debug(),
                table::wrapped(&help, "help: ", "  ").join("\n")
            ),
        ));
    }
    for (path, text) in files {
        let path = args.folder.join(path);
        if !path.exists() {
            write_new(&path, text).map_err(|message| (Ending::Failed, message))?;
        }
    }
    Ok(local)
}

/// A file that was not there before.
fn write_new(path: &Path, text: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => format!("`{}` is there already", path.display()),
        _ => format!("cannot write `{}`: {error}", path.display()),
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = File::create_new(path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
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
        if args.calls {
            call_list::without_services(scenario)
        } else {
            String::new()
        },
        knobs::of(scenario, !args.calls),
        if args.calls {
            call_list::arrivals(name)
        } else {
            String::new()
        },
    )
}
