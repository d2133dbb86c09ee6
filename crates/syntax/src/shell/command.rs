//! From words to commands and what they assign.

use super::{
    Assignment, Command, Line, Scope,
    token::{Token, Word},
};
use crate::span::{Span, Spanned};

/// Words of the grammar in front of a command.
const GRAMMAR: [&str; 14] =
    ["if", "then", "else", "elif", "fi", "do", "done", "while", "until", "esac", "!", "{", "}", "time"];

/// Commands that run the command behind them.
const RUNNERS: [&str; 6] = ["exec", "nohup", "sudo", "command", "builtin", "env"];

/// Commands that declare variables.
const DECLARES: [&str; 5] = ["export", "declare", "typeset", "readonly", "local"];

/// The logical lines that say something.
pub(super) fn lines(tokens: Vec<Token>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut open = Open::default();
    for token in tokens {
        match token {
            Token::Word(word) => open.words.push(word),
            Token::Separator => open.part(),
            Token::Pipe => open.command(),
            Token::Open => open.bracket(),
            Token::Close => open.close(),
            Token::LineEnd => {
                open.part();
                open.alternatives = 0;
                lines.extend(line(std::mem::take(&mut open.commands)));
            }
        }
    }
    open.command();
    lines.extend(line(open.commands));
    lines
}

fn line(commands: Vec<Command>) -> Option<Line> {
    let span = Span::new(commands.first()?.span.start, commands.last()?.span.end);
    Some(Line { commands, span })
}

/// A line whose end has not come yet.
#[derive(Default)]
struct Open {
    commands: Vec<Command>,
    words: Vec<Word>,
    /// How many commands stand in front of those that only `|` parts: of the alternatives of a pattern.
    alternatives: usize,
    /// How many `(` are open.
    brackets: usize,
    /// Whether the last bracket was the `(` of `name()`.
    defines: bool,
}

impl Open {
    fn command(&mut self) {
        self.commands.extend(command(std::mem::take(&mut self.words)));
        self.defines = false;
    }

    fn part(&mut self) {
        self.command();
        self.alternatives = self.commands.len();
    }

    /// A `(`: right behind a word it defines a function.
    fn bracket(&mut self) {
        let defines = matches!(self.words.as_slice(), [word] if !GRAMMAR.contains(&word.value.as_str()));
        if defines {
            self.words.clear();
        }
        self.part();
        self.defines = defines;
        self.brackets += 1;
    }

    /// A `)`: where none is open, the words in front are a pattern of `case`.
    fn close(&mut self) {
        if self.brackets == 0 {
            self.commands.truncate(self.alternatives);
            self.words.clear();
        } else if self.defines {
            self.words.clear();
        }
        self.brackets = self.brackets.saturating_sub(1);
        self.part();
    }
}

fn command(words: Vec<Word>) -> Option<Command> {
    let grammar =
        words.iter().take_while(|word| !word.quoted && GRAMMAR.contains(&word.value.as_str())).count();
    let words = words.into_iter().skip(grammar).collect::<Vec<_>>();
    let span = Span::new(words.first()?.span.start, words.last()?.span.end);
    if words.first().is_some_and(|word| word.value == "function") {
        return None;
    }
    let mut command = Command { span, ..Command::default() };
    match words.first() {
        Some(first) if DECLARES.contains(&first.value.as_str()) => declaration(&mut command, words),
        _ => prefixed(&mut command, words),
    }
    Some(command)
}

/// `export A=b C`: what is not assigned stays with the word in front.
fn declaration(command: &mut Command, words: Vec<Word>) {
    let exports = words.first().is_some_and(|word| word.value == "export")
        || words.iter().skip(1).any(|word| word.value.starts_with('-') && word.value.contains('x'));
    let scope = if exports { Scope::Exported } else { Scope::Script };
    for word in words {
        match assignment(&word, scope) {
            Some(assignment) => command.assignments.push(assignment),
            None => command.words.push(spanned(word)),
        }
    }
    let options = command.words.iter().skip(1).all(|word| word.value.starts_with('-'));
    if options && !command.assignments.is_empty() {
        command.words.clear();
    }
}

/// Assignments and runners in front of a command.
fn prefixed(command: &mut Command, words: Vec<Word>) {
    let mut words = words.into_iter().peekable();
    let mut environment = false;
    while let Some(word) = words.next() {
        if let Some(assignment) = assignment(&word, Scope::Command) {
            command.assignments.push(assignment);
        } else if word.value == "env" && words.peek().is_some() {
            environment = true;
        } else if environment && word.value.starts_with('-') {
            // `env -u NAME`
            if matches!(word.value.as_str(), "-u" | "-C" | "--unset" | "--chdir") {
                words.next();
            }
        } else if RUNNERS.contains(&word.value.as_str()) {
            command.words.push(spanned(word));
        } else {
            command.words.push(spanned(word));
            break;
        }
    }
    command.words.extend(words.map(spanned));
    if command.words.is_empty() && !environment {
        command.assignments.iter_mut().for_each(|assignment| assignment.scope = Scope::Script);
    }
}

fn spanned(word: Word) -> Spanned<String> {
    Spanned::new(word.value, word.span)
}

fn assignment(word: &Word, scope: Scope) -> Option<Assignment> {
    let (equals, from) = word.equals?;
    let name = &word.value[..equals];
    let plain = name.strip_suffix('+');
    let name = plain.unwrap_or(name);
    Some(Assignment {
        name: Spanned::new(name.to_owned(), Span::new(word.span.start, word.span.start + name.len())),
        value: Spanned::new(word.value[equals + 1..].to_owned(), Span::new(from, word.span.end)),
        scope,
        added: plain.is_some(),
    })
}
