//! What is rendered: the samples in the executable, and a repository with hostile names.

use std::path::{Path, PathBuf};

use autopilot_tests::executable::{autopilot, succeeded};
use autopilot_tests::surroundings::root;
use serde_json::Value;
use tempfile::TempDir;

/// Folders of services, as somebody would name them who wants a report to say something else.
const NAMES: &[&str] = &[
    "a b & <img src=x onerror=y>",
    "100%25 [x](https:evil.example) `code` **b**",
    "größe-注文-😀",
    "two\nlines\n::error::x\n# heading",
    "\u{1b}[31mred\u{1b}]8;;x\u{7}",
    "]]><failure/>&amp;\"quoted'",
    "rtl\u{202e}gnp",
    "control\u{1}\u{7f}",
    "##[error]x|y,line=1",
    "@org-team #12",
];

const MANIFEST: &str =
    r#"{"name": "shop", "version": "1.0.0", "dependencies": {"express": "5.0.0", "kafkajs": "2.2.4"}}"#;

const SOURCE: &str = "const express = require('express');
const { Kafka } = require('kafkajs');
const producer = new Kafka({ brokers: ['kafka:9092'] }).producer();
express().listen(8080);
producer.send({ topic: '::error::<b>', messages: [] });
";

const IMAGE: &str = "FROM node:20\nCOPY . .\nCMD [\"node\", \"server.js\"]\n";

/// A plan and what it is of.
pub(crate) struct Subject {
    pub(crate) name: &'static str,
    command: &'static [&'static str],
    /// The files that it names begin here.
    pub(crate) folder: PathBuf,
    _kept: Option<TempDir>,
}

/// All that is rendered.
pub(crate) fn subjects() -> [Subject; 2] {
    let folder = tempfile::tempdir().unwrap();
    hostile(folder.path());
    [
        Subject { name: "demo", command: &["demo"], folder: root().join("examples"), _kept: None },
        Subject {
            name: "hostile",
            command: &["scout", "."],
            folder: folder.path().to_owned(),
            _kept: Some(folder),
        },
    ]
}

fn hostile(root: &Path) {
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    for name in NAMES.iter().chain(&["traced"]) {
        write(&format!("{name}/package.json"), MANIFEST);
        write(&format!("{name}/server.js"), SOURCE);
        write(&format!("{name}/Dockerfile"), IMAGE);
    }
    // One in which something is right, and files that cannot be read.
    let tracer = r#""kafkajs": "2.2.4", "@opentelemetry/auto-instrumentations-node": "0.70.0""#;
    write("traced/package.json", &MANIFEST.replace(r#""kafkajs": "2.2.4""#, tracer));
    let start = "ENV NODE_OPTIONS=\"--require @opentelemetry/auto-instrumentations-node/register\"\nCMD";
    write("traced/Dockerfile", &IMAGE.replace("CMD", start));
    write("broken <b>\n/package.json", "{ not json <script>");
    write("broken/pom.xml", "<project><dependencies>");
}

impl Subject {
    /// One rendering, as the executable prints it.
    pub(crate) fn render(&self, format: &str) -> String {
        let words: Vec<&str> = self.command.iter().copied().chain(["--format", format]).collect();
        String::from_utf8(succeeded(&autopilot(&self.folder, &words)).to_vec()).unwrap()
    }

    pub(crate) fn plan(&self) -> Value {
        serde_json::from_str(&self.render("json")).unwrap()
    }

    /// The same where every gap fails what is judged.
    pub(crate) fn render_failing(&self, format: &str) -> String {
        let words = ["--format", format, "--fail-on", "P2"];
        let words: Vec<&str> = self.command.iter().copied().chain(words).collect();
        let output = autopilot(&self.folder, &words);
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// How many gaps the plan has.
    pub(crate) fn gaps(&self) -> usize {
        self.number("gaps")
    }

    /// How many findings about the input the plan has.
    pub(crate) fn findings(&self) -> usize {
        self.number("findings")
    }

    fn number(&self, of: &str) -> usize {
        self.plan()[of].as_array().unwrap().len()
    }

    /// What is said of what is asked of each module.
    pub(crate) fn states_by_module(&self) -> impl Iterator<Item = Vec<String>> {
        let plan = self.plan();
        let modules = plan["modules"].as_array().unwrap().clone();
        modules.into_iter().map(|module| {
            let cells = module["gaps"].as_object().unwrap().values();
            let states = cells.map(|cell| cell["state"].as_str().unwrap().to_owned());
            states.filter(|state| state != "not_applicable").collect()
        })
    }

    /// What is said of everything that is asked.
    pub(crate) fn states(&self) -> Vec<String> {
        self.states_by_module().flatten().collect()
    }
}
