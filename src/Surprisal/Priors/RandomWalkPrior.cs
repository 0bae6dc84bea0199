namespace Surprisal.Priors;

/// <summary>Neighbouring levels of a factor differ little: a random walk over the levels in their order, or, of order 2, one of its slopes.</summary>
/// <remarks>
/// <para>Density: each difference of order 1, b[k+1] − b[k], or 2, b[k+2] − 2 b[k+1] + b[k], is gaussian(sd).</para>
/// <para>Values: sd, and the order, 1 or 2. A reference level, which has no column, is at 0. Over all levels the walk is intrinsic: nothing is believed of its level, and of order
/// 2 nothing of its slope, so it is improper.</para>
/// <para>Source: Rue, Held, Gaussian Markov Random Fields (2005), section 3.3.</para>
/// </remarks>
public sealed class RandomWalkPrior : BlockPrior
{
    /// <summary>The prior.</summary>
    /// <param name="sd">The standard deviation of a difference; positive and finite.</param>
    /// <param name="order">1 or 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is another.</exception>
    public RandomWalkPrior(double sd, int order = 1)
    {
        if (order is not (1 or 2)) throw new ArgumentOutOfRangeException(nameof(order), order, "the order of a random walk is 1 or 2");
        (Sd, Order) = (Checked(sd), order);
    }

    /// <summary>The standard deviation of a difference.</summary>
    public double Sd { get; }

    /// <summary>1 or 2.</summary>
    public int Order { get; }

    /// <inheritdoc/>
    public override string Name => "random-walk";

    /// <inheritdoc/>
    public override string PenaltyName => "smoothing";

    /// <inheritdoc/>
    public override string Density => "differences of order 1 or 2 between neighbouring levels are gaussian(sd); improper where no level is held";

    /// <inheritdoc/>
    public override IReadOnlyList<PriorValue> Values => [new("sd", Sd), new("order", Order)];

    /// <inheritdoc/>
    public override bool IsProper => false;

    /// <inheritdoc/>
    public override bool IsLogConcave => true;

    /// <inheritdoc/>
    public override bool HasKink => false;

    /// <inheritdoc/>
    public override bool NeedsLevels => true;

    /// <inheritdoc/>
    public override double KinkSlope(int size) => 0;

    /// <summary>A gaussian with the walk's precision, levels without a column left out.</summary>
    /// <inheritdoc/>
    public override BlockPrior ForLevels(IReadOnlyList<int> levels, int count)
    {
        ArgumentNullException.ThrowIfNull(levels);
        double[] precision = new double[levels.Count * levels.Count], weights = Order == 1 ? [-1, 1] : [1, -2, 1];
        int[] place = new int[count];
        Array.Fill(place, -1);
        for (int j = 0; j < levels.Count; j++) place[levels[j]] = j;
        for (int first = 0; first + Order < count; first++)
        {
            for (int a = 0; a <= Order; a++)
            {
                for (int b = 0; b <= Order; b++)
                {
                    if (place[first + a] >= 0 && place[first + b] >= 0) precision[(place[first + a] * levels.Count) + place[first + b]] += weights[a] * weights[b] / Sd / Sd;
                }
            }
        }

        return MultivariateGaussianPrior.OfPrecision(precision, levels.Count);
    }

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> b) => Whole(b.Length).LogDensity(b);

    /// <inheritdoc/>
    public override void AddSlope(ReadOnlySpan<double> b, Span<double> slope) => Whole(b.Length).AddSlope(b, slope);

    /// <inheritdoc/>
    public override void AddCurvature(ReadOnlySpan<double> b, Span<double> curvature) => Whole(b.Length).AddCurvature(b, curvature);

    /// <inheritdoc/>
    public override void Proximal(ReadOnlySpan<double> at, double step, Span<double> b) => Whole(at.Length).Proximal(at, step, b);

    /// <inheritdoc/>
    public override BlockPrior Scaled(double factor) => new RandomWalkPrior(Sd * factor, Order);

    private BlockPrior Whole(int size) => ForLevels([.. Enumerable.Range(0, size)], size);
}
