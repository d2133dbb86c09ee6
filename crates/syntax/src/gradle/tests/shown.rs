//! Scripts as text.

use crate::gradle::*;

/// Reads a script that is sound.
pub(super) fn sound(text: &str) -> Script {
    let (script, errors) = read(text);
    assert_eq!(errors, [], "{text}");
    script
}

/// The statements of a sound script as text.
pub(super) fn shown(text: &str) -> Vec<String> {
    sound(text).statements.iter().map(of_statement).collect()
}

pub(super) fn of_statement(statement: &Statement) -> String {
    let path = statement.path.join(".");
    match &statement.kind {
        StatementKind::Call(call) => format!("{path}{}", of_call(call)),
        StatementKind::Assignment(assignment) => {
            let declared = if assignment.declared { "val " } else { "" };
            let sign = if assignment.added { "+=" } else { "=" };
            let target = of_call(&assignment.target);
            let target = if target == "()" { String::new() } else { target };
            format!("{declared}{path}{target} {sign} {}", of_value(&assignment.value))
        }
        StatementKind::Control(blocks) => {
            format!("{path} {}", blocks.iter().map(of_block).collect::<Vec<_>>().join(" "))
        }
        StatementKind::Value(value) => of_value(value),
        StatementKind::Other => format!("{path} .."),
    }
}

fn of_block(block: &Block) -> String {
    format!("{{{}}}", block.statements.iter().map(of_statement).collect::<Vec<_>>().join("; "))
}

fn of_arguments(arguments: &[Argument]) -> String {
    let of = |argument: &Argument| match &argument.name {
        Some(name) => format!("{}: {}", name.value, of_value(&argument.value)),
        None => of_value(&argument.value),
    };
    arguments.iter().map(of).collect::<Vec<_>>().join(", ")
}

fn of_call(call: &Invocation) -> String {
    let mut text = format!("({})", of_arguments(&call.arguments));
    text.extend(call.block.iter().map(of_block));
    for link in &call.chain {
        text.push_str(&format!(".{}({})", link.name.value, of_arguments(&link.arguments)));
        text.extend(link.block.iter().map(of_block));
    }
    text
}

fn of_value(value: &Value) -> String {
    let all = |values: &[Value]| values.iter().map(of_value).collect::<Vec<_>>().join(", ");
    match &value.kind {
        ValueKind::Text(_) => format!("'{}'", value.written().unwrap_or_default()),
        ValueKind::Name(path) => path.join("."),
        ValueKind::Call { path, call } => format!("{}{}", path.join("."), of_call(call)),
        ValueKind::List(values) => format!("[{}]", all(values)),
        ValueKind::Map(entries) => format!("[{}]", of_arguments(entries)),
        ValueKind::Number(number) => number.clone(),
        ValueKind::Bool(value) => value.to_string(),
        ValueKind::Closure(block) => of_block(block),
        ValueKind::Other(values) => format!("<{}>", all(values)),
    }
}
