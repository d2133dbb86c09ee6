//! Builds of sbt, and what programs in Scala show.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

mod support;

use autopilot_inventory::{Facts, ModuleFacts, Role, Scope, UsageKind};
use contracts::plan::Language;
use source_tree::RepoPath;
use support::facts;

const MAIN: &str = "object Main extends App { }\n";

fn paths(facts: &Facts) -> Vec<&str> {
    facts.modules.iter().map(|module| module.path.as_str()).collect()
}

fn module<'a>(facts: &'a Facts, path: &str) -> &'a ModuleFacts {
    facts.modules.iter().find(|module| module.path.as_str() == path).unwrap()
}

/// The names of what a module depends on when it runs.
fn running(module: &ModuleFacts) -> Vec<&str> {
    module.runtime_dependencies().map(|dependency| dependency.name.as_str()).collect()
}

/// The lines of the only module's build.
fn lines(build: &str) -> Vec<(Role, String)> {
    let facts = facts(&[("build.sbt", build), ("src/main/scala/Main.scala", MAIN)]);
    facts.modules[0].build_lines.iter().map(|line| (line.role, line.text.clone())).collect()
}

/// What the only module does, with which library and topics.
fn usages(source: &str) -> Vec<(UsageKind, String, Vec<Option<String>>)> {
    let facts = facts(&[("build.sbt", "name := \"shop\"\n"), ("src/main/scala/A.scala", source)]);
    let usages = facts.modules[0].usages.iter();
    usages.map(|usage| (usage.kind, usage.library.clone(), usage.names.clone())).collect()
}

fn does(source: &str, kind: UsageKind, library: &str, topics: &[&str]) {
    let found = usages(source);
    let named: Vec<Option<String>> = topics.iter().map(|topic| Some((*topic).to_owned())).collect();
    let fits = |(of, with, names): &(UsageKind, String, Vec<Option<String>>)| {
        *of == kind && with == library && (topics.is_empty() || *names == named)
    };
    assert!(found.iter().any(fits), "{kind:?} {library} {topics:?} in {found:?}");
}

#[test]
fn a_build_of_one_project_is_a_module() {
    let build = "name := \"shop\"\n\nlibraryDependencies ++= Seq(\n  \"org.apache.kafka\" % \"kafka-clients\" % \"3.7.0\",\n  // \"io.opentelemetry\" % \"opentelemetry-sdk\" % \"1\",\n  \"org.scalatest\" %% \"scalatest\" % \"3\" % Test\n)\n";
    let facts = facts(&[("build.sbt", build), ("src/main/scala/Main.scala", MAIN)]);
    let module = &facts.modules[0];
    assert_eq!((module.name.as_deref(), module.language), (Some("shop"), Language::Scala));
    assert_eq!(running(module), ["org.apache.kafka:kafka-clients"]);
    assert_eq!(module.dependencies[0].location.span.start.line, 4);
    assert_eq!(module.dependencies[1].scope, Scope::Development);
    assert_eq!(module.entry_points.len(), 1);
    assert_eq!(facts.findings, []);
}

#[test]
fn projects_draw_on_each_other_and_on_the_definitions_of_the_build() {
    let dependencies = "import sbt._\n\nobject Dependencies {\n  val kafkaVersion = \"3.7.0\"\n  val kafka = \"org.apache.kafka\" % \"kafka-clients\" % kafkaVersion\n  val spark = Seq(\"core\", \"sql\").map(name => \"org.apache.spark\" %% s\"spark-$name\" % \"3\" % Provided)\n}\n";
    let build = "import Dependencies._\n\nlazy val root = (project in file(\".\")).aggregate(lib, orders, job)\n\nlazy val lib = project.settings(libraryDependencies += kafka)\nlazy val orders = project.in(file(\"services/orders\")).dependsOn(lib % \"compile->compile;test->test\")\nlazy val job = project.dependsOn(lib % \"test->test\").settings(libraryDependencies ++= spark)\n";
    let library = "package shop\nimport org.apache.kafka.clients.producer.KafkaProducer\nclass Bus { val producer = new KafkaProducer[String, String](props) }\n";
    let facts = facts(&[
        ("build.sbt", build),
        ("project/Dependencies.scala", dependencies),
        ("project/build.properties", "sbt.version=1.9.0\n"),
        ("project/plugins.sbt", "addSbtPlugin(\"a\" % \"b\" % \"1\")\n"),
        ("lib/src/main/scala/Bus.scala", library),
        ("services/orders/src/main/scala/Main.scala", MAIN),
        ("job/src/main/scala/Main.scala", MAIN),
    ]);
    assert_eq!(paths(&facts), ["job", "lib", "services/orders"]);
    assert_eq!(running(module(&facts, "job")), ["org.apache.spark:spark-core", "org.apache.spark:spark-sql"]);
    let orders = module(&facts, "services/orders");
    assert_eq!(orders.libraries, [RepoPath::new("lib").unwrap()]);
    assert!(orders.usages.iter().any(|usage| usage.kind == UsageKind::KafkaProducer));
    assert!(module(&facts, "job").libraries.is_empty(), "only its tests draw on it");
    let manifests: Vec<&str> = module(&facts, "lib").manifests.iter().map(RepoPath::as_str).collect();
    assert_eq!(manifests, ["build.sbt", "project/Dependencies.scala"]);
}

#[test]
fn a_root_that_only_gathers_is_no_module_and_one_with_sources_is() {
    let build = "lazy val a = project\nlazy val docs = project\n";
    let with = |root: &[(&'static str, &'static str)]| {
        let files = [&[("build.sbt", build), ("a/src/main/scala/Main.scala", MAIN)], root].concat();
        facts(&files).modules.iter().map(|module| module.path.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(with(&[]), ["a"]);
    assert_eq!(with(&[("src/main/scala/Main.scala", MAIN)]), [".", "a"]);
}

#[test]
fn builds_in_folders_of_a_repository_are_builds_of_their_own() {
    let build = "lazy val core = project\nlibraryDependencies += Dependencies.a\n";
    let definitions = |name: &str| format!("object Dependencies {{ val a = \"g\" % \"{name}\" % \"1\" }}\n");
    let facts = facts(&[
        ("x/build.sbt", build),
        ("x/project/Dependencies.scala", &definitions("x")),
        ("x/src/main/scala/Main.scala", MAIN),
        ("y/build.sbt", build),
        ("y/project/Dependencies.scala", &definitions("y")),
        ("y/src/main/scala/Main.scala", MAIN),
    ]);
    assert_eq!(paths(&facts), ["x", "y"]);
    assert_eq!(running(module(&facts, "y")), ["g:y"]);
}

#[test]
fn a_project_of_java_is_one_of_java() {
    let java = "class A { }\n";
    let facts = facts(&[
        ("build.sbt", "name := \"a\"\n"),
        ("src/main/java/A.java", java),
        ("src/main/java/B.java", java),
        ("src/main/scala/Main.scala", MAIN),
    ]);
    assert_eq!(facts.modules[0].language, Language::Java);
}

#[test]
fn an_agent_of_the_build_is_attached_when_the_program_starts() {
    let build = "enablePlugins(JavaAppPackaging, JavaAgent)\n\njavaAgents += \"io.opentelemetry.javaagent\" % \"opentelemetry-javaagent\" % \"2.0.0\"\n\nUniversal / javaOptions += \"-Dotel.service.name=shop\"\n// javaOptions += \"-javaagent:x.jar\"\nCompile / mainClass := Some(\"shop.Main\")\n";
    let expected = [
        (Role::Start, "-javaagent:io.opentelemetry.javaagent:opentelemetry-javaagent"),
        (Role::Start, "-Dotel.service.name=shop"),
        (Role::Start, "shop.Main"),
    ];
    let found = lines(build);
    assert_eq!(found[found.len() - 3..], expected.map(|(role, text)| (role, text.to_owned())));
}

#[test]
fn images_and_plugins_are_lines_of_the_build() {
    let build = "lazy val root = (project in file(\".\"))\n  .enablePlugins(DockerPlugin, PlayScala)\n  .settings(\n    dockerEnvVars := Map(\"JAVA_TOOL_OPTIONS\" -> \"-javaagent:/opt/opentelemetry-javaagent.jar\"),\n    dockerCommands += Cmd(\"ADD\", \"opentelemetry-javaagent.jar\", \"/opt/\"),\n  )\n";
    let expected = [
        (Role::Build, "enablePlugins(DockerPlugin)"),
        (Role::Start, "enablePlugins(PlayScala)"),
        (Role::Environment, "JAVA_TOOL_OPTIONS=-javaagent:/opt/opentelemetry-javaagent.jar"),
        (Role::Build, "opentelemetry-javaagent.jar /opt/"),
    ];
    assert_eq!(lines(build), expected.map(|(role, text)| (role, text.to_owned())));
}

#[test]
fn what_cannot_be_resolved_is_left_out_and_a_mistake_is_told() {
    let build = "libraryDependencies ++= Seq(unknown, \"a\" % \"b\" % Versions.missing)\n\nlazy val x = project.settings(\n  name := \"x\"\n\nlibraryDependencies += \"c\" % \"d\" % \"1\"\n";
    let facts = facts(&[("build.sbt", build), ("src/main/scala/Main.scala", MAIN)]);
    assert_eq!(running(module(&facts, ".")), ["a:b", "c:d"]);
    assert!(facts.findings.iter().any(|finding| finding.rule.0 == "file-broken"), "{:?}", facts.findings);
}

#[test]
fn what_is_nested_without_end_is_told_and_the_module_is_there() {
    let build = format!("val a = {}b{}\n", "Seq(".repeat(5_000), ")".repeat(5_000));
    let facts = facts(&[("build.sbt", &build), ("src/main/scala/Main.scala", MAIN)]);
    assert_eq!(paths(&facts), ["."]);
    assert!(!facts.findings.is_empty());
}

#[test]
fn artifacts_of_other_builds_lose_the_version_of_scala() {
    let pom = "<project><artifactId>job_2.12</artifactId><dependencies><dependency><groupId>org.apache.spark</groupId><artifactId>spark-sql_2.12</artifactId></dependency></dependencies></project>";
    let facts = facts(&[
        ("a/pom.xml", pom),
        (
            "b/build.gradle",
            "plugins { id 'scala' }\ndependencies { implementation 'org.typelevel:cats-core_3:2' }\n",
        ),
        ("b/src/main/scala/Main.scala", MAIN),
    ]);
    assert_eq!(running(module(&facts, "a")), ["org.apache.spark:spark-sql"]);
    assert_eq!(module(&facts, "a").name.as_deref(), Some("job"));
    assert_eq!(running(module(&facts, "b")), ["org.typelevel:cats-core"]);
}

#[test]
fn programs_begin_in_objects_and_functions_and_tests_do_not_count() {
    let begins = |path: &str, source: &str| {
        let facts = facts(&[("build.sbt", ""), ("src/main/scala/A.scala", "trait A\n"), (path, source)]);
        facts.modules[0].entry_points.len()
    };
    let path = "src/main/scala/B.scala";
    for source in [
        "object B extends App with C {}\n",
        "object B extends IOApp.Simple { }\n",
        "object B {\n  def main(args: Array[String]): Unit = {}\n}\n",
        "@main def run(): Unit = ()\n",
    ] {
        assert_eq!(begins(path, source), 1, "{source}");
    }
    for source in
        ["object B extends AppConfig\n", "// object B extends App\n", "class B { def main(a: A) = a }\n"]
    {
        assert_eq!(begins(path, source), 0, "{source}");
    }
    assert_eq!(begins("src/test/scala/B.scala", "object B extends App\n"), 0);
    assert_eq!(begins("src/it/scala/B.scala", "object B extends App\n"), 0);
}

#[test]
fn clients_of_kafka_are_found_as_in_java() {
    let producer = "import org.apache.kafka.clients.producer.{KafkaProducer, ProducerRecord}\nclass A {\n  private val producer = new KafkaProducer[String, String](props)\n  def send(order: Order) = producer.send(new ProducerRecord(A.Topic, order.id, order.json))\n}\nobject A { val Topic = \"orders\" }\n";
    does(producer, UsageKind::KafkaProducer, "kafka-clients", &[]);
    does(producer, UsageKind::KafkaRecord, "kafka-clients", &["orders"]);
    let consumer = "import org.apache.kafka.clients.consumer._\nimport scala.jdk.CollectionConverters._\nobject A extends App {\n  val consumer = new KafkaConsumer[String, String](props)\n  consumer.subscribe(List(\"orders\", \"bills\").asJava)\n}\n";
    does(consumer, UsageKind::KafkaConsumer, "kafka-clients", &["orders", "bills"]);
    let streams = "import org.apache.kafka.streams.scala.StreamsBuilder\nobject A extends App {\n  val builder = new StreamsBuilder\n  builder.stream[String, String](\"orders\").mapValues(_.trim).to(\"clean\")\n}\n";
    does(streams, UsageKind::KafkaStreamsSource, "kafka-streams", &["orders"]);
    does(streams, UsageKind::KafkaStreamsSink, "kafka-streams", &["clean"]);
}

#[test]
fn clients_of_kafka_that_are_made_for_scala_are_found() {
    let alpakka = "import akka.kafka.scaladsl.{Consumer, Producer}\nimport akka.kafka.Subscriptions\nobject A extends App {\n  Consumer.plainSource(in, Subscriptions.topics(\"orders\")).map(f).runWith(Producer.plainSink(out))\n}\n";
    does(alpakka, UsageKind::KafkaConsumer, "alpakka-kafka", &["orders"]);
    does(alpakka, UsageKind::KafkaProducer, "alpakka-kafka", &[]);
    let pekko = "import org.apache.pekko.kafka.scaladsl._\nobject A { val control = Consumer.DrainingControl; Consumer.committableSource(in, topics) }\n";
    does(pekko, UsageKind::KafkaConsumer, "alpakka-kafka", &[]);
    let fs2 = "import fs2.kafka._\nobject A extends IOApp.Simple {\n  def run = KafkaConsumer.stream(settings).subscribeTo(\"orders\").records\n    .map(r => ProducerRecords.one(ProducerRecord(\"clean\", r.key, r.value)))\n    .through(KafkaProducer.pipe(out)).compile.drain\n}\n";
    does(fs2, UsageKind::KafkaConsumer, "fs2-kafka", &["orders"]);
    does(fs2, UsageKind::KafkaProducer, "fs2-kafka", &[]);
    does(fs2, UsageKind::KafkaRecord, "fs2-kafka", &["clean"]);
    let zio = "import zio.kafka.consumer._\nimport zio.kafka.producer.Producer\nobject A extends ZIOAppDefault {\n  def run = Consumer.plainStream(Subscription.topics(\"orders\"), Serde.long, Serde.string)\n    .mapZIO(r => Producer.produce(\"clean\", r.key, r.value, Serde.long, Serde.string)).runDrain\n}\n";
    does(zio, UsageKind::KafkaConsumer, "zio-kafka", &["orders"]);
    does(zio, UsageKind::KafkaRecord, "zio-kafka", &["clean"]);
}

#[test]
fn jobs_of_spark_and_flink_are_found_with_their_topics() {
    let spark = "import org.apache.spark.sql.SparkSession\nobject A extends App {\n  val spark = SparkSession.builder.appName(\"a\").getOrCreate()\n  val in = spark.readStream\n    .format(\"kafka\")\n    .option(\"kafka.bootstrap.servers\", \"b\")\n    .option(\"subscribe\", \"orders\")\n    .load()\n  in.select(\"value\").writeStream.format(\"kafka\").option(\"topic\", \"clean\").start().awaitTermination()\n}\n";
    does(spark, UsageKind::Spark, "spark", &[]);
    does(spark, UsageKind::SparkKafkaSource, "spark", &["orders"]);
    does(spark, UsageKind::KafkaProducer, "spark", &["clean"]);
    let files = "import org.apache.spark.{SparkConf, SparkContext}\n// kafka\nobject A extends App {\n  val sc = new SparkContext(new SparkConf())\n  sql.read.format(\"parquet\").option(\"path\", \"p\").load()\n}\n";
    does(files, UsageKind::Spark, "spark", &[]);
    let kinds: Vec<UsageKind> = usages(files).into_iter().map(|(kind, ..)| kind).collect();
    assert!(kinds.iter().all(|kind| matches!(kind, UsageKind::Spark | UsageKind::FileSource)), "{kinds:?}");
    let flink = "import org.apache.flink.streaming.api.scala._\nimport org.apache.flink.connector.kafka.source.KafkaSource\nobject A {\n  def main(args: Array[String]): Unit = {\n    val env = StreamExecutionEnvironment.getExecutionEnvironment\n    val source = KafkaSource.builder[String]().setTopics(\"orders\").build()\n  }\n}\n";
    does(flink, UsageKind::Flink, "flink", &[]);
    does(flink, UsageKind::KafkaConsumer, "flink-kafka", &[]);
}

#[test]
fn servers_are_found() {
    for (library, source) in [
        (
            "akka-http",
            "import akka.http.scaladsl.Http\nobject A extends App { Http().newServerAt(\"0.0.0.0\", 80).bind(route) }\n",
        ),
        (
            "akka-http",
            "import org.apache.pekko.http.scaladsl.Http\nobject A extends App { Http().bindAndHandle(route, \"0.0.0.0\", 80) }\n",
        ),
        (
            "http4s",
            "import org.http4s._\nobject A { val routes = HttpRoutes.of[IO] { case GET -> Root => Ok() } }\n",
        ),
        (
            "play",
            "import play.api.mvc._\nclass A @Inject() (val controllerComponents: ControllerComponents) extends BaseController { }\n",
        ),
        (
            "finatra",
            "import com.twitter.finatra.http.Controller\nclass A extends Controller { get(\"/a\") { r: Request => \"a\" } }\n",
        ),
    ] {
        does(source, UsageKind::HttpServer, library, &[]);
    }
    assert_eq!(usages("import akka.http.scaladsl.Http\nobject A { Http().singleRequest(request) }\n"), []);
}

#[test]
fn a_folder_called_like_a_project_is_a_module_of_its_own() {
    let build = "lazy val core = (project in file(\"modules/core\")).settings(libraryDependencies += \"a\" % \"b\" % \"1\")\nlazy val app = project.dependsOn(core)\n";
    let facts = facts(&[
        ("build.sbt", build),
        ("legacy/core/build.sbt", "libraryDependencies += \"c\" % \"d\" % \"1\"\n"),
        ("legacy/core/src/main/scala/Main.scala", MAIN),
        ("modules/core/src/main/scala/A.scala", "package a\nclass A\n"),
        ("app/src/main/scala/Main.scala", MAIN),
    ]);
    assert_eq!(paths(&facts), ["app", "legacy/core", "modules/core"]);
    assert_eq!(running(module(&facts, "legacy/core")), ["c:d"]);
    assert_eq!(running(module(&facts, "modules/core")), ["a:b"]);
    assert_eq!(module(&facts, "app").libraries, [RepoPath::new("modules/core").unwrap()]);
}

#[test]
fn a_build_that_says_more_than_is_kept_is_told() {
    let projects: String = (0..300).map(|n| format!("lazy val p{n} = project\n")).collect();
    let modules: Vec<String> = (0..1_000).map(|n| format!("\"g\" % \"a{n}\" % \"1\"")).collect();
    let build = format!("{projects}\nThisBuild / libraryDependencies ++= Seq({})\n", modules.join(", "));
    let facts = facts(&[("build.sbt", &build)]);
    let told: Vec<(&str, &str)> =
        facts.findings.iter().map(|finding| (finding.path.as_str(), finding.rule.0.as_str())).collect();
    assert_eq!(told, [("build.sbt", "file-left-out")]);
}
