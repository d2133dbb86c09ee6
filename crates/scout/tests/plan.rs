//! How whole small repositories are judged.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

use autopilot_scout::{Rules, plan};
use contracts::{
    DiffPlan,
    plan::{CellState, GapType, ModuleKind, Priority},
};
use source_tree::{MemoryTree, RepoPath, Repository};

fn tree(files: &[(&str, &str)]) -> MemoryTree {
    files.iter().fold(MemoryTree::new(), |tree, (path, text)| tree.with(RepoPath::new(path).unwrap(), *text))
}

fn judge(tree: &MemoryTree) -> DiffPlan {
    plan(&inventory::survey(tree).unwrap(), &Rules::builtin().unwrap())
}

/// Kind and OpenTelemetry's state of the only module.
fn verdict(files: &[(&str, &str)]) -> (ModuleKind, CellState, String) {
    let plan = judge(&tree(files));
    let [module] = &plan.modules[..] else { panic!("{:?}", plan.modules) };
    let cell = &module.gaps[&GapType::MissingOtel];
    let rule = cell.evidence.first().map(|evidence| evidence.rule.0.clone()).unwrap_or_default();
    (module.kind, cell.state, rule)
}

/// A Spring service with one more dependency, as coordinates `group:artifact`.
fn spring(more: &str, scope: &str) -> String {
    let dependency = |name: &str, scope: &str| {
        let (group, artifact) = name.split_once(':').unwrap();
        format!(
            "<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId>{scope}</dependency>"
        )
    };
    format!(
        "<project><artifactId>svc</artifactId><dependencies>{}{}</dependencies></project>",
        dependency("org.springframework.boot:spring-boot-starter-web", ""),
        dependency(more, scope)
    )
}

const MAIN: (&str, &str) =
    ("src/main/java/A.java", "class A { void f() { SpringApplication.run(A.class); } }");

#[test]
fn what_wires_opentelemetry_is_present() {
    for (name, rule) in [
        ("io.opentelemetry.instrumentation:opentelemetry-spring-boot-starter", "otel-sdk-dependency"),
        ("io.micrometer:micrometer-tracing-bridge-otel", "otel-bridge-dependency"),
        ("io.opentelemetry.javaagent:opentelemetry-javaagent", "otel-agent-dependency"),
    ] {
        let found = verdict(&[("pom.xml", &spring(name, "")), MAIN]);
        assert_eq!(found, (ModuleKind::Service, CellState::Present, rule.to_owned()), "{name}");
    }
}

#[test]
fn what_only_looks_like_it_is_absent() {
    for (name, scope) in [
        ("io.opentelemetry:opentelemetry-api", ""),
        ("io.opentelemetry:opentelemetry-sdk", "<scope>test</scope>"),
        ("io.micrometer:micrometer-tracing-bridge-brave", ""),
        ("io.jaegertracing:jaeger-client", ""),
    ] {
        let (kind, state, _) = verdict(&[("pom.xml", &spring(name, scope)), MAIN]);
        assert_eq!((kind, state), (ModuleKind::Service, CellState::Absent), "{name}");
    }
}

#[test]
fn an_agent_attached_by_the_image_is_present_and_another_agent_is_not() {
    let image = |line: &str| format!("FROM eclipse-temurin\n{line}\nCMD [\"java\", \"-jar\", \"a.jar\"]\n");
    let state =
        |line: &str| verdict(&[("pom.xml", &spring("x:y", "")), MAIN, ("Dockerfile", &image(line))]).1;
    assert_eq!(
        state("ENV JAVA_TOOL_OPTIONS=-javaagent:/opt/opentelemetry-javaagent.jar"),
        CellState::Present
    );
    assert_eq!(state("ENV JAVA_TOOL_OPTIONS=-javaagent:/opt/newrelic.jar"), CellState::Absent);
    assert_eq!(
        state("# ENV JAVA_TOOL_OPTIONS=-javaagent:/opt/opentelemetry-javaagent.jar"),
        CellState::Absent
    );
}

#[test]
fn what_nobody_read_or_attaches_is_unknown() {
    let broken = "<project><artifactId>svc</artifactId><dependencies><dependency>";
    let image = ("Dockerfile", "FROM jre\nCMD [\"java\"]\n");
    let found = verdict(&[("pom.xml", broken), image, MAIN]);
    assert_eq!((found.1, found.2.as_str()), (CellState::Unknown, "otel-unread"));
    let found =
        verdict(&[("shop/build.xml", ""), ("shop/Dockerfile", image.1), ("shop/A.java", "class A {}")]);
    assert_eq!((found.1, found.2.as_str()), (CellState::Unknown, "otel-unread"));
    let added = "FROM jre\nADD https://example.com/opentelemetry-javaagent.jar /agent.jar\nCMD [\"java\"]\n";
    let found = verdict(&[("pom.xml", &spring("g:a", "")), ("Dockerfile", added), MAIN]);
    assert_eq!((found.1, found.2.as_str()), (CellState::Unknown, "otel-image-wiring"));
}

#[test]
fn the_bare_api_is_shown_beside_the_gap_that_it_makes_doubtful() {
    let files = [("pom.xml", spring("io.opentelemetry:opentelemetry-api", "")), (MAIN.0, MAIN.1.to_owned())];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let plan = judge(&tree(&files));
    let rules: Vec<&str> = plan.gaps[0].evidence.iter().map(|evidence| evidence.rule.0.as_str()).collect();
    assert_eq!(rules, ["otel-applies-entry-point", "otel-api-dependency"]);
    assert!(plan.gaps[0].confidence.value.permille() < 700);
}

#[test]
fn python_node_and_go_are_judged_by_their_own_packages() {
    let python = |line: &str| {
        verdict(&[("requirements.txt", &format!("flask\n{line}\n")), ("a.py", "app = Flask(__name__)")]).1
    };
    assert_eq!(python("opentelemetry-distro"), CellState::Present);
    assert_eq!(python("# opentelemetry-distro"), CellState::Absent);
    assert_eq!(python("opentelemetry-api"), CellState::Absent);
    let node = |package: &str| {
        let manifest = format!(r#"{{"name": "a", "dependencies": {{"express": "5", "{package}": "1"}}}}"#);
        verdict(&[("package.json", &manifest), ("a.js", "app.listen(1)")]).1
    };
    assert_eq!(node("@opentelemetry/sdk-node"), CellState::Present);
    assert_eq!(node("@opentelemetry/api"), CellState::Absent);
    let go = |line: &str| {
        let manifest = format!("module a\nrequire github.com/gin-gonic/gin v1\nrequire {line}\n");
        verdict(&[("go.mod", &manifest), ("main.go", "package main\n\nfunc main() {}\n")]).1
    };
    assert_eq!(go("go.opentelemetry.io/otel/sdk v1"), CellState::Present);
    assert_eq!(go("go.opentelemetry.io/otel/sdk v1 // indirect"), CellState::Absent);
    // In Go nothing can be attached from outside: who records sets the SDK up, here or in a library of the house.
    assert_eq!(go("go.opentelemetry.io/otel v1"), CellState::Present);
    assert_eq!(go("go.opentelemetry.io/otel v1 // indirect"), CellState::Absent);
}

#[test]
fn of_libraries_commands_front_ends_and_examples_nothing_is_asked() {
    let kind = |files: &[(&str, &str)]| {
        let (kind, state, _) = verdict(files);
        assert_eq!(state, CellState::NotApplicable);
        kind
    };
    assert_eq!(kind(&[("go.mod", "module a\n"), ("a.go", "package a\n")]), ModuleKind::Library);
    assert_eq!(
        kind(&[
            ("go.mod", "module a\nrequire github.com/spf13/cobra v1\n"),
            ("main.go", "package main\n\nfunc main() {}\n")
        ]),
        ModuleKind::Cli
    );
    assert_eq!(
        kind(&[(
            "package.json",
            r#"{"name": "a", "scripts": {"start": "vite"}, "dependencies": {"react": "19"}}"#
        )]),
        ModuleKind::Frontend
    );
    assert_eq!(
        kind(&[
            ("examples/a/requirements.txt", "kafka-python\n"),
            ("examples/a/a.py", "if __name__ == '__main__': pass")
        ]),
        ModuleKind::Example
    );
}

#[test]
fn a_script_beside_a_package_of_python_starts_nothing() {
    let library = [
        ("pyproject.toml", "[project]\nname = \"orders-bus\"\ndependencies = [\"aiokafka\"]\n"),
        ("orders_bus/bus.py", "from aiokafka import AIOKafkaProducer\nproducer = AIOKafkaProducer()\n"),
    ];
    let with = |path: &'static str| {
        let script = (path, "if __name__ == '__main__':\n    run()\n");
        verdict(&[&library[..], &[script]].concat()).0
    };
    for beside in ["plans/index.py", "scripts/release.py", ".github/scripts/coverage.py"] {
        assert_eq!(with(beside), ModuleKind::Library, "{beside}");
    }
    for inside in ["main.py", "orders_bus/__main__.py"] {
        assert_eq!(with(inside), ModuleKind::Service, "{inside}");
    }
}

#[test]
fn a_tool_that_serves_only_with_an_extra_is_a_command() {
    let package = |dependencies: &str, image: &str| {
        let project = format!(
            "[project]\nname = \"lint\"\ndependencies = [{dependencies}]\n[project.optional-dependencies]\napi = [\"fastapi\"]\n[project.scripts]\nlint = \"lint:main\"\n"
        );
        let files =
            [("pyproject.toml", project.as_str()), ("lint.py", "def main(): pass\n"), ("Dockerfile", image)];
        verdict(&files).0
    };
    let bare = "FROM python:3\nENTRYPOINT [\"lint\"]\n";
    assert_eq!(package("\"typer\"", bare), ModuleKind::Cli);
    assert_eq!(package("\"typer\", \"fastapi\"", bare), ModuleKind::Service);
    assert_eq!(package("\"typer\"", "FROM python:3\nCMD lint api --port 80\n"), ModuleKind::Service);
}

#[test]
fn what_the_team_says_stands_above_the_rules() {
    let plan = judge(&tree(&[
        (
            ".autopilot.yml",
            "repo: org/shop\nenvironment: prod\ndomain: commerce\nmodules:\n  lib: {kind: service, name: orders, owner: team-orders, tier: 1}\n",
        ),
        ("lib/go.mod", "module forge.example/lib\n"),
    ]));
    let module = &plan.modules[0];
    assert_eq!(
        (module.kind, module.urn.to_string().as_str()),
        (ModuleKind::Service, "urn:svc:prod:commerce:orders")
    );
    assert_eq!((module.owner.as_deref(), plan.gaps[0].priority), (Some("team-orders"), Priority::P0));
    assert_eq!(
        (plan.repo.as_deref(), plan.gaps[0].key.to_string().as_str()),
        (Some("org/shop"), "missing_otel:lib")
    );
}

#[test]
fn where_a_folder_holds_several_repositories_each_module_names_its_own() {
    let repository = |root: &str, name: &str| Repository {
        root: RepoPath::new(root).unwrap(),
        name: Some(name.to_owned()),
        commit: Some("c0ffee".to_owned()),
    };
    let files = [("a/go.mod", "module a\n"), ("b/go.mod", "module b\n")];
    let several =
        tree(&files).with_repository(repository("a", "org/a")).with_repository(repository("b", "org/b"));
    let plan = judge(&several);
    assert_eq!((plan.repo, plan.commit), (None, None));
    assert_eq!(
        plan.modules.iter().map(|module| module.repo.as_deref()).collect::<Vec<_>>(),
        [Some("org/a"), Some("org/b")]
    );
    let inner =
        tree(&files).with_repository(repository(".", "org/all")).with_repository(repository("b", "org/b"));
    let plan = judge(&inner);
    assert_eq!(
        (plan.repo.as_deref(), plan.modules[0].repo.as_deref(), plan.modules[1].repo.as_deref()),
        (Some("org/all"), None, Some("org/b"))
    );
    let plan = judge(&tree(&files).with_repository(repository(".", "org/all")));
    assert_eq!((plan.repo.as_deref(), plan.commit.as_deref()), (Some("org/all"), Some("c0ffee")));
    assert_eq!(plan.modules[0].repo, None);
}

#[test]
fn a_plan_names_itself_by_its_content_and_reads_back() {
    let files = [("pom.xml", spring("x:y", "")), ("src/A.java", MAIN.1.to_owned())];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let plan = judge(&tree(&files));
    assert_eq!(plan.content_id(), plan.diff_plan_id);
    let json = serde_json::to_string_pretty(&plan).unwrap();
    assert_eq!(serde_json::from_str::<DiffPlan>(&json).unwrap(), plan);
    insta::assert_snapshot!(json);
}

#[test]
fn an_argument_of_the_image_or_a_path_attaches_no_agent() {
    let image = |line: &str| format!("FROM eclipse-temurin\n{line}\nCMD [\"java\", \"-jar\", \"a.jar\"]\n");
    let state =
        |line: &str| verdict(&[("pom.xml", &spring("x:y", "")), MAIN, ("Dockerfile", &image(line))]).1;
    assert_eq!(state("ENV AGENT=/opt/opentelemetry-javaagent.jar"), CellState::Absent);
    assert_eq!(state("ENV JAVA_OPTS=\"-javaagent:/opt/opentelemetry-javaagent.jar\""), CellState::Present);
}

#[test]
fn a_client_library_alone_claims_no_server() {
    let grpc = "module a\nrequire google.golang.org/grpc v1\n";
    let main = ("main.go", "package main\n\nfunc main() {}\n");
    let service = judge(&tree(&[("go.mod", grpc), main]));
    assert_eq!((service.modules[0].kind, service.modules[0].archetypes.len()), (ModuleKind::Service, 0));
    let command = format!("{grpc}require github.com/spf13/cobra v1\n");
    assert_eq!(verdict(&[("go.mod", &command), main]).0, ModuleKind::Cli);
}

#[test]
fn jobs_images_and_generated_entry_points_are_told() {
    let batch = spring("org.springframework.boot:spring-boot-starter-batch", "")
        .replace("-starter-web<", "-starter-jdbc<");
    assert_eq!(verdict(&[("pom.xml", &batch), MAIN]).0, ModuleKind::Job);
    let quarkus = "<project><artifactId>q</artifactId><dependencies><dependency><groupId>io.quarkus</groupId><artifactId>quarkus-rest</artifactId></dependency></dependencies>BUILD</project>";
    let plugin =
        "<build><plugins><plugin><artifactId>quarkus-maven-plugin</artifactId></plugin></plugins></build>";
    assert_eq!(verdict(&[("pom.xml", &quarkus.replace("BUILD", plugin))]).0, ModuleKind::Service);
    assert_eq!(verdict(&[("pom.xml", &quarkus.replace("BUILD", ""))]).0, ModuleKind::Library);
    assert_eq!(verdict(&[("db/Dockerfile", "FROM mongo\n"), ("db/init.js", "db.x()")]).0, ModuleKind::Image);
}

#[test]
fn what_a_scheduler_runs_is_a_job_and_of_dbt_no_tracing_is_asked() {
    let plan = judge(&tree(&[
        ("dbt/dbt_project.yml", "name: shop\n"),
        ("etl/dags/daily.py", "from airflow import DAG\nwith DAG(\"daily\"):\n    pass\n"),
    ]));
    let found: Vec<(&str, ModuleKind, CellState)> = plan
        .modules
        .iter()
        .map(|module| (module.path.as_str(), module.kind, module.gaps[&GapType::MissingOtel].state))
        .collect();
    assert_eq!(
        found,
        [("dbt", ModuleKind::Job, CellState::NotApplicable), ("etl", ModuleKind::Job, CellState::Absent)]
    );
}

#[test]
fn an_image_beside_a_library_and_a_tool_in_it_make_no_service() {
    let plan = judge(&tree(&[
        ("go.mod", "module lib\n"),
        ("lib.go", "package lib\n"),
        ("tools/gen/main.go", "package main\n\nfunc main() {}\n"),
        ("Dockerfile.kafka", "FROM ubi\n"),
    ]));
    assert_eq!(plan.modules[0].kind, ModuleKind::Library);
}

#[test]
fn package_names_are_no_folders_of_examples() {
    let found = verdict(&[
        ("pom.xml", &spring("g:a", "")),
        ("src/main/java/org/samples/App.java", "class A { void f() { SpringApplication.run(A.class); } }"),
    ]);
    assert_eq!(found.0, ModuleKind::Service);
}

#[test]
fn projects_of_a_nest_monorepo_are_modules_and_their_package_is_none() {
    let main = "import { NestFactory } from '@nestjs/core';\nNestFactory.createMicroservice(M, { transport: Transport.KAFKA });\n";
    let handler = "import { EventPattern } from '@nestjs/microservices';\nclass C { @EventPattern('orders') on() {} }\n";
    let plan = judge(&tree(&[
        ("package.json", "{\"dependencies\": {\"@nestjs/microservices\": \"10\", \"kafkajs\": \"2\"}}"),
        ("nest-cli.json", "{\"monorepo\": true, \"projects\": {\"mail\": {\"root\": \"apps/mail\"}}}"),
        ("apps/mail/src/main.ts", main),
        ("apps/mail/src/mail.controller.ts", handler),
    ]));
    let [module] = &plan.modules[..] else { panic!("{:?}", plan.modules) };
    assert_eq!((module.path.as_str(), module.kind), ("apps/mail", ModuleKind::Service));
    assert_eq!(module.gaps[&GapType::MissingCorrelation].state, CellState::Absent);
}

#[test]
fn several_programs_of_one_go_mod_are_told_to_be_judged_as_one() {
    let main = "package main\n\nimport \"github.com/gin-gonic/gin\"\n\nfunc main() {\n\tgin.Default()\n}\n";
    let module = ("go.mod", "module shop\nrequire github.com/gin-gonic/gin v1.9.0\n");
    let told = |files: &[(&str, &str)]| {
        let plan = judge(&tree(files));
        plan.findings.iter().filter(|found| found.rule.0 == "programs-judged-as-one").count()
    };
    assert_eq!(told(&[module, ("cmd/a/main.go", main)]), 0);
    assert_eq!(told(&[module, ("cmd/a/main.go", main), ("cmd/b/main.go", main)]), 1);
}

#[test]
fn beside_another_tracer_no_second_one_is_advised() {
    let package = r#"{"name": "a", "dependencies": {"express": "5", "dd-trace": "5"}}"#;
    let remedy = |dockerfile: &str| {
        let plan = judge(&tree(&[
            ("package.json", package),
            ("app.js", "const app = require('express')();\napp.listen(1);\n"),
            ("Dockerfile", dockerfile),
        ]));
        plan.gaps[0].remedy.clone()
    };
    assert!(remedy("FROM node\nCMD node --require dd-trace/init app.js\n").contains("another tracer"));
    assert!(remedy("FROM node\nCMD node app.js\n").contains("auto-instrumentations-node"));
}

#[test]
fn beside_the_dependency_of_another_tracer_no_second_one_is_advised() {
    let build = |more: &str| {
        format!(
            "<project><dependencies><dependency><groupId>io.quarkus</groupId><artifactId>quarkus-resteasy</artifactId></dependency>{more}</dependencies></project>"
        )
    };
    let legacy = "<dependency><groupId>io.quarkus</groupId><artifactId>quarkus-smallrye-opentracing</artifactId></dependency>";
    let remedy = |more: &str| {
        let plan = judge(&tree(&[("pom.xml", &build(more)), ("Dockerfile", "FROM jre\n")]));
        plan.gaps[0].remedy.clone()
    };
    assert!(remedy(legacy).contains("another tracer"));
    assert!(remedy("").contains("quarkus-opentelemetry"));
}

#[test]
fn what_the_others_of_a_shared_manifest_set_up_records_nothing_for_a_program() {
    let build = "module example.org/shop\n\nrequire go.opentelemetry.io/otel v1.30.0\nrequire go.opentelemetry.io/otel/sdk v1.30.0\n";
    let main = |imports: &str| format!("package main\n\nimport (\n{imports})\n\nfunc main() {{\n}}\n");
    let (traced, bare) = (
        main("\t\"go.opentelemetry.io/otel\"\n\t\"go.opentelemetry.io/otel/sdk/trace\"\n"),
        main("\t\"go.opentelemetry.io/otel\"\n"),
    );
    let plan = judge(&tree(&[
        ("go.mod", build),
        ("services/a/main.go", &traced),
        ("services/a/Dockerfile", "FROM scratch\n"),
        ("services/b/main.go", &bare),
        ("services/b/Dockerfile", "FROM scratch\n"),
    ]));
    let state = |path: &str| {
        let module = plan.modules.iter().find(|module| module.path.as_str() == path).unwrap();
        module.gaps[&GapType::MissingOtel].state
    };
    assert_eq!((state("services/a"), state("services/b")), (CellState::Present, CellState::Absent));
}
