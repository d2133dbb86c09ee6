//! What the settings of a project say.

use super::{
    meaning::{Draft, Meaning, Module, Setting},
    project::{Dependence, Dependency, Place, Project, is_for_tests},
    told::told,
};

/// How many libraries and lines are kept of one project.
const KEPT_MAX: usize = 10_000;

/// How many libraries and lines are handed out in one build, and how many bytes of text come with each before it counts
/// twice: what is said once for all of its projects is copied into each of them.
const HANDED_MAX: usize = 100_000;
const BYTES_EACH: usize = 128;

/// What is left of what a build may hand out to its projects.
pub(super) struct Left {
    handed: usize,
    /// Whether there was more.
    pub(super) cut: bool,
}

impl Left {
    pub(super) fn all() -> Self {
        Self { handed: HANDED_MAX, cut: false }
    }

    /// Adds what may still be kept of what a project says.
    fn keep<T>(&mut self, held: &mut Vec<T>, more: impl Iterator<Item = T>, bytes: impl Fn(&T) -> usize) {
        for item in more {
            let cost = 1 + bytes(&item) / BYTES_EACH;
            if held.len() >= KEPT_MAX || self.handed < cost {
                self.cut = true;
                return;
            }
            self.handed -= cost;
            held.push(item);
        }
    }
}

/// A project of which nothing is known yet but its definition.
pub(super) fn begun(id: String, folder: String, place: Place) -> Project {
    Project {
        id,
        folder,
        place,
        name: None,
        organization: None,
        dependencies: Vec::new(),
        projects: Vec::new(),
        aggregates: Vec::new(),
        plugins: Vec::new(),
        told: Vec::new(),
        has_settings: false,
    }
}

/// What a definition says beside its settings.
pub(super) fn defined(project: &mut Project, draft: &Draft) {
    let depends = draft.depends.iter().take(KEPT_MAX).map(|(on, place)| Dependence {
        id: on.id.to_string(),
        configurations: on.configurations.as_ref().map(ToString::to_string),
        place: *place,
    });
    project.projects.extend(depends);
    project.aggregates.extend(draft.aggregates.iter().take(KEPT_MAX).map(ToString::to_string));
    let plugins = draft.plugins.iter().take(KEPT_MAX);
    project.plugins.extend(plugins.map(|(name, place)| (name.to_string(), *place)));
}

/// Whether a setting is for all projects of the build.
pub(super) fn is_of_build(setting: &Setting) -> bool {
    setting.scopes.iter().any(|scope| matches!(scope.as_str(), "ThisBuild" | "Global"))
}

/// Applies one setting.
pub(super) fn apply(project: &mut Project, setting: &Setting, left: &mut Left) {
    let text = || setting.value.as_text().map(ToString::to_string);
    match setting.key.as_str() {
        "name" | "moduleName" if setting.scopes.iter().all(|scope| scope == "ThisBuild") => {
            project.name = text().or_else(|| project.name.take());
        }
        "organization" => project.organization = text().or_else(|| project.organization.take()),
        "libraryDependencies" => {
            if setting.operator == ":=" {
                project.dependencies.clear();
            }
            let tests = is_of_tests(setting);
            let modules = setting.value.flat().iter().filter_map(|meaning| match meaning {
                Meaning::Module(module) => Some(dependency(module, tests)),
                _ => None,
            });
            left.keep(&mut project.dependencies, modules, |library| {
                let known = [&library.version, &library.configurations].into_iter().flatten();
                library.group.len() + library.artifact.len() + known.map(String::len).sum::<usize>()
            });
        }
        _ if is_of_tests(setting) => {}
        _ => left.keep(&mut project.told, told(setting), |line| line.text.value.len()),
    }
}

fn is_of_tests(setting: &Setting) -> bool {
    let scopes = setting.scopes.iter().filter(|scope| *scope != "ThisBuild");
    scopes.clone().count() > 0 && scopes.clone().any(|scope| is_for_tests(scope))
}

fn dependency(module: &Module, tests: bool) -> Dependency {
    let configurations = module.configurations.as_ref().map(ToString::to_string);
    Dependency {
        group: module.group.to_string(),
        artifact: module.artifact.to_string(),
        version: module.version.as_ref().and_then(Option::as_ref).map(ToString::to_string),
        configurations: if tests { Some("test".to_owned()) } else { configurations },
        place: module.place,
    }
}
