//! Connection strings: of all they hold only the password goes.

use std::ops::Range;

use crate::Kind;
use crate::pattern::{Candidate, Pattern};
use crate::value::{secret_part, unless_reference};

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern::judged(
        Kind::Password,
        r"://[^ \t\r\n/]*@",
        r#"(?i)(?-u:\b)[a-z][a-z0-9+.-]*://[^ \t\r\n/:@"'<>]*:([^ \t\r\n/"'<>]+)@"#,
        unless_reference,
    ),
    Pattern::judged(
        Kind::Password,
        r"jdbc:oracle",
        r#"jdbc:oracle:[a-z]+:[^/ \t\r\n@"']+/([^@ \t\r\n"'/]+)@"#,
        unless_reference,
    ),
    Pattern::judged(
        Kind::Password,
        r"(?i)(?:pwd|password)[ \t\r\n]*=",
        r#"(?i)(?:;[ \t\r\n]*(?:pwd|password)[ \t\r\n]*=[ \t\r\n]*["']?([^;"' \t\r\n<>/][^;"' \t\r\n<>]*)|(?-u:\b)(?:pwd|password)[ \t\r\n]*=[ \t\r\n]*["']?([^;"' \t\r\n<>/][^;"' \t\r\n<>]*);)"#,
        secret_part,
    ),
    // .netrc, and the logins of tools.
    Pattern::judged(
        Kind::Password,
        r"(?i)login",
        r#"(?i:login[ \t\r\n]+[^ \t\r\n]+[ \t\r\n]+password[ \t]+)([^ \t\r\n]+)|(?-u:\b)login[ \t][^\r\n]{0,200}?[ \t](?:-p|--password)[ =]+["']?([^ \t\r\n"']+)"#,
        unless_reference,
    ),
    // `-p` is as often a port or a path: a password has letters and digits and nothing that those have.
    Pattern::judged(
        Kind::Password,
        r#"-p[ ="']"#,
        r#"(?:^|[ \t"'])-p(?:["'],[ \t]*|[ =])["']?([^ \t\r\n"'/:.,$<>{}()\[\]=]{6,})"#,
        if_mixed,
    ),
    Pattern::judged(
        Kind::Password,
        r"(?i)(?:mysql|mariadb)",
        r#"(?i)(?:mysql|mariadb)[a-z]*[ \t][^\r\n|;&]{0,200}?[ \t]-p([^ \t\r\n"'$]{4,})"#,
        unless_reference,
    ),
    // The key of a Sentry DSN stands where a user does.
    Pattern::plain(Kind::ApiKey, r"://[0-9a-f]{32}@", r"://([0-9a-f]{32})@"),
    Pattern::judged(
        Kind::Password,
        r#"(?:-u|--user)[ ="']"#,
        r#"(?-u:\B)(?:-u|--user)(?:["'],[ \t]*|[ =]+)["']?[^ \t\r\n:"'/$]+:([^ \t\r\n"'/:]*[^ \t\r\n"'/:0-9][^ \t\r\n"'/:]*)"#,
        unless_reference,
    ),
];

fn if_mixed(candidate: Candidate<'_>) -> Option<Range<usize>> {
    let has = |kind: fn(&u8) -> bool| candidate.value().as_bytes().iter().any(kind);
    (has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)).then_some(candidate.range)
}

#[cfg(test)]
mod tests {
    use crate::family::assert_redacted;

    /// User, host and path tell what is connected to what.
    #[test]
    fn urls_lose_their_password_alone() {
        assert_redacted(&[
            (
                "postgres://app:hunter2@db.internal:5432/orders",
                "postgres://app:[redacted:password]@db.internal:5432/orders",
            ),
            ("redis://:p@ss@cache:6379", "redis://:[redacted:password]@cache:6379"),
            ("mongodb+srv://u:p1@h1,h2/db?x=y", "mongodb+srv://u:[redacted:password]@h1,h2/db?x=y"),
            (
                "https://x-access-token:abc@github.com/o/r.git",
                "https://x-access-token:[redacted:password]@github.com/o/r.git",
            ),
        ]);
    }

    /// JDBC and ADO.NET.
    #[test]
    fn connection_strings_lose_their_password_alone() {
        assert_redacted(&[
            (
                "jdbc:mysql://db/orders?user=app&password=hunter2&ssl=1",
                "jdbc:mysql://db/orders?user=app&password=[redacted:secret]&ssl=1",
            ),
            (
                "jdbc:sqlserver://db;user=sa;password=hunter2;encrypt=true",
                "jdbc:sqlserver://db;user=sa;password=[redacted:password];encrypt=true",
            ),
            (
                "jdbc:oracle:thin:scott/tiger@db:1521:x",
                "jdbc:oracle:thin:scott/[redacted:password]@db:1521:x",
            ),
            ("Server=db;Uid=sa;Pwd=hunter2;", "Server=db;Uid=sa;Pwd=[redacted:password];"),
            (
                "\"Server=db;Password=hunter2;Encrypt=true\"",
                "\"Server=db;Password=[redacted:password];Encrypt=true\"",
            ),
        ]);
    }

    /// curl and its like.
    #[test]
    fn logins_on_a_command_line_lose_their_password() {
        assert_redacted(&[
            ("curl -u app:hunter2 https://x", "curl -u app:[redacted:password] https://x"),
            ("machine x login app password hunter2", "machine x login app password [redacted:password]"),
            ("docker login -u app -p hunter2 host", "docker login -u app -p [redacted:password] host"),
            ("docker run -u 1000:1000 image", "docker run -u 1000:1000 image"),
            (r#"["-u","app:hunter99"]"#, r#"["-u","app:[redacted:password]"]"#),
            (r#"["tool","-p","hunter99"]"#, r#"["tool","-p","[redacted:password]"]"#),
            ("tool login -p hunter99", "tool login -p [redacted:password]"),
            ("[\"tool\", \"-p\", \"8080\"]", "[\"tool\", \"-p\", \"8080\"]"),
            ("docker run -p 8080:80 x && mkdir -p a1/b2c3", "docker run -p 8080:80 x && mkdir -p a1/b2c3"),
            ("mysql -uroot -phunter db", "mysql -uroot -p[redacted:password] db"),
            (
                concat!("https://0123456789abcdef", "0123456789abcdef@o1.ingest.sentry.example/2"),
                "https://[redacted:api-key]@o1.ingest.sentry.example/2",
            ),
        ]);
    }

    /// Addresses without a password stay.
    #[test]
    fn urls_without_a_password_stay() {
        for text in [
            "http://localhost:8080/path@x",
            "ssh://git@github.com/org/repo.git",
            "postgres://app:${DB_PASSWORD}@db/orders",
            "kafka://broker-1:9092,broker-2:9092",
            "cd $PWD; PWD=/home/app; make",
        ] {
            assert_redacted(&[(text, text)]);
        }
    }
}
