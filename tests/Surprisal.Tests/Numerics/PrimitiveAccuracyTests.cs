using Xunit;

namespace Surprisal.Tests.Numerics;

/// <summary>The stated error bound of every primitive, held against 60-digit values over the full range.</summary>
public sealed class PrimitiveAccuracyTests
{
    // a derivative that is itself a product with a subnormal density has only the absolute accuracy of subnormals
    private const double SubnormalSlack = 1e-321;
    private const double SlopeBound = 3e-15;

    public static TheoryData<string> Names => PrimitiveCase.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_is_within_its_bound(string name)
    {
        PrimitiveCase primitive = PrimitiveCase.Named(name);
        IReadOnlyList<ReferenceRow> rows = ReferenceRow.Read(name);
        Assert.True(rows.Count > 100);
        foreach (ReferenceRow row in rows)
        {
            double computed = primitive.Value(row.Arguments[0]);
            bool good = row.UlpError(computed) <= primitive.Ulps || Math.Abs(computed - row.Value) <= primitive.Absolute;
            Assert.True(good, $"{name}({row.Arguments[0]:R}) = {computed:R}, not {row.Value:R}: {row.UlpError(computed):F2} ulp");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_are_within_their_bound(string name)
    {
        PrimitiveCase primitive = PrimitiveCase.Named(name);
        // ψ, the slope of log Γ, has a zero that it does not resolve, and so has the curvature of the other
        double absolute = name is "LogGamma" or "BarronNormaliser" ? 1e-15 : 0.0;
        // the curvature of the remainder of log K₁ is a difference next to argument 0.6
        double curvatureBound = string.Equals(name, "BesselK1Remainder", StringComparison.Ordinal) ? 8e-15 : SlopeBound;
        foreach (ReferenceRow row in ReferenceRow.Read(name))
        {
            (_, double first, double second) = primitive.Derivatives(row.Arguments[0]);
            AssertNear(first, row.Derivatives[0], SlopeBound, absolute, $"{name}'({row.Arguments[0]:R})");
            AssertNear(second, row.Derivatives[1], curvatureBound, absolute, $"{name}''({row.Arguments[0]:R})");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Monotone_functions_have_no_step_against_their_direction(string name)
    {
        PrimitiveCase primitive = PrimitiveCase.Named(name);
        if (primitive.Monotone == 0)
            return;
        double[] breakpoints =
        [
            0.0, 0.34657359027997264, 0.41421356237309503, 0.5, 0.53412323, 0.70710678118654757, 0.8813735870195430, 1.0,
            1.4142135623730951, 1.5, 2.0, 2.4142135623730951, 2.5, 3.0, 3.5, 1e-17, 1e-16, 37.0, 40.0, 0.075, 0.925,
            0.69314718055994529, 0.54930614433405485, 1e16,
        ];
        foreach (double centre in breakpoints.Concat(breakpoints.Select(x => -x)))
        {
            double x = centre;
            for (int i = 0; i < 60; i++)
                x = Math.BitDecrement(x);
            double previous = primitive.Value(x);
            for (int i = 0; i < 120; i++)
            {
                x = Math.BitIncrement(x);
                double current = primitive.Value(x);
                double step = (current - previous) * primitive.Monotone;
                double allowed = Math.Max(2 * primitive.Ulps * ReferenceRow.Ulp(current), 2 * primitive.Absolute);
                if (double.IsFinite(previous) && double.IsFinite(current))
                    Assert.True(step >= -allowed, $"{name} steps back at {x:R}: {previous:R} then {current:R}");
                previous = current;
            }
        }
    }

    private static void AssertNear(double computed, double exact, double relative, double absolute, string what)
    {
        bool good = computed == exact || Math.Abs(computed - exact) <= (relative * Math.Abs(exact)) + absolute + SubnormalSlack;
        Assert.True(good, $"{what} = {computed:R}, not {exact:R}");
    }
}
