using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Directions: angles about a mean direction, the normal distribution of the circle.</summary>
/// <remarks>
/// <para>Density: exp(concentration cos(y − mu))/(2π I₀(concentration)), I₀ the modified Bessel function; circular variance 1 −
/// I₁(concentration)/I₀(concentration).</para>
/// <para>Parameters: mu, the mean direction (tan-half: mu = 2 atan η; identity has no end at ±π); concentration (log).</para>
/// <para>Support: angles in radians; those that differ by 2π are one. cdf and quantiles run from −π to π.</para>
/// <para>Numerical hazard: I₀ overflows at 714, and the normaliser cancels concentration · cos. With the scaled log e⁻ˣI₀(x)
/// (<see cref="Surprisal.Numerics.IReal{T}.LogBesselI0Scaled"/>) and 1 − cos d = 2 sin²(d/2) what is left is small by itself; small tails
/// are integrals of positive terms, not Fourier series.</para>
/// <para>Source: Mardia, Jupp, Directional Statistics (2000), section 3.5.4; sampling: Best, Fisher (1979), doi:10.2307/2346732.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/von-mises.json.</para>
/// </remarks>
public sealed class VonMisesNoise : ScalarNoise
{
    private const double Smallest = 1e-3;
    private const double Largest = 1e6;

    /// <inheritdoc/>
    public override string Name => "von-mises";

    /// <inheritdoc/>
    public override string Description => "angles about a mean direction";

    /// <inheritdoc/>
    public override string Density => "exp(concentration cos(y - mu)) / (2 pi I0(concentration))";

    /// <inheritdoc/>
    public override string Estimates => "the mean direction of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Angle, "mean direction", ParameterRole.Location),
        new("concentration", ParameterDomain.Positive, "concentration", ParameterRole.Concentration),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.Circle;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T concentration = T.Exp(working[1]);
        T bend = T.Square(T.Sin(0.5 * (y.Value - working[0])));
        return (2.0 * concentration * bend) + (T.LogBesselI0Scaled(concentration) + Constants.LogTwoPi);
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new VonMisesDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        double sine = 0.0, cosine = 0.0, weight = 0.0;
        for (int i = 0; i < y.Length; i++)
        {
            double w = weights.IsEmpty ? 1.0 : weights[i];
            sine += w * Elementary.Sin(y[i]);
            cosine += w * Elementary.Cos(y[i]);
            weight += w;
        }

        // The direction of the mean point; its length is I1/I0 of the concentration, about as in Banerjee et al. (2005), J. Mach. Learn. Res. 6, 1345.
        double length = Math.Sqrt((sine * sine) + (cosine * cosine));
        bool hasDirection = weight > 0.0 && length > 0.0;
        double share = hasDirection ? Math.Min(length / weight, 1.0) : 0.0, square = share * share;
        parameters[0] = hasDirection ? 2.0 * Elementary.Atan(sine / (length + Math.Abs(cosine))) : 0.0;
        if (hasDirection && cosine < 0.0) parameters[0] = Math.CopySign(Math.PI, sine) - parameters[0];
        parameters[1] = square < 1.0 ? Math.Clamp(share * (2.0 - square) / (1.0 - square), Smallest, Largest) : Largest;
    }
}
