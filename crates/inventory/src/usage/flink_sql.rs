//! Topics that are tables of Flink's SQL, which stands as text in source: `CREATE TABLE orders (...) WITH ('connector' =
//! 'kafka', 'topic' = 'orders')`. Whether such a table is read or written, the statements that name it tell.

use memchr::memmem;

use crate::{
    facts::{Usage, UsageKind},
    source_file::SourceFile,
    topic::Expression,
};

/// How many tables of one file are looked at.
const TABLES_MAX: usize = 64;

/// How far options stand from the connector, and a statement from its options, in bytes.
const OPTIONS_MAX: usize = 2000;
const STATEMENT_MAX: usize = 8000;

/// What the statements of a file do with topics.
pub(super) fn usages(file: &SourceFile<'_>) -> Vec<Usage> {
    let text = file.text();
    if memmem::find(text.as_bytes(), b"'connector'").is_none() {
        return Vec::new();
    }
    let places = memmem::find_iter(text.as_bytes(), b"'connector'").take(TABLES_MAX);
    places.filter_map(|at| table(file, at)).collect()
}

fn table(file: &SourceFile<'_>, at: usize) -> Option<Usage> {
    let text = file.text();
    let connector = value(&text[at + "'connector'".len()..])?;
    if !matches!(connector, "kafka" | "upsert-kafka") || is_commented(text, at) {
        return None;
    }
    let name = name(&text[text.floor_char_boundary(at.saturating_sub(STATEMENT_MAX))..at]);
    let written = name.is_some_and(|name| is_written(text, name));
    let kind = if written { UsageKind::KafkaProducer } else { UsageKind::KafkaConsumer };
    let end = text.floor_char_boundary((at + OPTIONS_MAX).min(text.len()));
    let options = &text[at..end];
    let options = options.find(')').map_or(options, |end| &options[..end]);
    let topic = options.find("'topic'").and_then(|found| value(&options[found + "'topic'".len()..]));
    // A name that is put in while the program runs is none.
    let topic = topic.filter(|topic| !topic.contains(['{', '$', '%', '"', '+']));
    Some(Usage {
        kind,
        library: "flink-kafka".to_owned(),
        of: String::new(),
        named: topic.map(|topic| Expression::Text(topic.to_owned())).into_iter().collect(),
        names: Vec::new(),
        location: file.location(syntax::Span::new(at, at + "'connector'".len())),
    })
}

/// The text in quotes behind an equals sign.
fn value(rest: &str) -> Option<&str> {
    let quoted = rest.trim_start().strip_prefix('=')?.trim_start().strip_prefix('\'')?;
    quoted.split_once('\'').map(|(value, _)| value)
}

fn is_commented(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default().trim_start();
    ["#", "//", "--", "*"].iter().any(|sign| line.starts_with(sign))
}

/// The table that the last `CREATE TABLE` in front of the options makes, without its catalog.
fn name(before: &str) -> Option<&str> {
    let upper = before.to_ascii_uppercase();
    let create = upper.rfind("CREATE ")?;
    let table = create + upper[create..].find("TABLE")? + "TABLE".len();
    let mut words =
        before[table..].split(|c: char| c.is_whitespace() || c == '(').filter(|word| !word.is_empty());
    let mut word = words.next()?;
    while matches!(&*word.to_ascii_uppercase(), "IF" | "NOT" | "EXISTS") {
        word = words.next()?;
    }
    let name = word.rsplit('.').next()?.trim_matches('`');
    (name.len() > 1 && name.chars().all(|c| c.is_alphanumeric() || c == '_')).then_some(name)
}

/// Whether some statement or call of the file writes into the table.
fn is_written(text: &str, name: &str) -> bool {
    let called = [
        format!("execute_insert(\"{name}\""),
        format!("executeInsert(\"{name}\""),
        format!("execute_insert('{name}'"),
    ];
    if called.iter().any(|call| text.contains(call.as_str())) {
        return true;
    }
    text.match_indices(name).any(|(at, _)| {
        let whole = !text[at + name.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
        whole && is_behind_into(&text[text.floor_char_boundary(at.saturating_sub(INTO_MAX))..at])
    })
}

/// Whether `INTO` or `OVERWRITE` ends what stands in front of a name, however it is written.
fn is_behind_into(near: &str) -> bool {
    let near = near.trim_end_matches(['`', '.']).trim_end();
    let last = near.rsplit(char::is_whitespace).next().unwrap_or_default().as_bytes();
    ["INTO", "OVERWRITE"].iter().any(|word| {
        let begin = last.len().checked_sub(word.len());
        begin.is_some_and(|begin| last[begin..].eq_ignore_ascii_case(word.as_bytes()))
    })
}

/// How much in front of a name is looked at for `INSERT INTO`.
const INTO_MAX: usize = 80;

#[cfg(test)]
mod tests {
    use source_tree::RepoPath;

    use super::*;

    fn found(text: &str) -> Vec<(UsageKind, Vec<Expression>)> {
        let path = RepoPath::new("job.py").unwrap();
        usages(&SourceFile::new(&path, text)).into_iter().map(|usage| (usage.kind, usage.named)).collect()
    }

    fn named(topic: &str) -> Vec<Expression> {
        vec![Expression::Text(topic.to_owned())]
    }

    #[test]
    fn a_table_that_is_only_read_is_consumed_and_one_that_is_written_produced() {
        let text = "t.execute_sql(\"\"\"\nCREATE TABLE IF NOT EXISTS trips (id INT) WITH (\n 'connector' = 'kafka',\n 'topic' = 'trips.raw')\n\"\"\")\nCREATE TABLE `out_demand` (id INT) WITH ('connector'='upsert-kafka', 'topic'='demand')\nt.execute_sql(\"INSERT INTO out_demand SELECT * FROM trips\")\n";
        assert_eq!(
            found(text),
            [(UsageKind::KafkaConsumer, named("trips.raw")), (UsageKind::KafkaProducer, named("demand"))]
        );
    }

    #[test]
    fn other_connectors_comments_and_names_that_are_put_in_later() {
        assert_eq!(found("CREATE TABLE a (x INT) WITH ('connector' = 'filesystem')"), []);
        assert_eq!(found("-- 'connector' = 'kafka'\n"), []);
        let text = "CREATE TABLE a (x INT) WITH ('connector' = 'kafka', 'topic' = '{topic}')";
        assert_eq!(found(text), [(UsageKind::KafkaConsumer, Vec::new())]);
    }

    /// Each table of the file looks at each place that names it.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
    fn names_that_stand_everywhere_cost_no_more_than_their_number() {
        let table =
            "CREATE TABLE ab (é INT) WITH ('connector' = 'kafka', 'topic' = 'x');\n".repeat(TABLES_MAX);
        let text = format!("{table}{}insert\ninto `ab` select 1", "é ab\n".repeat(60_000));
        let began = std::time::Instant::now();
        let found = found(&text);
        assert!(found.len() == TABLES_MAX && found.iter().all(|(kind, _)| *kind == UsageKind::KafkaProducer));
        assert!(began.elapsed() < std::time::Duration::from_secs(20), "{:?}", began.elapsed());
    }
}
