//! Methods of what values stand for.

use std::rc::Rc;

use super::{
    evaluate::{Evaluator, Scope},
    meaning::{Draft, Meaning},
    project::Place,
    value::{Argument, Value},
};

/// Methods that change what a project is.
const TELL: [&str; 8] = [
    "in",
    "settings",
    "jvmSettings",
    "platformsSettings",
    "dependsOn",
    "aggregate",
    "enablePlugins",
    "withId",
];

/// Methods of a collection that give no collection.
const LEAVE: [&str; 6] = ["find", "exists", "contains", "mkString", "size", "value"];

impl<'s> Evaluator<'s> {
    /// What a method of a meaning gives.
    pub(super) fn method(
        &mut self,
        object: Meaning,
        method: &str,
        arguments: &'s [Argument],
        place: Place,
        scope: &mut Scope<'s>,
    ) -> Meaning {
        match object {
            Meaning::Project(draft) if method == "configure" => self.configured(draft, arguments, scope),
            Meaning::Project(draft) => {
                let values: Vec<(Meaning, Place)> = if TELL.contains(&method) {
                    let given = arguments.iter().map(|argument| &argument.value);
                    given.map(|of| (self.value(of, scope), Place { span: of.span, ..place })).collect()
                } else {
                    Vec::new()
                };
                self.told(draft, method, values)
            }
            Meaning::List(list) if matches!(method, "map" | "flatMap") => {
                let Some(function) = arguments.first() else { return Meaning::List(list) };
                let applied =
                    list.iter().map(|one| self.apply(&function.value, one.clone(), scope)).collect();
                self.list(applied)
            }
            Meaning::List(_) if LEAVE.contains(&method) => Meaning::Nothing,
            Meaning::Name(name) if method == "in" => {
                let around: Vec<Meaning> =
                    arguments.iter().map(|argument| self.value(&argument.value, scope)).collect();
                let around = around.iter().filter_map(Meaning::as_name).chain([&name]);
                Meaning::name(around.map(|part| &**part).collect::<Vec<_>>().join("/"))
            }
            Meaning::Name(name) if arguments.is_empty() => Meaning::name(format!("{name}.{method}")),
            Meaning::Text(text) if matches!(method, "trim" | "stripMargin" | "toString") => {
                Meaning::Text(text)
            }
            Meaning::Name(_) | Meaning::Text(_) | Meaning::Folder(_) => Meaning::Nothing,
            // What a module excludes, how it is cross-built: it stays what it is.
            other => other,
        }
    }

    /// A project that functions of projects were applied to.
    fn configured(&mut self, draft: Rc<Draft>, arguments: &'s [Argument], scope: &mut Scope<'s>) -> Meaning {
        let mut project = Meaning::Project(draft);
        for argument in arguments {
            let made = self.apply(&argument.value, project.clone(), scope);
            project = if matches!(made, Meaning::Project(_)) { made } else { project };
        }
        project
    }

    /// `a method b`, `a method (b, c)`
    pub(super) fn infix_method(
        &mut self,
        left: Meaning,
        method: &str,
        right: &'s Value,
        place: Place,
        scope: &mut Scope<'s>,
    ) -> Meaning {
        let Meaning::Project(draft) = left else {
            return self.method(left, method, &[], place, scope);
        };
        let value = self.value(right, scope);
        self.told(draft, method, vec![(value, Place { span: right.span, ..place })])
    }

    /// A project with what one of its methods tells.
    fn told(&mut self, mut shared: Rc<Draft>, method: &str, values: Vec<(Meaning, Place)>) -> Meaning {
        let more: usize = values.iter().map(|(value, _)| value.flat().len()).sum();
        // What another name still stands for has to be copied.
        let copied = if Rc::strong_count(&shared) > 1 { shared.size() } else { 0 };
        if !TELL.contains(&method) {
            return Meaning::Project(shared);
        }
        if !self.afford(more + copied) {
            return Meaning::Nothing;
        }
        let draft = Rc::make_mut(&mut shared);
        let each = values.iter().flat_map(|(value, place)| value.flat().iter().map(move |one| (one, *place)));
        match method {
            "in" => match values.first() {
                Some((Meaning::Folder(folder), _)) => draft.folder = Some(folder.clone()),
                // It is not known where it lies.
                _ => return Meaning::Nothing,
            },
            "withId" => draft.id = values.first().and_then(|(id, _)| id.as_text().cloned()),
            "dependsOn" => {
                draft.depends.extend(each.filter_map(|(one, place)| Some((one.reference()?, place))))
            }
            "aggregate" => draft.aggregates.extend(each.filter_map(|(one, _)| Some(one.reference()?.id))),
            "enablePlugins" => {
                draft.plugins.extend(each.filter_map(|(one, place)| Some((one.as_name()?.clone(), place))));
            }
            _ => draft.settings.extend(values.iter().flat_map(|(value, _)| value.settings().cloned())),
        }
        Meaning::Project(shared)
    }
}
