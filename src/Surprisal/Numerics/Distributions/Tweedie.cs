using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Distributions;

/// <summary>
/// The compound poisson-gamma distribution: a poisson number of gamma summands, with an atom at 0. Tails on y &gt; 0 and quantiles.
/// </summary>
/// <remarks>
/// P(Y &gt; y) = Σ Pois(j; λ) Q(ja, x), the lower tail e^−λ + Σ Pois(j; λ) P(ja, x), x = aλ y/μ. Each term is e^−(d/2φ) times a term of the
/// density's series (<see cref="Surprisal.Numerics.Primitives.TweedieRemainder"/>) times a gamma tail over its density, with j/m and log x/(ja)
/// known exactly, so that nothing cancels however large λ or far out y. Where the terms form a wide peak far from 0 they are summed with a stride,
/// as there; in the tail of such a peak the density itself is integrated. Relative error of both tails some 1e-14 for λ up to 1e10 and tails down to 1e-300.
/// </remarks>
/// <param name="Mean">μ.</param>
/// <param name="Rate">λ, the poisson mean.</param>
/// <param name="Power">p, of the variance function φμᵖ; strictly between 1 and 2.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly partial record struct Tweedie(double Mean, double Rate, double Power)
{
    private const double FarFromZero = 42.0;
    private const double NodesADeviation = 1.75;
    private const double Wide = NodesADeviation * NodesADeviation;
    private const double Negligible = 1e-18;
    private const double Mostly = 0.6;
    private const double FewSummands = 1.0;
    private const int MostNodes = 100_000;

    /// <summary>The distribution with this mean, dispersion and power.</summary>
    public static Tweedie Of(double mean, double dispersion, double power) =>
        new(mean, Elementary.Pow(mean, 2.0 - power) / dispersion / (2.0 - power), power);

    /// <summary>The shape of one gamma summand.</summary>
    public double Shape => (2.0 - Power) / (Power - 1.0);

    /// <summary>c = 1 + a: the deviance of a number of summands counts this often.</summary>
    private double Times => 1.0 / (Power - 1.0);

    /// <summary>The logarithm of y/μ, accurate in relative terms also next to 0.</summary>
    public double LogRatio(double y)
    {
        double difference = (y - Mean) / Mean;
        return Math.Abs(difference) < 0.5 ? Elementary.Log1p(difference) : Elementary.Log(y) - Elementary.Log(Mean);
    }

    /// <summary>d(y, μ)/(2φ) from log y/μ: λ/(p − 1) times (2 − p)(eᵗ − 1 − t) − (e^(2−p)t − 1 − (2 − p)t), or for p below 1½ its mirror image.</summary>
    public double Deviance(double logRatio) => Rate * Times * Bracket(logRatio);

    /// <summary>Both tails at y &gt; 0.</summary>
    public TailPair Tails(double y)
    {
        double logRatio = LogRatio(y);
        if (logRatio >= 0.0 || Rate < FewSummands)
        {
            ScaledTail upper = Upper(logRatio);
            return upper.Value < Mostly ? TailPair.FromUpper(upper) : TailPair.FromBoth(Lower(logRatio), upper.Value);
        }

        ScaledTail lower = Lower(logRatio);
        return lower.Value < Mostly ? TailPair.FromLower(lower) : TailPair.FromBoth(lower, Upper(logRatio).Value);
    }

    /// <summary>P(Y &gt; y).</summary>
    public ScaledTail Upper(double logRatio) => Positive(logRatio, upper: true);

    /// <summary>P(Y ≤ y), the atom in it.</summary>
    public ScaledTail Lower(double logRatio)
    {
        ScaledTail positive = Positive(logRatio, upper: false);
        return positive with { Factor = positive.Factor + Elementary.Exp(-Rate - positive.Exponent.High) };
    }

    /// <summary>P(Y &gt; y), or P(0 &lt; Y ≤ y), over e^−(d/2φ).</summary>
    public ScaledTail Positive(double logRatio, bool upper)
    {
        double deviance = Deviance(logRatio);
        if (double.IsInfinity(deviance)) return new ScaledTail(double.NegativeInfinity, 1.0);

        // m = λ(y/μ)^(2−p), the poisson mean of the distribution whose mean is y: where the terms of the density are largest.
        double logM = (2.0 - Power) * logRatio, m = Rate * Elementary.Exp(logM);
        bool wide = m >= FarFromZero && m >= Wide * Times;
        if (wide && (upper ? logRatio >= 0.0 : logRatio <= 0.0))
        {
            double integral = TailQuadrature.Integrate(new DensityExponent(this, m, logRatio, upper ? 1.0 : -1.0));
            return new ScaledTail(-deviance, Elementary.Exp(LogScaledDensity(logRatio)) * integral);
        }

        double stride = wide ? 1.0 / (NodesADeviation * Math.Sqrt(m * Times)) : 1.0 / m;
        double middle = wide ? 0.0 : Math.Max(Math.Floor(m), 1.0), sum = 0.0;
        SeriesTerm term = new(this, m, logRatio, upper);
        for (int i = 0; i < MostNodes; i++)
        {
            double next = wide ? term.AtOffset(i * stride) : term.AtCount(middle + i);
            sum += next;
            if (next <= Negligible * sum) break;
        }

        for (int i = 1; i < MostNodes; i++)
        {
            double w = -i * stride;
            if (wide ? w <= -1.0 : middle - i < 1.0) break;
            double next = wide ? term.AtOffset(w) : term.AtCount(middle - i);
            sum += next;
            if (next <= Negligible * sum) break;
        }

        return new ScaledTail(-deviance, wide ? sum * stride * m : sum);
    }

    /// <summary>(2 − p)(eᵗ − 1 − t) − (e^(2−p)t − 1 − (2 − p)t).</summary>
    private double Bracket(double t)
    {
        double q = 2.0 - Power, r = Power - 1.0;
        if (Power >= 1.5) return (q * Elementary.Expm1MinusX(t)) - Elementary.Expm1MinusX(q * t);
        double bounded = Math.Max(t, -600.0);
        return Elementary.Exp(bounded) * ((r * Elementary.Expm1MinusX(-bounded)) - Elementary.Expm1MinusX(-r * bounded));
    }

    /// <summary>
    /// −log of y f(y), f the density, s beyond a response in either direction on the scale of log y, less its value there: the deviance's part is
    /// m ((2 − p)(e^(p−1)t − 1)(eˢ − 1) + bracket(s))/(p − 1).
    /// </summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct DensityExponent(Tweedie noise, double m, double logRatio, double sign) : ITailExponent
    {
        private readonly double _q = 2.0 - noise.Power;
        private readonly double _tilt = Elementary.Expm1((noise.Power - 1.0) * logRatio);
        private readonly double _logM = Elementary.Log(m);
        private readonly double _remainder = Elementary.TweedieRemainder(noise.Shape, Elementary.Log(m));

        public double Slope => sign * ((noise.Shape * m * _tilt) - (0.5 * _q));

        public double Curvature => noise.Shape * m * (_tilt + (noise.Power - 1.0));

        public double Value(double s)
        {
            double v = sign * s, deviance = noise.Times * m * ((_q * _tilt * Elementary.Expm1(v)) + noise.Bracket(v));
            return deviance - (0.5 * _q * v) + (Elementary.TweedieRemainder(noise.Shape, _logM + (_q * v)) - _remainder);
        }

        public double Derivative(double s)
        {
            double v = sign * s, grown = noise.Shape * m * Elementary.Exp(_q * v);
            return sign * ((grown * Elementary.Expm1((noise.Power - 1.0) * (logRatio + v))) - (0.5 * _q));
        }
    }

    /// <summary>One number of summands: its part of the tail over e^−(d/2φ).</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct SeriesTerm(Tweedie noise, double m, double logRatio, bool upper)
    {
        private readonly double _shape = noise.Shape;
        private readonly double _times = noise.Times;
        private readonly double _factor = Math.Sqrt(noise.Shape) / Math.Tau;
        private readonly double _logX = (noise.Power - 1.0) * logRatio;
        private readonly double _logM = Elementary.Log(noise.Rate) + ((2.0 - noise.Power) * logRatio);

        /// <summary>At j = m(1 + w), which need not be a whole number.</summary>
        public double AtOffset(double w)
        {
            double deviance = m * (((1.0 + w) * Elementary.Log1pMinusX(w)) + (w * w));
            return At(m * (1.0 + w), deviance, _logX - Elementary.Log1p(w));
        }

        /// <summary>At a whole number.</summary>
        public double AtCount(double j)
        {
            double w = (j - m) / m;
            if (w < 1.0) return AtOffset(w);
            double ratio = Elementary.Log(j) - _logM;
            return At(j, (j * (ratio - 1.0)) + m, _logX - ratio);
        }

        private double At(double j, double deviance, double z)
        {
            double b = _shape * j, exponent = (_times * deviance) + Elementary.StirlingError(j);
            if (upper ? z >= 0.0 : z <= 0.0)
            {
                double ratio = upper ? GammaTailRatio.Upper(b, z) : GammaTailRatio.Lower(b, z);
                return _factor * Elementary.Exp(-(exponent + Elementary.StirlingError(b))) * ratio;
            }

            // Most of the gamma distribution: its density may be too small to divide by.
            TailPair tails = GammaTailRatio.Tails(b, z);
            double most = upper ? tails.Upper : tails.Lower;
            return most * Elementary.Exp((b * Elementary.Expm1MinusX(z)) - exponent) / Math.Sqrt(Math.Tau * j);
        }
    }
}
