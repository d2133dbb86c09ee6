//! Every statement of a script with the blocks around it.

use super::{Argument, Block, Invocation, Statement, StatementKind, Value, ValueKind};

/// Names whose blocks are for what stands in front of them, or for the project itself.
const TRANSPARENT: [&str; 30] = [
    "apply",
    "also",
    "let",
    "run",
    "with",
    "each",
    "forEach",
    "all",
    "configureEach",
    "afterEvaluate",
    "beforeEvaluate",
    "getting",
    "creating",
    "registering",
    "existing",
    "listOf",
    "setOf",
    "arrayOf",
    "matching",
    "filter",
    "findAll",
    "invoke",
    "get",
    "this",
    "it",
    "project",
    "provider",
    "doFirst",
    "doLast",
    "lazy",
];

/// Calls that name what their block is for.
const NAMING: [&str; 7] = ["named", "register", "create", "getByName", "maybeCreate", "findByName", "task"];

/// Calls `see` for every statement with the names of the blocks around it, the outermost first. Branches and
/// loops are no blocks of their own. A block for several projects is seen once for each of them.
pub(super) fn walk<'s>(statements: &'s [Statement], see: &mut dyn FnMut(&'s Statement, &[String])) {
    Walk { within: Vec::new(), see }.statements(statements);
}

struct Walk<'w, 's> {
    within: Vec<String>,
    see: &'w mut dyn FnMut(&'s Statement, &[String]),
}

impl<'s> Walk<'_, 's> {
    fn statements(&mut self, statements: &'s [Statement]) {
        for statement in statements {
            (self.see)(statement, &self.within);
            let outside = self.within.len();
            match &statement.kind {
                StatementKind::Call(call) => self.call(&statement.path, call),
                StatementKind::Assignment(assignment) => {
                    self.within.extend(labels(&statement.path, &assignment.target));
                    self.value(&assignment.value);
                }
                StatementKind::Control(blocks) => blocks.iter().for_each(|block| self.block(block)),
                StatementKind::Value(value) => self.value(value),
                StatementKind::Other => {}
            }
            self.within.truncate(outside);
        }
    }

    fn block(&mut self, block: &'s Block) {
        self.statements(&block.statements);
    }

    fn value(&mut self, value: &'s Value) {
        match &value.kind {
            ValueKind::Call { path, call } => {
                let outside = self.within.len();
                self.call(path, call);
                self.within.truncate(outside);
            }
            ValueKind::List(values) | ValueKind::Other(values) => {
                values.iter().for_each(|value| self.value(value));
            }
            ValueKind::Map(entries) => self.arguments(entries),
            ValueKind::Closure(block) => self.block(block),
            ValueKind::Text(_) | ValueKind::Name(_) | ValueKind::Number(_) | ValueKind::Bool(_) => {}
        }
    }

    fn arguments(&mut self, arguments: &'s [Argument]) {
        arguments.iter().for_each(|argument| self.value(&argument.value));
    }

    fn call(&mut self, path: &[String], call: &'s Invocation) {
        let targets =
            if path.last().is_some_and(|name| name == "configure") { targets(call) } else { Vec::new() };
        if !targets.is_empty() {
            self.for_each_target(&targets, call);
            return;
        }
        self.within.extend(labels(path, call));
        self.arguments(&call.arguments);
        call.block.iter().for_each(|block| self.block(block));
        for link in &call.chain {
            self.within.extend(label(&link.name.value, &link.arguments));
            self.arguments(&link.arguments);
            link.block.iter().for_each(|block| self.block(block));
        }
    }

    fn for_each_target(&mut self, targets: &[String], call: &'s Invocation) {
        for target in targets {
            self.within.push(target.clone());
            call.block.iter().for_each(|block| self.block(block));
            self.within.pop();
        }
    }
}

/// What a call with a path tells about its block.
fn labels(path: &[String], call: &Invocation) -> Vec<String> {
    let Some((last, front)) = path.split_last() else { return Vec::new() };
    let front = front.iter().filter(|name| !is_transparent(name)).cloned();
    front.chain(label(last, &call.arguments)).collect()
}

fn is_transparent(name: &str) -> bool {
    TRANSPARENT.contains(&name)
}

fn label(name: &str, arguments: &[Argument]) -> Option<String> {
    let first = arguments.first().and_then(|argument| match &argument.value.kind {
        ValueKind::Text(_) => argument.value.written(),
        _ => None,
    });
    match first {
        Some(path) if name == "project" => Some(project(&path)),
        Some(own) if NAMING.contains(&name) => Some(own),
        _ => (!is_transparent(name)).then(|| name.to_owned()),
    }
}

/// The label of the block of another project.
fn project(path: &str) -> String {
    format!("project({path})")
}

/// What `configure(..)` configures: `subprojects`, `allprojects`, or single projects.
fn targets(call: &Invocation) -> Vec<String> {
    let values = call.positional().flat_map(|value| {
        let items: Vec<&Value> = value.items().collect();
        if items.is_empty() { vec![value] } else { items }
    });
    values.filter_map(target).collect()
}

fn target(value: &Value) -> Option<String> {
    match &value.kind {
        ValueKind::Name(path) => of_all(path),
        ValueKind::Call { path, call } if path.last().is_some_and(|name| name == "project") => {
            call.positional().next()?.written().map(|path| project(&path))
        }
        ValueKind::Call { path, .. } => of_all(path),
        _ => None,
    }
}

fn of_all(path: &[String]) -> Option<String> {
    path.iter().find(|name| matches!(name.as_str(), "subprojects" | "allprojects")).cloned()
}
