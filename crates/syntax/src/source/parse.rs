//! From text to outline: the parsers, one a thread and language, and the walk over what they give.

use std::{
    cell::RefCell,
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use tree_sitter::{LogType, ParseOptions, ParseState, Parser, Tree};

use super::{
    Language, Outline,
    dialect::{Dialect, Rule},
    go, java, javascript, kotlin, piles, python, scala, typescript,
    walk::Walk,
};
use crate::span::{Span, SyntaxError};

/// How many steps the parser may take for a text of no length, and for how many bytes it may take one more.
/// It reports each hundredth operation. Of thousands of files that people wrote the densest takes one step in 45 bytes, most
/// one in 70 or more, and Scala's densest one in 77. What is ambiguous takes many, each slower than the last: most of all
/// in Scala, where a step counts once more for each [`BYTES_A_SLOWER_STEP`] in front of it, and only so many bytes give more.
const STEPS: usize = 500;
const BYTES_A_STEP: usize = 30;
const BYTES_A_STEP_OF_SCALA: usize = 60;
const BYTES_A_SLOWER_STEP: usize = 64 * 1024;
const BYTES_OF_SCALA_MAX: usize = 128 * 1024;

fn steps_max(language: Language, length: usize) -> usize {
    match language {
        Language::Scala => STEPS + length.min(BYTES_OF_SCALA_MAX) / BYTES_A_STEP_OF_SCALA,
        _ => STEPS + length / BYTES_A_STEP,
    }
}

/// For how many steps one counts that is taken at a byte.
fn weight(language: Language, at: usize) -> usize {
    if language == Language::Scala { 1 + at / BYTES_A_SLOWER_STEP } else { 1 }
}

/// How many bytes the parser may ask for of a text of no length, and how often for each byte of one; twice is usual.
/// Where it looks for a way on behind a mistake, a scanner may go to the end of the text at every token (those of Scala
/// and Kotlin look for the end of a string), and that is no more than one step. Kotlin's grammar has such mistakes in
/// sound files too: small ones may have many.
const HANDED: (usize, usize) = (2 * 1024 * 1024, 32);
const HANDED_OF_KOTLIN: (usize, usize) = (16 * 1024 * 1024, 100);

fn handed_max(language: Language, length: usize) -> usize {
    let (least, times) = match language {
        Language::Kotlin | Language::Scala => HANDED_OF_KOTLIN,
        _ => HANDED,
    };
    least + times * length
}

/// How many bytes are handed out at once: what the parser asks for again within them is not counted.
const PIECE: usize = 4096;

/// A text that is handed out in pieces, up to a bound: then it ends.
struct Handed<'t> {
    text: &'t str,
    left: usize,
}

impl<'t> Handed<'t> {
    fn out(&mut self, at: usize) -> &'t [u8] {
        if at == self.text.len() {
            return LINE_END;
        }
        let end = self.text.floor_char_boundary(at.saturating_add(PIECE));
        let piece = self.text.as_bytes().get(at..end).unwrap_or_default();
        self.left = self.left.saturating_sub(piece.len());
        if self.left == 0 { &[] } else { piece }
    }
}

thread_local! {
    static READERS: RefCell<[Option<Reader>; Language::ALL.len()]> =
        const { RefCell::new([const { None }; Language::ALL.len()]) };
}

/// A language's parser, and its rules by the number of the node's kind.
struct Reader {
    language: Language,
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
        Some(Self { language, parser, rules: kinds.map(named).collect(), dialect })
    }

    /// The syntax tree, unless the text takes too many steps.
    fn parse(&mut self, text: &str) -> Option<Tree> {
        let mut left = steps_max(self.language, text.len());
        let mistakes = piles::mistakes_max(text).map(|max| self.count_mistakes(max));
        let too_many = || mistakes.as_ref().is_some_and(|left| left.load(Ordering::Relaxed) == 0);
        let language = self.language;
        let mut progress = |state: &ParseState| {
            left = left.saturating_sub(weight(language, state.current_byte_offset()));
            if left == 0 || too_many() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let options = ParseOptions::new().progress_callback(&mut progress);
        let mut handed = Handed { text, left: handed_max(self.language, text.len()) };
        let tree = self.parser.parse_with_options(&mut |at, _| handed.out(at), None, Some(options));
        self.parser.set_logger(None);
        if tree.is_none() {
            self.parser.reset();
        }
        tree.filter(|_| handed.left > 0)
    }
}

impl Reader {
    /// Counts down with each mistake of the next text. The parser tells of them in its log alone, which costs time.
    fn count_mistakes(&mut self, max: usize) -> Arc<AtomicUsize> {
        let left = Arc::new(AtomicUsize::new(max));
        let counter = Arc::clone(&left);
        self.parser.set_logger(Some(Box::new(move |kind, message| {
            if kind == LogType::Parse && message.starts_with("resume version") {
                // Only this thread counts.
                counter.store(counter.load(Ordering::Relaxed).saturating_sub(1), Ordering::Relaxed);
            }
        })));
        left
    }
}

pub(super) fn grammar(language: Language) -> (tree_sitter::Language, &'static Dialect) {
    match language {
        Language::Java => (tree_sitter_java::LANGUAGE.into(), &java::DIALECT),
        Language::Kotlin => (tree_sitter_kotlin_ng::LANGUAGE.into(), &kotlin::DIALECT),
        Language::Scala => (tree_sitter_scala::LANGUAGE.into(), &scala::DIALECT),
        Language::Python => (tree_sitter_python::LANGUAGE.into(), &python::DIALECT),
        Language::Go => (tree_sitter_go::LANGUAGE.into(), &go::DIALECT),
        Language::JavaScript => (tree_sitter_javascript::LANGUAGE.into(), &javascript::DIALECT),
        Language::TypeScript => (tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(), &typescript::DIALECT),
        Language::Tsx => (tree_sitter_typescript::LANGUAGE_TSX.into(), &typescript::DIALECT),
    }
}

/// How deep brackets may stand inside each other where a parser's steps grow slower with their depth: Scala's, which keeps
/// many readings of a text open. People write ten.
const NESTING_MAX: usize = 500;

/// Whether the brackets of a text stand too deep inside each other for its parser. Those in texts and comments count too:
/// as a rule they are balanced.
fn is_too_deep(language: Language, text: &str) -> bool {
    if language != Language::Scala {
        return false;
    }
    let mut depth = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > NESTING_MAX
    })
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
    let read =
        parsed(language, text, |tree, reader| Walk::new(text, reader.dialect).read(&tree, &reader.rules));
    read.unwrap_or_else(|message| (Outline::default(), vec![SyntaxError::new(Span::new(0, 0), message)]))
}

/// The syntax tree of a text that is not too long, for readers of a language's other uses.
pub(crate) fn tree(language: Language, text: &str) -> Result<Tree, SyntaxError> {
    let needed = STACK.0 + STACK.1 * text.len();
    let tree = stacker::maybe_grow(needed, needed, || parsed(language, text, |tree, _| tree));
    tree.map_err(|message| SyntaxError::new(Span::new(0, 0), message))
}

/// What is made of the syntax tree of a text; else why there is none.
fn parsed<T>(
    language: Language,
    text: &str,
    make: impl FnOnce(Tree, &Reader) -> T,
) -> Result<T, &'static str> {
    READERS.with_borrow_mut(|readers| {
        let slot = &mut readers[language as usize];
        if slot.is_none() {
            *slot = Reader::new(language);
        }
        let reader = slot.as_mut().ok_or("the parser for this language cannot be used")?;
        let parsed = if is_too_deep(language, text) { None } else { reader.parse(text) };
        let tree = parsed.ok_or("source file that is too tangled to parse: it is not read")?;
        Ok(make(tree, reader))
    })
}
