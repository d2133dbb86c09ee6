//! From text to matches: markers split it, rows are tried, overlaps are settled.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::{Candidate, Row, hinted};
use crate::{Kind, Match};

/// How often what is left between matches is looked at again. Two rounds settle everything that is not
/// built to resist; the bound keeps hostile text linear.
const ROUNDS: usize = 8;

static MARKER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let ids: Vec<&str> = Kind::ALL.iter().map(|kind| kind.id()).collect();
    Regex::new(&format!(r"\[redacted:(?:{})\]", ids.join("|"))).ok()
});

/// Where markers stand in `text`.
pub(crate) fn markers(text: &str) -> Vec<Range<usize>> {
    if !text.contains("[redacted:") {
        return Vec::new();
    }
    MARKER
        .as_ref()
        .map(|marker| marker.find_iter(text).map(|found| found.range()).collect())
        .unwrap_or_default()
}

/// Every match in `text`, in order, none overlapping another.
///
/// A piece between two matches is a text of its own, exactly as it will be when the redacted text is
/// read again: so redacting twice changes nothing.
pub(crate) fn scan(text: &str) -> Vec<Match> {
    let mut pieces = between(&(0..text.len()), &markers(text));
    let mut settled = Vec::new();
    for _ in 0..ROUNDS {
        let mut rest = Vec::new();
        for piece in pieces {
            let found = scan_piece(text, &piece);
            if !found.is_empty() {
                let taken: Vec<_> = found.iter().map(|found| found.range.clone()).collect();
                rest.extend(between(&piece, &taken));
                settled.extend(found);
            }
        }
        if rest.is_empty() {
            break;
        }
        pieces = rest;
    }
    settled.sort_by_key(|found| found.range.start);
    settled
}

/// The parts of `whole` outside `taken`, which is sorted and lies inside it.
fn between(whole: &Range<usize>, taken: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut pieces = Vec::with_capacity(taken.len() + 1);
    let mut start = whole.start;
    for range in taken {
        if start < range.start {
            pieces.push(start..range.start);
        }
        start = range.end;
    }
    if start < whole.end {
        pieces.push(start..whole.end);
    }
    pieces
}

fn scan_piece(text: &str, piece: &Range<usize>) -> Vec<Match> {
    let part = text.get(piece.clone()).unwrap_or_default();
    let mut found = Vec::new();
    for row in hinted(part) {
        collect(part, row, &mut found);
    }
    let mut settled = settle(found);
    for found in &mut settled {
        found.range = found.range.start + piece.start..found.range.end + piece.start;
    }
    settled
}

fn collect(text: &str, row: &Row, found: &mut Vec<Match>) {
    let Some(regex) = row.regex() else {
        return;
    };
    let mut covered = 0;
    for groups in regex.captures_iter(text) {
        let secret = groups.iter().skip(1).flatten().next();
        let Some(range) = secret.or_else(|| groups.get(0)).map(|group| group.range()) else {
            continue;
        };
        if range.end <= covered {
            continue;
        }
        match (row.pattern.judge)(Candidate { text, range }) {
            Some(range) if !range.is_empty() => {
                covered = range.end;
                found.push(Match { range, kind: row.pattern.kind });
            }
            _ => {}
        }
    }
}

/// Overlapping matches become one that covers both; an e-mail address gives way to any other match,
/// since what stands before an `@` is often a password.
fn settle(mut found: Vec<Match>) -> Vec<Match> {
    found.sort_by_key(|found| (found.range.start, found.range.end));
    let (emails, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|found| found.kind == Kind::Email);
    let mut settled: Vec<Match> = Vec::new();
    for next in others {
        match settled.last_mut() {
            Some(last) if next.range.start < last.range.end => merge(last, &next),
            _ => settled.push(next),
        }
    }
    let mut at = 0;
    let mut alone = Vec::new();
    for email in emails {
        while settled.get(at).is_some_and(|found| found.range.end <= email.range.start) {
            at += 1;
        }
        if settled.get(at).is_none_or(|found| found.range.start >= email.range.end) {
            alone.push(email);
        }
    }
    settled.extend(alone);
    settled.sort_by_key(|found| found.range.start);
    settled
}

fn merge(last: &mut Match, next: &Match) {
    let generic = last.kind == Kind::Secret;
    let longer = next.range.len() > last.range.len() && next.kind != Kind::Secret;
    if generic || longer {
        last.kind = next.kind;
    }
    last.range.end = last.range.end.max(next.range.end);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(range: Range<usize>, kind: Kind) -> Match {
        Match { range, kind }
    }

    /// Nothing secret may show between two matches that overlap.
    #[test]
    fn overlapping_matches_become_one() {
        let settled = settle(vec![found(3..9, Kind::Jwt), found(0..5, Kind::Secret)]);
        assert_eq!(settled, [found(0..9, Kind::Jwt)]);
    }

    /// The host of a connection string stays when its password goes.
    #[test]
    fn an_address_gives_way_to_a_password() {
        let settled = settle(vec![found(5..20, Kind::Email), found(5..9, Kind::Password)]);
        assert_eq!(settled, [found(5..9, Kind::Password)]);
    }

    /// Addresses apart from other matches stay, in order.
    #[test]
    fn an_address_beside_a_password_stays() {
        let settled = settle(vec![found(10..20, Kind::Email), found(0..9, Kind::Password)]);
        assert_eq!(settled, [found(0..9, Kind::Password), found(10..20, Kind::Email)]);
    }

    /// Only our own markers are passed over: other brackets hide nothing.
    #[test]
    fn only_known_markers_are_markers() {
        assert_eq!(markers("a [redacted:jwt] [redacted:hunter]"), vec![2..16; 1]);
    }
}
