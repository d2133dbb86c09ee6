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

    proptest::proptest! {
        #[test]
        fn no_text_breaks_the_search(text in "(?s)(import|from|require\\(|['\"(\n`é]| ){0,40}") {
            go(&text);
            node(&text);
        }
    }
}
