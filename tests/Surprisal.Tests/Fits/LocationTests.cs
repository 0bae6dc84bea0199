using Surprisal.Fits;
using Surprisal.Links;
using Surprisal.Noise;
using Xunit;

namespace Surprisal.Tests.Fits;

/// <summary>Location models move, stretch and turn with their response; scale models stretch.</summary>
public sealed class LocationTests
{
    private const double Tolerance = 1e-9;
    private static readonly Sample Data = Sample.Make(120, 5);

    public static TheoryData<string, string> Locations
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach ((string noise, string formulas) in Sample.Cases.Where(static c => c.Formulas.StartsWith("real", StringComparison.Ordinal))) cases.Add(noise, formulas);
            return cases;
        }
    }

    public static TheoryData<string, string> Symmetric
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach ((string noise, string formulas) in Sample.Cases.Where(static c => c.Formulas.StartsWith("real", StringComparison.Ordinal) && IsSymmetric(c.Noise))) cases.Add(noise, formulas);
            return cases;
        }
    }

    [Fact]
    public void Most_location_models_are_symmetric() => Assert.InRange(Symmetric.Count, 8, Locations.Count - 2);

    [Theory]
    [MemberData(nameof(Locations))]
    public void A_constant_added_to_the_response_moves_the_intercept(string noise, string formulas)
    {
        Fit fit = Data.Fit(noise, formulas), moved = Data.With("real", static i => Data["real"][i] + 64).Fit(noise, formulas);
        Near.Equal(fit.LogLikelihood, moved.LogLikelihood, Tolerance);
        foreach ((ParameterFit left, ParameterFit right) in fit.Parameters.Zip(moved.Parameters))
        {
            foreach ((Coefficient a, Coefficient b) in left.Coefficients.Zip(right.Coefficients))
                Near.Equal(a.Estimate + (Role(fit, left) is ParameterRole.Location && a.Term is "(Intercept)" ? 64 : 0), b.Estimate, Tolerance, a.Term);
        }
    }

    [Theory]
    [MemberData(nameof(Symmetric))]
    public void A_turned_response_turns_the_coefficients(string noise, string formulas)
    {
        Fit fit = Data.Fit(noise, formulas), turned = Data.With("real", static i => -Data["real"][i]).Fit(noise, formulas);
        Near.Equal(fit.LogLikelihood, turned.LogLikelihood, Tolerance);
        foreach ((ParameterFit left, ParameterFit right) in fit.Parameters.Zip(turned.Parameters))
        {
            foreach ((Coefficient a, Coefficient b) in left.Coefficients.Zip(right.Coefficients))
            {
                Near.Equal(Role(fit, left) is ParameterRole.Location ? -a.Estimate : a.Estimate, b.Estimate, Tolerance, a.Term);
                Near.Relative(a.StandardError, b.StandardError, 100 * Tolerance, a.Term);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Locations))]
    public void Units_of_the_response_scale_the_coefficients(string noise, string formulas)
    {
        Fit fit = Data.Fit(noise, formulas);
        foreach (double unit in new[] { 1e-150, 1e-6, 1e6, 1e150 })
        {
            Fit scaled = Data.With("real", i => Data["real"][i] * unit).Fit(noise, formulas);
            Assert.Equal(FitStatus.Converged, scaled.Status);
            Near.Equal(fit.LogLikelihood - (Data.Rows * Math.Log(unit)), scaled.LogLikelihood, Tolerance);
            foreach ((ParameterFit left, ParameterFit right) in fit.Parameters.Zip(scaled.Parameters))
            {
                foreach ((Coefficient a, Coefficient b) in left.Coefficients.Zip(right.Coefficients))
                {
                    double shift = Role(fit, left) is ParameterRole.Scale && a.Term is "(Intercept)" ? Math.Log(unit) : 0;
                    Near.Equal(a.Estimate, Role(fit, left) is ParameterRole.Location ? b.Estimate / unit : b.Estimate - shift, 1e-8, $"{left.Name} {a.Term} {unit}");
                    Near.Relative(a.StandardError, Role(fit, left) is ParameterRole.Location ? b.StandardError / unit : b.StandardError, 1e-7, $"{left.Name} {a.Term} {unit}");
                }
            }
        }
    }

    [Fact]
    public void Units_of_positive_amounts_move_the_intercept()
    {
        Fit fit = Data.Fit("gamma", "positive ~ x + z;shape ~ z");
        foreach (double unit in new[] { 1e-150, 1e150 })
        {
            Fit scaled = Data.With("positive", i => Data["positive"][i] * unit).Fit("gamma", "positive ~ x + z;shape ~ z");
            Near.Equal(fit.LogLikelihood - (Data.Rows * Math.Log(unit)), scaled.LogLikelihood, Tolerance);
            Near.Equal(fit.Parameters[0].Coefficients[1].Estimate, scaled.Parameters[0].Coefficients[1].Estimate, Tolerance);
            Near.Equal(fit.Parameters[0].Coefficients[0].Estimate + Math.Log(unit), scaled.Parameters[0].Coefficients[0].Estimate, Tolerance);
        }
    }

    [Fact]
    public void Turned_shares_and_successes_turn_the_coefficients()
    {
        foreach ((string noise, string formulas, Sample turned) in new[]
        {
            ("beta", "share ~ x + g", Data.With("share", static i => 1 - Data["share"][i])),
            ("bernoulli", "binary ~ x + z", Data.With("binary", static i => 1 - Data["binary"][i])),
            ("binomial", "successes | trials(trials) ~ x", Data.With("successes", static i => Data["trials"][i] - Data["successes"][i])),
        })
        {
            Fit fit = Data.Fit(noise, formulas), other = turned.Fit(noise, formulas);
            Near.Equal(fit.LogLikelihood, other.LogLikelihood, Tolerance);
            foreach ((Coefficient a, Coefficient b) in fit.Parameters[0].Coefficients.Zip(other.Parameters[0].Coefficients)) Near.Equal(-a.Estimate, b.Estimate, Tolerance);
        }
    }

    [Fact]
    public void Precision_weights_are_an_offset_of_log_sigma()
    {
        Fit weighted = Data.Fit("gaussian", "real ~ x + z", new() { Weights = "w", WeightsKind = Surprisal.Models.WeightsKind.Precision });
        Fit offset = Data.Fit("gaussian", "real ~ x + z;sigma ~ 1 + offset(-0.5 * log(w))");
        Near.SameFit(offset, weighted, Tolerance);
        Assert.Equal(Data.Rows, weighted.Observations);
    }

    [Fact]
    public void A_logged_response_is_that_of_the_response_itself()
    {
        Sample logged = Data.With("real", static i => Math.Log(Data["positive"][i]));
        Fit direct = logged.Fit("gaussian", "real ~ x"), transformed = Data.Fit("gaussian", "log(positive) ~ x");
        Near.Equal(direct.LogLikelihood - logged["real"].Sum(), transformed.LogLikelihood, Tolerance);
        Near.Equal(direct.Parameters[0].Coefficients[1].Estimate, transformed.Parameters[0].Coefficients[1].Estimate, Tolerance);
    }

    private static ParameterRole Role(Fit fit, ParameterFit parameter) => fit.Model.NoiseModel.Parameters[fit.Model.NoiseModel.IndexOf(parameter.Name)].Role;

    /// <summary>Whether a density is the same on both sides of its location, at values that are nothing special.</summary>
    private static bool IsSymmetric(string noise)
    {
        NoiseSpec spec = NoiseSpec.Parse(noise);
        Distribution distribution = spec.Model.At([.. spec.Model.Parameters.Select(p => spec.Held.TryGetValue(p.Name, out double held) ? held : p.Domain == ParameterDomain.Positive ? 1.5 : 0.3)]);
        return Math.Abs(distribution.LogDensity(1.3) - distribution.LogDensity(-0.7)) < 1e-12;
    }
}
