//! How many times faster, or slower, the first command is than each other.

use std::io::{self, Write};

use super::measure::{self, Measured};

/// Writes one line a baseline: the ratios of the medians of `ours` and of it.
///
/// # Errors
/// When `out` cannot be written.
pub(crate) fn write<'a>(
    ours: &Measured,
    baselines: impl IntoIterator<Item = &'a Measured>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for baseline in baselines {
        writeln!(out, "`{}` is {}.", ours.name, sentence(ours, baseline))?;
    }
    Ok(())
}

fn sentence(ours: &Measured, baseline: &Measured) -> String {
    let wall = |command: &Measured| measure::quantile(&command.seconds, 0.5);
    let speed = match ratio(wall(ours), wall(baseline), ["faster", "slower"]) {
        Some(times) => format!("{times} than"),
        None => "as fast as".to_owned(),
    };
    let used = [
        ("user CPU time", ours.watched.user_seconds(), baseline.watched.user_seconds()),
        ("memory", ours.watched.peak_kibibytes(), baseline.watched.peak_kibibytes()),
    ];
    let used: Vec<String> = used
        .into_iter()
        .filter_map(|(what, ours, theirs)| {
            let (ours, theirs) = (ours?, theirs?);
            // Two figures below what can be measured tell nothing.
            if ours <= 0.0 && theirs <= 0.0 {
                return None;
            }
            let times = ratio(ours, theirs, ["less", "more"]);
            Some(format!("{} {what}", times.unwrap_or_else(|| "as much".to_owned())))
        })
        .collect();
    let with = if used.is_empty() { String::new() } else { format!(", with {}", used.join(" and ")) };
    format!("{speed} `{}` (median wall time){with}", baseline.name)
}

/// `N times` and the first word when ours is the smaller figure, else the second; nothing when both are
/// alike to one decimal. A figure of 0 is below what can be measured, and no ratio can be told.
fn ratio(ours: f64, theirs: f64, [smaller, greater]: [&str; 2]) -> Option<String> {
    if ours <= 0.0 || theirs <= 0.0 {
        return (ours != theirs)
            .then(|| format!("immeasurably {}", if ours < theirs { smaller } else { greater }));
    }
    let (times, word) = if ours <= theirs { (theirs / ours, smaller) } else { (ours / theirs, greater) };
    (times >= 1.05).then(|| format!("{times:.1} times {word}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::watch::{Usage, Watched};

    fn measured(name: &str, seconds: f64, usage: Option<(f64, f64)>) -> Measured {
        let watched = match usage {
            Some((user_seconds, peak_kibibytes)) => {
                Watched::Runs(vec![Usage { user_seconds, peak_kibibytes }])
            }
            None => Watched::NotMeasured("no reason".to_owned()),
        };
        Measured { name: name.to_owned(), seconds: vec![seconds], watched }
    }

    #[test]
    fn each_baseline_has_its_line() {
        let ours = measured("autopilot", 2.0, Some((3.0, 1000.0)));
        let baselines = [
            measured("slower", 6.25, Some((2.0, 1000.0))),
            measured("faster", 0.5, None),
            measured("alike", 2.01, Some((3.1, 4000.0))),
            measured("idle", 0.001, Some((0.0, 4000.0))),
        ];
        let mut out = Vec::new();
        write(&ours, &baselines, &mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }

    #[test]
    fn two_figures_too_small_to_measure_are_not_compared() {
        let [ours, baseline] = ["a", "b"].map(|name| measured(name, 1.0, Some((0.0, 2000.0))));
        assert_eq!(sentence(&ours, &baseline), "as fast as `b` (median wall time), with as much memory");
    }

    #[test]
    fn what_is_too_small_to_measure_has_no_number() {
        assert_eq!(ratio(0.0, 0.0, ["less", "more"]), None);
        assert_eq!(ratio(0.0, 1.0, ["less", "more"]).as_deref(), Some("immeasurably less"));
        assert_eq!(ratio(1.0, 0.0, ["less", "more"]).as_deref(), Some("immeasurably more"));
    }
}
