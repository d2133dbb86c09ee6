//! The names that a file imports, by a search for the words that import: cheap enough for every file.

use std::collections::BTreeSet;

use memchr::memchr3;

/// How many names of one file are kept.
const NAMES_MAX: usize = 1000;

/// How long a name may be, in bytes.
const NAME_BYTES_MAX: usize = 300;

/// Words behind which JavaScript names a module.
const NODE_WORDS: [&str; 4] = ["from", "import", "require(", "import("];

/// The packages that a Go file imports. Imports stand in front of everything else.
pub(super) fn go(text: &str) -> Vec<String> {
    let mut found = BTreeSet::new();
    let mut block = false;
    for line in text.lines().map(str::trim) {
        let rest = line.strip_prefix("import").filter(|rest| rest.starts_with([' ', '\t', '(', '"']));
        if ["func ", "type ", "var ", "const "].iter().any(|word| line.starts_with(word)) {
            break;
        }
        if let Some(rest) = rest {
            block = rest.trim_start().starts_with('(');
        }
        let named = if block { Some(line) } else { rest };
        found.extend(named.and_then(quoted).filter(|_| !line.starts_with("//")));
        block = block && !line.contains(')');
    }
    found.into_iter().take(NAMES_MAX).map(str::to_owned).collect()
}

/// What stands in the first quotes of a line.
fn quoted(line: &str) -> Option<&str> {
    let (_, after) = line.split_once(['"', '`'])?;
    let (name, _) = after.split_once(['"', '`'])?;
    Some(name).filter(|name| name.len() <= NAME_BYTES_MAX)
}

/// The modules that a file of JavaScript or TypeScript imports.
pub(super) fn node(text: &str) -> Vec<String> {
    let mut found = BTreeSet::new();
    for line in text.lines().map(str::trim) {
        let quotes = memchr3(b'"', b'\'', b'`', line.as_bytes()).is_some();
        if !quotes || line.starts_with("//") || line.starts_with('*') || line.starts_with("import type ") {
            continue;
        }
        for word in NODE_WORDS {
            found.extend(line.match_indices(word).filter_map(|(at, _)| named(&line[at + word.len()..])));
        }
    }
    found.into_iter().take(NAMES_MAX).map(str::to_owned).collect()
}

/// The name that follows the word.
fn named(after: &str) -> Option<&str> {
    let after = after.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let (name, _) = after[1..].split_once(quote)?;
    Some(name).filter(|name| !name.is_empty() && name.len() <= NAME_BYTES_MAX)
}

/// What a file of Python imports: `a.b` for `import a.b`, `a.b:c` for `from a.b import c`, `a.b:c:d` where it calls that `d`.
pub(super) fn python(text: &str) -> Vec<String> {
    let mut found = BTreeSet::new();
    // The package from which the names in parentheses come that are still open.
    let mut open: Option<&str> = None;
    for line in text.lines().map(str::trim) {
        let code = line.split('#').next().unwrap_or_default();
        if let Some(package) = open {
            from_package(package, code, &mut found);
            open = (!code.contains(')')).then_some(package);
        } else if let Some(names) = code.strip_prefix("import ") {
            let names = names.split(',').filter_map(|name| name.split_whitespace().next());
            found.extend(names.filter(|name| name.len() <= NAME_BYTES_MAX).map(str::to_owned));
        } else if let Some((package, names)) =
            code.strip_prefix("from ").and_then(|code| code.split_once(" import"))
        {
            let package = package.trim();
            from_package(package, names, &mut found);
            open = (names.contains('(') && !names.contains(')')).then_some(package);
        }
        if found.len() > NAMES_MAX {
            break;
        }
    }
    found.into_iter().take(NAMES_MAX).collect()
}

/// The names that a line takes out of a package of Python.
fn from_package(package: &str, names: &str, found: &mut BTreeSet<String>) {
    for name in names.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '\\')).split(',') {
        let mut words = name.split_whitespace();
        let Some(item) = words.next().filter(|_| package.len() + name.len() <= NAME_BYTES_MAX) else {
            continue;
        };
        let called = words.next().filter(|word| *word == "as").and_then(|_| words.next());
        found.insert(
            called.map_or_else(|| format!("{package}:{item}"), |called| format!("{package}:{item}:{called}")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn go_names_packages_alone_and_in_blocks() {
        let text = "package a\nimport \"fmt\"\nimport (\n\t// \"out/a\"\n\tk \"shop/lib/kafka\" // why\n\t_ \"shop/x\"\n)\nvar s = \"no/import\"\n";
        assert_eq!(go(text), ["fmt", "shop/lib/kafka", "shop/x"]);
        assert_eq!(go("import (\"a/b\")\nx := \"c\"\n"), ["a/b"]);
    }

    #[test]
    fn node_names_modules_in_each_of_its_ways() {
        let text = "import a from './a';\nimport {\n  b,\n} from \"@shop/b\";\nimport 'c';\nexport * from './d';\nconst e = require('e'); await import('./f');\n// import x from 'x'\nimport type { T } from 't';\n";
        assert_eq!(node(text), ["./a", "./d", "./f", "@shop/b", "c", "e"]);
    }

    #[test]
    fn python_names_what_it_takes_from_where() {
        let text = "import os, shop.db as db  # why\nfrom shop.kafka import Producer as P, Consumer\nfrom .a import (\n    b,\n    c as d,  # e\n)\nfrom x import *\n# from y import z\nfrom . import f\n";
        assert_eq!(
            python(text),
            [".:f", ".a:b", ".a:c:d", "os", "shop.db", "shop.kafka:Consumer", "shop.kafka:Producer:P", "x:*"]
        );
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_the_search(text in "(?s)(import|from|as|require\\(|['\"(),.\n`é#]| ){0,40}") {
            go(&text);
            node(&text);
            python(&text);
        }
    }
}
