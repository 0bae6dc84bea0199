using Surprisal.Data;
using Surprisal.Numerics.Random;

namespace Surprisal.Tests.Fits.Strengths;

/// <summary>Random data, and linear algebra that shares no code with ours.</summary>
internal static class Problems
{
    /// <summary>y = x·b + noise with columns x0, x1, ... and y.</summary>
    public static (Table Table, double[][] X, double[] Y) Gaussian(RandomStream stream, int n, int p, double sigma)
    {
        (double[][] x, double[] eta) = Design(stream, n, p);
        double[] y = [.. eta.Select(e => 1 + e + (sigma * stream.NextNormal()))];
        return (Of(x, y), x, y);
    }

    /// <summary>Zeros and ones, or counts.</summary>
    public static Table Discrete(RandomStream stream, int n, int p, bool counts)
    {
        (double[][] x, double[] eta) = Design(stream, n, p);
        return Of(x, [.. eta.Select(e => counts ? Math.Floor(Math.Exp(0.5 * e) + stream.NextDouble()) : stream.NextDouble() < 1 / (1 + Math.Exp(-e)) ? 1.0 : 0.0)]);
    }

    /// <summary>A⁻¹b and log det A by Gaussian elimination with pivots.</summary>
    public static (double[] Solution, double LogDeterminant) Solve(double[,] matrix, double[] right)
    {
        int n = right.Length;
        double[,] a = (double[,])matrix.Clone();
        double[] b = (double[])right.Clone();
        double log = 0;
        for (int k = 0; k < n; k++)
        {
            int pivot = Enumerable.Range(k, n - k).MaxBy(i => Math.Abs(a[i, k]));
            for (int j = 0; j < n; j++) (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
            (b[k], b[pivot]) = (b[pivot], b[k]);
            log += Math.Log(Math.Abs(a[k, k]));
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j < n; j++) a[i, j] -= factor * a[k, j];
                b[i] -= factor * b[k];
            }
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < n; j++) b[i] -= a[i, j] * b[j];
            b[i] /= a[i, i];
        }

        return (b, log);
    }

    private static (double[][] X, double[] Eta) Design(RandomStream stream, int n, int p)
    {
        double[][] x = new double[p][];
        double[] eta = new double[n];
        for (int j = 0; j < p; j++)
        {
            x[j] = [.. Enumerable.Range(0, n).Select(_ => stream.NextNormal())];
            double b = stream.NextDouble() < 0.5 ? 0 : stream.NextNormal();
            for (int i = 0; i < n; i++) eta[i] += b * x[j][i];
        }

        return (x, eta);
    }

    private static Table Of(double[][] x, double[] y) => new([.. x.Select(static (column, j) => new NumberColumn(FormattableString.Invariant($"x{j}"), column)), new NumberColumn("y", y)]);
}
