//! Packages and projects of Node in one repository.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

mod support;

use autopilot_inventory::{Facts, ModuleFacts, UsageKind};
use support::facts;

const PRODUCER: &str =
    "import { Kafka } from 'kafkajs';\nconst kafka = new Kafka({});\nexport const p = kafka.producer();\n";
const CONSUMER: &str =
    "import { Kafka } from 'kafkajs';\nconst kafka = new Kafka({});\nexport const c = kafka.consumer({});\n";

fn paths(facts: &Facts) -> Vec<&str> {
    facts.modules.iter().map(|module| module.path.as_str()).collect()
}

fn module<'a>(facts: &'a Facts, path: &str) -> &'a ModuleFacts {
    facts.modules.iter().find(|module| module.path.as_str() == path).unwrap()
}

fn kinds(facts: &Facts, path: &str) -> Vec<UsageKind> {
    module(facts, path).usages.iter().map(|usage| usage.kind).collect()
}

#[test]
fn a_root_that_gathers_packages_is_a_module_only_with_code_or_a_start() {
    let root = r#"{"name": "root", "main": "index.js", "dependencies": {"lodash": "4"}}"#;
    let api = ("packages/api/package.json", r#"{"name": "api", "dependencies": {"express": "5"}}"#);
    let pnpm = ("pnpm-workspace.yaml", "packages: [packages/*]\n");
    let of = |more: &[(&str, &str)]| {
        let mut files =
            vec![api, ("packages/api/index.js", ""), ("jest.config.js", ""), ("scripts/x.js", "")];
        files.extend(more);
        paths(&facts(&files)).len()
    };
    assert_eq!(of(&[("package.json", root), pnpm]), 1);
    assert_eq!(of(&[("package.json", root)]), 2, "nothing tells that it gathers packages");
    assert_eq!(of(&[("package.json", root), pnpm, ("index.js", "")]), 2, "it has code");
    let starts = r#"{"name": "root", "dependencies": {"a": "1"}, "scripts": {"start": "node x"}}"#;
    assert_eq!(of(&[("package.json", starts), pnpm]), 2, "it is started");
    let npm = r#"{"workspaces": ["packages/*"], "main": "x.js", "dependencies": {"a": "1"}}"#;
    assert_eq!(of(&[("package.json", npm)]), 1);
}

#[test]
fn a_package_of_the_workspace_is_followed_file_by_file() {
    let found = facts(&[
        ("package.json", r#"{"workspaces": ["packages/*"]}"#),
        ("packages/bus/package.json", r#"{"name": "@shop/bus", "main": "dist/index.js"}"#),
        ("packages/bus/src/index.ts", "export * from './out';\n"),
        ("packages/bus/src/out.ts", PRODUCER),
        ("packages/bus/src/in.ts", CONSUMER),
        (
            "packages/api/package.json",
            r#"{"name": "@shop/api", "dependencies": {"@shop/bus": "workspace:*"}}"#,
        ),
        ("packages/api/src/main.ts", "import { p } from '@shop/bus';\napp.listen(1);\n"),
        (
            "packages/job/package.json",
            r#"{"name": "@shop/job", "dependencies": {"@shop/bus": "workspace:*"}}"#,
        ),
        ("packages/job/src/main.ts", "import { c } from '@shop/bus/in.js';\napp.listen(1);\n"),
        (
            "packages/all/package.json",
            r#"{"name": "@shop/all", "dependencies": {"@shop/bus": "workspace:*"}}"#,
        ),
        ("packages/all/src/main.ts", "app.listen(1);\n"),
    ]);
    assert_eq!(module(&found, "packages/api").libraries[0].as_str(), "packages/bus");
    assert_eq!(kinds(&found, "packages/api"), [UsageKind::KafkaProducer]);
    assert_eq!(kinds(&found, "packages/job"), [UsageKind::KafkaConsumer]);
    assert_eq!(kinds(&found, "packages/all"), [], "what no file imports is declared in vain");
}

#[test]
fn applications_of_nest_do_what_the_libraries_do_that_their_aliases_name() {
    let main = |import: &str| format!("import {{ x }} from '{import}';\nNestFactory.create(App);\n");
    let (alias, base, relative) =
        (main("@app/bus"), main("libs/bus/src/out"), main("../../../libs/bus/src/out"));
    let found = facts(&[
        ("package.json", r#"{"name": "shop", "dependencies": {"@nestjs/core": "10"}}"#),
        (
            "nest-cli.json",
            r#"{"monorepo": true, "projects": {
                "a": {"type": "application", "root": "apps/a"}, "b": {"type": "application", "root": "apps/b"},
                "c": {"type": "application", "root": "apps/c"}, "d": {"type": "application", "root": "apps/d"},
                "bus": {"type": "library", "root": "libs/bus"}}}"#,
        ),
        (
            "tsconfig.json",
            r#"{"compilerOptions": {"baseUrl": "./", "paths": {"@app/bus": ["libs/bus/src"]}}}"#,
        ),
        ("libs/bus/src/index.ts", "export * from './out';\n"),
        ("libs/bus/src/out.ts", PRODUCER),
        ("apps/a/src/main.ts", &alias),
        ("apps/b/src/main.ts", &base),
        ("apps/c/src/main.ts", &relative),
        ("apps/d/src/main.ts", "NestFactory.create(App);\n"),
    ]);
    assert_eq!(paths(&found), ["apps/a", "apps/b", "apps/c", "apps/d", "libs/bus"]);
    for path in ["apps/a", "apps/b", "apps/c"] {
        assert_eq!(module(&found, path).libraries[0].as_str(), "libs/bus", "{path}");
        assert!(kinds(&found, path).contains(&UsageKind::KafkaProducer), "{path}");
    }
    assert!(!kinds(&found, "apps/d").contains(&UsageKind::KafkaProducer), "it imports nothing");
    let dependencies = &module(&found, "apps/d").dependencies;
    assert_eq!(dependencies[0].name, "@nestjs/core", "what they share is each one's");
}

#[test]
fn projects_of_nx_are_modules_though_they_share_one_package() {
    let found = facts(&[
        ("nx.json", "{}"),
        ("package.json", r#"{"name": "shop", "dependencies": {"express": "5"}}"#),
        ("tsconfig.base.json", r#"{"compilerOptions": {"paths": {"@shop/bus": ["libs/bus/src/index.ts"]}}}"#),
        ("apps/api/project.json", r#"{"name": "api", "projectType": "application", "targets": {}}"#),
        ("apps/api/src/main.ts", "import '@shop/bus';\napp.listen(1);\n"),
        ("libs/bus/project.json", r#"{"projectType": "library", "sourceRoot": "libs/bus/src"}"#),
        ("libs/bus/src/index.ts", PRODUCER),
        ("apps/web/project.json", r#"{"name": "web", "targets": {}}"#),
        ("apps/web/package.json", r#"{"name": "web", "dependencies": {"react": "18"}}"#),
        ("infra/project.json", r#"{"targets": {"apply": {}}}"#),
        ("infra/main.tf", ""),
        ("other/project.json", r#"{"title": "no project of Nx"}"#),
    ]);
    assert_eq!(paths(&found), ["apps/api", "apps/web", "libs/bus"]);
    let api = module(&found, "apps/api");
    assert_eq!((api.name.as_deref(), api.dependencies[0].name.as_str()), (Some("api"), "express"));
    assert_eq!(kinds(&found, "apps/api"), [UsageKind::KafkaProducer]);
    assert_eq!(module(&found, "libs/bus").name.as_deref(), Some("bus"));
    assert_eq!(module(&found, "apps/web").dependencies[0].name, "react", "its own package counts");
}

#[test]
fn an_application_of_nx_at_the_root_stays_a_module_and_tests_make_none() {
    let found = facts(&[
        ("nx.json", "{}"),
        ("project.json", r#"{"name": "shop", "targets": {}}"#),
        ("package.json", r#"{"name": "shop", "dependencies": {"express": "5"}}"#),
        ("src/main.ts", "app.listen(1);\n"),
        ("e2e/project.json", r#"{"name": "e2e", "projectType": "application"}"#),
        ("e2e/src/run.ts", "x();\n"),
        ("libs/bus/project.json", r#"{"projectType": "library"}"#),
        ("libs/bus/src/index.ts", PRODUCER),
    ]);
    assert_eq!(paths(&found), [".", "libs/bus"]);
}

#[test]
fn what_a_start_command_loads_first_from_another_package_is_done() {
    let start = r#"{"name": "api", "scripts": {"start": "node --require ../telemetry/dist/start.js app.js"}, "dependencies": {"express": "5"}}"#;
    let producer = PRODUCER.replace("export ", "");
    let found = facts(&[
        ("api/package.json", start),
        ("api/app.js", "server.listen(1)\n"),
        (
            "telemetry/package.json",
            r#"{"name": "telemetry", "main": "start.js", "dependencies": {"kafkajs": "2"}}"#,
        ),
        ("telemetry/start.js", &producer),
    ]);
    assert_eq!(kinds(&found, "api"), kinds(&found, "telemetry"));
    assert!(!kinds(&found, "api").is_empty());
}

#[test]
fn a_file_that_calls_its_own_function_begins_a_program() {
    let begins = |text: &str| {
        let found = facts(&[
            ("package.json", r#"{"name": "worker", "dependencies": {"kafkajs": "2"}}"#),
            ("index.js", text),
        ]);
        !found.modules[0].entry_points.is_empty()
    };
    let kafka = "const { Kafka } = require('kafkajs');\nconst kafka = new Kafka({});\n";
    assert!(begins(&format!(
        "{kafka}const run = async () => {{ kafka.producer(); }};\nrun().catch(console.error);\n"
    )));
    assert!(!begins(&format!("{kafka}exports.run = async () => {{ kafka.producer(); }};\n")));
}

#[test]
fn what_others_are_made_of_is_known_as_such() {
    let found = facts(&[
        (
            "packages/shared/package.json",
            r#"{"name": "@shop/shared", "main": "index.js", "dependencies": {"kafkajs": "2"}}"#,
        ),
        ("packages/shared/index.js", PRODUCER),
        ("apps/api/package.json", r#"{"name": "api", "dependencies": {"@shop/shared": "workspace:*"}}"#),
        ("apps/api/app.js", "server.listen(1)\n"),
    ]);
    assert!(module(&found, "packages/shared").drawn_on);
    assert!(!module(&found, "apps/api").drawn_on);
}

#[test]
fn an_application_beside_its_own_libraries_stays_a_module() {
    let nest =
        r#"{"sourceRoot": "src", "projects": {"tracing": {"type": "library", "root": "libs/tracing"}}}"#;
    let found = facts(&[
        ("nest-cli.json", nest),
        (
            "package.json",
            r#"{"name": "shop", "scripts": {"start": "nest start"}, "dependencies": {"@nestjs/core": "11"}}"#,
        ),
        ("src/main.ts", "NestFactory.create(AppModule);\n"),
        ("libs/tracing/src/index.ts", "export const x = 1;\n"),
    ]);
    assert_eq!(paths(&found), [".", "libs/tracing"]);
}

#[test]
fn a_client_that_a_file_beside_makes_is_known_by_its_name() {
    let build = (
        "package.json",
        r#"{"name": "a", "dependencies": {"kafkajs": "2"}, "scripts": {"start": "node a.js"}}"#,
    );
    let client = ("client.js", "const { Kafka } = require('kafkajs');\nmodule.exports = new Kafka({});\n");
    let found = |text: &str| kinds(&facts(&[build, client, ("a.js", text)]), ".");
    let used = "const kafka = require('./client');\nconst c = kafka.consumer({});\n";
    assert_eq!(found(used), [UsageKind::KafkaConsumer]);
    assert_eq!(found(&used.replace("./client", "queue")), [], "another package's");
}

#[test]
fn a_library_that_no_file_imports_is_declared_in_vain() {
    let service = |text: &'static str| {
        facts(&[
            ("lib/package.json", r#"{"name": "@shop/kafka", "dependencies": {"kafkajs": "2"}}"#),
            ("lib/src/index.ts", PRODUCER),
            (
                "api/package.json",
                r#"{"name": "api", "dependencies": {"@shop/kafka": "*"}, "scripts": {"start": "node a"}}"#,
            ),
            ("api/a.ts", text),
        ])
    };
    assert_eq!(kinds(&service("import { p } from '@shop/kafka';\n"), "api"), [UsageKind::KafkaProducer]);
    assert_eq!(
        kinds(&service("import { p } from '@shop/kafka/dist/p';\n"), "api"),
        [UsageKind::KafkaProducer]
    );
    assert_eq!(kinds(&service("import { p } from '@shop/kafka-admin';\n"), "api"), []);
    assert_eq!(kinds(&service(""), "api"), []);
}
