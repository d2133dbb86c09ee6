//! Settles what the usages of a module name, by what the module knows.

use std::collections::{BTreeMap, BTreeSet};

use source_tree::RepoPath;

use super::{Constant, Expression, Passed, placeholder};
use crate::{
    facts::{ModuleFacts, Role, UsageKind},
    settings::canonical,
};

/// How many constants are followed from one to the next.
const DEPTH_MAX: usize = 4;

/// The longest name that Kafka gives a topic.
const TOPIC_LENGTH_MAX: usize = 249;

/// How many topics one place may stand for.
const NAMES_MAX: usize = 32;

/// What the files of one module tell of topics.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) constants: Vec<Constant>,
    pub(crate) passed: Vec<Passed>,
}

/// Settles what each usage names. What is told comes by the module whose files tell it.
pub(crate) fn settle(modules: &mut BTreeMap<RepoPath, ModuleFacts>, told: &BTreeMap<RepoPath, Told>) {
    for module in modules.values_mut() {
        let placed = module.settings.iter().any(|setting| setting.value.contains("${"));
        if !placed && module.usages.iter().all(|usage| usage.named.is_empty()) {
            continue;
        }
        let known = Known::of(module, told);
        let filled: Vec<Option<String>> = module
            .settings
            .iter()
            .map(|setting| setting.value.contains("${").then(|| known.filled(&setting.value)).flatten())
            .collect();
        let names: Vec<Vec<Option<String>>> = module
            .usages
            .iter()
            .map(|usage| {
                let names =
                    usage.named.iter().flat_map(|named| known.names(usage.kind, &usage.library, named));
                names.take(NAMES_MAX).collect()
            })
            .collect();
        for (usage, names) in module.usages.iter_mut().zip(names) {
            usage.names = names;
            usage.named = Vec::new();
        }
        for (setting, filled) in module.settings.iter_mut().zip(filled) {
            if let Some(filled) = filled {
                setting.value = filled;
            }
        }
    }
}

/// What a module knows of names.
struct Known<'a> {
    /// By name; none where two say different things.
    constants: BTreeMap<&'a str, Option<&'a Expression>>,
    /// The same by owner and name.
    of_owners: BTreeMap<(Option<&'a str>, &'a str), Option<&'a Expression>>,
    /// By the function that is called.
    passed: BTreeMap<&'a str, Vec<&'a Passed>>,
    /// By canonical key; the file without a profile stands first.
    settings: BTreeMap<&'a str, &'a str>,
    /// By the last part of the key; none where two say different things.
    by_last: BTreeMap<String, Option<&'a str>>,
    environment: BTreeMap<&'a str, &'a str>,
}

impl<'a> Known<'a> {
    fn of(module: &'a ModuleFacts, told: &'a BTreeMap<RepoPath, Told>) -> Self {
        let mut known = Self {
            constants: BTreeMap::new(),
            of_owners: BTreeMap::new(),
            passed: BTreeMap::new(),
            settings: BTreeMap::new(),
            by_last: BTreeMap::new(),
            environment: BTreeMap::new(),
        };
        let folders = std::iter::once(&module.path).chain(&module.libraries);
        for told in folders.filter_map(|folder| told.get(folder)) {
            for constant in &told.constants {
                let (owner, name) = (constant.owner.as_deref(), constant.name.as_str());
                let said = known.of_owners.entry((owner, name)).or_insert(Some(&constant.expression));
                *said = said.filter(|said| **said == constant.expression);
                let said = known.constants.entry(name).or_insert(Some(&constant.expression));
                *said = said.filter(|said| **said == constant.expression);
            }
            for passed in &told.passed {
                known.passed.entry(passed.function.as_str()).or_default().push(passed);
            }
        }
        let mut settings: Vec<_> = module.settings.iter().collect();
        settings.sort_by_key(|setting| setting.location.path.file_name().contains('-'));
        for setting in settings {
            let (key, value) = (setting.key.as_str(), setting.value.as_str());
            known.settings.entry(key).or_insert(value);
            let last = key.rsplit('.').next().unwrap_or(key).to_owned();
            let other = known.by_last.entry(last).or_insert(Some(value));
            *other = other.filter(|other| *other == value);
        }
        for line in module.wiring_lines().filter(|line| line.role == Role::Environment) {
            if let Some((name, value)) = line.text.split_once('=') {
                known.environment.entry(name).or_insert(value);
            }
        }
        known
    }

    /// What an expression names: for a parameter what each caller hands over.
    fn names(&self, kind: UsageKind, library: &str, named: &Expression) -> Vec<Option<String>> {
        let Expression::Parameter { function, index, name } = named else {
            return vec![self.name(kind, library, named)];
        };
        let passed = self.passed.get(function.as_str()).into_iter().flatten();
        let handed = passed.filter(|passed| match &passed.keyword {
            Some(keyword) => keyword == name,
            None => passed.index == *index,
        });
        let names: BTreeSet<Option<String>> =
            handed.take(NAMES_MAX).map(|passed| self.name(kind, library, &passed.expression)).collect();
        if names.is_empty() { vec![None] } else { names.into_iter().collect() }
    }

    fn name(&self, kind: UsageKind, library: &str, named: &Expression) -> Option<String> {
        let text = self.settled(named, DEPTH_MAX)?;
        if library == "smallrye-reactive-messaging" {
            return Some(self.of_channel(kind, text));
        }
        (!kind.names_topics() || is_topic(&text)).then_some(text)
    }

    /// A channel of Reactive Messaging stands for a topic of its own name unless a setting says otherwise.
    fn of_channel(&self, kind: UsageKind, channel: String) -> String {
        let way = if kind == UsageKind::KafkaConsumer { "incoming" } else { "outgoing" };
        let set = self.lookup(&format!("mp.messaging.{way}.{}.topic", canonical(&channel)));
        set.and_then(|set| self.filled(&set)).unwrap_or(channel)
    }

    fn settled(&self, named: &Expression, depth: usize) -> Option<String> {
        match named {
            Expression::Text(text) => self.filled(text),
            Expression::Environment { name, default } => {
                let set = self.environment.get(name.as_str()).map(|value| (*value).to_owned());
                self.filled(&set.or_else(|| default.clone())?)
            }
            Expression::Name(name) => self.of_name(name, depth.checked_sub(1)?),
            Expression::Parameter { .. } | Expression::Other => None,
        }
    }

    fn filled(&self, text: &str) -> Option<String> {
        // `#{'${topics}'.split(',')}` is Spring's language around a placeholder.
        let inner = text.strip_prefix("#{").map_or(text, |expression| {
            let from = expression.find("${").unwrap_or(expression.len());
            let to = expression[from..].find('}').map_or(expression.len(), |at| from + at + 1);
            &expression[from..to]
        });
        placeholder::fill(inner, &|key| self.lookup(key)).filter(|text| !text.is_empty())
    }

    /// The value of a key as Spring looks it up: the environment first, then the settings.
    fn lookup(&self, key: &str) -> Option<String> {
        let relaxed: String = key
            .chars()
            .filter(|c| *c != '-')
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' })
            .collect();
        let variable = self.environment.get(key).or_else(|| self.environment.get(relaxed.as_str()));
        let found = variable.or_else(|| self.settings.get(canonical(key).as_str()));
        found.map(|value| (*value).to_owned())
    }

    /// A constant of this name; else the only setting or the variable that is called so.
    fn of_name(&self, name: &str, depth: usize) -> Option<String> {
        let name = name.trim_end_matches("()");
        let (owner, last) = name.rsplit_once('.').map_or((None, name), |(owner, last)| (Some(owner), last));
        let owner = owner.map(|owner| owner.rsplit('.').next().unwrap_or(owner));
        let of_owner = self.of_owners.get(&(owner, last));
        if let Some(said) = of_owner.or_else(|| self.constants.get(last)) {
            return self.settled((*said)?, depth);
        }
        let property =
            last.strip_prefix("get").filter(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
        let property = canonical(property.unwrap_or(last));
        if !property.contains("topic") {
            return None;
        }
        let variable = property.replace('-', "_").to_ascii_uppercase();
        let set = self.by_last.get(&property).copied().flatten();
        self.filled(set.or_else(|| self.environment.get(variable.as_str()).copied())?)
    }
}

/// Whether Kafka takes it for the name of a topic: a pattern is none.
fn is_topic(text: &str) -> bool {
    let legal = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
    !text.is_empty() && text.len() <= TOPIC_LENGTH_MAX && text.bytes().all(legal)
}
