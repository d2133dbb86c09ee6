//! Libraries.

use super::{libraries, of, project, root};
use crate::testing::slice;

#[test]
fn libraries_have_versions_and_configurations() {
    let found = root(
        "libraryDependencies += \"a\" % \"b\" % \"1\"\nlibraryDependencies ++= Seq(\n  \"c\" %% \"d\" % \"2\" % Test,\n  \"e\" %%% \"f\" % \"3\" % \"test,it\",\n  (\"g\" %% \"h\" % \"4\" % Provided).exclude(\"x\", \"y\"),\n  \"i\" % \"j\" % \"5\" exclude (\"x\", \"y\") cross CrossVersion.full,\n  \"k\" %% \"l\"\n)\n",
    );
    assert_eq!(found, ["a:b:1", "c:d:2 Test", "e:f:3 test,it", "g:h:4 Provided", "i:j:5", "k:l:-"]);
}

#[test]
fn comments_do_not_count() {
    let found = root(
        "libraryDependencies ++= Seq(\n  // \"a\" % \"b\" % \"1\",\n  \"c\" % \"d\" % \"2\", /* \"e\" % \"f\" % \"3\", */\n)\n/* libraryDependencies += \"g\" % \"h\" % \"4\" */\n",
    );
    assert_eq!(found, ["c:d:2"]);
}

#[test]
fn the_place_of_a_library_is_where_it_is_written() {
    let text = "val kafka =\n  \"a\" %% \"b\" % \"1\"\nlibraryDependencies += kafka % Test\n";
    let build = of(&[("build.sbt", text)]);
    let place = project(&build, "root").dependencies[0].place;
    assert_eq!((place.file, slice(text, place.span)), (0, "\"a\" %% \"b\""));
}

#[test]
fn names_lead_through_the_files_of_a_build() {
    let definitions = "import sbt._\nobject Versions { val kafka = \"3\" }\nobject Dependencies {\n  import Versions._\n  private val group = \"org.apache\"\n  val clients = group % \"clients\" % Versions.kafka\n  lazy val streams = s\"$group.x\" %% s\"streams-${Versions.kafka}\" % kafka\n  object Spark { val sql = \"s\" %% \"sql\" % kafka % Provided }\n  val all = Seq(clients, streams) ++ Seq(Spark.sql)\n  def circe(name: String) = \"io.circe\" %% s\"circe-$name\" % \"0\"\n}\n";
    let text = "import Dependencies._\nlibraryDependencies ++= all :+ Dependencies.circe(\"core\")\nlibraryDependencies += Dependencies.Spark.sql\n";
    let build = of(&[("build.sbt", text), ("project/Dependencies.scala", definitions)]);
    let expected = [
        "org.apache:clients:3",
        "org.apache.x:streams-3:3",
        "s:sql:3 Provided",
        "io.circe:circe-core:0",
        "s:sql:3 Provided",
    ];
    assert_eq!(libraries(&build, "root"), expected);
    assert_eq!(project(&build, "root").dependencies[0].place.file, 1);
}

#[test]
fn a_name_of_an_imported_object_stands_before_others() {
    let definitions = "object Versions { val akka = \"2\" }\nobject Libraries { val akka = \"a\" %% \"akka\" % Versions.akka }\n";
    let text = "import Libraries._\nlibraryDependencies += akka\n";
    assert_eq!(
        libraries(&of(&[("build.sbt", text), ("project/L.scala", definitions)]), "root"),
        ["a:akka:2"]
    );
}

#[test]
fn what_is_made_of_a_list_is_followed() {
    let found = root(
        "val v = \"1\"\nlibraryDependencies ++= Seq(\"a\" %% \"b\", \"a\" %% \"c\").map(_ % v)\nlibraryDependencies ++= Seq(\"d\" % \"e\" % v).map(m => m % Test)\nlibraryDependencies ++= List(\"f\", \"g\").map(name => \"h\" %% name % v)\n",
    );
    assert_eq!(found, ["a:b:1", "a:c:1", "d:e:1 Test", "h:f:1", "h:g:1"]);
}

#[test]
fn what_branches_and_blocks_give_counts() {
    let found = root(
        "libraryDependencies ++= {\n  val v = \"1\"\n  Seq(\"a\" % \"b\" % v)\n}\nlibraryDependencies ++= (CrossVersion.partialVersion(scalaVersion.value) match {\n  case Some((2, 12)) => Seq(\"c\" % \"d\" % \"1\")\n  case _ => Nil\n})\nlibraryDependencies ++= { if (x) Seq(\"e\" % \"f\" % \"1\") else Seq.empty }\nlibraryDependencies += Def.setting(\"g\" % \"h\" % \"1\").value\n",
    );
    assert_eq!(found, ["a:b:1", "c:d:1", "e:f:1", "g:h:1"]);
}

#[test]
fn what_cannot_be_resolved_is_left_out() {
    let found = root(
        "libraryDependencies ++= Seq(unknown, \"a\" %% s\"b-$c\" % \"1\", \"d\" % \"e\" % Versions.d, \"f\" % \"g\" % s\"$h\")\nlibraryDependencies += compilerPlugin(\"i\" %% \"j\" % \"1\")\naddSbtPlugin(\"k\" % \"l\" % \"1\")\nlibraryDependencies -= \"m\" % \"n\" % \"1\"\ndependencyOverrides += \"o\" % \"p\" % \"1\"\n",
    );
    assert_eq!(found, ["d:e:-", "f:g:-"]);
}

#[test]
fn libraries_of_the_tests_alone_are_of_the_tests() {
    assert_eq!(root("Test / libraryDependencies += \"a\" % \"b\" % \"1\"\n"), ["a:b:1 test"]);
}

#[test]
fn only_configurations_of_tests_are_for_tests() {
    for (configurations, expected) in [
        ("Test", true),
        ("it,test", true),
        ("test->test", true),
        ("IntegrationTest", true),
        ("compile->compile;test->test", false),
        ("provided", false),
        ("Optional", false),
    ] {
        assert_eq!(crate::sbt::is_for_tests(configurations), expected, "{configurations}");
    }
}
