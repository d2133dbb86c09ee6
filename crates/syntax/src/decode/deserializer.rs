//! One value.

use serde::{
    de::{Deserializer, Error, Unexpected, Visitor},
    forward_to_deserialize_any,
};

use super::{
    access::{Choice, Elements, Entries},
    failure::Failure,
};
use crate::node::{Node, Value};

/// Reads a node.
#[derive(Clone, Copy)]
pub(super) struct NodeDeserializer<'a>(pub(super) &'a Node);

impl NodeDeserializer<'_> {
    fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match &self.0.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Integer(value) => visitor.visit_i64(*value),
            Value::Float(value) => visitor.visit_f64(*value),
            Value::String(text) => visitor.visit_str(text),
            Value::Array(items) => visitor.visit_seq(Elements::new(items)),
            Value::Object(entries) => visitor.visit_map(Entries::new(entries)),
        }
    }

    /// The integer, within bounds; 2.0 is one too, as JSON has it.
    fn integer(self, least: i128, most: i128) -> Result<i128, Failure> {
        let value = match self.0.value {
            Value::Integer(value) => i128::from(value),
            // Beyond 2^64 the bounds refuse it; up to there the conversion is exact.
            Value::Float(value) if value.fract() == 0.0 && value.abs() < 2e19 => value as i128,
            _ => return Err(Failure::invalid_type(unexpected(self.0), &"a whole number").at(self.0.span)),
        };
        if (least..=most).contains(&value) {
            return Ok(value);
        }
        let message = format!("`{value}` is out of range: expected a whole number from {least} to {most}");
        Err(Failure::about_value(message).at(self.0.span))
    }
}

fn unexpected(node: &Node) -> Unexpected<'_> {
    match &node.value {
        Value::Null => Unexpected::Unit,
        Value::Bool(value) => Unexpected::Bool(*value),
        Value::Integer(value) => Unexpected::Signed(*value),
        Value::Float(value) => Unexpected::Float(*value),
        Value::String(text) => Unexpected::Str(text),
        Value::Array(_) => Unexpected::Seq,
        Value::Object(_) => Unexpected::Map,
    }
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ty),* $(,)?) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
            let value = self.integer(<$type>::MIN as i128, <$type>::MAX as i128)?;
            visitor.$visit(value as $type).map_err(|failure: Failure| failure.at(self.0.span))
        })*
    };
}

impl<'de> Deserializer<'de> for NodeDeserializer<'_> {
    type Error = Failure;

    integers! {
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64,
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.visit(visitor).map_err(|failure| failure.at(self.0.span))
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.0.value {
            Value::Integer(value) => visitor.visit_f64(value as f64),
            Value::Float(value) => visitor.visit_f64(value),
            _ => Err(Failure::invalid_type(unexpected(self.0), &"a number")),
        }
        .map_err(|failure| failure.at(self.0.span))
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.0.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_newtype_struct(self).map_err(|failure| failure.at(self.0.span))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let choice = match &self.0.value {
            Value::String(name) => Choice { name, span: self.0.span, content: None },
            Value::Object(entries) if entries.len() == 1 => Choice {
                name: &entries[0].key.value,
                span: entries[0].key.span,
                content: Some(&entries[0].value),
            },
            _ => {
                let wanted = format!("one of {}", variants.join(", "));
                return Err(Failure::invalid_type(unexpected(self.0), &wanted.as_str()).at(self.0.span));
            }
        };
        visitor.visit_enum(choice).map_err(|failure| failure.at(self.0.span))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Failure> {
        match &self.0.value {
            Value::Array(items) if items.len() != length => {
                let message = format!("expected a list of {length}, found {}", items.len());
                Err(Failure::about_value(message).at(self.0.span))
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i128 u128 char str string bytes byte_buf unit unit_struct seq map struct identifier
    }
}
