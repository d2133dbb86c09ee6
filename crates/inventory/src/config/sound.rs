//! Values that are of the right kind and yet say nothing.

use source_tree::RepoPath;
use syntax::{Node, Span, Value};

use super::{Mistake, effect};

/// Every such value.
pub(super) fn mistakes(root: &Node) -> Vec<Mistake> {
    let mut found: Vec<Mistake> = root.get("repo").and_then(repo).into_iter().collect();
    found.extend(root.get("exclude").map(Node::items).unwrap_or_default().iter().filter_map(exclude));
    for entry in root.get("modules").map(Node::entries).unwrap_or_default() {
        if RepoPath::new(&entry.key.value).is_err() {
            found.push(Mistake {
                span: entry.key.span,
                message: format!("`{}` is no folder of this repository", entry.key.value),
                help: Some("write the folder relative to the root, `.` for the root".to_owned()),
            });
        }
    }
    found
}

fn repo(node: &Node) -> Option<Mistake> {
    let name = node.as_str()?;
    let sound = name.contains('/')
        && !name.contains(char::is_whitespace)
        && name.split('/').all(|part| !part.is_empty());
    let message = format!("`{name}` is no repository");
    (!sound).then(|| Mistake { span: node.span, message, help: Some("write OWNER/NAME".to_owned()) })
}

fn exclude(node: &Node) -> Option<Mistake> {
    let text = node.as_str()?;
    let why = effect::glob(text).err()?;
    Some(Mistake {
        span: node.span,
        message: format!("`{text}` {why}"),
        help: Some(
            "write folders or globs relative to the root, such as `legacy` or `**/generated/**`".to_owned(),
        ),
    })
}

/// Takes the innermost entry or item that holds `span` out of the tree; false when there is none.
pub(super) fn cut_out(node: &mut Node, span: Span) -> bool {
    let holds = |outer: Span| outer.start <= span.start && span.end <= outer.end;
    match &mut node.value {
        Value::Object(entries) => {
            let whole =
                |key: Span, value: Span| Span::new(key.start.min(value.start), key.end.max(value.end));
            let Some(at) = entries.iter().rposition(|entry| holds(whole(entry.key.span, entry.value.span)))
            else {
                return false;
            };
            let value = &mut entries[at].value;
            if value.span == span || !cut_out(value, span) {
                entries.remove(at);
            }
            true
        }
        Value::Array(items) => {
            let Some(at) = items.iter().position(|item| holds(item.span)) else { return false };
            if items[at].span == span || !cut_out(&mut items[at], span) {
                items.remove(at);
            }
            true
        }
        _ => false,
    }
}
