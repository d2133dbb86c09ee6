//! JUnit: a suite a module, a case for each thing that is asked of it.
//!
//! Source: the XML that Ant's JUnit task writes, in the part that GitLab and Jenkins read.

use std::{collections::HashMap, io};

use contracts::{
    DiffPlan, Module,
    plan::{Cell, CellState, GapType},
};
use quick_xml::{
    Writer,
    events::{BytesText, Event},
};

use crate::{
    escape::legal,
    problem::{Place, Problem, plain, problems},
    view::View,
    wording::{lacks, subject},
};

/// A suite per service and job. A gap is a failure, what could not be decided is skipped, what is there passes.
#[must_use]
pub fn junit(plan: &DiffPlan, view: &View) -> String {
    let mut by_cell = ByCell::new();
    for problem in problems(plan, view) {
        if let Some(module) = problem.module.clone() {
            by_cell.entry((module, problem.id.clone())).or_default().push(problem);
        }
    }
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    let written = suites(&mut writer, plan, &by_cell, view);
    debug_assert!(written.is_ok(), "writing to memory cannot fail");
    let xml = String::from_utf8_lossy(&writer.into_inner()).into_owned();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{xml}\n")
}

type Xml = Writer<Vec<u8>>;

/// Gaps by module and type.
type ByCell = HashMap<(String, String), Vec<Problem>>;

fn suites(writer: &mut Xml, plan: &DiffPlan, problems: &ByCell, view: &View) -> io::Result<()> {
    let asked: Vec<&Module> = plan.modules.iter().filter(|module| module.kind.is_deployable()).collect();
    let counts = totals(asked.iter().copied());
    let root = writer.create_element("testsuites").with_attribute(("name", "autopilot"));
    root.with_attributes(pairs(&counts)).write_inner_content(|writer| {
        asked.iter().try_for_each(|module| suite(writer, module, problems, view))
    })?;
    Ok(())
}

fn suite(writer: &mut Xml, module: &Module, problems: &ByCell, view: &View) -> io::Result<()> {
    let folder = legal(&plain(&view.path(&module.path)));
    let counts = totals([module]);
    let element = writer.create_element("testsuite").with_attribute(("name", folder.as_str()));
    element.with_attributes(pairs(&counts)).write_inner_content(|writer| {
        cells(module).try_for_each(|(gap_type, cell)| {
            let key = (view.path(&module.path), gap_type.name().to_owned());
            let of_cell = problems.get(&key).map(Vec::as_slice).unwrap_or_default();
            case(writer, &folder, gap_type, cell, of_cell)
        })
    })?;
    Ok(())
}

/// What is asked of a module.
fn cells(module: &Module) -> impl Iterator<Item = (GapType, &Cell)> {
    let cells = module.gaps.iter().map(|(gap_type, cell)| (*gap_type, cell));
    cells.filter(|(_, cell)| cell.state != CellState::NotApplicable)
}

fn case(
    writer: &mut Xml,
    folder: &str,
    gap_type: GapType,
    cell: &Cell,
    problems: &[Problem],
) -> io::Result<()> {
    let mut element = writer
        .create_element("testcase")
        .with_attribute(("name", format!("{}: {}", gap_type.name(), subject(gap_type)).as_str()))
        .with_attribute(("classname", folder))
        .with_attribute(("time", "0"));
    if let Some(problem) = problems.first() {
        element = element.with_attribute(("file", legal(&problem.place.path).as_str()));
    }
    match cell.state {
        CellState::Absent => {
            element.write_inner_content(|writer| failure(writer, gap_type, problems))?;
        }
        CellState::Unknown => {
            element.write_inner_content(|writer| skipped(writer, cell))?;
        }
        CellState::Present | CellState::NotApplicable => {
            element.write_empty()?;
        }
    }
    Ok(())
}

/// One failure a case, since readers show only the first.
fn failure(writer: &mut Xml, gap_type: GapType, problems: &[Problem]) -> io::Result<()> {
    let priority = problems.iter().filter_map(|problem| problem.priority).min();
    let priority = priority.map(|priority| priority.to_string()).unwrap_or_default();
    let message = problems.first().map_or_else(|| lacks(gap_type), |problem| problem.title.clone());
    let text: Vec<String> = problems.iter().map(told).collect();
    writer
        .create_element("failure")
        .with_attribute(("type", priority.as_str()))
        .with_attribute(("message", legal(&message).as_str()))
        .write_text_content(BytesText::new(&legal(&text.join("\n"))))?;
    Ok(())
}

fn told(problem: &Problem) -> String {
    let places = [&problem.place].into_iter().chain(&problem.others);
    let mut lines: Vec<String> = places.map(place).collect();
    lines.extend(problem.help.as_ref().map(|help| format!("to close: {help}")));
    lines.join("\n")
}

fn place(place: &Place) -> String {
    let line = place.span.map(|span| format!(":{}", span.start.line)).unwrap_or_default();
    format!("{}{line}: {}", plain(&place.path), place.reason)
}

fn skipped(writer: &mut Xml, cell: &Cell) -> io::Result<()> {
    let why = cell.evidence.first().map(|evidence| plain(&evidence.reason)).unwrap_or_default();
    let message = legal(&format!("unknown: {why}"));
    writer.write_event(Event::Empty(
        quick_xml::events::BytesStart::new("skipped").with_attributes([("message", message.as_str())]),
    ))
}

/// How many cases there are, how many fail, how many are skipped.
fn totals<'a>(modules: impl IntoIterator<Item = &'a Module>) -> [(&'static str, String); 3] {
    let states: Vec<CellState> =
        modules.into_iter().flat_map(|module| cells(module).map(|(_, cell)| cell.state)).collect();
    let of = |wanted| states.iter().filter(|state| **state == wanted).count().to_string();
    [
        ("tests", states.len().to_string()),
        ("failures", of(CellState::Absent)),
        ("skipped", of(CellState::Unknown)),
    ]
}

fn pairs<'a>(counts: &'a [(&'static str, String); 3]) -> impl Iterator<Item = (&'a str, &'a str)> {
    counts.iter().map(|(name, number)| (*name, number.as_str()))
}
