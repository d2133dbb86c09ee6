//! The command that a line of shell starts in the end.

use crate::{
    shell::{self, Command},
    span::Spanned,
};

/// How deep shells may start shells.
const DEPTH_MAX: usize = 4;

/// Commands that only run the one behind them.
const RUNNERS: [&str; 3] = ["exec", "nohup", "command"];

/// Commands that serve nothing: where one comes last, what starts stands elsewhere.
const HELPERS: [&str; 19] = [
    ".", "[", "cd", "echo", "eval", "exit", "export", "false", "printf", "set", "sleep", "source", "sudo",
    "tail", "test", "trap", "true", "ulimit", "wait",
];

/// Where words come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// They are there.
    There,
    /// At this byte.
    At(usize),
}

/// The script of `["sh", "-c", "script"]`.
pub(super) fn script_of(words: &[Spanned<String>]) -> Option<&Spanned<String>> {
    let [shell, option, script, ..] = words else { return None };
    let takes =
        option.value.starts_with('-') && !option.value.starts_with("--") && option.value.ends_with('c');
    (is_shell(&shell.value) && takes).then_some(script)
}

pub(super) fn is_shell(word: &str) -> bool {
    let name = word.rsplit('/').next().unwrap_or(word);
    matches!(name, "sh" | "bash" | "ash" | "dash")
}

/// Finds where in a script words come in front of the command that it starts in the end.
pub(super) fn find(script: &str, words: &[String]) -> Result<Found, &'static str> {
    if !words.iter().all(|word| is_plain(word)) {
        return Err("the words to put in front would need quotes");
    }
    within(script, words, 0)
}

fn is_plain(word: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./:=@%+,".contains(&byte);
    !word.is_empty() && word.bytes().all(plain)
}

fn within(script: &str, words: &[String], depth: usize) -> Result<Found, &'static str> {
    let command = last(script).ok_or("it is not clear which command starts")?;
    let runners = command.words.iter().take_while(|word| RUNNERS.contains(&word.value.as_str())).count();
    let real = &command.words[runners..];
    let unclear =
        |word: &Spanned<String>| word.value.starts_with('-') || HELPERS.contains(&word.value.as_str());
    let first = real.first().filter(|word| !unclear(word)).ok_or("it is not clear which command starts")?;
    if let Some(inner) = script_of(real) {
        let written = &script[inner.span.range()];
        let same = written
            .get(1..written.len().saturating_sub(1))
            .filter(|text| *text == inner.value && depth < DEPTH_MAX);
        let inner_script = same.filter(|_| written.starts_with(['"', '\'']));
        let found =
            within(inner_script.ok_or("the script that starts is written with escapes")?, words, depth + 1)?;
        return Ok(match found {
            Found::At(at) => Found::At(inner.span.start + 1 + at),
            Found::There => Found::There,
        });
    }
    let there = real.iter().map(|word| &word.value).take(words.len()).eq(words);
    Ok(if there { Found::There } else { Found::At(first.span.start) })
}

/// The command that runs in the end: the one that takes the shell's place, or the last, when all that stands in front of it
/// has to have ended.
fn last(script: &str) -> Option<Command> {
    let (read, errors) = shell::read(script);
    let mut lines = read.lines.into_iter();
    let (Some(line), None, true) = (lines.next(), lines.next(), errors.is_empty()) else { return None };
    let mut end = 0;
    for (at, command) in line.commands.iter().enumerate() {
        let between = on_one_line(&script[end..command.span.start]);
        let parts = if at == 0 { between.is_empty() } else { matches!(between.as_str(), "&&" | ";") };
        if !parts {
            return None;
        }
        end = command.span.end;
    }
    let replaces = |command: &&Command| command.words.first().is_some_and(|word| word.value == "exec");
    let redirects = redirects(&on_one_line(&script[end..]));
    let last = line.commands.iter().find(replaces).or(line.commands.last())?;
    redirects.then(|| last.clone())
}

/// What stands between commands, continued lines joined.
fn on_one_line(text: &str) -> String {
    text.replace("\\\r\n", " ").replace("\\\n", " ").trim().to_owned()
}

/// Whether what follows the last command is at most where its output goes.
fn redirects(rest: &str) -> bool {
    let rest = rest.strip_suffix(';').unwrap_or(rest);
    let opens = rest.is_empty()
        || rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '&').starts_with(['>', '<']);
    let plain = rest.replace(">&", "").replace("&>", "");
    opens && !plain.contains(['&', '|', ';', '(', ')', '\n'])
}
