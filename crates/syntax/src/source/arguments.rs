//! Calls and what they are given.

use tree_sitter::Node;

use super::{
    Argument, Call,
    dialect::children,
    value::{MAX_DEPTH, value},
    walk::Walk,
};

/// The arguments inside a node.
pub(super) fn arguments<'t>(walk: &mut Walk<'t>, list: Option<Node<'t>>) -> Vec<Argument> {
    let list = list.map(children).unwrap_or_default();
    list.into_iter().map_while(|node| argument(walk, node)).collect()
}

/// One argument, unless there are too many.
pub(super) fn argument<'t>(walk: &mut Walk<'t>, node: Node<'t>) -> Option<Argument> {
    if !walk.afford() {
        return None;
    }
    let (name, of) = (walk.dialect.argument)(walk, node);
    Some(Argument { name, value: value(walk, of, MAX_DEPTH), span: walk.span(node) })
}

impl<'t> Walk<'t> {
    /// Notes a call at `node` of something that has a name.
    pub(super) fn call(&mut self, node: Node<'t>, callee: Option<String>, list: Option<Node<'t>>) {
        let arguments = arguments(self, list);
        self.call_with(node, callee, false, arguments);
    }

    /// Notes that a new object is made at `node`.
    pub(super) fn construct(&mut self, node: Node<'t>, of: Option<String>, list: Option<Node<'t>>) {
        let arguments = arguments(self, list);
        self.call_with(node, of, true, arguments);
    }

    /// Notes a call with these arguments.
    pub(super) fn call_with(
        &mut self,
        node: Node<'t>,
        callee: Option<String>,
        construct: bool,
        arguments: Vec<Argument>,
    ) {
        let Some(callee) = callee else { return };
        if self.afford() {
            let (function, span) = (self.scope().function, self.span(node));
            self.outline.calls.push(Call { callee, construct, arguments, function, span });
        }
    }
}
