//! Every statement of a script with the blocks around it.

use super::{
    Argument, Block, Invocation, Statement, StatementKind, Value, ValueKind,
    within::{label, labels, targets},
};

/// How many names of blocks are told of a statement: a call may have any number of others behind it, each with a block.
const WITHIN_MAX: usize = 500;

/// For how many projects one block is seen.
const TARGETS_MAX: usize = 256;

/// Calls `see` for every statement with the names of the blocks around it, the outermost first. Branches and
/// loops are no blocks of their own. A block for several projects is seen once for each of them.
pub(crate) fn walk<'s>(statements: &'s [Statement], see: &mut dyn FnMut(&'s Statement, &[String])) {
    Walk { within: Vec::new(), repeats: false, see }.statements(statements);
}

struct Walk<'w, 's> {
    within: Vec<String>,
    /// Whether a block around is seen several times: blocks in it are not.
    repeats: bool,
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
        let configures = !self.repeats && path.last().is_some_and(|name| name == "configure");
        let targets = if configures { targets(call) } else { Vec::new() };
        if (1..=TARGETS_MAX).contains(&targets.len()) {
            self.for_each_target(&targets, call);
            return;
        }
        self.within.extend(labels(path, call));
        self.arguments(&call.arguments);
        call.block.iter().for_each(|block| self.block(block));
        for link in &call.chain {
            if self.within.len() < WITHIN_MAX {
                self.within.extend(label(&link.name.value, &link.arguments));
            }
            self.arguments(&link.arguments);
            link.block.iter().for_each(|block| self.block(block));
        }
    }

    fn for_each_target(&mut self, targets: &[String], call: &'s Invocation) {
        self.repeats = targets.len() > 1;
        for target in targets {
            self.within.push(target.clone());
            call.block.iter().for_each(|block| self.block(block));
            self.within.pop();
        }
        self.repeats = false;
    }
}
