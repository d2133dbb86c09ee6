//! Jobs of schedulers, engines and platforms: which folders are modules, and what is joined to them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

mod support;

use autopilot_inventory::{Facts, UsageKind};
use support::facts;

const DAG: &str = "from airflow import DAG\nwith DAG('orders') as dag:\n    pass\n";
const SPARK: &str = "from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\n";

fn paths(facts: &Facts) -> Vec<&str> {
    facts.modules.iter().map(|module| module.path.as_str()).collect()
}

#[test]
fn scripts_below_a_root_that_only_gathers_tools_are_modules_of_their_own() {
    let found = facts(&[
        ("pyproject.toml", "[project]\nname = \"platform\"\n"),
        ("dags/orders.py", DAG),
        ("spark/jobs/bronze.py", SPARK),
        ("spark/jobs/inner/silver.py", SPARK),
    ]);
    assert_eq!(paths(&found), [".", "dags", "spark/jobs"]);
}

#[test]
fn a_root_that_declares_or_deploys_the_engine_keeps_its_scripts() {
    let declares =
        facts(&[("requirements.txt", "apache-airflow\npyspark\n"), ("dags/a.py", DAG), ("jobs/b.py", SPARK)]);
    assert_eq!(paths(&declares), ["."]);
    let deploys = facts(&[
        ("requirements.txt", "pandas\n"),
        ("Dockerfile", "FROM quay.io/astronomer/astro-runtime:12\n"),
        ("dags/a.py", DAG),
    ]);
    assert_eq!(paths(&deploys), ["."]);
}

#[test]
fn the_environment_of_airflow_is_joined_with_its_dags() {
    let found = facts(&[
        ("airflow/dags/orders.py", DAG),
        ("docker/airflow/requirements.txt", "apache-airflow-providers-openlineage\n"),
        ("docker/airflow/Dockerfile", "FROM apache/airflow:2.10\n"),
    ]);
    assert_eq!(paths(&found), ["airflow"]);
    let module = &found.modules[0];
    assert_eq!(module.dependencies.len(), 1);
    assert_eq!(module.deployments.len(), 1);
    for package in ["openlineage-airflow==1.20.0", "astronomer-cosmos"] {
        let requirements = format!("pandas\n{package}\n");
        let found = facts(&[("airflow/dags/a.py", DAG), ("airflow/docker/requirements.txt", &requirements)]);
        assert_eq!(paths(&found), ["airflow"], "{package}");
    }
}

#[test]
fn functions_of_a_platform_are_deployed_and_do_what_triggers_them() {
    let serverless = "provider: {runtime: python3.12}\nfunctions:\n  send:\n    handler: app.main\n    events: [{sqs: {arn: x}}]\n";
    let found = facts(&[
        ("mail/requirements.txt", "boto3\n"),
        ("mail/app.py", "def main(event, context):\n    pass\n"),
        ("mail/serverless.yml", serverless),
    ]);
    let module = found.modules.iter().find(|module| module.path.as_str() == "mail").unwrap();
    assert_eq!(module.deployments.len(), 1);
    assert_eq!(module.usages.iter().map(|usage| usage.kind).collect::<Vec<_>>(), [UsageKind::QueueConsumer]);
}

#[test]
fn connectors_are_facts_and_make_no_module() {
    let found = facts(&[
        (
            "connect/orders.json",
            "{\"name\": \"orders\", \"config\": {\"connector.class\": \"io.debezium.connector.mysql.MySqlConnector\", \"topic.prefix\": \"shop\", \"table.include.list\": \"shop.orders\"}}",
        ),
        ("connect/notes.json", "{\"name\": \"orders\"}"),
    ]);
    assert_eq!(paths(&found), Vec::<&str>::new());
    assert_eq!(found.connectors.len(), 1);
    assert_eq!(found.connectors[0].topics_written, ["shop.shop.orders"]);
}
