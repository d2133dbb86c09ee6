#![doc = include_str!("../README.md")]

mod arguments;
mod bench;
mod case;
mod checkout;
mod disagreement;
mod evaluation;
#[cfg(test)]
mod example;
mod failure;
mod fuzz;
mod json;
mod labels;
mod scan;
mod schemas;
mod score;
mod selection;
mod summary;
mod table;
mod words;

use std::io::{self, Write};

use arguments::{Arguments, Bench, Command, Eval, EvalScout};
use clap::Parser as _;
use contracts::ExitCode;
use failure::Failure;

fn main() -> std::process::ExitCode {
    let arguments = Arguments::parse();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let outcome = run(&arguments.command, &mut out).and_then(|()| Ok(out.flush()?));
    match outcome {
        Ok(()) => ExitCode::Success.into(),
        Err(failure) => {
            // Where standard error is closed, the code still tells.
            let _ = writeln!(io::stderr(), "error: {failure}");
            failure.code().into()
        }
    }
}

fn run(command: &Command, out: &mut dyn Write) -> Result<(), Failure> {
    match command {
        Command::Eval(Eval::Scout(arguments)) => eval_scout(arguments, out),
        Command::Schemas(arguments) if arguments.check => Ok(schemas::check(&arguments.dir)?),
        Command::Schemas(arguments) => {
            for path in schemas::write(&arguments.dir)? {
                writeln!(out, "wrote {}", path.display())?;
            }
            Ok(())
        }
        Command::Fuzz(arguments) if arguments.is_worker() => Ok(fuzz::work(arguments, out)?),
        Command::Fuzz(arguments) => Ok(fuzz::run(arguments, out)?),
        Command::Bench(Bench::Start { runs, executable }) => {
            Ok(bench::start::run(executable.as_deref(), *runs, out)?)
        }
        Command::Bench(Bench::Action { repo, runs, executable }) => {
            Ok(bench::action::run(executable.as_deref(), repo, *runs, out)?)
        }
        Command::Bench(Bench::Scout { repo, runs, growth, executable }) => {
            bench::scout::run(executable.as_deref(), repo, *runs, out)?;
            if *growth {
                let autopilot = bench::executable::find(executable.as_deref().autopilot)
                    .map_err(bench::BenchError::from)?;
                writeln!(out).map_err(bench::BenchError::from)?;
                bench::growth::run(&autopilot, repo, &bench::growth::SIZES, *runs, out)?;
            }
            Ok(())
        }
    }
}

fn eval_scout(arguments: &EvalScout, out: &mut dyn Write) -> Result<(), Failure> {
    let selection = arguments.selection();
    let report = evaluation::evaluate(&arguments.labels, &arguments.repos, &selection, scan::scan)?;
    summary::write(&report, out)?;
    if let Some(path) = &arguments.json {
        let json = format!("{:#}\n", json::of_report(&report));
        std::fs::write(path, json).map_err(|source| Failure::Write { path: path.clone(), source })?;
    }
    Ok(())
}
