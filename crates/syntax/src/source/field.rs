//! Fields of nodes by their names. tree-sitter compares a name with those of all fields of the grammar each time that it
//! is asked; here it is looked up among them in order.

use std::{num::NonZeroU16, sync::LazyLock};

use tree_sitter::{Language, Node};

/// The fields of one grammar, in the order of their names.
type Fields = Vec<(String, NonZeroU16)>;

static OF_GRAMMARS: LazyLock<Vec<(Language, Fields)>> = LazyLock::new(|| {
    super::Language::ALL.iter().map(|language| of(&super::parse::grammar(*language).0)).collect()
});

fn of(grammar: &Language) -> (Language, Fields) {
    let ids = 1..=u16::try_from(grammar.field_count()).unwrap_or(u16::MAX);
    let named = |id| Some((grammar.field_name_for_id(id)?.to_owned(), NonZeroU16::new(id)?));
    let mut fields: Fields = ids.filter_map(named).collect();
    fields.sort_unstable();
    (grammar.clone(), fields)
}

/// Access to the fields of a node.
pub(super) trait InField<'t> {
    /// The node in a field, the first where there are several.
    fn in_field(&self, name: &str) -> Option<Node<'t>>;
}

impl<'t> InField<'t> for Node<'t> {
    fn in_field(&self, name: &str) -> Option<Node<'t>> {
        let grammar = self.language();
        let (_, fields) = OF_GRAMMARS.iter().find(|(known, _)| *known == *grammar)?;
        let at = fields.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
        self.child_by_field_id(fields[at].1.get())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_every_grammar_is_known_by_its_name() {
        for (grammar, fields) in OF_GRAMMARS.iter() {
            assert_eq!(fields.len(), grammar.field_count());
            for (name, id) in fields {
                assert_eq!(grammar.field_id_for_name(name), Some(*id));
            }
        }
    }
}
