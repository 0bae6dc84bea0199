using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers;

/// <summary>
/// Proves that a fit of classes or counts has no finite optimum: a direction in the coefficients along which no row's surprisal rises and some
/// row's falls for ever.
/// </summary>
/// <remarks>
/// <para>Albert and Anderson (1984), doi:10.1093/biomet/71.1.1. For a row with class c of several, margins δ_c − δ_k must not be negative; for
/// counts, δ must be zero where y &gt; 0 and not positive where y = 0; for trials, zero where both outcomes occurred.</para>
/// <para>Newton's late steps point along such a direction up to a vanishing rest. 1. Margins below a thousandth of the largest are taken
/// for zero, and the step is projected on the directions for which they all are exactly zero. 2. The projection proves separation if every
/// margin then is within 1e-9 of what it must be. 3. If not, margins down to a ten-thousandth count as real, and so on: a row close to where
/// the classes meet has a small margin. A claim is never wrong beyond rounding, and a case that is not yet ripe is asked again later.</para>
/// </remarks>
internal sealed class Separation
{
    private const double Exact = 1e-9;
    private const double Negligible = 1e-6;

    // The projection takes the square of the coefficients for every row.
    private const int MostProjected = 300;
    private static readonly double[] ZeroMargins = [1e-3, 1e-4, 1e-5, 1e-6, 1e-7];
    private readonly BoundModel _bound;
    private readonly IReadOnlyList<Predictor> _predictors;

    public Separation(BoundModel bound, IReadOnlyList<Predictor> predictors)
    {
        _bound = bound;
        _predictors = [.. predictors.Where((_, k) => IsMean(bound, k))];
    }

    /// <summary>Whether fits of this noise model can run off to infinity.</summary>
    public static bool CanHappen(NoiseModel noise) => noise.Support.IsDiscrete() && noise.Support != Support.Integers;

    /// <summary>The largest movement of a working value of a row along a step.</summary>
    public double LargestMovement(double[] step)
    {
        double largest = 0;
        foreach (Predictor predictor in _predictors)
        {
            double[] movement = PredictorValues.Of(predictor.Columns, step.AsSpan(predictor.Start, predictor.Count), null, _bound.RowCount);
            foreach (double value in movement) largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    /// <summary>The coefficients that grow without bound, if a step proves that some do; else null.</summary>
    public IReadOnlyList<int>? Prove(double[] step)
    {
        if (step.Length > MostProjected) return WideProblem.SeparatingLevels(_bound, _predictors, step);
        double[][] stepMovement = Movement(step);
        double ofStep = Largest(stepMovement);
        int before = -1;
        foreach (double zeroMargin in ZeroMargins)
        {
            double zero = zeroMargin * ofStep;
            int small = CountMargins(stepMovement, zero);
            if (small == before) continue;
            before = small;
            double[] direction = Project(step, stepMovement, zero);
            Clear(direction);
            double[][] movement = Movement(direction);
            double largest = Largest(movement);
            if (largest <= ZeroMargins[0] * ofStep) continue;
            if (Separates(direction, movement)) return Moving(direction, Negligible);
        }

        return null;
    }

    /// <summary>The names of columns by the positions of their coefficients, each once.</summary>
    public IReadOnlyList<string> Names(IReadOnlyList<int> positions) =>
        [.. positions.Select(NameOf).Distinct(StringComparer.Ordinal)];

    private string NameOf(int position)
    {
        Predictor predictor = _predictors.First(p => position >= p.Start && position < p.Start + p.Count);
        return predictor.Columns[position - predictor.Start].Name;
    }

    /// <summary>Whether no row's margin is wrong by more than rounding of its own terms: a far-off row must not hide the others.</summary>
    private bool Separates(double[] direction, double[][] movement)
    {
        double[][] terms = [.. _predictors.Select(p => Magnitudes(p, direction))];
        bool separates = true;
        ForEachMargin(movement, (i, plus, minus, margin, mustVanish) =>
        {
            double rounding = Exact * ((plus < 0 ? 0 : terms[plus][i]) + (minus < 0 ? 0 : terms[minus][i]));
            separates &= margin >= -rounding && (!mustVanish || margin <= rounding);
        });
        return separates;
    }

    /// <summary>Sets what is rounding of the projection to zero, so that rows are judged by what moves them.</summary>
    private void Clear(double[] direction)
    {
        const double Noise = 1e-11;
        HashSet<int> moving = [.. Moving(direction, Noise)];
        for (int at = 0; at < direction.Length; at++)
        {
            if (!moving.Contains(at)) direction[at] = 0;
        }
    }

    /// <summary>Σ |xⱼ bⱼ| of each row.</summary>
    private double[] Magnitudes(Predictor predictor, double[] direction)
    {
        double[] sum = new double[_bound.RowCount], cells = new double[_bound.RowCount];
        for (int j = 0; j < predictor.Count; j++)
        {
            predictor.Columns[j].Fill(0, cells);
            double b = Math.Abs(direction[predictor.Start + j]);
            for (int i = 0; i < cells.Length; i++) sum[i] += b * Math.Abs(cells[i]);
        }

        return sum;
    }

    private static bool IsMean(BoundModel bound, int k)
    {
        string name = bound.Parameters[k].Parameter.Name;
        return string.Equals(name, "mu", StringComparison.Ordinal) || name.StartsWith("mu[", StringComparison.Ordinal);
    }

    private static double Largest(double[][] movement) => movement.Max(static m => m.Length == 0 ? 0 : m.Max(Math.Abs));

    private double[][] Movement(double[] direction) =>
        [.. _predictors.Select(p => PredictorValues.Of(p.Columns, direction.AsSpan(p.Start, p.Count), null, _bound.RowCount))];

    /// <summary>Visits (row, plus, minus, margin, must vanish): the margin is the movement of predictor plus less that of minus; -1 for none.</summary>
    private void ForEachMargin(double[][] movement, Action<int, int, int, double, bool> visit)
    {
        ReadOnlySpan<double> y = _bound.Response.Span, trials = _bound.Trials.Span;
        Support support = _bound.Noise.Support;
        for (int i = 0; i < y.Length; i++)
        {
            if (support == Support.Classes)
            {
                // Predictor k is that of class k + 1; class 0 does not move.
                int own = (int)y[i] - 1;
                for (int k = -1; k < movement.Length; k++)
                {
                    if (k != own) visit(i, own, k, (own < 0 ? 0 : movement[own][i]) - (k < 0 ? 0 : movement[k][i]), false);
                }

                continue;
            }

            double most = support switch { Support.Binary => 1, Support.CountsUpToTrials => trials[i], _ => double.PositiveInfinity };
            bool both = y[i] > 0 && (y[i] < most);
            bool up = y[i] > 0;
            visit(i, up ? 0 : -1, up ? -1 : 0, up ? movement[0][i] : -movement[0][i], both);
        }
    }

    private double[] Project(double[] step, double[][] movement, double zero)
    {
        int size = step.Length;
        double[] gram = new double[size * size];
        double[] row = new double[size];
        DesignColumn[][] columns = [.. _predictors.Select(static p => p.Columns.ToArray())];
        double[] scale = Scales(columns, size);
        double[] cell = new double[1];
        ForEachMargin(movement, (i, plus, minus, margin, mustVanish) =>
        {
            if (!mustVanish && margin > zero) return;
            Array.Clear(row);
            Write(plus, 1);
            Write(minus, -1);
            for (int a = 0; a < size; a++)
            {
                if (row[a] == 0) continue;
                for (int b = 0; b < size; b++) gram[(a * size) + b] += row[a] * row[b];
            }

            void Write(int predictor, double sign)
            {
                if (predictor < 0) return;
                for (int j = 0; j < columns[predictor].Length; j++)
                {
                    columns[predictor][j].Fill(i, cell);
                    int at = _predictors[predictor].Start + j;
                    row[at] = sign * cell[0] * scale[at];
                }
            }
        });
        return NullSpacePart(gram, step, scale);
    }

    private static double[] NullSpacePart(double[] gram, double[] step, double[] scale)
    {
        const double Null = 1e-12;
        int size = step.Length;
        SymmetricEigen eigen = SymmetricEigen.Decompose(gram, size);
        double largest = 0;
        foreach (double value in eigen.Values) largest = Math.Max(largest, value);
        double[] result = new double[size];
        for (int k = 0; k < size; k++)
        {
            if (largest > 0 && eigen.Values[k] > Null * largest) continue;
            ReadOnlySpan<double> vector = eigen.Vector(k);
            double projection = 0;
            for (int a = 0; a < size; a++) projection += vector[a] * step[a] / scale[a];
            for (int a = 0; a < size; a++) result[a] += projection * vector[a] * scale[a];
        }

        return result;
    }

    /// <summary>One over the root mean square of each column; 1 for coefficients of other predictors.</summary>
    private double[] Scales(DesignColumn[][] columns, int size)
    {
        double[] scale = new double[size];
        Array.Fill(scale, 1);
        double[] cells = new double[_bound.RowCount];
        for (int k = 0; k < columns.Length; k++)
        {
            for (int j = 0; j < columns[k].Length; j++)
            {
                columns[k][j].Fill(0, cells);
                double sum = 0;
                foreach (double cell in cells) sum += cell * cell;
                if (sum > 0) scale[_predictors[k].Start + j] = 1 / Math.Sqrt(sum / cells.Length);
            }
        }

        return scale;
    }

    /// <summary>The coefficients that are more than a share of the largest, each in units of its column.</summary>
    private List<int> Moving(double[] direction, double share)
    {
        DesignColumn[][] columns = [.. _predictors.Select(static p => p.Columns.ToArray())];
        double[] scale = Scales(columns, direction.Length);
        int[] all = [.. _predictors.SelectMany(static p => Enumerable.Range(p.Start, p.Count))];
        double largest = all.Max(at => Math.Abs(direction[at]) / scale[at]);
        return [.. all.Where(at => Math.Abs(direction[at]) / scale[at] > share * largest)];
    }

    private int CountMargins(double[][] movement, double zero)
    {
        int count = 0;
        ForEachMargin(movement, (_, _, _, margin, mustVanish) => count += mustVanish || margin <= zero ? 1 : 0);
        return count;
    }
}
