//! Works out what values stand for.

use std::{collections::HashMap, rc::Rc};

use super::{
    meaning::{Draft, LIST_MAX, Meaning, TEXT_MAX},
    names::{Home, Names},
    project::Place,
    value::{Part, Statement, Value, ValueKind},
};

/// How many values of one build are worked out, and elements of lists put together.
const STEPS_MAX: usize = 400_000;

/// How deep one value may lead into others.
const DEPTH_MAX: usize = 512;

/// The stack that one more level may need, and how much is taken when it is not there.
const STACK: (usize, usize) = (128 * 1024, 1024 * 1024);

/// Works out the values of one build. Names that lead to themselves stand for nothing.
pub(super) struct Evaluator<'s> {
    pub(super) names: Names<'s>,
    known: HashMap<usize, Meaning>,
    open: Vec<usize>,
    steps: usize,
    depth: usize,
}

/// Where a value stands, and what is bound around it.
#[derive(Debug, Clone)]
pub(super) struct Scope<'s> {
    pub(super) home: Home<'s>,
    pub(super) locals: Vec<(String, Meaning)>,
}

impl<'s> Evaluator<'s> {
    pub(super) fn of(names: Names<'s>) -> Self {
        Self { names, known: HashMap::new(), open: Vec::new(), steps: STEPS_MAX, depth: 0 }
    }

    /// Whether so many more steps may be taken.
    pub(super) fn afford(&mut self, steps: usize) -> bool {
        let left = self.steps.checked_sub(steps);
        self.steps = left.unwrap_or(0);
        left.is_some()
    }

    /// The elements of all these as one list, if there are not too many.
    pub(super) fn list(&mut self, meanings: Vec<Meaning>) -> Meaning {
        let elements: usize = meanings.iter().map(|meaning| meaning.flat().len()).sum();
        if elements > LIST_MAX || !self.afford(elements) { Meaning::Nothing } else { Meaning::list(meanings) }
    }

    /// What a value stands for.
    pub(super) fn value(&mut self, value: &'s Value, scope: &mut Scope<'s>) -> Meaning {
        if self.depth == DEPTH_MAX || !self.afford(1) {
            return Meaning::Nothing;
        }
        self.depth += 1;
        let meaning = stacker::maybe_grow(STACK.0, STACK.1, || self.kind(value, scope));
        self.depth -= 1;
        meaning
    }

    fn kind(&mut self, value: &'s Value, scope: &mut Scope<'s>) -> Meaning {
        let place = Place { file: scope.home.file, span: value.span };
        match &value.kind {
            ValueKind::Text(parts) => self.text(parts, place, scope),
            ValueKind::Name(_) | ValueKind::Member(..) => self.named(value, place, scope),
            ValueKind::Call(function, arguments) => self.call(function, arguments, place, scope),
            ValueKind::Infix(left, operator, right) => self.infix(left, operator, right, place, scope),
            ValueKind::Tuple(values) | ValueKind::Choice(values) => {
                let values = values.iter().map(|value| self.value(value, scope)).collect();
                self.list(values)
            }
            ValueKind::Block(statements) => self.block(statements, scope),
            ValueKind::Function(_, body) => self.value(body, scope),
            ValueKind::Other => Meaning::Nothing,
        }
    }

    fn text(&mut self, parts: &'s [Part], place: Place, scope: &mut Scope<'s>) -> Meaning {
        let (mut text, mut whole) = (String::new(), true);
        for part in parts {
            match part {
                Part::Text(piece) => text += piece,
                Part::Hole(hole) => match self.value(hole, scope).as_text() {
                    Some(piece) => text += piece,
                    None => {
                        text += &format!("${{{}}}", hole.dotted().unwrap_or_default());
                        whole = false;
                    }
                },
            }
            if text.len() > TEXT_MAX {
                return Meaning::Nothing;
            }
        }
        Meaning::text(text, whole, place)
    }

    /// What the last statement says, with what the others define.
    fn block(&mut self, statements: &'s [Statement], scope: &mut Scope<'s>) -> Meaning {
        let bound = scope.locals.len();
        let mut last = Meaning::Nothing;
        for statement in statements {
            match statement {
                Statement::Definition(definition) if definition.parameters.is_empty() => {
                    let meaning = self.value(&definition.value, scope);
                    scope.locals.push((definition.name.clone(), meaning));
                }
                Statement::Value(value) => last = self.value(value, scope),
                _ => {}
            }
        }
        scope.locals.truncate(bound);
        last
    }

    fn named(&mut self, value: &'s Value, place: Place, scope: &mut Scope<'s>) -> Meaning {
        let dotted = value.dotted();
        if let Some(meaning) = dotted.as_ref().and_then(|name| self.looked_up(name, scope)) {
            return meaning;
        }
        match &value.kind {
            ValueKind::Member(object, name) => {
                let object = self.value(object, scope);
                self.method(object, name, &[], place, scope)
            }
            _ => builtin_name(dotted.unwrap_or_default()),
        }
    }

    /// What a name stands for that is bound around the place, or defined in the build.
    fn looked_up(&mut self, name: &str, scope: &Scope<'s>) -> Option<Meaning> {
        let local = scope.locals.iter().rev().find(|(bound, _)| bound == name);
        if let Some((_, meaning)) = local {
            return Some(meaning.clone());
        }
        let found = self.names.find(name, scope.home)?;
        Some(self.defined(found, Vec::new()))
    }

    /// What a definition stands for, where its parameters are these.
    pub(super) fn defined(&mut self, index: usize, given: Vec<(String, Meaning)>) -> Meaning {
        let (home, definition) =
            (self.names.definitions[index].home, self.names.definitions[index].definition);
        let constant = definition.parameters.is_empty();
        if let Some(known) = self.known.get(&index).filter(|_| constant) {
            return known.clone();
        }
        if self.open.contains(&index) {
            return Meaning::Nothing;
        }
        self.open.push(index);
        let mut meaning = self.value(&definition.value, &mut Scope { home, locals: given });
        self.open.pop();
        if constant {
            if let Meaning::Project(draft) = &mut meaning {
                name_project(draft, &definition.name);
            }
            self.known.insert(index, meaning.clone());
        }
        meaning
    }
}

/// A project has the name of the value that holds it, and lies in the folder of that name, unless it says otherwise.
fn name_project(shared: &mut Rc<Draft>, name: &str) {
    if shared.id.is_some() && shared.folder.is_some() {
        return;
    }
    let draft = Rc::make_mut(shared);
    let id = draft.id.get_or_insert_with(|| name.into());
    draft.folder.get_or_insert_with(|| id.clone());
}

/// `project` is a new project; what else nothing defines stays a name.
fn builtin_name(name: String) -> Meaning {
    match name.as_str() {
        "project" => Meaning::Project(Rc::new(Draft::new(None, None))),
        "Nil" | "None" => Meaning::list(Vec::new()),
        _ => Meaning::name(name),
    }
}
