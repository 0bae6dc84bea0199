using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;
using Surprisal.Numerics.Primitives;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise;

/// <summary>Several measurements of a row whose errors vary together, with occasional gross outliers of the whole row.</summary>
/// <remarks>
/// <para>Density: Γ((nu + d)/2)/(Γ(nu/2) (nu π)^(d/2) det L) · (1 + |z|²/nu)^(−(nu + d)/2), z = L⁻¹(y − mu).</para>
/// <para>Parameters: mu[a], the centre of each response (identity); scale[a], the diagonal of L (log); cholesky[b,a], L below it (identity); nu, the degrees
/// of freedom (log).</para>
/// <para>Support: vectors of finite numbers, <c>cbind(a, b) ~ x</c>.</para>
/// <para>Numerical hazard: for large nu as for student-t; the ratio of gamma functions is climbed in half steps, Σⱼ R((nu + j)/2) + ½ log(1 + j/nu) for j &lt; d,
/// R(x) = log Γ(x + ½) − log Γ(x) − ½ log x, each of which is small by itself.</para>
/// <para>Source: Kotz, Nadarajah, Multivariate t Distributions and Their Applications (2004), section 1.1; Lange, Little, Taylor (1989),
/// doi:10.1080/01621459.1989.10478852.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/multivariate-student-t.json.</para>
/// </remarks>
public sealed class MultivariateStudentTNoise : VectorNoise
{
    private const double StartingDegreesOfFreedom = 5.0;
    private static readonly NoiseParameter DegreesOfFreedom = new("nu", ParameterDomain.Positive, "degrees of freedom", ParameterRole.Shape, LimitingModel: "multivariate-gaussian");

    /// <summary>The noise model before it knows the responses.</summary>
    public MultivariateStudentTNoise()
        : base([], DegreesOfFreedom)
    {
    }

    private MultivariateStudentTNoise(IReadOnlyList<string> responses)
        : base(responses, DegreesOfFreedom)
    {
    }

    /// <inheritdoc/>
    public override string Name => "multivariate-student-t";

    /// <inheritdoc/>
    public override string Description => "several measurements whose errors vary together, with occasional gross outliers";

    /// <inheritdoc/>
    public override string Density =>
        "gamma((nu + d)/2) / (gamma(nu/2) (nu pi)^(d/2) det L) (1 + |z|^2/nu)^(-(nu + d)/2), z = L^-1 (y - mu), L with diagonal scale and cholesky below it";

    /// <inheritdoc/>
    public override string Estimates => "the centre of each response";

    /// <inheritdoc/>
    public override NoiseModel ForResponses(IReadOnlyList<string> names) => new MultivariateStudentTNoise(names);

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        int d = Responses.Count;
        (T square, T logDeterminant) = Standardise(y, working);
        T logNu = working[FirstShape], nu = T.Exp(logNu), reciprocal = T.Exp(-logNu), ratio = square * reciprocal;
        T normaliser = d * Constants.HalfLogTwoPi;
        for (int j = 0; j < d; j++) normaliser -= T.GammaHalfRatio(0.5 * (nu + j)) + (0.5 * T.Log1p(j * reciprocal));
        T near = (0.5 * (square + (d * ratio))) + ((0.5 * (nu + d)) * T.Log1pMinusX(ratio));
        T far = (0.5 * (nu + d)) * T.Log1p(ratio);
        return T.SelectLess(ratio, 1.0, near, far) + (normaliser + logDeterminant);
    }

    /// <inheritdoc/>
    public override void Start(Observations observations, ReadOnlySpan<double> weights, Span<double> parameters, int variant = 0)
    {
        base.Start(observations, weights, parameters, variant);
        parameters[FirstShape] = StartingDegreesOfFreedom;

        // At five degrees of freedom the standard deviation is √(5/3) of the scale.
        double shrink = Math.Sqrt((StartingDegreesOfFreedom - 2.0) / StartingDegreesOfFreedom);
        for (int k = Responses.Count; k < FirstShape; k++) parameters[k] *= shrink;
    }

    /// <summary>
    /// The entropy is the surprisal at the centre plus (nu + d)/2 · E log(1 + |z|²/nu), which is ψ((nu + d)/2) − ψ(nu/2), climbed in half steps.
    /// </summary>
    /// <inheritdoc/>
    internal override RowSummary Summary(ReadOnlySpan<double> parameters, double trials)
    {
        int d = Responses.Count;
        double nu = parameters[FirstShape], stretch = nu > 2.0 ? nu / (nu - 2.0) : double.NaN;
        double[] mean = parameters[..d].ToArray(), covariance = [.. ScaleMatrix(parameters).Select(c => c * stretch)];
        if (!(nu > 1.0)) Array.Fill(mean, double.NaN);
        for (int a = 0; a < d && nu is > 1.0 and <= 2.0; a++) covariance[(a * d) + a] = double.PositiveInfinity;
        double entropy = LogDeterminant(parameters) + (d * Constants.HalfLogTwoPi), climb = 0.0;
        for (int j = 0; j < d; j++)
        {
            (double ratio, double slope, _) = Elementary.Derivatives<GammaHalfRatio>(0.5 * (nu + j));
            entropy -= ratio + (0.5 * Elementary.Log1p(j / nu));
            climb += slope + (1.0 / (nu + j));
        }

        return RowSummary.OfNumbers(mean, covariance, entropy + (0.5 * (nu + d) * climb));
    }

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, double trials, RandomStream stream, Span<double> response)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ParameterCheck.Require(this, parameters);
        double half = 0.5 * parameters[FirstShape];
        double factor = Elementary.Exp(-0.5 * (GammaSampler.NextLog(stream, half) - Elementary.Log(half)));
        double[] z = new double[Responses.Count];
        for (int a = 0; a < z.Length; a++) z[a] = factor * stream.NextNormal();
        Unstandardise(parameters, z, response);
    }
}
