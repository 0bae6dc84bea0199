using Surprisal.Numerics;

namespace Surprisal.Noise.Distributions;

/// <summary>A distribution on a continuum, with atoms where the noise model has some, by quadrature of its formula.</summary>
internal sealed class NumericalContinuum : NumericalDistribution
{
    private const double LogHalf = -Constants.LogTwo;
    private readonly Lazy<Continuum> _continuum;
    private readonly Lazy<Continuum> _checked;

    /// <summary>Keeps the formula; nothing is integrated yet.</summary>
    public NumericalContinuum(DensityFormula formula)
        : base(formula)
    {
        _continuum = new Lazy<Continuum>(() => new Continuum(formula.At, Support, formula.Noise.Atoms.Where(y => Support.Contains(y)).Order(), formula.Parameters));
        _checked = new Lazy<Continuum>(() =>
        {
            RequireNormalised(_continuum.Value.Total);
            return _continuum.Value;
        });
    }

    /// <inheritdoc/>
    public override string Accuracy => _checked.Value.Converged
        ? "cdf, quantiles and moments by adaptive quadrature of the density, to about 1e-12 relative"
        : "cdf, quantiles and moments by adaptive quadrature of the density, which did not reach its accuracy everywhere";

    /// <inheritdoc/>
    public override double LogNormaliser => _continuum.Value.Total;

    /// <inheritdoc/>
    public override void ForEachNode(Action<double, double> visit) => _continuum.Value.ForEachNode(visit);

    /// <inheritdoc/>
    protected override (double Cdf, double Survival, double LogCdf, double LogSurvival) Tails(double y)
    {
        if (double.IsNaN(y)) return (y, y, y, y);
        Continuum at = _checked.Value;
        if (y < at.Low || double.IsNegativeInfinity(y)) return Complement(double.NegativeInfinity, true);
        if (y >= at.High) return Complement(double.NegativeInfinity, false);
        double lower = at.LogBelow(y) - at.Total;
        return lower <= LogHalf ? Complement(lower, true) : Complement(at.LogAbove(y) - at.Total, false);
    }

    /// <inheritdoc/>
    protected override double Quantile(double probability, bool below)
    {
        Continuum at = _checked.Value;
        if (probability is 0.0 or 1.0) return probability == 0.0 == below ? at.Low : at.High;
        return at.Solve(Elementary.Log(probability) + at.Total, below);
    }

    /// <inheritdoc/>
    protected override double FindMean() => _checked.Value.Mean();

    /// <inheritdoc/>
    protected override double FindVariance(double mean) => _checked.Value.Expect(y => (y - mean) * (y - mean));

    /// <inheritdoc/>
    protected override double FindEntropy() => _checked.Value.Entropy();

    /// <inheritdoc/>
    protected override double FindMode() => _checked.Value.Mode();
}
