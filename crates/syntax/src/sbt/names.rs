//! The names that the files of a build define.

use std::collections::{HashMap, VecDeque};

use super::{
    Script,
    value::{Definition, Statement},
};

/// Where a value stands: its file, and the objects around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Home<'s> {
    pub(super) file: usize,
    /// The index of the innermost object, into those of the build.
    pub(super) object: usize,
    pub(super) imported: &'s [String],
}

/// One definition of the build.
#[derive(Debug)]
pub(super) struct Known<'s> {
    pub(super) home: Home<'s>,
    pub(super) definition: &'s Definition,
}

/// An object, or the top of a file.
#[derive(Debug)]
struct Object<'s> {
    name: &'s str,
    around: Option<usize>,
}

/// All definitions of a build, and the values that stand alone.
#[derive(Debug, Default)]
pub(super) struct Names<'s> {
    objects: Vec<Object<'s>>,
    pub(super) definitions: Vec<Known<'s>>,
    by_name: HashMap<&'s str, Vec<usize>>,
    /// What stands alone at the top of a file.
    pub(super) alone: Vec<(Home<'s>, &'s super::value::Value)>,
}

/// How many objects may stand around a definition.
const AROUND_MAX: usize = 16;

/// How many definitions of one name are compared.
const SAME_MAX: usize = 64;

impl<'s> Names<'s> {
    pub(super) fn of(scripts: impl Iterator<Item = &'s Script>) -> Self {
        let mut names = Self::default();
        for (file, script) in scripts.enumerate() {
            let mut open = VecDeque::from([("", None, script.statements.as_slice())]);
            while let Some((name, around, statements)) = open.pop_front() {
                let object = names.objects.len();
                names.objects.push(Object { name, around });
                let home = Home { file, object, imported: &script.imported };
                for statement in statements {
                    match statement {
                        Statement::Definition(definition) => names.define(home, definition),
                        Statement::Object { name, statements } => {
                            open.push_back((name, Some(object), statements))
                        }
                        Statement::Value(value) if around.is_none() => names.alone.push((home, value)),
                        Statement::Value(_) => {}
                    }
                }
            }
        }
        names
    }

    fn define(&mut self, home: Home<'s>, definition: &'s Definition) {
        self.by_name.entry(&definition.name).or_default().push(self.definitions.len());
        self.definitions.push(Known { home, definition });
    }

    /// The name of an object; empty for the top of a file.
    pub(super) fn object(&self, object: usize) -> &'s str {
        self.objects[object].name
    }

    /// The objects around a place, the innermost first, and the top of the file.
    fn around(&self, object: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(object), |at| self.objects[*at].around).take(AROUND_MAX)
    }

    /// The definition that a dotted name leads to from a place: one around it, else one that is imported, else any.
    pub(super) fn find(&self, dotted: &str, from: Home<'_>) -> Option<usize> {
        let (path, name) = dotted.rsplit_once('.').map_or((None, dotted), |(path, name)| (Some(path), name));
        let fits = |index: &&usize| {
            path.is_none_or(|path| self.lies_in(self.definitions[**index].home.object, path))
        };
        let found = self.by_name.get(name)?.iter().take(SAME_MAX).filter(fits);
        let rank = |index: &&usize| {
            let home = self.definitions[**index].home;
            let near = self.around(from.object).position(|object| object == home.object);
            let imported = from.imported.iter().any(|object| object == self.objects[home.object].name);
            (near.unwrap_or(usize::MAX), !imported, home.file != from.file, **index)
        };
        found.min_by_key(rank).copied()
    }

    /// Whether an object lies at the end of this path.
    fn lies_in(&self, object: usize, path: &str) -> bool {
        let mut around = self.around(object);
        path.rsplit('.').all(|part| around.next().is_some_and(|object| self.objects[object].name == part))
    }
}
