//! What `cargo xtask test` tells a suite: addresses, tools, builds.

use std::path::{Path, PathBuf};

/// The value of a variable that xtask sets for the suite.
///
/// # Panics
/// When it is not set: the suite was started without `cargo xtask test --suite NAME`.
pub fn variable(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("{name} is not set: start this suite by `cargo xtask test --suite NAME`"))
}

/// The folder of a tool that xtask has installed, such as `check-jsonschema`.
pub fn tool(name: &str) -> PathBuf {
    named("TOOL", name)
}

/// The folder of a built sample, such as `orders-api`.
pub fn sample(name: &str) -> PathBuf {
    named("SAMPLE", name)
}

/// The folder into which `cargo xtask dist --oci` has written what ships.
pub fn release() -> PathBuf {
    variable("AUTOPILOT_RELEASE").into()
}

/// The root of the checkout.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().map(Path::to_owned).expect("the package is one folder below the root")
}

fn named(kind: &str, name: &str) -> PathBuf {
    variable(&format!("AUTOPILOT_{kind}_{}", name.replace('-', "_").to_uppercase())).into()
}
