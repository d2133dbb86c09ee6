//! Which files are read, by their names alone.

use contracts::plan::Language;
use source_tree::RepoPath;

use crate::{documents, manifest::sbt, own_code, ownership::CODE_OWNERS};

/// What a file is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FileKind {
    Pom,
    Requirements,
    /// A file of any name that a requirements file takes over.
    IncludedRequirements,
    Pyproject,
    SetupPy,
    SetupCfg,
    /// environment.yml of conda.
    Conda,
    Pipfile,
    GoMod,
    GoWork,
    PackageJson,
    NestCli,
    /// project.json of Nx.
    NxProject,
    /// A file beside a package.json that gathers packages: pnpm-workspace.yaml, lerna.json, nx.json.
    Workspace,
    /// The configuration of a TypeScript compiler: under which names files are imported.
    Tsconfig,
    DbtProject,
    Gradle,
    /// settings.gradle: which projects a build has.
    GradleSettings,
    GradleCatalog,
    /// A file of a build of sbt.
    Sbt,
    Dockerfile,
    Compose,
    /// A file of variables that a compose file names.
    EnvFile,
    /// Any other YAML file: most are no manifest, which a short search tells.
    Kubernetes,
    /// The values of a Helm chart.
    Values,
    /// A shell script or Procfile.
    StartScript,
    /// What builds the repository in other ways: a Makefile, a Jenkinsfile, the options of Maven.
    BuildScript,
    /// A runbook: its name or folder tells.
    Runbook,
    /// lineage.autopilot.yml.
    LineageSpec,
    /// A JSON file that may be a data contract.
    Contract,
    /// A JSON or properties file that may configure a connector of Kafka Connect.
    Connector,
    /// serverless.yml.
    Serverless,
    /// databricks.yml: a bundle of jobs and notebooks.
    DatabricksBundle,
    /// A schema that records are written by.
    Schema,
    /// A model of dbt: its name is enough.
    DbtModel,
    CodeOwners,
    /// Settings of schedulers and engines, variables, infrastructure: read for what wires OpenLineage alone.
    Wiring,
    /// Spring's and Quarkus' application.yml and application.properties.
    Settings,
    Source(Language),
    /// The manifest of a build that is not read; the name of the build.
    OtherBuild(&'static str),
}

/// Builds that are not read, by the names of their manifests.
const OTHER_BUILDS: [(&str, &str); 10] = [
    ("build.xml", "Ant"),
    ("project.clj", "Leiningen"),
    ("Cargo.toml", "Cargo"),
    ("composer.json", "Composer"),
    ("Gemfile", "Bundler"),
    ("mix.exs", "Mix"),
    ("CMakeLists.txt", "CMake"),
    ("Package.swift", "Swift"),
    ("pubspec.yaml", "pub"),
    ("BUILD.bazel", "Bazel"),
];

/// The build that a file which is not read belongs to.
fn other_build(name: &str) -> Option<FileKind> {
    let dotnet = [".csproj", ".fsproj"].iter().any(|ending| name.ends_with(ending)).then_some(".NET");
    let listed = OTHER_BUILDS.iter().find(|(file, _)| *file == name).map(|(_, build)| *build);
    listed.or(dotnet).map(FileKind::OtherBuild)
}

/// Whether a file, by its name, says how a module is built.
#[must_use]
pub fn is_manifest(path: &RepoPath) -> bool {
    matches!(
        select(path),
        Some(
            FileKind::Pom
                | FileKind::Requirements
                | FileKind::Pyproject
                | FileKind::SetupPy
                | FileKind::SetupCfg
                | FileKind::Conda
                | FileKind::Pipfile
                | FileKind::GoMod
                | FileKind::PackageJson
                | FileKind::NxProject
                | FileKind::DbtProject
                | FileKind::Gradle
                | FileKind::Sbt
        )
    )
}

/// What the file is read as; none when its name does not select it or it is not the repository's own.
pub(crate) fn select(path: &RepoPath) -> Option<FileKind> {
    if own_code::is_foreign(path) {
        return None;
    }
    let name = path.file_name();
    let lower = name.to_ascii_lowercase();
    match name {
        "pom.xml" => return Some(FileKind::Pom),
        "pyproject.toml" => return Some(FileKind::Pyproject),
        "setup.py" => return Some(FileKind::SetupPy),
        "setup.cfg" => return Some(FileKind::SetupCfg),
        "environment.yml" | "environment.yaml" => return Some(FileKind::Conda),
        "Pipfile" => return Some(FileKind::Pipfile),
        "go.mod" => return Some(FileKind::GoMod),
        "go.work" => return Some(FileKind::GoWork),
        "package.json" => return Some(FileKind::PackageJson),
        "nest-cli.json" => return Some(FileKind::NestCli),
        "Jenkinsfile" | "Makefile" | "justfile" | "maven.config" => return Some(FileKind::BuildScript),
        "project.json" => return Some(FileKind::NxProject),
        "pnpm-workspace.yaml" | "lerna.json" | "nx.json" => return Some(FileKind::Workspace),
        "dbt_project.yml" => return Some(FileKind::DbtProject),
        "databricks.yml" | "databricks.yaml" => return Some(FileKind::DatabricksBundle),
        "serverless.yml" | "serverless.yaml" => return Some(FileKind::Serverless),
        "build.gradle" | "build.gradle.kts" if !own_code::is_build_logic(path) => {
            return Some(FileKind::Gradle);
        }
        "settings.gradle" | "settings.gradle.kts" if !own_code::is_build_logic(path) => {
            return Some(FileKind::GradleSettings);
        }
        "tsconfig.json" | "tsconfig.base.json" => return Some(FileKind::Tsconfig),
        "build.properties" if sbt::is_meta(path) => return Some(FileKind::Sbt),
        _ if path.extension() == "sbt" || sbt::is_definition(path) => {
            return Some(FileKind::Sbt).filter(|_| !own_code::is_test(path));
        }
        _ if is_called_after_its_folder(path) => return Some(FileKind::Gradle),
        _ if name.ends_with(".versions.toml") => return Some(FileKind::GradleCatalog),
        _ => {}
    }
    if own_code::is_build_logic(path) {
        let plugin = name.ends_with(".gradle") || name.ends_with(".gradle.kts");
        return plugin
            .then_some(FileKind::Gradle)
            .filter(|_| !name.starts_with("build.") && !name.starts_with("settings."));
    }
    if let Some(kind) = document(path, &lower).or_else(|| deploy(path, &lower)) {
        return Some(kind);
    }
    if let Some(build) = other_build(name) {
        return Some(build).filter(|_| !own_code::is_test(path));
    }
    if is_requirements(path, &lower) {
        return Some(FileKind::Requirements);
    }
    let left_out = own_code::is_test(path) || is_test_name(&lower) || is_generated(&lower);
    language(path).filter(|_| !left_out).map(FileKind::Source)
}

/// What compilers of interface descriptions and packers for browsers write: it serves nothing by itself.
fn is_generated(lower: &str) -> bool {
    [".pb.go", ".pb.gw.go", "_pb2.py", "_pb2_grpc.py", "_pb.js", "_pb.ts", "_pb.d.ts", ".min.js", ".min.mjs"]
        .iter()
        .any(|ending| lower.ends_with(ending))
}

/// Builds whose settings name the scripts so: `orders/orders.gradle`.
fn is_called_after_its_folder(path: &RepoPath) -> bool {
    let name = path.file_name();
    let stem = name.strip_suffix(".gradle").or_else(|| name.strip_suffix(".gradle.kts"));
    let folder = path.parent().filter(|_| !own_code::is_build_logic(path));
    stem.is_some_and(|stem| folder.is_some_and(|folder| folder.file_name() == stem))
}

/// Documents beside the code, and what says whose it is. What tests keep is none.
fn document(path: &RepoPath, lower: &str) -> Option<FileKind> {
    if own_code::is_test(path) {
        return None;
    }
    if documents::is_runbook(path) {
        return Some(FileKind::Runbook);
    }
    if lower == documents::LINEAGE_SPEC {
        return Some(FileKind::LineageSpec);
    }
    if CODE_OWNERS.contains(&path.as_str()) {
        return Some(FileKind::CodeOwners);
    }
    let below = |folder: &str| path.segments().any(|name| name == folder);
    match &*path.extension() {
        "json" if ["contract", "asyncapi", "odcs"].iter().any(|word| lower.contains(word)) => {
            Some(FileKind::Contract)
        }
        "json" if lower.ends_with(".schema.json") => Some(FileKind::Schema),
        "json" if may_be_connector(path, lower) => Some(FileKind::Connector),
        "properties" if !is_settings(lower) && may_be_connector(path, lower) => Some(FileKind::Connector),
        "avsc" | "avdl" | "proto" | "jsonschema" => Some(FileKind::Schema),
        "sql" if below("models") => Some(FileKind::DbtModel),
        "conf" | "tf" | "tfvars" => Some(FileKind::Wiring),
        _ if lower == "airflow.cfg" || is_environment(lower) => Some(FileKind::Wiring),
        _ => None,
    }
}

/// A configuration of a connector, by the words of its path; its content tells.
fn may_be_connector(path: &RepoPath, lower: &str) -> bool {
    let words = ["connect", "debezium", "sink", "source"];
    let folders = || path.segments().any(|name| words[..2].iter().any(|word| name.contains(word)));
    !lower.starts_with("application") && (words.iter().any(|word| lower.contains(word)) || folders())
}

/// Settings of Spring, Quarkus and MicroProfile, by the name of a properties file.
fn is_settings(lower: &str) -> bool {
    let begins = ["application", "bootstrap."].iter().any(|begin| lower.starts_with(begin));
    begins || lower == "microprofile-config.properties"
}

/// A file of variables that something is started with; one that shows how to write it is none.
fn is_environment(lower: &str) -> bool {
    let shows = ["example", "sample", "template", "dist", "test"].iter().any(|word| lower.contains(word));
    !shows && (lower == ".env" || lower.starts_with(".env.") || lower.ends_with(".env"))
}

/// Files that deploy, start or configure what is built.
fn deploy(path: &RepoPath, lower: &str) -> Option<FileKind> {
    if !is_source(path) && is_dockerfile(lower) {
        return Some(FileKind::Dockerfile);
    }
    let extension = path.extension();
    if extension == "sh" || lower == "procfile" {
        return Some(FileKind::StartScript);
    }
    if extension == "properties" {
        return is_settings(lower).then_some(FileKind::Settings);
    }
    if !matches!(&*extension, "yml" | "yaml") {
        return None;
    }
    if lower.starts_with("docker-compose") || lower.starts_with("compose.") || lower.starts_with("compose-") {
        return Some(FileKind::Compose);
    }
    if lower.starts_with("application") || lower.starts_with("bootstrap.") {
        return Some(FileKind::Settings);
    }
    let values = lower.starts_with("values");
    Some(if values { FileKind::Values } else { FileKind::Kubernetes })
}

/// Endings of source files, of which some are called after what they read.
fn is_source(path: &RepoPath) -> bool {
    language(path).is_some() || matches!(path.extension().as_str(), "rs" | "rb" | "md" | "c" | "cs" | "php")
}

/// A Dockerfile by its name; those that only show or test something are none.
fn is_dockerfile(lower: &str) -> bool {
    let variant = lower.strip_prefix("dockerfile.").or_else(|| lower.strip_suffix(".dockerfile"));
    let beside = |variant: &str| matches!(variant, "example" | "sample" | "test" | "tests" | "dockerignore");
    matches!(lower, "dockerfile" | "containerfile") || variant.is_some_and(|variant| !beside(variant))
}

/// Tests that lie beside what they test: `app.test.js`, `app.spec.ts`, `test_app.py`, `app_test.go`.
fn is_test_name(lower: &str) -> bool {
    // The wrapper of Maven downloads Maven.
    if lower == "mavenwrapperdownloader.java" {
        return true;
    }
    let Some((stem, _)) = lower.rsplit_once('.') else { return false };
    stem.ends_with(".test")
        || stem.ends_with(".spec")
        || stem.ends_with("_test")
        || stem.starts_with("test_")
        || stem == "conftest"
}

/// `requirements.txt`, `requirements-dev.txt`, `dev-requirements.in`, and what lies in `requirements/`.
fn is_requirements(path: &RepoPath, lower: &str) -> bool {
    let Some(stem) = lower.strip_suffix(".txt").or_else(|| lower.strip_suffix(".in")) else {
        return false;
    };
    if stem.contains("constraint") {
        return false;
    }
    let in_folder = path.parent().is_some_and(|folder| folder.file_name() == "requirements");
    in_folder || stem.contains("requirements")
}

/// The language a source file is written in, by its extension.
pub(crate) fn language(path: &RepoPath) -> Option<Language> {
    Some(match path.extension().as_str() {
        "java" => Language::Java,
        "kt" => Language::Kotlin,
        "py" => Language::Python,
        "scala" => Language::Scala,
        "go" => Language::Go,
        "js" | "jsx" | "mjs" | "cjs" => Language::Javascript,
        "ts" | "tsx" | "mts" | "cts" if !path.file_name().ends_with(".d.ts") => Language::Typescript,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_select() {
        let kind = |text: &str| select(&RepoPath::new(text).unwrap());
        assert_eq!(kind("a/pom.xml"), Some(FileKind::Pom));
        assert_eq!(kind("requirements-dev.txt"), Some(FileKind::Requirements));
        assert_eq!(kind("requirements/base.in"), Some(FileKind::Requirements));
        assert_eq!(kind("notes.txt"), None);
        assert_eq!(kind("requirements/constraints.txt"), None, "it bounds versions and installs nothing");
        assert_eq!(kind("Dockerfile.prod"), Some(FileKind::Dockerfile));
        assert_eq!(kind("compose.yaml"), Some(FileKind::Compose));
        assert_eq!(kind("static/js/jquery.min.js"), None);
        assert_eq!(kind("compose.go"), Some(FileKind::Source(Language::Go)));
        for test in ["main_test.go", "app.test.js", "app.spec.ts", "test_app.py", "conftest.py"] {
            assert_eq!(kind(test), None, "{test}");
        }
        assert_eq!(kind("dockerfile.rs"), None, "source about Dockerfiles is none");
        assert_eq!(kind("dockerfile.py"), Some(FileKind::Source(Language::Python)));
        for settings in ["microprofile-config.properties", "bootstrap.properties", "application-x.properties"]
        {
            assert_eq!(kind(&format!("connector-api/{settings}")), Some(FileKind::Settings), "{settings}");
        }
        assert_eq!(kind("connect/orders.properties"), Some(FileKind::Connector));
        assert_eq!(kind("shop/build.sbt"), Some(FileKind::Sbt));
        assert_eq!(kind("project/Dependencies.scala"), Some(FileKind::Sbt));
        assert_eq!(kind("src/main/scala/project/A.scala"), Some(FileKind::Source(Language::Scala)));
        assert_eq!(kind("src/it/scala/A.scala"), None);
        assert_eq!(kind("app/Shop.csproj"), Some(FileKind::OtherBuild(".NET")));
        assert_eq!(kind("src/test/java/A.java"), None);
        assert_eq!(kind("node_modules/a/package.json"), None);
    }
}
