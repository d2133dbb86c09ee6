mod properties;
mod start;

use super::*;
use crate::edit::testing::inserted;

fn env(name: &str, value: &str) -> Change {
    Change::Env { stage: None, name: name.to_owned(), value: value.to_owned(), joined_by: None }
}

fn option(value: &str) -> Change {
    let (name, joined_by) = ("OPTS".to_owned(), Some(" ".to_owned()));
    Change::Env { stage: None, name, value: value.to_owned(), joined_by }
}

fn copy(line: &str) -> Change {
    Change::Copy { stage: None, line: line.to_owned(), otherwise: Anchor::Start }
}

fn run(line: &str) -> Change {
    Change::Run { stage: None, line: line.to_owned(), otherwise: Anchor::Start }
}

fn prefix(words: &[&str]) -> Change {
    Change::Prefix { stage: None, words: words.iter().map(|word| (*word).to_owned()).collect() }
}

fn edited(text: &str, changes: &[Change]) -> String {
    inserted(text, |text| edit(text, changes)).unwrap_or_else(|| panic!("{:?}", edit(text, changes)))
}

fn refused(text: &str, change: Change) -> Refusal {
    edit(text, &[change]).unwrap_err()
}

#[test]
fn a_variable_comes_in_front_of_what_starts() {
    for (text, expected) in [
        ("FROM a\nRUN b\nCMD c\n", "FROM a\nRUN b\nENV X=y\nCMD c\n"),
        ("FROM a\nENTRYPOINT b\nCMD c", "FROM a\nENV X=y\nENTRYPOINT b\nCMD c"),
        ("FROM a\n\n# Starts.\n# So.\nCMD c\n", "FROM a\n\nENV X=y\n# Starts.\n# So.\nCMD c\n"),
        ("FROM a\nCMD c\nCMD d\nHEALTHCHECK CMD e\n", "FROM a\nENV X=y\nCMD c\nCMD d\nHEALTHCHECK CMD e\n"),
        ("FROM a\nONBUILD CMD b\nCMD c\n", "FROM a\nONBUILD CMD b\nENV X=y\nCMD c\n"),
        ("FROM a\nCMD b\nRUN c", "FROM a\nCMD b\nRUN c\nENV X=y"),
        ("FROM a\n", "FROM a\nENV X=y\n"),
        ("\u{feff}FROM a AS b", "\u{feff}FROM a AS b\nENV X=y"),
        ("from a\r\nrun b \\\r\n  c\r\ncmd d\r\n", "from a\r\nrun b \\\r\n  c\r\nenv X=y\r\ncmd d\r\n"),
        ("FROM a\nRUN <<E\nCMD x\nE\n", "FROM a\nRUN <<E\nCMD x\nE\nENV X=y\n"),
    ] {
        assert_eq!(edited(text, &[env("X", "y")]), expected);
    }
}

#[test]
fn values_are_quoted_where_they_need_it() {
    let set = |text: &str, value: &str| edited(text, &[env("X", value)]);
    assert_eq!(set("FROM a\n", "b \"c\" \\ $D"), "FROM a\nENV X=\"b \\\"c\\\" \\\\ $D\"\n");
    assert_eq!(set("# escape=`\nFROM a\n", "c:\\d `\""), "# escape=`\nFROM a\nENV X=\"c:\\d ```\"\"\n");
    assert_eq!(set("FROM a\n", ""), "FROM a\nENV X=\"\"\n");
    assert_eq!(set("FROM a\n", "k=v,l='w'"), "FROM a\nENV X=\"k=v,l='w'\"\n");
}

#[test]
fn a_variable_that_is_set_so_stays_as_it_is() {
    for text in [
        "FROM a\nENV X=y\nCMD b",
        "FROM a\nENV X='y' Z=w",
        "FROM a\nENV X y",
        "FROM a\nENV X=z\nENV X=\"y\"",
        "FROM a AS b\nENV X=y\nFROM B AS c\nFROM c",
    ] {
        assert_eq!(edit(text, &[env("X", "y")]), Ok(Edits::none()), "{text}");
    }
}

#[test]
fn a_variable_that_is_set_to_something_else_is_refused() {
    let text = "FROM a\nENV X=\"z\" W=v\n";
    let refusal = refused(text, env("X", "y"));
    assert_eq!((refusal.why.as_str(), refusal.lines.as_str()), ("`X` is set to something else", "ENV X=y"));
    assert_eq!(&text[refusal.span.unwrap().range()], "\"z\"");
    assert!(edit("FROM a AS b\nENV X=z\nFROM b\n", &[env("X", "y")]).is_err());
    assert!(edit("FROM a AS b\nENV X=z\nFROM a\n", &[env("X", "y")]).is_ok(), "of another stage");
}

#[test]
fn options_join_those_that_are_there_in_their_quotes() {
    for (written, expected) in [
        ("OPTS=\"-a\"", "OPTS=\"-a -b=c\""),
        ("OPTS='-a'", "OPTS='-a -b=c'"),
        ("OPTS=-a", "OPTS=\"-a -b=c\""),
        ("OPTS=-a\\ -d Y=z", "OPTS=-a\\ -d\\ -b=c Y=z"),
        ("OPTS -a -d", "OPTS -a -d -b=c"),
        ("OPTS=", "OPTS=-b=c"),
        ("OPTS=\"\"", "OPTS=\"-b=c\""),
        ("Y=z \\\n    OPTS=\"-a \\\n -d\"", "Y=z \\\n    OPTS=\"-a \\\n -d -b=c\""),
    ] {
        let text = |pairs: &str| format!("FROM a\nENV {pairs}\nCMD x\n");
        assert_eq!(edited(&text(written), &[option("-b=c")]), text(expected));
    }
    let there = "FROM a\nENV OPTS=\"-a -b=c -d\"\n";
    assert_eq!(edit(there, &[option("-b=c")]), Ok(Edits::none()));
    assert_eq!(edited(there, &[option("-b")]), "FROM a\nENV OPTS=\"-a -b=c -d -b\"\n");
}

#[test]
fn several_options_of_one_variable_come_together() {
    let all = [option("-a"), option("-b"), option("-a")];
    assert_eq!(edited("FROM a\n", &all), "FROM a\nENV OPTS=\"-a -b\"\n");
    assert_eq!(edited("FROM a\nENV OPTS=-b\n", &all), "FROM a\nENV OPTS=\"-b -a\"\n");
}

#[test]
fn options_join_those_of_the_base_in_the_stage_itself() {
    let text = "FROM a AS b\nENV OPTS=-a\nFROM b\nCMD c\n";
    assert_eq!(
        edited(text, &[option("-d")]),
        "FROM a AS b\nENV OPTS=-a\nFROM b\nENV OPTS=\"${OPTS} -d\"\nCMD c\n"
    );
}

#[test]
fn options_do_not_reach_what_is_run_while_the_stage_is_built() {
    let text = "FROM a\nENV OPTS=-a\nRUN b\nCMD c\n";
    assert_eq!(edited(text, &[option("-d")]), "FROM a\nENV OPTS=-a\nRUN b\nENV OPTS=\"${OPTS} -d\"\nCMD c\n");
}

#[test]
fn a_copy_comes_behind_the_last_one_of_its_stage() {
    let text = "ARG V=1\nFROM a AS b\nCOPY x y\n\nFROM c\nCOPY --from=b \\\n  y z\nADD p q\nRUN r\nCMD d\n";
    let line = "COPY --from=agent /a.jar /a.jar";
    assert_eq!(edited(text, &[copy(line)]), text.replace("ADD p q\n", &format!("ADD p q\n{line}\n")));
    let of_first =
        Change::Copy { stage: Some("B".to_owned()), line: line.to_owned(), otherwise: Anchor::End };
    assert_eq!(edited(text, &[of_first]), text.replace("COPY x y\n", &format!("COPY x y\n{line}\n")));
    let there = text.replace("ADD p q", "copy   --from=agent /a.jar \\\n /a.jar");
    assert_eq!(edit(&there, &[copy(line)]), Ok(Edits::none()));
}

#[test]
fn without_one_of_its_kind_it_comes_at_the_anchor() {
    let text = "from a\nenv x=y\ncmd b";
    for (otherwise, expected) in [
        (Anchor::From, "from a\ncopy c d\nenv x=y\ncmd b"),
        (Anchor::Start, "from a\nenv x=y\ncopy c d\ncmd b"),
        (Anchor::End, "from a\nenv x=y\ncmd b\ncopy c d"),
    ] {
        let change = Change::Copy { stage: Some("0".to_owned()), line: "COPY c d".to_owned(), otherwise };
        assert_eq!(edited(text, &[change]), expected);
    }
}

#[test]
fn a_run_is_one_of_the_superuser() {
    for (text, expected) in [
        ("FROM a\nRUN b\nCOPY c d\nUSER e\nRUN f\n", "FROM a\nRUN b\nRUN new\nCOPY c d\nUSER e\nRUN f\n"),
        ("FROM a\n# Not root.\nUSER e\nRUN f\n", "FROM a\nRUN new\n# Not root.\nUSER e\nRUN f\n"),
        (
            "FROM a\nUSER e\nUSER root:root\nRUN f\nUSER 1\nCMD g",
            "FROM a\nUSER e\nUSER root:root\nRUN f\nRUN new\nUSER 1\nCMD g",
        ),
        ("FROM a\nUSER $E\nCMD f", "FROM a\nRUN new\nUSER $E\nCMD f"),
        ("FROM a\nCMD f\n", "FROM a\nRUN new\nCMD f\n"),
    ] {
        assert_eq!(edited(text, &[run("RUN new")]), expected);
    }
}

#[test]
fn lines_of_an_instruction_are_continued_as_the_file_does() {
    let text = "# syntax=docker/dockerfile:1\r\n# escape=`\r\nFROM a\r\nRUN b\r\n";
    assert_eq!(edited(text, &[run("RUN c && \\\n    d\n")]), format!("{text}RUN c && `\r\n    d\r\n"));
    let here = "RUN <<E\nc\nE";
    assert_eq!(edited("FROM a\nRUN b\n", &[run(here)]), format!("FROM a\nRUN b\n{here}\n"));
}

#[test]
fn changes_at_one_place_keep_their_order() {
    let all = [copy("COPY p q"), env("X", "y"), env("Z", "w"), run("RUN r"), env("X", "y"), prefix(&["i"])];
    assert_eq!(
        edited("FROM a\nCMD [\"b\"]\n", &all),
        "FROM a\nCOPY p q\nENV X=y\nENV Z=w\nRUN r\nCMD [\"i\", \"b\"]\n"
    );
}

#[test]
fn a_last_line_goes_on_before_it_is_ended() {
    let all = [env("X", "y"), option("-b")];
    assert_eq!(edited("FROM a\nENV OPTS=-a", &all), "FROM a\nENV OPTS=\"-a -b\"\nENV X=y");
}

#[test]
fn what_cannot_be_done_is_refused_with_the_lines_to_add() {
    let why = |text: &str, change: Change| {
        let refusal = refused(text, change);
        assert!(!refusal.lines.is_empty());
        refusal.why
    };
    assert_eq!(why("", env("X", "y")), "there is no stage");
    assert!(why("{{ template }}\nFROM a\n", env("X", "y")).contains("unknown instruction"));
    assert!(why("FROM a\nRUN <<E\n", env("X", "y")).contains("here-document"));
    assert!(why("FROM a\nRUN b \\\n", env("X", "y")).contains("would not read as it should"));
    assert!(why("FROM a\n", run("COPY a b")).contains("no `RUN`"));
    assert!(why("FROM a\n", copy("COPY a b\nRUN c")).contains("no `COPY`"));
    assert!(why("FROM a\n", env("X", "a\nRUN b")).contains("cannot be written"));
    let other = Change::Prefix { stage: Some("b".to_owned()), words: vec!["c".to_owned()] };
    assert_eq!(why("FROM a\nCMD d\n", other), "there is no stage `b`");
}

#[test]
fn a_long_file_costs_no_more_than_its_length() {
    let text = format!(
        "FROM a\n{}# b\n{}CMD c\n",
        "RUN x && y\nENV OPTS=-z\n".repeat(5_000),
        "# d\n".repeat(50_000)
    );
    let after =
        edited(&text, &[env("X", "y"), option("-b"), run("RUN new"), copy("COPY e f"), prefix(&["i"])]);
    assert!(after.ends_with("CMD i c\n"));
}
