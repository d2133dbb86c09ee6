//! All functions of a file with their lengths.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::sources::Source;

/// A function outside of tests.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line of its signature, from 1.
    pub line: usize,
    /// Lines of code from the signature to the closing brace.
    pub length: usize,
}

/// The functions of a file, those of tests left out.
pub fn of(source: &Source) -> Vec<Function> {
    let mut visitor = Functions { source, found: Vec::new() };
    if let Ok(file) = &source.items {
        visitor.visit_file(file);
    }
    visitor.found
}

struct Functions<'a> {
    source: &'a Source,
    found: Vec<Function>,
}

impl Functions<'_> {
    fn add(&mut self, signature: &syn::Signature, end: Span) {
        let first = signature.span();
        if !self.source.is_test(first) {
            let line = first.start().line;
            let length = self.source.code(line, end.end().line);
            self.found.push(Function { name: signature.ident.to_string(), line, length });
        }
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.add(&item.sig, item.block.span());
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.add(&item.sig, item.block.span());
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.add(&item.sig, block.span());
        }
        visit::visit_trait_item_fn(self, item);
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn lengths_are_of_code_from_signature_to_brace() {
        let text = "/// doc\nfn a() {\n    // why\n\n    b();\n}\nstruct S;\nimpl S {\n    fn c(&self) {}\n}\n\
            #[cfg(test)]\nmod tests {\n    #[test]\n    fn d() {}\n}\n";
        let found = of(&Source::parse(Path::new("a.rs"), text));
        let seen: Vec<_> = found.iter().map(|f| (f.name.as_str(), f.line, f.length)).collect();
        assert_eq!(seen, [("a", 2, 3), ("c", 9, 1)]);
    }
}
