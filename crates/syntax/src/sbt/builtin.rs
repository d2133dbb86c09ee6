//! Functions of sbt and of Scala that builds call.

use std::rc::Rc;

use super::{
    evaluate::{Evaluator, Scope},
    meaning::{Draft, Meaning, Reference, Setting},
    project::Place,
    value::Argument,
};

impl<'s> Evaluator<'s> {
    fn values(&mut self, arguments: &'s [Argument], scope: &mut Scope<'s>) -> Vec<Meaning> {
        arguments.iter().map(|argument| self.value(&argument.value, scope)).collect()
    }

    /// The argument of this name, or at this place among those without a name.
    fn argument(
        &mut self,
        arguments: &'s [Argument],
        name: &str,
        at: usize,
        scope: &mut Scope<'s>,
    ) -> Meaning {
        let named = arguments.iter().find(|argument| argument.name.as_deref() == Some(name));
        let found = named.or_else(|| arguments.get(at).filter(|argument| argument.name.is_none()));
        found.map_or(Meaning::Nothing, |found| self.value(&found.value, scope))
    }

    /// What a function of sbt or of Scala gives; none where the name is of no such function.
    pub(super) fn builtin(
        &mut self,
        name: &str,
        arguments: &'s [Argument],
        place: Place,
        scope: &mut Scope<'s>,
    ) -> Option<Meaning> {
        Some(match name {
            "Seq" | "List" | "Vector" | "Set" | "Array" | "Map" | "Def.settings" => {
                let values = self.values(arguments, scope);
                self.list(values)
            }
            "Some" | "Option" | "JavaAgent" | "Def.setting" | "Def.task" | "Def.settingDyn"
            | "Def.taskDyn" => self.argument(arguments, "module", 0, scope),
            "file" => Meaning::folder(self.argument(arguments, "", 0, scope).as_text()?.to_string()),
            "Project" => self.project(arguments, scope),
            "crossProject" => Meaning::Project(Rc::new(Draft::new(None, None))),
            "LocalProject" | "ProjectRef" => {
                let id = self.values(arguments, scope).pop()?.as_text()?.clone();
                Meaning::Reference(Rc::new(Reference { id, configurations: None }))
            }
            "inThisBuild" => self.scoped(arguments, Some("ThisBuild"), scope),
            "inConfig" | "inTask" | "inScope" => self.scoped(arguments, None, scope),
            "Cmd" | "ExecCmd" => {
                let values = self.values(arguments, scope);
                let words = values.iter().flat_map(Meaning::flat).filter_map(Meaning::as_text);
                let line = words.map(|word| &**word).collect::<Vec<_>>().join(" ");
                match Meaning::text(line, true, place) {
                    Meaning::Text(line) => Meaning::Command(line),
                    other => other,
                }
            }
            _ => return None,
        })
    }

    /// `Project("orders", file("services/orders"))`
    fn project(&mut self, arguments: &'s [Argument], scope: &mut Scope<'s>) -> Meaning {
        let id = self.argument(arguments, "id", 0, scope).as_text().cloned();
        match self.argument(arguments, "base", 1, scope) {
            Meaning::Folder(folder) => Meaning::Project(Rc::new(Draft::new(id, Some(folder)))),
            _ => Meaning::Nothing,
        }
    }

    /// Settings that are put into a scope: of the build, or of the configuration that stands in front of them.
    fn scoped(&mut self, arguments: &'s [Argument], around: Option<&str>, scope: &mut Scope<'s>) -> Meaning {
        let values = self.values(arguments, scope);
        let named = || values.first().and_then(Meaning::as_name).map(|name| &**name);
        let Some(around) = around.or_else(named) else { return Meaning::Nothing };
        let within = |setting: &Rc<Setting>| {
            let mut setting = Setting::clone(setting);
            setting.scopes.push(around.to_owned());
            Meaning::Setting(Rc::new(setting))
        };
        let settings = values.iter().flat_map(Meaning::settings).map(within).collect();
        self.list(settings)
    }
}
