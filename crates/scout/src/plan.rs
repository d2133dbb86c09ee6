//! From facts to a plan: each module gets a kind, a name, a cell per rule, and a gap where a cell is
//! absent.

use std::collections::BTreeMap;

use contracts::{
    DiffPlan, Evidence, Gap, GapKey, Module, RuleId,
    config::ModuleConfig,
    plan::{Cell, CellState, ModuleKind},
};
use inventory::{CONFIG_FILE, Facts, ModuleFacts};

use crate::{
    archetype,
    gap::RULES,
    kind::{self, Judgement},
    naming,
    rules::Rules,
};

/// Judges a repository.
#[must_use]
pub fn plan(facts: &Facts, rules: &Rules) -> DiffPlan {
    let (repo, commit) = naming::of_plan(facts);
    let judged = facts.modules.iter().map(|module| judge(facts, module, rules, repo.as_deref()));
    let (modules, gaps): (Vec<Module>, Vec<Vec<Gap>>) = judged.unzip();
    DiffPlan::new(repo, commit, modules, gaps.into_iter().flatten().collect(), facts.findings.clone())
}

fn judge(facts: &Facts, module: &ModuleFacts, rules: &Rules, plan_repo: Option<&str>) -> (Module, Vec<Gap>) {
    let said = naming::said_of(facts, module);
    let Judgement { kind, evidence } = judged_kind(module, said, rules);
    if let Some(decided) = evidence.first() {
        let line = decided.span.map(|span| span.start.line);
        tracing::debug!(module = %module.path, %kind, rule = %decided.rule, path = decided.path, line, "judged");
    }
    let tier = said.and_then(|said| said.tier);
    let mut cells = BTreeMap::new();
    let mut gaps = Vec::new();
    for rule in &RULES {
        let cell = if kind.is_deployable() {
            let judged = (rule.judge)(module, rules);
            let (path, searched) = (module.path.to_string(), judged.cell.searched.clone());
            gaps.extend(judged.gaps.into_iter().map(|gap| Gap {
                key: GapKey { gap_type: rule.gap_type, module: path.clone(), subject: gap.subject },
                gap_type: rule.gap_type,
                module: path.clone(),
                priority: (rule.priority)(tier),
                confidence: gap.confidence,
                evidence: gap.evidence,
                searched: searched.clone(),
            }));
            judged.cell
        } else {
            not_applicable(&evidence)
        };
        cells.insert(rule.gap_type, cell);
    }
    let (repo, commit) = naming::of_module(facts, module);
    let module = Module {
        urn: naming::urn(facts, module, said, repo.as_deref().or(plan_repo)),
        path: module.path.to_string(),
        repo,
        commit,
        language: module.language,
        kind,
        kind_evidence: evidence,
        archetypes: archetype::of(module, kind, rules),
        owner: said.and_then(|said| said.owner.clone()),
        tier,
        gaps: cells,
    };
    (module, gaps)
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
