//! Words in the commands of scripts.

use super::{object, only, quoted, root};
use crate::{
    edit::{Edited, Edits, Refusal, mark::behind_mark},
    node::Node,
    shell::{self, Command},
    span::Spanned,
};

/// Where words go in a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// Right behind the name of the program: `node WORDS main.js`.
    Behind(&'a str),
    /// Right in front of the program: `WORDS node main.js`.
    InFrontOf(&'a str),
}

impl<'a> Place<'a> {
    fn program(self) -> &'a str {
        match self {
            Self::Behind(program) | Self::InFrontOf(program) => program,
        }
    }
}

/// Commands that run the command behind them.
const RUNNERS: [&str; 7] = ["exec", "nohup", "sudo", "command", "builtin", "env", "npx"];

/// Inserts words, written as a shell reads them, into the one command of a script that runs a program itself. Nothing is
/// done where the program is started with these words, be they written as `--name value`, `--name=value` or in
/// `NODE_OPTIONS`.
///
/// # Errors
/// When the file is no sound JSON, when it has no such script, and when the script does not run the program itself (but
/// through another: `nest start`, `npm run`, `ts-node`), runs it more than once, or cannot be read.
pub fn insert_in_script(text: &str, script: &str, place: Place<'_>, words: &str) -> Edited {
    behind_mark(text, |text| {
        insert(text, script, place, words).map_err(|refusal| Refusal { lines: words.to_owned(), ..refusal })
    })
}

fn insert(text: &str, name: &str, place: Place<'_>, words: &str) -> Edited {
    let root = root(text)?;
    let scripts = object(&root, "scripts")?;
    let entry = scripts.map(|scripts| only(scripts, name)).transpose()?.flatten();
    let node = entry.map(|entry| &entry.value);
    let Some((node, script)) = node.and_then(|node| Some((node, node.as_str()?))) else {
        return Err(Refusal::new(format!("there is no script `{name}`"), ""));
    };
    let refused = |why: String| Refusal::new(format!("the script `{name}` {why}"), "").at(node.span);
    let (read, errors) = shell::read(script);
    if !errors.is_empty() {
        return Err(refused("is no sound command".to_owned()));
    }
    let wanted = wanted(words).ok_or_else(|| Refusal::new("what is to be inserted is not some words", ""))?;
    let commands: Vec<&Command> = read.commands().collect();
    if commands.iter().any(|command| is_held(command, place, &wanted)) {
        return Ok(Edits::none());
    }
    let word = running(&commands, place.program()).map_err(refused)?;
    let escaped = quoted(words);
    let escaped = escaped[1..escaped.len() - 1].trim();
    let (at, new) = match place {
        Place::Behind(_) => (word.span.end, format!(" {escaped}")),
        Place::InFrontOf(_) => (word.span.start, format!("{escaped} ")),
    };
    let at =
        written_at(text, node, at).ok_or_else(|| refused("is written with broken escapes".to_owned()))?;
    Ok(Edits::insertion(at, new))
}

/// The one word that names a program where it is run; why there is none.
fn running<'a>(commands: &[&'a Command], wanted: &str) -> Result<&'a Spanned<String>, String> {
    let running = commands.iter().filter_map(|command| program(command));
    let mut found = running.clone().filter(|word| is_named(word, wanted));
    match (found.next(), found.next()) {
        (Some(word), None) => Ok(word),
        (Some(_), Some(_)) => Err(format!("runs `{wanted}` more than once")),
        (None, _) => {
            let others: Vec<String> = running.map(|word| format!("`{}`", word.value)).collect();
            let others = if others.is_empty() { "nothing".to_owned() } else { others.join(", ") };
            Err(format!("runs {others}, not `{wanted}` itself"))
        }
    }
}

/// The words as a shell reads them; none where it does not read some words of one command.
fn wanted(words: &str) -> Option<Vec<String>> {
    let text = format!("x {words}");
    let (script, errors) = shell::read(&text);
    let commands: Vec<&Command> = script.commands().collect();
    let [command] = commands.as_slice() else { return None };
    let words: Vec<String> = command.words.iter().skip(1).map(|word| word.value.clone()).collect();
    (errors.is_empty() && !words.is_empty() && command.span.end == text.trim_end().len()).then_some(words)
}

/// The word that names what a command runs, behind what only prepares it.
fn program(command: &Command) -> Option<&Spanned<String>> {
    let mut words = command.words.iter().peekable();
    loop {
        let word = words.next()?;
        match word.value.as_str() {
            runner if RUNNERS.contains(&runner) && words.peek().is_some() => {}
            "cross-env" => while words.next_if(|word| word.value.contains('=')).is_some() {},
            "dotenv" | "dotenvx" | "env-cmd" if command.words.iter().any(|word| word.value == "--") => {
                words.find(|word| word.value == "--");
            }
            _ => return Some(word),
        }
    }
}

fn is_named(word: &Spanned<String>, program: &str) -> bool {
    word.value.rsplit('/').next() == Some(program)
}

/// Whether a command starts the program with the words already.
fn is_held(command: &Command, place: Place<'_>, wanted: &[String]) -> bool {
    let named = |word: &&Spanned<String>| is_named(word, place.program());
    let Some(program) = command.words.iter().find(named) else { return false };
    let assigned = command
        .assignments
        .iter()
        .map(|found| (found.name.span.start, format!("{}={}", found.name.value, found.value.value)));
    let all = assigned.chain(command.words.iter().map(|word| (word.span.start, word.value.clone())));
    let mut all: Vec<(usize, String)> = all.collect();
    all.sort_unstable();
    let split = all.partition_point(|(start, _)| *start < program.span.start);
    let words: Vec<String> = all.into_iter().map(|(_, word)| word).collect();
    let (before, behind) = words.split_at(split);
    match place {
        Place::InFrontOf(_) => before.windows(wanted.len()).any(|window| window == wanted),
        Place::Behind(_) => {
            let wanted = options(wanted);
            let holds = |words: &[String]| words.windows(wanted.len()).any(|window| window == wanted);
            let environment = before.iter().filter_map(|word| word.strip_prefix("NODE_OPTIONS="));
            let mut environment =
                environment.map(|value| value.split_whitespace().map(ToOwned::to_owned).collect::<Vec<_>>());
            holds(&options(behind)) || environment.any(|words| holds(&options(&words)))
        }
    }
}

/// Words with one spelling for each of node's options: `--require=x` and `-r x` are `--require x`.
fn options(words: &[String]) -> Vec<String> {
    let split = words.iter().flat_map(|word| match word.split_once('=') {
        Some((name, value)) if name.starts_with("--") => vec![name.to_owned(), value.to_owned()],
        _ => vec![if word == "-r" { "--require".to_owned() } else { word.clone() }],
    });
    split.collect()
}

/// Where in the file a byte of a text stands, whose escapes are resolved.
fn written_at(text: &str, node: &Node, at: usize) -> Option<usize> {
    let written = &text[node.span.range()];
    // Behind the opening quote.
    let (mut place, mut resolved) = (1, 0);
    while resolved < at {
        let rest = &written[place..];
        let c = rest.chars().next()?;
        let (written, length) = match rest.as_bytes() {
            [b'\\', b'u', ..] => escape(rest)?,
            [b'\\', ..] => (2, 1),
            _ => (c.len_utf8(), c.len_utf8()),
        };
        place += written;
        resolved += length;
    }
    (resolved == at).then_some(node.span.start + place)
}

/// How long `\u1234`, or the two of a pair, is written, and how long what it stands for.
fn escape(text: &str) -> Option<(usize, usize)> {
    let unit = |at: usize| u16::from_str_radix(text.get(at..at + 4)?, 16).ok();
    let first = unit(2)?;
    let second = text.get(6..8).filter(|escape| *escape == "\\u").and_then(|_| unit(8));
    let units = [first, second.unwrap_or_default()];
    let c = char::decode_utf16(units).next()?.ok()?;
    Some((if c.len_utf16() == 2 { 12 } else { 6 }, c.len_utf8()))
}
