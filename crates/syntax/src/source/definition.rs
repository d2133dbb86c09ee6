//! Types, functions, bindings and annotations, and what stands in them.

use tree_sitter::Node;

use super::{
    Annotation, Binding, BindingKind, Function, Import, Parameter, Returned, Target, Type, Value,
    arguments::arguments,
    chain::dotted,
    value::{MAX_DEPTH, value},
    walk::{Scope, Walk},
};
use crate::span::{Span, Spanned};

/// A name that is bound at a place.
pub(super) struct Bound<'t> {
    pub(super) name: String,
    pub(super) kind: BindingKind,
    pub(super) type_name: Option<String>,
    pub(super) value: Option<Node<'t>>,
    pub(super) constant: bool,
    pub(super) span: Span,
}

impl<'t> Walk<'t> {
    /// Notes an import.
    pub(super) fn import(&mut self, import: Import) {
        if self.afford() {
            self.outline.imports.push(import);
        }
    }

    /// Notes a type; what is inside the node stands in it.
    pub(super) fn define_type(&mut self, node: Node<'t>, name: Option<Node<'t>>, supertypes: Vec<String>) {
        let Some(name) = name.map(|name| self.named(name)) else { return };
        if !self.afford() {
            return;
        }
        self.annotated(Target::Type(self.outline.types.len()), name.span.start);
        self.enter(Scope { end: node.end_byte(), function: None, owner: Some(name.value.clone()) });
        self.outline.types.push(Type { name, supertypes, span: self.span(node) });
    }

    /// Notes a function of a type; what is inside the node stands in it.
    pub(super) fn define_function(
        &mut self,
        node: Node<'t>,
        name: Spanned<String>,
        owner: Option<String>,
        parameters: Vec<Parameter>,
    ) {
        if !self.afford() {
            return;
        }
        let index = self.outline.functions.len();
        self.annotated(Target::Function(index), name.span.start);
        self.enter(Scope { end: node.end_byte(), function: Some(index), owner: None });
        self.outline.functions.push(Function { name, owner, parameters, span: self.span(node) });
    }

    /// Notes a binding; annotations from `start` up to it belong to it.
    pub(super) fn bind(&mut self, bound: Bound<'t>) {
        if !self.afford() {
            return;
        }
        let Bound { name, kind, type_name, value: node, constant, span } = bound;
        if kind != BindingKind::Assignment {
            self.annotated(Target::Binding(name.clone()), span.start);
        }
        let value = node.map(|node| value(self, node, MAX_DEPTH));
        let Scope { function, owner, .. } = self.scope();
        let owner = owner.filter(|_| kind == BindingKind::Field);
        self.outline.bindings.push(Binding { name, kind, type_name, value, constant, owner, function, span });
    }

    /// Notes what a function returns, if it is an object.
    pub(super) fn returns(&mut self, node: Node<'t>) {
        if !self.afford() {
            return;
        }
        let value = value(self, node, MAX_DEPTH);
        if matches!(value, Value::Object(_)) {
            let (function, span) = (self.scope().function, self.span(node));
            self.outline.returned.push(Returned { value, function, span });
        }
    }

    /// Notes an assignment to something that has a name.
    pub(super) fn assign(&mut self, left: Node<'t>, right: Node<'t>, span: Span) {
        let Some(name) = dotted(self, left) else { return };
        let kind = BindingKind::Assignment;
        self.bind(Bound { name, kind, type_name: None, value: Some(right), constant: false, span });
    }

    /// What a variable declared here is: directly in a type a field.
    pub(super) fn variable_kind(&self) -> BindingKind {
        if self.scope().owner.is_some() { BindingKind::Field } else { BindingKind::Variable }
    }

    /// Says what the annotations that were seen without their target belong to, and those up to `until`.
    fn annotated(&mut self, target: Target, until: usize) {
        for index in std::mem::take(&mut self.pending) {
            self.outline.annotations[index].target = target.clone();
        }
        self.place = Some((until, target));
    }

    /// Notes an annotation; `ahead` if it stands in front of what it belongs to, and not inside it.
    pub(super) fn annotate(&mut self, node: Node<'t>, name: String, list: Option<Node<'t>>, ahead: bool) {
        let arguments = arguments(self, list);
        if !self.afford() {
            return;
        }
        let span = self.span(node);
        let place = self.place.as_ref().filter(|(until, _)| span.end <= *until);
        let target = place.map(|(_, target)| target.clone());
        if ahead && target.is_none() {
            self.pending.push(self.outline.annotations.len());
        }
        self.outline.annotations.push(Annotation {
            name,
            arguments,
            target: target.unwrap_or_default(),
            span,
        });
    }

    /// What is written at a node, and where.
    pub(super) fn named(&self, node: Node<'t>) -> Spanned<String> {
        Spanned::new(self.text(node).to_owned(), self.span(node))
    }
}
