//! What a comment says behind the marker: `GAP until DATE: REASON`.

use contracts::{Date, GapKey, GapType};

/// A suppression that says all it must.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) gap_type: GapType,
    pub(crate) subject: Option<String>,
    pub(crate) until: Date,
    pub(crate) reason: String,
}

/// How much of a word is told again, in characters.
const SHOWN_MAX: usize = 60;

impl Said {
    /// Reads what stands behind the marker, to the end of the comment's line.
    ///
    /// # Errors
    /// What is missing or wrong: a sentence fragment.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let (gap, rest) = word(text);
        if gap.is_empty() || gap == "until" {
            return Err("it names no gap".to_owned());
        }
        let (gap_type, subject) = what(gap)?;
        let (until, rest) = word(rest);
        if until.trim_end_matches(':') != "until" {
            let several = gap.contains(',') || until.trim_end_matches([':', ',']).parse::<GapType>().is_ok();
            return Err(if several { ONE_GAP } else { "it says no `until`" }.to_owned());
        }
        let (date, rest) = word(rest);
        let (date, rest) = match date.split_once(':') {
            // No blank behind the colon.
            Some((date, glued)) => (date, format!("{glued}{rest}")),
            None => (date, rest.to_owned()),
        };
        let until = date.trim_end_matches(',').parse::<Date>().map_err(|error| error.to_string())?;
        let reason = rest.trim_start_matches([':', '-', '\u{2013}', ',', ' ', '\t']).trim();
        if reason.is_empty() {
            return Err("it gives no reason".to_owned());
        }
        Ok(Self { gap_type, subject, until, reason: reason.to_owned() })
    }
}

/// What is said of comments that name more than one gap.
const ONE_GAP: &str =
    "it names more than one gap, and a comment speaks of one: write another comment for each";

/// The first word and what follows it.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.split_at(end)
}

/// A gap type, and the client or topic behind a colon.
fn what(gap: &str) -> Result<(GapType, Option<String>), String> {
    let (name, subject) = match gap.trim_end_matches([':', ',']).split_once(':') {
        Some((name, subject)) => (name, Some(subject)),
        None => (gap.trim_end_matches([':', ',']), None),
    };
    if name.contains(',') {
        return Err(ONE_GAP.to_owned());
    }
    if gap.contains('*') {
        return Err("a comment names one gap; patterns with `*` belong into `.autopilot.yml`".to_owned());
    }
    let shown: String = name.chars().take(SHOWN_MAX).collect();
    let gap_type = name.parse::<GapType>().map_err(|_| match nearest_type(name) {
        Some(nearest) => format!("`{shown}` is no gap type: did you mean `{nearest}`?"),
        None => format!("`{shown}` is no gap type"),
    })?;
    let Some(subject) = subject else { return Ok((gap_type, None)) };
    // As it stands in a key, where colons and percent signs are encoded.
    let key: Result<GapKey, _> = format!("{gap_type}:.:{subject}").parse();
    let key = key.map_err(|_| {
        "only a client or topic follows the gap type: the module is the one that the file lies in".to_owned()
    })?;
    Ok((gap_type, key.subject))
}

/// How different a name may be to be offered, in edits.
const EDITS_MAX: usize = 6;

/// The gap type that was probably meant.
pub(crate) fn nearest_type(name: &str) -> Option<GapType> {
    // Comparing costs the product of both lengths.
    let name = Some(name.to_lowercase().replace('-', "_")).filter(|name| name.len() <= SHOWN_MAX)?;
    let edits = GapType::ALL.map(|known| (strsim::damerau_levenshtein(&name, known.name()), known));
    edits
        .into_iter()
        .min_by_key(|(edits, _)| *edits)
        .filter(|(edits, _)| *edits <= EDITS_MAX)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_must_be_said_is_read() {
        let said = Said::parse(" missing_correlation:kafkajs until 2027-03-01: moves to a proxy").unwrap();
        assert_eq!((said.gap_type, said.subject.as_deref()), (GapType::MissingCorrelation, Some("kafkajs")));
        assert_eq!(
            (said.until.to_string().as_str(), said.reason.as_str()),
            ("2027-03-01", "moves to a proxy")
        );
        for same in [
            "missing_otel until 2027-03-01:soon",
            "missing_otel until 2027-03-01 - soon",
            "missing_otel: until 2027-03-01 soon",
        ] {
            assert_eq!(Said::parse(same).unwrap().reason, "soon", "{same}");
        }
    }

    #[test]
    fn what_is_missing_is_told() {
        for (text, wrong) in [
            ("", "it names no gap"),
            ("until 2027-03-01: x", "it names no gap"),
            ("missing_otl until 2027-03-01: x", "`missing_otl` is no gap type: did you mean `missing_otel`?"),
            ("nothing_like_any_of_them until 2027-03-01: x", "`nothing_like_any_of_them` is no gap type"),
            ("missing_otel", "it says no `until`"),
            ("missing_otel because", "it says no `until`"),
            ("missing_otel missing_runbook until 2027-03-01: x", ONE_GAP),
            ("missing_otel, missing_runbook until 2027-03-01: x", ONE_GAP),
            ("missing_otel,missing_runbook until 2027-03-01: x", ONE_GAP),
            (
                "missing_* until 2027-03-01: x",
                "a comment names one gap; patterns with `*` belong into `.autopilot.yml`",
            ),
            ("missing_otel until", "`` is no date: write year, month and day, as in 2027-03-01"),
            ("missing_otel until soon: x", "`soon` is no date: write year, month and day, as in 2027-03-01"),
            ("missing_otel until 2027-03-01", "it gives no reason"),
            ("missing_otel until 2027-03-01: ", "it gives no reason"),
        ] {
            assert_eq!(Said::parse(text).unwrap_err(), wrong, "{text}");
        }
        assert!(Said::parse("missing_otel:a:b until 2027-03-01: x").is_err());
    }
}
