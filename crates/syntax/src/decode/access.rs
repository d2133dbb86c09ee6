//! What lists, maps and choices hold.

use std::{collections::HashSet, slice};

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor, value::StrDeserializer,
};

use super::{
    deserializer::NodeDeserializer,
    failure::{Failure, Step},
};
use crate::{
    node::{Entry, Node, Value},
    span::Span,
};

/// The elements of a list.
pub(super) struct Elements<'a> {
    items: slice::Iter<'a, Node>,
    index: usize,
}

impl<'a> Elements<'a> {
    pub(super) fn new(items: &'a [Node]) -> Self {
        Self { items: items.iter(), index: 0 }
    }
}

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = Failure;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Failure> {
        let Some(item) = self.items.next() else { return Ok(None) };
        let index = self.index;
        self.index += 1;
        let read = seed.deserialize(NodeDeserializer(item));
        read.map(Some).map_err(|failure| failure.at(item.span).below(Step::Index(index)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The entries of a map.
pub(super) struct Entries<'a> {
    entries: slice::Iter<'a, Entry>,
    current: Option<&'a Entry>,
    seen: HashSet<&'a str>,
}

impl<'a> Entries<'a> {
    pub(super) fn new(entries: &'a [Entry]) -> Self {
        Self { entries: entries.iter(), current: None, seen: HashSet::new() }
    }
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Failure;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Failure> {
        let Some(entry) = self.entries.next() else { return Ok(None) };
        let key = entry.key.value.as_str();
        if !self.seen.insert(key) {
            return Err(Failure::twice(key).at(entry.key.span));
        }
        self.current = Some(entry);
        seed.deserialize(key_deserializer(key)).map(Some).map_err(|failure| failure.at(entry.key.span))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Failure> {
        let entry = self.current.take().ok_or_else(|| Failure::about_value("a value without its key"))?;
        let read = seed.deserialize(NodeDeserializer(&entry.value));
        read.map_err(|failure| failure.at(entry.value.span).below(Step::Key(entry.key.value.clone())))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}

fn key_deserializer(key: &str) -> StrDeserializer<'_, Failure> {
    key.into_deserializer()
}

/// A variant: its name, or a map of its name to what it holds.
pub(super) struct Choice<'a> {
    pub(super) name: &'a str,
    /// Where the name stands.
    pub(super) span: Span,
    pub(super) content: Option<&'a Node>,
}

impl<'a, 'de> EnumAccess<'de> for Choice<'a> {
    type Error = Failure;
    type Variant = Content<'a>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Content<'a>), Failure> {
        let variant =
            seed.deserialize(key_deserializer(self.name)).map_err(|failure| failure.at(self.span))?;
        Ok((variant, Content { name: self.name, content: self.content }))
    }
}

/// What a variant holds.
pub(super) struct Content<'a> {
    name: &'a str,
    content: Option<&'a Node>,
}

impl<'a> Content<'a> {
    fn read<T>(
        self,
        wanted: &str,
        read: impl FnOnce(NodeDeserializer<'a>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let Some(node) = self.content else {
            return Err(Failure::about_value(format!("expected a map of `{}` to {wanted}", self.name)));
        };
        read(NodeDeserializer(node))
            .map_err(|failure| failure.at(node.span).below(Step::Key(self.name.to_owned())))
    }
}

impl<'de> VariantAccess<'de> for Content<'_> {
    type Error = Failure;

    fn unit_variant(self) -> Result<(), Failure> {
        match self.content {
            None | Some(Node { value: Value::Null, .. }) => Ok(()),
            Some(node) => {
                let wanted = format!("`{}` alone", self.name);
                Err(Failure::invalid_type(Unexpected::Map, &wanted.as_str()).at(node.span))
            }
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Failure> {
        self.read("its value", |content| seed.deserialize(content))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Failure> {
        self.read("a list", |content| content.deserialize_seq(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.read("a map", |content| content.deserialize_map(visitor))
    }
}
