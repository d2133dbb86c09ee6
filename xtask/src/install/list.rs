//! The one list of what is installed. Each line's files are in `xtask/installs/<name>/`.

use super::sources::{self, Registry, Step};
use crate::servers::{Ready, Server};

/// Something that comes from a registry.
#[derive(Debug)]
pub struct Install {
    /// Its name, also of its folder under `xtask/installs`.
    pub name: &'static str,
    /// Its version, as pinned in its files.
    pub version: &'static str,
    /// Where it comes from.
    pub registry: Registry,
    /// How the registry's client brings it.
    pub steps: &'static [Step],
    /// How it is started, if it is a server.
    pub server: Option<Server>,
}

/// Everything that can be installed.
pub const INSTALLS: &[Install] = &[
    Install {
        name: "kafka",
        version: "4.1.1",
        registry: Registry::Maven,
        steps: sources::MAVEN,
        server: Some(Server {
            files: &[("server.properties", "server.properties"), ("meta.properties", "data/meta.properties")],
            ports: &["broker_port", "controller_port"],
            command: &[
                "java",
                "-cp",
                "{install}/lib/*",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info",
                "kafka.Kafka",
                "{folder}/server.properties",
            ],
            ready: Ready { line: "Kafka Server started", port: "broker_port" },
            start_seconds: 90,
            stop_seconds: 5,
            variable: "AUTOPILOT_TEST_KAFKA",
            address: "127.0.0.1:{broker_port}",
        }),
    },
    Install {
        name: "check-jsonschema",
        version: "0.39.0",
        registry: Registry::PyPi,
        steps: sources::PYPI,
        server: None,
    },
    // For `cargo xtask bench scout` alone.
    Install {
        name: "ast-grep",
        version: "0.51.1",
        registry: Registry::PyPi,
        steps: sources::PYPI,
        server: None,
    },
    Install {
        name: "zizmor",
        version: "1.32.0",
        registry: Registry::PyPi,
        steps: sources::PYPI,
        server: None,
    },
    Install {
        name: "junitparser",
        version: "5.0.3",
        registry: Registry::PyPi,
        steps: sources::PYPI,
        server: None,
    },
    // Checks bills of materials.
    Install {
        name: "cyclonedx",
        version: "11.12.0",
        registry: Registry::PyPi,
        steps: sources::PYPI,
        server: None,
    },
    Install {
        name: "cloudevents",
        version: "10.0.0",
        registry: Registry::Npm,
        steps: sources::NPM,
        server: None,
    },
    // For Linux on x86-64 alone.
    Install {
        name: "sarif-multitool",
        version: "5.7.0",
        registry: Registry::Npm,
        steps: sources::NPM,
        server: None,
    },
    Install {
        name: "webhooks-examples",
        version: "7.6.1",
        registry: Registry::Npm,
        steps: sources::NPM,
        server: None,
    },
    Install {
        name: "workflow-parser",
        version: "0.3.61",
        registry: Registry::Npm,
        steps: sources::NPM,
        server: None,
    },
    // With the Node.js that it needs, for Linux on x86-64 alone.
    Install {
        name: "gitlab-ci-local",
        version: "4.75.1",
        registry: Registry::Npm,
        steps: sources::NPM,
        server: None,
    },
    Install {
        name: "actionlint",
        version: "1.7.12",
        registry: Registry::Go,
        steps: sources::GO,
        server: None,
    },
    Install { name: "crane", version: "0.22.1", registry: Registry::Go, steps: sources::GO, server: None },
    // Runs GitHub workflows on this machine.
    Install { name: "act", version: "0.2.89", registry: Registry::Go, steps: sources::GO, server: None },
];

/// The install of that name.
pub fn find(name: &str) -> Option<&'static Install> {
    INSTALLS.iter().find(|install| install.name == name)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn described(install: &Install, file: &str) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("installs").join(install.name);
        std::fs::read_to_string(folder.join(file)).unwrap_or_default()
    }

    #[test]
    fn each_version_stands_in_the_files_that_pin_it() {
        for install in INSTALLS {
            let files = ["pom.xml", "requirements.txt", "package.json", "go.mod"];
            let pinned = files.iter().any(|file| {
                let text = described(install, file);
                text.contains(install.name) && text.contains(install.version)
            });
            assert!(pinned, "{} {}", install.name, install.version);
        }
    }

    #[test]
    fn each_template_of_a_server_is_there() {
        for install in INSTALLS {
            for (template, _) in install.server.iter().flat_map(|server| server.files) {
                assert!(!described(install, template).is_empty(), "{}/{template}", install.name);
            }
        }
    }

    #[test]
    fn every_python_package_is_pinned_with_its_digest() {
        let from_pypi = INSTALLS.iter().filter(|install| install.registry == Registry::PyPi);
        for install in from_pypi {
            let text = described(install, "requirements.txt");
            let packages: Vec<&str> =
                text.lines().filter(|line| line.starts_with(|first: char| first.is_alphanumeric())).collect();
            assert!(!packages.is_empty(), "{}", install.name);
            for line in packages {
                assert!(line.contains("==") && line.ends_with('\\'), "{line}");
            }
        }
    }

    #[test]
    fn no_npm_lock_names_a_place() {
        let from_npm: Vec<&Install> =
            INSTALLS.iter().filter(|install| install.registry == Registry::Npm).collect();
        assert!(!from_npm.is_empty());
        for install in from_npm {
            let lock = described(install, "package-lock.json");
            assert!(lock.contains("\"integrity\"") && !lock.contains("\"resolved\""), "{}", install.name);
            let settings = described(install, ".npmrc");
            assert!(settings.contains("omit-lockfile-registry-resolved=true"), "{}", install.name);
        }
    }

    #[test]
    fn every_go_tool_is_pinned_with_its_digest() {
        let from_go = INSTALLS.iter().filter(|install| install.registry == Registry::Go);
        for install in from_go {
            let module = described(install, "go.mod");
            let tool = module.lines().find_map(|line| line.strip_prefix("tool ")).unwrap();
            let mut required = module.lines().filter_map(|line| line.trim().split(' ').next());
            // The module is the tool's path or begins it.
            let name = required.rfind(|name| name.contains('.') && tool.starts_with(name));
            let pinned = format!("{} v{} h1:", name.unwrap(), install.version);
            assert!(described(install, "go.sum").contains(&pinned), "{pinned}");
        }
    }
}
