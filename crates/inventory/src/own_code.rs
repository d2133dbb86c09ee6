//! What in a repository is its own code, and what lies beside it.

use source_tree::RepoPath;

/// Folders whose content other people wrote or a tool made.
const FOREIGN: [&str; 15] = [
    "node_modules",
    "bower_components",
    "vendor",
    "third_party",
    "third-party",
    "venv",
    ".venv",
    "site-packages",
    "__pycache__",
    "target",
    "dist",
    ".next",
    ".terraform",
    "dbt_packages",
    "dbt_modules",
];

/// Folders that hold tests and what tests need.
const TESTS: [&str; 25] = [
    "test",
    "tests",
    "__tests__",
    "testdata",
    "test-data",
    "fixtures",
    "e2e",
    "mocks",
    "itest",
    "integrationTest",
    "integration-test",
    "integration-tests",
    "testFixtures",
    "androidTest",
    "endToEndTest",
    "end-to-end-tests",
    "e2e-tests",
    "integration_tests",
    "integrationTests",
    "componentTest",
    "functionalTest",
    "acceptanceTest",
    "acceptance-tests",
    "smoke-tests",
    "sbt-test",
];

/// Folders that show or explain, or serve those who develop.
const ASIDE: [&str; 9] =
    ["example", "examples", "sample", "samples", "doc", "docs", "tutorial", "tutorials", ".devcontainer"];

/// Folders of programs for those who develop.
const TOOLS: [&str; 7] = ["tools", "hack", "types", "benchmark", "benchmarks", ".github", ".gitlab"];

/// Whether a file is a script for those who develop, as packages of Node keep them; elsewhere `scripts` are programs.
pub(crate) fn is_node_script(path: &RepoPath) -> bool {
    let node = matches!(path.extension().as_str(), "js" | "mjs" | "cjs" | "ts" | "mts" | "cts");
    node && folders(path).any(|name| name == "scripts")
}

/// Files that show how something is used.
const SHOWS: [&str; 4] = ["example", "examples", "demo", "sample"];

/// Whether a file inside `module` shows, tests or develops it rather than being part of it.
pub(crate) fn lies_beside(path: &RepoPath, module: &RepoPath) -> bool {
    let below = || folders(path).skip(module.segments().count());
    // Below a source root, folders are packages: `com.example.samples.shop` shows nothing.
    let packages = |name: &&str| matches!(*name, "java" | "kotlin" | "scala" | "groovy");
    let shows = |name: &str| SHOWS.contains(&name) || matches!(name, "samples" | "tutorials");
    let stem = path.file_name().split('.').next().unwrap_or_default();
    SHOWS.contains(&stem)
        || below().take_while(|name| !packages(name)).any(shows)
        || below()
            .take_while(|name| *name != "src")
            .any(|name| ASIDE.contains(&name) || TESTS.contains(&name) || TOOLS.contains(&name))
}

/// Whether a module's own folder holds tests.
pub(crate) fn holds_tests(folder: &RepoPath) -> bool {
    folder.segments().any(|name| TESTS.contains(&name))
}

/// Whether other people wrote it or a tool made it.
pub(crate) fn is_foreign(path: &RepoPath) -> bool {
    folders(path).any(|name| FOREIGN.contains(&name))
}

/// Whether it is a test or belongs to one.
pub(crate) fn is_test(path: &RepoPath) -> bool {
    folders(path).any(|name| TESTS.contains(&name)) || is_integration_test(path)
}

/// Whether it is an integration test of sbt: `src/it/scala/A.scala`.
fn is_integration_test(path: &RepoPath) -> bool {
    folders(path).zip(folders(path).skip(1)).any(|pair| pair == ("src", "it"))
}

/// Whether a module in this folder shows or tests something rather than runs in production.
pub(crate) fn is_aside(folder: &RepoPath) -> bool {
    folder.segments().any(|name| ASIDE.contains(&name) || TESTS.contains(&name))
}

fn folders(path: &RepoPath) -> impl Iterator<Item = &str> {
    let count = path.segments().count().saturating_sub(1);
    path.segments().take(count)
}

/// Whether a file belongs to the build of the build of Gradle, where convention plugins are:
/// `buildSrc/src/main/kotlin/shop.service.gradle.kts`.
pub(crate) fn is_build_logic(path: &RepoPath) -> bool {
    path.segments().any(|name| matches!(name, "buildSrc" | "build-logic" | "buildLogic" | "build-src"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_folders_count_never_the_file_itself() {
        let path = |text| RepoPath::new(text).unwrap();
        assert!(is_foreign(&path("web/node_modules/x/package.json")));
        assert!(!is_foreign(&path("src/vendor")));
        assert!(is_test(&path("src/test/java/A.java")));
        assert!(lies_beside(&path(".github/scripts/coverage.py"), &RepoPath::root()));
        assert!(!is_test(&path("src/test.py")));
        assert!(is_aside(&path("examples/orders")));
        assert!(lies_beside(&path("shop/tools/x/main.go"), &path("shop")));
        assert!(!lies_beside(&path("src/main/java/org/samples/App.java"), &path(".")));
        assert!(lies_beside(&path("example.py"), &path(".")));
        assert!(!lies_beside(&path("examples/shop/main.go"), &path("examples/shop")));
    }
}
