use proptest::prelude::*;

use super::*;
use crate::{
    edit::testing::{dressed, inserted},
    testing::damaged,
    toml,
};

fn wanted(texts: &[(&str, &str)]) -> Vec<Dependency> {
    let one = |(name, constraint): &(&str, &str)| {
        let (name, extras) = name.split_once('[').unwrap_or((name, ""));
        let extras = extras.trim_end_matches(']').split(',').filter(|extra| !extra.is_empty());
        Dependency {
            name: name.to_owned(),
            extras: extras.map(ToOwned::to_owned).collect(),
            constraint: (*constraint).to_owned(),
        }
    };
    texts.iter().map(one).collect()
}

fn added(text: &str, texts: &[(&str, &str)]) -> String {
    let run = |text: &str| add_dependencies(text, &wanted(texts));
    inserted(text, run).unwrap_or_else(|| panic!("{:?}", run(text)))
}

fn refused(text: &str) -> Refusal {
    add_dependencies(text, &wanted(&[("otel[x]", ">=1")])).unwrap_err()
}

#[test]
fn the_standard_list_is_added_to() {
    assert_eq!(
        added(
            "[project]\nname = 'é'\ndependencies = [\n  \"a>=1\", # a\n]\n",
            &[("otel[x,y]", "~=1.2"), ("b", "")]
        ),
        "[project]\nname = 'é'\ndependencies = [\n  \"a>=1\", # a\n  \"otel[x,y]~=1.2\",\n  \"b\",\n]\n"
    );
    assert_eq!(
        added("[project]\nname = 'a'\n[tool.uv]\n", &[("otel", ">=1,<2")]),
        "[project]\nname = 'a'\ndependencies = [\"otel>=1,<2\"]\n[tool.uv]\n"
    );
    assert_eq!(
        added("project = { dependencies = [] }", &[("b", "")]),
        "project = { dependencies = [\"b\"] }"
    );
}

#[test]
fn poetrys_table_is_added_to_where_it_is_the_only_one() {
    let text = "[tool.poetry]\nname = 'a'\n\n[tool.poetry.dependencies]\npython = \"^3.9\"\nb = \">=1\"\n";
    assert_eq!(
        added(text, &[("otel", "~=1.2"), ("c[x]", "")]),
        format!("{text}otel = \"~=1.2\"\nc = {{ version = \"*\", extras = [\"x\"] }}\n"),
    );
    assert_eq!(
        added("[tool.poetry]\nname = 'a'\n\n[build-system]\n", &[("otel", "^1")]),
        "[tool.poetry]\nname = 'a'\n\n[tool.poetry.dependencies]\notel = \"^1\"\n\n[build-system]\n"
    );
}

#[test]
fn carets_are_written_where_the_file_has_them() {
    let text = "[tool.poetry.dependencies]\npython = \"^3.9\"\nb = { version = \"^1\" }\n";
    assert_eq!(
        added(text, &[("otel", "~=1.2"), ("c", "~=0.4")]),
        format!("{text}otel = \"^1.2\"\nc = \"~=0.4\"\n")
    );
}

#[test]
fn poetry_with_a_project_follows_what_the_project_says() {
    let poetry = "[tool.poetry.dependencies]\nb = \"1\"\n";
    assert!(
        added(&format!("[project]\ndynamic = [\"dependencies\"]\n{poetry}"), &[("m", "")])
            .ends_with("m = \"*\"\n")
    );
    assert!(
        added(&format!("[project]\ndependencies = []\n{poetry}"), &[("m", "")]).ends_with("m = \"*\"\n"),
        "the first listed one would hide the others"
    );
    assert!(
        added(&format!("[project]\ndependencies = [\"a\"]\n{poetry}"), &[("m", "")])
            .contains("[\"a\", \"m\"]")
    );
    let python = "[project]\nname = 'a'\n[tool.poetry.dependencies]\npython = '^3'\n";
    assert!(added(python, &[("m", "")]).contains("\ndependencies = [\"m\"]\n[tool"));
}

#[test]
fn what_is_there_in_any_form_is_left_as_it_is() {
    for text in [
        "[project]\ndependencies = ['OTel[z]>=1; python_version < \"3\"']\n",
        "[project]\ndependencies = ['otel @ https://files.example/otel.zip']\n",
        "[project]\ndependencies = ['a']\n[tool.poetry.dependencies]\nOTEL = { git = 'x' }\n",
        "[tool.poetry.dependencies.otel]\nversion = '1'\n",
        "[project]\ndynamic = ['dependencies']\n[tool.poetry]\ndependencies = { otel = '1' }\n",
    ] {
        assert_eq!(add_dependencies(text, &wanted(&[("otel", ">=1")])), Ok(Edits::none()), "{text}");
    }
}

#[test]
fn what_is_optional_or_for_development_is_no_dependency() {
    let text = "[project]\nname = 'a'\n[project.optional-dependencies]\nx = ['m']\n[dependency-groups]\ndev = ['m']\n";
    assert!(added(text, &[("m", "")]).contains("\ndependencies = [\"m\"]\n"));
}

#[test]
fn what_is_wanted_twice_is_added_once() {
    assert_eq!(added("[project]\n", &[("m", ""), ("M", "")]), "[project]\ndependencies = [\"m\"]\n");
}

#[test]
fn files_that_do_not_list_dependencies_are_refused_with_the_lines() {
    for (text, why) in [
        ("", "the file has neither [project] nor [tool.poetry]"),
        ("[tool.ruff]\n", "the file has neither [project] nor [tool.poetry]"),
        (
            "[project]\ndynamic = ['version', 'dependencies']\n[tool.setuptools.dynamic]\n",
            "`dynamic` leaves the dependencies to what builds the project",
        ),
        ("[project\n", "the file is no sound TOML"),
    ] {
        let refusal = refused(text);
        assert_eq!((refusal.why.as_str(), refusal.lines.as_str()), (why, "\"otel[x]>=1\","), "{text}");
    }
    assert!(refused("[project]\ndependencies = 'a'\n").why.ends_with("is no array"));
    assert!(refused("[tool]\npoetry = { name = 'x' }\n").why.contains("as a value"));
}

#[test]
fn what_is_no_requirement_is_refused() {
    let odd = wanted(&[("m", "^1")]);
    assert_eq!(add_dependencies("[project]\n", &odd).unwrap_err().why, "`m^1` is no requirement");
}

fn files() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "[project]\n",
        "[tool.poetry]\n",
        "[tool.poetry.dependencies] # c\n",
        "[tool.poetry.dependencies.sub]\nversion = '1'\n",
        "[build-system]\n",
        "# é\n",
        "\n",
        "name = 'a'\n",
        "dynamic = ['dependencies']\n",
        "python = '^3'\n",
        "  b = \"^1\"\n",
        "M_x = '2'\n",
        "dependencies = []\n",
        "dependencies = ['a', \"m.X>1\",]\n",
        "dependencies = [\n\t'a' # [\n]\n",
        "dependencies = [ # [\n\n  'a',\n  # b\n]\n",
    ]);
    dressed(proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat()))
}

proptest! {
    #[test]
    fn any_file_keeps_its_bytes_and_holds_each_dependency_once(text in files()) {
        let texts = [("m-x", ">=1,<2"), ("o[e]", "~=1.2")];
        if let Some(edited) = inserted(&text, |text| add_dependencies(text, &wanted(&texts))) {
            let (node, errors) = toml::read(edited.trim_start_matches('\u{feff}'));
            prop_assert_eq!(errors, []);
            let node = node.unwrap();
            let listed = node.at(&PROJECT).map(Node::items).unwrap_or_default().iter();
            let listed = listed.filter_map(|item| Some(requirement(item.as_str()?, 0)?.normalized));
            let tabled = node.at(&POETRY).map(Node::entries).unwrap_or_default().iter();
            let names: Vec<String> = listed.chain(tabled.map(|entry| normalize(&entry.key.value))).collect();
            prop_assert!(names.iter().any(|name| name == "m-x"));
            prop_assert_eq!(names.iter().filter(|name| *name == "o").count(), 1, "{}", edited);
        }
    }

    #[test]
    fn damaged_files_are_edited_or_refused(text in damaged("[project]\ndependencies = [\n  'a', # c\n]\n[tool.poetry.dependencies]\npython = \"^3\"\n", &["[", "]", "[[", "{", "}", "=", ".", ",", "'", "\"", "#", "\n", "\r\n", "\u{feff}", "dynamic = ['dependencies']\n"])) {
        inserted(&text, |text| add_dependencies(text, &wanted(&[("m", "~=1.2")])));
    }
}
