//! Values of things whose name says that they are secret, whatever the notation.

use crate::Kind;
use crate::name::secret_words;
use crate::pattern::Pattern;
use crate::value::secret_part;

/// A value in quotes (escaped, triple, double, single, back), or the beginning of one without: the judge
/// looks how far that goes, so that an assignment inside it is found as well.
macro_rules! value {
    () => {
        r#"(?:\\["']([^"'\\\r\n]+)|[A-Za-z]{0,2}"(?:"")?((?:[^"\\\r\n]|\\.)+)|[A-Za-z]{0,2}'(?:'')?((?:[^'\\\r\n]|\\.|'')+)|`([^`\r\n]+)|([^ \t\r\n"'`<>\[\](){},;:|=-][^ \t\r\n"'`<>&;,(\[{=:]*))"#
    };
}

pub(super) const PATTERNS: &[Pattern] = &[
    // env, YAML, JSON, TOML, properties, code; a YAML block begins on the next line.
    Pattern::judged(
        Kind::Secret,
        concat!("(?i)", secret_words!(), r#"\\?["']?\]?[ \t\r\n]*[:=?!]"#),
        concat!(
            "(?i)",
            secret_words!(),
            r#"\\?["']?\]?[ \t]*(?::=|=>|\?=|!=|={1,3}|:)[ \t\r\n]*(?:[|>][-+]?[ \t]*\r?\n[ \t]+)?"#,
            value!()
        ),
        secret_part,
    ),
    // Command lines, `ENV NAME value`, and a list of arguments.
    Pattern::judged(
        Kind::Secret,
        r"--[A-Za-z0-9_.]|ENV[ \t\r\n]",
        concat!(
            r"(?:--[A-Za-z0-9_.-]*|(?-u:\b)ENV[ \t]+[A-Za-z0-9_.-]*)",
            secret_words!(),
            r#"(?:["'],[ \t]*|["']?,?[ \t]+)"#,
            value!()
        ),
        secret_part,
    ),
    // Short names that are secret only as options: `--auth X`, `-Dpw=X`.
    Pattern::judged(
        Kind::Secret,
        r#"(?i)(?:--|-D[a-z0-9_.-]*)(?:auth|pass|pwd?|creds?|jwt|bearer|basic-auth|userpass)[ \t="']"#,
        concat!(
            r"(?i)(?:--|-D(?:[a-z0-9_.-]*[_.-])?)(?:auth|pass|pwd?|creds?|jwt|bearer|basic-auth|userpass)",
            r#"(?:["'],[ \t]*|[ \t=]+)"#,
            value!()
        ),
        secret_part,
    ),
    // XML elements and attributes.
    Pattern::judged(
        Kind::Secret,
        r"(?i)(?:pass|secret|token|key|credential|team)[^<>]*>[^<>]+</",
        concat!("(?i)<[a-z0-9_.:-]*", secret_words!(), r"(?:[ \t\r\n][^<>]*)?>([^<>]+)</"),
        secret_part,
    ),
    // A name and its value side by side: `name: X` and `value: Y`, `key="X" value="Y"`.
    Pattern::judged(
        Kind::Secret,
        r#"(?i)[A-Za-z"',][ \t\r\n]+["']?value["']?[ \t]*[:=]"#,
        concat!("(?i)", secret_words!(), r#"["']?,?[ \t\r\n]+["']?value["']?[ \t]*[:=][ \t]*"#, value!()),
        secret_part,
    ),
    Pattern::judged(
        Kind::Secret,
        r#"(?i)",[ \t\r\n]*"value"#,
        concat!("(?i)", secret_words!(), r#"",[ \t\r\n]*"value"[ \t\r\n]*:[ \t\r\n]*"#, value!()),
        secret_part,
    ),
];

#[cfg(test)]
mod tests {
    use crate::family::assert_redacted;

    /// One notation a line.
    #[test]
    fn assignments_in_every_notation() {
        assert_redacted(&[
            ("DB_PASSWORD=hunter2", "DB_PASSWORD=[redacted:secret]"),
            ("export API_KEY='a b c'", "export API_KEY='[redacted:secret]'"),
            ("  password: hunter2 # prod", "  password: [redacted:secret] # prod"),
            (r#"{"client_secret": "a\"b", "x": 1}"#, r#"{"client_secret": "[redacted:secret]", "x": 1}"#),
            (r#"{"log":"{\"password\":\"hunter2\"}"}"#, r#"{"log":"{\"password\":\"[redacted:secret]\"}"}"#),
            ("api-key = \"a1b2\"", "api-key = \"[redacted:secret]\""),
            ("spring.datasource.password=hunter2", "spring.datasource.password=[redacted:secret]"),
            ("secret = b\"abc\"", "secret = b\"[redacted:secret]\""),
            ("TOKEN := \"abc\"", "TOKEN := \"[redacted:secret]\""),
            ("secret => 'abc',", "secret => '[redacted:secret]',"),
            ("String token = \"abc\";", "String token = \"[redacted:secret]\";"),
            ("config[\"password\"] = \"abc\"", "config[\"password\"] = \"[redacted:secret]\""),
            ("passwd: |\n  hunter2\nnext: x", "passwd: |\n  [redacted:secret]\nnext: x"),
            (
                "sasl.jaas.config=x required username=\"u\" password=\"p1\";",
                "sasl.jaas.config=x required username=\"u\" password=\"[redacted:secret]\";",
            ),
        ]);
    }

    /// Options of a command, as typed and as a list.
    #[test]
    fn options_lose_their_value() {
        assert_redacted(&[
            ("tool --token abc1 run", "tool --token [redacted:secret] run"),
            ("tool --db-password=abc1 run", "tool --db-password=[redacted:secret] run"),
            ("tool --api-key \"a b\" run", "tool --api-key \"[redacted:secret]\" run"),
            (r#"["--token", "abc"]"#, r#"["--token", "[redacted:secret]"]"#),
            (r#"["--password","LEAK1","-x"]"#, r#"["--password","[redacted:secret]","-x"]"#),
            (r#"["--pwd","LEAK1"]"#, r#"["--pwd","[redacted:secret]"]"#),
            ("java -Ddb.password=abc1 -jar x", "java -Ddb.password=[redacted:secret] -jar x"),
            ("ENV DB_PASSWORD hunter2", "ENV DB_PASSWORD [redacted:secret]"),
            ("tool --auth hunter99 run", "tool --auth [redacted:secret] run"),
            (
                "java -Dpw=Zx9!longpass -Dcred=s3cr3tvalue",
                "java -Dpw=[redacted:secret] -Dcred=[redacted:secret]",
            ),
            ("java -Ddb.pwd=a1b2 -jar x", "java -Ddb.pwd=[redacted:secret] -jar x"),
            ("MYSQL_PWD=foo1234 mysql", "MYSQL_PWD=[redacted:secret] mysql"),
        ]);
    }

    /// Name and value apart.
    #[test]
    fn values_beside_their_names_go() {
        assert_redacted(&[
            ("<password>hunter2</password>", "<password>[redacted:secret]</password>"),
            ("<sonar.token>abc1</sonar.token>", "<sonar.token>[redacted:secret]</sonar.token>"),
            (
                "- name: DB_PASSWORD\n  value: \"hunter2\"",
                "- name: DB_PASSWORD\n  value: \"[redacted:secret]\"",
            ),
            (r#"{"name":"API_TOKEN","value":"abc"}"#, r#"{"name":"API_TOKEN","value":"[redacted:secret]"}"#),
            (
                "<property name=\"password\" value=\"abc\"/>",
                "<property name=\"password\" value=\"[redacted:secret]\"/>",
            ),
        ]);
    }

    /// Empty values, references and code hold no secret.
    #[test]
    fn references_stay() {
        for text in [
            "password=",
            "password: \"\"",
            "password: ''\nnext: 'x'",
            "password: ${DB_PASSWORD}",
            "token: ${{ secrets.GITHUB_TOKEN }}",
            "token: {{ .Values.token }}",
            "TOKEN=$TOKEN",
            "password: \"$DB_PASSWORD\"",
            "api_key = \"<your key>\"",
            "tool --token $TOKEN --verbose",
            "tool --token --verbose",
            "<password>${env.PASSWORD}</password>",
            "password = os.environ[\"DB_PASSWORD\"]",
            "String password = System.getenv(\"DB_PASSWORD\");",
            "let token: Token = Token::new();",
            "  id-token: write",
            "  string token = 1;",
            "secretName: orders-tls",
            "max_tokens: 4096",
            "- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      name: orders",
        ] {
            assert_redacted(&[(text, text)]);
        }
    }
}
