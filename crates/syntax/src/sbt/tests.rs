mod dependencies;
mod hostile;
mod projects;
mod told;

use super::{Build, File, Project, Script, build, read};

/// A build of these files: in `project/` those that only define.
fn of(files: &[(&str, &str)]) -> Build {
    let scripts: Vec<(&str, Script)> = files
        .iter()
        .map(|(path, text)| {
            let (script, errors) = read(text);
            assert_eq!(errors, [], "{path}");
            (*path, script)
        })
        .collect();
    let files: Vec<File> = scripts
        .iter()
        .map(|(path, script)| {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let defines = folder == "project";
            File { folder: if defines { "" } else { folder }, defines, script }
        })
        .collect();
    build(&files)
}

fn project<'b>(build: &'b Build, id: &str) -> &'b Project {
    build.projects.iter().find(|project| project.id == id).unwrap()
}

/// The libraries of a project, with their versions and configurations.
fn libraries(build: &Build, id: &str) -> Vec<String> {
    let shown = project(build, id).dependencies.iter().map(|of| {
        let version = of.version.as_deref().unwrap_or("-");
        let configurations = of.configurations.iter().map(|of| format!(" {of}")).collect::<String>();
        format!("{}:{}:{version}{configurations}", of.group, of.artifact)
    });
    shown.collect()
}

/// The libraries of a build of one file.
fn root(text: &str) -> Vec<String> {
    libraries(&of(&[("build.sbt", text)]), "root")
}
