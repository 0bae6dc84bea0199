using System.Runtime.InteropServices;
using Surprisal.Noise;
using Surprisal.Numerics;

namespace Surprisal.Tests.Laws;

/// <summary>The flaw of gamlss2's Weibull: a constant is missing, which no gradient can see.</summary>
public sealed class WrongConstant : OwnGaussian
{
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) => base.Surprisal(y, working) - 0.01;
}

/// <summary>The normaliser forgets a part that depends on a parameter.</summary>
public sealed class WrongNormaliser : OwnGaussian
{
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) => base.Surprisal(y, working) - (0.001 * working[1]);
}

/// <summary>Two branches that do not meet.</summary>
public sealed class Jump : OwnGaussian
{
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T z = T.Abs((y.Value - working[0]) * T.Exp(-working[1]));
        return base.Surprisal(y, working) + T.SelectLess(z, 1.0, 0.0, 0.01);
    }
}

/// <summary>Not a number far out.</summary>
public sealed class NotANumber : OwnGaussian
{
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T z = T.Abs((y.Value - working[0]) * T.Exp(-working[1]));
        return base.Surprisal(y, working) + T.SelectLess(z, 4.0, 0.0, double.NaN);
    }
}

/// <summary>Derivatives of something else than the formula in doubles is: what a wrong derivative rule of a primitive would look like.</summary>
public sealed class OtherOnBlocks : OwnGaussian
{
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) =>
        typeof(T) == typeof(Real) ? base.Surprisal(y, working) : base.Surprisal(y, working) + (1e-4 * working[1]);
}

/// <summary>A rounding of blocks that doubles do not have.</summary>
public sealed class LastBitOnBlocks : OwnGaussian
{
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) =>
        typeof(T) == typeof(Real) ? base.Surprisal(y, working) : base.Surprisal(y, working) * 1.0000000000000002;
}

/// <summary>A scale that starts at zero for constant samples.</summary>
public sealed class StartsOutside : OwnGaussian
{
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        base.Start(y, trials, weights, parameters);
        if (y.Length == 1) parameters[1] = 0.0;
    }
}

/// <summary>Writes to the responses behind the span's back.</summary>
public sealed class WritesInputs : OwnGaussian
{
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        base.Start(y, trials, weights, parameters);
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(y), y.Length)[^1] += 1.0;
    }
}

/// <summary>A support that is narrower than where there is a density.</summary>
public sealed class WrongSupport : OwnGaussian
{
    public override Support Support => Support.Positive;
}

/// <summary>An exponential-like throw where a number is wanted.</summary>
public sealed class Throws : OwnGaussian
{
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) => throw new InvalidOperationException("no formula");
}

/// <summary>Exempt from a law, and examined at values of its own.</summary>
[LawExemption("sampling", "draws are left to the user")]
[LawSpread("sigma", "a test", 2.5)]
public sealed class Exempted : OwnGaussian;
