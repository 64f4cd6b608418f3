//! Ratios and quantiles over all replications together, with what a jackknife says of their error.

use serde::{Deserialize, Serialize};

use super::counts::Counts;

/// Groups that a jackknife leaves out one after the other.
const GROUPS: u64 = 64;

/// What one replication found of one number, as far as it takes to pool it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub enum Figure {
    /// There is nothing to say.
    #[default]
    Nothing,
    /// An amount, a level or an extreme: its mean over replications says all.
    Amount(f64),
    /// One sum over another, such as hours over calls: no value where the other is zero.
    Ratio {
        /// What is divided.
        numerator: f64,
        /// What it is divided by; not negative.
        denominator: f64,
    },
    /// A quantile of values: no value where there are none.
    Quantile {
        /// Which, within 0..=1.
        p: f64,
        /// Whole values in one unit of the number.
        per_unit: f64,
        /// The values.
        of: Counts,
    },
}

impl Figure {
    /// Its value in the replication alone.
    pub fn value(&self) -> Option<f64> {
        match self {
            Self::Nothing => None,
            Self::Amount(value) => Some(*value),
            Self::Ratio {
                numerator,
                denominator,
            } => (*denominator > 0.0).then(|| numerator / denominator),
            Self::Quantile { p, per_unit, of } => Some(of.quantile(*p)? / per_unit),
        }
    }

    /// Whether it can be pooled with another: both are ratios, or the same quantile, or neither is,
    /// or one of them has no value.
    pub fn is_pooled_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nothing, _)
            | (_, Self::Nothing)
            | (Self::Amount(_), Self::Amount(_))
            | (Self::Ratio { .. }, Self::Ratio { .. }) => true,
            (
                Self::Quantile { p, per_unit, .. },
                Self::Quantile {
                    p: other,
                    per_unit: unit,
                    ..
                },
            ) => [p, per_unit].map(|of| of.to_bits()) == [other, unit].map(|of| of.to_bits()),
            _ => false,
        }
    }

    /// Whether it can be added up with others: no number is larger than this, none is missing.
    pub fn is_sound(&self, largest: f64) -> bool {
        match self {
            Self::Nothing => true,
            Self::Amount(value) => value.abs() <= largest,
            Self::Ratio {
                numerator,
                denominator,
            } => numerator.abs() <= largest && (0.0..=largest).contains(denominator),
            Self::Quantile { of, .. } => of.is_sound(),
        }
    }
}

/// An amount, where it is known.
impl From<Option<f64>> for Figure {
    fn from(value: Option<f64>) -> Self {
        value.map_or(Self::Nothing, Self::Amount)
    }
}

/// A ratio or a quantile over replications, taken in their order.
///
/// A ratio is that of the sums, a quantile that of all values: a mean of the replications' own would
/// be biased wherever a replication has few of them. Its error is that of the delete-one jackknife
/// (Quenouille 1956; Tukey 1958; Efron and Stein 1981, "The jackknife estimate of variance", Annals of
/// Statistics 9(3)); of more than 64 replications, groups are left out, replication k with those of
/// the same remainder modulo 64, and where they are not equally large, weighed after Busing, Meijer
/// and van der Leeden (1999), "Delete-m jackknife for unequal m", Statistics and Computing 9(1).
#[derive(Clone, Debug, Default)]
pub struct Pooled {
    /// Replications taken in, with a value or without.
    taken: u64,
    groups: Groups,
}

#[derive(Clone, Debug, Default)]
enum Groups {
    #[default]
    None,
    /// Numerators and denominators.
    Ratio(Vec<[f64; 2]>),
    Quantile {
        p: f64,
        per_unit: f64,
        of: Vec<Counts>,
    },
}

/// A pooled value, and what each group makes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Jackknife {
    /// The pooled value.
    pub value: f64,
    /// One value for each group, about the pooled one: the variance of their mean is that of it.
    pub pseudo_values: Vec<f64>,
    /// Groups that have a value of their own.
    pub known: u64,
}

impl Pooled {
    /// Takes one more replication in. Amounts are not pooled.
    ///
    /// # Panics
    /// If it is now a ratio, now a quantile.
    pub fn add(&mut self, figure: &Figure) {
        let group = usize::try_from(self.taken % GROUPS).unwrap_or(0);
        self.taken += 1;
        match figure {
            Figure::Nothing | Figure::Amount(_) => {}
            Figure::Ratio {
                numerator,
                denominator,
            } => {
                if matches!(self.groups, Groups::None) {
                    self.groups = Groups::Ratio(Vec::new());
                }
                let Groups::Ratio(sums) = &mut self.groups else {
                    panic!("a number is a ratio in every replication or in none");
                };
                let [top, bottom] = entry(sums, group);
                *top += numerator;
                *bottom += denominator;
            }
            Figure::Quantile { p, per_unit, of } => {
                if matches!(self.groups, Groups::None) {
                    self.groups = Groups::Quantile {
                        p: *p,
                        per_unit: *per_unit,
                        of: Vec::new(),
                    };
                }
                let Groups::Quantile { of: groups, .. } = &mut self.groups else {
                    panic!("a number is a quantile in every replication or in none");
                };
                entry(groups, group).merge(of);
            }
        }
    }

    /// Whether anything was pooled.
    pub fn is_some(&self) -> bool {
        !matches!(self.groups, Groups::None)
    }

    /// Replications taken in, with a value or without.
    pub const fn taken(&self) -> u64 {
        self.taken
    }

    /// The pooled value with its jackknife; `None` where no replication has a value.
    pub fn jackknife(&self) -> Option<Jackknife> {
        let (value, without, known) = match &self.groups {
            Groups::None => return None,
            Groups::Ratio(sums) => ratio(sums)?,
            Groups::Quantile { p, per_unit, of } => quantile(*p, *per_unit, of)?,
        };
        Some(Jackknife {
            value,
            pseudo_values: self.pseudo_values(value, without),
            known,
        })
    }

    /// Values about the pooled one, by the values without each group.
    fn pseudo_values(&self, value: f64, mut without: Vec<f64>) -> Vec<f64> {
        let groups = self.taken.min(GROUPS);
        // Groups behind the last with anything in it leave the value as it is.
        without.resize(usize::try_from(groups).unwrap_or(0), value);
        let all = self.taken as f64;
        let size = |group: u64| {
            (self.taken / GROUPS) as f64 + f64::from(u8::from(group < self.taken % GROUPS))
        };
        let of_group = (0..).zip(&without);
        let center: f64 = (of_group.clone())
            .map(|(group, other)| value - (1.0 - size(group) / all) * other)
            .sum();
        of_group
            .map(|(group, other)| {
                let times = all / size(group);
                let pseudo = times * value - (times - 1.0) * other;
                let scale = ((groups as f64 - 1.0) / (times - 1.0)).sqrt();
                value + (pseudo - center) * if times > 1.0 { scale } else { 0.0 }
            })
            .collect()
    }
}

fn entry<T: Clone + Default>(groups: &mut Vec<T>, group: usize) -> &mut T {
    if groups.len() <= group {
        groups.resize(group + 1, T::default());
    }
    &mut groups[group]
}

/// The ratio of sums, the ratios without each group, and how many groups have a denominator.
fn ratio(sums: &[[f64; 2]]) -> Option<(f64, Vec<f64>, u64)> {
    let sum = |place: usize| sums.iter().map(|sum| sum[place]).sum::<f64>();
    let (top, bottom) = (sum(0), sum(1));
    let known = sums.iter().filter(|sum| sum[1] > 0.0).count() as u64;
    // The rest without one of several groups is summed anew: a difference would not be exact.
    let without = (0..sums.len()).map(|group| {
        let rest = || sums.iter().enumerate().filter(|(other, _)| *other != group);
        let [top, bottom] = [0, 1].map(|place| rest().map(|(_, sum)| sum[place]).sum::<f64>());
        top / bottom
    });
    (bottom > 0.0).then(|| (top / bottom, without.collect(), known))
}

/// The quantile of all values, those without each group, and how many groups have values.
fn quantile(p: f64, per_unit: f64, groups: &[Counts]) -> Option<(f64, Vec<f64>, u64)> {
    let mut all = Counts::default();
    for group in groups {
        all.merge(group);
    }
    let value = all.quantile(p)? / per_unit;
    let known = groups.iter().filter(|group| !group.is_empty()).count() as u64;
    let without = groups.iter().map(|group| {
        let rest = all.quantile_without(group, p);
        rest.map_or(f64::NAN, |rest| rest / per_unit)
    });
    Some((value, without.collect(), known))
}

#[cfg(test)]
mod tests {
    use super::super::Tally;
    use super::*;

    fn ratios(sums: &[(f64, f64)]) -> Pooled {
        let mut pooled = Pooled::default();
        for (numerator, denominator) in sums {
            pooled.add(&Figure::Ratio {
                numerator: *numerator,
                denominator: *denominator,
            });
        }
        pooled
    }

    #[test]
    fn a_ratio_is_that_of_the_sums_and_its_error_the_jackknifes() {
        // 6 / 4; without each: 5 / 3, 4 / 3, 3 / 2. Pseudo-values 7/6, 11/6, 3/2 of mean 3/2.
        let found = ratios(&[(1.0, 1.0), (2.0, 1.0), (3.0, 2.0)])
            .jackknife()
            .unwrap();
        assert!((found.value - 1.5).abs() < 1e-15);
        for (pseudo, expected) in found.pseudo_values.iter().zip([7.0 / 6.0, 11.0 / 6.0, 1.5]) {
            assert!((pseudo - expected).abs() < 1e-12, "{pseudo}");
        }
        assert_eq!(found.known, 3);
    }

    #[test]
    fn of_equal_denominators_it_is_the_usual_interval_of_a_mean() {
        for count in [2, 5, 64] {
            let values: Vec<f64> = (0..count).map(|k| f64::from(k * k % 11)).collect();
            let pairs: Vec<(f64, f64)> = values.iter().map(|value| (*value, 1.0)).collect();
            let pseudo = Tally::from_sample(&ratios(&pairs).jackknife().unwrap().pseudo_values);
            let usual = Tally::from_sample(&values);
            let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
            assert!(
                close(pseudo.mean().unwrap(), usual.mean().unwrap()),
                "{count}"
            );
            assert!(
                close(pseudo.variance().unwrap(), usual.variance().unwrap()),
                "{count}"
            );
        }
    }

    #[test]
    fn groups_of_unequal_size_weigh_as_much_as_they_hold() {
        // 100 replications in 64 groups of one or two: the error is that of all one by one, about.
        let values = (0..100).map(|k| (f64::from(k * 37 % 100), 1.0));
        let found = ratios(&values.collect::<Vec<_>>()).jackknife().unwrap();
        let variance = Tally::from_sample(&found.pseudo_values).variance().unwrap() / 64.0;
        let exact = (0..100).map(|k| (f64::from(k) - 49.5).powi(2)).sum::<f64>() / 99.0 / 100.0;
        assert!((found.value - 49.5).abs() < 1e-12);
        assert!(
            (variance / exact - 1.0).abs() < 0.25,
            "{variance} against {exact}"
        );
    }

    #[test]
    fn a_replication_without_a_value_adds_nothing_but_counts() {
        let found = ratios(&[(0.0, 0.0), (2.0, 4.0), (0.0, 0.0), (1.0, 2.0)])
            .jackknife()
            .unwrap();
        assert_eq!((found.value.to_bits(), found.known), (0.5_f64.to_bits(), 2));
        assert_eq!(found.pseudo_values, [0.5; 4]);
        assert_eq!(ratios(&[(0.0, 0.0)]).jackknife(), None);
        // Without the only one there is nothing left to say.
        let alone = ratios(&[(0.0, 0.0), (2.0, 4.0)]).jackknife().unwrap();
        assert!(alone.pseudo_values[1].is_nan());
    }

    #[test]
    fn a_quantile_is_that_of_all_values() {
        let mut pooled = Pooled::default();
        let mut all = Counts::default();
        for k in 0..6_u64 {
            let mut of = Counts::default();
            for i in 0..=k {
                of.add(100 * i + k, false);
                all.add(100 * i + k, false);
            }
            let of = of.settled();
            pooled.add(&Figure::Quantile {
                p: 0.9,
                per_unit: 10.0,
                of,
            });
        }
        let found = pooled.jackknife().unwrap();
        assert_eq!(Some(found.value * 10.0), all.settled().quantile(0.9));
        assert_eq!((found.pseudo_values.len(), found.known), (6, 6));
    }
}
