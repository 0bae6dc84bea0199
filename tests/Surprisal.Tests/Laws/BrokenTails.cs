using Surprisal.Noise;
using Surprisal.Numerics;

namespace Surprisal.Tests.Laws;

/// <summary>A tail formula that is not the distribution's.</summary>
public class WrongTailFormula : OwnGaussian
{
    public override bool HasTailFormulas => true;

    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) => T.LogNormalCdf(1.000001 * Z(y, working));

    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) => T.LogNormalCdf(-Z(y, working));

    private protected static T Z<T>(Outcome<T> y, ReadOnlySpan<T> working)
        where T : struct, IReal<T> => (y.Value - working[0]) * T.Exp(-working[1]);
}

/// <summary>The right value of a tail with derivatives of something else.</summary>
public sealed class OtherTailOnBlocks : WrongTailFormula
{
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) =>
        typeof(T) == typeof(Real) ? T.LogNormalCdf(Z(y, working)) : T.LogNormalCdf(Z(y, working)) + (1e-4 * working[1]);
}

/// <summary>A tail formula of a noise model that says to have none.</summary>
public sealed class UndeclaredTailFormula : WrongTailFormula
{
    public override bool HasTailFormulas => false;
}
