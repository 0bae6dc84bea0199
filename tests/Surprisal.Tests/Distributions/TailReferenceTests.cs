using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Xunit;

namespace Surprisal.Tests.Distributions;

/// <summary>Tails, their logarithms and quantiles against 50-digit values (Reference/scripts/tails.py).</summary>
public class TailReferenceTests
{
    private const double TailBound = 2e-15;
    private const double QuantileBound = 1e-14;

    [Fact]
    public void Gamma()
    {
        foreach (TailRow row in Rows("gamma", 270))
        {
            double a = row.Arguments[0];
            double x = row.Arguments[1];
            Check(row, IncompleteGamma.Tails(a, x));
            ScaledTail density = IncompleteGamma.Density(a, x);
            if (row.Lower <= row.Upper)
            {
                Quantile(
                    row, x, density, row.LogLower, row.Lower, p => IncompleteGamma.InverseP(a, p), log => IncompleteGamma.InverseLogP(a, log));
            }
            else
            {
                Quantile(
                    row, x, density, row.LogUpper, row.Upper, q => IncompleteGamma.InverseQ(a, q), log => IncompleteGamma.InverseLogQ(a, log));
            }
        }
    }

    [Fact]
    public void Beta()
    {
        foreach (TailRow row in Rows("beta", 400))
        {
            (double a, double b, double x, double y) = (row.Arguments[0], row.Arguments[1], row.Arguments[2], row.Arguments[3]);
            Check(row, IncompleteBeta.Tails(a, b, x, y));
            (DoubleDouble exactX, DoubleDouble exactY) = SaddlePoint.Complement(x, y);
            ScaledTail density = IncompleteBeta.Density(a, b, exactX, exactY);
            bool lower = row.Lower <= row.Upper;
            double log = lower ? row.LogLower : row.LogUpper;
            double tail = lower ? row.Lower : row.Upper;
            Func<double, (double X, double Y)> byTail = lower
                ? p => IncompleteBeta.InverseLower(a, b, p)
                : q => IncompleteBeta.InverseUpper(a, b, q);
            Func<double, (double X, double Y)> byLog = lower
                ? p => IncompleteBeta.InverseLogLower(a, b, p)
                : q => IncompleteBeta.InverseLogUpper(a, b, q);
            Quantile(row, x, density, log, tail, p => byTail(p).X, l => byLog(l).X);
            Quantile(row, y, density, log, tail, p => byTail(p).Y, l => byLog(l).Y);
        }
    }

    [Fact]
    public void StudentsT()
    {
        foreach (TailRow row in Rows("student-t", 120))
        {
            double nu = row.Arguments[0];
            double t = row.Arguments[1];
            Check(row, StudentT.Cdf(t, nu), StudentT.Survival(t, nu), StudentT.LogCdf(t, nu), StudentT.LogSurvival(t, nu));
            Check(row, StudentT.Survival(-t, nu), StudentT.Cdf(-t, nu), StudentT.LogSurvival(-t, nu), StudentT.LogCdf(-t, nu));
            if (row.Upper is < Relative.Smallest or > 0.45) continue;

            // log P changes by at most nu per unit of log t beyond the centre, so the quantile is no worse than a rounding of q over it.
            double condition = Math.Max(1.0, 4.0 / nu);
            Relative.Equal(t, StudentT.QuantileFromSurvival(row.Upper, nu), QuantileBound * condition, row.ToString());
            Relative.Equal(-t, StudentT.Quantile(row.Upper, nu), QuantileBound * condition, row.ToString());
            condition *= Math.Max(1.0, Math.Abs(row.LogUpper));
            Relative.Equal(t, StudentT.QuantileFromLogSurvival(row.LogUpper, nu), QuantileBound * condition, row.ToString());
        }
    }

    [Fact]
    public void StandardNormal()
    {
        foreach (TailRow row in Rows("normal", 15))
        {
            double z = row.Arguments[0];
            Check(row, Normal.Cdf(z), Normal.Survival(z), Normal.LogCdf(z), Normal.LogSurvival(z));
            Check(row, Normal.Survival(-z), Normal.Cdf(-z), Normal.LogSurvival(-z), Normal.LogCdf(-z));
            if (z < 0.3) continue;
            Relative.Equal(z, Normal.QuantileFromLogSurvival(row.LogUpper), 1e-15, row.ToString());
            Relative.Equal(-z, Normal.QuantileFromLog(row.LogUpper), 1e-15, row.ToString());
            if (row.Upper > Relative.Smallest) Relative.Equal(z, Normal.QuantileFromSurvival(row.Upper), 1e-15, row.ToString());
        }
    }

    [Fact]
    public void StandardLogistic()
    {
        foreach (TailRow row in Rows("logistic", 10))
        {
            double z = row.Arguments[0];
            Check(row, Logistic.Cdf(z), Logistic.Survival(z), Logistic.LogCdf(z), Logistic.LogSurvival(z));
            Check(row, Logistic.Survival(-z), Logistic.Cdf(-z), Logistic.LogSurvival(-z), Logistic.LogCdf(-z));
            if (z < 0.3) continue;
            Relative.Equal(z, Logistic.QuantileFromLogSurvival(row.LogUpper), 1e-15, row.ToString());
            if (row.Upper > Relative.Smallest) Relative.Equal(-z, Logistic.Quantile(row.Upper), 2e-15, row.ToString());
        }
    }

    [Fact]
    public void StandardHuber()
    {
        foreach (TailRow row in Rows("huber", 80))
        {
            double k = row.Arguments[0];
            double z = row.Arguments[1];
            Check(row, Huber.Tails(z, k));
            Check(row, Huber.Tails(-z, k).Mirror());
            if (z < 0.01) continue;
            bool underflows = row.Upper < Relative.Smallest;
            QuantileTarget target = (underflows ? QuantileTarget.FromLogCdf(row.LogUpper) : QuantileTarget.FromCdf(row.Upper)).Mirror();

            // A rounding of the tail moves z by that over the hazard, which is at least min(k, 0.8).
            double condition = (underflows ? Math.Abs(row.LogUpper) : 1.0) / (Math.Min(k, 0.8) * z);
            Relative.Equal(z, Huber.Quantile(target, k), 1e-15 * Math.Max(1.0, condition), row.ToString());
            Relative.Equal(-z, Huber.Quantile(target.Mirror(), k), 1e-15 * Math.Max(1.0, condition), row.ToString());
        }
    }

    [Fact]
    public void Counts()
    {
        foreach (TailRow row in Rows("poisson", 10)) Check(row, Poisson.Tails(row.Arguments[1], row.Arguments[0]));
        foreach (TailRow row in Rows("binomial", 8))
        {
            double p = row.Arguments[1];
            Check(row, Binomial.Tails(row.Arguments[2], row.Arguments[0], p, 1.0 - p));
        }

        foreach (TailRow row in Rows("negative-binomial", 8))
            Check(row, NegativeBinomial.Tails(row.Arguments[2], row.Arguments[0], row.Arguments[1]));
    }

    private static IReadOnlyList<TailRow> Rows(string distribution, int atLeast)
    {
        IReadOnlyList<TailRow> rows = TailRow.Of(distribution);
        Assert.True(rows.Count >= atLeast, $"{rows.Count} rows of {distribution}");
        return rows;
    }

    private static void Check(TailRow row, TailPair tails) => Check(row, tails.Lower, tails.Upper, tails.LogLower, tails.LogUpper);

    private static void Check(TailRow row, double lower, double upper, double logLower, double logUpper)
    {
        Probability(row.Lower, lower, $"cdf of {row}");
        Probability(row.Upper, upper, $"survival of {row}");
        if (Math.Abs(row.LogLower) > Relative.Smallest) Relative.Equal(row.LogLower, logLower, TailBound, $"log cdf of {row}");
        if (Math.Abs(row.LogUpper) > Relative.Smallest) Relative.Equal(row.LogUpper, logUpper, TailBound, $"log survival of {row}");
    }

    private static void Probability(double want, double got, string where)
    {
        if (want >= Relative.Smallest) Relative.Equal(want, got, TailBound, where);
        else Assert.InRange(got, 0.0, 2 * Relative.Smallest);
    }

    // x moves by tail/density for each relative rounding of the tail: that much error is the argument's own.
    private static void Quantile(
        TailRow row, double x, ScaledTail density, double log, double tail, Func<double, double> byTail, Func<double, double> byLog)
    {
        double condition = Math.Max(1.0, Math.Exp(log - density.LogValue));
        if (!double.IsFinite(condition)) return;
        if (tail > Relative.Smallest) Relative.Equal(x, byTail(tail), QuantileBound * condition, $"quantile of {row}");
        double logCondition = Math.Max(1.0, Math.Abs(log)) * condition;
        Relative.Equal(x, byLog(log), QuantileBound * logCondition, $"quantile by logarithm of {row}");
    }
}
