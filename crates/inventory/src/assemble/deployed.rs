//! Dockerfiles and compose files, given to the modules they build and start.

use std::collections::BTreeMap;

use contracts::plan::Language;
use source_tree::RepoPath;

use super::{
    named, own_code,
    programless::{sole_module, sole_program},
};
use crate::{
    deploy::{Build, Deploy, dockerfile::Image},
    facts::{Deployment, ModuleFacts, Role},
    manifest::Manifest,
};

/// How many steps of Dockerfiles may be given to modules, counted each time: many services could share a long one.
const STEPS_MAX: usize = 500_000;

/// How many words of a command, and how many folders in front of a path, are looked at.
const WORDS_MAX: usize = 64;
const FOLDERS_MAX: usize = 8;

/// The deployments of Dockerfiles, each for the folder it lies in.
pub(super) fn of_images(images: &[Image]) -> Vec<Deploy> {
    let deploy = |image: &Image| Deploy {
        folder: image.folder.clone(),
        deployment: image.deployment(None),
        build: None,
        service: None,
    };
    images.iter().map(deploy).collect()
}

/// Gives each deployment to its module, and the Dockerfile that a compose file builds it by along with it.
pub(super) fn give(
    modules: &mut BTreeMap<RepoPath, ModuleFacts>,
    deploys: Vec<Deploy>,
    images: &[Image],
    manifests: &[Manifest],
) {
    let names = named::names(modules);
    let images: BTreeMap<&RepoPath, &Image> = images.iter().map(|image| (&image.path, image)).collect();
    let mut left = STEPS_MAX;
    for deploy in deploys {
        // What lies among tests and examples of a module deploys them, not it.
        let lies_aside = own_code::is_aside(&deploy.folder);
        let owner = owner(modules, &names, &deploy).and_then(|path| modules.get_mut(&path));
        let Some(module) = owner.filter(|module| module.aside || !lies_aside) else { continue };
        let target = deploy.build.as_ref().and_then(|build| build.target.as_deref());
        let dockerfile = match &deploy.build {
            Some(build) => build.dockerfile.as_ref(),
            None => Some(&deploy.deployment.path),
        };
        let image = dockerfile.and_then(|path| images.get(path));
        let shared = deploy.build.is_some();
        push(module, deploy.deployment);
        let Some(image) = image.filter(|image| image.size() <= left) else { continue };
        left -= image.size();
        if shared {
            push(module, image.deployment(target));
        }
        install(module, image, target, manifests);
    }
    for module in modules.values_mut() {
        module.deployments.sort_by(|a, b| (&a.path, a.location.span).cmp(&(&b.path, b.location.span)));
    }
}

/// Adds a deployment; a Dockerfile's that is there already stays as it is.
fn push(module: &mut ModuleFacts, deployment: Deployment) {
    let known = |other: &Deployment| other.path == deployment.path && other.location == deployment.location;
    if !module.deployments.iter().any(known) {
        module.deployments.push(deployment);
    }
}

/// What the image installs beside the manifests, of Python: packages by name, and files that lie elsewhere.
fn install(module: &mut ModuleFacts, image: &Image, target: Option<&str>, manifests: &[Manifest]) {
    if module.language != Language::Python {
        return;
    }
    let (mut packages, files) = image.installed(target);
    for file in files {
        let mut above = std::iter::successors(Some(image.folder.clone()), RepoPath::parent);
        let found = above.find_map(|folder| {
            let path = folder.join(&file).ok()?;
            manifests.iter().find(|manifest| manifest.path == path)
        });
        let Some(found) = found.filter(|found| !module.manifests.contains(&found.path)) else { continue };
        packages.extend(found.dependencies.iter().cloned());
        module.manifests.push(found.path.clone());
    }
    module.manifests.sort();
    for package in packages {
        if module.runtime_dependencies().all(|known| known.name != package.name) {
            module.dependencies.push(package);
        }
    }
}

/// The module that is built: that of the folder; where many share it, the one that an argument or a stage names; the
/// nearest above; the one that the service starts or is named after.
fn owner(
    modules: &BTreeMap<RepoPath, ModuleFacts>,
    names: &BTreeMap<String, Option<RepoPath>>,
    deploy: &Deploy,
) -> Option<RepoPath> {
    let own = modules.contains_key(&deploy.folder).then(|| deploy.folder.clone());
    let Some(build) = &deploy.build else {
        let meant =
            variant(&deploy.deployment.path).and_then(|word| inner(modules, names, &deploy.folder, word));
        let above = meant.or(own).or_else(|| above(modules, &deploy.folder));
        let program = || sole_program(modules, &deploy.folder);
        let alone = || sole_module(modules, &deploy.folder).filter(|_| !deploy.folder.is_root());
        return above.or_else(program).or_else(alone);
    };
    let inner = own.clone().filter(|folder| *folder != build.context);
    let variant = build.dockerfile.as_ref().and_then(variant);
    let words = build.arguments.iter().chain(&build.target).map(String::as_str).chain(variant);
    let spoken = || words.clone().find_map(|word| called(modules, names, build, word));
    inner
        .or_else(spoken)
        .or(own)
        .or_else(|| above(modules, &deploy.folder))
        .or_else(|| started(modules, deploy, build))
        .or_else(|| called(modules, names, build, deploy.service.as_ref()?))
        .or_else(|| sole_program(modules, &build.context))
}

fn above(modules: &BTreeMap<RepoPath, ModuleFacts>, folder: &RepoPath) -> Option<RepoPath> {
    folder.ancestors().find(|folder| modules.contains_key(folder))
}

/// The module below a build's context that a word names: by its folder, or by its own name.
fn called(
    modules: &BTreeMap<RepoPath, ModuleFacts>,
    names: &BTreeMap<String, Option<RepoPath>>,
    build: &Build,
    word: &str,
) -> Option<RepoPath> {
    inner(modules, names, &build.context, word)
}

/// The module below a folder that a word names.
fn inner(
    modules: &BTreeMap<RepoPath, ModuleFacts>,
    names: &BTreeMap<String, Option<RepoPath>>,
    around: &RepoPath,
    word: &str,
) -> Option<RepoPath> {
    let folder = around.join(word).ok().filter(|folder| modules.contains_key(folder));
    let named = || names.get(&named::bare(word)).cloned().flatten();
    folder.or_else(named).filter(|path| path.is_within(around) && path != around)
}

/// What a Dockerfile is called beside its kind: `orders` of `orders.Dockerfile` and `Dockerfile.orders`.
fn variant(dockerfile: &RepoPath) -> Option<&str> {
    let name = dockerfile.file_name();
    let word = name.strip_prefix("Dockerfile.").or_else(|| name.strip_suffix(".Dockerfile"));
    word.or_else(|| name.strip_suffix(".dockerfile")).filter(|word| !word.is_empty())
}

/// The module whose folder stands in the command of a service: `node dist/apps/orders/main`.
fn started(modules: &BTreeMap<RepoPath, ModuleFacts>, deploy: &Deploy, build: &Build) -> Option<RepoPath> {
    let starts = deploy.deployment.lines.iter().filter(|line| line.role == Role::Start);
    let words = starts.flat_map(|line| line.text.split_whitespace()).take(WORDS_MAX);
    let found = words.flat_map(|word| {
        let parts: Vec<&str> = word.split('/').take(2 * FOLDERS_MAX).collect();
        let starts = 0..parts.len().min(FOLDERS_MAX);
        let inner = starts.flat_map(|from| (from + 2..=parts.len()).map(move |to| (from, to)));
        let paths = inner.filter_map(|(from, to)| build.context.join(&parts[from..to].join("/")).ok());
        paths.filter(|path| modules.contains_key(path)).collect::<Vec<_>>()
    });
    found.max_by_key(|path| path.segments().count())
}
