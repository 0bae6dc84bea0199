using Surprisal.Models;

namespace Surprisal.Solvers.Recession;

/// <summary>The conditions of a <see cref="MarginTable"/> as vectors in the coefficients, in units in which columns are of size about 1.</summary>
internal sealed class MarginRows
{
    private readonly MarginTable _table;
    private readonly IReadOnlyList<Predictor> _predictors;
    private readonly double[] _scale;
    private readonly int[] _placeOf;
    private readonly double[][] _squares;

    /// <summary>Looks at the columns once.</summary>
    /// <param name="table">The conditions.</param>
    /// <param name="predictors">The predictors of the model, all of them.</param>
    /// <param name="isHeld">Whether the coefficient at a position cannot run off to infinity, because a prior holds it.</param>
    /// <param name="rowCount">Rows.</param>
    public MarginRows(MarginTable table, IReadOnlyList<Predictor> predictors, Func<int, bool> isHeld, int rowCount)
    {
        _table = table;
        _predictors = predictors;
        RowCount = rowCount;
        int total = predictors.Sum(static p => p.Count);
        _scale = new double[total];
        _placeOf = new int[total];
        Array.Fill(_placeOf, -1);
        _squares = new double[predictors.Count][];
        List<int> positions = [];
        double[] cells = new double[rowCount];
        foreach (int k in table.Predictors)
        {
            _squares[k] = new double[rowCount];
            for (int j = 0; j < predictors[k].Count; j++)
            {
                int at = predictors[k].Start + j;
                if (isHeld(at)) continue;
                predictors[k].Columns[j].Fill(0, cells);
                _scale[at] = Scale(cells);
                if (_scale[at] == 0) continue;
                _placeOf[at] = positions.Count;
                positions.Add(at);
                for (int i = 0; i < cells.Length; i++) _squares[k][i] += cells[i] * _scale[at] * (cells[i] * _scale[at]);
            }
        }

        Positions = positions;
    }

    /// <summary>The coefficients that a direction has a number for.</summary>
    public IReadOnlyList<int> Positions { get; }

    /// <summary>Numbers of a direction.</summary>
    public int Size => Positions.Count;

    public int RowCount { get; }

    /// <summary>Conditions, those that do not exist included: row · <see cref="MarginTable.PerRow"/> + place.</summary>
    public long Count => (long)RowCount * _table.PerRow;

    public int PerRow => _table.PerRow;

    /// <summary>A condition.</summary>
    public Margin this[int row, int place] => _table[row, place];

    /// <summary>The length of a condition's vector.</summary>
    public double Length(int row, Margin margin) =>
        Math.Sqrt((margin.Plus < 0 ? 0 : _squares[margin.Plus][row]) + (margin.Minus < 0 ? 0 : _squares[margin.Minus][row]));

    /// <summary>A condition's vector, of length 1.</summary>
    public double[] Vector(int row, Margin margin)
    {
        double[] vector = new double[Size];
        double length = Length(row, margin);
        Write(margin.Plus, 1 / length);
        Write(margin.Minus, -1 / length);
        return vector;

        void Write(int k, double factor)
        {
            if (k < 0) return;
            Span<double> cell = stackalloc double[1];
            for (int j = 0; j < _predictors[k].Count; j++)
            {
                int at = _predictors[k].Start + j;
                if (_placeOf[at] < 0) continue;
                _predictors[k].Columns[j].Fill(row, cell);
                vector[_placeOf[at]] = factor * cell[0] * _scale[at];
            }
        }
    }

    /// <summary>The movement of every predictor in every row along a direction.</summary>
    public double[][] Move(double[] direction)
    {
        double[] coefficients = Coefficients(direction);
        double[][] movement = new double[_predictors.Count][];
        foreach (int k in _table.Predictors)
            movement[k] = PredictorValues.Of(_predictors[k].Columns, coefficients.AsSpan(_predictors[k].Start, _predictors[k].Count), null, RowCount);
        return movement;
    }

    /// <summary>Σ |xⱼ bⱼ| of every predictor in every row: what a movement is rounded by.</summary>
    public double[][] Magnitudes(double[] direction)
    {
        double[] coefficients = Coefficients(direction), cells = new double[RowCount];
        double[][] sums = new double[_predictors.Count][];
        foreach (int k in _table.Predictors)
        {
            double[] sum = sums[k] = new double[RowCount];
            for (int j = 0; j < _predictors[k].Count; j++)
            {
                double b = Math.Abs(coefficients[_predictors[k].Start + j]);
                if (b == 0) continue;
                _predictors[k].Columns[j].Fill(0, cells);
                for (int i = 0; i < cells.Length; i++) sum[i] += b * Math.Abs(cells[i]);
            }
        }

        return sums;
    }

    /// <summary>A condition's value, of what <see cref="Move"/> gives.</summary>
    public static double Difference(double[][] movement, int row, Margin margin) =>
        (margin.Plus < 0 ? 0 : movement[margin.Plus][row]) - (margin.Minus < 0 ? 0 : movement[margin.Minus][row]);

    /// <summary>The sum of a condition's two numbers, of what <see cref="Magnitudes"/> gives.</summary>
    public static double Total(double[][] magnitudes, int row, Margin margin) =>
        (margin.Plus < 0 ? 0 : magnitudes[margin.Plus][row]) + (margin.Minus < 0 ? 0 : magnitudes[margin.Minus][row]);

    /// <summary>Σ of the vectors of length 1 of some conditions.</summary>
    public double[] Sum(Func<int, int, bool> isWanted)
    {
        double[][] factors = new double[_predictors.Count][];
        foreach (int k in _table.Predictors) factors[k] = new double[RowCount];
        for (int i = 0; i < RowCount; i++)
        {
            for (int place = 0; place < PerRow; place++)
            {
                Margin margin = _table[i, place];
                if (!isWanted(i, place)) continue;
                double share = 1 / Length(i, margin);
                if (margin.Plus >= 0) factors[margin.Plus][i] += share;
                if (margin.Minus >= 0) factors[margin.Minus][i] -= share;
            }
        }

        double[] sum = new double[Size], cells = new double[RowCount];
        foreach (int k in _table.Predictors)
        {
            for (int j = 0; j < _predictors[k].Count; j++)
            {
                int at = _predictors[k].Start + j;
                if (_placeOf[at] < 0) continue;
                _predictors[k].Columns[j].Fill(0, cells);
                sum[_placeOf[at]] = _scale[at] * Numerics.Dense.DenseKernels.Dot(cells, factors[k]);
            }
        }

        return sum;
    }

    private double[] Coefficients(double[] direction)
    {
        double[] coefficients = new double[_scale.Length];
        for (int place = 0; place < Positions.Count; place++) coefficients[Positions[place]] = direction[place] * _scale[Positions[place]];
        return coefficients;
    }

    /// <summary>One over the root mean square of the cells that are not zero; 0 where all are.</summary>
    private static double Scale(double[] cells)
    {
        double largest = 0, sum = 0;
        int count = 0;
        foreach (double cell in cells) largest = Math.Max(largest, Math.Abs(cell));
        if (largest == 0) return 0;
        foreach (double cell in cells)
        {
            if (cell == 0) continue;
            sum += cell / largest * (cell / largest);
            count++;
        }

        return 1 / (largest * Math.Sqrt(sum / count));
    }
}
