//! Dockerfile: what the image is built by, started by and set to, by its stages.

use std::collections::{BTreeMap, BTreeSet};

use source_tree::RepoPath;
use syntax::dockerfile::{self, Form, Instruction, Stage};

use crate::{
    facts::{Dependency, Deployment, Ecosystem, Role, Scope, WiringLine},
    location::Location,
    manifest::installed,
    source_file::SourceFile,
};

/// One Dockerfile.
#[derive(Debug, Clone)]
pub(crate) struct Image {
    /// The folder it lies in.
    pub(crate) folder: RepoPath,
    pub(crate) path: RepoPath,
    stages: Vec<Part>,
    /// The stages of each name, in lower case.
    names: BTreeMap<String, Vec<usize>>,
}

/// A stage.
#[derive(Debug, Clone)]
struct Part {
    base: String,
    location: Location,
    /// The stages, by name or number, that files are taken from.
    taken: Vec<String>,
    steps: Vec<Step>,
}

/// A step of a stage.
#[derive(Debug, Clone)]
struct Step {
    keyword: String,
    pairs: Vec<(String, String)>,
    text: String,
    location: Location,
}

/// Reads one Dockerfile; one without a stage is none.
pub(crate) fn read(file: &SourceFile<'_>) -> (Option<Image>, Vec<syntax::SyntaxError>) {
    let (read, errors) = dockerfile::read(file.text());
    let stages: Vec<Part> = read.stages.iter().map(|stage| part(file, stage)).collect();
    let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, stage) in read.stages.iter().enumerate() {
        if let Some(name) = &stage.name {
            names.entry(name.value.to_ascii_lowercase()).or_default().push(at);
        }
    }
    let folder = file.path().parent().filter(|_| !stages.is_empty());
    (folder.map(|folder| Image { folder, path: file.path().clone(), stages, names }), errors)
}

fn part(file: &SourceFile<'_>, stage: &Stage) -> Part {
    let flags = stage.instructions.iter().flat_map(|step| &step.flags);
    Part {
        base: stage.base.value.clone(),
        location: file.location(stage.base.span),
        taken: flags.filter_map(|flag| taken_from(&flag.value)).map(str::to_owned).collect(),
        steps: stage.instructions.iter().map(|step| self::step(file, step)).collect(),
    }
}

/// `--from=build`, `--mount=type=bind,from=build`.
fn taken_from(flag: &str) -> Option<&str> {
    flag.strip_prefix("--from=")
        .or_else(|| flag.strip_prefix("--mount=")?.split(',').find_map(|option| option.strip_prefix("from=")))
}

fn step(file: &SourceFile<'_>, step: &Instruction) -> Step {
    let pairs = step.pairs.iter().map(|(key, value)| (key.value.clone(), value.value.clone()));
    let text = match &step.form {
        Form::Shell(text) => text.value.clone(),
        Form::Exec(words) => words.iter().map(|word| word.value.as_str()).collect::<Vec<_>>().join(" "),
    };
    Step { keyword: step.keyword.clone(), pairs: pairs.collect(), text, location: file.location(step.span) }
}

impl Image {
    /// What the image of a stage is built by, started by and set to; of the last, when none of this name is asked
    /// for.
    pub(crate) fn deployment(&self, target: Option<&str>) -> Deployment {
        let at = self.stage(target);
        let mut settings = self.settings(at);
        let mut lines = Vec::new();
        for index in self.used(at) {
            for (number, step) in self.stages[index].steps.iter().enumerate() {
                let settled = settings.remove(&(index, number));
                let line = settled.or_else(|| Some((Role::Build, built(step)?)));
                lines.extend(line.map(|(role, text)| WiringLine {
                    role,
                    text,
                    location: step.location.clone(),
                }));
            }
        }
        Deployment { path: self.path.clone(), location: self.stages[at].location.clone(), lines }
    }

    /// What sets and starts the image of a stage, by stage and step: what a later step undoes is left out. What
    /// starts a stage that the image is not made of starts nothing.
    fn settings(&self, at: usize) -> BTreeMap<(usize, usize), (Role, String)> {
        let mut found = BTreeMap::new();
        let (mut set, mut started) = (BTreeSet::new(), BTreeSet::new());
        for index in self.chain(at) {
            for (number, step) in self.stages[index].steps.iter().enumerate().rev() {
                let said = match step.keyword.as_str() {
                    "CMD" | "ENTRYPOINT" => {
                        started.insert(step.keyword.as_str()).then(|| (Role::Start, step.text.clone()))
                    }
                    "ENV" => environment(step, &mut set).map(|text| (Role::Environment, text)),
                    _ => None,
                };
                found.extend(said.map(|said| ((index, number), said)));
            }
        }
        found
    }

    /// What steps of the image install with Python's tools, and the requirements files they name.
    pub(crate) fn installed(&self, target: Option<&str>) -> (Vec<Dependency>, Vec<String>) {
        let (mut packages, mut files) = (Vec::new(), Vec::new());
        let used = self.used(self.stage(target));
        for step in used.iter().flat_map(|at| &self.stages[*at].steps).filter(|step| step.keyword == "RUN") {
            let found = installed::read(&step.text);
            files.extend(found.files);
            packages.extend(found.packages.into_iter().map(|(name, version)| Dependency {
                ecosystem: Ecosystem::Python,
                name,
                version,
                scope: Scope::Runtime,
                location: step.location.clone(),
            }));
        }
        (packages, files)
    }

    /// How many steps it has.
    pub(crate) fn size(&self) -> usize {
        self.stages.iter().map(|stage| stage.steps.len() + 1).sum()
    }

    fn stage(&self, target: Option<&str>) -> usize {
        let asked = target.and_then(|name| self.named(name, self.stages.len()));
        asked.unwrap_or(self.stages.len().saturating_sub(1))
    }

    /// The last stage of this name, or with this number, in front of another.
    fn named(&self, name: &str, before: usize) -> Option<usize> {
        let same = self.names.get(&name.to_ascii_lowercase());
        let named = same.and_then(|same| same[..same.partition_point(|at| *at < before)].last().copied());
        named.or_else(|| name.parse().ok().filter(|number| *number < before))
    }

    /// The stages whose settings the image of one has: itself, what it is `FROM`, and so on.
    fn chain(&self, at: usize) -> Vec<usize> {
        std::iter::successors(Some(at), |at| self.named(&self.stages[*at].base, *at)).collect()
    }

    /// The stages that the image of one is made of or takes files from, in the order of the text.
    fn used(&self, at: usize) -> Vec<usize> {
        let mut used = vec![false; self.stages.len()];
        used[at] = true;
        for index in (0..=at).rev() {
            if used[index] {
                let part = &self.stages[index];
                let names = part.taken.iter().chain([&part.base]);
                names.filter_map(|name| self.named(name, index)).for_each(|from| used[from] = true);
            }
        }
        (0..=at).filter(|index| used[*index]).collect()
    }
}

/// What a step puts into the image or its build.
fn built(step: &Step) -> Option<String> {
    match step.keyword.as_str() {
        // An `ARG` is gone when the image runs.
        "ARG" => Some(joined(step.pairs.iter())),
        "RUN" | "COPY" | "ADD" => Some(step.text.clone()),
        _ => None,
    }
}

/// The variables that no later step sets anew, which are those in `set`. Whoever sets one to something with its old
/// value adds to it.
fn environment<'s>(step: &'s Step, set: &mut BTreeSet<&'s str>) -> Option<String> {
    let kept: Vec<&(String, String)> =
        step.pairs.iter().filter(|(key, _)| !set.contains(key.as_str())).collect();
    let anew = step
        .pairs
        .iter()
        .filter(|(key, value)| !value.contains(&format!("${key}")) && !value.contains(&format!("${{{key}")));
    set.extend(anew.map(|(key, _)| key.as_str()));
    (!kept.is_empty()).then(|| joined(kept.into_iter()))
}

fn joined<'p>(pairs: impl Iterator<Item = &'p (String, String)>) -> String {
    pairs.map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn stages_of_any_shape_end(text in "((FROM (a|b|c|0|1)( AS (a|b|c))?|COPY --from=(a|b|0|9) x y|ENV A=(1|[$]A|)|CMD x|RUN pip install -r a b)\n){0,20}") {
            let path = RepoPath::new("Dockerfile").unwrap();
            let (image, _) = read(&SourceFile::new(&path, &text));
            for target in [None, Some("a"), Some("0"), Some("7")] {
                if let Some(image) = &image {
                    image.deployment(target);
                    image.installed(target);
                }
            }
        }
    }
}
