//! What a hostile or broken repository can hold: nothing of it panics, hides what stands beside it, or makes two plans
//! of one input differ.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

use autopilot_scout::{Rules, plan};
use contracts::{
    DiffPlan, GapKey,
    plan::{CellState, GapType},
};
use source_tree::{Limits, Listing, MemoryTree, ReadError, RepoPath, SourceTree, TreeError};

fn judge(tree: &dyn SourceTree) -> DiffPlan {
    plan(&inventory::survey(tree).unwrap(), &Rules::builtin().unwrap())
}

fn tree<T: Into<Vec<u8>>>(files: impl IntoIterator<Item = (impl AsRef<str>, T)>) -> MemoryTree {
    files.into_iter().fold(MemoryTree::new(), |tree, (path, content)| {
        tree.with(RepoPath::new(path.as_ref()).unwrap(), content)
    })
}

/// The rules of the findings about a file.
fn findings(plan: &DiffPlan, path: &str) -> Vec<String> {
    plan.findings.iter().filter(|found| found.path == path).map(|found| found.rule.0.clone()).collect()
}

fn state(plan: &DiffPlan, path: &str, gap: GapType) -> CellState {
    plan.modules.iter().find(|module| module.path == path).unwrap().gaps[&gap].state
}

const FASTAPI: &str = "from fastapi import FastAPI\napp = FastAPI()\n";

/// Sound services that must be judged whatever lies beside them. With a single one, what deploys the root would be its.
const SOUND: [(&str, &str); 4] = [
    ("sound/first/requirements.txt", "fastapi\n"),
    ("sound/first/app.py", FASTAPI),
    ("sound/second/requirements.txt", "fastapi\n"),
    ("sound/second/app.py", FASTAPI),
];

/// Judges what lies beside the sound services, which are seen as ever.
fn beside<T: Into<Vec<u8>>>(files: impl IntoIterator<Item = (impl AsRef<str>, T)>) -> DiffPlan {
    let all = SOUND
        .into_iter()
        .fold(tree(files), |tree, (path, text)| tree.with(RepoPath::new(path).unwrap(), text));
    let plan = judge(&all);
    for sound in ["sound/first", "sound/second"] {
        assert_eq!(state(&plan, sound, GapType::MissingOtel), CellState::Absent);
    }
    assert_eq!(plan, judge(&all), "the same input gives the same plan");
    plan
}

const IMAGE: &str = "FROM base\nCMD [\"/app\"]\n";

// --- Broken --------------------------------------------------------------------------------------------

#[test]
fn a_broken_manifest_is_a_finding_and_what_it_may_hide_is_unknown() {
    for (name, text) in [
        ("pom.xml", "<project><artifactId>a</artifactId><dependencies><dependency>"),
        ("pom.xml", "<project><artifactId>a</artifactid></project>"),
        ("pom.xml", ""),
        ("package.json", "{\"name\": \"a\", \"dependencies\": {\"express\": "),
        ("package.json", "{\"name\": \"a\" \"dependencies\": {\"express\": \"4\"}}"),
        ("pyproject.toml", "[project]\nname = \"a\"\ndependencies = [\"fastapi\",\n"),
        ("pyproject.toml", "[project\nname = \"a\"\n"),
    ] {
        let path = format!("a/{name}");
        let plan = beside([(path.as_str(), text), ("a/Dockerfile", IMAGE)]);
        assert_eq!(findings(&plan, &path), ["file-broken"], "{text}");
        assert_eq!(state(&plan, "a", GapType::MissingOtel), CellState::Unknown, "{text}");
    }
}

#[test]
fn a_broken_deploy_file_is_a_finding_and_what_it_may_wire_is_unknown() {
    let files = |compose: &'static str| {
        [("a/requirements.txt", "fastapi\n"), ("a/app.py", FASTAPI), ("a/docker-compose.yml", compose)]
    };
    let broken = beside(files("services:\n  a:\n    build: .\n    environment: [A=1\n"));
    assert_eq!(findings(&broken, "a/docker-compose.yml"), ["file-broken"]);
    assert_eq!(state(&broken, "a", GapType::MissingOtel), CellState::Unknown);
    let sound = beside(files("services:\n  a:\n    build: .\n    environment: [A=1]\n"));
    assert_eq!(findings(&sound, "a/docker-compose.yml"), [] as [&str; 0]);
    assert_eq!(state(&sound, "a", GapType::MissingOtel), CellState::Absent);
}

#[test]
fn broken_settings_and_catalogs_are_findings() {
    for (name, text) in [
        ("src/main/resources/application.yml", "spring: [kafka\n"),
        ("gradle/libs.versions.toml", "[libraries\nx = 1\n"),
        ("nest-cli.json", "{\"projects\": {"),
    ] {
        let plan = beside([(name, text)]);
        assert_eq!(findings(&plan, name), ["file-broken"], "{name}");
    }
}

/// Source in each language: its file, and text before which and behind which anything may stand.
const SOURCES: [(&str, &str, &str); 6] = [
    (
        "src/main/java/A.java",
        "import org.apache.kafka.clients.producer.KafkaProducer;\nclass A { Object topic = ",
        "; Object p = new KafkaProducer<>(null); }\n",
    ),
    (
        "src/main/kotlin/A.kt",
        "import org.apache.kafka.clients.producer.KafkaProducer\nval topic = ",
        "\nval p = KafkaProducer<String, String>(null)\n",
    ),
    ("a.py", "from confluent_kafka import Producer\ntopic = ", "\np = Producer({})\n"),
    (
        "a.go",
        "package main\n\nimport \"github.com/segmentio/kafka-go\"\n\nvar topic = ",
        "\nvar w = &kafka.Writer{}\n",
    ),
    (
        "a.js",
        "const { Kafka } = require('kafkajs');\nconst topic = ",
        ";\nconst kafka = new Kafka({});\nkafka.producer();\n",
    ),
    (
        "a.ts",
        "import { Kafka } from 'kafkajs';\nconst topic = ",
        ";\nconst kafka = new Kafka({});\nkafka.producer();\n",
    ),
];

#[test]
fn broken_source_of_any_language_hides_nothing_beside_it() {
    for broken in
        ["(", "\"", "{{{", "}", "'", "/* ", "\\", "@", "((((((", "\"\"\"", "`${", "<<<<<<<", "\u{202e}"]
    {
        beside(SOURCES.map(|(path, before, behind)| (path, format!("{before}{broken}{behind}"))));
    }
    for tenth in 0..10 {
        beside(SOURCES.map(|(path, before, _)| (path, before[..before.len() * tenth / 10].to_owned())));
    }
}

#[test]
fn what_stands_before_a_broken_stretch_of_source_is_seen() {
    let app = format!(
        "from confluent_kafka import Producer\n{FASTAPI}p = Producer({{}})\np.produce(\"orders\", (((\n"
    );
    let plan = beside([("a/requirements.txt", "fastapi\nconfluent-kafka\n"), ("a/app.py", &app)]);
    assert_eq!(state(&plan, "a", GapType::MissingCorrelation), CellState::Absent);
}

// --- Deep ------------------------------------------------------------------------------------------------

const DEEP: usize = 10_000;

#[test]
fn manifests_that_nest_ten_thousand_deep_are_survived() {
    let nested = |open: &str, close: &str| format!("{}{}", open.repeat(DEEP), close.repeat(DEEP));
    let flow = nested("[", "]");
    let object = format!("{}1{}", "{\"a\":".repeat(DEEP), "}".repeat(DEEP));
    for (path, text) in [
        ("pom.xml", format!("<project>{}</project>", nested("<a>", "</a>"))),
        ("pom.xml", format!("<project>{}", "<dependencies>".repeat(DEEP))),
        ("package.json", flow.clone()),
        ("package.json", object.clone()),
        ("package.json", "[".repeat(DEEP)),
        ("nest-cli.json", object.clone()),
        ("tsconfig.json", object.clone()),
        ("pyproject.toml", format!("a = {flow}\n")),
        ("pyproject.toml", format!("a{} = 1\n", ".a".repeat(DEEP))),
        ("pyproject.toml", format!("[a{}]\n", ".a".repeat(DEEP))),
        ("docker-compose.yml", flow.clone()),
        ("docker-compose.yml", format!("{}a\n", "- ".repeat(DEEP))),
        ("application.yml", object.clone()),
        ("k8s.yaml", format!("apiVersion: v1\nkind: Deployment\nspec: {object}\n")),
        ("values.yaml", object.clone()),
        ("requirements.txt", format!("a{}{}\n", "[".repeat(DEEP), "]".repeat(DEEP))),
        ("go.mod", format!("module a\nrequire {}", "(\n".repeat(DEEP))),
        ("build.gradle", format!("dependencies {}", nested("{ ", "} "))),
        ("build.gradle.kts", format!("dependencies {{ implementation{} }}", nested("(", ")"))),
        ("setup.py", format!("setup(name={})\n", nested("(", ")"))),
        ("setup.cfg", format!("[metadata]\nname = {flow}\n")),
        ("Pipfile", format!("[packages]\na = {flow}\n")),
        ("environment.yml", format!("name: a\ndependencies: {flow}\n")),
        ("Dockerfile", format!("FROM {}\nCMD {flow}\n", "${a:-".repeat(DEEP))),
        ("start.sh", format!("exec {}\n", nested("$(", ")"))),
    ] {
        beside([(path, text)]);
    }
}

#[test]
fn source_that_nests_ten_thousand_deep_is_survived() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("f(", ")"), ("a.b().", ""), ("!", "")] {
        let nested = format!("{}1{}", open.repeat(DEEP), close.repeat(DEEP));
        let files = SOURCES.map(|(path, before, behind)| (path, format!("{before}{nested}{behind}")));
        let plan = judge(&tree(files.into_iter().chain(SOUND.map(|(path, text)| (path, text.to_owned())))));
        assert_eq!(state(&plan, "sound/first", GapType::MissingOtel), CellState::Absent, "{open}");
    }
}

// --- Bytes -------------------------------------------------------------------------------------------------

/// A file of each kind that is read.
const KINDS: [(&str, &str); 24] = [
    (
        "pom.xml",
        "<project><artifactId>a</artifactId><dependencies><dependency><groupId>org.springframework.kafka</groupId><artifactId>spring-kafka</artifactId><version>${v}</version></dependency></dependencies></project>\n",
    ),
    (
        "package.json",
        "{\"name\": \"a\", \"workspaces\": [\"b\"], \"scripts\": {\"start\": \"node a.js\"}, \"dependencies\": {\"kafkajs\": \"2\", \"@opentelemetry/sdk-node\": \"1\"}}\n",
    ),
    (
        "pyproject.toml",
        "[project]\nname = \"a\"\ndependencies = [\"confluent-kafka>=2\"]\n[project.scripts]\na = \"a:main\"\n",
    ),
    ("requirements.txt", "confluent-kafka==2.0\n-r other.txt\nopentelemetry-distro ; python_version > '3'\n"),
    ("setup.py", "from setuptools import setup\nsetup(name='a', install_requires=['flask'])\n"),
    ("setup.cfg", "[metadata]\nname = a\n[options]\ninstall_requires =\n  flask\n"),
    ("Pipfile", "[packages]\nflask = \"*\"\n"),
    ("environment.yml", "name: a\ndependencies:\n  - flask\n  - pip:\n    - confluent-kafka\n"),
    (
        "go.mod",
        "module example.org/a\n\nrequire (\n\tgithub.com/segmentio/kafka-go v0.4.47 // indirect\n)\nreplace a => ./b\n",
    ),
    ("go.work", "go 1.22\nuse (\n\t./a\n)\n"),
    (
        "build.gradle",
        "plugins { id 'java' }\ndependencies { implementation 'org.apache.kafka:kafka-clients:3.7.0'; implementation project(':b') }\n",
    ),
    ("build.gradle.kts", "dependencies {\n  implementation(libs.kafka)\n}\n"),
    (
        "gradle/libs.versions.toml",
        "[versions]\nv = \"1\"\n[libraries]\nkafka = { module = \"org.apache.kafka:kafka-clients\", version.ref = \"v\" }\n",
    ),
    (
        "Dockerfile",
        "FROM base AS one\nARG S=a\nENV JAVA_TOOL_OPTIONS=\"-javaagent:/opentelemetry-javaagent.jar $S\"\nFROM one\nCOPY --from=one /a /a\nCMD [\"java\", \"-jar\", \"a.jar\"]\n",
    ),
    (
        "docker-compose.yml",
        "x: &x\n  environment: [A=1]\nservices:\n  a:\n    <<: *x\n    build: {context: ., args: {S: a}}\n    env_file: .env\n",
    ),
    (
        "k8s/a.yaml",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n      containers:\n        - image: a\n          env: [{name: OTEL_PROPAGATORS, value: b3}]\n",
    ),
    (
        "src/main/resources/application.yml",
        "app: {topic: \"${T:orders}\"}\nspring.kafka.listener.observation-enabled: true\n",
    ),
    ("src/main/resources/application.properties", "app.topic=${T:orders}\notel.propagators=b3\n"),
    (
        "src/main/java/A.java",
        "import org.springframework.kafka.annotation.KafkaListener;\nclass A { @KafkaListener(topics = \"${app.topic}\") void on(String s) { } public static void main(String[] a) { } }\n",
    ),
    (
        "src/main/kotlin/A.kt",
        "import org.springframework.kafka.core.KafkaTemplate\nclass A(private val t: KafkaTemplate<String, String>) { fun f() { t.send(\"orders\", \"x\") } }\nfun main() { }\n",
    ),
    (
        "a.py",
        "import os\nfrom confluent_kafka import Producer\nT = os.getenv('TOPIC', 'orders')\nPRODUCER = Producer({})\ndef publish(topic):\n    PRODUCER.produce(topic, headers={'traceparent': 'x'})\npublish(T)\n",
    ),
    (
        "main.go",
        "package main\n\nimport \"github.com/segmentio/kafka-go\"\n\nconst topic = \"orders\"\n\nfunc main() {\n\tw := &kafka.Writer{Topic: topic}\n\tw.WriteMessages(nil)\n}\n",
    ),
    (
        "a.js",
        "const { Kafka } = require('kafkajs');\nconst kafka = new Kafka({});\nconst producer = kafka.producer();\nproducer.send({ topic: process.env.T || 'orders', messages: [] });\n",
    ),
    (
        "a.ts",
        "import { Kafka } from 'kafkajs';\nexport const TOPICS = { ORDERS: 'orders' };\nconst producer = new Kafka({}).producer();\nproducer.send({ topic: TOPICS.ORDERS, messages: [] });\n",
    ),
];

#[test]
fn bytes_that_are_no_text_are_survived_in_any_file() {
    let somewhere =
        |text: &str, part: usize| (0..=text.len() * part / 4).rev().find(|at| text.is_char_boundary(*at));
    for bytes in [&b"\xff\xfe"[..], b"\xc3\x28", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\0", b"\xef\xbb\xbf"]
    {
        for part in 0..=4 {
            beside(KINDS.map(|(path, text)| {
                let at = somewhere(text, part).unwrap();
                (path, [&text.as_bytes()[..at], bytes, &text.as_bytes()[at..]].concat())
            }));
        }
    }
}

#[test]
fn a_file_with_nul_bytes_is_told_and_hides_no_module() {
    let plan = beside([("a/pom.xml", &b"<project>\0</project>"[..]), ("a/Dockerfile", IMAGE.as_bytes())]);
    assert_eq!(findings(&plan, "a/pom.xml"), ["file-unreadable"]);
    assert_eq!(state(&plan, "a", GapType::MissingOtel), CellState::Unknown);
}

#[test]
fn a_file_that_is_too_large_is_told_and_hides_no_module() {
    let limits = Limits { file_bytes_max: 100, ..Limits::default() };
    let large = format!("fastapi\n{}", "# x\n".repeat(100));
    let plan = judge(
        &tree([("a/requirements.txt", large.as_str()), ("a/app.py", FASTAPI), ("a/Dockerfile", IMAGE)])
            .with_limits(limits),
    );
    assert_eq!(findings(&plan, "a/requirements.txt"), ["file-unreadable"]);
    assert_eq!(state(&plan, "a", GapType::MissingOtel), CellState::Unknown);
}

#[test]
fn source_that_is_too_large_to_parse_is_told_where_it_names_a_library() {
    let padding = "# x\n".repeat(200_000);
    let large = format!("{FASTAPI}{padding}");
    let plan = beside([
        ("a/requirements.txt", "fastapi\n"),
        ("a/app.py", large.as_str()),
        ("a/data.py", padding.as_str()),
        ("a/tests/test_app.py", large.as_str()),
    ]);
    assert_eq!(findings(&plan, "a/app.py"), ["file-unreadable"]);
    assert_eq!(plan.findings.len(), 1, "{:?}", plan.findings);
}

// --- Trees -------------------------------------------------------------------------------------------------

#[test]
fn an_empty_repository_has_an_empty_plan() {
    let plan = judge(&MemoryTree::new());
    assert!(
        plan.modules.is_empty() && plan.gaps.is_empty() && plan.hops.is_empty() && plan.findings.is_empty()
    );
    assert_eq!((plan.confidence, plan.repo, plan.commit), (None, None, None));
    assert!(beside([] as [(&str, &str); 0]).modules.len() == 2);
}

#[test]
fn names_with_line_ends_and_control_characters_do_not_break_out() {
    for folder in
        ["a\nb", "a\r\n::error::x", "\u{1b}[31m", "a:b:c", "a%3Ab", "a b", "\u{202e}a", "`a`|b", "-a", "é/ü"]
    {
        let plan = beside([
            (format!("{folder}/requirements.txt"), "fastapi\nconfluent-kafka\n"),
            (
                format!("{folder}/app.py"),
                "from confluent_kafka import Producer\nfrom fastapi import FastAPI\napp = FastAPI()\nProducer({})\n",
            ),
        ]);
        let module = plan.modules.iter().find(|module| module.path == folder).unwrap();
        let urn = module.urn.to_string();
        assert!(!urn.chars().any(char::is_control), "{urn:?}");
        assert_eq!(urn.split(':').count(), 5, "{urn}");
        for gap in plan.gaps.iter().filter(|gap| gap.module == folder) {
            let key = gap.key.to_string();
            assert!(!key.chars().any(char::is_control), "{key:?}");
            assert_eq!(key.parse::<GapKey>().unwrap(), gap.key);
        }
        let json = serde_json::to_string(&plan).unwrap();
        assert_eq!(serde_json::from_str::<DiffPlan>(&json).unwrap(), plan, "{folder:?}");
    }
}

#[test]
fn five_thousand_modules_are_all_judged() {
    let files = (0..5_000).map(|n| (format!("m{n}/go.mod"), format!("module example.org/m{n}\n")));
    assert_eq!(judge(&tree(files)).modules.len(), 5_000);
}

#[test]
fn modules_that_all_depend_on_each_other_end() {
    let dependencies: String = (0..60).map(|n| format!("m{n}\n")).collect();
    let files = (0..60).flat_map(|n| {
        let project = format!(
            "[project]\nname = \"m{n}\"\ndependencies = [{}]\n",
            dependencies.lines().map(|name| format!("\"{name}\",")).collect::<String>()
        );
        [
            (format!("m{n}/pyproject.toml"), project),
            (format!("m{n}/a.py"), "from confluent_kafka import Producer\nProducer({})\n".to_owned()),
        ]
    });
    assert_eq!(beside(files).modules.len(), 62);
}

/// A tree that lists a file and cannot give it, as when it vanishes meanwhile.
struct Vanishing {
    tree: MemoryTree,
    gone: &'static str,
}

impl SourceTree for Vanishing {
    fn list(&self) -> Result<Listing, TreeError> {
        self.tree.list()
    }

    fn read(&self, path: &RepoPath) -> Result<Vec<u8>, ReadError> {
        if path.as_str() == self.gone { Err(ReadError::NotFound) } else { self.tree.read(path) }
    }
}

#[test]
fn a_file_that_vanishes_after_it_was_listed_is_told() {
    let files = [
        ("requirements.txt", "fastapi\n"),
        ("app.py", FASTAPI),
        ("Dockerfile", IMAGE),
        ("docker-compose.yml", "services: {a: {build: .}}\n"),
    ];
    for (gone, _) in files {
        let plan = judge(&Vanishing { tree: tree(files), gone });
        assert_eq!(findings(&plan, gone), ["file-unreadable"], "{gone}");
        assert_eq!(plan.modules.len(), 1, "{gone}");
        // A source file hides little; whatever declares or deploys may hide the proof.
        let expected = if gone == "app.py" { CellState::Absent } else { CellState::Unknown };
        assert_eq!(plan.modules[0].gaps[&GapType::MissingOtel].state, expected, "{gone}");
    }
}

// --- Names that lead to each other ---------------------------------------------------------------------------

/// The topics that the only other module writes.
fn written(files: &[(&str, &str)]) -> Vec<Option<String>> {
    let plan = beside(files.iter().copied());
    let module = plan.modules.iter().find(|module| module.path == "a").unwrap();
    module.topics_written.iter().map(|topic| topic.topic.clone()).collect()
}

#[test]
fn names_that_lead_to_each_other_name_nothing() {
    let build = ("a/requirements.txt", "fastapi\nconfluent-kafka\n");
    for names in [
        "a = a or b\nb = b or a\n",
        "a = b\nb = c\nc = a\n",
        "a = [a, a, a]\n",
        "a = a\n",
        "a_topic = b_topic\nb_topic = a_topic\na = a_topic\n",
    ] {
        let app =
            format!("from confluent_kafka import Producer\n{FASTAPI}{names}Producer({{}}).produce(a, b'')\n");
        let found = written(&[build, ("a/app.py", &app)]);
        assert!(!found.is_empty() && found.iter().all(Option::is_none), "{names}: {found:?}");
    }
}

/// A Spring service that writes the topic of a placeholder, with these settings.
fn filled(settings: &str) -> Vec<Option<String>> {
    let source = "import org.springframework.kafka.core.KafkaTemplate;\nclass A { KafkaTemplate<String, String> t; void f() { t.send(topic, \"\"); } @Value(\"${app.topic}\") String topic; public static void main(String[] a) { SpringApplication.run(A.class); } }\n";
    let build = "<project><artifactId>a</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency><dependency><groupId>org.springframework.kafka</groupId><artifactId>spring-kafka</artifactId></dependency></dependencies></project>";
    written(&[
        ("a/pom.xml", build),
        ("a/src/main/java/A.java", source),
        ("a/src/main/resources/application.properties", settings),
    ])
}

#[test]
fn placeholders_that_refer_to_each_other_name_nothing() {
    assert_eq!(filled("app.topic=orders\n"), [Some("orders".to_owned())]);
    for settings in [
        "app.topic=${app.topic}\n",
        "app.topic=${b}\nb=${c}\nc=${app.topic}\n",
        "app.topic=${b}${b}${b}${b}\nb=${app.topic}${app.topic}${app.topic}\n",
        "app.topic=${b\nb=x\n",
    ] {
        assert_eq!(filled(settings), [None], "{settings}");
    }
    // Each doubles the one before: without a bound the last would fill the memory.
    let bomb: String = (0..30).map(|n| format!("k{n}=${{k{}}}${{k{}}}\n", n + 1, n + 1)).collect();
    assert_eq!(filled(&format!("app.topic=${{k0}}\n{bomb}k30=xxxxxxxx\n")), [None]);
}

#[test]
fn anchors_that_multiply_each_other_end() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for n in 1..30 {
        let before = format!("*a{}", n - 1);
        bomb += &format!("a{n}: &a{n} [{}]\n", [before.as_str(); 9].join(", "));
    }
    let merged: String =
        (1..30).map(|n| format!("b{n}: &b{n}\n  <<: [*b{}, *b{}]\n  k{n}: v\n", n - 1, n - 1)).collect();
    let merged = format!("b0: &b0 {{k: v}}\n{merged}");
    let endless = "a: &a\n  b: *a\n  <<: *a\n";
    for text in [&bomb, &merged, endless] {
        for path in [
            "docker-compose.yml",
            "application.yml",
            "k8s/a.yaml",
            "values.yaml",
            "environment.yml",
            "pnpm-workspace.yaml",
            "dbt_project.yml",
        ] {
            let service = "services:\n  a: {build: ., environment: [A=1]}\n";
            beside([(path, format!("apiVersion: v1\nkind: Deployment\n{text}{service}"))]);
        }
    }
}

#[test]
fn manifests_that_take_each_other_over_end() {
    let parent = |name: &str, of: &str| {
        format!(
            "<project><parent><groupId>g</groupId><artifactId>{of}</artifactId><version>1</version><relativePath>../{of}/pom.xml</relativePath></parent><groupId>g</groupId><artifactId>{name}</artifactId><properties><p>${{q}}</p><q>${{p}}</q></properties><dependencies><dependency><groupId>${{p}}</groupId><artifactId>x</artifactId></dependency></dependencies></project>"
        )
    };
    beside([
        ("a/pom.xml", parent("a", "b")),
        ("b/pom.xml", parent("b", "a")),
        ("c/pom.xml", parent("c", "c")),
    ]);
    beside([
        ("requirements.txt", "-r a.txt\n-c requirements.txt\n"),
        ("a.txt", "-r requirements.txt\n-r a.txt\n"),
    ]);
    beside([
        (
            "docker-compose.yml",
            "include: [docker-compose.yml, b.yml]\nservices: {a: {extends: {file: b.yml, service: a}}}\n",
        ),
        (
            "b.yml",
            "include: [docker-compose.yml]\nservices: {a: {extends: {file: docker-compose.yml, service: a}}}\n",
        ),
    ]);
    beside([(
        "Dockerfile",
        "FROM a AS a\nFROM b AS a\nFROM a AS b\nCOPY --from=b / /\nCOPY --from=99999999999999999999 / /\n",
    )]);
    beside([
        ("a.js", "require('./b');\n"),
        ("b.js", "require('./a');\nrequire('./b');\n"),
        ("package.json", "{\"name\": \"a\", \"main\": \"a.js\", \"dependencies\": {\"a\": \"*\"}}"),
    ]);
    beside([
        ("go.mod", "module a\nreplace a => ./\nreplace b => ../../..\n"),
        ("a.go", "package a\n\nimport \"a\"\n"),
    ]);
}

// --- Many hops -------------------------------------------------------------------------------------------------

#[test]
fn two_thousand_writers_and_readers_of_one_topic_are_told_in_part() {
    let app = "from confluent_kafka import Consumer, Producer\nfrom fastapi import FastAPI\napp = FastAPI()\np = Producer({})\np.produce(\"orders\", b\"\")\nc = Consumer({})\nc.subscribe([\"orders\"])\n";
    let files = (0..2_000).flat_map(|n| {
        [(format!("m{n}/requirements.txt"), "fastapi\nconfluent-kafka\n"), (format!("m{n}/app.py"), app)]
    });
    let plan = judge(&tree(files));
    assert_eq!((plan.modules.len(), plan.hops.len()), (2_000, 2_000));
    assert_eq!(findings(&plan, "."), ["hops-cut"]);
    assert!(plan.hops.iter().all(|hop| hop.from != hop.to));
}

// --- Anything ----------------------------------------------------------------------------------------------------

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    /// A number below `sides`, which is not zero.
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).unwrap()
    }
}

/// What texts are made of: signs that open, close and part something in one of the formats, and any character.
const PIECES: [&str; 48] = [
    "<",
    ">",
    "</",
    "<!--",
    "-->",
    "<![CDATA[",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "'",
    "`",
    "\"\"\"",
    "${",
    "$",
    ":",
    "=",
    ",",
    ";",
    "\n",
    "\r\n",
    "\t",
    "  ",
    "- ",
    "#",
    "//",
    "/*",
    "*/",
    "&a",
    "*a",
    "<<: *a",
    "---\n",
    "|\n",
    ">-\n",
    "@",
    "\\",
    "FROM ",
    "services:",
    "dependencies",
    "topic",
    "kafka",
    "\u{0}",
    "\u{feff}",
    "é",
    "\u{202e}",
];

/// A text made of pieces alone.
fn made(dice: &mut Dice) -> Vec<u8> {
    (0..dice.roll(60)).flat_map(|_| PIECES[dice.roll(PIECES.len())].bytes()).collect()
}

/// A text that was sound once: parts are cut out, doubled, put elsewhere or replaced.
fn spoiled(text: &str, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=dice.roll(6) {
        let from = dice.roll(bytes.len() + 1);
        let to = bytes.len().min(from + dice.roll(20));
        match dice.roll(4) {
            0 => drop(bytes.drain(from..to)),
            1 => {
                let part = bytes[from..to].repeat(dice.roll(4));
                bytes.splice(from..from, part);
            }
            2 => drop(bytes.splice(from..to, PIECES[dice.roll(PIECES.len())].bytes())),
            _ => bytes.truncate(to),
        }
    }
    bytes
}

#[test]
fn whatever_stands_in_any_file_gives_the_same_plan_twice_and_hides_nothing_beside_it() {
    for seed in 0..64 {
        let mut dice = Dice(seed);
        let files: Vec<(&str, Vec<u8>)> = KINDS
            .iter()
            .map(|(path, text)| {
                (*path, if dice.roll(4) == 0 { made(&mut dice) } else { spoiled(text, &mut dice) })
            })
            .collect();
        let plan = beside(files.iter().map(|(path, content)| (*path, content.clone())));
        let json = serde_json::to_string(&plan).unwrap();
        assert_eq!(serde_json::from_str::<DiffPlan>(&json).unwrap(), plan, "seed {seed}");
    }
}
