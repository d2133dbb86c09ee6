//! Values that are of the right kind and yet say nothing.

use source_tree::RepoPath;
use syntax::{Node, Span, Value};

use super::{Mistake, effect};

/// Every such value.
pub(super) fn mistakes(root: &Node) -> Vec<Mistake> {
    let mut found: Vec<Mistake> = root.get("repo").and_then(repo).into_iter().collect();
    found.extend(root.get("exclude").map(Node::items).unwrap_or_default().iter().filter_map(exclude));
    for entry in root.get("clients").map(Node::entries).unwrap_or_default() {
        found.extend(client(&entry.key.value, entry.key.span, &entry.value));
    }
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

/// How long the last part of a client's name must be, so that it does not select every file.
const NAME_CHARS_MIN: usize = 3;

fn client(name: &str, key: Span, node: &Node) -> Vec<Mistake> {
    let mut found = Vec::new();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || !name.chars().all(plain) {
        found.push(Mistake {
            span: key,
            message: format!("`{name}` is no short name of a client"),
            help: Some("write lower case letters, digits and dashes, e.g. `shop-kafka`".to_owned()),
        });
    }
    let named = |key: &str| node.get(key).map(Node::items).unwrap_or_default();
    for item in named("producers").iter().chain(named("consumers")) {
        let text = item.as_str().unwrap_or_default();
        let last = text.rsplit(['.', '/']).next().unwrap_or_default();
        let longest = last.split('*').map(str::len).max().unwrap_or_default();
        if longest < NAME_CHARS_MIN {
            found.push(Mistake {
                span: item.span,
                message: format!("`{text}` could be anything: its last part says too little"),
                help: Some("write the name in full, e.g. `com.shop.kafka.ShopProducer`".to_owned()),
            });
        }
    }
    if named("producers").is_empty() && named("consumers").is_empty() {
        found.push(Mistake {
            span: key,
            message: format!("the client `{name}` names neither `producers` nor `consumers`"),
            help: Some("name what the code calls to produce or to consume".to_owned()),
        });
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
