//! No text of a repository becomes markup, a command or a second line.

use autopilot_report as report;
use autopilot_report::SarifUse;
use comrak::{
    Arena, Options,
    nodes::{AstNode, NodeValue},
    parse_document,
};
use contracts::{
    DiffPlan,
    plan::{GapType, Priority},
};
use proptest::prelude::*;

use crate::sample::{Texts, evidence, gap, plan, tree, view};

/// What an attacker would write.
const ATTACKS: &[&str] = &[
    "::error::x",
    "##[set-output name=p0;]0",
    "\n::set-output name=x::1",
    "\r\n::add-mask::x",
    "<script>alert(1)</script>",
    "<img src=x onerror=y>",
    "![x](https://evil.example/x)",
    "[x](javascript:alert(1))",
    "`` ` ```",
    "| a | b |",
    "\n# heading\n",
    "\n| --- |\n",
    "@org/team @someone",
    "#12 GH-3 org/shop#4",
    "https://evil.example www.evil.example a@evil.example ftp://evil.example",
    "**bold** __b__ ~~s~~ $x$ :smile: &lt; &#64;",
    "--> <!-- x",
    "]]> <![CDATA[",
    "\u{1b}[2J\u{1b}]8;;https://evil.example\u{7}",
    "\u{202e}gnp.exe",
    "%0A::error::x %25",
    "a:b,c=d,file=/etc/passwd",
    "\\` \\| \\",
    "  - x",
    "1. x",
    "```\nx\n```",
];

/// Text of a repository: attacks, joined and mixed with anything.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => prop::sample::select(ATTACKS).prop_map(str::to_owned), 1 => ".{0,12}"];
    prop::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat())
}

fn texts() -> impl Strategy<Value = Texts> {
    let seven = (hostile(), hostile(), hostile(), hostile(), hostile(), hostile(), hostile());
    seven.prop_map(|(module, file, line, topic, reason, remedy, message)| Texts {
        // Gap keys need a module.
        module: format!("m{module}"),
        file: format!("f{file}"),
        line,
        topic,
        reason,
        // Without a remedy there is no line for it.
        remedy: format!("r{remedy}"),
        message,
    })
}

fn github() -> Options<'static> {
    let mut options = Options::default();
    options.extension.autolink = true;
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.math_dollars = true;
    options.extension.math_code = true;
    options.extension.shortcodes = true;
    options
}

/// The sample, with a gap in each of these modules more.
fn many(names: &[String]) -> DiffPlan {
    let DiffPlan { repo, commit, modules, mut gaps, hops, findings, .. } = plan(&Texts::default());
    gaps.extend(names.iter().enumerate().map(|(index, name)| {
        let module = format!("m{index}{name}");
        let proof = evidence(&format!("{module}/main.go"), 3, name);
        gap(GapType::MissingOtel, &module, Priority::P1, vec![proof], &format!("r{name}"))
    }));
    DiffPlan::new(repo, commit, modules, gaps, hops, findings)
}

/// What a reader of Markdown makes of a rendering that is not as it should be.
fn trouble<'a>(root: &'a AstNode<'a>) -> Option<String> {
    root.descendants().find_map(trouble_of)
}

fn trouble_of<'a>(node: &'a AstNode<'a>) -> Option<String> {
    match &node.data.borrow().value {
        NodeValue::HtmlBlock(html) => Some(format!("HTML {}", html.literal)),
        NodeValue::HtmlInline(html) => Some(format!("HTML {html}")),
        NodeValue::Image(image) => Some(format!("image {}", image.url)),
        NodeValue::Link(link)
            if !link.url.starts_with("https://github.com/org/shop/blob/0123456789abcdef/")
                && link.url != "https://github.com/org/autopilot/blob/main/docs/gaps.md#missing_otel" =>
        {
            Some(format!("link {}", link.url))
        }
        NodeValue::Emph | NodeValue::Strikethrough | NodeValue::Math(_) | NodeValue::ShortCode(_) => {
            Some("emphasis".to_owned())
        }
        NodeValue::CodeBlock(_) | NodeValue::BlockQuote | NodeValue::FootnoteReference(_) => {
            Some("a block".to_owned())
        }
        NodeValue::Text(text) if mentions(text) => Some(format!("mention {text}")),
        _ => None,
    }
}

/// `@name` and `#1`, as forges find them in the text of a page.
fn mentions(text: &str) -> bool {
    let after = |c: char| {
        text.split(c).skip(1).any(|rest| rest.starts_with(|next: char| next.is_ascii_alphanumeric()))
    };
    after('@') || after('#')
}

/// Headings, list items, tables: what the sample has, whatever its texts are.
fn shape<'a>(root: &'a AstNode<'a>) -> Vec<&'static str> {
    let name = |node: &'a AstNode<'a>| match node.data.borrow().value {
        NodeValue::Heading(_) => Some("heading"),
        NodeValue::Item(_) | NodeValue::TaskItem(_) => Some("item"),
        NodeValue::TableRow(_) => Some("row"),
        NodeValue::Paragraph => Some("paragraph"),
        NodeValue::ThematicBreak => Some("rule"),
        NodeValue::Strong => Some("strong"),
        _ => None,
    };
    root.descendants().filter_map(name).collect()
}

fn markdown(texts: &Texts) -> String {
    report::markdown(&plan(texts), &tree(texts), &view(), report::SUMMARY_BYTES_MAX)
}

/// As many lines as the plan has problems, each one command that begins as ours do.
fn commands_are_sound(text: &str) -> Result<(), TestCaseError> {
    for line in text.lines() {
        let (head, _) = line.strip_prefix("::").and_then(|line| line.split_once("::")).unwrap_or(("", ""));
        let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
        prop_assert!(["warning", "error", "notice"].contains(&name), "{line}");
        for property in properties.split(',') {
            let name = property.split_once('=').map(|(name, _)| name);
            prop_assert!(matches!(name, Some("file" | "line" | "title")), "{line}");
        }
        prop_assert!(!line.chars().any(char::is_control), "{line:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn markdown_holds_no_markup_of_a_repository(texts in texts()) {
        let text = markdown(&texts);
        let (arena, plain) = (Arena::new(), Arena::new());
        let root = parse_document(&arena, &text, &github());
        prop_assert_eq!(trouble(root), None, "{}", text);
        let sample = markdown(&Texts::default());
        let expected = shape(parse_document(&plain, &sample, &github()));
        prop_assert_eq!(shape(root), expected, "{}", text);
        prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
    }

    /// Of many modules there is a table, and the evidence is folded away: names are as harmless there.
    #[test]
    fn a_table_of_many_modules_keeps_its_rows(names in prop::collection::vec(hostile(), 9..14)) {
        let text = report::markdown(&many(&names), &tree(&Texts::default()), &view(), report::SUMMARY_BYTES_MAX);
        let arena = Arena::new();
        let root = parse_document(&arena, &text, &github());
        let ours = ["<details><summary>The lines that prove it, and what closes each gap</summary>\n", "</details>\n"];
        let html: Vec<String> = root.descendants().filter_map(|node| match &node.data.borrow().value {
            NodeValue::HtmlBlock(html) => Some(html.literal.clone()),
            _ => None,
        }).collect();
        prop_assert_eq!(html, ours, "{}", text);
        for node in root.descendants().filter(|node| !matches!(node.data.borrow().value, NodeValue::HtmlBlock(_))) {
            prop_assert_eq!(trouble_of(node), None, "{}", text);
        }
        // A head and two rows for what is missing, a head and a row a module, each with its cells.
        let rows = root.descendants().filter(|node| matches!(node.data.borrow().value, NodeValue::TableRow(_)));
        let cells: Vec<usize> = rows.map(|row| row.children().count()).collect();
        let expected: Vec<usize> = [4, 4, 4].into_iter().chain(vec![2; names.len() + 2]).collect();
        prop_assert_eq!(cells, expected, "{}", text);
    }

    #[test]
    fn annotations_are_commands_of_ours_alone(texts in texts()) {
        let text = report::annotations(&plan(&texts), &view());
        commands_are_sound(&text)?;
        // Two gaps, and a line about the input.
        prop_assert_eq!(text.lines().count(), 3);
    }

    #[test]
    fn reports_for_machines_stay_sound(texts in texts()) {
        let plan = plan(&texts);
        let junit = report::junit(&plan, &view());
        let xml = roxmltree::Document::parse(&junit);
        prop_assert!(xml.is_ok(), "{:?} {}", xml.err(), junit);
        let cases = xml.unwrap().descendants().filter(|node| node.has_tag_name("testcase")).count();
        prop_assert_eq!(cases, 4);
        for json in [
            report::sarif(&plan, &view(), &[], SarifUse::Archive),
            report::codequality(&plan, &view()),
            report::badge(&plan),
        ] {
            prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
            let escape = json.contains('\u{1b}');
            prop_assert!(!escape);
        }
    }

    #[test]
    fn a_terminal_is_not_driven(texts in texts()) {
        let text = report::human(&plan(&texts), &tree(&texts), report::Style::default());
        prop_assert!(!text.chars().any(|c| redact::drives(c) && c != '\n'), "{:?}", text);
    }
}

/// A secret in what people wrote reaches no rendering. Names of files are shown as they are: they are addresses.
#[test]
fn a_secret_reaches_no_rendering() {
    let token = concat!("ghp_", "aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789");
    let plain = Texts::default();
    for texts in [
        Texts { line: format!("token={token}"), ..Texts::default() },
        Texts { reason: format!("it holds {token}"), ..Texts::default() },
        Texts { remedy: format!("set {token}"), ..Texts::default() },
        Texts { message: format!("pattern `{token}/**` matches nothing"), ..plain },
    ] {
        let (plan, view, tree) = (plan(&texts), view(), tree(&texts));
        for text in [
            markdown(&texts),
            report::human(&plan, &tree, report::Style::default()),
            report::annotations(&plan, &view),
            report::sarif(&plan, &view, &[], SarifUse::Archive),
            report::codequality(&plan, &view),
            report::junit(&plan, &view),
            report::badge(&plan),
        ] {
            assert!(!text.contains("aBcDeF"), "{text}");
        }
    }
}
