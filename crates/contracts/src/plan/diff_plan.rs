use std::fmt::{self, Write as _};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{connector::Connector, gap::Gap, module::Module, topic::Hop};
use crate::{finding::Finding, probability::Probability};

/// The name of a plan by its content: `dp-` and 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct DiffPlanId(#[schemars(regex(pattern = "^dp-[0-9a-f]{32}$"))] String);

impl DiffPlanId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DiffPlanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a repository's modules lack: Scout's output, Author's and Gatekeeper's input.
///
/// The same repository gives the same bytes, whatever the folder order, the working directory or the
/// clock. Suppressions and baselines are applied later and leave this as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DiffPlan {
    /// Name by content: two plans with the same id say the same.
    pub diff_plan_id: DiffPlanId,
    /// The repository, `owner/name`; null when nothing says it or the folder holds several.
    pub repo: Option<String>,
    /// The commit that is checked out, in hexadecimal; null when nothing says it or the folder holds
    /// several. The folder may hold changes on top of it.
    pub commit: Option<String>,
    /// The mean confidence over the gaps; null when there is none.
    pub confidence: Option<Probability>,
    /// What is missing, most urgent first, then by key.
    pub gaps: Vec<Gap>,
    /// Every module, by path.
    pub modules: Vec<Module>,
    /// The topics that lead from one module to another, by topic.
    pub hops: Vec<Hop>,
    /// The connectors of Kafka Connect that are configured in it, by place.
    pub connectors: Vec<Connector>,
    /// What the revision that the plan was compared with lacks and this one does not, in the order of `gaps`; absent without
    /// one. Not part of what the plan is named by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fixed: Vec<Gap>,
    /// What should be known about the input: files that could not be read, settings in doubt.
    pub findings: Vec<Finding>,
}

impl DiffPlan {
    /// Puts a plan together: sorts what it holds, takes the mean confidence, names it by its content.
    #[must_use]
    pub fn new(
        repo: Option<String>,
        commit: Option<String>,
        mut modules: Vec<Module>,
        mut gaps: Vec<Gap>,
        mut hops: Vec<Hop>,
        mut findings: Vec<Finding>,
    ) -> Self {
        modules.sort_by(|a, b| a.path.cmp(&b.path));
        gaps.sort_by(|a, b| (a.priority, &a.key).cmp(&(b.priority, &b.key)));
        hops.sort();
        hops.dedup();
        findings.sort();
        findings.dedup();
        let mut plan = Self {
            diff_plan_id: DiffPlanId(String::new()),
            repo,
            commit,
            confidence: Probability::mean(gaps.iter().map(|gap| gap.confidence.value)),
            gaps,
            modules,
            hops,
            connectors: Vec::new(),
            fixed: Vec::new(),
            findings,
        };
        plan.diff_plan_id = plan.content_id();
        plan
    }

    /// The same plan with these connectors, under the name of its new content.
    #[must_use]
    pub fn with_connectors(mut self, mut connectors: Vec<Connector>) -> Self {
        connectors.sort_by(|a, b| (&a.evidence, &a.name).cmp(&(&b.evidence, &b.name)));
        connectors.dedup();
        self.connectors = connectors;
        self.diff_plan_id = self.content_id();
        self
    }

    /// The same plan with more findings, named anew.
    #[must_use]
    pub fn with_findings(mut self, more: impl IntoIterator<Item = Finding>) -> Self {
        self.findings.extend(more);
        self.findings.sort();
        self.findings.dedup();
        self.diff_plan_id = self.content_id();
        self
    }

    /// The services and jobs: the modules of which gaps are asked. Without one there is nothing to judge.
    pub fn asked(&self) -> impl Iterator<Item = &Module> {
        self.modules.iter().filter(|module| module.kind.is_deployable())
    }

    /// The gaps that count today: those that nobody accepts, in the order of `gaps`.
    pub fn open(&self) -> impl Iterator<Item = &Gap> {
        self.gaps.iter().filter(|gap| gap.accepted.is_none())
    }

    /// The id that this content has: SHA-256 over the plan's compact JSON with an empty id, the first
    /// 128 bits.
    #[must_use]
    pub fn content_id(&self) -> DiffPlanId {
        let mut unnamed = Self { diff_plan_id: DiffPlanId(String::new()), fixed: Vec::new(), ..self.clone() };
        for gap in &mut unnamed.gaps {
            (gap.accepted, gap.change) = (None, None);
        }
        let mut hasher = HashWriter(Sha256::new());
        // Every type in here serializes: maps have text keys and nothing is fallible.
        let written = serde_json::to_writer(&mut hasher, &unnamed);
        debug_assert!(written.is_ok(), "a plan always serializes");
        let mut id = String::from("dp-");
        for byte in hasher.0.finalize().iter().take(16) {
            // Writing to a String cannot fail.
            let _ = write!(id, "{byte:02x}");
        }
        DiffPlanId(id)
    }
}

struct HashWriter(Sha256);

impl std::io::Write for HashWriter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
