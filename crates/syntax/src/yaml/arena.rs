//! A document as a flat list of nodes that refer to each other by index: nothing here recurses, however
//! deep the text nests.

use crate::span::Span;

/// Index of a node in its [`Arena`].
pub(super) type Index = usize;

/// The nodes of one document.
#[derive(Default)]
pub(super) struct Arena {
    nodes: Vec<Raw>,
}

/// A node as it was written.
pub(super) struct Raw {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

/// What a node is, aliases not yet followed.
pub(super) enum Kind {
    Scalar {
        text: String,
        /// Neither quoted, nor a block, nor tagged as text: the schema says what it is.
        plain: bool,
    },
    Sequence(Vec<Index>),
    /// Keys and values in turn.
    Mapping(Vec<Index>),
    /// Always of an earlier node that is complete: there are no cycles.
    Alias(Index),
}

impl Arena {
    pub(super) fn push(&mut self, span: Span, kind: Kind) -> Index {
        self.nodes.push(Raw { span, kind });
        self.nodes.len() - 1
    }

    pub(super) fn get(&self, index: Index) -> &Raw {
        &self.nodes[index]
    }
}
