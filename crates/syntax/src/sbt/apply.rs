//! Calls of what the build itself defines.

use super::{
    evaluate::{Evaluator, Scope},
    meaning::Meaning,
    project::Place,
    value::{Argument, Value, ValueKind},
};

impl<'s> Evaluator<'s> {
    /// What a call gives: of a definition of the build, of a function of sbt, of a method.
    pub(super) fn call(
        &mut self,
        function: &'s Value,
        arguments: &'s [Argument],
        place: Place,
        scope: &mut Scope<'s>,
    ) -> Meaning {
        let dotted = function.dotted();
        let own = dotted.as_ref().and_then(|name| self.names.find(name, scope.home));
        if let Some(index) = own {
            let given = self.given(index, arguments, scope);
            return self.defined(index, given);
        }
        if let Some(meaning) = dotted.and_then(|name| self.builtin(&name, arguments, place, scope)) {
            return meaning;
        }
        match &function.kind {
            ValueKind::Member(object, method) => {
                let object = self.value(object, scope);
                self.method(object, method, arguments, place, scope)
            }
            _ => Meaning::Nothing,
        }
    }

    /// The parameters of a definition, and what a call gives for them.
    fn given(
        &mut self,
        index: usize,
        arguments: &'s [Argument],
        scope: &mut Scope<'s>,
    ) -> Vec<(String, Meaning)> {
        let parameters = &self.names.definitions[index].definition.parameters;
        let given = arguments.iter().zip(parameters).map(|(argument, parameter)| {
            let name = argument.name.as_ref().unwrap_or(parameter);
            (name.clone(), self.value(&argument.value, scope))
        });
        given.collect()
    }

    /// Applies a function to a meaning: `x => ..`, what holds a `_`, or the name of a definition.
    pub(super) fn apply(&mut self, function: &'s Value, to: Meaning, scope: &mut Scope<'s>) -> Meaning {
        let named = function.dotted().and_then(|name| self.names.find(&name, scope.home));
        let known = named.map(|index| (index, self.names.definitions[index].definition));
        if let Some((index, definition)) = known
            && let Some(parameter) = definition.parameters.first()
        {
            return self.defined(index, vec![(parameter.clone(), to)]);
        }
        let value = known.map_or(function, |(_, definition)| &definition.value);
        let name = match &value.kind {
            ValueKind::Function(names, _) => names.first().map_or("_", String::as_str),
            _ => "_",
        };
        scope.locals.push((name.to_owned(), to));
        let meaning = self.value(value, scope);
        scope.locals.pop();
        meaning
    }
}
