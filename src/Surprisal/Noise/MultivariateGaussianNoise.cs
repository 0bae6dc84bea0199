using Surprisal.Numerics;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise;

/// <summary>Several measurements of a row whose errors vary together.</summary>
/// <remarks>
/// <para>Density: exp(−½ (y − mu)ᵀ Σ⁻¹ (y − mu)) / √((2π)ᵈ det Σ), Σ = LLᵀ.</para>
/// <para>Parameters: mu[a], the mean of each response (identity); scale[a], the diagonal of L (log); cholesky[b,a], L below it (identity).</para>
/// <para>Support: vectors of finite numbers, <c>cbind(a, b) ~ x</c>.</para>
/// <para>Numerical hazard: an inverse of Σ; L⁻¹(y − mu) by forward substitution instead, log det Σ is twice the sum of the log scales.</para>
/// <para>Source: Anderson, An Introduction to Multivariate Statistical Analysis, 3rd ed. (2003), section 2.3.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/multivariate-gaussian.json.</para>
/// </remarks>
public sealed class MultivariateGaussianNoise : VectorNoise
{
    /// <summary>The noise model before it knows the responses.</summary>
    public MultivariateGaussianNoise()
        : base([])
    {
    }

    private MultivariateGaussianNoise(IReadOnlyList<string> responses)
        : base(responses)
    {
    }

    /// <inheritdoc/>
    public override string Name => "multivariate-gaussian";

    /// <inheritdoc/>
    public override string Description => "several measurements whose errors vary together";

    /// <inheritdoc/>
    public override string Density => "exp(-|z|^2 / 2) / ((2 pi)^(d/2) det L), z = L^-1 (y - mu), L with diagonal scale and cholesky below it";

    /// <inheritdoc/>
    public override string Estimates => "the mean of each response";

    /// <inheritdoc/>
    public override NoiseModel ForResponses(IReadOnlyList<string> names) => new MultivariateGaussianNoise(names);

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        (T square, T logDeterminant) = Standardise(y, working);
        return (0.5 * square) + (logDeterminant + (Responses.Count * Constants.HalfLogTwoPi));
    }

    /// <inheritdoc/>
    internal override RowSummary Summary(ReadOnlySpan<double> parameters, double trials) => RowSummary.OfNumbers(
        parameters[..Responses.Count].ToArray(), ScaleMatrix(parameters), (Responses.Count * (Constants.HalfLogTwoPi + 0.5)) + LogDeterminant(parameters));

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, double trials, RandomStream stream, Span<double> response)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ParameterCheck.Require(this, parameters);
        double[] z = new double[Responses.Count];
        for (int a = 0; a < z.Length; a++) z[a] = stream.NextNormal();
        Unstandardise(parameters, z, response);
    }
}
