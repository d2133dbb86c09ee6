//! Projects.

use super::{libraries, of, project};

/// The projects of a build of one file, with their folders.
fn folders(text: &str) -> Vec<(String, String)> {
    let build = of(&[("build.sbt", text)]);
    build.projects.into_iter().map(|project| (project.id, project.folder)).collect()
}

#[test]
fn a_build_without_projects_is_one() {
    let build = of(&[("build.sbt", "name := \"shop\"\norganization := \"com.shop\"\n")]);
    let root = &build.projects[0];
    assert_eq!((root.id.as_str(), root.folder.as_str()), ("root", ""));
    assert_eq!((root.name.as_deref(), root.organization.as_deref()), (Some("shop"), Some("com.shop")));
    assert!(root.has_settings);
}

#[test]
fn projects_lie_where_they_say_or_in_the_folder_of_their_name() {
    let found = folders(
        "lazy val a = (project in file(\"x/a\")).settings()\nlazy val b = project.in(file(\"x\") / \"b\")\nlazy val c = project\nlazy val `d-e` = project\nlazy val f = Project(\"g\", file(\"h\"))\nlazy val i = Project(id = \"j\", base = file(\"./k/\"))\nlazy val l = project in file(\"m\") settings (name := \"n\")\nlazy val o = project in file(unknown)\n",
    );
    let expected = [
        ("root", ""),
        ("c", "c"),
        ("d-e", "d-e"),
        ("g", "h"),
        ("j", "k"),
        ("l", "m"),
        ("a", "x/a"),
        ("b", "x/b"),
    ];
    let expected: Vec<(String, String)> =
        expected.iter().map(|(id, folder)| ((*id).to_owned(), (*folder).to_owned())).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_function_makes_projects_of_its_arguments() {
    let found = folders(
        "def service(id: String) = Project(id, file(s\"services/$id\"))\nlazy val orders = service(\"orders\").dependsOn(billing)\nlazy val billing = service(id = \"billing\")\n",
    );
    assert_eq!(
        found[1..],
        [
            ("billing".to_owned(), "services/billing".to_owned()),
            ("orders".to_owned(), "services/orders".to_owned())
        ]
    );
}

#[test]
fn a_project_for_several_platforms_is_one() {
    let text = "lazy val core = crossProject(JVMPlatform, JSPlatform)\n  .crossType(CrossType.Pure)\n  .in(file(\"c\"))\n  .settings(libraryDependencies += \"a\" % \"b\" % \"1\")\n  .jvmSettings(libraryDependencies += \"c\" % \"d\" % \"1\")\n  .jsSettings(libraryDependencies += \"e\" % \"f\" % \"1\")\nlazy val coreJVM = core.jvm\nlazy val app = project.dependsOn(coreJVM, core.js)\n";
    let build = of(&[("build.sbt", text)]);
    assert_eq!(build.projects.len(), 3);
    assert_eq!(libraries(&build, "core"), ["a:b:1", "c:d:1"]);
    assert!(project(&build, "app").projects.iter().all(|of| of.id == "core"));
}

#[test]
fn projects_depend_on_gather_and_plug_in() {
    let text = "lazy val root = (project in file(\".\")).aggregate(a, b)\nlazy val a = project.dependsOn(b % \"test->test\", LocalProject(\"c\"), c).enablePlugins(JavaAppPackaging, DockerPlugin)\nlazy val b = project dependsOn c\nlazy val c = project\n";
    let build = of(&[("build.sbt", text)]);
    let on: Vec<_> = project(&build, "a")
        .projects
        .iter()
        .map(|of| (of.id.as_str(), of.configurations.as_deref()))
        .collect();
    assert_eq!(on, [("b", Some("test->test")), ("c", None), ("c", None)]);
    assert_eq!(project(&build, "b").projects[0].id, "c");
    assert_eq!(project(&build, "root").aggregates, ["a", "b"]);
    let plugins: Vec<&str> = project(&build, "a").plugins.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(plugins, ["JavaAppPackaging", "DockerPlugin"]);
    assert!(!project(&build, "root").has_settings);
}

#[test]
fn projects_that_depend_on_each_other_stand_for_something() {
    let build = of(&[(
        "build.sbt",
        "lazy val a = project.dependsOn(b)\nlazy val b = project.dependsOn(a)\nval c = c\nval d = e\nval e = d\n",
    )]);
    assert_eq!(build.projects.len(), 3);
}

#[test]
fn settings_are_shared_and_those_of_the_build_are_for_all() {
    let text = "ThisBuild / organization := \"com.shop\"\ninThisBuild(List(libraryDependencies += \"a\" % \"b\" % \"1\"))\nval common = Seq(libraryDependencies += \"c\" % \"d\" % \"1\")\ndef more(v: String) = Seq(libraryDependencies += \"e\" % \"f\" % v)\nlazy val x = project.settings(common: _*).settings(more(\"2\"), name := \"y\")\nlazy val z = project.configure(with2)\ndef with2(p: Project) = p.settings(common)\nlibraryDependencies += \"g\" % \"h\" % \"1\"\n";
    let build = of(&[("build.sbt", text)]);
    assert_eq!(libraries(&build, "x"), ["a:b:1", "c:d:1", "e:f:2"]);
    assert_eq!(libraries(&build, "z"), ["a:b:1", "c:d:1"]);
    assert_eq!(libraries(&build, "root"), ["a:b:1", "g:h:1"]);
    assert_eq!(project(&build, "x").name.as_deref(), Some("y"));
    assert!(build.projects.iter().all(|project| project.organization.as_deref() == Some("com.shop")));
}

#[test]
fn plugins_of_the_build_are_for_all_or_for_those_that_switch_them_on() {
    let common = "object Common extends AutoPlugin {\n  override def trigger = allRequirements\n  override lazy val buildSettings = Seq(organization := \"com.shop\")\n  override lazy val projectSettings = super.projectSettings ++ Seq(libraryDependencies += \"a\" % \"b\" % \"1\")\n}\nobject Service extends AutoPlugin {\n  override def projectSettings: Seq[Setting[_]] = Seq(libraryDependencies += \"c\" % \"d\" % \"1\")\n}\n";
    let build = of(&[
        ("build.sbt", "lazy val x = project.enablePlugins(Service)\n"),
        ("project/Common.scala", common),
    ]);
    assert_eq!(libraries(&build, "x"), ["a:b:1", "c:d:1"]);
    assert_eq!(libraries(&build, "root"), ["a:b:1"]);
    assert_eq!(project(&build, "x").organization.as_deref(), Some("com.shop"));
}

#[test]
fn a_file_in_a_folder_is_for_the_project_that_lies_there() {
    let build = of(&[
        ("build.sbt", "lazy val a = project\n"),
        ("a/build.sbt", "libraryDependencies += \"a\" % \"b\" % \"1\"\n"),
        ("c/d/build.sbt", "libraryDependencies += \"e\" % \"f\" % \"1\"\n"),
    ]);
    assert_eq!(libraries(&build, "a"), ["a:b:1"]);
    assert_eq!((project(&build, "d").folder.as_str(), libraries(&build, "d").len()), ("c/d", 1));
}

#[test]
fn a_folder_called_like_a_project_has_none_of_its_settings() {
    let build = of(&[
        (
            "build.sbt",
            "lazy val core = (project in file(\"modules/core\")).settings(name := \"shop-core\")\n",
        ),
        ("legacy/core/build.sbt", "organization := \"com.old\"\n"),
    ]);
    let told =
        build.projects.iter().map(|of| (of.folder.as_str(), of.name.as_deref(), of.organization.as_deref()));
    let expected =
        [("", None, None), ("legacy/core", None, Some("com.old")), ("modules/core", Some("shop-core"), None)];
    assert_eq!(told.collect::<Vec<_>>(), expected);
}
