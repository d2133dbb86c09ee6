//! Keys of clouds and of secret stores.

use crate::Kind;
use crate::pattern::Pattern;
use crate::value::unless_reference;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern::plain(
        Kind::AwsKey,
        r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]",
        r"(?-u:\b)(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?-u:\b)",
    ),
    Pattern::plain(
        Kind::AwsKey,
        r"(?i)secret[_.-]?(?:access[_.-]?)?key",
        r#"(?i)secret[_.-]?(?:access[_.-]?)?key["' \t\r\n:=,>|]{1,12}([A-Za-z0-9/+]{40})(?-u:\b)"#,
    ),
    Pattern::plain(
        Kind::GoogleKey,
        r"AIza|ya29\.|GOCSPX-|1//0",
        r"(?-u:\b)(?:AIza[A-Za-z0-9_-]{35}|ya29\.[A-Za-z0-9_.-]{20,}|GOCSPX-[A-Za-z0-9_-]{20,}|1//0[A-Za-z0-9_-]{30,})",
    ),
    Pattern::judged(
        Kind::AzureKey,
        r"(?i)(?:account|access)key=|sig=|signature=",
        r#"(?i)(?-u:\b)(?:(?:account|sharedaccess)key=([^; \t\r\n"'<>]+)|(?:sig|x-amz-signature)=([A-Za-z0-9%+/=_-]{16,}))"#,
        unless_reference,
    ),
    Pattern::plain(Kind::AzureKey, r"Q~", r"(?-u:\b)[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}"),
    Pattern::plain(
        Kind::CloudToken,
        r"do[opr]_v1_|hv[sbr]\.|\.atlasv1\.|pul-|dapi|LTAI",
        r"(?-u:\b)(?:do[opr]_v1_[0-9a-f]{64}|hv[sbr]\.[A-Za-z0-9_-]{24,}|[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,}|pul-[0-9a-f]{40}|dapi[0-9a-f]{32}(?:-[0-9])?|LTAI[A-Za-z0-9]{16,24})",
    ),
];

#[cfg(test)]
mod tests {
    use crate::family::assert_redacted;

    /// Ids by their shape, secrets by the name beside them.
    #[test]
    fn keys_of_aws() {
        assert_redacted(&[
            (concat!("id AKIA", "IOSFODNN7EXAMPLE."), "id [redacted:aws-key]."),
            (concat!("ASIA", "Y34FZKBOKMUTVV7A"), "[redacted:aws-key]"),
            (
                concat!(
                    "aws_secret_access_key = wJalrXUtnFEMI",
                    "/K7MDENG/bPxRfiCYEXAMPLEKEY\nregion = eu-1"
                ),
                "aws_secret_access_key = [redacted:aws-key]\nregion = eu-1",
            ),
            (
                concat!(r#""SecretAccessKey": "wJalrXUtnFEMI"#, r#"/K7MDENG/bPxRfiCYEXAMPLEKEY","#),
                r#""SecretAccessKey": "[redacted:aws-key]","#,
            ),
        ]);
    }

    /// API keys, OAuth tokens and client secrets.
    #[test]
    fn keys_of_google() {
        assert_redacted(&[
            (concat!("?key=AIza", "SyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY"), "?key=[redacted:google-key]"),
            (concat!("ya29", ".a0AfH6SMBx1y2z3A4B5C6D7"), "[redacted:google-key]"),
            (concat!("GOCS", "PX-a1B2c3D4e5F6g7H8i9J0k1L2m3N4"), "[redacted:google-key]"),
        ]);
    }

    /// Storage keys go, the account's name stays.
    #[test]
    fn keys_of_azure() {
        assert_redacted(&[
            (
                concat!("AccountName=orders;Account", "Key=a1B2c3D4e5F6g7H8==;EndpointSuffix=core"),
                "AccountName=orders;AccountKey=[redacted:azure-key];EndpointSuffix=core",
            ),
            (
                concat!("https://orders.blob/x?sv=2024-11-04&s", "ig=a1B2c3D4e5F6g7H8i9J0k1L2%3D&se=2027"),
                "https://orders.blob/x?sv=2024-11-04&sig=[redacted:azure-key]&se=2027",
            ),
            (concat!("abc8", "Q~a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6"), "[redacted:azure-key]"),
            ("AccountKey=${STORAGE_KEY};", "AccountKey=${STORAGE_KEY};"),
        ]);
    }

    /// Secret stores and smaller clouds.
    #[test]
    fn tokens_of_other_clouds() {
        let ocean = format!("{}{}", concat!("dop", "_v1_"), "0a1b".repeat(16));
        assert_redacted(&[
            (concat!("hvs", ".CAESIJa1B2c3D4e5F6g7H8i9J0k1"), "[redacted:cloud-token]"),
            (concat!("dapi", "0123456789abcdef0123456789abcdef"), "[redacted:cloud-token]"),
            (&ocean, "[redacted:cloud-token]"),
        ]);
    }
}
