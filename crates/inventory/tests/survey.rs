//! What a survey finds in small repositories, written in memory.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

use autopilot_inventory::{ConfigError, Facts, ModuleFacts, Role, Scope, SurveyError, survey};
use contracts::plan::Language;
use source_tree::{MemoryTree, RepoPath};

fn tree(files: &[(&str, &str)]) -> MemoryTree {
    files.iter().fold(MemoryTree::new(), |tree, (path, text)| tree.with(RepoPath::new(path).unwrap(), *text))
}

fn facts(files: &[(&str, &str)]) -> Facts {
    survey(&tree(files)).unwrap()
}

fn paths(facts: &Facts) -> Vec<&str> {
    facts.modules.iter().map(|module| module.path.as_str()).collect()
}

fn runtime(module: &ModuleFacts) -> Vec<&str> {
    let runtime = module.dependencies.iter().filter(|dependency| dependency.scope != Scope::Development);
    runtime.map(|dependency| dependency.name.as_str()).collect()
}

#[test]
fn a_maven_parent_is_no_module_and_hands_its_dependencies_down() {
    let facts = facts(&[
        (
            "pom.xml",
            "<project><artifactId>all</artifactId><packaging>pom</packaging><modules><module>a</module></modules>
             <dependencies><dependency><groupId>g</groupId><artifactId>shared</artifactId></dependency></dependencies>
             <dependencyManagement><dependencies><dependency><groupId>g</groupId><artifactId>managed</artifactId></dependency></dependencies></dependencyManagement></project>",
        ),
        (
            "a/pom.xml",
            "<project><parent><artifactId>all</artifactId></parent><artifactId>a</artifactId><properties><x>own</x></properties>
             <dependencies><dependency><groupId>g</groupId><artifactId>${x}</artifactId></dependency>
             <!--<dependency><groupId>g</groupId><artifactId>out</artifactId></dependency>-->
             <dependency><groupId>g</groupId><artifactId>t</artifactId><scope>test</scope></dependency></dependencies></project>",
        ),
    ]);
    assert_eq!(paths(&facts), ["a"]);
    assert_eq!(runtime(&facts.modules[0]), ["g:own", "g:shared"]);
    assert_eq!(facts.modules[0].dependencies[0].location.path.as_str(), "a/pom.xml");
    assert_eq!(
        facts.modules[0].dependencies[2].location.path.as_str(),
        "pom.xml",
        "the line that declares it"
    );
}

#[test]
fn parents_that_inherit_from_each_other_end() {
    let pom = |parent| {
        format!(
            "<project><parent><relativePath>{parent}</relativePath></parent><artifactId>x</artifactId></project>"
        )
    };
    let facts = facts(&[("a/pom.xml", &pom("../b/pom.xml")), ("b/pom.xml", &pom("../a"))]);
    assert_eq!(paths(&facts), ["a", "b"]);
}

#[test]
fn python_tells_runtime_from_development() {
    let facts = facts(&[
        (
            "svc/pyproject.toml",
            "[project]\nname = \"svc\"\ndependencies = [\"FastAPI[all]>=1\"]\n[project.optional-dependencies]\ntest = [\"pytest\"]\nkafka = [\"aiokafka\"]\n[dependency-groups]\ndev = [\"ruff\"]\n",
        ),
        ("svc/requirements-dev.txt", "mypy\n"),
        ("svc/main.py", "if __name__ == '__main__':\n    pass\n"),
        (
            "poetry/pyproject.toml",
            "[tool.poetry]\nname = \"p\"\n[tool.poetry.dependencies]\npython = \"^3\"\nFlask = \"^3\"\n[tool.poetry.group.dev.dependencies]\nblack = \"*\"\n",
        ),
        ("tools/pyproject.toml", "[tool.black]\nline-length = 100\n"),
        ("split/requirements/base.txt", "django\n"),
        ("split/requirements/dev.txt", "pytest\n"),
    ]);
    assert_eq!(
        paths(&facts),
        ["poetry", "split", "svc"],
        "a pyproject that only configures tools is no module"
    );
    assert_eq!(runtime(&facts.modules[0]), ["flask"]);
    assert_eq!(runtime(&facts.modules[1]), ["django"]);
    assert_eq!(runtime(&facts.modules[2]), ["fastapi", "aiokafka"]);
    assert_eq!(facts.modules[2].entry_points.len(), 1);
}

#[test]
fn go_counts_what_is_direct() {
    let facts = facts(&[
        (
            "go.mod",
            "module forge.example/orders/v2\nrequire a.example/x v1\nrequire b.example/y v1 // indirect\n",
        ),
        ("cmd/orders/main.go", "package main\n\nfunc main() {\n}\n"),
        ("main_test.go", "package main\n\nfunc main() {\n}\n"),
        ("vendor/z/go.mod", "module z\n"),
    ]);
    let [module] = &facts.modules[..] else { panic!("{:?}", paths(&facts)) };
    assert_eq!((module.name.as_deref(), runtime(module)), (Some("orders"), vec!["a.example/x"]));
    assert_eq!(module.entry_points[0].location.span.start.line, 3);
    assert_eq!(module.entry_points.len(), 1);
}

#[test]
fn npm_workspaces_are_no_module_and_typescript_is_told_by_its_sources() {
    let facts = facts(&[
        ("package.json", r#"{"name": "root", "workspaces": ["packages/*"], "devDependencies": {"nx": "1"}}"#),
        (
            "packages/api/package.json",
            r#"{"name": "@shop/api", "scripts": {"start": "node -r ./tracing.js dist/main.js"}, "dependencies": {"express": "5"}, "devDependencies": {"jest": "1"}}"#,
        ),
        ("packages/api/src/main.ts", "app.listen(1)"),
        ("packages/api/node_modules/x/package.json", r#"{"name": "x", "dependencies": {"y": "1"}}"#),
    ]);
    let [module] = &facts.modules[..] else { panic!("{:?}", paths(&facts)) };
    assert_eq!((module.path.as_str(), module.language), ("packages/api", Language::Typescript));
    assert_eq!(runtime(module), ["express"]);
    assert_eq!(
        (module.build_lines[0].role, module.build_lines[0].text.contains("tracing.js")),
        (Role::Start, true)
    );
}

#[test]
fn a_compose_service_deploys_the_module_it_builds() {
    let facts = facts(&[
        ("api/requirements.txt", "flask\n"),
        ("api/app.py", "x"),
        ("api/Dockerfile", "FROM python\nENV A=1\nRUN pip install x\nCMD [\"python\", \"app.py\"]\n"),
        ("worker/requirements.txt", "celery\n"),
        (
            "deploy/docker-compose.yml",
            "services:\n  api:\n    build: ../api\n    command: [opentelemetry-instrument, python]\n    environment:\n      B: 2\n  worker:\n    build: {context: .., dockerfile: worker/Dockerfile}\n    environment: [C=3]\n  db:\n    image: postgres\n",
        ),
    ]);
    assert_eq!(paths(&facts), ["api", "worker"]);
    let lines = |module: &ModuleFacts| -> Vec<(Role, String)> {
        module
            .deployments
            .iter()
            .flat_map(|found| &found.lines)
            .map(|line| (line.role, line.text.clone()))
            .collect()
    };
    assert_eq!(
        lines(&facts.modules[0]),
        [
            (Role::Environment, "A=1".to_owned()),
            (Role::Build, "pip install x".to_owned()),
            (Role::Start, "python app.py".to_owned()),
            (Role::Start, "opentelemetry-instrument python".to_owned()),
            (Role::Environment, "B=2".to_owned()),
        ]
    );
    assert_eq!(lines(&facts.modules[1]), [(Role::Environment, "C=3".to_owned())]);
}

#[test]
fn a_dockerfile_without_a_manifest_makes_a_module_when_sources_lie_beside_it() {
    let facts = facts(&[
        ("svc/Dockerfile", "FROM golang\nCMD [\"/svc\"]\n"),
        ("svc/main.go", "package main\n\nfunc main() {}\n"),
        ("db/Dockerfile", "FROM mysql\n"),
        ("db/init.sql", "select 1"),
    ]);
    assert_eq!(paths(&facts), ["svc"]);
    assert_eq!(facts.modules[0].language, Language::Go);
}

#[test]
fn a_broken_file_is_a_finding_and_the_rest_is_there() {
    let facts = facts(&[("a/pom.xml", "<project><artifactId>"), ("b/go.mod", "module b\n")]);
    assert_eq!(paths(&facts), ["a", "b"], "what is built there must not vanish");
    let finding = &facts.findings[0];
    assert_eq!((finding.path.as_str(), finding.rule.0.as_str()), ("a/pom.xml", "file-broken"));
    assert!(finding.span.is_some());
}

#[test]
fn what_the_team_excludes_is_not_read_and_a_typo_stops() {
    let files = [
        (".autopilot.yml", "exclude: [\"old/**\"]\n"),
        ("old/go.mod", "module old\n"),
        ("new/go.mod", "module new\n"),
    ];
    assert_eq!(paths(&facts(&files)), ["new"]);
    let Err(SurveyError::Config(error)) = survey(&tree(&[(".autopilot.yml", "a: 1\n\nexlude: []\n")])) else {
        panic!()
    };
    assert_eq!(
        error.to_string(),
        ".autopilot.yml:1:1: unknown key `a`\n.autopilot.yml:3:1: unknown key `exlude`"
    );
}

#[test]
fn a_pom_that_only_lies_where_a_parent_would_hands_nothing_down() {
    let facts = facts(&[
        (
            "pom.xml",
            "<project><artifactId>root</artifactId><dependencies><dependency><groupId>g</groupId><artifactId>x</artifactId></dependency></dependencies></project>",
        ),
        (
            "a/pom.xml",
            "<project><parent><artifactId>spring-boot-starter-parent</artifactId></parent><artifactId>a</artifactId></project>",
        ),
    ]);
    assert_eq!(runtime(&facts.modules[1]), [] as [&str; 0]);
}

#[test]
fn a_dockerfile_below_a_go_module_deploys_that_module() {
    let facts = facts(&[
        ("go.mod", "module shop\nrequire go.opentelemetry.io/otel/sdk v1\n"),
        ("cmd/api/Dockerfile", "FROM golang\nCMD [\"/api\"]\n"),
        ("cmd/api/main.go", "package main\n\nfunc main() {}\n"),
        ("tests/docker/Dockerfile", "FROM postgres\n"),
    ]);
    assert_eq!(paths(&facts), ["."]);
    assert_eq!(facts.modules[0].deployments.len(), 1, "what lies among tests deploys nothing");
}

#[test]
fn a_stage_that_the_image_is_made_of_starts_it_and_another_does_not() {
    let dockerfile = "FROM a AS base\nENV A=1\nENTRYPOINT [\"run\"]\nFROM b AS build\nENV B=1\nRUN make\nFROM c AS other\nRUN unused\nFROM base\nCOPY --from=build /x /x\nARG C=1\n";
    let facts = facts(&[("requirements.txt", "flask\n"), ("Dockerfile", dockerfile)]);
    let lines: Vec<(Role, &str)> =
        facts.modules[0].deployments[0].lines.iter().map(|line| (line.role, line.text.as_str())).collect();
    assert_eq!(
        lines,
        [
            (Role::Environment, "A=1"),
            (Role::Start, "run"),
            (Role::Build, "make"),
            (Role::Build, "/x /x"),
            (Role::Build, "C=1")
        ]
    );
}

#[test]
fn beside_its_source_a_compiled_requirements_file_counts_nothing() {
    let facts = facts(&[
        ("requirements.in", "fastapi\n"),
        ("requirements.txt", "fastapi==1\nopentelemetry-sdk==1\n"),
    ]);
    assert_eq!(runtime(&facts.modules[0]), ["fastapi"]);
}

#[test]
fn a_script_of_another_language_starts_nothing() {
    let facts = facts(&[
        ("pom.xml", "<project><artifactId>lib</artifactId></project>"),
        ("src/A.java", "class A {}"),
        ("scripts/release.py", "if __name__ == '__main__':\n    pass\n"),
    ]);
    assert!(facts.modules[0].entry_points.is_empty());
}

#[test]
fn settings_without_effect_are_told_where_they_stand() {
    let facts = facts(&[
        (
            ".autopilot.yml",
            "modules: {./api/: {tier: 1}, apo: {tier: 1},\n  old: {tier: 1}}\nexclude: [./old/, gone]\n",
        ),
        (".autopilot.yaml", ""),
        ("api/go.mod", "module api\n"),
        ("old/go.mod", "module old\n"),
    ]);
    let told: Vec<(&str, Option<u32>)> = facts
        .findings
        .iter()
        .map(|finding| (finding.rule.0.as_str(), finding.span.map(|span| span.start.line)))
        .collect();
    assert_eq!(
        told,
        [
            ("config-module-unknown", Some(1)),
            ("config-module-excluded", Some(2)),
            ("config-exclude-unused", Some(3)),
            ("config-misnamed", None)
        ]
    );
    assert!(facts.findings[0].message.contains("`apo`"), "{:?}", facts.findings[0]);
    assert_eq!(paths(&facts), ["api"]);
}

#[test]
fn values_that_say_nothing_are_refused_where_they_stand() {
    for (text, place) in [
        ("repo: shop\n", ".autopilot.yml:1:7: `shop` is no repository"),
        ("exclude:\n  - ok\n  - '[a'\n", ".autopilot.yml:3:5: `[a` is no glob"),
        ("exclude: ['']\n", ".autopilot.yml:1:11: `` names nothing"),
        ("exclude: [/abs]\n", ".autopilot.yml:1:11: `/abs` is not relative"),
        ("exclude: [a/../../b]\n", ".autopilot.yml:1:11: `a/../../b` leads out"),
        ("modules:\n  ../a: {tier: 1}\n", ".autopilot.yml:2:3: `../a` is no folder of this repository"),
    ] {
        let Err(SurveyError::Config(error)) = survey(&tree(&[(".autopilot.yml", text)])) else {
            panic!("{text}")
        };
        assert!(error.to_string().starts_with(place), "{error}");
    }
}

#[test]
fn every_mistake_is_told_at_once_with_what_to_do() {
    let text = "repos: a/b\nexclude: 3\nmodules:\n  a: {tier: 9, kind: x}\n  b: {ownr: c}\n";
    let Err(SurveyError::Config(ConfigError::Wrong(mistakes))) = survey(&tree(&[(".autopilot.yml", text)]))
    else {
        panic!()
    };
    let lines: Vec<u32> = mistakes.iter().map(|mistake| mistake.line).collect();
    assert_eq!(lines, [1, 2, 4, 4, 5], "{mistakes:?}");
    assert!(mistakes.iter().all(|mistake| mistake.help.is_some()), "{mistakes:?}");
}

#[test]
fn what_was_not_read_of_a_module_is_told() {
    let facts = facts(&[
        ("web/package.json", "{\"name\": \"web\", \"dependencies\": {\"express\": \"4\"}, \"x\": "),
        ("shop/build.xml", "<project/>\n"),
        ("shop/Dockerfile", "FROM jre\n"),
        ("shop/src/Shop.scala", "object Shop\n"),
    ]);
    let unread: Vec<(&str, &str)> = facts
        .modules
        .iter()
        .flat_map(|module| module.unread.iter().map(|unread| (module.path.as_str(), unread.path.as_str())))
        .collect();
    assert_eq!(unread, [("shop", "shop/build.xml"), ("web", "web/package.json")]);
    assert!(facts.findings.iter().any(|finding| finding.rule.0 == "build-not-read"), "{:?}", facts.findings);
}

#[test]
fn an_excluded_folder_needs_no_stars() {
    let facts = facts(&[
        (".autopilot.yml", "exclude: [old/]\n"),
        ("old/a/go.mod", "module a\n"),
        ("new/go.mod", "module b\n"),
    ]);
    assert_eq!(paths(&facts), ["new"]);
}

#[test]
fn a_contract_that_cannot_be_parsed_is_told() {
    let told = |name: &str| {
        let text = "asyncapi: 3.0.0\ninfo: {title: 'Orders\nchannels: [\n";
        let facts = facts(&[("requirements.txt", "flask\n"), (name, text)]);
        facts.findings.into_iter().map(|finding| (finding.path, finding.rule.0)).collect::<Vec<_>>()
    };
    assert_eq!(told("docs/asyncapi.yaml")[0], ("docs/asyncapi.yaml".to_owned(), "file-broken".to_owned()));
    assert_eq!(told("tests/asyncapi.yaml"), []);
}

#[test]
fn gradle_reads_catalogs_parents_and_convention_plugins() {
    let facts = facts(&[
        (
            "gradle/libs.versions.toml",
            "[libraries]\nspring-kafka = \"org.springframework.kafka:spring-kafka:3\"\notel = { module = \"g:otel\" }\n[bundles]\nall = [\"spring-kafka\", \"otel\"]\n",
        ),
        ("build.gradle.kts", "subprojects {\n  dependencies { implementation(\"g:shared:1\") }\n}\n"),
        (
            "buildSrc/src/main/kotlin/shop.service.gradle.kts",
            "plugins { `java` }\ndependencies { implementation(\"g:convention:1\") }\n",
        ),
        (
            "app/build.gradle.kts",
            "plugins { id(\"shop.service\") }\ndependencies {\n  implementation(libs.bundles.all)\n  testImplementation(\"g:test:1\")\n  implementation(platform(\"g:bom:1\"))\n  // implementation(\"g:out:1\")\n}\n",
        ),
        ("app/src/main/kotlin/App.kt", "fun main() {}\n"),
    ]);
    assert_eq!(paths(&facts), ["app"], "a script for others and a plugin are no modules");
    assert_eq!(
        runtime(&facts.modules[0]),
        ["org.springframework.kafka:spring-kafka", "g:otel", "g:shared", "g:convention"]
    );
}

#[test]
fn a_workload_deploys_the_module_that_its_image_is_named_after() {
    let facts = facts(&[
        ("orders/go.mod", "module shop/orders\n"),
        ("billing/go.mod", "module shop/billing\n"),
        (
            "deploy/orders.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    metadata:\n      annotations: {instrumentation.opentelemetry.io/inject-go: \"true\"}\n    spec:\n      containers:\n        - image: registry.example/shop/orders:1.2\n          env: [{name: A, value: b}]\n",
        ),
    ]);
    let deployed: Vec<(&str, usize)> =
        facts.modules.iter().map(|module| (module.path.as_str(), module.deployments.len())).collect();
    assert_eq!(deployed, [("billing", 0), ("orders", 1)]);
    let lines: Vec<&str> =
        facts.modules[1].deployments[0].lines.iter().map(|line| line.text.as_str()).collect();
    assert!(lines.contains(&"A=b"), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("inject-go")), "{lines:?}");
}

#[test]
fn what_setup_and_pipfiles_write_down_is_read() {
    let facts = facts(&[
        (
            "a/setup.py",
            "from setuptools import setup\nsetup(name=\"a\", install_requires=[\"Confluent_Kafka>=2\", \"flask\"], extras_require={\"dev\": [\"pytest\"]})\n",
        ),
        ("b/Pipfile", "[packages]\naiokafka = \"*\"\n[dev-packages]\nblack = \"*\"\n"),
    ]);
    assert_eq!(paths(&facts), ["a", "b"]);
    assert_eq!(runtime(&facts.modules[0]), ["confluent-kafka", "flask"]);
    assert_eq!(facts.modules[0].dependencies[0].location.span.start.line, 2);
    assert_eq!(runtime(&facts.modules[1]), ["aiokafka"]);
}
