//! `.autopilot.yml`: what a team says of its repository. Read by a person's typo-proof reader in
//! `inventory`; every key is optional and unknown keys are refused.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    date::Date,
    plan::{ModuleKind, Tier},
};

/// The file `.autopilot.yml` at the root of a repository.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RepoConfig {
    /// The repository, `owner/name`; when absent the git remote is asked.
    pub repo: Option<String>,
    /// The environment in URNs, e.g. `prod`.
    pub environment: Option<String>,
    /// The business domain, the instance in the URNs of services, e.g. `commerce`.
    pub domain: Option<String>,
    /// Paths that are not scanned: globs relative to the root, e.g. `legacy/**`.
    pub exclude: Vec<String>,
    /// Kafka clients of the team's own, by the short name that gaps call them.
    pub clients: BTreeMap<String, ClientConfig>,
    /// What is known of single modules, by their folder (`.` for the root).
    pub modules: BTreeMap<String, ModuleConfig>,
    /// Gaps that do not count for now: each with a reason, and until when.
    pub suppressions: Vec<SuppressionConfig>,
}

/// Gaps that a team says are wrong, or not for now. Every key is asked for: what nobody can say a reason for, or an end
/// of, is no decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SuppressionConfig {
    /// Which: a gap's key, `missing_runbook:services/orders`; `*` stands for any characters. A type alone is all of it, a
    /// type and a module are all of it there.
    pub gap: String,
    /// Why, for who reads it when it ends.
    pub reason: String,
    /// The last day on which it holds, e.g. 2027-03-01.
    pub until: Date,
}

/// A Kafka client that the team made itself: a wrapper from a library that Scout cannot read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ClientConfig {
    /// What the code calls, makes, holds or is annotated with to produce, in full: `com.shop.kafka.ShopProducer`,
    /// `github.com/shop/kafka.NewProducer`, `shop_kafka.Producer`, `@shop/kafka.createProducer`. A `*` stands for any
    /// characters.
    pub producers: Vec<String>,
    /// The same, to consume.
    pub consumers: Vec<String>,
    /// The client library it is made of, e.g. `kafka-clients`: what traces that traces this.
    pub made_of: Option<String>,
    /// Whether it writes and reads trace context in record headers by itself.
    pub carries_context: bool,
}

/// What a team says of one module.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ModuleConfig {
    /// Its name in URNs; when absent the manifest's is taken.
    pub name: Option<String>,
    /// The team that answers for it.
    pub owner: Option<String>,
    /// How much hangs on it, 1 (most) to 4; tier 1 makes its gaps urgent.
    pub tier: Option<Tier>,
    /// What it is, when Scout judges it wrongly.
    pub kind: Option<ModuleKind>,
    /// Where its runbook is, when it lies outside the repository: an address or a place people know.
    pub runbook: Option<String>,
    /// Where its data contract is, when it lies outside the repository.
    pub contract: Option<String>,
    /// Where its lineage is declared or collected, when that happens outside the repository.
    pub lineage: Option<String>,
}
