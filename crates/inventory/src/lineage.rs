//! How OpenLineage is wired where no library is called: by the environment, by settings, by the command that starts a job.
//! Found by words in lines that are no comments, by the rows of `data/lineage.toml`.

mod line;
mod said;
mod table;

use std::sync::LazyLock;

use serde::Deserialize;

use crate::{location::Location, source_file::SourceFile};

use table::{Line, Table};

/// The table that ships; none if it were broken, which a test keeps from shipping.
static TABLE: LazyLock<Option<Table>> = LazyLock::new(|| Table::builtin().ok());

/// How many signs of one file are kept.
const SIGNS_MAX: usize = 64;

/// How much of a line is kept, in bytes: it is looked through for the name of a module.
const TEXT_MAX: usize = 2000;

/// The framework whose jobs a sign makes tell their lineage; data names it in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LineageOf {
    /// Apache Airflow.
    Airflow,
    /// dbt.
    Dbt,
    /// Apache Spark.
    Spark,
    /// Apache Flink.
    Flink,
    /// Whatever the client of OpenLineage is built into.
    Any,
    /// The module that the line stands in, whatever it is.
    Holder,
}

/// A line that wires OpenLineage, or switches it off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineageSign {
    /// The row of the table that found it.
    pub name: String,
    /// Whose lineage it tells.
    pub of: LineageOf,
    /// Whether it switches off what another sign wires.
    pub disables: bool,
    /// What stands in the line, for those who look for a module's name in it.
    pub(crate) text: String,
    /// Where.
    pub location: Location,
}

/// The signs in a file, in the order of its lines. One without the words costs one search.
pub(crate) fn find(file: &SourceFile<'_>) -> Vec<LineageSign> {
    let Some(table) = TABLE.as_ref().filter(|table| table.may_apply(file.path(), file.text())) else {
        return Vec::new();
    };
    let lines: Vec<&str> = file.text().split_inclusive('\n').collect();
    let mut found = Vec::new();
    let mut start = 0;
    for (at, line) in lines.iter().enumerate() {
        let trimmed = line.trim();
        let from = start + line.len() - line.trim_start().len();
        start += line.len();
        for sign in table.signs(Line { path: file.path(), lines: &lines, at }) {
            let location = file.location(syntax::Span::new(from, from + trimmed.len()));
            found.push(LineageSign {
                name: sign.name.clone(),
                of: sign.of,
                disables: sign.disables(),
                text: trimmed[..trimmed.floor_char_boundary(TEXT_MAX)].to_owned(),
                location,
            });
        }
        if found.len() >= SIGNS_MAX {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use source_tree::RepoPath;

    use super::*;

    fn signs(name: &str, text: &str) -> Vec<(String, u32)> {
        let path = RepoPath::new(name).unwrap();
        let found = find(&SourceFile::new(&path, text));
        found.into_iter().map(|sign| (sign.name, sign.location.span.start.line)).collect()
    }

    fn one(name: &str, line: u32) -> Vec<(String, u32)> {
        vec![(name.to_owned(), line)]
    }

    #[test]
    fn the_environment_gives_a_transport() {
        let compose = "services:\n  airflow:\n    environment:\n      AIRFLOW__OPENLINEAGE__TRANSPORT: '{\"type\": \"http\"}'\n";
        assert_eq!(signs("docker-compose.yml", compose), one("airflow-transport", 4));
        let list = "environment:\n  - OPENLINEAGE_URL=http://marquez:5000\n";
        assert_eq!(signs("docker-compose.yml", list), one("client-address", 2));
        assert_eq!(signs("Dockerfile", "FROM x\nENV OPENLINEAGE_URL http://m\n"), one("client-address", 2));
        let pod = "env:\n  - name: OPENLINEAGE_URL\n    value: http://m\n";
        assert_eq!(signs("deploy.yaml", pod), one("client-address", 2));
        assert_eq!(
            signs("dag.py", "os.environ[\"OPENLINEAGE_URL\"] = \"http://m\"\n"),
            one("client-address", 1)
        );
    }

    #[test]
    fn what_gives_nothing_or_is_a_comment_is_no_sign() {
        for text in [
            "# AIRFLOW__OPENLINEAGE__TRANSPORT: '{}'\n",
            "OPENLINEAGE_URL: ''\n",
            "OPENLINEAGE_URL=\n",
            "  - OPENLINEAGE_URL\n",
            "OPENLINEAGE_URL: ${OPENLINEAGE_URL:-}\n",
            "MY_OPENLINEAGE_URLS: x\n",
            "x: 1 # OPENLINEAGE_URL=http://m\n",
        ] {
            assert_eq!(signs("docker-compose.yml", text), [], "{text}");
        }
        assert_eq!(signs("client.py", "url = os.environ[\"OPENLINEAGE_URL\"]\n"), []);
        assert_eq!(signs("client.py", "url = os.getenv('OPENLINEAGE_URL', 'x')\n"), []);
    }

    #[test]
    fn sections_and_keys_are_looked_at() {
        let cfg = "[core]\ntransport = x\n[openlineage]\n# transport =\ntransport = {\"type\": \"http\"}\ndisabled = False\n";
        assert_eq!(signs("airflow.cfg", cfg), one("airflow-transport", 5));
        let helm = "config:\n  openlineage:\n    namespace: x\n    transport: '{\"type\": \"http\"}'\nother:\n  transport: y\n";
        assert_eq!(signs("values.yaml", helm), one("airflow-transport", 4));
        let client = "transport:\n  type: http\n  url: http://m\n";
        assert_eq!(signs("openlineage.yml", client), one("client-configuration", 1));
        assert_eq!(signs("other.yml", client), []);
    }

    #[test]
    fn commands_and_listeners_are_signs() {
        assert_eq!(
            signs(".github/workflows/run.yml", "      - run: dbt-ol run --project-dir x\n"),
            one("dbt-ol", 1)
        );
        assert_eq!(signs("Makefile", "run:\n\tpoetry run dbt-ol build\n"), one("dbt-ol", 2));
        let both = signs("Makefile", "run:\n\tOPENLINEAGE_CONFIG=ol.yml dbt-ol build\n");
        assert_eq!(both, [("client-address".to_owned(), 2), ("dbt-ol".to_owned(), 2)]);
        assert_eq!(signs("x.sh", "pip install openlineage-dbt\ndbt run\n"), []);
        let spark = "spark.extraListeners io.openlineage.spark.agent.OpenLineageSparkListener\n";
        assert_eq!(signs("spark-defaults.conf", spark), one("spark-listener", 1));
        assert_eq!(signs("Job.java", "// new OpenLineageFlinkJobListener()\n"), []);
        assert_eq!(
            signs("Job.java", "env.registerJobListener(new OpenLineageFlinkJobListener(env));\n"),
            one("flink-listener", 1)
        );
    }

    #[test]
    fn events_that_are_made_by_hand_are_sent_by_source() {
        let line = "requests.post(f\"{url}/api/v1/lineage\", json=event)\n";
        assert_eq!(signs("emit.py", line), one("events-by-hand", 1));
        assert_eq!(signs("compose.yml", "healthcheck: curl http://m/api/v1/lineage\n"), []);
    }

    #[test]
    fn what_is_only_said_of_it_wires_nothing() {
        for text in [
            "System.out.println(\"OpenLineageFlinkJobListener is not registered yet\");\n",
            "if (x) logger.info(String.format(\"no OpenLineageFlinkJobListener in %s\", name()));\n",
            "LOG.warn(\n    \"OpenLineageFlinkJobListener (\" + x\n    + \") needs OpenLineageFlinkJobListener\");\n",
            "throw new IllegalStateException(\"OpenLineageFlinkJobListener is missing\");\n",
            "log.atInfo().log(\"OpenLineageFlinkJobListener\");\n",
        ] {
            assert_eq!(signs("Job.java", text), [], "{text}");
        }
        assert_eq!(signs("emit.py", "print(f\"would post to {url}/api/v1/lineage\")\n"), []);
        let sent = "console.log(await fetch(`${url}/api/v1/lineage`, {method: 'POST'}))\n";
        assert_eq!(signs("emit.js", sent), one("events-by-hand", 1));
        let block = "print(\"\"\"\nusage\n\"\"\")\nos.environ['OPENLINEAGE_URL'] = 'http://m'\n";
        assert_eq!(signs("emit.py", block), one("client-address", 4));
        let both =
            "log.info(\"it's (on\");\nenv.registerJobListener(new OpenLineageFlinkJobListener(env));\n";
        assert_eq!(signs("Job.java", both), one("flink-listener", 2));
    }

    #[test]
    fn other_addresses_below_that_of_lineage_are_none() {
        let get = "httpx.get(f\"{openmetadata_url}/api/v1/lineage/table/name/{fqn}\")\n";
        assert_eq!(signs("look.py", get), []);
        assert_eq!(signs("emit.py", "post(url + '/api/v1/lineage?x=y', event)\n"), one("events-by-hand", 1));
        assert_eq!(signs("emit.py", "PATH = \"\"\"/api/v1/lineage\n\"\"\"\n"), one("events-by-hand", 1));
    }

    #[test]
    fn a_line_of_any_length_is_kept_in_part() {
        let path = RepoPath::new(".env").unwrap();
        let text = format!("OPENLINEAGE_URL=http://{}\n", "é".repeat(100_000));
        let found = find(&SourceFile::new(&path, &text));
        assert!(found.len() == 1 && found[0].text.len() <= TEXT_MAX);
    }

    #[test]
    fn what_switches_it_off_is_told() {
        let path = RepoPath::new(".env").unwrap();
        let found = find(&SourceFile::new(&path, "OPENLINEAGE_URL=http://m\nOPENLINEAGE_DISABLED=true\n"));
        assert_eq!(found.iter().map(|sign| sign.disables).collect::<Vec<_>>(), [false, true]);
        assert_eq!(signs(".env", "OPENLINEAGE_DISABLED=false\n"), []);
    }
}
