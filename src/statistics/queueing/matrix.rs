//! Small dense matrices, as far as a Markov chain in blocks needs them.

/// A matrix by rows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Matrix {
    rows: usize,
    columns: usize,
    cells: Vec<f64>,
}

impl Matrix {
    pub(super) fn zeros(rows: usize, columns: usize) -> Self {
        Self {
            rows,
            columns,
            cells: vec![0.0; rows * columns],
        }
    }

    pub(super) fn identity(size: usize) -> Self {
        let mut identity = Self::zeros(size, size);
        for i in 0..size {
            identity.add(i, i, 1.0);
        }
        identity
    }

    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    pub(super) fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.columns + column]
    }

    pub(super) fn row(&self, row: usize) -> &[f64] {
        &self.cells[row * self.columns..(row + 1) * self.columns]
    }

    /// Adds to one cell.
    pub(super) fn add(&mut self, row: usize, column: usize, value: f64) {
        self.cells[row * self.columns + column] += value;
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        self.with(other, |a, b| a + b)
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        self.with(other, |a, b| a - b)
    }

    fn with(&self, other: &Self, of: impl Fn(f64, f64) -> f64) -> Self {
        assert!(
            (self.rows, self.columns) == (other.rows, other.columns),
            "matrices of one shape"
        );
        let pairs = self.cells.iter().zip(&other.cells);
        Self {
            cells: pairs.map(|(a, b)| of(*a, *b)).collect(),
            ..*self
        }
    }

    pub(super) fn negative(&self) -> Self {
        Self {
            cells: self.cells.iter().map(|cell| -cell).collect(),
            ..*self
        }
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        assert_eq!(self.columns, other.rows, "matrices that follow each other");
        let mut product = Self::zeros(self.rows, other.columns);
        for (row, out) in product.cells.chunks_exact_mut(other.columns).enumerate() {
            for (k, factor) in self.row(row).iter().enumerate() {
                if *factor != 0.0 {
                    for (out, cell) in out.iter_mut().zip(other.row(k)) {
                        *out += factor * cell;
                    }
                }
            }
        }
        product
    }

    /// A row times this matrix.
    pub(super) fn after(&self, row: &[f64]) -> Vec<f64> {
        let mut product = vec![0.0; self.columns];
        for (k, factor) in row.iter().enumerate() {
            for (out, cell) in product.iter_mut().zip(self.row(k)) {
                *out += factor * cell;
            }
        }
        product
    }

    /// Sum of each row.
    pub(super) fn row_sums(&self) -> Vec<f64> {
        (0..self.rows)
            .map(|row| self.row(row).iter().sum())
            .collect()
    }

    /// The inverse, by Gauss and Jordan with the largest pivot of each column.
    ///
    /// # Panics
    /// If there is none.
    pub(super) fn inverse(&self) -> Self {
        let size = self.rows;
        assert_eq!(size, self.columns, "a square matrix has an inverse");
        let (mut left, mut right) = (self.clone(), Self::identity(size));
        for column in 0..size {
            let by_size = |a: &usize, b: &usize| {
                let magnitude = |row: usize| left.at(row, column).abs();
                magnitude(*a).total_cmp(&magnitude(*b))
            };
            let pivot = (column..size).max_by(by_size).unwrap_or(column);
            left.swap_rows(column, pivot);
            right.swap_rows(column, pivot);
            let by = 1.0 / left.at(column, column);
            assert!(by.is_finite(), "a transient chain leaves its states");
            left.scale_row(column, by);
            right.scale_row(column, by);
            for row in (0..size).filter(|row| *row != column) {
                let factor = left.at(row, column);
                if factor != 0.0 {
                    left.subtract_row(row, column, factor);
                    right.subtract_row(row, column, factor);
                }
            }
        }
        right
    }

    fn swap_rows(&mut self, a: usize, b: usize) {
        for column in 0..self.columns {
            self.cells
                .swap(a * self.columns + column, b * self.columns + column);
        }
    }

    fn scale_row(&mut self, row: usize, by: f64) {
        let columns = self.columns;
        for cell in &mut self.cells[row * columns..(row + 1) * columns] {
            *cell *= by;
        }
    }

    /// Row `row` less `factor` times row `of`.
    fn subtract_row(&mut self, row: usize, of: usize, factor: f64) {
        for column in 0..self.columns {
            let taken = factor * self.at(of, column);
            self.cells[row * self.columns + column] -= taken;
        }
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
        assert!(rest.cells.iter().all(|cell| cell.abs() < 1e-14), "{rest:?}");
        assert_eq!(matrix.after(&[1.0, 0.0, 2.0]), [-4.0, 4.0, 1.0]);
    }
}
