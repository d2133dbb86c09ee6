//! Expressions of a build.

use tree_sitter::Node;

use super::{
    super::{
        literal::{Piece, pieces, plain},
        value::{Argument, Part, Statement, Value, ValueKind},
    },
    Reader, children, field, first,
};

/// How many lists of arguments one call may have.
const LISTS_MAX: usize = 8;

/// How many parentheses around an expression are looked through at once.
const WRAPPED_MAX: usize = 8;

/// What stands alone in parentheses or a block: its place is the one that counts.
fn unwrapped(mut node: Node) -> Node {
    for _ in 0..WRAPPED_MAX {
        let around =
            ["parenthesized_expression", "block", "indented_block", "ascription_expression", "vararg"];
        match children(node)[..] {
            [inner, ..] if around.contains(&node.kind()) && !inner.kind().ends_with("_definition") => {
                let alone = !node.kind().ends_with("block") || children(node).len() == 1;
                if !alone {
                    break;
                }
                node = inner;
            }
            _ => break,
        }
    }
    node
}

impl<'t> Reader<'t> {
    /// Reads an expression.
    pub(super) fn value(&mut self, node: Node<'t>) -> Value {
        let node = unwrapped(node);
        let kind = self.deeper(node, |reader| reader.kind(node)).flatten();
        Value { kind: kind.unwrap_or(ValueKind::Other), span: self.span(node) }
    }

    fn boxed(&mut self, node: Node<'t>) -> Box<Value> {
        Box::new(self.value(node))
    }

    fn kind(&mut self, node: Node<'t>) -> Option<ValueKind> {
        Some(match node.kind() {
            "identifier" | "operator_identifier" | "wildcard" => ValueKind::Name(self.name(node)),
            "string" => ValueKind::Text(vec![Part::Text(plain(self.written(node)))]),
            "interpolated_string_expression" => self.interpolated(node)?,
            "field_expression" => {
                ValueKind::Member(self.boxed(field(node, "value")?), self.name(field(node, "field")?))
            }
            "call_expression" => self.call(node)?,
            "infix_expression" => {
                let operator = self.name(field(node, "operator")?);
                ValueKind::Infix(
                    self.boxed(field(node, "left")?),
                    operator,
                    self.boxed(field(node, "right")?),
                )
            }
            "assignment_expression" => ValueKind::Infix(
                self.boxed(field(node, "left")?),
                "=".to_owned(),
                self.boxed(field(node, "right")?),
            ),
            "generic_function" => self.kind_of(field(node, "function")?),
            "parenthesized_expression" | "ascription_expression" | "vararg" | "postfix_expression" => {
                self.kind_of(first(node)?)
            }
            "tuple_expression" => ValueKind::Tuple(self.values(children(node))),
            "block" | "indented_block" | "template_body" => self.block(node)?,
            "lambda_expression" => self.lambda(node)?,
            "if_expression" => {
                let branches = ["consequence", "alternative"].iter().filter_map(|name| field(node, name));
                ValueKind::Choice(self.values(branches.collect()))
            }
            "match_expression" => self.kind_of(field(node, "body")?),
            "case_block" | "indented_cases" => {
                let clauses = children(node).into_iter().filter_map(|clause| children(clause).pop());
                ValueKind::Choice(self.values(clauses.collect()))
            }
            _ => return None,
        })
    }

    fn kind_of(&mut self, node: Node<'t>) -> ValueKind {
        self.value(node).kind
    }

    fn values(&mut self, nodes: Vec<Node<'t>>) -> Vec<Value> {
        nodes.into_iter().map(|node| self.value(node)).collect()
    }

    fn interpolated(&mut self, node: Node<'t>) -> Option<ValueKind> {
        let string = children(node).into_iter().find(|child| child.kind() == "interpolated_string")?;
        let parts = pieces(self.text, string).into_iter().map(|piece| match piece {
            Piece::Text(text) => Part::Text(text),
            Piece::Hole(hole) => Part::Hole(self.value(first(hole).unwrap_or(hole))),
        });
        Some(ValueKind::Text(parts.collect()))
    }

    /// A call with the arguments of all its lists: `inConfig(Test)(..)` has them all.
    fn call(&mut self, node: Node<'t>) -> Option<ValueKind> {
        let (mut lists, mut function) = (vec![field(node, "arguments")?], field(node, "function")?);
        while lists.len() < LISTS_MAX {
            match function.kind() {
                "generic_function" => function = field(function, "function")?,
                "call_expression" => {
                    lists.push(field(function, "arguments")?);
                    function = field(function, "function")?;
                }
                _ => break,
            }
        }
        let arguments = lists.into_iter().rev().flat_map(|list| match list.kind() {
            "arguments" => children(list),
            _ => vec![list],
        });
        let arguments = arguments.collect::<Vec<_>>().into_iter().map(|argument| self.argument(argument));
        let arguments = arguments.collect();
        Some(ValueKind::Call(self.boxed(function), arguments))
    }

    fn argument(&mut self, node: Node<'t>) -> Argument {
        let sides = field(node, "left").zip(field(node, "right"));
        match sides.filter(|_| node.kind() == "assignment_expression") {
            Some((name, value)) => Argument { name: Some(self.name(name)), value: self.value(value) },
            None => Argument { name: None, value: self.value(node) },
        }
    }

    /// A block of one value is that value.
    fn block(&mut self, node: Node<'t>) -> Option<ValueKind> {
        let mut statements = self.statements(node);
        match statements.pop()? {
            Statement::Value(only) if statements.is_empty() => Some(only.kind),
            last => {
                statements.push(last);
                Some(ValueKind::Block(statements))
            }
        }
    }

    fn lambda(&mut self, node: Node<'t>) -> Option<ValueKind> {
        let mut parts = children(node);
        let body = parts.pop()?;
        let names = parts.into_iter().flat_map(|part| match part.kind() {
            "bindings" => children(part).into_iter().filter_map(|one| field(one, "name")).collect(),
            _ => vec![part],
        });
        let names = names.map(|name| self.name(name)).collect();
        Some(ValueKind::Function(names, self.boxed(body)))
    }
}
