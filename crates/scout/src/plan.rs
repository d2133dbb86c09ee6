//! From facts to a plan: each module gets a kind, a name, a cell per rule, and a gap where a cell is
//! absent.

use std::collections::BTreeMap;

use contracts::{
    DiffPlan, Evidence, Gap, GapKey, Module, RepoConfig, RuleId,
    config::ModuleConfig,
    plan::{Cell, CellState, ModuleKind, Tier},
};
use inventory::{CONFIG_FILE, Facts, ModuleFacts};

use crate::{
    archetype,
    gap::{Asked, RULES},
    hops,
    kind::{self, Judgement},
    naming, programs,
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
    let mut gaps = Vec::new();
    for (module, seen) in modules.iter_mut().zip(&facts.modules) {
        let urgent = module.tier == Some(Tier::ONE) || linked.contains(&module.path);
        gaps.extend(judge(module, seen, &facts.config, rules, urgent));
    }
    let (hops, cut) = hops::between(&modules);
    let several =
        modules.iter().zip(&facts.modules).filter_map(|(module, seen)| programs::judged_as_one(module, seen));
    let findings = facts.findings.iter().cloned().chain(several).chain(cut).collect();
    DiffPlan::new(repo, commit, modules, gaps, hops, findings)
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
    Module {
        urn: naming::urn(facts, module, said, repo.as_deref().or(plan_repo)),
        path: module.path.to_string(),
        repo,
        commit,
        language: module.language,
        kind,
        kind_evidence: evidence,
        archetypes: archetype::of(module, kind, rules),
        owner: said.and_then(|said| said.owner.clone()),
        tier: said.and_then(|said| said.tier),
        topics_read: topics.read,
        topics_written: topics.written,
        gaps: BTreeMap::new(),
    }
}

/// Fills the module's cells and gives what is missing.
fn judge(
    module: &mut Module,
    facts: &ModuleFacts,
    config: &RepoConfig,
    rules: &Rules,
    urgent: bool,
) -> Vec<Gap> {
    let guessed = module.kind_evidence.iter().any(|evidence| kind::is_guess(&evidence.rule));
    let mut gaps = Vec::new();
    for rule in &RULES {
        let cell = if module.kind.is_deployable() {
            let judged = (rule.judge)(&Asked { module: facts, rules, config, guessed, cells: &module.gaps });
            let searched = judged.cell.searched;
            gaps.extend(judged.gaps.into_iter().map(|gap| Gap {
                remedy: gap.remedy.unwrap_or_else(|| {
                    let client = gap.subject.as_deref();
                    rules.remedies.of(rule.gap_type, facts, client, &rules.correlation).to_owned()
                }),
                key: GapKey { gap_type: rule.gap_type, module: module.path.clone(), subject: gap.subject },
                gap_type: rule.gap_type,
                module: module.path.clone(),
                priority: (rule.priority)(urgent),
                confidence: gap.confidence,
                evidence: gap.evidence,
                searched: searched.clone(),
            }));
            Cell { searched, ..judged.cell }
        } else {
            not_applicable(&module.kind_evidence)
        };
        module.gaps.insert(rule.gap_type, cell);
    }
    gaps
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
