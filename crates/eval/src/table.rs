//! Tables in plain text that are Markdown too, with aligned columns.

use std::io::{self, Write};

/// On which side of its column a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table: columns with their heads, and rows of as many cells.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<(String, Side)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows. Columns whose head begins with `<` stand left, the others right.
    pub(crate) fn new(heads: &[&str]) -> Self {
        let column = |head: &&str| match head.strip_prefix('<') {
            Some(head) => (head.to_owned(), Side::Left),
            None => ((*head).to_owned(), Side::Right),
        };
        Self { columns: heads.iter().map(column).collect(), rows: Vec::new() }
    }

    /// Adds a row; missing cells stay empty.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Writes it with a final empty line.
    pub(crate) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let widths: Vec<usize> = (0..self.columns.len()).map(|index| self.width(index)).collect();
        let heads: Vec<String> = self.columns.iter().map(|(head, _)| head.clone()).collect();
        self.line(out, &heads, &widths)?;
        let rule = |((_, side), width): (&(String, Side), &usize)| match side {
            Side::Left => "-".repeat(*width),
            Side::Right => format!("{}:", "-".repeat(width - 1)),
        };
        let rules: Vec<String> = self.columns.iter().zip(&widths).map(rule).collect();
        self.line(out, &rules, &widths)?;
        for row in &self.rows {
            self.line(out, row, &widths)?;
        }
        writeln!(out)
    }

    fn width(&self, column: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(column));
        let widest = cells.map(|cell| cell.chars().count()).max().unwrap_or_default();
        // Markdown wants three dashes.
        let head = self.columns.get(column).map_or(0, |(head, _)| head.chars().count());
        widest.max(head).max(3)
    }

    fn line(&self, out: &mut dyn Write, cells: &[String], widths: &[usize]) -> io::Result<()> {
        for (index, ((_, side), width)) in self.columns.iter().zip(widths).enumerate() {
            let cell = cells.get(index).map(String::as_str).unwrap_or_default();
            match side {
                Side::Left => write!(out, "| {cell:<width$} ")?,
                Side::Right => write!(out, "| {cell:>width$} ")?,
            }
        }
        writeln!(out, "|")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_missing_cells_empty() {
        let mut table = Table::new(&["<gap", "cases"]);
        table.row(["missing_otel".to_owned(), "7".to_owned()]);
        table.row(["é".to_owned()]);
        let mut out = Vec::new();
        table.write(&mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "| gap          | cases |\n| ------------ | ----: |\n| missing_otel |     7 |\n| é            |       |\n\n"
        );
    }
}
