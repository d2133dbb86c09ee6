//! From text to outline: the parsers, one a thread and language, and the walk over what they give.

use std::{cell::RefCell, ops::ControlFlow};

use tree_sitter::{ParseOptions, ParseState, Parser, Tree};

use super::{
    Language, Outline,
    dialect::{Dialect, Rule},
    go, java, javascript, kotlin, python, typescript,
    walk::Walk,
};
use crate::span::{Span, SyntaxError};

/// How many steps the parser may take for a text of no length, and for how many bytes it may take one more.
/// It reports each hundredth operation. The densest code, tables of numbers, takes one in 45 bytes; what is ambiguous takes many, each slower than the last.
const STEPS: usize = 500;
const BYTES_A_STEP: usize = 15;

thread_local! {
    static READERS: RefCell<[Option<Reader>; Language::ALL.len()]> =
        const { RefCell::new([const { None }; Language::ALL.len()]) };
}

/// A language's parser, and its rules by the number of the node's kind.
struct Reader {
    parser: Parser,
    rules: Vec<Option<Rule>>,
    dialect: &'static Dialect,
}

impl Reader {
    fn new(language: Language) -> Option<Self> {
        let (grammar, dialect) = grammar(language);
        let mut parser = Parser::new();
        parser.set_language(&grammar).ok()?;
        let rule = |name: &str| dialect.rules.iter().find(|(kind, _)| *kind == name).map(|(_, rule)| *rule);
        let kinds = 0..u16::try_from(grammar.node_kind_count()).ok()?;
        let named = |kind: u16| {
            grammar.node_kind_for_id(kind).filter(|_| grammar.node_kind_is_named(kind)).and_then(rule)
        };
        Some(Self { parser, rules: kinds.map(named).collect(), dialect })
    }

    /// The syntax tree, unless the text takes too many steps.
    fn parse(&mut self, text: &str) -> Option<Tree> {
        let mut left = STEPS + text.len() / BYTES_A_STEP;
        let mut progress = |_: &ParseState| {
            left = left.saturating_sub(1);
            if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let options = ParseOptions::new().progress_callback(&mut progress);
        let bytes = text.as_bytes();
        let more = |at: usize| match bytes.get(at..) {
            Some([]) => LINE_END,
            rest => rest.unwrap_or_default(),
        };
        let tree = self.parser.parse_with_options(&mut |at, _| more(at), None, Some(options));
        if tree.is_none() {
            self.parser.reset();
        }
        tree
    }
}

pub(super) fn grammar(language: Language) -> (tree_sitter::Language, &'static Dialect) {
    match language {
        Language::Java => (tree_sitter_java::LANGUAGE.into(), &java::DIALECT),
        Language::Kotlin => (tree_sitter_kotlin_ng::LANGUAGE.into(), &kotlin::DIALECT),
        Language::Python => (tree_sitter_python::LANGUAGE.into(), &python::DIALECT),
        Language::Go => (tree_sitter_go::LANGUAGE.into(), &go::DIALECT),
        Language::JavaScript => (tree_sitter_javascript::LANGUAGE.into(), &javascript::DIALECT),
        Language::TypeScript => (tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(), &typescript::DIALECT),
        Language::Tsx => (tree_sitter_typescript::LANGUAGE_TSX.into(), &typescript::DIALECT),
    }
}

/// What every text ends with: Kotlin's scanner looks for the end of a line behind an `@`, and never for that of the
/// text.
const LINE_END: &[u8] = b"\n";

/// How much stack a parser may need: it frees its states by recursion, at worst one for each byte of the text.
const STACK: (usize, usize) = (256 * 1024, 192);

/// Reads a text that is not too long.
pub(super) fn read(language: Language, text: &str) -> (Outline, Vec<SyntaxError>) {
    let needed = STACK.0 + STACK.1 * text.len();
    stacker::maybe_grow(needed, needed, || read_here(language, text))
}

fn read_here(language: Language, text: &str) -> (Outline, Vec<SyntaxError>) {
    READERS.with_borrow_mut(|readers| {
        let slot = &mut readers[language as usize];
        if slot.is_none() {
            *slot = Reader::new(language);
        }
        let Some(reader) = slot else {
            return unread("the parser for this language cannot be used");
        };
        let Some(tree) = reader.parse(text) else {
            return unread("source file that is too tangled to parse: it is not read");
        };
        Walk::new(text, reader.dialect).read(&tree, &reader.rules)
    })
}

fn unread(message: &str) -> (Outline, Vec<SyntaxError>) {
    (Outline::default(), vec![SyntaxError::new(Span::new(0, 0), message)])
}
