//! What the steps of an image install with Python's tools, beside all manifests.

use syntax::{requirements, shell};

/// Tools that install or build, and that no program runs on.
const TOOLS: [&str; 13] = [
    "pip",
    "setuptools",
    "wheel",
    "poetry",
    "poetry-core",
    "uv",
    "pipenv",
    "virtualenv",
    "build",
    "pdm",
    "hatch",
    "pip-tools",
    "cython",
];

/// Options whose value is the next word.
const VALUED: [&str; 17] = [
    "-i",
    "--index-url",
    "--extra-index-url",
    "-f",
    "--find-links",
    "--trusted-host",
    "-t",
    "--target",
    "--prefix",
    "--root",
    "--timeout",
    "--cache-dir",
    "-c",
    "--constraint",
    "--python",
    "-E",
    "--source",
];

/// Options that keep out of production what is added.
const DEVELOPMENT: [&str; 5] = ["-D", "--dev", "-G", "--group", "-d"];

/// How many packages, and how many files, one step may name.
const NAMES_MAX: usize = 200;

/// What a step installs.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Installed {
    /// Names by PEP 503, and versions.
    pub(crate) packages: Vec<(String, Option<String>)>,
    /// Requirements files, as written.
    pub(crate) files: Vec<String>,
}

/// Reads a shell command of an image's build.
pub(crate) fn read(text: &str) -> Installed {
    let mut found = Installed::default();
    if !["pip", "uv", "poetry", "pdm"].iter().any(|tool| text.contains(tool)) {
        return found;
    }
    let (script, _) = shell::read(text);
    for command in script.commands() {
        let words: Vec<&str> = command.words.iter().map(|word| word.value.as_str()).collect();
        if let Some(arguments) = arguments(&words) {
            add(arguments, &mut found);
        }
    }
    found.packages.truncate(NAMES_MAX);
    found.files.truncate(NAMES_MAX);
    found
}

/// The arguments of a command that installs: `pip install`, `python -m pip install`, `uv pip install`, `poetry add`.
fn arguments<'w>(words: &'w [&'w str]) -> Option<&'w [&'w str]> {
    let [program, rest @ ..] = words else { return None };
    let program = program.rsplit('/').next().unwrap_or(program);
    match (program, rest) {
        ("sudo", _) => arguments(rest),
        (python, ["-m", rest @ ..]) if python.starts_with("python") => arguments(rest),
        ("uv", ["pip", "install", rest @ ..]) => Some(rest),
        ("uv" | "poetry" | "pdm", ["add", rest @ ..]) => Some(rest),
        (pip, rest) if pip.starts_with("pip") => {
            let at = rest.iter().position(|word| *word == "install")?;
            rest[..at].iter().all(|word| word.starts_with('-')).then(|| &rest[at + 1..])
        }
        _ => None,
    }
}

fn add(arguments: &[&str], found: &mut Installed) {
    if arguments.iter().any(|word| DEVELOPMENT.contains(word)) {
        return;
    }
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match *word {
            "-r" | "--requirement" => found.files.extend(words.next().map(|file| (*file).to_owned())),
            option if VALUED.contains(&option) => {
                words.next();
            }
            option if option.starts_with('-') => {
                let file = option.strip_prefix("--requirement=").or_else(|| option.strip_prefix("-r"));
                found.files.extend(file.filter(|file| !file.is_empty()).map(str::to_owned));
            }
            package => found.packages.extend(self::package(package)),
        }
    }
}

/// A package by its name; a path, an address or what a variable holds has none that is sure.
fn package(word: &str) -> Option<(String, Option<String>)> {
    if word.contains(['/', '$', '\\']) || word.starts_with('.') || word.ends_with(".whl") {
        return None;
    }
    let found = requirements::requirement(word, 0)?;
    (!TOOLS.contains(&found.normalized.as_str())).then_some((found.normalized, found.specifier))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packages(text: &str) -> Vec<String> {
        read(text).packages.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn each_tool_names_what_it_installs() {
        for text in [
            "pip install --no-cache-dir Flask 'aiokafka>=0.8'",
            "apt-get update && python3 -m pip install -i https://x flask aiokafka[snappy]==0.8",
            "pip3 --no-cache-dir install -U flask aiokafka && rm -rf /root",
            "uv pip install --system flask aiokafka",
            "poetry add flask aiokafka@^0.8",
        ] {
            assert_eq!(packages(text), ["flask", "aiokafka"], "{text}");
        }
    }

    #[test]
    fn tools_paths_and_what_is_for_developers_are_no_dependencies() {
        for text in [
            "pip install --upgrade pip setuptools poetry",
            "pip install . /wheels/*.whl $EXTRA -e ./lib",
            "poetry add --group dev pytest",
            "pip download flask",
            "npm install flask",
        ] {
            assert_eq!(packages(text), [] as [&str; 0], "{text}");
        }
    }

    #[test]
    fn files_are_named_in_each_of_their_ways() {
        let found = read("pip install -r a.txt -rb.txt --requirement=c.txt --requirement d/e.txt -c f.txt");
        assert_eq!(found.files, ["a.txt", "b.txt", "c.txt", "d/e.txt"]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(text in "(pip |install |-r|'|\\$|=|é| ){0,30}") {
            read(&text);
        }
    }
}
