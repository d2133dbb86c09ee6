//! Lines that come into a file with its own indent.

/// The lines of a text, each indented by `indent` and by `step` for each step that the text itself indents it. Its smallest
/// indent is one step.
pub(crate) fn indented(text: &str, indent: &str, step: &str) -> Vec<String> {
    let unit = text.lines().map(blanks).filter(|blanks| *blanks > 0).min().unwrap_or(1);
    text.lines().map(|line| one(line, unit, indent, step)).collect()
}

fn blanks(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// A line whose indent becomes that of the file. What is left over of it stays.
fn one(line: &str, unit: usize, indent: &str, step: &str) -> String {
    let (blank, said) = line.split_at(blanks(line));
    if said.is_empty() {
        return String::new();
    }
    let depth = blank.len() / unit;
    format!("{indent}{}{}{said}", step.repeat(depth), &blank[depth * unit..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_becomes_one_of_the_file() {
        assert_eq!(
            indented("a\n  b\n    c\n\n     d", "\t", "\t"),
            ["\ta", "\t\tb", "\t\t\tc", "", "\t\t\t d"]
        );
        assert_eq!(indented("a\n    b", "", "  "), ["a", "  b"]);
    }
}
