//! From facts to a plan: each module gets a kind, a name, a cell per rule, and a gap where a cell is
//! absent.

use std::collections::BTreeMap;

use contracts::{
    DiffPlan, Evidence, Gap, GapKey, Module, RuleId,
    config::ModuleConfig,
    plan::{Cell, CellState, ModuleKind, Tier},
};
use inventory::{CONFIG_FILE, Facts, ModuleFacts};

use crate::{
    archetype,
    documents::{self, About, Documents},
    gap::{Asked, GapRule, Judged, JudgedGap, RULES},
    hops,
    kind::{self, Judgement},
    movement, naming, owner, programs,
    rules::Rules,
    topics::{self, Topics},
};

/// Judges a repository.
#[must_use]
pub fn plan(facts: &Facts, rules: &Rules) -> DiffPlan {
    let (repo, commit) = naming::of_plan(facts);
    let mut modules: Vec<Module> =
        facts.modules.iter().map(|module| described(facts, module, rules, repo.as_deref())).collect();
    let linked = hops::linked(&modules);
    let judged: Vec<(Documented, Vec<JudgedCell>)> = {
        let documents = Documents::of(facts, &modules);
        let seen = modules.iter().zip(&facts.modules);
        seen.map(|(module, seen)| judge(facts, module, seen, &documents.about(facts, module, seen), rules))
            .collect()
    };
    let mut gaps = Vec::new();
    for ((module, seen), (documented, cells)) in modules.iter_mut().zip(&facts.modules).zip(judged) {
        let urgent = module.tier == Some(Tier::ONE) || linked.contains(&module.path);
        documented.put(module);
        for cell in cells {
            gaps.extend(cell.gaps(module, seen, rules, urgent));
            module.gaps.insert(cell.rule.gap_type, cell.judged.cell);
        }
    }
    let (hops, cut) = hops::between(&modules);
    let several =
        modules.iter().zip(&facts.modules).filter_map(|(module, seen)| programs::judged_as_one(module, seen));
    let findings = facts.findings.iter().cloned().chain(several).chain(cut).collect();
    DiffPlan::new(repo, commit, modules, gaps, hops, findings).with_connectors(facts.connectors.clone())
}

/// A module before anything is asked of it.
fn described(facts: &Facts, module: &ModuleFacts, rules: &Rules, plan_repo: Option<&str>) -> Module {
    let said = naming::said_of(facts, module);
    let Judgement { kind, evidence } = judged_kind(module, said, rules);
    if let Some(decided) = evidence.first() {
        let line = decided.span.map(|span| span.start.line);
        tracing::debug!(module = %module.path, %kind, rule = %decided.rule, path = decided.path, line, "judged");
    }
    let (repo, commit) = naming::of_module(facts, module);
    let topics = if kind.is_deployable() { topics::of(module) } else { Topics::default() };
    let (datasets_read, datasets_written) =
        if kind.is_deployable() { movement::datasets(module) } else { Default::default() };
    let (owner, owner_evidence) = owner::owner(module, said).unzip();
    let (tier, tier_evidence) = owner::tier(module, said).unzip();
    Module {
        urn: naming::urn(facts, module, said, repo.as_deref().or(plan_repo)),
        path: module.path.to_string(),
        repo,
        commit,
        language: module.language,
        kind,
        kind_evidence: evidence,
        archetypes: archetype::of(module, kind, rules),
        owner,
        owner_evidence,
        tier,
        tier_evidence,
        topics_read: topics.read,
        topics_written: topics.written,
        datasets_read,
        datasets_written,
        lineage_specs: Vec::new(),
        contracts: Vec::new(),
        schemas: Vec::new(),
        runbooks: Vec::new(),
        gaps: BTreeMap::new(),
    }
}

/// The documents that speak of a module, as a plan names them.
#[derive(Default)]
struct Documented {
    lineage_specs: Vec<String>,
    contracts: Vec<String>,
    schemas: Vec<String>,
    runbooks: Vec<String>,
}

impl Documented {
    fn of(about: &About<'_>) -> Self {
        let schemas = about.schemas.iter().map(|document| document.path().to_string());
        Self {
            lineage_specs: documents::paths(&about.lineage_specs),
            contracts: documents::paths(&about.contracts),
            schemas: schemas.take(SCHEMAS_MAX).collect(),
            runbooks: documents::paths(&about.runbooks),
        }
    }

    fn put(self, module: &mut Module) {
        module.lineage_specs = self.lineage_specs;
        module.contracts = self.contracts;
        module.schemas = self.schemas;
        module.runbooks = self.runbooks;
    }
}

/// How many schemas of one module are named.
const SCHEMAS_MAX: usize = 500;

/// A rule's verdict on a module.
struct JudgedCell {
    rule: &'static GapRule,
    judged: Judged,
}

impl JudgedCell {
    /// What is missing by it, ready for a plan.
    fn gaps(&self, module: &Module, facts: &ModuleFacts, rules: &Rules, urgent: bool) -> Vec<Gap> {
        let gap_type = self.rule.gap_type;
        let gap = |gap: &JudgedGap| Gap {
            remedy: gap.remedy.clone().unwrap_or_else(|| {
                let client = gap.subject.as_deref();
                rules.remedies.of(gap_type, facts, client, &rules.correlation).to_owned()
            }),
            key: GapKey { gap_type, module: module.path.clone(), subject: gap.subject.clone() },
            gap_type,
            module: module.path.clone(),
            priority: (self.rule.priority)(urgent),
            confidence: gap.confidence.clone(),
            evidence: gap.evidence.clone(),
            searched: self.judged.cell.searched.clone(),
            accepted: None,
            change: None,
        };
        self.judged.gaps.iter().map(gap).collect()
    }
}

/// Asks every rule of a module.
fn judge(
    facts: &Facts,
    module: &Module,
    seen: &ModuleFacts,
    about: &About<'_>,
    rules: &Rules,
) -> (Documented, Vec<JudgedCell>) {
    if !module.kind.is_deployable() {
        let cell = |rule| JudgedCell {
            rule,
            judged: Judged { cell: not_applicable(&module.kind_evidence), gaps: Vec::new() },
        };
        return (Documented::default(), RULES.iter().map(cell).collect());
    }
    let guessed = module.kind_evidence.iter().any(|evidence| kind::is_guess(&evidence.rule));
    let movement = movement::of(seen, module);
    let mut cells = BTreeMap::new();
    let mut judged = Vec::new();
    for rule in &RULES {
        let asked = Asked {
            module: seen,
            rules,
            config: &facts.config,
            said: naming::said_of(facts, seen),
            kind_evidence: &module.kind_evidence,
            movement: &movement,
            about,
            guessed,
            cells: &cells,
        };
        let verdict = (rule.judge)(&asked);
        cells.insert(rule.gap_type, verdict.cell.clone());
        judged.push(JudgedCell { rule, judged: verdict });
    }
    (Documented::of(about), judged)
}

/// What the team says stands above what the rules judge.
fn judged_kind(module: &ModuleFacts, said: Option<&ModuleConfig>, rules: &Rules) -> Judgement {
    match said.and_then(|said| said.kind) {
        Some(kind) => Judgement { kind, evidence: vec![said_so(kind)] },
        None => kind::judge(module, rules),
    }
}

fn said_so(kind: ModuleKind) -> Evidence {
    Evidence {
        path: CONFIG_FILE.to_owned(),
        span: None,
        rule: RuleId::new("kind-configured"),
        reason: format!("the team says it is a {kind}"),
    }
}

fn not_applicable(kind_evidence: &[Evidence]) -> Cell {
    Cell {
        state: CellState::NotApplicable,
        p_missing: None,
        evidence: kind_evidence.to_vec(),
        searched: Vec::new(),
    }
}
