//! Numbers for people: no more digits than the interval allows, commas between thousands.

pub(crate) use crate::experiment::measure::Precision;
use crate::statistics::Summary;

/// Significant digits of a number that has no interval.
const DIGITS_ALONE: i32 = 4;
/// Digits that a verdict may need on top.
const DIGITS_MORE: i32 = 5;
/// An interval narrower than this part of the last digit is none.
const NO_INTERVAL: f64 = 0.05;

impl Precision {
    /// The finest decimal place of a number of this size; large numbers are never cut by it.
    fn finest(self, value: f64) -> i32 {
        match self {
            Self::Whole => 0,
            Self::Coarse => (place_of(value) - 2).min(0),
            Self::Fine => (place_of(value) - 3).min(0),
        }
    }
}

/// `value` with a comma between thousands and this many decimals; "−" for negative numbers.
pub(crate) fn number(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if !fraction.is_empty() {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    let zero = text.bytes().all(|byte| byte == b'0' || byte == b'.');
    if value < 0.0 && !zero {
        format!("−{grouped}")
    } else {
        grouped
    }
}

/// A number of days: whole ones without decimals.
pub(crate) fn days(number: f64) -> String {
    if number.fract() > 0.0 {
        significant(number, 2)
    } else {
        number.to_string()
    }
}

/// `value` with this many significant digits.
pub(crate) fn significant(value: f64, digits: i32) -> String {
    at_place(value, place_of(value) - digits + 1)
}

/// `value` with three significant digits; nothing is a bare zero.
pub(crate) fn amount(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    significant(value, 3)
}

/// Large numbers in millions: "20.1 million"; others with three digits: "9,630".
pub(crate) fn compact(value: f64) -> String {
    if value.abs() >= 999_500.0 {
        let millions = value / 1e6;
        let decimals = match millions.abs() {
            size if size < 9.995 => 2,
            size if size < 99.95 => 1,
            _ => 0,
        };
        format!("{} million", number(millions, decimals))
    } else {
        significant(value, 3)
    }
}

/// Two ends with decimals alike, three digits of the larger: "0.000 to 0.897".
pub(crate) fn range(low: f64, high: f64) -> String {
    let place = place_of(low.abs().max(high.abs())) - 2;
    format!("{} to {}", at_place(low, place), at_place(high, place))
}

/// A summary's mean as a sentence tells it: as `compact` does, but no finer than its interval.
pub(crate) fn spoken(summary: &Summary) -> String {
    compact(rounded(summary))
}

/// The mean, no finer than three digits nor than its interval.
pub(crate) fn rounded(summary: &Summary) -> f64 {
    let half = half_width(summary);
    if half <= 0.0 || !half.is_finite() {
        return summary.mean;
    }
    let unit = power_of_ten(second_digit(half));
    (summary.mean / unit).round() * unit
}

/// A share as a percentage.
pub(crate) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let decimals = usize::from(percent.abs() < 9.95 && percent != 0.0);
    format!("{} %", number(percent, decimals))
}

/// A published figure or a bound of one: whole where it is large, else up to four digits.
pub(crate) fn bound(value: f64) -> String {
    if value.abs() >= 1000.0 {
        return number(value, 0);
    }
    without_zeros(&significant(value, DIGITS_ALONE))
}

/// A number without the zeros that end its decimals.
fn without_zeros(text: &str) -> String {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text.to_owned()
    }
}

/// What was found, with its margin: as many digits as the interval allows, and more where only
/// they tell on which side of `low` and `high` it lies.
pub(crate) fn found(summary: &Summary, precision: Precision, low: f64, high: f64) -> String {
    let hits = |mean: f64| (low..=high).contains(&mean);
    let coarse = place(summary, precision);
    let told = |place: &i32| {
        let unit = power_of_ten(*place);
        hits((summary.mean / unit).round() * unit) == hits(summary.mean)
    };
    let place = (coarse - DIGITS_MORE..=coarse).rev().find(told);
    let mean = at_place(summary.mean, place.unwrap_or(coarse - DIGITS_MORE));
    match margin(summary, precision) {
        Some(margin) => format!("{mean} ± {margin}"),
        None => without_zeros(&mean),
    }
}

/// A place's name as it fits charts and sentences: without what stands in parentheses.
pub(crate) fn short(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}

/// The same words with a capital at the beginning.
pub(crate) fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}", first.to_uppercase(), letters.as_str())
    })
}

/// A name of a scenario or a part as a heading: `pier_500` is "Pier 500".
pub(crate) fn heading(name: &str) -> String {
    let words: Vec<String> = name.split('_').map(capitalized).collect();
    words.join(" ")
}

/// The same words as they stand within a sentence: "Vessel calls" is "vessel calls", while "NOx of
/// vessels" stays.
pub(crate) fn uncapitalized(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            format!("{}{}", first.to_lowercase(), letters.as_str())
        }
        _ => words.to_owned(),
    }
}

/// "a", "a and b", "a, b and c".
pub(crate) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A count with its noun: "1 crane", "20 cranes".
pub(crate) fn counted(count: f64, noun: &str) -> String {
    let plural = if (count - 1.0).abs() < 1e-9 { "" } else { "s" };
    format!("{} {noun}{plural}", number(count, 0))
}

/// Half the width of the 95 % interval of the mean.
pub(crate) fn half_width(summary: &Summary) -> f64 {
    (summary.ci95_high - summary.ci95_low) / 2.0
}

/// The mean, rounded to what its interval allows.
pub(crate) fn mean(summary: &Summary, precision: Precision) -> String {
    at_place(summary.mean, place(summary, precision))
}

/// `value`, rounded as the mean of `summary` is.
pub(crate) fn alike(value: f64, summary: &Summary, precision: Precision) -> String {
    at_place(value, place(summary, precision))
}

/// The half-width of the interval, rounded as the mean is, but never to zero; `None` where it has
/// no width worth telling.
pub(crate) fn margin(summary: &Summary, precision: Precision) -> Option<String> {
    let half = half_width(summary);
    let place = place(summary, precision);
    let unit = power_of_ten(place);
    (half >= unit * NO_INTERVAL && half > 0.0).then(|| at_place(half.max(unit), place))
}

/// Whether one side of the interval is wider than the other by more than the first digit of half
/// its width, which would say of neither where it ends.
pub(crate) fn is_lopsided(summary: &Summary) -> bool {
    let (below, above) = (
        summary.mean - summary.ci95_low,
        summary.ci95_high - summary.mean,
    );
    (above - below).abs() > power_of_ten(place_of(half_width(summary) / 0.95))
}

/// The ends of the interval, rounded as the mean is: "1,410 to 1,920".
pub(crate) fn ends(summary: &Summary, precision: Precision) -> String {
    let end = |value| alike(value, summary, precision);
    format!("{} to {}", end(summary.ci95_low), end(summary.ci95_high))
}

/// "20,118,000 ± 35,000"; "1,770 (1,410 to 1,920)" where the interval is lopsided; the mean alone
/// where it has no width.
pub(crate) fn plus_minus(summary: &Summary, precision: Precision) -> String {
    let mean = mean(summary, precision);
    if is_lopsided(summary) {
        return format!("{mean} ({})", ends(summary, precision));
    }
    match margin(summary, precision) {
        Some(margin) => format!("{mean} ± {margin}"),
        None => mean,
    }
}

/// The 5 % and the 95 % quantile, rounded as the mean is: "9.1 to 11.4".
pub(crate) fn quantiles(summary: &Summary, precision: Precision) -> String {
    let end = |value| alike(value, summary, precision);
    format!("{} to {}", end(summary.p05), end(summary.p95))
}

/// Power of ten to which a summary's numbers are rounded: the second digit of the half-width, as
/// one digit would make a half-width of 15 a third larger; or as fine as the quantity is told at
/// all.
fn place(summary: &Summary, precision: Precision) -> i32 {
    let half = half_width(summary);
    let last = if half > 0.0 && half.is_finite() {
        second_digit(half)
    } else {
        place_of(summary.mean) - DIGITS_ALONE + 1
    };
    last.max(precision.finest(summary.mean))
}

/// Power of ten of the second digit of a half-width; 0.996 is told as 1.0.
fn second_digit(half: f64) -> i32 {
    place_of(half / 0.995) - 1
}

/// Power of ten of the first digit; zero counts as one.
fn place_of(value: f64) -> i32 {
    if value.abs() < f64::MIN_POSITIVE || !value.is_finite() {
        return 0;
    }
    #[expect(clippy::cast_possible_truncation, reason = "between -308 and 308")]
    {
        libm::floor(libm::log10(value.abs())) as i32
    }
}

/// `value` rounded to this power of ten; never more than whole numbers for large ones.
fn at_place(value: f64, place: i32) -> String {
    if place >= 0 {
        let unit = power_of_ten(place);
        number((value / unit).round() * unit, 0)
    } else {
        number(value, usize::try_from(-place).unwrap_or(0))
    }
}

fn power_of_ten(place: i32) -> f64 {
    libm::pow(10.0, f64::from(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(mean: f64, half: f64) -> Summary {
        Summary {
            mean,
            ci95_low: mean - half,
            ci95_high: mean + half,
            p05: mean - 2.0 * half,
            p50: mean,
            p95: mean + 2.0 * half,
            n: 20,
        }
    }

    #[test]
    fn thousands_are_separated_and_signs_kept() {
        assert_eq!(number(10_297_352.4, 0), "10,297,352");
        assert_eq!(number(-1_234.56, 1), "−1,234.6");
        assert_eq!(number(-0.04, 1), "0.0");
        assert_eq!(number(999.0, 0), "999");
    }

    #[test]
    fn a_mean_has_the_digits_that_its_interval_allows() {
        assert_eq!(
            plus_minus(&summary(20_118_442.0, 35_120.0), Precision::Fine),
            "20,118,000 ± 35,000"
        );
        let coarse = |mean, half| plus_minus(&summary(mean, half), Precision::Coarse);
        assert_eq!(coarse(10.234_6, 0.123), "10.2 ± 0.1");
        assert_eq!(coarse(26.4, 0.0), "26.4");
        assert_eq!(coarse(0.0, 0.0), "0.00");
        let calls = plus_minus(&summary(105.5, 1.6), Precision::Whole);
        assert_eq!(calls, "106 ± 2");
        let ends = quantiles(&summary(10.0, 0.52), Precision::Coarse);
        assert_eq!(ends, "9.0 to 11.0");
    }

    #[test]
    fn a_lopsided_interval_is_told_by_its_ends() {
        let told = |mean: f64, ci95_low: f64, ci95_high: f64| {
            let summary = Summary {
                ci95_low,
                ci95_high,
                ..summary(mean, 0.0)
            };
            plus_minus(&summary, Precision::Fine)
        };
        assert_eq!(told(1_769.0, 1_408.0, 1_917.0), "1,770 (1,410 to 1,920)");
        assert_eq!(told(967.0, 880.0, 2_503.0), "970 (880 to 2,500)");
        // Bounded from above: it ends at the mean.
        assert_eq!(
            told(800_000.0, 770_000.0, 800_000.0),
            "800,000 (770,000 to 800,000)"
        );
        assert_eq!(told(1_769.0, 1_700.0, 1_845.0), "1,769 ± 73");
    }

    #[test]
    fn a_verdict_can_be_read_from_its_numbers() {
        let found = |mean: f64, half: f64| found(&summary(mean, half), Precision::Coarse, 8.4, 9.6);
        assert_eq!(found(8.380_4, 0.4), "8.38 ± 0.40");
        assert_eq!(found(9.012_3, 0.4), "9.01 ± 0.40");
        assert_eq!(found(12.012_3, 0.4), "12.0 ± 0.4");
        assert_eq!(found(9.0, 0.0), "9");
        assert_eq!(bound(10.2), "10.2");
        assert_eq!(bound(7.0), "7");
        assert_eq!(bound(10_136_933.7), "10,136,934");
    }

    #[test]
    fn an_absurdly_narrow_interval_does_not_invent_precision() {
        let told = |half| plus_minus(&summary(25.724_567_89, half), Precision::Coarse);
        assert_eq!(told(0.013), "25.7 ± 0.1");
        assert_eq!(told(1e-7), "25.7");
    }

    #[test]
    fn words_within_a_sentence_are_small_unless_they_are_formulas() {
        for (words, within) in [
            ("Vessel calls", "vessel calls"),
            ("NOx of vessels", "NOx of vessels"),
            ("CO₂e of vessels", "CO₂e of vessels"),
            ("", ""),
        ] {
            assert_eq!(uncapitalized(words), within);
        }
    }

    #[test]
    fn the_ends_of_a_range_have_decimals_alike() {
        assert_eq!(range(0.000_057_3, 0.896_7), "0.000 to 0.897");
        assert_eq!(range(24.13, 145.8), "24 to 146");
        assert_eq!(range(490_012.0, 494_133.0), "490,000 to 494,000");
    }

    #[test]
    fn a_sentence_tells_a_mean_no_finer_than_a_table_does() {
        assert_eq!(spoken(&summary(23_712_345.0, 35_000.0)), "23.7 million");
        assert_eq!(spoken(&summary(674.2, 763.0)), "670");
        assert_eq!(spoken(&summary(267_400.0, 64_000.0)), "267,000");
        assert_eq!(spoken(&summary(98_441.0, 0.0)), "98,400");
    }

    #[test]
    fn large_numbers_are_spoken_in_millions() {
        assert_eq!(compact(20_118_442.0), "20.1 million");
        assert_eq!(compact(999_900.0), "1.00 million");
        assert_eq!(compact(9_628.0), "9,630");
        assert_eq!(percent(0.7432), "74 %");
        assert_eq!(percent(0.0312), "3.1 %");
    }
}
