using Surprisal.Links;
using Surprisal.Noise;

namespace Surprisal.Tests.Density;

/// <summary>A noise model with nothing but its formula; distribution and start are what every noise model gets for free.</summary>
public abstract class FormulaOnly : ScalarNoise
{
    public override string Name => "formula-only";

    public override string Description => "a formula and nothing else";

    public override string Density => "see the formula";

    public override string Estimates => "its parameter";

    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("m", ParameterDomain.Real, "location", ParameterRole.Location),
        new("s", ParameterDomain.Positive, "scale", ParameterRole.Scale),
    ];

    public override Support Support => Support.RealLine;
}

/// <summary>Gaussian.</summary>
public sealed class FormulaGaussian : FormulaOnly
{
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T z = (y.Value - working[0]) * T.Exp(-working[1]);
        return ((0.5 * T.Square(z)) + working[1]) + 0.91893853320467274;
    }
}

/// <summary>Cauchy: no mean.</summary>
public sealed class FormulaCauchy : FormulaOnly
{
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T z = (y.Value - working[0]) * T.Exp(-working[1]);
        return (T.Log1p(T.Square(z)) + working[1]) + 1.1447298858494002;
    }
}

/// <summary>A Laplace density that lacks its 2.</summary>
public sealed class FormulaTwiceTooLarge : FormulaOnly
{
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) => (T.Abs(y.Value - working[0]) * T.Exp(-working[1])) + working[1];
}

/// <summary>A discrete Laplace distribution on all whole numbers: (1 − q)/(1 + q) q^|k|, q = e^(−1/s).</summary>
public sealed class FormulaWholeNumbers : FormulaOnly
{
    public override IReadOnlyList<NoiseParameter> Parameters { get; } = [new("s", ParameterDomain.Positive, "scale", ParameterRole.Scale)];

    public override Support Support => Support.Integers;

    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T rate = T.Exp(-working[0]);
        return (T.Abs(y.Value) * rate) + T.Softplus(-rate) - T.Log1mExp(-rate);
    }
}

/// <summary>An exponential distribution with exact zeros: P(0) = 1 − p, density p e^(−y) elsewhere.</summary>
public sealed class FormulaWithZeros : FormulaOnly
{
    public override IReadOnlyList<NoiseParameter> Parameters { get; } = [new("p", ParameterDomain.Probability, "share above zero", ParameterRole.Weight)];

    public override Support Support => Support.NonNegative;

    public override IReadOnlyList<double> Atoms => [0.0];

    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) =>
        T.SelectLess(0.0, y.Value, T.Softplus(-working[0]) + y.Value, T.Softplus(working[0]));
}

/// <summary>Two fifths of each end of the unit interval, and a uniform rest: P(0) = P(1) = 0.4.</summary>
public sealed class FormulaWithBothEnds : FormulaOnly
{
    public override IReadOnlyList<NoiseParameter> Parameters { get; } = [new("m", ParameterDomain.Real, "nothing", ParameterRole.Location)];

    public override Support Support => Support.ClosedUnitInterval;

    public override IReadOnlyList<double> Atoms => [0.0, 1.0];

    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) =>
        T.SelectLess(0.0, y.Value * (1.0 - y.Value), 1.6094379124341003, 0.91629073187415511) + (0.0 * working[0]);
}

/// <summary>The cardioid distribution on the circle: (1 + 2 p cos(y − m))/2π with p = ½ e^(−s²/2) replaced by a probability halved.</summary>
public sealed class FormulaCardioid : FormulaOnly
{
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("m", ParameterDomain.Real, "direction", ParameterRole.Location),
        new("p", ParameterDomain.Probability, "concentration", ParameterRole.Shape),
    ];

    public override Support Support => Support.Circle;

    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) =>
        1.8378770664093453 - T.Log1p(T.Sigmoid(working[1]) * T.Cos(y.Value - working[0]));
}
