using Surprisal.Cli.Rendering;
using Xunit;

namespace Surprisal.Tests.Cli;

public class FitSummaryTests
{
    [Fact]
    public void SummaryOfALinearModel()
    {
        const string Expected = """
            Model           dist ~ speed + twin, gaussian noise
            Data            cars.csv: 50 rows used, 3 dropped (missing values, zero weights or zero trials)
            Estimates       the mean of the response; with all parameters, the whole distribution of the
                            response
            Loss            mse, l2: the -log density of gaussian, up to constants

            Quantile residuals (standard normal if the model holds)
                 Min      1Q  Median     3Q    Max
              -2.125  -0.625   0.062  0.750  2.875

            mu ~ speed + twin
              Term         Estimate  Std. error       t        p  95 % from       to
              (Intercept)   -17.500      6.7500  -2.593   0.0125    -31.250  -3.7500
              speed          3.9375     0.43750   9.000  1.5e-12     3.0625   4.8125
              twin                -           -       -        -          -        -
              twin: not estimable: it equals speed

            Parameters that are one number, on their own scale
              Parameter  Meaning             Estimate  95 % from      to  Link  On its scale  Std. error
              sigma      standard deviation    15.643     12.182  20.086   log        2.7500     0.12500

            Log-likelihood  -206.5000 nats, 3 numbers estimated; mean surprisal 5.9583 bits per observation
            AIC, BIC        419.0000, 424.7361
            Status          converged
            Certificate     1e-15 standard errors from the optimum, largest mean gradient 2e-16, smallest
                            scaled eigenvalue 0.062, condition number 16
            Solver          orthogonal triangularisation, because the model is linear; 0 steps, rows passed
                            over 1 time
            Std. errors     classical, from the unbiased residual variance RSS/(n - p); Student's t with 48
                            degrees of freedom. sigma and the log-likelihood are the maximum likelihood ones
                            (RSS/n)
            Warning         column 'twin' equals column 'speed'

            """;
        Assert.Equal(Expected, FitSummary.Write(FakeFits.Gaussian(), "cars.csv"));
    }

    [Fact]
    public void WhatDoesNotExistIsSaid()
    {
        string text = FitSummary.Write(FakeFits.Boundary(), "standard input");
        Assert.Contains("10 rows used (n = 24.500, the sum of the weights), none dropped", text, StringComparison.Ordinal);
        Assert.Contains("Log-likelihood  does not exist; 2 numbers estimated\n", text, StringComparison.Ordinal);
        Assert.Contains("nu grows without bound: the limiting noise model is gaussian\n", text, StringComparison.Ordinal);
        Assert.Contains("sigma      scale                    2.5       held", text, StringComparison.Ordinal);
        Assert.Contains("  nu: at its boundary\n", text, StringComparison.Ordinal);
        Assert.Contains("inf", text, StringComparison.Ordinal);
        Assert.Contains("90 % from", text, StringComparison.Ordinal);
        Assert.Contains("HC0, the sandwich", text, StringComparison.Ordinal);
        Assert.DoesNotContain("AIC", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Quantile residuals", text, StringComparison.Ordinal);
    }

    [Fact]
    public void NoLineIsWiderThanAHundredColumns()
    {
        Assert.All(FitSummary.Write(FakeFits.Gaussian(), "cars.csv").Split('\n'), static line => Assert.InRange(line.Length, 0, 100));
    }
}
