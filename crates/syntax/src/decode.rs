//! From a [`Node`] to any `serde` type, for what people write: each mistake is told with its place and with
//! what to do.

mod access;
mod deserializer;
mod failure;

use serde::de::DeserializeOwned;

use crate::{node::Node, span::Span};

/// What is wrong with what a person wrote.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct DecodeError {
    /// Where: the key that is not known or stands twice, the value that is wrong, or what holds too little.
    pub span: Span,
    /// What: a sentence fragment in lower case. A path of keys says where, unless it is the top.
    pub message: String,
    /// What to do about it, where that is known.
    pub help: Option<String>,
}

/// Reads `node` as a `T`. Types should deny unknown fields: else a typing mistake in a key passes.
///
/// # Errors
///
/// The first mistake: a key that `T` does not know, that is missing or that stands twice; a value that is no
/// such value or out of range.
pub fn from_node<T: DeserializeOwned>(node: &Node) -> Result<T, DecodeError> {
    T::deserialize(deserializer::NodeDeserializer(node)).map_err(|failure| failure.into_error(node.span))
}

#[cfg(test)]
mod tests;
