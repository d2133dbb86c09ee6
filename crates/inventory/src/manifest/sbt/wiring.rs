//! What a build of sbt starts its programs with, and what it puts into their packages.

use syntax::sbt::{Place, Project, Told};

use crate::{
    facts::{Role, WiringLine},
    location::Location,
};

/// Plugins that make a program: with a script that starts it, or with the entry point itself.
const MAKE_PROGRAMS: [&str; 8] = [
    "JavaAppPackaging",
    "JavaServerAppPackaging",
    "PlayScala",
    "PlayJava",
    "PlayService",
    "PlayMinimalJava",
    "LagomScala",
    "LagomJava",
];

/// The lines of one project.
pub(super) fn lines(project: &Project, locate: impl Fn(Place) -> Option<Location>) -> Vec<WiringLine> {
    let plugins = project.plugins.iter().filter_map(|(name, place)| {
        let starts = MAKE_PROGRAMS.contains(&name.as_str());
        let role = if starts { Role::Start } else { Role::Build };
        Some(WiringLine { role, text: format!("enablePlugins({name})"), location: locate(*place)? })
    });
    let told = project.told.iter().filter_map(|told| {
        let (role, text) = line(told)?;
        let place = Place { file: told.file, span: told.text.span };
        Some(WiringLine { role, text, location: locate(place)? })
    });
    plugins.chain(told).collect()
}

/// What a setting does for a running program, and what it says.
fn line(told: &Told) -> Option<(Role, String)> {
    let text = told.text.value.clone();
    Some(match told.key.as_str() {
        "mainClass"
        | "javaOptions"
        | "bashScriptExtraDefines"
        | "bashScriptDefines"
        | "dockerEntrypoint"
        | "dockerCmd" => (Role::Start, text),
        // The start script attaches the agent.
        "javaAgents" => (Role::Start, format!("-javaagent:{text}")),
        "dockerEnvVars" => (Role::Environment, text),
        "dockerBaseImage" => (Role::Build, text),
        "dockerCommands" => of_image(&text)?,
        _ => return None,
    })
}

/// A line that is put into the Dockerfile.
fn of_image(text: &str) -> Option<(Role, String)> {
    let (instruction, rest) = text.split_once(' ')?;
    let role = match instruction.to_ascii_uppercase().as_str() {
        "ENV" => Role::Environment,
        "CMD" | "ENTRYPOINT" => Role::Start,
        _ => Role::Build,
    };
    Some((role, rest.to_owned()))
}
