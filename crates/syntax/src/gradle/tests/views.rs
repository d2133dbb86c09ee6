//! Plugins, settings, variables and what starts programs.

use super::shown::sound;
use crate::{gradle::*, span::Spanned};

/// Every plugin: `!` when it is not applied, its version behind `@`.
fn asked(text: &str) -> Vec<String> {
    let of = |plugin: Plugin| {
        let within = plugin.within.iter().map(|name| format!("{name}/")).collect::<String>();
        let held_back = if plugin.applied { "" } else { "!" };
        let version = plugin.version.map(|version| format!("@{version}")).unwrap_or_default();
        let id = match plugin.reference {
            PluginReference::Id(id) => id,
            PluginReference::Catalog(accessor) => format!("catalog {accessor}"),
            PluginReference::Class(class) => format!("class {class}"),
        };
        format!("{held_back}{within}{id}{version}")
    };
    plugins(&sound(text)).into_iter().map(of).collect()
}

#[test]
fn plugins_in_every_notation() {
    assert_eq!(
        asked(
            "plugins {\n id 'a' version '1' apply false\n id(\"b\") version \"$v\"\n id(\"c\").version(libs.versions.d.get())\n}"
        ),
        ["!a@1", "b@${v}", "c@${libs.versions.d}"]
    );
    assert_eq!(
        asked(
            "plugins {\n kotlin(\"jvm\") version \"2\"\n alias(libs.plugins.a.b) apply false\n id(libs.plugins.c.get().pluginId)\n application\n `java-library`\n}"
        ),
        [
            "org.jetbrains.kotlin.jvm@2",
            "!catalog libs.plugins.a.b",
            "catalog libs.plugins.c",
            "application",
            "java-library"
        ]
    );
    assert_eq!(
        asked(
            "apply plugin: 'a'\napply(plugin = \"b\")\napply { plugin(\"c\") }\napply(mapOf(\"plugin\" to \"d\"))\npluginManager.apply(\"e\")\nsubprojects { apply plugin: F }"
        ),
        ["a", "b", "c", "d", "e", "subprojects/class F"]
    );
    assert_eq!(
        asked(
            "pluginManagement { plugins { id 'a' version '1' } }\nprotobuf { plugins { id(\"grpc\") {} } }"
        ),
        ["!pluginManagement/a@1"]
    );
    let scripts =
        applied_scripts(&sound("apply from: \"$rootDir/a.gradle\"\napply(from = file(\"b.gradle.kts\"))\n"));
    assert_eq!(
        scripts.iter().map(|path| path.value.as_str()).collect::<Vec<_>>(),
        ["${rootDir}/a.gradle", "b.gradle.kts"]
    );
}

#[test]
fn settings_tell_projects_and_their_folders() {
    let script = sound(
        "rootProject.name = 'shop'\ninclude ':a', 'b:c'\ninclude(\n  \":d\",\n)\ninclude(*listOf(\":e\").toTypedArray())\nif (x) { include ':f' }\nincludeBuild('build-logic')\npluginManagement { includeBuild \"g\" }\nproject(':a').projectDir = new File(settingsDir, '../a')\nproject(\":d\").projectDir = file(\"$rootDir/d\")\ncopy { include '**/*.x' }\n",
    );
    let texts = |found: Vec<Spanned<String>>| found.into_iter().map(|text| text.value).collect::<Vec<_>>();
    assert_eq!(texts(includes(&script)), [":a", "b:c", ":d", ":e", ":f"]);
    assert_eq!(texts(included_builds(&script)), ["build-logic", "g"]);
    let folders: Vec<_> =
        project_folders(&script).into_iter().map(|found| (found.project.value, found.folder.value)).collect();
    assert_eq!(folders, [(":a".to_owned(), "../a".to_owned()), (":d".to_owned(), "d".to_owned())]);
    assert_eq!(root_project_name(&script).unwrap().value, "shop");
}

#[test]
fn variables_in_every_notation() {
    let script = sound(
        "ext.a = '1'\next {\n b = '2'\n set('c', '3')\n}\nval d = \"4\"\nval e by extra(\"5\")\nval f by extra { \"6\" }\nextra[\"g\"] = \"7\"\nproject.extra.set(\"h\", \"8\")\next.i = [j: '9', 'k': [l: '10']]\nbuildscript { ext.m = '11' }\nversion '12'\nval n: String by project\njar { o = '13' }\n",
    );
    let found: Vec<String> = variables(&script)
        .into_iter()
        .filter_map(|variable| Some(format!("{}={}", variable.name, variable.value.written()?)))
        .collect();
    assert_eq!(
        found,
        ["a=1", "b=2", "c=3", "d=4", "e=5", "f=6", "g=7", "h=8", "i.j=9", "i.k.l=10", "m=11", "version=12"]
    );
}

/// Path and text of every setting.
fn started(text: &str) -> Vec<String> {
    applications(&sound(text))
        .into_iter()
        .map(|found| format!("{} {}", found.path.join("."), found.text))
        .collect()
}

#[test]
fn programs_are_started_with_settings() {
    assert_eq!(
        started(
            "application {\n mainClass = 'a.B'\n applicationDefaultJvmArgs = ['-javaagent:c.jar', \"-D$e\"]\n}\nmainClassName = 'f.G'"
        ),
        [
            "application.mainClass a.B",
            "application.applicationDefaultJvmArgs -javaagent:c.jar",
            "application.applicationDefaultJvmArgs -D${e}",
            "mainClassName f.G"
        ]
    );
    assert_eq!(
        started(
            "application { mainClass.set(\"a.B\") }\ntasks.named<BootRun>(\"bootRun\") {\n jvmArgs(\"-x\", \"-y\")\n environment(\"A\", \"b\")\n environment[\"C\"] = \"d\"\n systemProperty(\"e\", f)\n}"
        ),
        [
            "application.mainClass a.B",
            "tasks.bootRun.jvmArgs -x",
            "tasks.bootRun.jvmArgs -y",
            "tasks.bootRun.environment A=b",
            "tasks.bootRun.environment C=d",
            "tasks.bootRun.systemProperty e=${f}"
        ]
    );
    assert_eq!(
        started(
            "val flags = listOf(\"-x\")\njib { container { jvmFlags = flags\nenvironment = mapOf(\"A\" to \"b\") } }\nbootBuildImage { environment = ['C': 'd'] }"
        ),
        ["jib.container.jvmFlags -x", "jib.container.environment A=b", "bootBuildImage.environment C=d"]
    );
    assert_eq!(
        started(
            "bootRun { doFirst { jvmArgs \"-javaagent:${a.singleFile}\" } }\ntasks.test { jvmArgumentProviders.add(CommandLineArgumentProvider { listOf(\"-x\") }) }\njar { manifest { attributes 'Main-Class': 'a.B', 'C': 'd' } }"
        ),
        [
            "bootRun.jvmArgs -javaagent:${a.singleFile}",
            "tasks.test.jvmArgumentProviders -x",
            "jar.manifest.attributes Main-Class=a.B"
        ]
    );
}
