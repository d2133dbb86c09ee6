//! From the XML tree to the pom.

use roxmltree::{Document, Error, Node, ParsingOptions, TextPos};

use super::{Coordinates, Dependency, Parent, Plugin, Pom, Profile};
use crate::span::{Span, Spanned, SyntaxError};

/// How many nodes a pom may have.
const NODES_MAX: u32 = 1_000_000;

/// How often `xmlns` may stand in a pom: the parser copies all namespaces in scope for each.
const NAMESPACES_MAX: usize = 256;

/// How many `=` may stand between two `<`: the parser compares each attribute of an element with each.
const ATTRIBUTES_MAX: usize = 1024;

/// How deep the texts of a plugin's configuration may stand.
const DEPTH_MAX: usize = 64;

/// Reads a pom.xml. Elements count by their local names, in any namespace. Nothing is read when the text
/// is no well-formed XML, has a document type (its entities can be hostile), or no element `project` as
/// its root.
#[must_use]
pub fn read(text: &str) -> (Option<Pom>, Vec<SyntaxError>) {
    match document(text) {
        Ok(document) => {
            let mut errors = Vec::new();
            let pom = Reader { text, errors: &mut errors }.pom(document.root_element());
            (Some(pom), errors)
        }
        Err(error) => (None, vec![error]),
    }
}

/// The XML of a pom, whose root is an element `project`.
pub(crate) fn document(text: &str) -> Result<Document<'_>, SyntaxError> {
    if let Some(error) = excess(text) {
        return Err(error);
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES_MAX, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| syntax_error(text, &error))?;
    let root = document.root_element();
    let name = root.tag_name().name();
    if name == "project" {
        return Ok(document);
    }
    Err(SyntaxError::new(span(root), format!("expected the element `project`, found `{name}`")))
}

/// What would cost the parser more than the text's length.
fn excess(text: &str) -> Option<SyntaxError> {
    if let Some((at, _)) = text.match_indices("xmlns").nth(NAMESPACES_MAX) {
        return Some(SyntaxError::new(
            Span::new(at, at + "xmlns".len()),
            format!("more than {NAMESPACES_MAX} namespace declarations"),
        ));
    }
    let mut start = 0;
    for tag in text.split('<') {
        let attributes = tag.bytes().filter(|byte| *byte == b'=').count();
        if attributes > ATTRIBUTES_MAX && !tag.starts_with(['!', '?']) {
            let message = format!("an element with more than {ATTRIBUTES_MAX} attributes");
            return Some(SyntaxError::new(Span::new(start, start + tag.len()), message));
        }
        start += tag.len() + 1;
    }
    None
}

fn syntax_error(text: &str, error: &Error) -> SyntaxError {
    if *error == Error::DtdDetected {
        let at = text.find("<!DOCTYPE").unwrap_or_default();
        return SyntaxError::new(
            Span::new(at, text.len().min(at + "<!DOCTYPE".len())),
            "a document type is not read: its entities can be hostile",
        );
    }
    let at_end = matches!(error, Error::UnexpectedEndOfStream | Error::UnclosedRootNode);
    let start = if at_end { text.len() } else { offset(text, error.pos()) };
    let end = text.ceil_char_boundary((start + 1).min(text.len()));
    let message = error.to_string();
    let place = format!(" at {}", error.pos());
    SyntaxError::new(Span::new(start, end), message.replace(&place, ""))
}

/// The byte offset of a position: rows end at `\n`, columns are characters, both count from 1.
fn offset(text: &str, position: TextPos) -> usize {
    let rows_before = (position.row as usize).saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(rows_before).map(str::len).sum();
    let column = (position.col as usize).saturating_sub(1);
    text[start..].char_indices().nth(column).map_or(text.len(), |(at, _)| start + at)
}

struct Reader<'a> {
    text: &'a str,
    errors: &'a mut Vec<SyntaxError>,
}

impl Reader<'_> {
    fn pom(&mut self, project: Node<'_, '_>) -> Pom {
        let own = self.profile(project);
        let profiles = child(project, "profiles").map(|list| children(list, "profile")).unwrap_or_default();
        Pom {
            parent: child(project, "parent").map(|parent| self.parent(parent)),
            group_id: self.value(project, "groupId"),
            artifact_id: self.value(project, "artifactId"),
            version: self.value(project, "version"),
            packaging: self.value(project, "packaging"),
            name: self.value(project, "name"),
            organization: child(project, "organization").and_then(|of| self.value(of, "name")),
            developers: self.developers(project),
            modules: own.modules,
            properties: own.properties,
            dependencies: own.dependencies,
            managed: own.managed,
            plugins: own.plugins,
            profiles: profiles.into_iter().map(|profile| self.profile(profile)).collect(),
        }
    }

    fn developers(&self, project: Node<'_, '_>) -> Vec<Spanned<String>> {
        let listed = child(project, "developers").map(|list| children(list, "developer")).unwrap_or_default();
        let named = |person| self.value(person, "organization").or_else(|| self.value(person, "name"));
        listed.into_iter().filter_map(named).collect()
    }

    /// What a project and a profile have in common.
    fn profile(&mut self, node: Node<'_, '_>) -> Profile {
        let modules = child(node, "modules").map(|list| children(list, "module")).unwrap_or_default();
        let managed = child(node, "dependencyManagement");
        let build = child(node, "build");
        Profile {
            id: self.value(node, "id"),
            modules: modules.into_iter().map(|module| self.text(module)).collect(),
            dependencies: self.dependencies(node),
            managed: managed.map(|managed| self.dependencies(managed)).unwrap_or_default(),
            properties: child(node, "properties").map(|list| self.properties(list)).unwrap_or_default(),
            plugins: build.map(|build| self.plugins(build)).unwrap_or_default(),
        }
    }

    fn parent(&self, node: Node<'_, '_>) -> Parent {
        let coordinates = Coordinates {
            group_id: self.value(node, "groupId"),
            artifact_id: self.value(node, "artifactId"),
            version: self.value(node, "version"),
        };
        Parent { coordinates, relative_path: self.value(node, "relativePath"), span: span(node) }
    }

    fn properties(&self, list: Node<'_, '_>) -> Vec<(String, Spanned<String>)> {
        elements(list).map(|property| (property.tag_name().name().to_owned(), self.text(property))).collect()
    }

    fn dependencies(&mut self, node: Node<'_, '_>) -> Vec<Dependency> {
        let list = child(node, "dependencies").map(|list| children(list, "dependency")).unwrap_or_default();
        list.into_iter().filter_map(|dependency| self.dependency(dependency)).collect()
    }

    fn dependency(&mut self, node: Node<'_, '_>) -> Option<Dependency> {
        let Some(artifact_id) = self.value(node, "artifactId") else {
            self.errors.push(SyntaxError::new(span(node), "a dependency without `artifactId`"));
            return None;
        };
        let start = span(node).start;
        Some(Dependency {
            group_id: self
                .value(node, "groupId")
                .unwrap_or_else(|| Spanned::new(String::new(), Span::new(start, start))),
            artifact_id,
            version: self.value(node, "version"),
            scope: self.value(node, "scope"),
            kind: self.value(node, "type"),
            classifier: self.value(node, "classifier"),
            optional: self.value(node, "optional").is_some_and(|optional| optional.value == "true"),
            span: span(node),
        })
    }

    fn plugins(&mut self, build: Node<'_, '_>) -> Vec<Plugin> {
        let list = child(build, "plugins").map(|list| children(list, "plugin")).unwrap_or_default();
        list.into_iter().filter_map(|plugin| self.plugin(plugin)).collect()
    }

    fn plugin(&mut self, node: Node<'_, '_>) -> Option<Plugin> {
        let Some(artifact_id) = self.value(node, "artifactId") else {
            self.errors.push(SyntaxError::new(span(node), "a plugin without `artifactId`"));
            return None;
        };
        let executions =
            child(node, "executions").map(|list| children(list, "execution")).unwrap_or_default();
        let goals = executions
            .iter()
            .filter_map(|execution| child(*execution, "goals"))
            .flat_map(|list| children(list, "goal"));
        let goals = goals.map(|goal| self.text(goal).value).collect();
        let mut configuration = Vec::new();
        for holder in std::iter::once(node).chain(executions) {
            if let Some(found) = child(holder, "configuration") {
                self.leaves(found, "", 0, &mut configuration);
            }
        }
        Some(Plugin {
            group_id: self.value(node, "groupId"),
            artifact_id,
            version: self.value(node, "version"),
            goals,
            dependencies: self.dependencies(node),
            configuration,
            span: span(node),
        })
    }

    fn leaves(
        &mut self,
        node: Node<'_, '_>,
        path: &str,
        depth: usize,
        found: &mut Vec<(String, Spanned<String>)>,
    ) {
        if depth == DEPTH_MAX {
            self.errors.push(SyntaxError::new(span(node), "a configuration nested too deep is not read"));
            return;
        }
        for element in elements(node) {
            let name = element.tag_name().name();
            let path = if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
            if elements(element).next().is_some() {
                self.leaves(element, &path, depth + 1, found);
            } else {
                found.push((path, self.text(element)));
            }
        }
    }

    fn value(&self, node: Node<'_, '_>, name: &str) -> Option<Spanned<String>> {
        child(node, name).map(|element| self.text(element))
    }

    /// An element's text, trimmed. The span covers what is written between the tags, trimmed too.
    fn text(&self, element: Node<'_, '_>) -> Spanned<String> {
        let range = element.range();
        let start = element.first_child().map_or(range.end, |first| first.range().start);
        let end = element.last_child().map_or(start, |last| last.range().end);
        let written = &self.text[start..end];
        let start = start + written.len() - written.trim_start().len();
        Spanned::new(text_of(element), Span::new(start, start + written.trim().len()))
    }
}

/// The text right in an element, trimmed.
pub(crate) fn text_of(element: Node<'_, '_>) -> String {
    let texts: String = element.children().filter(Node::is_text).filter_map(|text| text.text()).collect();
    texts.trim().to_owned()
}

pub(crate) fn elements<'a, 'input>(node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(Node::is_element)
}

fn children<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Vec<Node<'a, 'input>> {
    elements(node).filter(|child| child.tag_name().name() == name).collect()
}

pub(crate) fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    elements(node).find(|child| child.tag_name().name() == name)
}

fn span(node: Node<'_, '_>) -> Span {
    node.range().into()
}
