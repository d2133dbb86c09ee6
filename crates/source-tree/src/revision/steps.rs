//! The grammar of what stands behind a name in a revision: `~2`, `^`, `^2`, `^{commit}`.

/// A step from a commit to one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The parent with this number, from one.
    Parent(usize),
    /// The first parent's first parent, and so on: this many.
    Ancestor(usize),
}

/// Generations that are followed at once: no history has more, and one that leads in a circle ends here.
const GENERATIONS_MAX: usize = 1_000_000;

/// The name and the steps from it, or why the text is no revision.
pub(super) fn parse(revision: &str) -> Result<(&str, Vec<Step>), &'static str> {
    let (name, mut rest) = revision.split_at(revision.find(['~', '^']).unwrap_or(revision.len()));
    if name.contains(':') {
        return Err("it names a file or a folder of a revision");
    }
    if name.is_empty() || name.contains("..") {
        return Err("it names a range of commits");
    }
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let (step, behind) = first(rest)?;
        steps.extend(step);
        rest = behind;
    }
    let generations = steps.iter().map(|step| if let Step::Ancestor(count) = step { *count } else { 1 });
    if generations.fold(0, usize::saturating_add) > GENERATIONS_MAX {
        return Err("it lies further back than any history goes");
    }
    Ok((name, steps))
}

/// The first step, none where it stays, and what follows.
fn first(text: &str) -> Result<(Option<Step>, &str), &'static str> {
    for stays in ["^{}", "^{commit}", "^{object}"] {
        if let Some(behind) = text.strip_prefix(stays) {
            return Ok((None, behind));
        }
    }
    let unknown = "what stands behind its name is no way to another commit";
    let (sign, rest) = text.split_at_checked(1).ok_or(unknown)?;
    let (digits, behind) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
    // Digits that are no number are too many.
    let number = if digits.is_empty() { 1 } else { digits.parse().unwrap_or(usize::MAX) };
    match (sign, number) {
        ("~" | "^", 0) => Ok((None, behind)),
        ("~", count) => Ok((Some(Step::Ancestor(count)), behind)),
        ("^", number) => Ok((Some(Step::Parent(number)), behind)),
        _ => Err(unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::{Step::*, *};
    use proptest::prelude::*;

    #[test]
    fn steps_are_read_as_git_reads_them() {
        assert_eq!(parse("main"), Ok(("main", vec![])));
        assert_eq!(parse("v1.0^{}~3^2^0^"), Ok(("v1.0", vec![Ancestor(3), Parent(2), Parent(1)])));
        assert_eq!(parse("HEAD~"), Ok(("HEAD", vec![Ancestor(1)])));
        for wrong in
            ["a..b", "^main", "HEAD:pom.xml", "HEAD^{tree}", "HEAD~x", "HEAD~1ü", "HEAD~99999999999999999999"]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_written_panics(text in "[a~^0-9{}ü.:]{0,12}") {
            let _ = parse(&text);
        }
    }
}
