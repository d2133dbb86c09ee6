use proptest::prelude::*;
use syntax::yaml;

use super::*;

#[test]
fn a_text_without_actions_is_not_copied() {
    assert!(matches!(blank("a: {b: 1}\n"), Cow::Borrowed(_)));
}

#[test]
fn a_line_that_holds_only_an_action_becomes_empty_lines() {
    let text = "a:\n  {{- if .b }}\n  c: 1\n  {{- end }}\n";
    let blanked = blank(text);
    assert_eq!(blanked.trim_end().replace('\n', ""), "a:  c: 1");
    assert_eq!(blanked.find("c: 1"), text.find("c: 1"));
}

#[test]
fn an_action_in_a_value_becomes_a_scalar_of_its_length() {
    assert_eq!(
        blank("a: {{ .b }}\nc: \"{{ include \"d\" . }}:1\""),
        "a: xxxxxxxx\nc: \"xxxxxxxxxxxxxxxxxxx:1\""
    );
}

#[test]
fn actions_that_write_nothing_leave_the_end_of_their_line_empty() {
    assert_eq!(
        blank("a: {{- toYaml . | nindent 2 }}\n  b: 1").split('\n').next(),
        Some(&*format!("a: {}", " ".repeat(27)))
    );
    assert_eq!(blank("a: 1{{ end }}"), format!("a: 1{}", " ".repeat(9)));
    assert_eq!(blank("a: {{ $b }}"), "a: xxxxxxxx");
}

#[test]
fn comments_over_several_lines_become_empty_lines() {
    let text = "{{- /*\n}} kind: Deployment\n*/ -}}\na: 1";
    assert_eq!(blank(text).trim(), "a: 1");
}

#[test]
fn closing_marks_in_strings_do_not_close() {
    assert_eq!(blank("a: {{ \"}}\" }}b"), format!("a: {}b", "x".repeat(10)));
    assert_eq!(blank("a: {{ .b }} \"c\n"), "a: xxxxxxxx \"c\n");
    assert_eq!(blank("a: {{ it's }}b"), format!("a: {}b", "x".repeat(10)));
}

#[test]
fn what_is_never_closed_stays() {
    assert_eq!(blank("a: {{ b\n"), "a: {{ b\n");
}

#[test]
fn both_branches_of_a_template_are_read() {
    let text = "env:\n{{- if .Values.a }}\n- name: A\n{{- else if .b }}\n- name: B\n{{- end }}\n{{- range $k, $v := .c }}\n- name: {{ $k }}\n  value: {{ $v | quote }}\n{{- end }}\n";
    let (documents, errors) = yaml::read(&blank(text));
    assert_eq!(errors, []);
    assert_eq!(documents[0].get("env").unwrap().items().len(), 3);
}

#[test]
fn an_action_line_longer_than_the_block_below_is_no_mistake() {
    let text = "data:\n  a: |\n    {{- .Files.Get \"a long name\" | nindent 4 }}\n    text\nb: 1\n";
    let (documents, errors) = yaml::read(&blank(text));
    assert_eq!(errors, []);
    assert!(documents[0].get("b").is_some());
}

proptest! {
    #[test]
    fn every_other_byte_keeps_its_place(text in "([a-z:é \\n\"`-]|\\{\\{|\\}\\}|/\\*|\\*/|\\{%|%\\}){0,60}") {
        let blanked = blank(&text);
        prop_assert_eq!(blanked.len(), text.len());
        let inside = actions(&text);
        for (at, (before, after)) in text.bytes().zip(blanked.bytes()).enumerate() {
            prop_assert!(before == after || after == b'\n' || inside.iter().any(|action| action.contains(&at)));
        }
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        prop_assert_eq!(blank(&text).len(), text.len());
        prop_assert!(without_actions(&text).len() <= text.len());
    }
}
