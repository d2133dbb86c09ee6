//! Functions that a platform runs: `serverless.yml` of the Serverless Framework, and templates of AWS SAM. What triggers them
//! tells what they do; what their environment says may attach an agent.

use contracts::plan::Language;
use source_tree::RepoPath;
use syntax::{Node, SyntaxError, yaml};

use super::Deploy;
use crate::{
    facts::{Deployment, Role, Usage, UsageKind, WiringLine},
    source_file::SourceFile,
};

/// How many functions of one file are read.
const FUNCTIONS_MAX: usize = 500;

/// How many lines of the environment are read of one file: what is said once for all of its functions is said of each.
const LINES_MAX: usize = 10_000;

/// What a file deploys, and what triggers it does, by language.
#[derive(Debug, Default)]
pub(crate) struct Functions {
    pub(crate) deploys: Vec<Deploy>,
    pub(crate) usages: Vec<(Usage, Language)>,
}

/// In front of a handler in a start line: no shell runs it.
pub const HANDLER: &str = "handler ";

/// Reads `serverless.yml`.
pub(crate) fn read_serverless(file: &SourceFile<'_>) -> (Functions, Vec<SyntaxError>) {
    let (documents, errors) = yaml::read(file.text());
    let mut found = Functions::default();
    let (Some(root), Some(folder)) = (documents.first(), file.path().parent()) else {
        return (found, errors);
    };
    let provider = root.get("provider");
    // All functions are one deployment, in which what they share stands once.
    let mut shared = provider.and_then(|provider| provider.get("environment"));
    let runtime = provider.and_then(|provider| provider.get("runtime"));
    let (mut lines, mut left) = (Vec::new(), LINES_MAX);
    for function in root.get("functions").into_iter().flat_map(Node::entries).take(FUNCTIONS_MAX) {
        let about = &function.value;
        let language = language(about.get("runtime").or(runtime));
        lines.extend(handler(file, about.get("handler")));
        let sets = shared.take().into_iter().chain(about.get("environment"));
        lines.extend(sets.flat_map(|set| environment(file, set, &mut left)));
        for event in about.get("events").into_iter().flat_map(Node::items) {
            let name =
                event.entries().first().map(|entry| entry.key.value.clone()).or_else(|| event.scalar());
            let does = name.as_deref().and_then(trigger);
            found.usages.extend(does.zip(language).map(|(does, of)| (usage(file, does, event), of)));
        }
    }
    found.deploys.extend(deploy(file, folder, root, lines));
    (found, errors)
}

/// Reads the functions of a SAM template; of a file that is none, nothing.
pub(crate) fn read_template(file: &SourceFile<'_>) -> Functions {
    let mut found = Functions::default();
    if !file.text().contains("AWS::Serverless::Function") {
        return found;
    }
    let (documents, _) = yaml::read(file.text());
    let (Some(root), Some(folder)) = (documents.first(), file.path().parent()) else { return found };
    let everywhere = root.at(&["Globals", "Function"]);
    let of_all = |key: &str| everywhere.and_then(|globals| globals.get(key));
    let resources = root.get("Resources").into_iter().flat_map(Node::entries);
    let mut left = LINES_MAX;
    let is_function =
        |node: &Node| node.get("Type").and_then(Node::as_str) == Some("AWS::Serverless::Function");
    for resource in resources.filter(|resource| is_function(&resource.value)).take(FUNCTIONS_MAX) {
        let Some(about) = resource.value.get("Properties") else { continue };
        let language = language(about.get("Runtime").or_else(|| of_all("Runtime")));
        let code = about.get("CodeUri").or_else(|| of_all("CodeUri")).and_then(Node::scalar);
        let place = code
            .and_then(|code| folder.join(code.trim_end_matches('/')).ok())
            .unwrap_or_else(|| folder.clone());
        let mut lines: Vec<WiringLine> =
            handler(file, about.get("Handler").or_else(|| of_all("Handler"))).into_iter().collect();
        let sets = [everywhere, Some(about)]
            .into_iter()
            .flatten()
            .filter_map(|of| of.at(&["Environment", "Variables"]));
        lines.extend(sets.flat_map(|set| environment(file, set, &mut left)));
        found.deploys.extend(deploy(file, place, &resource.value, lines));
        for event in about.get("Events").into_iter().flat_map(Node::entries) {
            let does = event.value.get("Type").and_then(Node::as_str).and_then(trigger);
            found.usages.extend(does.zip(language).map(|(does, of)| (usage(file, does, &event.value), of)));
        }
    }
    found
}

fn deploy(file: &SourceFile<'_>, folder: RepoPath, at: &Node, lines: Vec<WiringLine>) -> Option<Deploy> {
    let location = lines.first().map_or_else(|| file.location(at.span), |line| line.location.clone());
    let deployment = Deployment { path: file.path().clone(), location, lines };
    // One without a handler deploys resources alone.
    let starts = deployment.lines.iter().any(|line| line.role == Role::Start);
    starts.then_some(Deploy { folder, deployment, build: None, service: None })
}

fn handler(file: &SourceFile<'_>, handler: Option<&Node>) -> Option<WiringLine> {
    let handler = handler?;
    let text = format!("{HANDLER}{}", handler.scalar()?);
    Some(WiringLine { role: Role::Start, text, location: file.location(handler.span) })
}

/// The lines of an environment, as many as are left of those of its file.
fn environment(file: &SourceFile<'_>, set: &Node, left: &mut usize) -> Vec<WiringLine> {
    let line = |entry: &syntax::Entry| {
        let text = format!("{}={}", entry.key.value, entry.value.scalar()?);
        Some(WiringLine { role: Role::Environment, text, location: file.location(entry.value.span) })
    };
    let lines: Vec<WiringLine> = set.entries().iter().filter_map(line).take(*left).collect();
    *left -= lines.len();
    lines
}

/// The language of a runtime: `nodejs20.x`, `python3.12`.
fn language(runtime: Option<&Node>) -> Option<Language> {
    let name = runtime?.scalar()?.to_ascii_lowercase();
    let known = [
        ("node", Language::Javascript),
        ("python", Language::Python),
        ("java", Language::Java),
        ("go", Language::Go),
        ("provided", Language::Go),
    ];
    known.iter().find(|(prefix, _)| name.starts_with(prefix)).map(|(_, language)| *language)
}

/// What a function does that such an event triggers.
fn trigger(event: &str) -> Option<UsageKind> {
    Some(match event {
        "http" | "httpApi" | "Api" | "HttpApi" | "alb" | "websocket" => UsageKind::HttpServer,
        "sqs" | "SQS" | "sns" | "SNS" | "stream" | "Kinesis" | "DynamoDB" | "eventBridge"
        | "EventBridgeRule" | "activemq" | "rabbitmq" | "MQ" | "eventHub" | "msk" | "MSK" | "kafka"
        | "SelfManagedKafka" => UsageKind::QueueConsumer,
        "schedule" | "Schedule" | "ScheduleV2" => UsageKind::Batch,
        _ => return None,
    })
}

fn usage(file: &SourceFile<'_>, kind: UsageKind, at: &Node) -> Usage {
    Usage {
        kind,
        library: "function-trigger".to_owned(),
        of: String::new(),
        named: Vec::new(),
        names: Vec::new(),
        location: file.location(at.span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn triggers_tell_what_functions_do() {
        let path = RepoPath::new("mail/serverless.yml").unwrap();
        let text = "provider:\n  runtime: nodejs20.x\n  environment:\n    AWS_LAMBDA_EXEC_WRAPPER: /opt/otel-handler\nfunctions:\n  send:\n    handler: src/send.main\n    events:\n      - sqs: {arn: x}\n      - httpApi: 'GET /x'\n";
        let (found, errors) = read_serverless(&SourceFile::new(&path, text));
        assert_eq!(errors, []);
        let lines: Vec<&str> =
            found.deploys[0].deployment.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(lines, ["handler src/send.main", "AWS_LAMBDA_EXEC_WRAPPER=/opt/otel-handler"]);
        let does: Vec<(UsageKind, Language)> =
            found.usages.iter().map(|(usage, of)| (usage.kind, *of)).collect();
        assert_eq!(
            does,
            [(UsageKind::QueueConsumer, Language::Javascript), (UsageKind::HttpServer, Language::Javascript)]
        );
    }

    #[test]
    fn functions_of_a_template_lie_where_their_code_does() {
        let path = RepoPath::new("template.yaml").unwrap();
        let text = "Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function: {Runtime: python3.12}\nResources:\n  Send:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: send/\n      Handler: app.main\n      Events:\n        Q: {Type: SQS, Properties: {Queue: !GetAtt Q.Arn}}\n  Table: {Type: AWS::DynamoDB::Table}\n";
        let found = read_template(&SourceFile::new(&path, text));
        assert_eq!(found.deploys.iter().map(|deploy| deploy.folder.as_str()).collect::<Vec<_>>(), ["send"]);
        assert_eq!(found.usages[0].1, Language::Python);
        assert!(read_template(&SourceFile::new(&path, "Resources: {}\n")).deploys.is_empty());
    }

    #[test]
    fn what_all_functions_share_is_not_copied_without_end() {
        let many = |begin: &str, one: &dyn Fn(usize) -> String| {
            (0..400).fold(begin.to_owned(), |text, n| text + &one(n))
        };
        let shared = |indent: &str| many("", &|n| format!("{indent}A{n}: b\n"));
        let path = RepoPath::new("serverless.yml").unwrap();
        let begin = format!("provider:\n  environment:\n{}functions:\n", shared("    "));
        let text = many(&begin, &|n| format!("  f{n}:\n    handler: a.b\n    environment: {{OWN: c}}\n"));
        let (found, _) = read_serverless(&SourceFile::new(&path, &text));
        assert_eq!(found.deploys[0].deployment.lines.len(), 400 + 2 * 400);
        let begin = format!(
            "Globals:\n  Function:\n    Environment:\n      Variables:\n{}Resources:\n",
            shared("        ")
        );
        let text = many(&begin, &|n| {
            format!("  F{n}:\n    Type: AWS::Serverless::Function\n    Properties: {{Handler: a.b}}\n")
        });
        let found = read_template(&SourceFile::new(&path, &text));
        let lines = found.deploys.iter().map(|deploy| deploy.deployment.lines.len());
        assert_eq!((found.deploys.len(), lines.sum::<usize>()), (400, 400 + LINES_MAX));
    }
}
