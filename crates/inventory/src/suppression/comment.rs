//! Where a file's comments are, by its name.

use syntax::{Node, Value, source::Language};

use crate::source_file::SourceFile;

/// How comments look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// As a parser of the language sees them.
    Source(Language),
    /// `//` and `/* */`, outside of quotes.
    Slashes,
    /// The same, and `#`: Terraform.
    SlashesAndHash,
    /// `<!-- -->`.
    Xml,
    /// `#` behind white space, outside of quotes.
    Hash,
    /// `#` or `!` as the first sign of a line.
    HashLine,
    /// There are none, or what is there is text for people.
    None,
}

/// Those of some bytes of a file that are part of a comment.
pub(super) fn hold(file: &SourceFile<'_>, mut places: Vec<usize>) -> Vec<usize> {
    let text = file.text();
    let extension = file.path().extension();
    match style(file.path().file_name(), &extension) {
        Style::Source(language) => return syntax::source::in_comments(language, text, places),
        Style::Slashes => places.retain(|at| within_slashes(&text[..*at], &[b"//"])),
        Style::SlashesAndHash => places.retain(|at| within_slashes(&text[..*at], &[b"//", b"#"])),
        Style::Xml => places.retain(|at| within_xml(&text[..*at])),
        Style::Hash => {
            let values = values(text, &extension);
            let is_value = |at: usize| values.iter().any(|span| span.start <= at && at < span.end);
            places.retain(|at| behind_hash(line_before(text, *at)) && !is_value(*at));
        }
        Style::HashLine => {
            places.retain(|at| line_before(text, *at).trim_start().starts_with(['#', '!']));
        }
        Style::None => places.clear(),
    }
    places
}

fn line_before(text: &str, at: usize) -> &str {
    let begin = text[..at].rfind('\n').map_or(0, |end| end + 1);
    &text[begin..at]
}

/// Where values stand that may look like comments: blocks of text in YAML and TOML.
fn values(text: &str, extension: &str) -> Vec<syntax::Span> {
    let mut values = Vec::new();
    match extension {
        "yml" | "yaml" => syntax::yaml::read(text).0.iter().for_each(|node| texts(node, &mut values)),
        "toml" => syntax::toml::read(text).0.iter().for_each(|node| texts(node, &mut values)),
        _ => {}
    }
    values
}

fn style(name: &str, extension: &str) -> Style {
    let lower = name.to_ascii_lowercase();
    if let Some(language) = Language::of_extension(extension) {
        return Style::Source(language);
    }
    match extension {
        "gradle" | "groovy" | "mod" | "work" => return Style::Slashes,
        "tf" | "tfvars" => return Style::SlashesAndHash,
        "xml" => return Style::Xml,
        "properties" | "conf" | "env" => return Style::HashLine,
        "md" | "markdown" | "rst" | "adoc" | "json" => return Style::None,
        "yml" | "yaml" | "toml" | "txt" | "in" | "sh" | "cfg" => return Style::Hash,
        _ => {}
    }
    match &*lower {
        "jenkinsfile" => Style::Slashes,
        "procfile" | "makefile" | "justfile" | "pipfile" | "codeowners" => Style::Hash,
        _ if lower.contains("dockerfile") || lower.contains("containerfile") || lower.starts_with(".env") => {
            Style::HashLine
        }
        _ => Style::None,
    }
}

/// Where the texts of a tree stand.
fn texts(node: &Node, found: &mut Vec<syntax::Span>) {
    match &node.value {
        Value::String(_) => found.push(node.span),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(entries) => entries.iter().for_each(|entry| texts(&entry.value, found)),
        _ => {}
    }
}

/// Whether a comment that goes to the end of its line, or one of `/*`, is open at the end of the text.
fn within_slashes(text: &str, to_line_end: &[&[u8]]) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let rest = &text.as_bytes()[at..];
        at = match byte {
            b'/' | b'#' if to_line_end.iter().any(|sign| rest.starts_with(sign)) => {
                match rest.iter().position(|byte| *byte == b'\n') {
                    Some(end) => at + end,
                    None => return true,
                }
            }
            b'/' if rest.starts_with(b"/*") => match memchr::memmem::find(&rest[2..], b"*/") {
                Some(end) => at + 2 + end + 2,
                None => return true,
            },
            b'"' | b'\'' => match quoted(rest, *byte) {
                Some(end) => at + end,
                None => return false,
            },
            _ => at + 1,
        };
    }
    false
}

/// How long a text in quotes is, with them; none when it does not end. In single quotes it ends with its line at the
/// latest, since an apostrophe may be one.
fn quoted(rest: &[u8], quote: u8) -> Option<usize> {
    let three = [quote; 3];
    if rest.starts_with(&three) {
        return memchr::memmem::find(&rest[3..], &three).map(|end| end + 6);
    }
    let mut escaped = false;
    for (at, byte) in rest.iter().enumerate().skip(1) {
        match byte {
            b'\n' => return Some(at),
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            byte if *byte == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn within_xml(text: &str) -> bool {
    let open = |begin: &str, end: &str| text.rfind(begin) > text.rfind(end);
    let in_data = open("<![CDATA[", "]]>");
    open("<!--", "-->") && !in_data
}

/// Whether a `#` behind white space or at the begin stands in front, outside of quotes.
fn behind_hash(line: &str) -> bool {
    let (mut quote, mut last) = (None, ' ');
    for c in line.chars() {
        match quote {
            Some(open) if c == open && last != '\\' => quote = None,
            Some(_) => {}
            // An apostrophe inside of a word opens nothing.
            None if matches!(c, '"' | '\'') && !last.is_alphanumeric() => quote = Some(c),
            None if c == '#' && last.is_whitespace() => return true,
            None => {}
        }
        last = c;
    }
    false
}

#[cfg(test)]
mod tests {
    use source_tree::RepoPath;

    use super::*;

    /// Whether `X` of the text is part of a comment.
    fn holds(name: &str, text: &str) -> bool {
        let path = RepoPath::new(name).unwrap();
        !hold(&SourceFile::new(&path, text), vec![text.find('X').unwrap()]).is_empty()
    }

    #[test]
    fn each_format_has_its_comments() {
        for (name, text) in [
            ("a.py", "a = 1  # X"),
            ("A.java", "/* a\n * X */ class A {}"),
            ("A.kt", "val a = 1 // X"),
            ("a.scala", "/* X */ val a = 1"),
            ("a.go", "package a // X"),
            ("a.ts", "const a = `x`; // X"),
            ("a.tsx", "const a = <b/>; // X"),
            ("build.gradle", "def a = 'b//c' // X"),
            ("build.gradle.kts", "// X"),
            ("build.sbt", "// X"),
            ("go.mod", "module a // X"),
            ("main.tf", "# it's X"),
            ("main.tf", "a = \"#{\" // X"),
            ("prod.tfvars", "a = 1 # X"),
            ("Dockerfile", "FROM a\n  # X"),
            ("compose.yaml", "a: 1 # X"),
            ("pyproject.toml", "a = \"b\" # X"),
            ("pom.xml", "<project>\n<!-- a\n X -->"),
            ("requirements.txt", "flask # it's X"),
            ("app.properties", "! X"),
            ("run.sh", "echo 'a' # X"),
            (".env", "# X"),
        ] {
            assert!(holds(name, text), "{name}");
        }
    }

    #[test]
    fn text_is_no_comment() {
        for (name, text) in [
            ("a.py", "a = '# X'"),
            ("a.py", "\"\"\"\n# X\n\"\"\""),
            ("A.java", "class A { String a = \"// X\"; }"),
            ("a.ts", "const a = `// X`;"),
            ("a.ts", "const X = 1; // a"),
            ("build.gradle", "def a = \"// X\""),
            ("build.gradle", "def a = '''\n// X'''"),
            ("Dockerfile", "RUN echo # X"),
            ("main.tf", "a = \"# X\""),
            ("build.gradle", "def a = b # X"),
            ("compose.yaml", "a: '# X'"),
            ("compose.yaml", "a: |\n  b\n  # X\n"),
            ("pyproject.toml", "a = '''\n# X\n'''"),
            ("pom.xml", "<a><![CDATA[<!-- X ]]></a>"),
            ("pom.xml", "<!-- a --><a>X</a>"),
            ("requirements.txt", "a#X"),
            ("RUNBOOK.md", "# X"),
            ("package.json", "{\"a\": \"// X\"}"),
        ] {
            assert!(!holds(name, text), "{name}: {text}");
        }
    }
}
