//! An ignored test says in which tier it runs.

use syn::visit::{self, Visit};

use super::sources::Source;
use super::{Finding, Tree};
use crate::failure::Failure;

/// Looks at every function.
pub fn check(tree: &Tree<'_>) -> Result<Vec<Finding>, Failure> {
    Ok(tree.sources.iter().flat_map(untold).collect())
}

fn untold(source: &Source) -> Vec<Finding> {
    let mut ignored = Ignored { lines: Vec::new() };
    if let Ok(file) = &source.items {
        ignored.visit_file(file);
    }
    let told = "say when this test runs: #[ignore = \"full\"] or #[ignore = \"with NAME\"]";
    ignored.lines.into_iter().map(|line| Finding::new(&source.path, line, told)).collect()
}

struct Ignored {
    lines: Vec<usize>,
}

impl<'ast> Visit<'ast> for Ignored {
    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if attribute.path().is_ident("ignore") && !tier(attribute).is_some_and(|tier| known(&tier)) {
            self.lines.push(attribute.pound_token.spans[0].start().line);
        }
        visit::visit_attribute(self, attribute);
    }
}

fn tier(attribute: &syn::Attribute) -> Option<String> {
    match &attribute.meta.require_name_value().ok()?.value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}

fn known(tier: &str) -> bool {
    tier == "full" || tier.strip_prefix("with ").is_some_and(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_tier_is_demanded() {
        let text = "#[ignore]\nfn a() {}\n#[ignore = \"slow\"]\nfn b() {}\n#[ignore = \"full\"]\nfn c() {}\n\
            #[ignore = \"with kubernetes\"]\nfn d() {}\n";
        let lines: Vec<usize> =
            untold(&Source::parse(Path::new("a.rs"), text)).iter().map(|found| found.line).collect();
        assert_eq!(lines, [1, 3]);
    }
}
