//! What kind of program a module is, as far as its kind and direct dependencies tell. Producers and
//! consumers of a broker are for its source to tell apart.

use std::collections::BTreeSet;

use contracts::plan::{Archetype, ModuleKind};
use inventory::{ModuleFacts, Scope};

use crate::rules::{Rules, Says};

/// The archetypes of a module of this kind.
pub(crate) fn of(module: &ModuleFacts, kind: ModuleKind, rules: &Rules) -> BTreeSet<Archetype> {
    match kind {
        ModuleKind::Library => BTreeSet::from([Archetype::Library]),
        ModuleKind::Cli => BTreeSet::from([Archetype::Cli]),
        ModuleKind::Frontend => BTreeSet::from([Archetype::Frontend]),
        ModuleKind::Image => BTreeSet::from([Archetype::DockerImage]),
        ModuleKind::Example => BTreeSet::new(),
        ModuleKind::Service | ModuleKind::Job => {
            let runtime = module.dependencies.iter().filter(|dependency| dependency.scope == Scope::Runtime);
            runtime.filter_map(|dependency| served(rules.says(dependency)?)).collect()
        }
    }
}

fn served(says: Says) -> Option<Archetype> {
    match says {
        Says::HttpServer => Some(Archetype::HttpService),
        Says::GrpcServer => Some(Archetype::GrpcService),
        Says::Batch => Some(Archetype::Batch),
        Says::Network | Says::Messaging | Says::CommandLine | Says::Browser => None,
    }
}
