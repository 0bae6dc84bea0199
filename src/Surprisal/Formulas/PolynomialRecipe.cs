using System.Globalization;

namespace Surprisal.Formulas;

/// <summary>
/// <c>poly(x,degree)</c>: the polynomials of degree 1 to <c>degree</c> that are orthonormal over the training rows and orthogonal to the
/// constant, evaluated anywhere by their three-term recurrence.
/// </summary>
/// <remarks>
/// p₀ = 1, p₁ = x − a₁, pₖ₊₁ = (x − aₖ₊₁) pₖ − (nₖ/nₖ₋₁) pₖ₋₁ with aₖ₊₁ = Σ x pₖ²/nₖ and nₖ = Σ pₖ². The same columns, signs included, as
/// R's <c>poly</c>. Source: W. J. Kennedy and J. E. Gentle, Statistical Computing (1980), pp. 343-344.
/// </remarks>
internal sealed class PolynomialRecipe : VariableRecipe
{
    private readonly NumericExpression _argument;
    private readonly Dictionary<string, Moments> _memory;
    private readonly double[] _centres;
    private readonly double[] _squaredNorms;

    private PolynomialRecipe(
        string text, NumericExpression argument, Dictionary<string, Moments> memory, double[] centres, double[] squaredNorms)
        : base(text)
    {
        _argument = argument;
        _memory = memory;
        _centres = centres;
        _squaredNorms = squaredNorms;
    }

    /// <summary>Learns the recurrence from the training rows.</summary>
    /// <exception cref="FormulaException">The degree is not less than the number of distinct values.</exception>
    public static PolynomialRecipe Train(CallNode call, NumericExpression argument, int degree, string formulaText, ModelFrame frame)
    {
        Dictionary<string, Moments> memory = argument.Train(frame);
        ReadOnlySpan<double> x = argument.Evaluate(frame, memory).Span;
        int distinct = CountDistinct(x, degree + 1);
        if (distinct <= degree)
        {
            string found = string.Create(CultureInfo.InvariantCulture, $"{argument.Text} has only {distinct} distinct values");
            throw new FormulaException($"the degree of {call} is too high: {found}", formulaText, call.Position, "choose a lower degree");
        }

        double[] centres = new double[degree];
        double[] squaredNorms = new double[degree + 1];
        double[] before = new double[x.Length], last = new double[x.Length], squares = new double[x.Length];
        Array.Fill(last, 1.0);
        squaredNorms[0] = x.Length;
        for (int k = 0; k < degree; k++)
        {
            for (int i = 0; i < x.Length; i++) squares[i] = last[i] * last[i];
            centres[k] = CompensatedSum.OfProducts(x, squares) / squaredNorms[k];
            Step(x, last, before, centres[k], k == 0 ? 0 : squaredNorms[k] / squaredNorms[k - 1]);
            (before, last) = (last, before);
            squaredNorms[k + 1] = CompensatedSum.OfProducts(last, last);
        }

        return new PolynomialRecipe(call.ToString(), argument, memory, centres, squaredNorms);
    }

    public override int Width(bool isFull) => _centres.Length;

    public override string NameOf(int column, bool isFull) => Width(isFull) == 1
        ? Text
        : string.Create(CultureInfo.InvariantCulture, $"{Text}[{column + 1}]");

    public override VariableValues Apply(ModelFrame frame)
    {
        ReadOnlySpan<double> x = _argument.Evaluate(frame, _memory).Span;
        ReadOnlyMemory<double>[] columns = new ReadOnlyMemory<double>[_centres.Length];
        double[] before = new double[x.Length], last = new double[x.Length];
        Array.Fill(last, 1.0);
        for (int k = 0; k < columns.Length; k++)
        {
            Step(x, last, before, _centres[k], k == 0 ? 0 : _squaredNorms[k] / _squaredNorms[k - 1]);
            (before, last) = (last, before);
            double norm = Math.Sqrt(_squaredNorms[k + 1]);
            double[] column = new double[x.Length];
            for (int i = 0; i < column.Length; i++) column[i] = last[i] / norm;
            columns[k] = column;
        }

        return new VariableValues(columns, default);
    }

    /// <summary>Overwrites the polynomial before the last with the next one.</summary>
    private static void Step(ReadOnlySpan<double> x, double[] last, double[] before, double centre, double ratio)
    {
        for (int i = 0; i < x.Length; i++) before[i] = ((x[i] - centre) * last[i]) - (ratio * before[i]);
    }

    private static int CountDistinct(ReadOnlySpan<double> values, int enough)
    {
        HashSet<double> seen = [];
        foreach (double value in values)
        {
            if (seen.Add(value) && seen.Count == enough) break;
        }

        return seen.Count;
    }
}
