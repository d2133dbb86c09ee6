//! What a name in a file stands for, through its imports and what is bound to it. Files are read one by one: what
//! another file of the module declares is not known.

use std::collections::{HashMap, HashSet};

use contracts::plan::Language;
use syntax::source::{Binding, Import, Outline, Value};

/// How many bindings are followed from one name.
const DEPTH_MAX: usize = 4;

/// How many names one name may stand for.
const CANDIDATES_MAX: usize = 8;

/// The names of one file.
pub(super) struct Names<'o> {
    imported: HashMap<String, String>,
    wildcards: Vec<String>,
    bindings: HashMap<&'o str, &'o Binding>,
    /// The functions that the file declares.
    functions: HashSet<&'o str>,
    /// Whether a call of a name in upper case makes an object; in Go it calls a function.
    constructs: bool,
}

impl<'o> Names<'o> {
    pub(super) fn of(outline: &'o Outline, language: Language) -> Self {
        let functions = outline.functions.iter().map(|function| function.name.value.as_str()).collect();
        let (imported, bindings) = (HashMap::new(), HashMap::new());
        let mut names = Self {
            imported,
            wildcards: Vec::new(),
            bindings,
            functions,
            constructs: language != Language::Go,
        };
        for import in &outline.imports {
            names.import(import, language);
        }
        for binding in outline.bindings.iter().filter(|binding| says_type(binding)) {
            names.bindings.entry(bare(&binding.name)).or_insert(binding);
        }
        names
    }

    fn import(&mut self, import: &Import, language: Language) {
        let path = import.path.as_str();
        if import.wildcard {
            self.wildcards.push(path.to_owned());
            return;
        }
        for taken in &import.names {
            let here = taken.alias.as_ref().unwrap_or(&taken.name).clone();
            let full =
                if taken.name == "default" { path.to_owned() } else { format!("{path}.{}", taken.name) };
            self.imported.insert(here, full);
        }
        if let Some(alias) = &import.alias {
            self.imported.insert(alias.clone(), path.to_owned());
            return;
        }
        if !import.names.is_empty() {
            return;
        }
        match language {
            Language::Java | Language::Kotlin | Language::Scala => {
                let name = path.rsplit('.').next().unwrap_or(path);
                self.imported.insert(name.to_owned(), path.to_owned());
            }
            Language::Python => {
                let first = path.split('.').next().unwrap_or(path);
                self.imported.insert(first.to_owned(), first.to_owned());
            }
            Language::Go => {
                for name in go_names(path) {
                    self.imported.entry(name).or_insert_with(|| path.to_owned());
                }
            }
            _ => {}
        }
    }

    /// What a dotted name may stand for; the name itself when nothing tells.
    pub(super) fn resolve(&self, dotted: &str) -> Vec<String> {
        let mut found = Vec::new();
        self.follow(bare(dotted), DEPTH_MAX, &mut found);
        // What a function of the file gives is not known: what it is called is all that is left.
        let of_function = |name: &String| {
            self.functions.contains(name.split('.').next().unwrap_or(name).trim_end_matches("()"))
        };
        if found.iter().all(of_function) {
            push(&mut found, bare(dotted).to_owned());
        }
        // A client that is made and used in one go: `new Kafka({..}).consumer(..)`.
        let made = |name: &String| self.constructs.then(|| without_construction(name)).flatten();
        for made in found.iter().filter_map(made).collect::<Vec<_>>() {
            push(&mut found, made);
        }
        found
    }

    fn follow(&self, dotted: &str, depth: usize, found: &mut Vec<String>) {
        let (first, rest) = dotted.split_once('.').map_or((dotted, ""), |(first, rest)| (first, rest));
        let with_rest = |full: &str| if rest.is_empty() { full.to_owned() } else { format!("{full}.{rest}") };
        let call = first.trim_end_matches("()");
        if let Some(full) = self.imported.get(call) {
            let called = &first[call.len()..];
            push(found, with_rest(&format!("{full}{called}")));
            // What another file of the module makes is known by what it is called here alone.
            if full.starts_with('.') {
                push(found, dotted.to_owned());
            }
            return;
        }
        if depth > 0 && self.follow_binding(dotted, depth, found) {
            return;
        }
        push(found, dotted.to_owned());
        if first.starts_with(|c: char| c.is_ascii_uppercase()) {
            let left = CANDIDATES_MAX.saturating_sub(found.len());
            for package in self.wildcards.iter().take(left) {
                push(found, format!("{package}.{dotted}"));
            }
        }
    }

    /// Follows the longest bound beginning of the name: `self.producer` of `self.producer.send`.
    fn follow_binding(&self, dotted: &str, depth: usize, found: &mut Vec<String>) -> bool {
        let ends = dotted.match_indices('.').map(|(at, _)| at).chain([dotted.len()]).take(3);
        for end in ends {
            let Some(binding) = self.bindings.get(&dotted[..end]) else { continue };
            let rest = &dotted[end..];
            let of = [binding.type_name.as_deref(), binding.value.as_ref().and_then(made_by)];
            let leads_back = |name: &str| {
                let rest = name.strip_prefix(&dotted[..end]);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '(', '[']))
            };
            for name in of.into_iter().flatten().filter(|name| !leads_back(name)) {
                self.follow(bare(&format!("{name}{rest}")), depth - 1, found);
            }
            return true;
        }
        false
    }
}

/// The name without the parentheses behind a type; none when there are none.
fn without_construction(name: &str) -> Option<String> {
    let type_of = |segment: &str| {
        let made = segment.strip_suffix("()")?;
        made.starts_with(|c: char| c.is_ascii_uppercase()).then(|| made.to_owned())
    };
    let mut segments = name.split('.').peekable();
    let plain: Vec<String> = std::iter::from_fn(|| {
        segments.next().map(|segment| type_of(segment).unwrap_or_else(|| segment.to_owned()))
    })
    .collect();
    let plain = plain.join(".");
    // A class of the repository's own is known by its own code.
    (plain != name && !name.starts_with('.')).then_some(plain)
}

fn push(found: &mut Vec<String>, name: String) {
    if found.len() < CANDIDATES_MAX && !found.contains(&name) {
        found.push(name);
    }
}

fn says_type(binding: &Binding) -> bool {
    binding.type_name.is_some() || binding.value.as_ref().and_then(made_by).is_some()
}

/// What makes a value: a constructor, a call, or the name it is another name for.
fn made_by(value: &Value) -> Option<&str> {
    match value {
        Value::Call(callee) | Value::Construct(callee) => Some(callee),
        // Another name for a class or function: `const Producer = kafka.Producer`.
        Value::Name(name) if name.contains('.') && !name.contains('[') => Some(name),
        Value::Alternatives(values) => values.iter().find_map(made_by),
        _ => None,
    }
}

fn bare(name: &str) -> &str {
    name.strip_prefix("this.").or_else(|| name.strip_prefix("self.")).unwrap_or(name)
}

/// The names that a Go package may have without an alias, as far as its path tells.
fn go_names(path: &str) -> Vec<String> {
    let mut segments = path.rsplit('/');
    let mut last = segments.next().unwrap_or(path);
    if is_version(last) {
        last = segments.next().unwrap_or(last);
    }
    let unversioned =
        last.split_once(".v").filter(|(_, version)| is_digits(version)).map_or(last, |(name, _)| name);
    let mut names = vec![unversioned.to_owned()];
    let trimmed = unversioned.trim_start_matches("go-").trim_end_matches("-go");
    names.push(trimmed.to_owned());
    names.push(trimmed.replace('-', ""));
    names.push(trimmed.rsplit('-').next().unwrap_or(trimmed).to_owned());
    names.push(trimmed.split('-').next().unwrap_or(trimmed).to_owned());
    names.dedup();
    names
}

fn is_version(segment: &str) -> bool {
    segment.strip_prefix('v').is_some_and(is_digits)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
