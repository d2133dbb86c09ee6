//! What differs between the languages: the rules for the nodes of their syntax trees.

use tree_sitter::Node;

use super::field::InField as _;

use super::walk::Walk;

/// What to do at a node of some kind, before what is inside it is walked.
pub(super) type Rule = for<'t> fn(&mut Walk<'t>, Node<'t>);

/// How one language's syntax tree is read.
pub(super) struct Dialect {
    /// The rules by the name of the node.
    pub(super) rules: &'static [(&'static str, Rule)],
    /// What an expression is.
    pub(super) shape: for<'t> fn(&Walk<'t>, Node<'t>) -> Shape<'t>,
    /// The list or object that a call makes of its arguments, such as `listOf(..)`.
    pub(super) collection: for<'t> fn(&Walk<'t>, Node<'t>) -> Option<Shape<'t>>,
    /// The name and the value of an argument or element.
    pub(super) argument: for<'t> fn(&Walk<'t>, Node<'t>) -> (Option<String>, Node<'t>),
    /// What an element of an object is.
    pub(super) entry: for<'t> fn(&Walk<'t>, Node<'t>) -> Option<Entry<'t>>,
    /// The name of a type without its arguments.
    pub(super) type_name: for<'t> fn(&Walk<'t>, Node<'t>) -> Option<String>,
}

/// What an expression is.
pub(super) enum Shape<'t> {
    /// One name, all of the node.
    Name,
    /// `object.name`.
    Member(Node<'t>, Node<'t>),
    /// `object[key]`.
    Index(Node<'t>, Node<'t>),
    /// A call of this expression.
    Call(Node<'t>),
    /// A call of `object.name`, or of `name`.
    Method(Option<Node<'t>>, Node<'t>),
    /// A new object of this type.
    Construct(Node<'t>),
    /// Another expression in parentheses, with a cast, awaited.
    Inside(Node<'t>),
    /// Text.
    Text(String),
    /// Text with holes.
    Template(String),
    /// The sum of two.
    Sum(Node<'t>, Node<'t>),
    /// One of two.
    Choice(Node<'t>, Node<'t>),
    /// A list of the elements inside the node.
    List(Node<'t>),
    /// An object of the entries inside the node.
    Object(Node<'t>),
    /// A number.
    Number,
    /// A truth value.
    Bool(bool),
    /// Anything else.
    Other,
}

impl<'t> Shape<'t> {
    /// An expression inside another, or nothing to read.
    pub(super) fn inside(node: Option<Node<'t>>) -> Self {
        node.map_or(Self::Other, Self::Inside)
    }

    /// A shape of two parts, where both are there.
    pub(super) fn of_two(
        make: fn(Node<'t>, Node<'t>) -> Self,
        first: Option<Node<'t>>,
        second: Option<Node<'t>>,
    ) -> Self {
        first.zip(second).map_or(Self::Other, |(first, second)| make(first, second))
    }
}

/// An element of an object.
pub(super) enum Entry<'t> {
    /// A key and its value.
    Pair(Node<'t>, Node<'t>),
    /// A name that is key and value.
    Shorthand(Node<'t>),
    /// All entries of another object, and how that is written.
    Spread(&'static str, Node<'t>),
}

/// The named nodes inside a node, without comments.
pub(super) fn children(node: Node) -> Vec<Node> {
    node.named_children(&mut node.walk()).filter(|child| !child.is_extra()).collect()
}

/// The first named node of some kind inside a node.
pub(super) fn child_of_kind<'t>(node: Node<'t>, kind: &str) -> Option<Node<'t>> {
    node.named_children(&mut node.walk()).find(|child| child.kind() == kind)
}

/// The first named node inside a node that is no comment.
pub(super) fn first_child(node: Node) -> Option<Node> {
    node.named_children(&mut node.walk()).find(|child| !child.is_extra())
}

/// Whether a keyword or sign stands directly inside a node.
pub(super) fn has_token(node: Node, token: &str) -> bool {
    node.children(&mut node.walk()).any(|child| !child.is_named() && child.kind() == token)
}

/// The two sides of an operation, if its operator is among these.
pub(super) fn operands<'t>(node: Node<'t>, operators: &[&str]) -> Option<(Node<'t>, Node<'t>)> {
    let operator = node.in_field("operator")?;
    if !operators.contains(&operator.kind()) {
        return None;
    }
    node.in_field("left").zip(node.in_field("right"))
}
