//! Trees that no person wrote: bombs, archives under the names of manifests, files that change while they are read, and
//! more of everything than there should be.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use autopilot_scout::{Rules, plan};
use contracts::DiffPlan;
use source_tree::{Limits, Listing, MemoryTree, ReadError, RepoPath, SourceTree, TreeError};

/// Far more than any of these takes on a busy machine, and far less than one that grows without bound.
const BOUND: Duration = Duration::from_secs(60);

#[expect(clippy::disallowed_methods, reason = "a test may ask how long something takes")]
fn judge(tree: &dyn SourceTree) -> DiffPlan {
    let began = Instant::now();
    let plan = plan(&inventory::survey(tree).unwrap(), &Rules::builtin().unwrap());
    assert!(began.elapsed() < BOUND, "it took {:?}", began.elapsed());
    plan
}

fn tree<T: Into<Vec<u8>>>(files: impl IntoIterator<Item = (impl AsRef<str>, T)>) -> MemoryTree {
    files.into_iter().fold(MemoryTree::new(), |tree, (path, content)| {
        tree.with(RepoPath::new(path.as_ref()).unwrap(), content)
    })
}

fn rules(plan: &DiffPlan, path: &str) -> Vec<String> {
    plan.findings.iter().filter(|found| found.path == path).map(|found| found.rule.0.clone()).collect()
}

const SOUND: [(&str, &str); 2] = [
    ("sound/requirements.txt", "fastapi\n"),
    ("sound/app.py", "from fastapi import FastAPI\napp = FastAPI()\n"),
];

/// Judges files beside a sound service, which is seen, twice alike.
fn beside<T: Into<Vec<u8>>>(files: impl IntoIterator<Item = (impl AsRef<str>, T)>) -> DiffPlan {
    let all = SOUND
        .into_iter()
        .fold(tree(files), |tree, (path, text)| tree.with(RepoPath::new(path).unwrap(), text));
    let plan = judge(&all);
    assert!(plan.modules.iter().any(|module| module.path == "sound"));
    assert_eq!(plan, judge(&all));
    plan
}

// --- Bombs -----------------------------------------------------------------------------------------------------------

#[test]
fn entities_of_a_pom_multiply_nothing_and_fetch_nothing() {
    let levels: String =
        (1..30).map(|n| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10))).collect();
    let pom = |inner: &str| {
        format!(
            "<!DOCTYPE p [<!ENTITY e0 \"xxxxxxxxxx\">{levels}<!ENTITY out SYSTEM \"file:///etc/passwd\"><!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]><project><artifactId>{inner}</artifactId></project>"
        )
    };
    for inner in ["&e29;", "&out;", "&a;"] {
        let plan = beside([("a/pom.xml", pom(inner)), ("a/Dockerfile", "FROM b\n".to_owned())]);
        let json = serde_json::to_string(&plan).unwrap();
        assert!(json.len() < 100_000 && !json.contains("root:"), "{inner}: {} bytes", json.len());
        assert_eq!(rules(&plan, "a/pom.xml"), ["file-broken"], "{inner}");
    }
}

#[test]
fn properties_of_a_pom_that_multiply_each_other_end() {
    let properties: String =
        (1..60).map(|n| format!("<p{n}>${{p{}}}${{p{}}}</p{n}>", n - 1, n - 1)).collect();
    beside([(
        "a/pom.xml",
        format!(
            "<project><artifactId>${{p59}}</artifactId><properties><p0>xxxxxxxx</p0>{properties}</properties><dependencies><dependency><groupId>${{p59}}</groupId><artifactId>${{p58}}</artifactId></dependency></dependencies></project>"
        ),
    )]);
}

#[test]
fn variables_of_builds_that_multiply_each_other_end() {
    let groovy: String = (1..60).map(|n| format!("ext.v{n} = \"$v{}$v{}\"\n", n - 1, n - 1)).collect();
    let kotlin: String =
        (1..60).map(|n| format!("val v{n} = \"${{v{}}}${{v{}}}\"\n", n - 1, n - 1)).collect();
    let sbt: String = (1..60).map(|n| format!("val v{n} = v{} + v{}\n\n", n - 1, n - 1)).collect();
    let used = "dependencies { implementation(\"g:$v59:1\") }\n";
    beside([
        ("a/build.gradle", format!("ext.v0 = 'xxxxxxxx'\n{groovy}{used}")),
        ("b/build.gradle.kts", format!("val v0 = \"xxxxxxxx\"\n{kotlin}{used}")),
        ("c/build.sbt", format!("val v0 = \"xxxxxxxx\"\n\n{sbt}name := v59\n")),
        ("d/start.sh", (0..60).map(|n| format!("V{}=\"$V{n}$V{n}\"\n", n + 1)).collect()),
        ("d/.env", (0..60).map(|n| format!("V{}=${{V{n}}}${{V{n}}}\n", n + 1)).collect()),
    ]);
}

#[test]
fn other_formats_that_nest_ten_thousand_deep_are_survived() {
    let nested = |open: &str, close: &str| format!("{}{}", open.repeat(10_000), close.repeat(10_000));
    for (path, text) in [
        ("a/build.sbt", format!("name := {}\n", nested("f(", ")"))),
        ("a/build.sbt", format!("lazy val a = project.settings{}\n", nested("(Seq(", "))"))),
        ("a/A.scala", format!("object A {{ val a = {} }}\n", nested("(", ")"))),
        ("a/build.gradle", format!("a = {}\n", nested("\"${", "}\""))),
        ("a/settings.gradle.kts", format!("include{}\n", nested("(listOf(\"a\",", "))"))),
        ("a/README.md", nested("> ", "\n")),
        ("a/Procfile", format!("web: {}\n", nested("$(", ")"))),
        ("a/start.sh", format!("{}\n", nested("if a; then ", "fi; "))),
        ("a/start.sh", format!("A={}\n", nested("${A:-", "}"))),
        ("a/start.sh", nested("case a in (b) ", " esac ")),
        ("a/application.properties", format!("a={}\n", nested("${b:", "}"))),
        ("a/template.yaml", format!("a: {}\n", nested("{{ (", ") }}"))),
        ("gradle/libs.versions.toml", format!("[libraries]\na = {}\n", nested("{a=", "}"))),
    ] {
        beside([(path, text)]);
    }
}

// --- What a file is not --------------------------------------------------------------------------------------------------

#[test]
fn archives_under_the_names_of_manifests_are_told_and_not_opened() {
    let zip = [b"PK\x03\x04\x14\0\x08\0".as_slice(), &[0xAB; 400]].concat();
    let gzip = [b"\x1f\x8b\x08\0\0\0\0\0".as_slice(), &[0xFE; 400]].concat();
    // A tar names what is in it in plain text.
    let tar =
        [b"pom.xml\0\0\0\0".as_slice(), b"<project><artifactId>inner</artifactId></project>", &[0; 500]]
            .concat();
    let names = [
        "pom.xml",
        "package.json",
        "pyproject.toml",
        "build.gradle",
        "go.mod",
        "requirements.txt",
        "Dockerfile",
    ];
    for archive in [&zip, &gzip, &tar] {
        for name in names {
            let path = format!("a/{name}");
            let plan = beside([(path.as_str(), archive.clone()), ("a/b.jar", archive.clone())]);
            assert_eq!(rules(&plan, &path), ["file-unreadable"], "{name}");
            assert!(!serde_json::to_string(&plan).unwrap().contains("inner"));
        }
    }
}

#[test]
fn hostile_scripts_are_read_and_never_run() {
    let touched = std::env::temp_dir().join(format!("autopilot-hostile-{}", std::process::id()));
    let touch = format!("touch {}", touched.display());
    let groovy = format!(
        "'{touch}'.execute()\nSystem.exit(1)\nwhile (true) {{ }}\ndependencies {{ implementation \"g:${{'{touch}'.execute().text}}:1\" }}\nnew File('/').deleteDir()\napply from: 'https://example.org/x.gradle'\n"
    );
    let shell = format!(
        "#!/bin/sh\n$({touch})\n`{touch}`\neval \"{touch}\"\n:(){{ :|:& }};:\nexec java -jar a.jar\n"
    );
    beside([
        ("a/build.gradle", groovy.clone()),
        ("a/settings.gradle", groovy),
        ("a/build.gradle.kts", format!("Runtime.getRuntime().exec(\"{touch}\")\n")),
        ("a/build.sbt", format!("name := sys.process.Process(\"{touch}\").!!\n")),
        (
            "a/setup.py",
            format!("import os\nos.system('{touch}')\nfrom setuptools import setup\nsetup(name='a')\n"),
        ),
        ("a/package.json", format!("{{\"name\": \"a\", \"scripts\": {{\"preinstall\": \"{touch}\"}}}}")),
        ("a/start.sh", shell.clone()),
        ("a/Dockerfile", format!("FROM b\nRUN {touch}\nENTRYPOINT [\"/start.sh\"]\nCMD $({touch})\n")),
        ("Procfile", format!("web: {touch}\n")),
    ]);
    assert!(!touched.exists(), "something of the repository was run");
}

// --- Files that change -----------------------------------------------------------------------------------------------------

/// A tree whose files are other ones at each reading, up to none at all.
struct Changing {
    tree: MemoryTree,
    readings: AtomicUsize,
}

impl SourceTree for Changing {
    fn list(&self) -> Result<Listing, TreeError> {
        self.tree.list()
    }

    fn read(&self, path: &RepoPath) -> Result<Vec<u8>, ReadError> {
        let reading = self.readings.fetch_add(1, Ordering::Relaxed);
        let mut content = self.tree.read(path)?;
        match reading % 5 {
            0 => return Err(ReadError::NotFound),
            1 => content.truncate(content.len() / 2),
            2 => content.extend_from_within(..),
            3 => return Err(ReadError::TooLarge { limit: 1 }),
            _ => {}
        }
        Ok(content)
    }
}

#[test]
fn files_that_change_between_readings_are_survived() {
    let files = SOUND.into_iter().chain([
        ("pom.xml", "<project><artifactId>a</artifactId></project>"),
        ("build.gradle", "dependencies { implementation 'g:a:1' }\n"),
        ("settings.gradle", "include ':a'\n"),
        ("docker-compose.yml", "services: {a: {build: ., env_file: .env}}\n"),
        (".env", "A=b\n"),
        ("requirements.txt", "-r other.txt\n"),
        ("other.txt", "flask\n"),
        (".autopilot.yml", "exclude: [x]\n"),
    ]);
    let tree = tree(files);
    for start in 0..40 {
        let changing = Changing { tree: tree.clone(), readings: AtomicUsize::new(start) };
        // Settings that cannot be read stop a survey with an error; anything else is a finding.
        if let Ok(facts) = inventory::survey(&changing) {
            let plan = plan(&facts, &Rules::builtin().unwrap());
            assert!(!plan.findings.is_empty(), "{start}");
        }
    }
}

// --- Many --------------------------------------------------------------------------------------------------------------------

#[test]
fn two_hundred_thousand_files_are_listed_and_judged() {
    let names = ["README", "a.txt", "b.css", "c.png", "d.java"];
    let many = (0..200_000).map(|n| (format!("d{}/e{}/{}", n % 50, n / 250, names[n % 5]), ""));
    let plan = judge(&tree(many.chain(SOUND.map(|(path, text)| (path.to_owned(), text)))));
    assert!(plan.modules.iter().any(|module| module.path == "sound"));
}

#[test]
fn files_beyond_the_limit_are_told() {
    let many = (0..1_000).map(|n| (format!("a/{n}.txt"), ""));
    let limits = Limits { files_max: 500, ..Limits::default() };
    let plan = judge(&tree(many).with_limits(limits));
    assert_eq!(plan.findings.len(), 1, "{:?}", plan.findings);
}

#[test]
fn the_order_in_which_files_came_makes_no_difference() {
    let files: Vec<(String, &str)> = (0..40)
        .flat_map(|n| {
            [
                (format!("m{n}/requirements.txt"), "fastapi\nconfluent-kafka\n"),
                (format!("m{n}/app.py"), "from confluent_kafka import Producer\nfrom fastapi import FastAPI\napp = FastAPI()\nProducer({}).produce('orders', b'')\n"),
                (format!("m{n}/docker-compose.yml"), "services: {a: {build: .}}\n"),
            ]
        })
        .collect();
    let bytes = |files: Vec<(String, &str)>| serde_json::to_string(&judge(&tree(files))).unwrap();
    let expected = bytes(files.clone());
    for step in [7, 11, 119] {
        // A step that has no divisor in common with the length visits each once.
        let shuffled = (0..files.len()).map(|n| files[(n * step + 3) % files.len()].clone()).collect();
        assert_eq!(bytes(shuffled), expected, "step {step}");
    }
}
