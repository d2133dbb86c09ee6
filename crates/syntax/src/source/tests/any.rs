//! What holds for all languages.

use std::{sync::mpsc, thread, time::Duration};

use proptest::{prelude::*, sample::select};

use super::{GO, JAVA, KOTLIN, PYTHON, SCALA, TYPESCRIPT};
use crate::{
    source::{Call, Language, MAX_TEXT, Outline, in_comments, read},
    span::Span,
    testing::{check_spans, damaged},
};

/// Real code, and the language it is in.
const SAMPLES: [(Language, &str); 8] = [
    (Language::Java, JAVA),
    (Language::Kotlin, KOTLIN),
    (Language::Scala, SCALA),
    (Language::Python, PYTHON),
    (Language::Go, GO),
    (Language::JavaScript, TYPESCRIPT),
    (Language::TypeScript, TYPESCRIPT),
    (Language::Tsx, TYPESCRIPT),
];

/// Pieces that begin or end something in one of the languages.
const PIECES: &[&str] = &[
    "(", ")", "{", "}", "[", "]", "<", ">", "\"", "'", "`", "\"\"\"", "//", "/*", "*/", "#", "\\", "\\u",
    "${", "@", ".", "?.", "::", ":=", "=", ",", ";", ":", "\n", "\n    ", "\t", "new ", "class ", "import ",
    "def ", "func ", "fun ", "f\"{", "s\"", "=>", "<-", "val ", "object ", "...", "**", "é", "😀",
    "\u{feff}", "\0", "\r",
];

/// More errors than the reader may tell of one text.
const MANY_ERRORS: usize = 11;

/// How long a hostile text may take: generous, so that only what grows too fast fails on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Checks what is promised of each outline and of the errors with it.
fn check(language: Language, text: &str) -> Result<Outline, TestCaseError> {
    let (outline, errors) = read(language, text);
    check_spans(text, &outline)?;
    check_spans(text, &errors)?;
    prop_assert!(errors.len() < MANY_ERRORS, "{language:?}: {} errors", errors.len());
    let in_order = |pair: &[Call]| {
        let (first, second) = (pair[0].span, pair[1].span);
        first.start < second.start || (first.start == second.start && first.end >= second.end)
    };
    prop_assert!(outline.calls.windows(2).all(in_order), "{language:?}: {:?}", outline.calls);
    let functions = outline.functions.len();
    let known = |function: Option<usize>| function.is_none_or(|index| index < functions);
    prop_assert!(outline.calls.iter().all(|call| known(call.function)));
    prop_assert!(outline.bindings.iter().all(|binding| known(binding.function)));
    Ok(outline)
}

/// Checks that the calls within a stretch are those that a look at each call finds.
fn check_within(outline: &Outline, span: Span) -> Result<(), TestCaseError> {
    let within: Vec<&Call> = outline.calls_within(span).collect();
    let inside = |call: &&Call| {
        span.start <= call.span.start && call.span.start < span.end && call.span.end <= span.end
    };
    let expected: Vec<&Call> = outline.calls.iter().filter(inside).collect();
    prop_assert_eq!(within, expected);
    Ok(())
}

/// Reads a text on a thread with a small stack: neither may the time grow faster than the text, nor the
/// stack with its depth.
fn read_in_time(language: Language, text: String) -> (Outline, usize) {
    let (sender, receiver) = mpsc::channel();
    let reader = move || {
        let (outline, errors) = read(language, &text);
        sender.send((outline, errors.len())).ok()
    };
    let _ = thread::Builder::new().stack_size(512 * 1024).spawn(reader).unwrap();
    receiver.recv_timeout(PATIENCE).unwrap_or_else(|reason| panic!("{language:?}: {reason}"))
}

#[test]
fn samples_are_read_without_errors_and_give_something() {
    for (language, sample) in SAMPLES.into_iter().filter(|(of, _)| *of != Language::JavaScript) {
        let (outline, errors) = read(language, sample);
        assert_eq!(errors, [], "{language:?}");
        assert!(!outline.calls.is_empty() && !outline.imports.is_empty(), "{language:?}");
    }
}

#[test]
fn samples_cut_off_anywhere_are_read() {
    for (language, sample) in SAMPLES {
        for (end, _) in sample.char_indices() {
            check(language, &sample[..end]).unwrap();
        }
    }
}

#[test]
fn a_text_that_is_too_long_is_an_error_and_one_at_the_limit_is_not() {
    for language in Language::ALL {
        let (outline, errors) = read(language, &" ".repeat(MAX_TEXT + 1));
        assert_eq!((outline, errors.len()), (Outline::default(), 1), "{language:?}");
        assert!(errors[0].to_string().contains(&MAX_TEXT.to_string()), "{language:?}: {}", errors[0]);
    }
    assert_eq!(read(Language::Go, &format!("package a{}", "\n".repeat(MAX_TEXT - 9))).1, []);
}

#[test]
fn an_empty_text_is_an_empty_outline() {
    for language in Language::ALL {
        assert_eq!(read(language, ""), (Outline::default(), vec![]), "{language:?}");
    }
}

#[test]
fn deep_parentheses_are_read_in_bounded_time() {
    for language in Language::ALL {
        let _ = read_in_time(language, "(".repeat(50_000));
        let _ = read_in_time(language, format!("x = {}1{}", "(".repeat(50_000), ")".repeat(50_000)));
    }
}

#[test]
fn deep_calls_lists_and_blocks_are_read_in_bounded_time() {
    let nested = |open: &str, close: &str| format!("{}x{}", open.repeat(20_000), close.repeat(20_000));
    for language in Language::ALL {
        for text in [nested("f(", ")"), nested("[", "]"), nested("{", "}"), nested("a[", "].b")] {
            let _ = read_in_time(language, text);
        }
    }
}

#[test]
fn a_long_chain_of_calls_is_read_in_bounded_time_and_its_beginning_left_out() {
    let chain = format!("a{}", ".b()".repeat(20_000));
    let wrapped = [
        (Language::Java, format!("class A {{ Object x = {chain}; }}")),
        (Language::Python, format!("x = {chain}\n")),
        (Language::Go, format!("package p\nvar x = {chain}\n")),
    ];
    for (language, text) in wrapped {
        let (outline, errors) = read_in_time(language, text);
        assert_eq!((outline.calls.len(), errors), (20_000, 1), "{language:?}");
        assert!(outline.calls.iter().all(|call| call.callee.len() < 2_000), "{language:?}");
    }
}

#[test]
fn kotlin_without_a_last_line_end_is_read_in_bounded_time() {
    for text in ["class A {\n val b = 1\n @", "class A\n @B", "val a = 1\n @B(", "class A {\n val b = 1\n @B"]
    {
        let _ = read_in_time(Language::Kotlin, text.to_owned());
    }
}

#[test]
fn deep_types_and_functions_are_read_in_bounded_time() {
    let python: String = (0..400).map(|depth| format!("{}class A:\n", " ".repeat(depth))).collect();
    let hostile = [
        (Language::Java, "class A{".repeat(50_000)),
        (Language::Java, format!("class A{{{}", "A a=new A(){".repeat(30_000))),
        (Language::Java, format!("class A{{A a={}x{};}}", "f(".repeat(20_000), ")::y".repeat(20_000))),
        (Language::Python, python),
        (Language::Python, "x=".repeat(50_000) + "1\n"),
        (Language::Python, "@a\n".repeat(50_000) + "def f(): pass\n"),
        (Language::Go, format!("package p\nfunc f(){{{}", "func(){".repeat(20_000))),
        (Language::JavaScript, "const a=()=>{".repeat(20_000) + &"}".repeat(20_000)),
        (Language::JavaScript, format!("const a=1{};", ",a=1".repeat(60_000))),
        (Language::Go, format!("package p\nvar x = {}", "A{".repeat(20_000))),
    ];
    for (language, text) in hostile {
        let _ = read_in_time(language, text);
    }
}

#[test]
fn the_values_of_an_outline_are_no_longer_than_the_text_they_come_from() {
    let nested = format!("class A{{A a={}x{};}}", "f(".repeat(2_000), ")::y".repeat(2_000));
    let (outline, _) = read_in_time(Language::Java, nested.clone());
    assert_eq!(outline.calls.len(), 2_000);
    // What `Debug` prints around a call is less than a thousand bytes.
    assert!(format!("{:?}", outline.calls).len() < 1_000 * outline.calls.len() + 10 * nested.len());
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in any::<String>(), language in select(Language::ALL.to_vec())) {
        check(language, &text)?;
    }

    #[test]
    fn pieces_of_code_in_any_order_never_panic(
        pieces in proptest::collection::vec(select(PIECES), 0..60),
        language in select(Language::ALL.to_vec()),
    ) {
        check(language, &pieces.concat())?;
    }

    #[test]
    fn damaged_java_keeps_the_promises(text in damaged(JAVA, PIECES)) {
        check(Language::Java, &text)?;
    }

    #[test]
    fn damaged_kotlin_keeps_the_promises(text in damaged(KOTLIN, PIECES)) {
        check(Language::Kotlin, &text)?;
    }

    #[test]
    fn damaged_scala_keeps_the_promises(text in damaged(SCALA, PIECES)) {
        check(Language::Scala, &text)?;
    }

    #[test]
    fn damaged_python_keeps_the_promises(text in damaged(PYTHON, PIECES)) {
        check(Language::Python, &text)?;
    }

    #[test]
    fn damaged_go_keeps_the_promises(text in damaged(GO, PIECES)) {
        check(Language::Go, &text)?;
    }

    #[test]
    fn damaged_typescript_keeps_the_promises(text in damaged(TYPESCRIPT, PIECES)) {
        for language in [Language::JavaScript, Language::TypeScript, Language::Tsx] {
            check(language, &text)?;
        }
    }

    #[test]
    fn calls_within_a_stretch_are_those_a_filter_finds(
        (language, sample) in select(SAMPLES.to_vec()),
        start in 0_usize..900,
        length in 0_usize..900,
    ) {
        let outline = check(language, sample)?;
        check_within(&outline, Span::new(start, start + length))?;
        for call in &outline.calls {
            check_within(&outline, call.span)?;
        }
        for function in &outline.functions {
            check_within(&outline, function.span)?;
        }
    }
}

/// Scanners look for the end of a string up to the end of the text, at every token behind a mistake.
#[test]
#[expect(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
fn a_mistake_far_from_the_end_costs_no_search_to_the_end_at_each_token() {
    let began = std::time::Instant::now();
    for piece in [".dependsOn(", "import a.b.*\n", "x )] "] {
        let text = piece.repeat(128 * 1024 / piece.len());
        for language in [Language::Scala, Language::Kotlin] {
            let _ = read(language, &text);
        }
        let _ = crate::sbt::read(&text);
    }
    assert!(began.elapsed() < Duration::from_secs(90), "{:?}", began.elapsed());
}

#[test]
fn many_imports_of_everything_are_read() {
    let text = format!("{}fun main() {{ }}\n", "import a.b.*\n".repeat(60));
    let (outline, _) = read(Language::Kotlin, &text);
    assert!(outline.functions.iter().any(|function| function.name.value == "main"));
}

/// `1 + 1 + 1` is a tree as deep as it is long: a climb from its bottom that asks each node for the one above takes minutes.
#[test]
#[expect(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
fn comments_are_found_in_deep_trees_in_bounded_time() {
    let sum = format!("a = ({}1)  # b\n", "1 + ".repeat(100_000));
    let (deepest, comment) = (sum.find('1').unwrap(), sum.find('#').unwrap());
    let places = [vec![0], (deepest..deepest + 32).collect(), vec![comment, sum.len() - 2, sum.len() - 1]];
    let began = std::time::Instant::now();
    let found = in_comments(Language::Python, &sum, places.concat());
    assert_eq!(found, [comment, sum.len() - 2]);
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

/// An ambiguous text may take no more of the parser than the longest sound one.
#[test]
#[expect(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
fn ambiguous_scala_is_given_up_early() {
    let module = "\"g\" %% \"a\" % \"1\" ";
    let text = module.repeat(128 * 1024 / module.len());
    let began = std::time::Instant::now();
    let (outline, errors) = read(Language::Scala, &text);
    assert_eq!((outline, errors.len()), (Outline::default(), 1));
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

/// Behind each mistake all open operators are reduced once more: sixty thousand take half an hour without a bound of their own.
#[test]
#[expect(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
fn operators_that_pile_up_around_mistakes_are_given_up_early() {
    let began = std::time::Instant::now();
    for language in Language::ALL {
        for piece in ["->", "+> ", "void>", "!", "~>"] {
            let _ = read(language, &piece.repeat(128 * 1024 / piece.len()));
        }
        let tail = format!("class A {{ B<C{}, D>> f() {{ return A::<E>f; }} }}", "!".repeat(128 * 1024));
        let _ = read(language, &tail);
    }
    assert!(began.elapsed() < Duration::from_secs(90), "{:?}", began.elapsed());
}

#[test]
fn rows_of_characters_in_comments_hide_nothing() {
    let row = format!("// {}\n", "=-".repeat(40));
    let text = format!("{}broken = = ;\nconsumer.subscribe('a');\n", row.repeat(200));
    let (outline, errors) = read(Language::JavaScript, &text);
    assert!(outline.calls.iter().any(|call| call.callee == "consumer.subscribe"), "{errors:?}");
}
