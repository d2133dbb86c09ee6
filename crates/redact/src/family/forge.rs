//! Tokens of forges.

use crate::Kind;
use crate::pattern::Pattern;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern::plain(
        Kind::GithubToken,
        r"gh[pousr]_",
        r"gh[pousr]_[A-Za-z0-9_]{30,255}(?:\.[A-Za-z0-9_-]{10,}){0,2}",
    ),
    Pattern::plain(Kind::GithubToken, r"github_pat_", r"github_pat_[A-Za-z0-9_]{22,255}"),
    Pattern::plain(
        Kind::GitlabToken,
        r"gl[a-z]{2,6}-",
        r"(?-u:\b)gl(?:pat|oas|dt|rt|rtr|cbt|ptt|ft|imt|agent|wt|soat|ffct)-[A-Za-z0-9_.=-]{19,}[A-Za-z0-9_-]",
    ),
    Pattern::plain(
        Kind::GitlabToken,
        r"GR1348941|_gitlab_session=",
        r"(?-u:\b)GR1348941[A-Za-z0-9_-]{20,}|_gitlab_session=([0-9a-f]{32})",
    ),
    Pattern::plain(
        Kind::AtlassianToken,
        r"AT(?:BB|CTT|ATT)",
        r"(?-u:\b)(?:ATBB[A-Za-z0-9_=.-]{24,}|ATCTT3[A-Za-z0-9_=-]{24,}|ATATT3[A-Za-z0-9_=-]{24,})",
    ),
    Pattern::plain(Kind::AzureDevopsToken, r"AZDO", r"(?-u:\b)[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}(?-u:\b)"),
];

#[cfg(test)]
mod tests {
    use crate::family::assert_redacted;

    /// Every prefix that GitHub documents.
    #[test]
    fn tokens_of_github() {
        let body = "16C7e42F292c6912E7710c838347Ae178B4a";
        for prefix in ["p", "o", "u", "s", "r"] {
            let text = format!("use gh{prefix}_{body} now");
            assert_redacted(&[(&text, "use [redacted:github-token] now")]);
        }
        assert_redacted(&[(
            concat!(
                "github",
                "_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghi"
            ),
            "[redacted:github-token]",
        )]);
    }

    /// Every prefix that GitLab documents, and the routable shape with its dots.
    #[test]
    fn tokens_of_gitlab() {
        for prefix in
            ["pat", "oas", "dt", "rt", "rtr", "cbt", "ptt", "ft", "imt", "agent", "wt", "soat", "ffct"]
        {
            let text = format!("gl{prefix}-x1y2z3A4B5C6D7E8F9G0.");
            assert_redacted(&[(&text, "[redacted:gitlab-token].")]);
        }
        assert_redacted(&[
            (concat!("glpat", "-bzUxOTk4NzY1NDMyMTA.01.0a1b2c3d4"), "[redacted:gitlab-token]"),
            (concat!("GR13", "48941abcdefghij0123456789"), "[redacted:gitlab-token]"),
        ]);
    }

    /// The others.
    #[test]
    fn tokens_of_bitbucket_and_azure_devops() {
        let azure = format!("{}{}0a1B", "a1B2".repeat(19), concat!("AZ", "DO"));
        assert_redacted(&[
            (concat!("ATBB", "a1b2c3d4e5f6g7h8i9j0k1l2m3n4"), "[redacted:atlassian-token]"),
            (concat!("ATCTT3", "xFfGN0a1b2c3d4e5f6g7h8i9j0=1A2B"), "[redacted:atlassian-token]"),
            (&azure, "[redacted:azure-devops-token]"),
        ]);
    }
}
