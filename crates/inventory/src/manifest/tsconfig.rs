//! tsconfig.json: the names under which files of the repository are imported.

use source_tree::RepoPath;
use syntax::{Node, json};

use crate::source_file::SourceFile;

/// A name, or the beginning of names, that stands for a file or a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Alias {
    /// The folder for whose files it holds.
    pub(crate) within: RepoPath,
    /// What is written in front of the star, or the whole name.
    pub(crate) prefix: String,
    /// Whether more may follow.
    pub(crate) open: bool,
    /// What stands for it; what follows the prefix is added.
    pub(crate) target: String,
}

/// Reads one configuration. What it extends is read for itself where it lies.
pub(crate) fn read(file: &SourceFile<'_>) -> (Vec<Alias>, Vec<syntax::SyntaxError>) {
    let (root, errors) = json::read(file.text());
    let aliases = root.zip(file.path().parent()).and_then(|(root, within)| aliases(&within, &root));
    (aliases.unwrap_or_default(), errors)
}

fn aliases(within: &RepoPath, root: &Node) -> Option<Vec<Alias>> {
    let options = root.get("compilerOptions")?;
    let written = options.get("baseUrl").and_then(Node::as_str);
    let base = within.join(written.unwrap_or(".")).ok()?;
    let mut found = Vec::new();
    for entry in options.get("paths").map(Node::entries).unwrap_or_default() {
        for target in entry.value.items().iter().filter_map(Node::as_str) {
            found.extend(alias(within, &base, &entry.key.value, target));
        }
    }
    // With a base, every name may be a path from there.
    found.extend(written.and_then(|_| alias(within, &base, "*", "*")));
    Some(found)
}

fn alias(within: &RepoPath, base: &RepoPath, name: &str, target: &str) -> Option<Alias> {
    let open = name.ends_with('*');
    let target = base.join(target.trim_end_matches('*')).ok()?;
    let target = match (open, target.is_root()) {
        (true, true) => String::new(),
        (true, false) => format!("{}/", target.as_str()),
        (false, _) => target.to_string(),
    };
    Some(Alias { within: within.clone(), prefix: name.trim_end_matches('*').to_owned(), open, target })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_and_without_a_star_lead_into_the_repository() {
        let path = RepoPath::new("web/tsconfig.json").unwrap();
        let text = r#"{"compilerOptions": {"baseUrl": "./src", // base
            "paths": {"@app/shop": ["../libs/shop"], "@app/shop/*": ["../libs/shop/*"], "out": ["../../../x"]}}}"#;
        let (found, errors) = read(&SourceFile::new(&path, text));
        let found: Vec<(&str, bool, &str)> =
            found.iter().map(|alias| (alias.prefix.as_str(), alias.open, alias.target.as_str())).collect();
        assert_eq!(
            found,
            [
                ("@app/shop", false, "web/libs/shop"),
                ("@app/shop/", true, "web/libs/shop/"),
                ("", true, "web/src/")
            ]
        );
        assert!(errors.is_empty());
    }
}
