//! Documents beside the code: data contracts, lineage specs, runbooks, wire schemas. What they are is told by their
//! content where their name leaves it open; whom they speak of is judged elsewhere.

mod contract;
mod lineage_spec;
mod runbook;

use source_tree::RepoPath;

use crate::location::Location;

pub(crate) use contract::{read as read_contract, read_yaml};
pub(crate) use lineage_spec::read as read_lineage_spec;
pub(crate) use runbook::{is_runbook, read as read_runbook};

/// How many names of one document are kept.
const NAMES_MAX: usize = 500;

/// What the lineage spec beside a module is called.
pub const LINEAGE_SPEC: &str = "lineage.autopilot.yml";

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// A data contract in the Open Data Contract Standard of Bitol.
    Odcs,
    /// A data contract in the Data Contract Specification, which ODCS took the place of.
    DataContractSpecification,
    /// An AsyncAPI document: channels and their messages.
    AsyncApi,
    /// A lineage spec of this product.
    LineageSpec,
    /// What to do when something fails.
    Runbook,
    /// A schema that records are written by: Avro, Protobuf, JSON Schema.
    Schema,
}

/// Why a document says nothing yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hollow {
    /// Nothing stands in it but headings.
    Empty,
    /// Most of it waits to be filled in.
    Template,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// The line that tells what it is; for what its name tells, its first.
    pub location: Location,
    /// What it names: its own id and title, topics, tables, models, as they are written.
    pub names: Vec<String>,
    /// Whether it says nothing yet, and why.
    pub hollow: Option<Hollow>,
}

impl Document {
    /// The file.
    #[must_use]
    pub fn path(&self) -> &RepoPath {
        &self.location.path
    }

    /// Whether it is a data contract, in whatever form.
    #[must_use]
    pub fn is_contract(&self) -> bool {
        matches!(
            self.kind,
            DocumentKind::Odcs | DocumentKind::DataContractSpecification | DocumentKind::AsyncApi
        )
    }
}

/// A schema, of which its name is enough.
pub(crate) fn schema(path: &RepoPath) -> Document {
    let location = Location::beginning(path);
    Document { kind: DocumentKind::Schema, location, names: Vec::new(), hollow: None }
}
