//! Topics that are handed to a function: a module's own `publish(topic, record)` around a client.

use contracts::plan::Language;
use source_tree::RepoPath;
use syntax::source::{Argument, Call, Outline, Value};

use super::{Expression, Reader};
use crate::source_file::SourceFile;

/// How many of one file are kept.
const PASSED_MAX: usize = 200;

/// What functions are called that take a topic, in lower case.
const VERBS: [&str; 8] = ["publish", "send", "produce", "emit", "subscribe", "consume", "dispatch", "listen"];

/// A topic that a call hands over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passed {
    /// The file it stands in.
    pub(crate) path: RepoPath,
    /// The language of the file.
    pub(crate) language: Language,
    /// The function that is called, by its last name; a type's for its constructor.
    pub(crate) function: String,
    /// Which argument it is, counted over those without a name.
    pub(crate) index: usize,
    /// The argument's name, where it has one.
    pub(crate) keyword: Option<String>,
    pub(crate) expression: Expression,
}

/// The topics that the calls of a file hand over: names that speak of topics, and texts for functions that send or
/// receive.
pub(crate) fn find(file: &SourceFile<'_>, outline: &Outline, language: Language) -> Vec<Passed> {
    let reader = Reader::of(outline);
    let mut found = Vec::new();
    for call in &outline.calls {
        let mut index = 0;
        for argument in call.arguments.iter().take(8) {
            if found.len() < PASSED_MAX && may_be_topic(call, argument) {
                let expression = reader.value(&argument.value, argument.span, call.function);
                let told = Some(expression).filter(|expression| *expression != Expression::Other);
                found.extend(told.map(|expression| Passed {
                    path: file.path().clone(),
                    language,
                    function: call.method().to_owned(),
                    index,
                    keyword: argument.name.clone(),
                    expression,
                }));
            }
            index += usize::from(argument.name.is_none());
        }
    }
    found
}

fn may_be_topic(call: &Call, argument: &Argument) -> bool {
    match &argument.value {
        Value::Name(name) => name.to_ascii_lowercase().contains("topic"),
        Value::Text(text) => !text.is_empty() && is_verb(call.method().as_bytes()),
        _ => false,
    }
}

/// Whether a function of this name may take a topic.
pub(super) fn is_verb(function: &[u8]) -> bool {
    let holds =
        |verb: &&str| function.windows(verb.len()).any(|part| part.eq_ignore_ascii_case(verb.as_bytes()));
    VERBS.iter().any(holds)
}

#[cfg(test)]
mod tests {
    use syntax::source;

    use super::*;

    #[test]
    fn names_of_topics_and_texts_to_senders_are_kept() {
        let text = "RESULT = 'x'\np.publish(RESULT_TOPIC, 1)\np.publish('orders', 1)\np.open('file')\nPublisher(topic=T_TOPIC)\n";
        let (outline, _) = source::read(source::Language::Python, text);
        let path = RepoPath::new("a.py").unwrap();
        let found = find(&SourceFile::new(&path, text), &outline, Language::Python);
        let shown: Vec<String> = found
            .iter()
            .map(|passed| {
                format!("{}/{}/{:?} {:?}", passed.function, passed.index, passed.keyword, passed.expression)
            })
            .collect();
        assert_eq!(
            shown,
            [
                "publish/0/None Name(\"RESULT_TOPIC\")",
                "publish/0/None Text(\"orders\")",
                "Publisher/0/Some(\"topic\") Name(\"T_TOPIC\")",
            ]
        );
    }
}
