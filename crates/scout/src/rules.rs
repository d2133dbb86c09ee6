//! Rule data: what is proof of what, read from TOML so that it can be reviewed without reading code.

mod confidence;
pub(crate) mod correlation;
mod explanation;
mod outdated;
mod remedy;

use inventory::{Dependency, Ecosystem, ModuleFacts, Role, WiringLine, matches};
use serde::Deserialize;

pub(crate) use explanation::explained;

/// The rules that judge a repository.
#[derive(Debug, Clone)]
pub struct Rules {
    otel: OtelFile,
    kinds: KindsFile,
    pub(crate) correlation: correlation::CorrelationFile,
    pub(crate) confidence: confidence::ConfidenceFile,
    pub(crate) outdated: outdated::OutdatedFile,
    pub(crate) remedies: remedy::RemediesFile,
}

/// Why rule data cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}: byte {offset}: {message}")]
pub struct RulesError {
    /// The file of rules.
    pub file: &'static str,
    /// Where in it, in bytes from its start.
    pub offset: usize,
    /// What is wrong: a sentence fragment.
    pub message: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct OtelFile {
    dependency: Vec<OtelDependency>,
    wiring: Vec<OtelWiring>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct OtelDependency {
    ecosystem: Ecosystem,
    pattern: String,
    proof: Proof,
    /// What it proves for one of the programs that share a manifest.
    of_programs: Option<Proof>,
    reason: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct OtelWiring {
    contains: Vec<String>,
    /// A word that must stand in the line too.
    with: Option<String>,
    /// Words of which one must stand in a line of the module that builds it.
    #[serde(default)]
    built_with: Vec<String>,
    roles: Vec<Role>,
    proof: Proof,
    reason: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct KindsFile {
    dependency: Vec<KindDependency>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct KindDependency {
    ecosystem: Ecosystem,
    patterns: Vec<String>,
    says: Says,
}

/// How something shows that OpenTelemetry is wired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Proof {
    /// An agent or a launcher is attached.
    Agent,
    /// Another tracer is bridged to the SDK.
    Bridge,
    /// The SDK is there, or something that brings and starts it.
    Sdk,
    /// An instrumentation is there; what starts the SDK was not seen.
    Instrumentation,
    /// Something is put into the image; what attaches it was not seen.
    Image,
    /// Only the API: no proof.
    Api,
}

/// What a dependency says about the kind of program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Says {
    HttpServer,
    GrpcServer,
    Network,
    Messaging,
    Batch,
    CommandLine,
    Browser,
}

impl Rules {
    /// The rules that ship with the product.
    ///
    /// # Errors
    /// When the rule data that was built in is broken; a test of this crate keeps that from shipping.
    pub fn builtin() -> Result<Self, RulesError> {
        Ok(Self {
            otel: parse("rules/otel.toml", include_str!("../rules/otel.toml"))?,
            kinds: parse("rules/kinds.toml", include_str!("../rules/kinds.toml"))?,
            correlation: parse("rules/correlation.toml", include_str!("../rules/correlation.toml"))?,
            confidence: parse("rules/confidence.toml", include_str!("../rules/confidence.toml"))?,
            outdated: parse("rules/outdated.toml", include_str!("../rules/outdated.toml"))?,
            remedies: parse("rules/remedies.toml", include_str!("../rules/remedies.toml"))?,
        })
    }

    /// What a dependency proves about OpenTelemetry, and why.
    pub(crate) fn otel_dependency(
        &self,
        dependency: &Dependency,
        module: &ModuleFacts,
    ) -> Option<(Proof, &str)> {
        let rule = self.otel.dependency.iter().find(|rule| {
            rule.ecosystem == dependency.ecosystem && matches(&rule.pattern, &dependency.name)
        })?;
        let of_program = rule.of_programs.filter(|_| module.shares_its_manifest());
        Some((of_program.unwrap_or(rule.proof), &rule.reason))
    }

    /// What a line of a deploy file or build proves about OpenTelemetry, and why.
    pub(crate) fn otel_wiring(&self, line: &WiringLine, module: &ModuleFacts) -> Option<(Proof, &str)> {
        let rule = self.otel.wiring.iter().find(|rule| {
            wires(line, &rule.roles, &rule.contains, rule.with.as_ref())
                && is_built_with(module, &rule.built_with)
        })?;
        Some((rule.proof, &rule.reason))
    }

    /// What a dependency says about the kind of program.
    pub(crate) fn says(&self, dependency: &Dependency) -> Option<Says> {
        let rule = self.kinds.dependency.iter().find(|rule| {
            rule.ecosystem == dependency.ecosystem
                && rule.patterns.iter().any(|pattern| matches(pattern, &dependency.name))
        })?;
        Some(rule.says)
    }
}

fn parse<T: serde::de::DeserializeOwned>(file: &'static str, text: &str) -> Result<T, RulesError> {
    let wrong = |offset, message| RulesError { file, offset, message };
    let (root, errors) = syntax::toml::read(text);
    if let Some(error) = errors.into_iter().next() {
        return Err(wrong(error.span.start, error.message));
    }
    let root = root.ok_or_else(|| wrong(0, "it is empty".to_owned()))?;
    syntax::decode::from_node(&root).map_err(|error| wrong(error.span.start, error.message))
}

/// Whether a line of one of these roles holds one of the words, and what else is asked for.
fn wires(line: &WiringLine, roles: &[Role], contains: &[String], with: Option<&String>) -> bool {
    let text = line.text.to_ascii_lowercase();
    roles.contains(&line.role)
        && contains.iter().any(|word| text.contains(word))
        && with.is_none_or(|word| text.contains(word))
}

/// Whether a step that builds the module holds one of these words; of no words, always.
fn is_built_with(module: &ModuleFacts, words: &[String]) -> bool {
    let mut steps = module.wiring_lines().filter(|line| line.role == Role::Build);
    words.is_empty()
        || steps.any(|step| {
            let text = step.text.to_ascii_lowercase();
            words.iter().any(|word| text.contains(word))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_that_ship_are_sound() {
        let rules = Rules::builtin().unwrap();
        for factor in crate::gap::FACTORS {
            assert!(rules.confidence.knows(factor), "{factor}");
        }
        for rule in &crate::gap::RULES {
            assert!(rules.confidence.has_base(rule.gap_type), "{:?}", rule.gap_type);
        }
        for (at, rule) in rules.otel.dependency.iter().enumerate() {
            let earlier = rules.otel.dependency[..at].iter().find(|earlier| {
                earlier.ecosystem == rule.ecosystem
                    && matches(&earlier.pattern, &rule.pattern.replace('*', "x"))
            });
            assert!(earlier.is_none(), "{} can never match after {:?}", rule.pattern, earlier);
        }
        let lower = rules
            .otel
            .wiring
            .iter()
            .flat_map(|rule| &rule.contains)
            .all(|word| *word == word.to_ascii_lowercase());
        assert!(lower, "words are compared with text in lower case");
    }
}
