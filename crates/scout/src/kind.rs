//! Whether somebody runs a module, and how: the first rule that applies decides.

use contracts::{
    Evidence, RuleId,
    plan::{Language, ModuleKind},
};
use inventory::{Dependency, Deployment, HANDLER, Location, ModuleFacts, Role, Scope, Usage, UsageKind};

use crate::{
    archetype::is_for_operators,
    rules::{Rules, Says},
};

/// What was decided, by which rule, and the line that decided.
pub(crate) struct Judgement {
    pub(crate) kind: ModuleKind,
    pub(crate) evidence: Vec<Evidence>,
}

/// What a module's dependencies, deploy files and sources show of it.
struct Signs<'a> {
    server: Option<&'a Dependency>,
    /// A client of a broker, or what both servers and clients are made of.
    connected: Option<&'a Dependency>,
    batch: Option<&'a Dependency>,
    command_line: Option<&'a Dependency>,
    browser: Option<&'a Dependency>,
    started: Option<&'a Location>,
    deployed: Option<&'a Location>,
}

impl<'a> Signs<'a> {
    fn of(module: &'a ModuleFacts, rules: &Rules) -> Self {
        let says = |wanted: &[Says]| {
            module
                .runtime_dependencies()
                .filter(|found| rules.says(found).is_some_and(|says| wanted.contains(&says)))
                .min_by_key(|found| found.scope == Scope::Extra)
        };
        Self {
            server: says(&[Says::HttpServer, Says::GrpcServer]),
            connected: says(&[Says::Messaging, Says::Network]),
            batch: says(&[Says::Batch]),
            command_line: says(&[Says::CommandLine]),
            browser: says(&[Says::Browser]),
            started: started(module),
            deployed: module
                .deployments
                .iter()
                .find(|deployment| runs_program(module, deployment))
                .map(|deployment| &deployment.location),
        }
    }

    /// Whether something starts or deploys it.
    fn runs(&self) -> bool {
        self.started.is_some() || self.deployed.is_some()
    }
}

/// Whether a deployment runs the module's program, not its tests. An image of an interpreter that starts nothing is one
/// to build or test in, and compose runs it as it is.
fn runs_program(module: &ModuleFacts, deployment: &Deployment) -> bool {
    let interpreted =
        matches!(module.language, Language::Python | Language::Javascript | Language::Typescript);
    let starts = |deployment: &Deployment| start_lines(deployment).next().is_some();
    if !starts(deployment) {
        let name = deployment.path.file_name().to_ascii_lowercase();
        let of_image = name.contains("dockerfile") || name.contains("compose");
        return !interpreted || !of_image || module.deployments.iter().any(starts);
    }
    !start_lines(deployment).all(runs_tests)
}

fn start_lines(deployment: &Deployment) -> impl Iterator<Item = &str> {
    deployment.lines.iter().filter(|line| line.role == Role::Start).map(|line| line.text.as_str())
}

/// By words, not letters: toxiproxy runs no tests.
fn runs_tests(command: &str) -> bool {
    let words = format!(" {} ", command.split_whitespace().collect::<Vec<_>>().join(" "));
    TEST_RUNNERS.iter().any(|run| words.contains(&format!(" {run} ")))
}

/// What runs tests, in a start command.
const TEST_RUNNERS: [&str; 5] = ["pytest", "npm test", "npm run test", "tox", "nosetests"];

/// What starts a module: an entry point, a start script, or a plugin that generates an entry point.
fn started(module: &ModuleFacts) -> Option<&Location> {
    let entries = module.entry_points.iter().map(|entry| &entry.location);
    let entries = entries.filter(|place| !is_beside_a_package(module, place));
    let scripts =
        module.build_lines.iter().filter(|line| line.role == Role::Start).map(|line| &line.location);
    entries.chain(scripts).next()
}

/// Whether a script lies beside a package of Python: it serves those who develop the package.
fn is_beside_a_package(module: &ModuleFacts, script: &Location) -> bool {
    let Some(name) = module.name.as_ref().filter(|_| module.language == Language::Python) else {
        return false;
    };
    let package = name.to_ascii_lowercase().replace(['-', '.'], "_");
    let Some(folder) = folder_in(module, script) else { return false };
    let mut usages = module.usages.iter().filter_map(|usage| folder_in(module, &usage.location));
    matches!(folder, "scripts" | "bin") || (folder != package && usages.any(|folder| folder == package))
}

/// The folder right below a module's in which a place lies; none for a file of the module's own folder.
fn folder_in<'a>(module: &ModuleFacts, place: &'a Location) -> Option<&'a str> {
    let above = module.path.segments().count();
    let mut below = place.path.segments().skip(above);
    below.next().filter(|_| below.next().is_some())
}

/// A kind, the rule that decided, where, and why.
type Verdict<'a> = (ModuleKind, &'static str, &'a Location, &'static str);

/// A rule; none when it does not apply.
type KindRule = for<'a> fn(&'a ModuleFacts, &Signs<'a>) -> Option<Verdict<'a>>;

/// The rules in the order in which they are asked.
const RULES: [KindRule; 17] = [
    aside, dbt, shared, browser, terminal, job, in_tools, serving, function, batch, tool, acting, connected,
    command, bare_image, image, program,
];

/// Decides what `module` is. What nothing starts is a library.
pub(crate) fn judge(module: &ModuleFacts, rules: &Rules) -> Judgement {
    let signs = Signs::of(module, rules);
    let library = (ModuleKind::Library, "kind-library", &module.manifest, "nothing starts it");
    let (kind, rule, place, reason) = RULES.iter().find_map(|rule| rule(module, &signs)).unwrap_or(library);
    Judgement { kind, evidence: vec![evidence(place, rule, reason)] }
}

fn aside<'a>(module: &'a ModuleFacts, signs: &Signs<'a>) -> Option<Verdict<'a>> {
    let reason = "it lies among examples, tests or documentation";
    let applies = module.aside && (signs.deployed.is_none() || module.test);
    applies.then_some((ModuleKind::Example, "kind-aside", &module.manifest, reason))
}

fn browser<'a>(_: &'a ModuleFacts, signs: &Signs<'a>) -> Option<Verdict<'a>> {
    let library = signs.browser.filter(|_| signs.server.is_none() && signs.connected.is_none())?;
    Some((ModuleKind::Frontend, "kind-browser-library", &library.location, "it runs in a browser"))
}

fn dbt<'a>(module: &'a ModuleFacts, _: &Signs<'a>) -> Option<Verdict<'a>> {
    is_dbt(module).then_some((ModuleKind::Job, "kind-dbt", &module.manifest, "dbt runs it"))
}

/// What others of the repository are made of and nothing deploys, whatever its manifest says of starting it.
fn shared<'a>(module: &'a ModuleFacts, signs: &Signs<'a>) -> Option<Verdict<'a>> {
    // On the JVM an application is a dependency of its tests, too.
    let scripted = matches!(module.language, Language::Python | Language::Javascript | Language::Typescript);
    let begins = signs.deployed.is_some() || !module.entry_points.is_empty();
    let shared = scripted && module.drawn_on && !begins;
    shared.then_some((
        ModuleKind::Library,
        "kind-shared",
        &module.manifest,
        "other modules depend on it, and nothing deploys it",
    ))
}

/// A tool for a terminal that can serve as well, for those who ask for that extra: whatever engines it speaks to, its
/// image starts the command and leaves the rest to a person.
fn terminal<'a>(module: &'a ModuleFacts, signs: &Signs<'a>) -> Option<Verdict<'a>> {
    let command = module.command.as_ref()?;
    let asked_for = signs.command_line?.scope != Scope::Extra && signs.server?.scope == Scope::Extra;
    let bare = module.deployments.iter().flat_map(start_lines).all(|command| !command.trim().contains(' '));
    let by_hand = asked_for && bare && !module.deployments.iter().any(is_orchestrated);
    let reason = "it reads a command line, and serves only with an extra";
    by_hand.then_some((ModuleKind::Cli, "kind-terminal", command, reason))
}

/// Whether a module is a project of dbt.
pub(crate) fn is_dbt(module: &ModuleFacts) -> bool {
    module.manifest.path.file_name() == "dbt_project.yml"
}

/// A program that serves or moves data, as its source shows, whatever it declares.
fn acting<'a>(module: &'a ModuleFacts, signs: &Signs<'a>) -> Option<Verdict<'a>> {
    use UsageKind as Kind;
    let serves = |usage: &Usage| match usage.kind {
        Kind::HttpServer | Kind::GrpcServer => true,
        Kind::HttpRoute => usage.names.iter().flatten().any(|path| !is_for_operators(path)),
        _ => false,
    };
    // Servers read their command line too; what an image starts with one is no tool of a person.
    let (parses, deployed) = (signs.command_line.is_some(), signs.deployed.is_some());
    let orchestrated = module.deployments.iter().any(is_orchestrated);
    let command = parses && module.command.is_some();
    let by_hand = (!deployed && (parses || module.command.is_some())) || (command && !orchestrated);
    let acts = |usage: &&Usage| !by_hand && (serves(usage) || (moves(usage) && (!parses || orchestrated)));
    let usage = module.usages.iter().find(acts).filter(|_| signs.runs())?;
    let reason = "it serves or moves data, and something starts it";
    Some((ModuleKind::Service, "kind-acting", &usage.location, reason))
}

/// Whether compose or a cluster runs it, not only an image of it is built.
fn is_orchestrated(deployment: &Deployment) -> bool {
    matches!(deployment.path.extension().as_str(), "yml" | "yaml")
}

/// What a scheduler or a cluster runs.
fn job<'a>(module: &'a ModuleFacts, signs: &Signs<'a>) -> Option<Verdict<'a>> {
    // A folder that is a module for its scripts alone, or for an image that takes them along, is run by them.
    let of_scripts = module.manifests.is_empty()
        || module.usages.iter().any(|usage| usage.location.path == module.manifest.path);
    let runs = |usage: &&Usage| match usage.kind {
        UsageKind::Airflow => true,
        UsageKind::Spark | UsageKind::SparkKafkaSource | UsageKind::Flink | UsageKind::Batch => {
            signs.runs() || of_scripts
        }
        _ => false,
    };
    let usage = module.usages.iter().find(runs).filter(|_| signs.server.is_none())?;
    Some((ModuleKind::Job, "kind-job", &usage.location, "a scheduler or a cluster runs it"))
}

/// A program among the tools of those who develop, that nothing deploys.
fn in_tools<'a>(module: &'a ModuleFacts, signs: &Signs<'a>) -> Option<Verdict<'a>> {
    let go_script = |name: &str| name == "scripts" && module.language == Language::Go;
    let mut folders = module.path.segments();
    let among = folders.any(|name| matches!(name, "tools" | "tool" | "hack") || go_script(name));
    let started = signs.started.filter(|_| among && signs.deployed.is_none())?;
    Some((ModuleKind::Cli, "kind-in-tools", started, "it lies among tools, and nothing deploys it"))
}

/// A program that administers a broker and that nothing deploys is started by a person.
fn tool<'a>(module: &'a ModuleFacts, signs: &Signs<'a>) -> Option<Verdict<'a>> {
    let admin = module.usages.iter().find(|usage| usage.kind == UsageKind::KafkaAdmin)?;
    let by_hand = signs.deployed.is_none() && signs.started.is_some();
    let reason = "it administers a broker, and nothing deploys it";
    // In Go it is a binary for a terminal, whatever else it does there; elsewhere an application with a client for
    // administration beside others.
    let only = by_hand && (module.language == Language::Go || !module.usages.iter().any(moves));
    only.then_some((ModuleKind::Cli, "kind-tool", &admin.location, reason))
}

/// Whether a line moves data through a broker.
fn moves(usage: &Usage) -> bool {
    use UsageKind as Kind;
    matches!(
        usage.kind,
        Kind::KafkaProducer
            | Kind::KafkaRecord
            | Kind::KafkaConsumer
            | Kind::KafkaStreams
            | Kind::RabbitmqConsumer
            | Kind::QueueConsumer
    )
}

fn serving<'a>(_: &'a ModuleFacts, signs: &Signs<'a>) -> Option<Verdict<'a>> {
    let server = signs.server.filter(|_| signs.runs())?;
    let reason = "it serves requests, and something starts it";
    Some((ModuleKind::Service, "kind-server-framework", &server.location, reason))
}

/// What a platform calls when something happens.
fn function<'a>(module: &'a ModuleFacts, _: &Signs<'a>) -> Option<Verdict<'a>> {
    let lines = module.deployments.iter().flat_map(|deployment| &deployment.lines);
    let handler =
        lines.into_iter().find(|line| line.role == Role::Start && line.text.starts_with(HANDLER))?;
    Some((ModuleKind::Service, "kind-function", &handler.location, "a platform calls it as a function"))
}

fn batch<'a>(_: &'a ModuleFacts, signs: &Signs<'a>) -> Option<Verdict<'a>> {
    let library = signs.batch.filter(|_| signs.runs())?;
    Some((ModuleKind::Job, "kind-batch-library", &library.location, "it runs to its end"))
}

fn connected<'a>(_: &'a ModuleFacts, signs: &Signs<'a>) -> Option<Verdict<'a>> {
    let client = signs.connected.filter(|_| signs.runs() && signs.command_line.is_none())?;
    let reason = "it speaks to other services, and something starts it";
    Some((ModuleKind::Service, "kind-network-library", &client.location, reason))
}

fn command<'a>(module: &'a ModuleFacts, signs: &Signs<'a>) -> Option<Verdict<'a>> {
    if let Some(library) = signs.command_line.filter(|_| signs.runs()) {
        let reason = "it reads a command line";
        return Some((ModuleKind::Cli, "kind-command-library", &library.location, reason));
    }
    Some((ModuleKind::Cli, "kind-command", module.command.as_ref()?, "it installs a command"))
}

/// A database with a script beside its Dockerfile, a web server with pages.
fn bare_image<'a>(module: &'a ModuleFacts, _: &Signs<'a>) -> Option<Verdict<'a>> {
    let bare = module.manifests.is_empty() && module.entry_points.is_empty() && module.unread.is_empty();
    let image = module.deployments.first().filter(|_| bare)?;
    Some((ModuleKind::Image, "kind-bare-image", &image.location, "no program of its own is in the image"))
}

/// In Go only a package with `main` becomes a program: an image beside a library is for something else.
fn image<'a>(module: &'a ModuleFacts, signs: &Signs<'a>) -> Option<Verdict<'a>> {
    if module.language == Language::Go && signs.started.is_none() {
        return None;
    }
    Some((ModuleKind::Service, "kind-image", signs.deployed?, "an image of it is built"))
}

fn program<'a>(_: &'a ModuleFacts, signs: &Signs<'a>) -> Option<Verdict<'a>> {
    let reason = "a program begins here, and nothing deploys it";
    Some((ModuleKind::Cli, "kind-program", signs.started?, reason))
}

/// Whether a rule only guesses that something is a service.
pub(crate) fn is_guess(rule: &RuleId) -> bool {
    matches!(rule.0.as_str(), "kind-image" | "kind-network-library")
}

/// Evidence at a place.
pub(crate) fn evidence(place: &Location, rule: &str, reason: &str) -> Evidence {
    Evidence {
        path: place.path.to_string(),
        span: Some(place.span),
        rule: RuleId::new(rule),
        reason: reason.to_owned(),
    }
}
