//! Which reader reads which kind of file.

use contracts::plan::Language;
use syntax::SyntaxError;

use super::{Reading, of_script, of_source};
use crate::{
    connector,
    deploy::{
        compose, dockerfile,
        functions::{self, Functions},
        kubernetes,
    },
    documents,
    manifest::{self, Manifest, nest},
    own_code, ownership,
    selection::FileKind,
    settings,
    source_file::SourceFile,
    usage::Libraries,
};

/// What a file contributes, and what is wrong in it.
type Read = (Reading, Vec<SyntaxError>);

/// Reads one file as what its name, or another file, says it is.
pub(super) fn read(file: &SourceFile<'_>, kind: FileKind, libraries: &Libraries) -> Read {
    match kind {
        FileKind::Pom
        | FileKind::Requirements
        | FileKind::IncludedRequirements
        | FileKind::SetupCfg
        | FileKind::Pyproject
        | FileKind::SetupPy
        | FileKind::Pipfile
        | FileKind::GoMod
        | FileKind::PackageJson
        | FileKind::DbtProject
        | FileKind::Gradle => of_manifest(manifest(file, kind)),
        FileKind::Conda => conda(file),
        FileKind::GoWork => with(manifest::go::read_work(file), |reading| &mut reading.replaced),
        FileKind::Tsconfig => with(manifest::tsconfig::read(file), |reading| &mut reading.aliases),
        FileKind::NestCli => with(nest::read(file), |reading| &mut reading.nest),
        FileKind::NxProject => with(nest::read_nx(file), |reading| &mut reading.nest),
        FileKind::Workspace => with((file.path().parent(), Vec::new()), |reading| &mut reading.workspace),
        FileKind::GradleSettings => {
            with(manifest::gradle::read_settings(file), |reading| &mut reading.included)
        }
        FileKind::Sbt => with(manifest::sbt::read(file), |reading| &mut reading.sbt),
        FileKind::GradleCatalog => with(manifest::gradle::read_catalog(file), |reading| &mut reading.catalog),
        FileKind::Kubernetes => of_yaml(file),
        FileKind::Values => of_workloads(kubernetes::read_values(file)),
        FileKind::StartScript => (of_script(file), Vec::new()),
        FileKind::Settings => with(settings::read(file), |reading| &mut reading.settings),
        FileKind::Dockerfile => with(dockerfile::read(file), |reading| &mut reading.image),
        FileKind::Compose => with(compose::read(file), |reading| &mut reading.compose),
        FileKind::EnvFile => {
            let variables = Some((file.path().clone(), compose::read_variables(file)));
            with((variables, Vec::new()), |reading| &mut reading.variables)
        }
        FileKind::Source(language) => (of_source(file, language, libraries), Vec::new()),
        FileKind::Runbook
        | FileKind::LineageSpec
        | FileKind::Contract
        | FileKind::Connector
        | FileKind::CodeOwners => document(file, kind),
        FileKind::Serverless => {
            let (functions, errors) = functions::read_serverless(file);
            (of_functions(functions), errors)
        }
        FileKind::DatabricksBundle => {
            let (manifest, usages, errors) = manifest::databricks::read(file);
            let usages = usages.into_iter().map(|usage| (usage, Language::Python)).collect();
            (Reading { manifest, usages, ..Reading::default() }, errors)
        }
        FileKind::BuildScript
        | FileKind::Wiring
        | FileKind::Schema
        | FileKind::DbtModel
        | FileKind::OtherBuild(_) => Read::default(),
    }
}

/// What lies beside code and build.
fn document(file: &SourceFile<'_>, kind: FileKind) -> Read {
    let (mut reading, mut errors) = Read::default();
    match kind {
        FileKind::Runbook => reading.documents.push(documents::read_runbook(file)),
        FileKind::LineageSpec => (reading.documents, errors) = documents::read_lineage_spec(file),
        FileKind::Contract => (reading.documents, errors) = documents::read_contract(file),
        FileKind::Connector if file.path().extension() == "properties" => {
            reading.connectors = connector::read_properties(file);
        }
        FileKind::Connector => reading.connectors = connector::read_json(file),
        FileKind::CodeOwners => {
            reading.code_owners = Some((file.path().clone(), ownership::read_code_owners(file)));
        }
        _ => {}
    }
    (reading, errors)
}

/// A reading that holds one thing alone.
fn with<T>((found, errors): (T, Vec<SyntaxError>), place: impl Fn(&mut Reading) -> &mut T) -> Read {
    let mut reading = Reading::default();
    *place(&mut reading) = found;
    (reading, errors)
}

fn manifest(file: &SourceFile<'_>, kind: FileKind) -> (Option<Manifest>, Vec<SyntaxError>) {
    match kind {
        FileKind::Pom => manifest::maven::read(file),
        FileKind::Requirements => manifest::python::read_requirements(file),
        FileKind::IncludedRequirements => manifest::python::read_included(file),
        FileKind::SetupCfg => manifest::setup_cfg::read(file),
        FileKind::Pyproject => manifest::python::read_pyproject(file),
        FileKind::SetupPy => manifest::setup::read_setup(file),
        FileKind::Pipfile => manifest::setup::read_pipfile(file),
        FileKind::GoMod => manifest::go::read(file),
        FileKind::PackageJson => manifest::npm::read(file),
        FileKind::DbtProject => manifest::dbt::read(file),
        FileKind::Gradle => manifest::gradle::read(file),
        _ => (None, Vec::new()),
    }
}

fn of_manifest((manifest, errors): (Option<Manifest>, Vec<SyntaxError>)) -> Read {
    (Reading { manifest, ..Reading::default() }, errors)
}

/// An environment of conda, or any other YAML file of that name.
fn conda(file: &SourceFile<'_>) -> Read {
    match manifest::conda::read(file) {
        (None, _) => of_workloads(kubernetes::read(file)),
        found => of_manifest(found),
    }
}

/// YAML of any name: a manifest of a cluster, a contract, a catalog, what dbt reads.
fn of_yaml(file: &SourceFile<'_>) -> Read {
    let (reading, errors) = of_workloads(kubernetes::read(file));
    // What tests keep speaks of no module.
    if own_code::is_test(file.path()) {
        return (reading, errors);
    }
    let (documents, wrong) = documents::read_yaml(file);
    let errors = errors.into_iter().chain(wrong).collect();
    let components = ownership::read_catalog(file);
    let sources = manifest::dbt::read_sources(file);
    let Functions { deploys, usages } = functions::read_template(file);
    let usages = sources.into_iter().map(|usage| (usage, Language::Sql)).chain(usages).collect();
    let connectors = connector::read_yaml(file);
    (Reading { documents, components, usages, connectors, functions: deploys, ..reading }, errors)
}

fn of_functions(found: Functions) -> Reading {
    Reading { functions: found.deploys, usages: found.usages, ..Reading::default() }
}

/// What is wrong in a manifest of somebody's cluster is no matter of the repository's modules.
fn of_workloads((workloads, _): (Vec<kubernetes::Workload>, Vec<SyntaxError>)) -> Read {
    (Reading { workloads, ..Reading::default() }, Vec::new())
}
