using Surprisal.Models;
using Surprisal.Numerics;
using Surprisal.Priors;
using Surprisal.Solvers;

namespace Surprisal.Fits.Strengths;

/// <summary>The scale of a prior at the largest evidence.</summary>
/// <param name="Place">Of which of the model's priors.</param>
/// <param name="Scale">What its spread of one is multiplied by.</param>
/// <param name="EffectiveParameters">How many of its coefficients the data determine.</param>
/// <param name="Limit">In which direction the evidence has no maximum: −1 towards 0, 1 towards ∞, else 0.</param>
internal sealed record EvidenceScale(int Place, double Scale, double EffectiveParameters, int Limit);

/// <summary>
/// Maximises the evidence by Laplace's approximation over the scales of priors, all together: empirical Bayes.
/// </summary>
/// <remarks>
/// <para>1. With θ the logarithms of the scales, minimise F(θ) = f + ½ log det A, f the objective at its mode and A its curvature there. 2. Slopes: f moves as the prior
/// alone does, its own coefficients being at their best; the determinant moves with the prior and, where the rows' curvature is no constant, with the mode
/// ḃ = −A⁻¹ ∂(slope of the prior)/∂θ: a central difference of log det along (ḃ, 1) has both, the third derivatives of the surprisal among them. 3. A look at a few scales, then
/// Broyden, Fletcher, Goldfarb, Shanno with steps of at most 2, each mode found from the last one. 4. A prior that the data leave less than a hundredth of a coefficient, the
/// evidence still rising as it tightens, stays there: its scale goes to 0.</para>
/// <para>MacKay (1992), doi:10.1162/neco.1992.4.3.415; Wood (2011), doi:10.1111/j.1467-9868.2010.00749.x, for slopes by implicit differentiation.</para>
/// </remarks>
internal sealed class EvidenceSearch
{
    private const double SlopeTolerance = 3e-7;
    private const double MostStep = 2;
    private const double Farthest = 14;
    private const double LittleLeft = 0.01;
    private const double PriorStep = 1e-5;
    private const double DeterminantStep = 1e-4;
    private const int MostSteps = 100;
    private static readonly double[] FirstLook = [-3, -1.5, 0, 1.5];
    private readonly EvidencePoints _points;
    private readonly double[] _start;
    private readonly int[] _limits;

    /// <summary>Prepares.</summary>
    /// <param name="bound">The model with its data; the scales of priors to be chosen are 1.</param>
    /// <param name="options">Threads and cancellation.</param>
    public EvidenceSearch(BoundModel bound, EvaluationOptions options)
    {
        _points = new EvidencePoints(bound, options);
        _start = [.. _points.Specs.Select(spec => FirstScale(bound, spec))];
        _limits = new int[_start.Length];
    }

    /// <summary>Searches.</summary>
    /// <exception cref="InputException">The model has no regular optimum at any scale that was tried.</exception>
    public IReadOnlyList<EvidenceScale> Run()
    {
        EvidencePoint? at = null;
        foreach (double shift in FirstLook)
        {
            EvidencePoint? tried = _points.At([.. _start.Select(s => s + shift)], at);
            if (tried is not null && (at is null || tried.Value < at.Value)) at = tried;
        }

        if (at is null) throw new InputException("the evidence does not exist: the model has no regular optimum with these priors", "give the scale a number, or use cv");
        at = Descend(at);
        return [.. _points.Specs.Select((spec, k) => new EvidenceScale(_points.PlaceOf(spec), Elementary.Exp(at.Scales[k]), at.EffectiveOf(_points.PlacesOf(at, k)), _limits[k]))];
    }

    private EvidencePoint Descend(EvidencePoint at)
    {
        int count = _start.Length;
        double[] slope = Slope(at);
        double[] inverse = new double[count * count];
        for (int k = 0; k < count; k++) inverse[(k * count) + k] = 1 / Math.Max(1e-6, Math.Abs(slope[k]));
        for (int step = 0; step < MostSteps && slope.Max(Math.Abs) > SlopeTolerance; step++)
        {
            double[] move = new double[count];
            for (int i = 0; i < count; i++)
            {
                for (int j = 0; j < count; j++) move[i] -= inverse[(i * count) + j] * slope[j];
            }

            double largest = move.Max(Math.Abs), length = largest > MostStep ? MostStep / largest : 1, along = 0;
            for (int k = 0; k < count; k++) along += move[k] * slope[k];
            if (!(along < 0)) break;
            EvidencePoint? next = null;
            for (; length * largest > 1e-9; length /= 2)
            {
                next = _points.At([.. at.Scales.Select((s, k) => s + (length * move[k]))], at);
                if (next is not null && next.Value <= at.Value + (1e-4 * length * along)) break;
                next = null;
            }

            if (next is null) break;
            double[] there = Slope(next);
            Update(inverse, [.. next.Scales.Select((s, k) => s - at.Scales[k])], [.. there.Select((g, k) => g - slope[k])]);
            (at, slope) = (next, there);
        }

        return at;
    }

    /// <summary>dF/dθ; 0 for scales that have gone as far as they may.</summary>
    private double[] Slope(EvidencePoint at)
    {
        double[] slope = new double[_start.Length];
        for (int k = 0; k < slope.Length; k++)
        {
            slope[k] = _points.Slope(at, k, PriorStep, DeterminantStep);
            if (slope[k] > 0 && at.EffectiveOf(_points.PlacesOf(at, k)) < LittleLeft) _limits[k] = -1;
            else if (slope[k] < 0 && at.Scales[k] > _start[k] + Farthest) _limits[k] = 1;
            else _limits[k] = 0;
            if (_limits[k] != 0) slope[k] = 0;
        }

        return slope;
    }

    private static void Update(double[] inverse, double[] step, double[] change)
    {
        int count = step.Length;
        double bend = 0;
        for (int k = 0; k < count; k++) bend += step[k] * change[k];
        if (!(bend > 1e-14))
        {
            // Far off the evidence bends the other way: the next step is a longer one.
            for (int k = 0; k < inverse.Length; k++) inverse[k] *= 2;
            return;
        }

        double[] product = new double[count];
        double curve = 0;
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++) product[i] += inverse[(i * count) + j] * change[j];
            curve += product[i] * change[i];
        }

        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
                inverse[(i * count) + j] += ((1 + (curve / bend)) * step[i] * step[j] / bend) - (((product[i] * step[j]) + (step[i] * product[j])) / bend);
        }
    }

    /// <summary>log of a scale of ordinary size: the spread of the response over that of the columns.</summary>
    private static double FirstScale(BoundModel bound, PriorSpec spec)
    {
        double sum = 0;
        int count = 0;
        foreach (AssignedPrior prior in bound.Priors.Where(p => ReferenceEquals(p.Spec, spec)))
        {
            for (int j = 0; j < prior.Columns.Count; j++)
            {
                double spread = prior.Columns[j] is Formulas.InterceptColumn ? 1 : ColumnMoments.Deviation(prior.Columns[j], bound.RowCount, bound.Weights.Span);
                sum += spread > 0 ? Elementary.Log(spread / prior.Scales[j]) : 0;
                count++;
            }
        }

        double response = 1;
        if (StartingPoint.IsLocation(bound))
        {
            ReadOnlySpan<double> y = bound.Response.Span;
            double mean = 0, square = 0;
            foreach (double value in y) mean += value / y.Length;
            foreach (double value in y) square += (value - mean) * (value - mean) / y.Length;
            if (square > 0) response = Math.Sqrt(square);
        }

        return Elementary.Log(response) - (count == 0 ? 0 : sum / count) - (0.5 * Elementary.Log(Math.Max(1, count)));
    }
}
