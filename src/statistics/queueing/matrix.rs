//! Small dense matrices, as far as a Markov chain in blocks needs them.

/// A matrix by rows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Matrix(Vec<Vec<f64>>);

impl Matrix {
    pub(super) fn zeros(rows: usize, columns: usize) -> Self {
        Self(vec![vec![0.0; columns]; rows])
    }

    pub(super) fn identity(size: usize) -> Self {
        let mut identity = Self::zeros(size, size);
        for i in 0..size {
            identity.add(i, i, 1.0);
        }
        identity
    }

    pub(super) fn rows(&self) -> usize {
        self.0.len()
    }

    pub(super) fn at(&self, row: usize, column: usize) -> f64 {
        self.0[row][column]
    }

    /// Adds to one cell.
    pub(super) fn add(&mut self, row: usize, column: usize, value: f64) {
        self.0[row][column] += value;
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        self.with(other, |a, b| a + b)
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        self.with(other, |a, b| a - b)
    }

    fn with(&self, other: &Self, of: impl Fn(f64, f64) -> f64) -> Self {
        assert_eq!(self.rows(), other.rows(), "matrices of one shape");
        let row = |(a, b): (&Vec<f64>, &Vec<f64>)| {
            assert_eq!(a.len(), b.len(), "matrices of one shape");
            a.iter().zip(b).map(|(a, b)| of(*a, *b)).collect()
        };
        Self(self.0.iter().zip(&other.0).map(row).collect())
    }

    pub(super) fn negative(&self) -> Self {
        let row = |row: &Vec<f64>| row.iter().map(|cell| -cell).collect();
        Self(self.0.iter().map(row).collect())
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        Self(self.0.iter().map(|row| other.after(row)).collect())
    }

    /// A row times this matrix.
    pub(super) fn after(&self, row: &[f64]) -> Vec<f64> {
        assert_eq!(row.len(), self.rows(), "matrices that follow each other");
        let mut product = vec![0.0; self.0.first().map_or(0, Vec::len)];
        for (factor, cells) in row.iter().zip(&self.0) {
            if *factor != 0.0 {
                for (out, cell) in product.iter_mut().zip(cells) {
                    *out += factor * cell;
                }
            }
        }
        product
    }

    /// Sum of each row.
    pub(super) fn row_sums(&self) -> Vec<f64> {
        self.0.iter().map(|row| row.iter().sum()).collect()
    }

    /// The inverse, by Gauss and Jordan with the largest pivot of each column.
    ///
    /// # Panics
    /// If there is none.
    pub(super) fn inverse(&self) -> Self {
        let size = self.rows();
        // The matrix with the identity beside it becomes the identity with the inverse.
        let unit = Self::identity(size).0;
        let beside = self.0.iter().zip(&unit);
        let mut rows: Vec<Vec<f64>> = beside.map(|(of, unit)| [&of[..], unit].concat()).collect();
        for column in 0..size {
            let magnitude = |row: usize| rows[row][column].abs();
            let largest = (column..size).max_by(|a, b| magnitude(*a).total_cmp(&magnitude(*b)));
            rows.swap(column, largest.unwrap_or(column));
            let by = 1.0 / rows[column][column];
            assert!(by.is_finite(), "a transient chain leaves its states");
            rows[column].iter_mut().for_each(|cell| *cell *= by);
            let pivot = rows[column].clone();
            for (_, row) in rows
                .iter_mut()
                .enumerate()
                .filter(|(row, _)| *row != column)
            {
                let factor = row[column];
                if factor != 0.0 {
                    let pairs = row.iter_mut().zip(&pivot);
                    pairs.for_each(|(cell, taken)| *cell -= factor * taken);
                }
            }
        }
        Self(
            rows.into_iter()
                .map(|mut row| row.split_off(size))
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inverse_undoes_its_matrix() {
        let mut matrix = Matrix::zeros(3, 3);
        for (at, value) in [0.0, 2.0, -1.0, 4.0, 0.5, 3.0, -2.0, 1.0, 1.0]
            .into_iter()
            .enumerate()
        {
            matrix.add(at / 3, at % 3, value);
        }
        let rest = matrix.times(&matrix.inverse()).minus(&Matrix::identity(3));
        assert!(
            rest.0.iter().flatten().all(|cell| cell.abs() < 1e-14),
            "{rest:?}"
        );
        assert_eq!(matrix.after(&[1.0, 0.0, 2.0]), [-4.0, 4.0, 1.0]);
    }
}
