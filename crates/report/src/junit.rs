//! JUnit: a suite a module, a case for each thing that is asked of it.
//!
//! Source: the XML that Ant's JUnit task writes, in the part that GitLab and Jenkins read.

mod cases;

use std::io;

use cases::{Case, Outcome, Suite, Told, suites};
use contracts::DiffPlan;
use quick_xml::{Writer, events::BytesText};

use crate::{escape::legal, view::View};

/// A suite per service and job. A gap that fails what is judged is a failure; any other gap, and what could not be decided
/// or is accepted, is skipped with a message; what is there passes.
#[must_use]
pub fn junit(plan: &DiffPlan, view: &View) -> String {
    let suites = suites(plan, view);
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    let written = root(&mut writer, &suites);
    debug_assert!(written.is_ok(), "writing to memory cannot fail");
    let xml = String::from_utf8_lossy(&writer.into_inner()).into_owned();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{xml}\n")
}

type Xml = Writer<Vec<u8>>;

fn root(writer: &mut Xml, suites: &[Suite]) -> io::Result<()> {
    let counts = totals(suites);
    let root = writer.create_element("testsuites").with_attribute(("name", "autopilot"));
    root.with_attributes(pairs(&counts))
        .write_inner_content(|writer| suites.iter().try_for_each(|one| suite(writer, one)))?;
    Ok(())
}

fn suite(writer: &mut Xml, suite: &Suite) -> io::Result<()> {
    let name = legal(&suite.name);
    let counts = totals([suite]);
    let element = writer.create_element("testsuite").with_attribute(("name", name.as_str()));
    element
        .with_attributes(pairs(&counts))
        .write_inner_content(|writer| suite.cases.iter().try_for_each(|one| case(writer, one, &name)))?;
    Ok(())
}

fn case(writer: &mut Xml, case: &Case, suite: &str) -> io::Result<()> {
    let mut element = writer
        .create_element("testcase")
        .with_attribute(("name", case.name.as_str()))
        .with_attribute(("classname", suite))
        .with_attribute(("time", "0"));
    if let Some(file) = &case.file {
        element = element.with_attribute(("file", legal(file).as_str()));
    }
    let (name, told) = match &case.outcome {
        Outcome::Passed => {
            element.write_empty()?;
            return Ok(());
        }
        Outcome::Failed(told) => ("failure", told),
        Outcome::Skipped(told) => ("skipped", told),
    };
    element.write_inner_content(|writer| outcome(writer, name, told))?;
    Ok(())
}

fn outcome(writer: &mut Xml, name: &str, told: &Told) -> io::Result<()> {
    let mut element = writer.create_element(name);
    if !told.kind.is_empty() {
        element = element.with_attribute(("type", told.kind.as_str()));
    }
    element
        .with_attribute(("message", legal(&told.message).as_str()))
        .write_text_content(BytesText::new(&legal(&told.text)))?;
    Ok(())
}

/// How many cases there are, how many fail, how many are skipped.
fn totals<'a>(suites: impl IntoIterator<Item = &'a Suite>) -> [(&'static str, String); 3] {
    let (mut tests, mut failures, mut skipped) = (0_usize, 0_usize, 0_usize);
    for case in suites.into_iter().flat_map(|suite| &suite.cases) {
        tests += 1;
        failures += usize::from(matches!(case.outcome, Outcome::Failed(_)));
        skipped += usize::from(matches!(case.outcome, Outcome::Skipped(_)));
    }
    [("tests", tests), ("failures", failures), ("skipped", skipped)].map(|(name, n)| (name, n.to_string()))
}

fn pairs<'a>(counts: &'a [(&'static str, String); 3]) -> impl Iterator<Item = (&'a str, &'a str)> {
    counts.iter().map(|(name, number)| (*name, number.as_str()))
}
