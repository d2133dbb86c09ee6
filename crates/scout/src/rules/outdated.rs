//! What wires OpenTelemetry and is no longer maintained, read from `rules/outdated.toml`.

use inventory::{Dependency, Ecosystem, Location, ModuleFacts, Role, matches};
use serde::Deserialize;

use super::wires;

/// The signs, in the order of the file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OutdatedFile {
    sign: Vec<Sign>,
}

/// One thing that is no longer maintained: a dependency or a line of wiring.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sign {
    dependency: Option<DependencySign>,
    wiring: Option<WiringSign>,
    pub(crate) reason: String,
    pub(crate) remedy: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct DependencySign {
    ecosystem: Ecosystem,
    patterns: Vec<String>,
    below: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct WiringSign {
    contains: Vec<String>,
    with: Option<String>,
    roles: Vec<Role>,
}

impl OutdatedFile {
    /// Everything of `module` that a sign speaks of, with the first line that shows it.
    pub(crate) fn seen<'a>(&'a self, module: &'a ModuleFacts) -> Vec<(&'a Sign, &'a Location)> {
        self.sign.iter().filter_map(|sign| Some((sign, sign.find(module)?))).collect()
    }
}

impl Sign {
    fn find<'a>(&self, module: &'a ModuleFacts) -> Option<&'a Location> {
        let dependency = self.dependency.as_ref().and_then(|sign| {
            Some(&module.runtime_dependencies().find(|dependency| sign.fits(dependency))?.location)
        });
        dependency.or_else(|| {
            let sign = self.wiring.as_ref()?;
            let mut lines = module.wiring_lines();
            Some(&lines.find(|line| wires(line, &sign.roles, &sign.contains, sign.with.as_ref()))?.location)
        })
    }
}

impl DependencySign {
    fn fits(&self, dependency: &Dependency) -> bool {
        let named = dependency.ecosystem == self.ecosystem
            && self.patterns.iter().any(|pattern| matches(pattern, &dependency.name));
        named
            && self.below.as_deref().is_none_or(|below| {
                dependency.version.as_deref().is_some_and(|version| is_below(version, below))
            })
    }
}

/// Whether a version, as manifests write it (`v0.20.0`, `~=0.17`, `^0.2`, `>=0.9,<1`), is before `below`. What cannot be
/// read as a version is not.
fn is_below(version: &str, below: &str) -> bool {
    let first = version.split([',', ' ']).next().unwrap_or(version);
    let numbers = |text: &str| -> Option<Vec<u64>> {
        let text = text.trim_start_matches(['v', '=', '~', '^', '>', '<']);
        // `17b0` is the beta of 17.
        let digits = |part: &str| part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        let parts = text.split('.').take(2).map(|part| part[..digits(part)].parse().ok());
        parts.collect()
    };
    match (numbers(first), numbers(below)) {
        (Some(version), Some(below)) => version < below,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_below;

    #[test]
    fn versions_are_compared_as_manifests_write_them() {
        for below in ["v0.20.0", "0.17b0.1", "~=0.17", "^0.2.1", ">=0.9,<1", "==0.9.1"] {
            assert!(is_below(below, "1.0"), "{below}");
        }
        for not in ["1.0.0", "v1.28.0", "${otel.version}", "", "*", "latest", ">=1.2"] {
            assert!(!is_below(not, "1.0"), "{not}");
        }
    }
}
