//! Share of public items that are documented, per workspace.

use syn::visit::{self, Visit};

use super::sources::{Source, for_tests};
use super::{Finding, Tree};
use crate::failure::Failure;

/// The least share, in percent.
const AIM: usize = 95;

/// Prints the share; below the aim each undocumented item is a finding.
pub fn check(tree: &Tree<'_>) -> Result<Vec<Finding>, Failure> {
    let mut items = Items::default();
    let mut findings = Vec::new();
    for source in tree.sources.iter().filter(|source| !source.test) {
        findings.extend(undocumented(source, &mut items));
    }
    let share = (items.documented * 100).checked_div(items.all).unwrap_or(100);
    println!("{:22}{:>7}%{:>7}%", "public items with docs", share, AIM);
    if share >= AIM {
        findings.clear();
    }
    Ok(findings)
}

fn undocumented(source: &Source, items: &mut Items) -> Vec<Finding> {
    if let Ok(file) = &source.items {
        items.visit_file(file);
    }
    std::mem::take(&mut items.missing)
        .into_iter()
        .map(|(line, name)| {
            Finding::new(&source.path, line, format!("{name} has no documentation; say what it means"))
        })
        .collect()
}

#[derive(Default)]
struct Items {
    all: usize,
    documented: usize,
    missing: Vec<(usize, String)>,
}

impl Items {
    fn see(&mut self, visibility: &syn::Visibility, attributes: &[syn::Attribute], name: &syn::Ident) {
        if !matches!(visibility, syn::Visibility::Public(_)) {
            return;
        }
        self.all += 1;
        if attributes.iter().any(|attribute| attribute.path().is_ident("doc")) {
            self.documented += 1;
        } else {
            self.missing.push((name.span().start().line, name.to_string()));
        }
    }
}

impl<'ast> Visit<'ast> for Items {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        // A module in a file of its own is documented there.
        if !for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.see(&item.vis, &item.attrs, &item.sig.ident);
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.see(&item.vis, &item.attrs, &item.ident);
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.see(&item.vis, &item.attrs, &item.ident);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.see(&item.vis, &item.attrs, &item.ident);
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.see(&item.vis, &item.attrs, &item.ident);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.see(&item.vis, &item.attrs, &item.ident);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.see(&item.vis, &item.attrs, &item.sig.ident);
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        if let Some(name) = &field.ident {
            self.see(&field.vis, &field.attrs, name);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn public_items_without_docs_are_found_and_private_ones_are_not() {
        let text =
            "/// a\npub fn a() {}\npub fn b() {}\nfn c() {}\n/// s\npub struct S {\n    pub d: u8,\n}\n";
        let mut items = Items::default();
        let findings = undocumented(&Source::parse(Path::new("a.rs"), text), &mut items);
        assert_eq!((items.all, items.documented), (4, 2));
        assert_eq!(findings.iter().map(|finding| finding.line).collect::<Vec<_>>(), [3, 7]);
    }
}
