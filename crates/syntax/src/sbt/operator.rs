//! What stands between two values: `%`, `+=`, `++`, `/`, `in`.

use std::rc::Rc;

use super::{
    evaluate::{Evaluator, Scope},
    key::key,
    meaning::{Meaning, Module, Reference, Setting, Text},
    project::Place,
    value::Value,
};

/// Operators that set a key, or add to it.
const SETS: [&str; 6] = [":=", "+=", "++=", "<+=", "<++=", "<<="];

/// Operators that take away from a key, or change what it was.
const CHANGES: [&str; 3] = ["-=", "--=", "~="];

impl<'s> Evaluator<'s> {
    pub(super) fn infix(
        &mut self,
        left: &'s Value,
        operator: &str,
        right: &'s Value,
        place: Place,
        scope: &mut Scope<'s>,
    ) -> Meaning {
        match operator {
            _ if SETS.contains(&operator) => self.setting(left, operator, right, scope),
            _ if CHANGES.contains(&operator) => Meaning::Nothing,
            "%" | "%%" | "%%%" => {
                let (left, right) = (self.value(left, scope), self.value(right, scope));
                module(left, &right, place)
            }
            "->" => match (self.value(left, scope), self.value(right, scope)) {
                (Meaning::Text(name), Meaning::Text(value)) => Meaning::Pair(Rc::new((name, value))),
                _ => Meaning::Nothing,
            },
            "++" | ":+" | "+:" | "::" | ":::" | "++:" | "+" | "union" => {
                let (left, right) = (self.value(left, scope), self.value(right, scope));
                self.joined(left, right, place)
            }
            "/" => below(self.value(left, scope), self.value(right, scope)),
            _ if operator.starts_with(|c: char| c.is_alphabetic()) => {
                let left = self.value(left, scope);
                self.infix_method(left, operator, right, place, scope)
            }
            _ => Meaning::Nothing,
        }
    }

    fn setting(
        &mut self,
        left: &'s Value,
        operator: &str,
        right: &'s Value,
        scope: &mut Scope<'s>,
    ) -> Meaning {
        let mut scopes = Vec::new();
        let Some(key) = key(left, &mut scopes) else { return Meaning::Nothing };
        let value = self.value(right, scope).plain();
        Meaning::Setting(Rc::new(Setting { key, scopes, operator: operator.to_owned(), value }))
    }

    /// Two texts as one, or the elements of both sides.
    fn joined(&mut self, left: Meaning, right: Meaning, place: Place) -> Meaning {
        match (&left, &right) {
            (Meaning::Text(a), Meaning::Text(b)) => {
                Meaning::text(format!("{}{}", a.text, b.text), a.whole && b.whole, place)
            }
            _ => self.list(vec![left, right]),
        }
    }
}

/// `"group" %% "artifact" % "version" % Test`, and `core % "test->test"` of a project.
fn module(left: Meaning, right: &Meaning, place: Place) -> Meaning {
    match left {
        Meaning::Text(Text { text: group, whole: true, .. }) => match right.as_text().cloned() {
            Some(artifact) => {
                let (version, configurations) = (None, None);
                Meaning::Module(Rc::new(Module { group, artifact, version, configurations, place }))
            }
            None => Meaning::Nothing,
        },
        Meaning::Module(mut module) => {
            let changed = Rc::make_mut(&mut module);
            match right {
                Meaning::Name(name) if is_configuration(name) => changed.configurations = Some(name.clone()),
                // Whether it could be worked out or not, what stands behind the name first is the version.
                _ if changed.version.is_none() => changed.version = Some(right.as_text().cloned()),
                _ => changed.configurations = configurations(right),
            }
            Meaning::Module(module)
        }
        Meaning::Project(_) | Meaning::Reference(_) => match left.reference() {
            Some(Reference { id, .. }) => {
                Meaning::Reference(Rc::new(Reference { id, configurations: configurations(right) }))
            }
            None => left,
        },
        _ => Meaning::Nothing,
    }
}

/// Whether a name can only be a configuration.
fn is_configuration(name: &str) -> bool {
    matches!(name, "Test" | "Provided" | "Compile" | "Runtime" | "Optional" | "IntegrationTest")
}

fn configurations(meaning: &Meaning) -> Option<Rc<str>> {
    match meaning {
        Meaning::Text(text) => Some(text.text.clone()),
        other => other.as_name().cloned(),
    }
}

/// A folder in another, or a key in a scope.
fn below(left: Meaning, right: Meaning) -> Meaning {
    match (left, right) {
        (Meaning::Folder(folder), Meaning::Text(Text { text, whole: true, .. })) => {
            Meaning::folder(format!("{folder}/{text}"))
        }
        (Meaning::Name(left), Meaning::Name(right)) => Meaning::name(format!("{left}/{right}")),
        _ => Meaning::Nothing,
    }
}
