using Surprisal.Fits;
using Surprisal.Models;

namespace Surprisal.Tests.Cli;

/// <summary>Fits with round numbers, made by hand, so that what is printed can be checked without a solver.</summary>
internal static class FakeFits
{
    public static Fit Gaussian() => new(Model.Of("gaussian", "dist ~ speed + twin"), null!, new Lazy<IReadOnlyList<double>?>([-2.125, -0.625, 0.0625, 0.75, 2.875]))
    {
        Noise = "gaussian",
        Parameters =
        [
            new("mu", "identity", "speed + twin",
            [
                new("(Intercept)", -17.5, 6.75, -2.5925925925925926, 0.0125, -31.25, -3.75),
                new("speed", 3.9375, 0.4375, 9, 1.5e-12, 3.0625, 4.8125),
                new("twin", null, null, null, null, null, null, "not estimable: it equals speed"),
            ], null),
            new("sigma", "log", "1", [new("(Intercept)", 2.75, 0.125, 22, 1e-107, 2.5, 3)], new(15.642631884188171, 12.182493960703473, 20.085536923187668)),
        ],
        Held = new Dictionary<string, double>(),
        Observations = 50,
        Rows = 50,
        Dropped = 3,
        LogLikelihood = -206.5,
        ParametersEstimated = 3,
        Status = FitStatus.Converged,
        Reasons = [],
        Warnings = ["column 'twin' equals column 'speed'"],
        Certificate = new("orthogonal triangularisation, because the model is linear", 0, 1, 1e-15, 2e-16, 0.0625, 16),
        CovarianceKind = CovarianceKind.Classical,
        UsesStudentT = true,
        ResidualDegreesOfFreedom = 48,
        Level = 0.95,
        Timing = new(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(3)),
        Covariance = null,
    };

    public static Fit Boundary() => new(Model.Of("student-t", "y ~ 1"), null!, new Lazy<IReadOnlyList<double>?>((IReadOnlyList<double>?)null))
    {
        Noise = "student-t",
        Parameters =
        [
            new("mu", "identity", "1", [new("(Intercept)", 1.5, 0.25, 6, 2e-9, 1, 2)], new(1.5, 1, 2)),
            new("nu", "log", "1", [new("(Intercept)", double.PositiveInfinity, null, null, null, null, null, "at its boundary")], new(double.PositiveInfinity, null, null)),
        ],
        Held = new Dictionary<string, double> { ["sigma"] = 2.5 },
        Observations = 24.5,
        Rows = 10,
        Dropped = 0,
        LogLikelihood = null,
        ParametersEstimated = 2,
        Status = FitStatus.Boundary,
        Reasons = ["nu grows without bound: the limiting noise model is gaussian"],
        Warnings = [],
        Certificate = new("newton", 7, 9, null, null, null, null),
        CovarianceKind = CovarianceKind.HC0,
        UsesStudentT = false,
        ResidualDegreesOfFreedom = null,
        Level = 0.9,
        Timing = default,
        Covariance = null,
    };
}
