//! What each kind of problem is, for the page of an alert.

use contracts::Explanation;

use super::log::{Configuration, Rule, RuleProperties, Text};
use crate::{problem::Problem, wording::page};

/// A rule for each kind of problem in the report, in the order of their first appearance.
pub(super) fn rules(problems: &[Problem], explanations: &[Explanation]) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for problem in problems {
        if !rules.iter().any(|rule| rule.id == problem.id) {
            let explanation = explanations.iter().find(|explanation| explanation.id == problem.id);
            rules.push(rule(problem, explanation));
        }
    }
    rules
}

fn rule(problem: &Problem, explanation: Option<&Explanation>) -> Rule {
    let what = explanation.map_or_else(|| problem.id.to_owned(), |explanation| explanation.what.clone());
    Rule {
        id: problem.id,
        name: pascal_case(problem.id),
        short_description: plain(what),
        full_description: explanation.and_then(|explanation| explanation.why.clone()).map(plain),
        help: explanation.map(help),
        help_uri: page(problem.id),
        // The level of one result may differ: it hangs on its module.
        default_configuration: Configuration { level: "warning" },
        properties: RuleProperties { tags: ["observability"], precision: "high" },
    }
}

fn help(explanation: &Explanation) -> Text {
    let closed = explanation.how_closed.as_ref();
    let parts = [("How it is found", Some(&explanation.how_found)), ("How it is closed", closed)];
    let parts: Vec<(&str, &String)> =
        parts.into_iter().filter_map(|(title, text)| Some((title, text?))).collect();
    let join = |of: fn(&str, &str) -> String| {
        parts.iter().map(|(title, text)| of(title, text)).collect::<Vec<_>>().join("\n\n")
    };
    Text {
        text: join(|title, text| format!("{title}: {text}")),
        // Our own words, which are Markdown as they stand.
        markdown: Some(join(|title, text| format!("**{title}**\n\n{text}"))),
    }
}

fn plain(text: String) -> Text {
    Text { text, markdown: None }
}

/// `missing_otel` is `MissingOtel`: what SARIF recommends for names (section 3.49.7).
fn pascal_case(id: &str) -> String {
    let mut out = String::new();
    for word in id.split(['_', '-']) {
        let mut chars = word.chars();
        out.extend(chars.next().map(|first| first.to_ascii_uppercase()));
        out.extend(chars);
    }
    out
}
