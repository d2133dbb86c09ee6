//! What children may see of our environment: names from lists, so that no secret is handed on.

use std::process::Command;

/// For every child: where programs and folders are, language, proxies, certificates.
const EVERY: &[&str] = &[
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "TMPDIR",
    "JAVA_HOME",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
];

/// For registries' clients as well: how this machine reaches its registries.
const CLIENTS: &[&str] = &[
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "PYENV_ROOT",
    "CURL_CA_BUNDLE",
    "REQUESTS_CA_BUNDLE",
    "MAVEN_OPTS",
    "MAVEN_ARGS",
    "PIP_CERT",
    "PIP_INDEX_URL",
    "PIP_EXTRA_INDEX_URL",
    "PIP_FIND_LINKS",
    "PIP_DEFAULT_TIMEOUT",
    "PIP_CONFIG_FILE",
    "PIP_CACHE_DIR",
    "NODE_EXTRA_CA_CERTS",
    "NPM_CONFIG_REGISTRY",
    "npm_config_registry",
    "NPM_CONFIG_CACHE",
    "npm_config_cache",
    "GOPROXY",
    "GOSUMDB",
    "GONOSUMDB",
    "GONOPROXY",
    "GOPRIVATE",
    "GOPATH",
    "GOMODCACHE",
    "GOCACHE",
    "GOTOOLCHAIN",
    "GOFLAGS",
];

/// Leaves a service or server only what every child may see.
pub fn for_services(command: &mut Command) {
    keep(command, |name| EVERY.contains(&name));
}

/// Leaves a registry's client what it needs to reach its registry.
pub fn for_clients(command: &mut Command) {
    keep(command, |name| EVERY.contains(&name) || CLIENTS.contains(&name));
}

/// Takes away what cargo has set for the package `xtask`.
///
/// Build scripts that watch these variables would run again for nothing.
pub fn forget_own_package(command: &mut Command) {
    let own = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_NAME", "CARGO_PRIMARY_PACKAGE"];
    for (name, _) in std::env::vars_os() {
        if own.iter().any(|prefix| name.to_string_lossy().starts_with(prefix)) {
            command.env_remove(name);
        }
    }
}

fn keep(command: &mut Command, allowed: impl Fn(&str) -> bool) {
    command.env_clear();
    command.envs(std::env::vars_os().filter(|(name, _)| name.to_str().is_some_and(&allowed)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(set: impl Fn(&mut Command)) -> Vec<String> {
        let mut command = Command::new("true");
        command.env("AWS_SECRET_ACCESS_KEY", "x");
        set(&mut command);
        command
            .get_envs()
            .filter(|(_, value)| value.is_some())
            .map(|(name, _)| name.to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn a_service_sees_only_listed_names() {
        let names = names(for_services);
        assert!(names.iter().all(|name| EVERY.contains(&name.as_str())), "{names:?}");
        assert!(names.contains(&"PATH".to_owned()));
    }

    #[test]
    fn a_client_sees_no_secret() {
        assert!(!names(for_clients).contains(&"AWS_SECRET_ACCESS_KEY".to_owned()));
    }

    #[test]
    fn what_cargo_set_for_xtask_is_taken_away() {
        let mut command = Command::new("true");
        forget_own_package(&mut command);
        assert!(command.get_envs().any(|(name, value)| name == "CARGO_MANIFEST_DIR" && value.is_none()));
    }
}
