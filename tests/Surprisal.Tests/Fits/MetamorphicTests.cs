using FsCheck;
using FsCheck.Fluent;
using Surprisal.Fits;
using Surprisal.Models;
using Xunit;

namespace Surprisal.Tests.Fits;

/// <summary>What must not change a fit, and what must change it in a known way: for every noise model.</summary>
public sealed class MetamorphicTests
{
    private const double Tolerance = 1e-9;
    private static readonly Sample Data = Sample.Make(150, 11);

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach ((string noise, string formulas) in Sample.Cases) cases.Add(noise, formulas);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_frequency_weight_is_a_repetition(string noise, string formulas)
    {
        // The other kinds are of quantiles: tests/Solvers/Kinks hold those.
        foreach (CovarianceKind kind in new[] { CovarianceKind.Classical, CovarianceKind.HC0 })
        {
            FitOptions how = new() { Covariance = kind };
            Fit weighted = Data.Fit(noise, formulas, new ModelOptions { Weights = "w" }, how);
            Fit repeated = Data.Pick(Enumerable.Range(0, Data.Rows).SelectMany(static i => Enumerable.Repeat(i, (int)Data["w"][i]))).Fit(noise, formulas, null, how);
            Near.SameFit(repeated, weighted, Tolerance);
            Assert.Equal(repeated.Observations, weighted.Observations);
            Near.Equal(repeated.Bic, weighted.Bic, Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rows_of_weight_zero_are_not_there(string noise, string formulas)
    {
        Sample marked = Data.With("w", static i => i % 5 == 0 ? 0 : 1);
        Fit weighted = marked.Fit(noise, formulas, new ModelOptions { Weights = "w" });
        Near.SameFit(Data.Pick(Enumerable.Range(0, Data.Rows).Where(static i => i % 5 != 0)).Fit(noise, formulas), weighted, Tolerance);
        Assert.Equal(30, weighted.Dropped);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_order_of_rows_does_not_matter(string noise, string formulas)
    {
        Fit fit = Data.Fit(noise, formulas);
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            Random random = new(seed);
            Near.SameFit(fit, Data.Pick(Enumerable.Range(0, Data.Rows).OrderBy(_ => random.Next()).ToArray()).Fit(noise, formulas), Tolerance);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5).WithReplay(new Replay(new Rnd(1, 3), null)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Twice_the_data_is_twice_the_information(string noise, string formulas)
    {
        Fit once = Data.Fit(noise, formulas), twice = Data.Pick(Enumerable.Range(0, 2 * Data.Rows).Select(static i => i / 2)).Fit(noise, formulas);
        if (!once.UsesStudentT)
        {
            Near.SameFit(once, twice, Tolerance, Math.Sqrt(0.5), 2);
            return;
        }

        double p = once.Observations - once.ResidualDegreesOfFreedom!.Value;
        Near.Equal(2 * once.LogLikelihood, twice.LogLikelihood, Tolerance);
        double factor = Math.Sqrt((once.Observations - p) / ((2 * once.Observations) - p));
        foreach ((Coefficient left, Coefficient right) in once.Parameters[0].Coefficients.Zip(twice.Parameters[0].Coefficients))
            Near.Relative(left.StandardError * factor, right.StandardError, Tolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Units_of_a_predictor_scale_its_coefficient_only(string noise, string formulas)
    {
        Fit fit = Data.Fit(noise, formulas);
        foreach (double unit in new[] { 1e-9, 1e-3, 1e4, 1e10 })
        {
            Fit scaled = Data.With("x", i => Data["x"][i] * unit).Fit(noise, formulas);
            Near.Equal(fit.LogLikelihood, scaled.LogLikelihood, Tolerance);
            foreach ((ParameterFit left, ParameterFit right) in fit.Parameters.Zip(scaled.Parameters))
            {
                foreach ((Coefficient a, Coefficient b) in left.Coefficients.Zip(right.Coefficients))
                {
                    double factor = a.Term is "x" ? unit : 1;
                    Near.Equal(a.Estimate, b.Estimate * factor, Tolerance, a.Term);
                    Near.Relative(a.StandardError, b.StandardError * factor, 100 * Tolerance, a.Term);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Moving_a_predictor_moves_the_intercept_only(string noise, string formulas)
    {
        Fit fit = Data.Fit(noise, formulas), moved = Data.With("x", static i => Data["x"][i] + 1000).Fit(noise, formulas);
        Near.Equal(fit.LogLikelihood, moved.LogLikelihood, Tolerance);
        for (int k = 0; k < fit.Parameters[0].Coefficients.Count; k++)
        {
            Coefficient a = fit.Parameters[0].Coefficients[k], b = moved.Parameters[0].Coefficients[k];
            double slope = moved.Parameters[0].Coefficients.Single(static c => c.Term is "x").Estimate!.Value;
            Near.Equal(a.Estimate, a.Term is "(Intercept)" ? b.Estimate + (1000 * slope) : b.Estimate, 1e-7, a.Term);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_offset_takes_its_share_of_the_slope(string noise, string formulas)
    {
        // An offset of 0.3 x leaves 0.3 less for the slope.
        Fit fit = Data.Fit(noise, formulas), shifted = Data.Fit(noise, formulas, new ModelOptions { Offset = "0.3 * x" });
        Near.Equal(fit.LogLikelihood, shifted.LogLikelihood, Tolerance);
        for (int parameter = 0; parameter < (noise is "categorical" ? 2 : 1); parameter++)
        {
            foreach ((Coefficient a, Coefficient b) in fit.Parameters[parameter].Coefficients.Zip(shifted.Parameters[parameter].Coefficients))
                Near.Equal(a.Estimate, b.Estimate + (a.Term is "x" ? 0.3 : 0), Tolerance, a.Term);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Terms_may_come_in_any_order(string noise, string formulas)
    {
        string[] parts = formulas.Split(';');
        string right = parts[0][(parts[0].IndexOf('~', StringComparison.Ordinal) + 1)..].Trim();
        parts[0] = parts[0].Replace(right, string.Join(" + ", right.Split('+', StringSplitOptions.TrimEntries).Reverse()), StringComparison.Ordinal);
        Near.SameFit(Data.Fit(noise, formulas), Data.Fit(noise, string.Join(';', parts)), Tolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Names_of_levels_say_nothing(string noise, string formulas)
    {
        // The order of ordinal's classes is that of their names.
        if (noise is "ordinal") return;

        // Reversed names reverse the order, so another level is the reference: predictions stay.
        Sample renamed = Data.Rename(static level => ((char)('z' - (level[0] - 'a'))).ToString());
        Fit fit = Data.Fit(noise, formulas), other = renamed.Fit(noise, formulas);
        Near.Equal(fit.LogLikelihood, other.LogLikelihood, Tolerance);
        IReadOnlyDictionary<string, double[]> expected = fit.PredictParameters(Data.ToTable()), actual = other.PredictParameters(renamed.ToTable());
        foreach ((string parameter, double[] values) in expected)
        {
            for (int i = 0; i < values.Length; i++) Near.Equal(values[i], actual[parameter][i], 1e-8, parameter);
        }
    }

    [Fact]
    public void Classes_in_another_order_have_the_same_probabilities()
    {
        Fit fit = Data.Fit("categorical", "k ~ x + z"), turned = Data.With("k", static i => 2 - Data["k"][i]).Fit("categorical", "k ~ x + z");
        Near.Equal(fit.LogLikelihood, turned.LogLikelihood, Tolerance);
        for (int j = 0; j < 3; j++)
        {
            // Class k0 against k2: the negative of k2 against k0 once the order is reversed.
            Near.Equal(fit.Parameters[1].Coefficients[j].Estimate, -turned.Parameters[1].Coefficients[j].Estimate, Tolerance);
            Near.Relative(fit.Parameters[1].Coefficients[j].StandardError, turned.Parameters[1].Coefficients[j].StandardError, 1e-7);
        }
    }
}
