//! Where Python declares what it installs.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

mod support;

use autopilot_inventory::{Facts, ModuleFacts, Scope};
use source_tree::RepoPath;
use support::facts;

fn only(facts: &Facts) -> &ModuleFacts {
    let [module] = &facts.modules[..] else {
        panic!("{:?}", facts.modules.iter().map(|module| &module.path).collect::<Vec<_>>())
    };
    module
}

fn names(module: &ModuleFacts, scope: Scope) -> Vec<&str> {
    let scoped = module.dependencies.iter().filter(|found| found.scope == scope);
    scoped.map(|found| found.name.as_str()).collect()
}

#[test]
fn setup_cfg_declares_what_is_installed_and_a_command() {
    let text = "[metadata]\nname = shop\n\n[options]\npackages = find:\ninstall_requires =\n    Confluent_Kafka>=2\n    # out\n    flask\n\n[options.extras_require]\ndev = pytest\nkafka =\n    aiokafka\n\n[options.entry_points]\nconsole_scripts =\n    shop = shop.main:run\n";
    let facts = facts(&[("setup.cfg", text), ("setup.py", "from setuptools import setup\nsetup()\n")]);
    let module = only(&facts);
    assert_eq!(module.name.as_deref(), Some("shop"));
    assert_eq!(names(module, Scope::Runtime), ["confluent-kafka", "flask"]);
    assert_eq!(names(module, Scope::Extra), ["aiokafka"]);
    assert_eq!(names(module, Scope::Development), ["pytest"]);
    let line = |place: &autopilot_inventory::Location| place.span.start.line;
    assert_eq!(line(&module.dependencies[0].location), 7);
    assert_eq!(module.command.as_ref().map(line), Some(18));
}

#[test]
fn a_setup_cfg_that_only_configures_tools_is_no_module() {
    assert!(facts(&[("setup.cfg", "[flake8]\nmax-line-length = 100\n")]).modules.is_empty());
}

#[test]
fn what_tools_install_for_those_who_develop_does_not_run() {
    let facts = facts(&[(
        "pyproject.toml",
        "[project]\nname = \"a\"\ndependencies = [\"flask\"]\n[dependency-groups]\ndev = [\"g1\", {include-group = \"x\"}]\n[tool.pdm.dev-dependencies]\ntest = [\"g2\"]\n[tool.uv]\ndev-dependencies = [\"g3\"]\n[tool.hatch.envs.default]\ndependencies = [\"g4\"]\n[tool.hatch.envs.docs]\nextra-dependencies = [\"g5\"]\n",
    )]);
    assert_eq!(names(only(&facts), Scope::Runtime), ["flask"]);
    assert_eq!(names(only(&facts), Scope::Development), ["g1", "g2", "g3", "g4", "g5"]);
}

#[test]
fn an_environment_of_conda_installs_itself_and_through_pip() {
    let text = "name: shop\nchannels: [conda-forge]\ndependencies:\n  - python=3.11\n  - conda-forge::python-confluent-kafka=2.3\n  - Flask>=2\n  - pip:\n      - -r more.txt\n      - aiokafka==0.8\n";
    let facts = facts(&[("environment.yml", text), ("other/environment.yml", "region: eu\n")]);
    assert_eq!(names(only(&facts), Scope::Runtime), ["confluent-kafka", "flask", "aiokafka"]);
    assert_eq!(only(&facts).dependencies[2].location.span.start.line, 9);
}

#[test]
fn a_requirements_file_takes_others_over_wherever_they_lie_and_is_only_bounded_by_constraints() {
    let facts = facts(&[
        ("common.txt", "not-read-unless-named\n"),
        (
            "svc/requirements.txt",
            "-r deps/base.txt\n-c requirements/limits.txt\n-r ../shared/requirements.txt\nflask\n",
        ),
        ("svc/deps/base.txt", "-r more.list\naiokafka\n"),
        ("svc/deps/more.list", "redis\n"),
        ("svc/requirements/limits.txt", "opentelemetry-sdk==1\n"),
        ("svc/requirements-dev.txt", "-r tools.txt\n"),
        ("svc/tools.txt", "black\n"),
        ("shared/requirements.txt", "requests\n"),
    ]);
    let paths: Vec<&str> = facts.modules.iter().map(|module| module.path.as_str()).collect();
    assert_eq!(paths, ["shared", "svc"], "what is only named makes no module");
    let svc = &facts.modules[1];
    assert_eq!(names(svc, Scope::Development), ["black"]);
    let mut runtime = names(svc, Scope::Runtime);
    runtime.sort_unstable();
    assert_eq!(runtime, ["aiokafka", "flask", "redis", "requests"]);
    assert!(svc.manifests.iter().any(|path| path.as_str() == "svc/deps/more.list"));
}

#[test]
fn requirements_files_that_take_each_other_over_end() {
    let facts = facts(&[
        ("a/requirements.txt", "-r ../b/requirements.txt\nx\n"),
        ("b/requirements.txt", "-r ../a/requirements.txt\ny\n"),
    ]);
    assert_eq!(names(&facts.modules[0], Scope::Runtime), ["x", "y"]);
}

#[test]
fn what_an_image_installs_without_a_manifest_runs() {
    let facts = facts(&[
        (
            "svc/Dockerfile",
            "FROM python AS test\nRUN pip install pytest\nFROM python AS wheels\nRUN pip install --upgrade pip && pip wheel x\nFROM python\nCOPY --from=wheels /w /w\nRUN pip install --no-cache-dir \\\n    kafka-python==2.0 \\\n    'opentelemetry-distro[otlp]'\nCMD python app.py\n",
        ),
        ("svc/app.py", "import kafka\n"),
    ]);
    let module = only(&facts);
    assert_eq!(names(module, Scope::Runtime), ["kafka-python", "opentelemetry-distro"]);
    assert_eq!(module.dependencies[0].location.span.start.line, 7);
}

#[test]
fn an_image_installs_from_files_of_any_name_and_of_folders_above() {
    let facts = facts(&[
        ("requirements.txt", "flask\n"),
        ("svc/Dockerfile", "FROM python\nRUN pip install -r requirements.txt -r packages.list\n"),
        ("svc/packages.list", "aiokafka\n"),
        ("svc/pyproject.toml", "[project]\nname = \"svc\"\n"),
        ("svc/app.py", "pass\n"),
    ]);
    let svc = &facts.modules[1];
    assert_eq!(names(svc, Scope::Runtime), ["flask", "aiokafka"]);
}

#[test]
fn a_module_is_found_by_the_name_that_others_normalize() {
    let facts = facts(&[
        ("lib/pyproject.toml", "[project]\nname = \"Shop_Lib\"\n"),
        ("lib/shop_lib/k.py", "from kafka import KafkaProducer\np = KafkaProducer()\n"),
        (
            "svc/pyproject.toml",
            "[project]\nname = \"svc\"\ndependencies = [\"shop-lib\"]\n[tool.uv.sources]\nshop-lib = {workspace = true}\n",
        ),
    ]);
    assert_eq!(facts.modules[1].libraries, [RepoPath::new("lib").unwrap()]);
    assert_eq!(facts.modules[1].usages.len(), 1);
}

#[test]
fn programs_of_one_environment_with_images_of_their_own_are_modules() {
    let of = |root: &str| {
        let found = facts(&[
            ("pyproject.toml", root),
            ("api/Dockerfile", "FROM python\nCMD uvicorn main:app\n"),
            ("api/main.py", "app = FastAPI()\n"),
            ("worker/Dockerfile", "FROM python\nCMD faststream run main:app\n"),
            ("worker/main.py", "app = FastStream(broker)\n"),
            ("docker/Dockerfile", "FROM python\nCMD ./x\n"),
        ]);
        found
            .modules
            .iter()
            .map(|module| (module.path.to_string(), names(module, Scope::Runtime).len()))
            .collect::<Vec<_>>()
    };
    let environment = "[tool.poetry]\nname = \"shop\"\npackage-mode = false\n[tool.poetry.dependencies]\nfastapi = \"*\"\nfaststream = \"*\"\n";
    let all = |path: &str| (path.to_owned(), 2);
    assert_eq!(of(environment), [all("."), all("api"), all("worker")]);
    let package = environment.replace("package-mode = false\n", "");
    assert_eq!(of(&package), [all(".")]);
}
