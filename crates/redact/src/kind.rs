//! What kinds of secret there are, and how each is named in its marker.

use std::fmt;

/// What a piece of text was recognised as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A token of GitHub.
    GithubToken,
    /// A token of GitLab.
    GitlabToken,
    /// A token of Bitbucket or another Atlassian product.
    AtlassianToken,
    /// A personal access token of Azure DevOps.
    AzureDevopsToken,
    /// An access key of AWS: its id or the secret that belongs to it.
    AwsKey,
    /// An API key, access token or client secret of Google.
    GoogleKey,
    /// A storage key, shared access signature or client secret of Azure.
    AzureKey,
    /// A token of another cloud, or of a secret store.
    CloudToken,
    /// A token or webhook address of a chat service.
    ChatToken,
    /// A token of a package registry.
    RegistryToken,
    /// An API key of a hosted service.
    ApiKey,
    /// A JSON Web Token.
    Jwt,
    /// What follows the scheme in an `Authorization` header, or a cookie.
    Credentials,
    /// A private key in PEM, PGP or a similar armour.
    PrivateKey,
    /// The password of a connection string or a URL.
    Password,
    /// The value of something whose name says that it is secret.
    Secret,
    /// An e-mail address.
    Email,
}

impl Kind {
    /// Every kind, in the order of declaration.
    pub const ALL: &'static [Self] = &[
        Self::GithubToken,
        Self::GitlabToken,
        Self::AtlassianToken,
        Self::AzureDevopsToken,
        Self::AwsKey,
        Self::GoogleKey,
        Self::AzureKey,
        Self::CloudToken,
        Self::ChatToken,
        Self::RegistryToken,
        Self::ApiKey,
        Self::Jwt,
        Self::Credentials,
        Self::PrivateKey,
        Self::Password,
        Self::Secret,
        Self::Email,
    ];

    /// The name in the marker, in kebab case: `github-token` for `[redacted:github-token]`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::GithubToken => "github-token",
            Self::GitlabToken => "gitlab-token",
            Self::AtlassianToken => "atlassian-token",
            Self::AzureDevopsToken => "azure-devops-token",
            Self::AwsKey => "aws-key",
            Self::GoogleKey => "google-key",
            Self::AzureKey => "azure-key",
            Self::CloudToken => "cloud-token",
            Self::ChatToken => "chat-token",
            Self::RegistryToken => "registry-token",
            Self::ApiKey => "api-key",
            Self::Jwt => "jwt",
            Self::Credentials => "credentials",
            Self::PrivateKey => "private-key",
            Self::Password => "password",
            Self::Secret => "secret",
            Self::Email => "email",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two kinds with one name could not be told apart in a report.
    #[test]
    fn every_kind_has_a_name_of_its_own() {
        let mut ids: Vec<&str> = Kind::ALL.iter().map(|kind| kind.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Kind::ALL.len());
    }
}
