//! What holds for the table as a whole.

use std::borrow::Cow;

use proptest::prelude::*;

use crate::{find, redact, redact_cut};

/// Lines as they stand in repositories and build logs, none with a secret.
const ORDINARY: &str = include_str!("../tests/ordinary.txt");

/// Whatever a repository ordinarily holds is shown as it is.
#[test]
fn ordinary_lines_are_unchanged() {
    let mut lines = 0;
    for line in ORDINARY.lines() {
        assert_eq!(redact(line), line);
        lines += 1;
    }
    assert!(lines >= 40, "{lines} lines");
    assert_eq!(redact(ORDINARY), ORDINARY);
}

/// Text without secrets is not copied.
#[test]
fn text_without_secrets_is_borrowed() {
    assert!(matches!(redact(ORDINARY), Cow::Borrowed(_)));
}

/// A secret named by its owner's shape keeps that kind although its name is secret too.
#[test]
fn the_telling_kind_wins() {
    let text = format!("GITHUB_TOKEN={}{}", concat!("gh", "p_"), "a1B2c3".repeat(6));
    assert_eq!(redact(&text), "GITHUB_TOKEN=[redacted:github-token]");
}

/// However many assignments stand side by side or inside one another, each is judged.
#[test]
fn assignments_in_a_row_all_go() {
    let row = "token=a1&secret=b1;api_key=c1,".repeat(100);
    let gone = "token=[redacted:secret]&secret=[redacted:secret];api_key=[redacted:secret],".repeat(100);
    assert_eq!(redact(&row), gone);
    assert_eq!(
        redact("secret = build(password=\"hunter2\", token=reader.get(api_key='k1'))"),
        "secret = build(password=\"[redacted:secret]\", token=reader.get(api_key='[redacted:secret]'))"
    );
}

/// Ranges are in order, apart, and on character boundaries.
#[test]
fn matches_are_in_order_and_apart() {
    let text = "é a@example.com é password=hunter2 é b@example.com";
    let found = find(text);
    assert_eq!(found.len(), 3);
    assert!(found.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start));
    assert_eq!(&text[found[1].range.clone()], "hunter2");
}

/// Pieces that secrets, markers and their surroundings are made of.
fn piece() -> impl Strategy<Value = String> {
    let words = [
        "password",
        "token",
        "=",
        ": ",
        ":",
        " ",
        "\n",
        "\"",
        "'",
        "\\\"",
        "--",
        "@",
        ".",
        "://",
        "a1b2c3",
        "é",
        "example.com",
        "user",
        "Bearer ",
        "Authorization",
        "sk-",
        "AKIA",
        "IOSFODNN7EXAMPLE",
        "${",
        "}",
        "{{",
        "[redacted:",
        "[redacted:secret]",
        "[redacted:email]",
        "]",
        "<",
        ">",
        "</",
        ";",
        ",",
        "&",
        "value",
        "name",
        "|",
        "eyJhbGciOi",
        "-----BEGIN ",
        "PRIVATE KEY-----",
        "-----END ",
        "ENV ",
        "pwd",
        "-u ",
        "unexpected word",
        "password=a1&",
        "token=b1;",
        "secret: c1,",
    ];
    prop_oneof![
        8 => prop::sample::select(words.to_vec()).prop_map(str::to_owned),
        1 => "[ -~]{1,6}",
        1 => any::<char>().prop_map(String::from),
    ]
}

/// Texts made of such pieces.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// What was redacted once can be redacted again on its way without a change.
    #[test]
    fn redacting_twice_changes_nothing(text in text()) {
        let once = redact(&text).into_owned();
        prop_assert_eq!(redact(&once), once.as_str());
    }

    /// A secret goes whatever text stands around it.
    #[test]
    fn a_token_never_survives(before in text(), after in text()) {
        let token = concat!("gh", "o_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8");
        let text = format!("{before} {token} {after}");
        prop_assert!(!redact(&text).contains(token));
    }

    /// The limit holds, and the outcome is one line.
    #[test]
    fn a_cut_text_is_short_and_on_one_line(text in text(), chars_max in 0usize..60) {
        let line = redact_cut(&text, chars_max);
        prop_assert!(line.chars().count() <= chars_max);
        prop_assert!(!line.chars().any(char::is_control));
    }

    /// Any text at all is handled.
    #[test]
    fn any_text_is_handled(text in any::<String>()) {
        for found in find(&text) {
            prop_assert!(text.get(found.range).is_some());
        }
    }
}
