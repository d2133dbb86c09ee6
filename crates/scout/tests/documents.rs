//! Lineage specs, data contracts and runbooks: of whom they are asked, what counts, and whom a document speaks of.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

mod support;

use contracts::{
    DiffPlan, Module,
    plan::{
        Cell,
        CellState::{Absent, NotApplicable, Present},
        DatasetKind, GapType, ModuleKind, Priority,
    },
};
use support::{Files, judge};

/// A cell of a module.
fn cell<'a>(plan: &'a DiffPlan, path: &str, gap: GapType) -> &'a Cell {
    &module(plan, path).gaps[&gap]
}

fn module<'a>(plan: &'a DiffPlan, path: &str) -> &'a Module {
    plan.modules.iter().find(|module| module.path == path).unwrap()
}

fn rules(cell: &Cell) -> Vec<&str> {
    cell.evidence.iter().map(|evidence| evidence.rule.0.as_str()).collect()
}

const ODCS: &str = "apiVersion: v3.1.0\nkind: DataContract\nid: x\nversion: 1.0.0\nstatus: active\n";
const RUNBOOK: &str =
    "# Runbook\nWhen the lag grows, restart the consumer and watch the dashboard of the team.\n";
const REQUIREMENTS: &str = "confluent-kafka\n";
const WRITES: &str = "from confluent_kafka import Producer\np = Producer({})\np.produce(\"orders.placed\", b\"\")\nif __name__ == \"__main__\":\n    run()\n";
const READS: &str = "from confluent_kafka import Consumer\nc = Consumer({})\nc.subscribe([\"orders.placed\"])\nif __name__ == \"__main__\":\n    run()\n";
const SERVES: &str = "from fastapi import FastAPI\napp = FastAPI()\n";

/// Three services: `shop` writes a topic, `mail` reads it, `web` only answers HTTP.
fn services(more: Files<'_>) -> DiffPlan {
    let mut files = vec![
        ("shop/requirements.txt", REQUIREMENTS),
        ("shop/app.py", WRITES),
        ("mail/requirements.txt", REQUIREMENTS),
        ("mail/app.py", READS),
        ("web/requirements.txt", "fastapi\n"),
        ("web/app.py", SERVES),
    ];
    files.extend(more);
    judge(&files)
}

fn states(plan: &DiffPlan, gap: GapType) -> Vec<(&str, contracts::plan::CellState)> {
    plan.modules.iter().map(|module| (module.path.as_str(), module.gaps[&gap].state)).collect()
}

#[test]
fn lineage_is_asked_of_what_moves_data_and_a_contract_of_what_produces_it() {
    let plan = services(&[]);
    assert_eq!(
        states(&plan, GapType::MissingLineageSpec),
        [("mail", Absent), ("shop", Absent), ("web", NotApplicable)]
    );
    assert_eq!(
        states(&plan, GapType::MissingContract),
        [("mail", NotApplicable), ("shop", Absent), ("web", NotApplicable)]
    );
    assert_eq!(states(&plan, GapType::MissingRunbook), [("mail", Absent), ("shop", Absent), ("web", Absent)]);
    let priority = |gap| plan.gaps.iter().find(|found| found.gap_type == gap).unwrap().priority;
    assert_eq!(priority(GapType::MissingContract), Priority::P1);
    assert_eq!(priority(GapType::MissingLineageSpec), Priority::P2);
    assert_eq!(priority(GapType::MissingRunbook), Priority::P2);
}

#[test]
fn a_contract_in_the_module_speaks_of_it_whatever_it_is_called() {
    let plan = services(&[("shop/spec/odd-name.yaml", ODCS)]);
    let found = cell(&plan, "shop", GapType::MissingContract);
    assert_eq!((found.state, rules(found)), (Present, vec!["contract-document"]));
    assert_eq!(module(&plan, "shop").contracts, ["shop/spec/odd-name.yaml"]);
}

#[test]
fn a_contract_elsewhere_speaks_of_those_whose_data_it_names() {
    let names = format!("{ODCS}schema:\n  - name: orders\n    physicalName: orders.placed\n");
    let plan = services(&[
        ("contracts/any.yaml", &names),
        ("bill/requirements.txt", REQUIREMENTS),
        ("bill/app.py", &WRITES.replace("orders.placed", "invoices")),
    ]);
    assert_eq!(cell(&plan, "shop", GapType::MissingContract).state, Present);
    assert_eq!(cell(&plan, "bill", GapType::MissingContract).state, Absent, "it speaks of another's data");
}

#[test]
fn a_contract_that_names_nobody_speaks_of_all_and_that_of_a_neighbour_of_none() {
    assert_eq!(
        cell(&services(&[("docs/events.yml", "asyncapi: 3.0.0\n")]), "shop", GapType::MissingContract).state,
        Present
    );
    assert_eq!(cell(&services(&[("web/events.yml", ODCS)]), "shop", GapType::MissingContract).state, Absent);
}

#[test]
fn what_is_a_contract_in_another_sense_is_none() {
    let plan = services(&[
        ("shop/pacts/web-shop.json", "{\"consumer\": {\"name\": \"web\"}, \"interactions\": []}"),
        ("shop/contracts/should_work.yml", "request:\n  method: GET\nresponse:\n  status: 200\n"),
        ("shop/openapi.yaml", "openapi: 3.0.0\npaths: {}\n"),
        ("shop/schema/order.avsc", "{\"type\": \"record\"}"),
        ("shop/tests/contract.yaml", ODCS),
    ]);
    assert_eq!(cell(&plan, "shop", GapType::MissingContract).state, Absent);
    assert_eq!(module(&plan, "shop").schemas, ["shop/schema/order.avsc"]);
}

#[test]
fn a_runbook_in_the_module_or_of_the_repository_counts_and_a_neighbours_does_not() {
    let inside = services(&[("shop/RUNBOOK.md", RUNBOOK)]);
    assert_eq!(
        states(&inside, GapType::MissingRunbook),
        [("mail", Absent), ("shop", Present), ("web", Absent)]
    );
    let everywhere = services(&[("docs/runbooks/on-call.md", RUNBOOK)]);
    assert!(states(&everywhere, GapType::MissingRunbook).iter().all(|(_, state)| *state == Present));
    let named = services(&[("docs/runbooks/shop.md", RUNBOOK)]);
    let p_missing = |path| cell(&named, path, GapType::MissingRunbook).p_missing.unwrap().permille();
    assert!(p_missing("shop") < p_missing("mail"), "the runbook of a neighbour is less sure");
}

#[test]
fn an_empty_or_templated_runbook_is_reported_as_such() {
    for (text, reason) in [
        ("# Runbook\n\n## Alerts\n", "it is there and empty"),
        ("# Runbook of <service name>\nTODO\n## Owner\n{{ owner }}\n", "it is there and still a template"),
    ] {
        let plan = services(&[("shop/RUNBOOK.md", text)]);
        let found = cell(&plan, "shop", GapType::MissingRunbook);
        assert_eq!((found.state, found.evidence[0].reason.as_str()), (Absent, reason));
        let gap = plan.gaps.iter().find(|gap| gap.key.to_string() == "missing_runbook:shop").unwrap();
        assert!(gap.remedy.contains("shop/RUNBOOK.md"), "{}", gap.remedy);
    }
}

#[test]
fn a_lineage_spec_beside_the_module_counts_once_it_names_something() {
    let spec = "job: {namespace: shop, name: shop}\ninputs: []\noutputs:\n  - {namespace: \"kafka://b:9092\", name: orders.placed}\n";
    let plan = services(&[("shop/lineage.autopilot.yml", spec)]);
    assert_eq!(
        states(&plan, GapType::MissingLineageSpec),
        [("mail", Absent), ("shop", Present), ("web", NotApplicable)]
    );
    let hollow = services(&[("shop/lineage.autopilot.yml", "inputs: []\n")]);
    let found = cell(&hollow, "shop", GapType::MissingLineageSpec);
    assert_eq!((found.state, rules(found)[0]), (Absent, "lineage-hollow"));
}

#[test]
fn a_team_says_where_documents_are_that_lie_elsewhere() {
    let config = "modules:\n  shop: {runbook: 'https://wiki.example/shop', contract: 'datahub: orders', lineage: 'Marquez'}\n";
    let plan = services(&[(".autopilot.yml", config)]);
    for gap in [GapType::MissingRunbook, GapType::MissingContract, GapType::MissingLineageSpec] {
        assert_eq!(cell(&plan, "shop", gap).state, Present, "{gap}");
        assert_ne!(cell(&plan, "mail", gap).state, Present, "{gap}");
    }
}

#[test]
fn what_sends_to_a_queue_moves_data_too() {
    let pika = "import pika\nchannel = pika.BlockingConnection().channel()\nchannel.basic_publish(exchange='', routing_key='jobs', body=b'')\nif __name__ == '__main__':\n    run()\n";
    let plan = judge(&[("requirements.txt", "pika\n"), ("app.py", pika)]);
    assert_eq!(states(&plan, GapType::MissingContract), [(".", Absent)]);
    assert_eq!(states(&plan, GapType::MissingLineageSpec), [(".", Absent)]);
}

// --- Airflow, dbt, Spark, Flink -------------------------------------------------------------------------

const DAG: &str = "from airflow import DAG\nwith DAG('orders') as dag:\n    pass\n";

fn airflow(requirements: &str, more: Files<'_>) -> Cell {
    let mut files = vec![("requirements.txt", requirements), ("dags/orders.py", DAG)];
    files.extend(more);
    cell(&judge(&files), ".", GapType::MissingLineageSpec).clone()
}

#[test]
fn airflow_tells_lineage_once_its_provider_has_a_transport() {
    let provider = "apache-airflow\napache-airflow-providers-openlineage\n";
    let installed = airflow(provider, &[]);
    assert_eq!((installed.state, rules(&installed)[0]), (Absent, "lineage-installed"));
    let compose = "services:\n  scheduler:\n    image: apache/airflow\n    environment:\n      AIRFLOW__OPENLINEAGE__TRANSPORT: '{\"type\": \"http\"}'\n";
    assert_eq!(airflow(provider, &[("docker-compose.yml", compose)]).state, Present);
    let cfg = "[openlineage]\ntransport = {\"type\": \"http\", \"url\": \"http://m\"}\n";
    assert_eq!(airflow(provider, &[("config/airflow.cfg", cfg)]).state, Present);
    let commented = "[openlineage]\n# transport = {\"type\": \"http\"}\n";
    assert_eq!(airflow(provider, &[("airflow.cfg", commented)]).state, Absent);
    let bounds = [("constraints.txt", "apache-airflow-providers-openlineage==1.0\n")];
    assert_eq!(rules(&airflow("apache-airflow\n", &bounds)), ["data-moved"], "a constraint installs nothing");
}

#[test]
fn what_closes_a_gap_of_an_engine_is_set_where_the_engine_is() {
    let closed = |files: Files<'_>| {
        let plan = judge(files);
        let otel = plan.gaps.iter().find(|gap| gap.key.gap_type == GapType::MissingOtel);
        otel.map(|gap| gap.remedy.clone()).unwrap_or_default()
    };
    let image = ("Dockerfile", "FROM apache/airflow:2.10\nCOPY dags dags\n");
    let airflow = [("requirements.txt", "apache-airflow\n"), ("dags/orders.py", DAG), image];
    assert!(closed(&airflow).contains("AIRFLOW__TRACES__OTEL_ON=True"));
    let compose =
        "services:\n  scheduler:\n    build: .\n    environment: {AIRFLOW__TRACES__OTEL_ON: 'True'}\n";
    assert_eq!(closed(&[&airflow[..], &[("compose.yaml", compose)]].concat()), "", "Airflow traces already");
    let spark = "from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\nif __name__ == '__main__':\n    run()\n";
    let told = closed(&[("requirements.txt", "pyspark\n"), ("job.py", spark), image]);
    assert!(told.contains("spark.driver.extraJavaOptions"), "{told}");
}

#[test]
fn openlineage_that_is_switched_off_tells_nothing() {
    let env = "OPENLINEAGE_URL=http://m\nOPENLINEAGE_DISABLED=true\n";
    let found = airflow("apache-airflow\n", &[(".env", env)]);
    assert_eq!((found.state, rules(&found)[0]), (Absent, "lineage-disabled"));
}

#[test]
fn dbt_tells_lineage_by_its_wrapper_alone() {
    let dbt = |more: Files<'_>| {
        let mut files =
            vec![("dbt/dbt_project.yml", "name: shop\n"), ("dbt/models/orders.sql", "select 1\n")];
        files.extend(more);
        judge(&files)
    };
    let plan = dbt(&[("Makefile", "run:\n\tpip install openlineage-dbt\n\tdbt run\n")]);
    assert_eq!(cell(&plan, "dbt", GapType::MissingLineageSpec).state, Absent);
    let pipeline =
        dbt(&[(".github/workflows/run.yml", "jobs:\n  run:\n    steps:\n      - run: dbt-ol run\n")]);
    assert_eq!(cell(&pipeline, "dbt", GapType::MissingLineageSpec).state, Present);
    let written = &module(&pipeline, "dbt").datasets_written;
    assert_eq!(written.len(), 1);
    assert_eq!((written[0].kind, written[0].name.as_deref()), (DatasetKind::Table, Some("orders")));
}

#[test]
fn projects_of_dbt_that_cosmos_runs_tell_lineage_as_their_airflow_does() {
    let transport = ("airflow/.env", "AIRFLOW__OPENLINEAGE__TRANSPORT={\"type\": \"http\"}\n");
    let requirements = "apache-airflow\nastronomer-cosmos\napache-airflow-providers-openlineage\n";
    let repository = |dag: &'static str, folder: &str| {
        let project = format!("{folder}/dbt_project.yml");
        judge(&[
            ("airflow/requirements.txt", requirements),
            ("airflow/dags/shop.py", dag),
            transport,
            (&project, "name: shop\n"),
            ("elsewhere/other/dbt_project.yml", "name: other\n"),
        ])
    };
    let cosmos = "from cosmos import DbtTaskGroup\nfrom airflow import DAG\nwith DAG('a') as dag:\n    DbtTaskGroup()\n";
    let told = |plan: &DiffPlan, path: &str| cell(plan, path, GapType::MissingLineageSpec).state;
    for folder in ["airflow/dbt", "warehouse"] {
        let plan = repository(cosmos, folder);
        assert_eq!(told(&plan, folder), Present, "{folder}");
    }
    let inside = repository(cosmos, "airflow/dbt");
    assert_eq!(told(&inside, "elsewhere/other"), Absent, "it is not what Cosmos runs");
    assert_eq!(told(&repository(DAG, "airflow/dbt"), "airflow/dbt"), Absent, "nothing runs it by Cosmos");
}

#[test]
fn of_models_those_that_others_rely_on_are_told_first() {
    let plan = judge(&[
        ("dbt/dbt_project.yml", "name: shop\n"),
        ("dbt/models/intermediate/int_orders.sql", "select 1\n"),
        ("dbt/models/marts/orders.sql", "select 1\n"),
    ]);
    let told = &cell(&plan, "dbt", GapType::MissingContract).evidence[0];
    assert_eq!(
        (told.path.as_str(), told.reason.as_str()),
        ("dbt/models/marts/orders.sql", "it makes a table or a view")
    );
}

#[test]
fn a_contract_that_names_a_model_speaks_of_its_project() {
    let contract = format!("{ODCS}schema:\n  - name: shop.customer_orders\n");
    let plan = judge(&[
        ("one/dbt_project.yml", "name: one\n"),
        ("one/models/customer_orders.sql", "select 1\n"),
        ("two/dbt_project.yml", "name: two\n"),
        ("two/models/parcels.sql", "select 1\n"),
        ("contracts/orders.odcs.yaml", &contract),
    ]);
    assert_eq!(states(&plan, GapType::MissingContract), [("one", Present), ("two", Absent)]);
}

#[test]
fn spark_and_flink_tell_lineage_by_their_listeners() {
    let spark = "from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\nif __name__ == '__main__':\n    run()\n";
    let submit = "spark-submit --conf spark.extraListeners=io.openlineage.spark.agent.OpenLineageSparkListener job.py\n";
    let judged = |more: Files<'_>| {
        let mut files = vec![("requirements.txt", "pyspark\n"), ("job.py", spark)];
        files.extend(more);
        cell(&judge(&files), ".", GapType::MissingLineageSpec).state
    };
    assert_eq!(judged(&[]), Absent);
    assert_eq!(judged(&[("submit.sh", submit)]), Present);
    assert_eq!(judged(&[("submit.sh", &format!("# {submit}"))]), Absent);
    assert_eq!(judged(&[(".env", "OPENLINEAGE_URL=http://m\n")]), Absent, "an address loads no listener");
    assert_eq!(judged(&[("README.md", submit)]), Absent);
}

#[test]
fn scripts_of_an_engine_without_a_manifest_are_a_job() {
    let script = "from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\nspark.read.parquet(\"raw\").write.saveAsTable(\"clean\")\n";
    let plan = judge(&[("streaming/orders.py", script)]);
    assert_eq!(module(&plan, "streaming").kind, ModuleKind::Job);
    assert_eq!(cell(&plan, "streaming", GapType::MissingContract).state, Absent);
    let image = ("streaming/Dockerfile", "FROM gcr.io/spark-operator/spark-py:v3.1.1\nCOPY . .\n");
    let plan = judge(&[("streaming/orders.py", script), image]);
    assert_eq!(module(&plan, "streaming").kind, ModuleKind::Job);
}

// --- Owners ---------------------------------------------------------------------------------------------

#[test]
fn owners_are_believed_in_the_documented_order() {
    let catalog = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: shop\n  labels: {tier: \"1\"}\nspec: {owner: group:default/orders}\n";
    let owner = |more: Files<'_>| {
        let plan = services(more);
        let module = module(&plan, "shop").clone();
        let rule = module.owner_evidence.map(|evidence| evidence.rule.0).unwrap_or_default();
        (module.owner.unwrap_or_default(), rule, module.tier.map(|tier| tier.number()))
    };
    let code_owners = (".github/CODEOWNERS", "* @org/all\n/shop/ @org/shop\n");
    let pyproject =
        ("shop/pyproject.toml", "[project]\nname = \"shop\"\nauthors = [{name = \"Shop Team\"}]\n");
    let said = (".autopilot.yml", "modules:\n  shop: {owner: team-shop, tier: 2}\n");
    let row = |owner: &str, rule: &str, tier| (owner.to_owned(), rule.to_owned(), tier);
    assert_eq!(owner(&[]), row("", "", None));
    assert_eq!(owner(&[pyproject]), row("Shop Team", "owner-manifest", None));
    assert_eq!(owner(&[pyproject, code_owners]), row("@org/shop", "owner-code-owners", None));
    let catalog = ("shop/catalog-info.yaml", catalog);
    assert_eq!(owner(&[pyproject, code_owners, catalog]), row("orders", "owner-catalog", Some(1)));
    assert_eq!(
        owner(&[pyproject, code_owners, catalog, said]),
        row("team-shop", "owner-configured", Some(2))
    );
}

#[test]
fn a_tier_of_the_catalog_makes_gaps_urgent() {
    let catalog = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: web\n  annotations: {example.org/service-tier: tier-1}\nspec: {owner: web}\n";
    let plan = services(&[("web/catalog-info.yaml", catalog)]);
    let otel = plan.gaps.iter().find(|gap| gap.key.to_string() == "missing_otel:web").unwrap();
    assert_eq!(otel.priority, Priority::P0);
}
