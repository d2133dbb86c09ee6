//! Where programs begin, by a byte search: cheap, and good enough to tell a program from a library.

use contracts::plan::Language;
use memchr::memmem;

use crate::{facts::EntryPoint, source_file::SourceFile};

/// What marks a beginning, by language, the most telling first.
const MARKS: [(&[Language], &str, &str); 24] = [
    (&[Language::Java, Language::Kotlin], "SpringApplication.run", "Spring Boot starts here"),
    (&[Language::Java, Language::Kotlin], "@SpringBootApplication", "Spring Boot starts here"),
    (&[Language::Java, Language::Kotlin], "@QuarkusMain", "Quarkus starts here"),
    (&[Language::Java], "public static void main(", "a program begins here"),
    (&[Language::Kotlin], "fun main(", "a program begins here"),
    (&[Language::Scala], "extends App", "a program begins here"),
    (&[Language::Scala], "extends IOApp", "a program begins here"),
    (&[Language::Scala], "extends ZIOAppDefault", "a program begins here"),
    (&[Language::Scala], "extends ZIOApp", "a program begins here"),
    (&[Language::Scala], "extends HttpServer", "a server begins here"),
    (&[Language::Scala], "extends TwitterServer", "a server begins here"),
    (&[Language::Scala], "def main(", "a program begins here"),
    (&[Language::Scala], "@main def", "a program begins here"),
    (&[Language::Go], "\nfunc main()", "a program begins here"),
    (&[Language::Python], "FastAPI(", "an HTTP application is made here"),
    (&[Language::Python], "Flask(__name__", "an HTTP application is made here"),
    (&[Language::Python], "get_wsgi_application(", "an HTTP application is made here"),
    (&[Language::Python], "FastStream(", "a consumer of messages is made here"),
    (&[Language::Python], "if __name__ == \"__main__\"", "a program begins here"),
    (&[Language::Python], "if __name__ == '__main__'", "a program begins here"),
    (&[Language::Javascript, Language::Typescript], "NestFactory.create", "NestJS starts here"),
    (&[Language::Javascript, Language::Typescript], "CommandFactory.", "NestJS starts a command here"),
    (&[Language::Javascript, Language::Typescript], ".listen(", "a server begins to listen here"),
    (&[Language::Javascript, Language::Typescript], "#!/usr/bin/env node", "a command begins here"),
];

/// How often a mark may stand in comments before it is given up.
const COMMENTED_MAX: usize = 20;

/// Where a mark stands first outside a comment of its line.
fn first(text: &str, mark: &str) -> Option<usize> {
    let mut found = memmem::find_iter(text.as_bytes(), mark).take(COMMENTED_MAX);
    found.find(|at| {
        let begin = at + (mark.len() - mark.trim_start().len());
        !begins_comment(&text[..begin])
            && (!mark.starts_with("extends ") || ends_word(&text[at + mark.len()..]))
    })
}

/// Whether what stands in front of a text is a whole word: `App` also begins `AppConfig`.
fn ends_word(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// Whether the last line of a text, up to its end, begins a comment.
fn begins_comment(text: &str) -> bool {
    let line = text.rsplit('\n').next().unwrap_or_default().trim_start();
    line.starts_with("//") || (line.starts_with('#') && !line.starts_with("#!")) || line.starts_with('*')
}

/// The first beginning in a file.
pub(crate) fn find(file: &SourceFile<'_>, language: Language) -> Option<EntryPoint> {
    let marks = MARKS.iter().filter(|(languages, ..)| languages.contains(&language));
    // Only objects of Scala are there before anything runs.
    if language == Language::Scala && !["object ", "@main "].iter().any(|word| file.text().contains(word)) {
        return None;
    }
    let (start, mark, what) =
        marks.filter_map(|(_, mark, what)| Some((first(file.text(), mark)?, mark, what))).next()?;
    // A mark may begin with the end of the line before.
    let leading = mark.len() - mark.trim_start().len();
    Some(EntryPoint { location: file.location(syntax::Span::new(start + leading, start + mark.len())), what })
}
