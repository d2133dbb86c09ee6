//! What settings do to a scan, and which of them do nothing.

use std::collections::BTreeSet;

use contracts::{Finding, RuleId, Severity, Span};
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use source_tree::{Listing, RepoPath};

use super::{CONFIG_FILE, Settings};
use crate::{facts::ModuleFacts, usage};

/// A pattern of `exclude`: a glob for the paths it names, and one for everything below them.
pub(super) type Pattern = [Glob; 2];

/// A pattern relative to the root; `*` stays inside a folder.
///
/// # Errors
/// A sentence fragment that says why it is none.
pub(super) fn glob(text: &str) -> Result<Pattern, String> {
    let mut rest = text.trim_end_matches('/');
    while let Some(inner) = rest.strip_prefix("./") {
        rest = inner;
    }
    if text.starts_with('/') {
        return Err("is not relative to the root of the repository".to_owned());
    }
    if rest.split('/').any(|segment| segment == "..") {
        return Err("leads out of the repository".to_owned());
    }
    if rest.is_empty() || rest == "." {
        return Err("names nothing in the repository".to_owned());
    }
    let build = |text: &str| {
        let glob = GlobBuilder::new(text).literal_separator(true).build();
        glob.map_err(|error| format!("is no glob: {}", error.kind()))
    };
    Ok([build(rest)?, build(&format!("{rest}/**"))?])
}

/// What a team does not want scanned.
#[derive(Debug, Default)]
pub(crate) struct Exclusion(GlobSet);

impl Exclusion {
    /// The exclusion of settings, whose patterns were found sound when they were read.
    pub(crate) fn of(settings: &Settings) -> Self {
        let mut set = GlobSetBuilder::new();
        for glob in settings.config.exclude.iter().filter_map(|text| glob(text).ok()).flatten() {
            set.add(glob);
        }
        // Each glob was built on its own: together they are only larger.
        Self(set.build().unwrap_or_default())
    }

    /// The numbers of the globs that match a file.
    fn used(&self, listing: &Listing) -> BTreeSet<usize> {
        let matched = listing.files.iter().flat_map(|path| self.0.matches(path.as_str()));
        matched.collect()
    }

    /// Whether a path is left out.
    pub(crate) fn is_match(&self, path: &str) -> bool {
        self.0.is_match(path)
    }
}

/// Settings without effect: a module that is not there or is excluded, a pattern that matches nothing, a
/// file that is not called as it must be.
pub(crate) fn without_effect(
    settings: &Settings,
    modules: &[ModuleFacts],
    listing: &Listing,
) -> Vec<Finding> {
    let excluded = Exclusion::of(settings);
    let unknown = settings.modules.iter().filter_map(|(key, span)| module(key, *span, modules, &excluded));
    let used = excluded.used(listing);
    // Two globs stand for each pattern.
    let idle = settings.exclude.iter().enumerate().filter(|(at, _)| {
        let first = 2 * at;
        !used.contains(&first) && !used.contains(&(first + 1))
    });
    let idle = idle.map(|(_, idle)| idle);
    let idle = idle.map(|(text, span)| {
        let message = format!("`exclude` names `{text}`, which matches no file");
        let help = "take it out, or write it as the path stands in the repository";
        finding("config-exclude-unused", Some(*span), message, help)
    });
    let misnamed = listing.files.iter().filter(|path| is_misnamed(path)).map(|path| {
        let message = format!("not read: the settings are called `{CONFIG_FILE}` and lie at the root");
        let help = format!("call it `{CONFIG_FILE}`");
        Finding { path: path.to_string(), ..finding("config-misnamed", None, message, &help) }
    });
    unknown.chain(idle).chain(clients(settings, modules)).chain(misnamed).collect()
}

/// Clients that nothing uses, and those that are made of a library nobody knows.
fn clients(settings: &Settings, modules: &[ModuleFacts]) -> Vec<Finding> {
    let used: BTreeSet<&str> =
        modules.iter().flat_map(|module| &module.usages).map(|usage| usage.library.as_str()).collect();
    let known = usage::libraries();
    let mut found = Vec::new();
    for (name, span) in &settings.clients {
        let Some(client) = settings.config.clients.get(name) else { continue };
        if let Some(library) = client.made_of.as_deref().filter(|library| !known.contains(library)) {
            let message = format!("the client `{name}` is made of `{library}`, which is no client library");
            let nearest = known.iter().min_by_key(|known| strsim::damerau_levenshtein(known, library));
            let help = nearest.map(|nearest| format!("did you mean `{nearest}`?")).unwrap_or_default();
            found.push(finding("config-client-unknown", Some(*span), message, &help));
        }
        if !used.contains(name.as_str()) {
            let message = format!("nothing uses the client `{name}`");
            let help = "write what it calls in full, as its imports give it: `com.shop.kafka.ShopProducer`";
            found.push(finding("config-client-unused", Some(*span), message, help));
        }
    }
    found
}

fn is_misnamed(path: &RepoPath) -> bool {
    matches!(
        path.as_str(),
        ".autopilot.yaml" | "autopilot.yml" | "autopilot.yaml" | ".autopilot/.autopilot.yml"
    )
}

fn module(key: &str, span: Span, modules: &[ModuleFacts], excluded: &Exclusion) -> Option<Finding> {
    let path = RepoPath::new(key).ok()?;
    if modules.iter().any(|module| module.path == path) {
        return None;
    }
    let inside = format!("{path}/.");
    if excluded.is_match(path.as_str()) || excluded.is_match(&inside) {
        let message = format!("`modules` speaks of `{key}`, which `exclude` leaves out");
        return Some(finding("config-module-excluded", Some(span), message, "take it out of one of the two"));
    }
    let message = format!("`modules` speaks of `{key}`, where no module was found");
    let help = "write a module's folder as a plan shows it (`autopilot scout --all` lists them)";
    Some(finding("config-module-unknown", Some(span), message, help))
}

fn finding(rule: &str, span: Option<Span>, message: String, help: &str) -> Finding {
    Finding {
        path: CONFIG_FILE.to_owned(),
        span,
        rule: RuleId::new(rule),
        severity: Severity::Warning,
        message,
        help: Some(help.to_owned()),
    }
}
