//! Which tracers reach which Kafka clients, read from `rules/correlation.toml`.

use std::collections::BTreeSet;

use contracts::{Explanation, plan::Archetype};
use inventory::{
    Dependency, Ecosystem, Location, ModuleFacts, Role, Setting, Usage, UsageKind, WiringLine, matches,
};
use serde::Deserialize;

use super::{is_built_with, wires};

/// The tracers, in the order of the file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CorrelationFile {
    tracer: Vec<Tracer>,
}

/// What carries trace context in record headers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tracer {
    pub(crate) name: String,
    pub(crate) reason: String,
    seen: Vec<Sign>,
    #[serde(default)]
    requires: Vec<String>,
    unless: Option<UsageKind>,
    /// Whether it does nothing where OpenTelemetry is missing.
    #[serde(default)]
    needs_otel: bool,
    reaches: Vec<String>,
    /// What a client must do to be reached; nothing: whatever it does.
    #[serde(default)]
    roles: Vec<Archetype>,
    /// In thousandths.
    pub(crate) p_missing: u16,
}

/// What shows that a tracer is wired: exactly one of these.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sign {
    dependency: Option<DependencySign>,
    wiring: Option<WiringSign>,
    usage: Option<UsageSign>,
    setting: Option<SettingSign>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct DependencySign {
    ecosystem: Ecosystem,
    patterns: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct WiringSign {
    contains: Vec<String>,
    with: Option<String>,
    #[serde(default)]
    built_with: Vec<String>,
    roles: Vec<Role>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct UsageSign {
    does: UsageKind,
    libraries: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingSign {
    keys: Vec<String>,
    value: String,
}

/// A tracer that reaches a client, and the line that wires it.
pub(crate) struct Reached<'a> {
    pub(crate) tracer: &'a Tracer,
    pub(crate) place: &'a Location,
}

impl CorrelationFile {
    /// The tracers that reach a client of `library` which does this in `module`, each with the first line that wires it.
    pub(crate) fn reaching<'a>(
        &'a self,
        library: &str,
        does: &BTreeSet<Archetype>,
        module: &'a ModuleFacts,
        has_otel: bool,
    ) -> Vec<Reached<'a>> {
        let concerned =
            |tracer: &Tracer| tracer.roles.is_empty() || tracer.roles.iter().any(|role| does.contains(role));
        let works = |tracer: &Tracer| has_otel || !tracer.needs_otel;
        let reaching = self.tracer.iter();
        let reaching =
            reaching.filter(|tracer| tracer.reaches(library) && concerned(tracer) && works(tracer));
        reaching.filter_map(|tracer| Some(Reached { tracer, place: self.wired(tracer, module)? })).collect()
    }

    /// Each tracer, explained as the rule that sees it.
    pub(crate) fn explained(&self) -> impl Iterator<Item = Explanation> + '_ {
        self.tracer.iter().filter(|tracer| !tracer.reaches.is_empty()).map(Tracer::explained)
    }

    /// Whether one of the tracers of these names is wired.
    pub(crate) fn any_wired(&self, names: &[String], module: &ModuleFacts) -> bool {
        let mut named = self.tracer.iter().filter(|tracer| names.contains(&tracer.name));
        named.any(|tracer| self.wired(tracer, module).is_some())
    }

    fn wired<'a>(&'a self, tracer: &'a Tracer, module: &'a ModuleFacts) -> Option<&'a Location> {
        let place = tracer.seen.iter().find_map(|sign| sign.find(module))?;
        let unreached =
            tracer.unless.is_some_and(|kind| module.usages.iter().any(|usage| usage.kind == kind));
        let required = tracer.requires.is_empty()
            || self.tracer.iter().any(|other| {
                tracer.requires.contains(&other.name)
                    && other.seen.iter().any(|sign| sign.find(module).is_some())
            });
        (required && !unreached).then_some(place)
    }
}

impl Tracer {
    fn explained(&self) -> Explanation {
        let reaches: Vec<&str> =
            self.reaches.iter().map(|name| if name == "*" { "every client" } else { name }).collect();
        let needs = match &self.requires[..] {
            [] => String::new(),
            needed => format!(" It counts only beside one of: {}.", needed.join(", ")),
        };
        let kinds = self.seen.iter().map(Sign::kind).collect::<BTreeSet<_>>();
        let kinds: Vec<&str> = kinds.into_iter().collect();
        Explanation {
            id: format!("correlation-{}", self.name),
            what: format!("Trace context travels: {}.", self.reason),
            why: None,
            how_found: format!(
                "Seen by {}. It reaches: {}.{needs} In {} of 1000 cases the context is missing all the same.",
                kinds.join(", "),
                reaches.join(", "),
                self.p_missing
            ),
            how_closed: None,
        }
    }

    fn reaches(&self, library: &str) -> bool {
        self.reaches.iter().any(|reached| reached == "*" || reached == library)
    }
}

impl Sign {
    fn kind(&self) -> &'static str {
        match self {
            Self { dependency: Some(_), .. } => "a direct dependency",
            Self { wiring: Some(_), .. } => "a line of a deploy file or build",
            Self { usage: Some(_), .. } => "what the source does",
            _ => "a setting",
        }
    }

    fn find<'a>(&self, module: &'a ModuleFacts) -> Option<&'a Location> {
        let dependency = || {
            let sign = self.dependency.as_ref()?;
            Some(&module.runtime_dependencies().find(|dependency| sign.fits(dependency))?.location)
        };
        let wiring = || {
            let sign = self.wiring.as_ref()?;
            Some(&module.wiring_lines().find(|line| sign.fits(line, module))?.location)
        };
        let usage = || {
            let sign = self.usage.as_ref()?;
            Some(&module.usages.iter().find(|usage| sign.fits(usage))?.location)
        };
        let setting = || {
            let sign = self.setting.as_ref()?;
            Some(&module.settings.iter().find(|setting| sign.fits(setting))?.location)
        };
        dependency().or_else(wiring).or_else(usage).or_else(setting)
    }
}

impl DependencySign {
    fn fits(&self, dependency: &Dependency) -> bool {
        dependency.ecosystem == self.ecosystem
            && self.patterns.iter().any(|pattern| matches(pattern, &dependency.name))
    }
}

impl WiringSign {
    fn fits(&self, line: &WiringLine, module: &ModuleFacts) -> bool {
        wires(line, &self.roles, &self.contains, self.with.as_ref())
            && is_built_with(module, &self.built_with)
    }
}

impl UsageSign {
    fn fits(&self, usage: &Usage) -> bool {
        usage.kind == self.does && self.libraries.contains(&usage.library)
    }
}

impl SettingSign {
    fn fits(&self, setting: &Setting) -> bool {
        self.keys.iter().any(|pattern| matches(pattern, &setting.key)) && matches(&self.value, &setting.value)
    }
}
