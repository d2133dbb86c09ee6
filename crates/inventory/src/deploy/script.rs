//! Start scripts and Procfiles: what they start, and the environment they set.

use std::{collections::BTreeMap, ops::Range};

use crate::{
    facts::{Role, WiringLine},
    source_file::SourceFile,
};

/// How many bytes the variables of one script may add to it.
const EXPANSION_MAX: usize = 1 << 20;

/// Programs that run a program of the repository.
const PROGRAMS: [&str; 22] = [
    "java",
    "python",
    "python3",
    "node",
    "nodejs",
    "npm",
    "npx",
    "pnpm",
    "yarn",
    "gunicorn",
    "uvicorn",
    "hypercorn",
    "celery",
    "flask",
    "gradlew",
    "gradle",
    "mvn",
    "mvnw",
    "go",
    "opentelemetry-instrument",
    "ddtrace-run",
    "spark-submit",
];

/// Programs that more often build than run, and the words that tell that they run.
const BUILDERS: [&str; 9] = ["npm", "npx", "pnpm", "yarn", "gradlew", "gradle", "mvn", "mvnw", "go"];
const RUNS: [&str; 7] = ["run", "start", "exec", "serve", "node", "ts-node", "tsx"];

/// Words in front of a program that are none.
const PREFIXES: [&str; 19] = [
    "if", "then", "else", "elif", "do", "while", "until", "!", "{", "(", "nohup", "env", "sudo", "time",
    "export", "declare", "readonly", "local", "-x",
];

/// Reads a script. Functions and branches are read as if all ran; variables that it sets are put in.
pub(crate) fn read(file: &SourceFile<'_>) -> Vec<WiringLine> {
    let procfile = file.path().file_name().starts_with("Procfile");
    let mut variables = Variables { values: BTreeMap::new(), left: EXPANSION_MAX };
    let mut found = Vec::new();
    for (range, text) in logical_lines(file.text()) {
        let text = text.split_once(':').filter(|_| procfile).map_or(text.as_str(), |(_, command)| command);
        let location = file.location(range.into());
        for words in commands(text) {
            let lines = command(&words, &mut variables);
            found.extend(lines.into_iter().map(|(role, text)| WiringLine {
                role,
                text,
                location: location.clone(),
            }));
        }
    }
    found
}

/// Whether a variable of this name may wire something into the program that is started with it.
pub(crate) fn wires(name: &str) -> bool {
    matches!(name, "NODE_OPTIONS" | "PYTHONPATH" | "JAVA_ARGS" | "_JAVA_OPTIONS")
        || ["OTEL_", "DD_"].iter().any(|prefix| name.starts_with(prefix))
        || (name.contains("JAVA") && name.contains("OPT"))
        || ["_OTEL_", "_TRACING_"].iter().any(|part| name.contains(part))
        || name.ends_with("_OPTS")
}

/// Lines with what continues them; comments are none.
fn logical_lines(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    let (mut start, mut open) = (0, false);
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let end = start + words.len();
        let continued = words.strip_suffix('\\');
        match found.last_mut().filter(|_| open) {
            Some((range, before)) => {
                range.end = end;
                before.push_str(continued.unwrap_or(words));
            }
            None if words.trim_start().starts_with('#') || words.is_empty() => {
                start += line.len();
                continue;
            }
            None => {
                found.push((end - words.trim_start().len()..end, continued.unwrap_or(words).to_owned()));
            }
        }
        open = continued.is_some();
        start += line.len();
    }
    found
}

/// The simple commands of a line, as words without their quotes.
fn commands(text: &str) -> Vec<Vec<String>> {
    let (mut commands, mut words) = (Vec::new(), Vec::new());
    let (mut word, mut quote, mut before) = (None::<String>, None, ' ');
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match quote {
            Some(open) if c == open => quote = None,
            None if matches!(c, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c == '#' && word.is_none() => break,
            None if c.is_whitespace() => words.extend(word.take()),
            None if matches!(c, ';' | '|' | '&') && before != '>' => {
                words.extend(word.take());
                commands.push(std::mem::take(&mut words));
            }
            _ if c == '$' && chars.as_str().starts_with('(') => {
                let length = substitution(chars.as_str());
                word.get_or_insert_default().push_str(&format!("${}", &chars.as_str()[..length]));
                chars = chars.as_str()[length..].chars();
            }
            _ if c == '\\' && quote != Some('\'') => word.get_or_insert_default().extend(chars.next()),
            _ => word.get_or_insert_default().push(c),
        }
        before = c;
    }
    words.extend(word);
    commands.push(words);
    commands
}

/// How long a `(...)` with what is nested in it is; all of the text when it is never closed.
fn substitution(text: &str) -> usize {
    let mut depth = 0_usize;
    let end = text.char_indices().find(|(_, c)| {
        depth = match c {
            '(' => depth + 1,
            ')' => depth.saturating_sub(1),
            _ => depth,
        };
        depth == 0
    });
    end.map_or(text.len(), |(at, c)| at + c.len_utf8())
}

/// What one command sets and starts.
fn command(words: &[String], variables: &mut Variables) -> Vec<(Role, String)> {
    let mut lines = Vec::new();
    let mut rest = words;
    let mut exec = false;
    while let [word, after @ ..] = rest {
        if let Some((name, value)) = assignment(word) {
            let value = variables.expand(value);
            lines.extend(wires(name).then(|| (Role::Environment, format!("{name}={value}"))));
            variables.values.insert(name.to_owned(), value);
        } else if word == "exec" {
            exec = true;
        } else if !PREFIXES.contains(&word.as_str()) {
            break;
        }
        rest = after;
    }
    let started: Vec<String> = rest.iter().map(|word| variables.expand(word)).collect();
    let all = rest.first().is_some_and(|word| word.starts_with("$@") || word.starts_with("$*"));
    let starts = !started.is_empty() && !all && (exec || starts_program(&started));
    lines.extend(starts.then(|| (Role::Start, started.join(" "))));
    lines
}

fn starts_program(words: &[String]) -> bool {
    let [program, arguments @ ..] = words else { return false };
    let program = program.rsplit('/').next().unwrap_or_default();
    let asks_version = arguments.len() == 1 && arguments[0].trim_start_matches('-') == "version";
    let builds = BUILDERS.contains(&program) && !arguments.iter().any(|word| runs(word));
    PROGRAMS.contains(&program) && !asks_version && !builds
}

/// Whether a word asks a build to run something: `bootRun`, `exec:java`, `start:prod`.
fn runs(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let parts = || word.split(':');
    !word.starts_with('-') && parts().any(|part| RUNS.contains(&part) || part.ends_with("run"))
}

fn assignment(word: &str) -> Option<(&str, &str)> {
    let (name, value) = word.split_once('=')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_name.then_some((name, value))
}

/// What the script has set so far.
struct Variables {
    values: BTreeMap<String, String>,
    /// How many bytes they may still add.
    left: usize,
}

impl Variables {
    /// Puts in the values of variables that the script sets; others stay as they are written.
    fn expand(&mut self, text: &str) -> String {
        let mut expanded = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('$') {
            expanded.push_str(before);
            let reference = reference(after);
            let value = reference.and_then(|(name, _)| self.values.get(name));
            match (value, reference) {
                (Some(value), Some((_, behind))) if value.len() <= self.left => {
                    self.left -= value.len();
                    expanded.push_str(value);
                    rest = behind;
                }
                _ => {
                    expanded.push('$');
                    rest = after;
                }
            }
        }
        expanded.push_str(rest);
        expanded
    }
}

/// The name behind a `$`, braces or not, and what follows; none of `${NAME:-default}` and the like.
fn reference(after: &str) -> Option<(&str, &str)> {
    let inner = after.strip_prefix('{').unwrap_or(after);
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(inner.len());
    let (name, behind) = inner.split_at(end);
    if inner.len() == after.len() { Some((name, behind)) } else { Some((name, behind.strip_prefix('}')?)) }
}

#[cfg(test)]
mod tests;
