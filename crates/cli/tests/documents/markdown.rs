//! What of a Markdown file is looked at.

use std::{fs, path::Path};

use comrak::{
    Arena, Options,
    nodes::{AstNode, NodeValue},
    parse_document,
};

/// A document, taken apart.
#[derive(Default)]
pub(crate) struct Document {
    /// Where its links lead, as written.
    pub(crate) links: Vec<String>,
    /// What its headings are called in addresses.
    pub(crate) anchors: Vec<String>,
    /// The first cell of each row of its tables but the heads.
    pub(crate) first_cells: Vec<String>,
    fenced: Vec<(String, String)>,
}

impl Document {
    pub(crate) fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap_or_default();
        let mut options = Options::default();
        options.extension.table = true;
        let arena = Arena::new();
        let mut document = Self::default();
        for node in parse_document(&arena, &text, &options).descendants() {
            document.see(node);
        }
        document
    }

    /// The code blocks in a language.
    pub(crate) fn blocks<'a>(&'a self, language: &'a str) -> impl Iterator<Item = &'a String> {
        self.fenced.iter().filter(move |(known, _)| known == language).map(|(_, text)| text)
    }

    fn see<'a>(&mut self, node: &'a AstNode<'a>) {
        match &node.data.borrow().value {
            NodeValue::Link(link) => self.links.push(link.url.clone()),
            NodeValue::Heading(_) => self.anchors.push(anchor(&text(node))),
            NodeValue::CodeBlock(block) => self.fenced.push((block.info.clone(), block.literal.clone())),
            NodeValue::TableRow(false) => self.first_cells.extend(node.first_child().map(text)),
            _ => {}
        }
    }
}

/// The words below a node; code keeps its backticks.
fn text<'a>(node: &'a AstNode<'a>) -> String {
    let words = node.descendants().map(|node| match &node.data.borrow().value {
        NodeValue::Text(text) => text.to_string(),
        NodeValue::Code(code) => format!("`{}`", code.literal),
        _ => String::new(),
    });
    words.collect()
}

/// As GitHub and GitLab call a heading: lower case, dashes for spaces, other punctuation left out.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}
