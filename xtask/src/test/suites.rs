//! The one list of suites with real servers and toolchains.

/// When a suite runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// Always.
    Every,
    /// With `--full`.
    #[cfg_attr(not(test), expect(dead_code, reason = "the first slow suite will use it"))]
    Full,
    /// With `--with NAME`.
    #[cfg_attr(not(test), expect(dead_code, reason = "the first suite that takes long to build will use it"))]
    With(&'static str),
}

/// A test target of `autopilot-tests` and what it needs.
#[derive(Debug)]
pub struct Suite {
    /// The name of the target.
    pub name: &'static str,
    /// When it runs.
    pub tier: Tier,
    /// Whether it runs the product's executable.
    pub executable: bool,
    /// Whether it is told in `AUTOPILOT_RELEASE` where `cargo xtask dist --oci` has written what ships.
    pub release: bool,
    /// Names of installs whose folder it is told in `AUTOPILOT_TOOL_<NAME>`.
    pub tools: &'static [&'static str],
    /// Names of installs that are started for it.
    pub servers: &'static [&'static str],
    /// Names of samples whose build it is told in `AUTOPILOT_SAMPLE_<NAME>`.
    pub samples: &'static [&'static str],
}

/// All suites.
pub const SUITES: &[Suite] = &[
    Suite {
        name: "schemas",
        tier: Tier::Every,
        executable: true,
        release: false,
        tools: &["check-jsonschema"],
        servers: &[],
        samples: &[],
    },
    Suite {
        name: "cloudevents",
        tier: Tier::Every,
        executable: true,
        release: false,
        tools: &["cloudevents"],
        servers: &[],
        samples: &[],
    },
    Suite {
        name: "formats",
        tier: Tier::Every,
        executable: true,
        release: false,
        tools: &["sarif-multitool", "check-jsonschema", "junitparser"],
        servers: &[],
        samples: &[],
    },
    Suite {
        name: "events",
        tier: Tier::Every,
        executable: false,
        release: false,
        tools: &["webhooks-examples"],
        servers: &[],
        samples: &[],
    },
    Suite {
        name: "workflows",
        tier: Tier::Every,
        executable: false,
        release: false,
        tools: &["actionlint", "zizmor", "check-jsonschema", "workflow-parser"],
        servers: &[],
        samples: &[],
    },
    Suite {
        name: "action",
        tier: Tier::Every,
        executable: true,
        release: false,
        tools: &["act", "webhooks-examples"],
        servers: &[],
        samples: &[],
    },
    Suite {
        name: "installer",
        tier: Tier::Every,
        executable: false,
        release: false,
        tools: &[],
        servers: &[],
        samples: &[],
    },
    Suite {
        name: "gitlab",
        tier: Tier::Every,
        executable: true,
        release: false,
        tools: &["gitlab-ci-local"],
        servers: &[],
        samples: &[],
    },
    Suite {
        name: "release",
        tier: Tier::Every,
        executable: false,
        release: true,
        tools: &["crane", "cyclonedx"],
        servers: &[],
        samples: &[],
    },
    Suite {
        name: "samples",
        tier: Tier::Every,
        executable: false,
        release: false,
        tools: &[],
        servers: &["kafka"],
        samples: &["orders-api", "orders-enricher", "risk-scorer", "fulfilment"],
    },
];

/// The variable that tells a suite where `name` is: `AUTOPILOT_<KIND>_<NAME>`.
pub fn variable(kind: &str, name: &str) -> String {
    format!("AUTOPILOT_{kind}_{}", name.replace('-', "_").to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::install::list;
    use crate::samples;

    #[test]
    fn everything_a_suite_needs_is_declared() {
        for suite in SUITES {
            assert!(suite.tools.iter().all(|name| list::find(name).is_some()), "{}", suite.name);
            assert!(
                suite
                    .servers
                    .iter()
                    .all(|name| list::find(name).is_some_and(|install| install.server.is_some())),
                "{}",
                suite.name
            );
            assert!(
                suite.samples.iter().all(|name| samples::SAMPLES.iter().any(|sample| sample.name == *name)),
                "{}",
                suite.name
            );
        }
    }

    /// With `autotests = false` a file without a target would never run, and a target without the feature would
    /// run where no server is.
    #[test]
    fn suites_files_and_targets_are_the_same() {
        let tests = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
        let manifest = std::fs::read_to_string(tests.join("Cargo.toml")).unwrap();
        let mut declared: Vec<String> = SUITES.iter().map(|suite| suite.name.to_owned()).collect();
        for name in &declared {
            let target = format!(
                "[[test]]\nname = \"{name}\"\npath = \"{name}.rs\"\nrequired-features = [\"servers\"]\n"
            );
            assert!(manifest.contains(&target), "tests/Cargo.toml lacks\n{target}");
        }
        let entries = std::fs::read_dir(&tests).unwrap().map(|entry| entry.unwrap().path());
        let rust = entries.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
        let mut files: Vec<String> =
            rust.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect();
        declared.sort();
        files.sort();
        assert_eq!(files, declared);
    }

    #[test]
    fn variables_are_upper_case_words() {
        assert_eq!(variable("TOOL", "check-jsonschema"), "AUTOPILOT_TOOL_CHECK_JSONSCHEMA");
    }
}
