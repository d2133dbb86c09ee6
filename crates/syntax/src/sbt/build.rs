//! The files of one build, put together.

mod gathered;

use std::rc::Rc;

use super::{
    Script,
    evaluate::Evaluator,
    meaning::Setting,
    names::Names,
    project::Project,
    setting::{Left, apply, begun, defined, is_of_build},
};

use gathered::{Bare, Held, Plugin};

/// How often settings may be applied: a build may have many that are for all of its projects.
const APPLIED_MAX: usize = 400_000;

/// A file of a build.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its folder, from the root of the build; empty for the root.
    pub folder: &'a str,
    /// Whether it only defines what others use: a Scala file in `project/`.
    pub defines: bool,
    /// What it says.
    pub script: &'a Script,
}

/// A build.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Build {
    /// Its projects, by folder and id. A folder with an .sbt file always has one.
    pub projects: Vec<Project>,
    /// Whether it says more of them than is kept: what follows is left out.
    pub cut: bool,
}

/// Puts the files of one build together.
#[must_use]
pub fn build(files: &[File<'_>]) -> Build {
    let mut evaluator = Evaluator::of(Names::of(files.iter().map(|file| file.script)));
    let held = gathered::projects(&mut evaluator);
    let bare = gathered::bare(&mut evaluator, files);
    let plugins = gathered::plugins(&mut evaluator);
    let mut projects: Vec<Project> = held.iter().map(begin).collect();
    projects.extend(gathered::implicit(&projects, files));
    let shared = shared(&held, &bare, &plugins);
    let (mut left, mut handed) = (APPLIED_MAX, Left::all());
    // Those that no definition holds stand behind the others, and may be called like one.
    for (at, project) in projects.iter_mut().enumerate() {
        let beside = bare.get(&project.folder).into_iter().flatten();
        let own = held.get(at).into_iter().flat_map(|held| &held.draft.settings).chain(beside);
        let own = own.filter(|setting| !is_of_build(setting));
        let own: Vec<&Rc<Setting>> = own.collect();
        project.has_settings = !own.is_empty();
        let of_plugins = of_plugins(&plugins, project);
        let mut all = shared.iter().copied().chain(of_plugins).chain(own);
        for setting in all.by_ref().take(left) {
            left -= 1;
            apply(project, setting, &mut handed);
        }
        handed.cut |= all.next().is_some();
    }
    projects.sort_by(|a, b| (&a.folder, &a.id).cmp(&(&b.folder, &b.id)));
    Build { projects, cut: handed.cut }
}

fn begin(held: &Held) -> Project {
    let folder = gathered::normal(held.draft.folder.as_deref().unwrap_or(&held.id));
    let mut project = begun(held.id.clone(), folder, held.place);
    defined(&mut project, &held.draft);
    project
}

/// The settings that are for all projects, wherever they stand.
fn shared<'a>(held: &'a [Held], bare: &'a Bare, plugins: &'a [Plugin]) -> Vec<&'a Rc<Setting>> {
    let of_projects = held.iter().flat_map(|held| &held.draft.settings);
    let of_plugins = plugins.iter().flat_map(|plugin| &plugin.settings);
    let all = of_plugins.chain(bare.values().flatten()).chain(of_projects);
    all.filter(|setting| is_of_build(setting)).collect()
}

/// The settings of the build's own plugins that are switched on for a project.
fn of_plugins<'a>(plugins: &'a [Plugin], project: &Project) -> Vec<&'a Rc<Setting>> {
    let on =
        |plugin: &&Plugin| plugin.for_all || project.plugins.iter().any(|(name, _)| *name == plugin.name);
    let settings = plugins.iter().filter(on).flat_map(|plugin| &plugin.settings);
    settings.filter(|setting| !is_of_build(setting)).collect()
}
