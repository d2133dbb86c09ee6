//! The table of targets: what is asked of each reader.

use serde::Deserialize;
use std::collections::BTreeMap;

use super::{Target, observed::Observed, tokens};
use crate::{
    decode, dockerfile, go_mod, gradle, json, markdown, node::Node, pom, properties, requirements, sbt,
    shell, source, source::Language, span::LineIndex, text, toml, yaml,
};

/// The readers of which most comes from people, in formats that no library reads as a whole, are fuzzed longest.
const LONG: u64 = 10;
const SHORT: u64 = 2;

const fn target(
    name: &'static str,
    minutes: u64,
    tokens: &'static [&'static [&'static str]],
    read: fn(&str, &mut Observed<'_>),
) -> Target {
    Target { name, minutes, tokens, read }
}

/// All targets.
pub static TARGETS: [Target; 22] = [
    target("json", SHORT, &[tokens::JSON], |text, seen| seen.add_read(&json::read(text))),
    target("yaml", LONG, &[tokens::YAML], |text, seen| seen.add_read(&yaml::read(text))),
    target("toml", SHORT, &[tokens::TOML], |text, seen| seen.add_read(&toml::read(text))),
    target("pom", LONG, &[tokens::POM], read_pom),
    target("gradle", LONG, &[tokens::GRADLE, tokens::CODE], read_gradle),
    target("sbt", SHORT, &[tokens::SBT, tokens::CODE], read_sbt),
    target("requirements", LONG, &[tokens::REQUIREMENTS], read_requirements),
    target("go_mod", SHORT, &[tokens::GO_MOD], |text, seen| {
        seen.add_read(&go_mod::read(text));
        seen.add_read(&go_mod::read_work(text));
    }),
    target("dockerfile", SHORT, &[tokens::DOCKERFILE], |text, seen| seen.add_read(&dockerfile::read(text))),
    target("properties", SHORT, &[tokens::PROPERTIES], |text, seen| seen.add(&properties::read(text))),
    target("shell", SHORT, &[tokens::SHELL], |text, seen| {
        seen.add_read(&shell::read(text));
        seen.add_read(&shell::procfile(text));
    }),
    target("markdown", SHORT, &[tokens::MARKDOWN], |text, seen| {
        seen.add(&markdown::read(text));
        seen.add(&markdown::visible(text));
    }),
    target("text", SHORT, &[tokens::TEXT], read_text),
    target("decode", SHORT, &[tokens::YAML, tokens::DECODE], read_typed),
    target("java", SHORT, &[tokens::JAVA, tokens::CODE], |text, seen| {
        read_source(Language::Java, text, seen)
    }),
    target("kotlin", SHORT, &[tokens::KOTLIN, tokens::CODE], |text, seen| {
        read_source(Language::Kotlin, text, seen);
    }),
    target("scala", SHORT, &[tokens::SCALA, tokens::CODE], |text, seen| {
        read_source(Language::Scala, text, seen);
    }),
    target("python", SHORT, &[tokens::PYTHON, tokens::CODE], |text, seen| {
        read_source(Language::Python, text, seen);
    }),
    target("go", SHORT, &[tokens::GO, tokens::CODE], |text, seen| read_source(Language::Go, text, seen)),
    target("javascript", SHORT, &[tokens::SCRIPT, tokens::CODE], |text, seen| {
        read_source(Language::JavaScript, text, seen);
    }),
    target("typescript", SHORT, &[tokens::SCRIPT, tokens::CODE], |text, seen| {
        read_source(Language::TypeScript, text, seen);
    }),
    target("tsx", SHORT, &[tokens::SCRIPT, tokens::CODE], |text, seen| {
        read_source(Language::Tsx, text, seen);
    }),
];

/// A pom, and its values with what it defines itself put in.
fn read_pom(text: &str, seen: &mut Observed<'_>) {
    let read = pom::read(text);
    seen.add_read(&read);
    let Some(pom) = read.0 else { return };
    let lookup = |name: &str| {
        let found = pom.properties.iter().find(|(property, _)| property == name);
        found.map(|(_, value)| value.value.clone())
    };
    for (_, value) in pom.properties.iter().take(50) {
        seen.add(&pom::interpolate(&value.value, &lookup));
    }
    for dependency in pom.dependencies.iter().take(50) {
        seen.add(&pom::interpolate(&dependency.group_id.value, &lookup));
    }
}

/// A script in both dialects, and all that it declares.
fn read_gradle(text: &str, seen: &mut Observed<'_>) {
    seen.add(&gradle::Dialect::of(text));
    for dialect in [gradle::Dialect::Groovy, gradle::Dialect::Kotlin] {
        let read = gradle::read_as(text, dialect);
        seen.add_read(&read);
        let script = &read.0;
        seen.add(&gradle::dependencies(script));
        seen.add(&gradle::plugins(script));
        seen.add(&gradle::applied_scripts(script));
        seen.add(&gradle::applications(script));
        seen.add(&gradle::includes(script));
        seen.add(&gradle::included_builds(script));
        seen.add(&gradle::project_folders(script));
        seen.add(&gradle::root_project_name(script));
        seen.add(&gradle::declared::dependencies(script));
        seen.add(&gradle::declared::plugins(script));
        seen.add(&gradle::declared::assigned(script, "rootProject.name"));
        let variables = gradle::declared::variables(script);
        let lookup = |name: &str| {
            variables.iter().find(|(variable, _)| variable == name).map(|(_, text)| text.clone())
        };
        for (_, value) in variables.iter().take(50) {
            seen.add(&gradle::interpolate(value, &lookup));
        }
        seen.add(&gradle::variables(script));
    }
    seen.add(&gradle::reference(text));
}

/// A file, and the build that is made of it alone, at the root and in `project/`.
fn read_sbt(text: &str, seen: &mut Observed<'_>) {
    let read = sbt::read(text);
    seen.add_read(&read);
    let file = |folder, defines| sbt::File { folder, defines, script: &read.0 };
    seen.add(&sbt::build(&[file("", false)]));
    seen.add(&sbt::build(&[file("", false), file("project", true)]));
}

fn read_requirements(text: &str, seen: &mut Observed<'_>) {
    seen.add_read(&requirements::read(text));
    for line in text.lines().take(20) {
        // Its offset is that of the whole text, as where a list of them stands in TOML.
        let offset = line.as_ptr() as usize - text.as_ptr() as usize;
        seen.add(&requirements::requirement(line, offset));
        seen.add(&requirements::normalize(line));
    }
}

/// Lines and columns of a text lead back to its bytes.
fn read_text(text: &str, seen: &mut Observed<'_>) {
    seen.add(&text::lines(text).count());
    let index = LineIndex::new(text);
    let step = text.len() / 256 + 1;
    for at in (0..=text.len() + 1).step_by(step) {
        let (line, column) = index.line_column(at);
        seen.add(&(line, column, index.offset(line, column), index.line(line).len()));
    }
}

/// What a person could write in the settings of something.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read through Debug alone")]
struct Settings {
    name: Option<String>,
    #[serde(default)]
    count: u8,
    ratio: Option<f64>,
    #[serde(default)]
    kinds: Vec<Kind>,
    #[serde(default)]
    rules: BTreeMap<String, Settings>,
    pair: Option<(i64, bool)>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(dead_code, reason = "read through Debug alone")]
enum Kind {
    Plain,
    With(u16),
    Of { file: String, line: Option<usize> },
}

fn read_typed(text: &str, seen: &mut Observed<'_>) {
    let nodes = yaml::read(text).0.into_iter().chain(json::read(text).0).chain(toml::read(text).0);
    for node in nodes.take(50) {
        decoded(&node, seen);
    }
}

fn decoded(node: &Node, seen: &mut Observed<'_>) {
    seen.add(&decode::from_node::<Settings>(node));
    seen.add(&decode::from_node::<Vec<Kind>>(node));
    seen.add(&decode::from_node::<BTreeMap<String, Option<char>>>(node));
}

/// How long a text may be of which the comments are looked for, in bytes.
const COMMENTS_MAX: usize = 32 * 1024;

/// Source code, the calls of each of its values, and which of its bytes stand in comments.
fn read_source(language: Language, text: &str, seen: &mut Observed<'_>) {
    let read = source::read(language, text);
    seen.add_read(&read);
    for call in read.0.calls.iter().take(20) {
        seen.add(&read.0.calls_within(call.span).count());
    }
    // It parses a second time: of the longest inputs both together could take longer than one reading may.
    if text.len() <= COMMENTS_MAX {
        let places = (0..text.len()).step_by(text.len() / 16 + 1);
        seen.add(&source::in_comments(language, text, places.collect()));
    }
}
