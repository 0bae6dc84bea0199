using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Numerics.Random;

namespace Surprisal.Tests.Solvers.Recession;

/// <summary>A fit of few rows with small whole numbers in its columns, and exact linear programmes about it.</summary>
internal sealed class SmallProblem
{
    private const int Trials = 3;
    private readonly string _noise;
    private readonly int[][] _cells;
    private readonly int[] _y;
    private readonly int[] _group;
    private readonly List<(int[] Vector, bool MustVanish)> _margins = [];
    private readonly List<string> _names = [];

    private SmallProblem(string noise, int[][] cells, int[] y, int[] group)
    {
        _noise = noise;
        _cells = cells;
        _y = y;
        _group = group;
        bool isOrdinal = noise == "ordinal";
        string[] columns = [.. isOrdinal ? Array.Empty<string>() : ["(Intercept)"], "x", "z", "g[b]", "g[c]"];
        int[][] design = [.. cells.Select((row, i) => (int[])[.. isOrdinal ? Array.Empty<int>() : [1], row[0], row[1], group[i] == 1 ? 1 : 0, group[i] == 2 ? 1 : 0])];
        string[] parameters = noise == "categorical" ? ["mu[1]", "mu[2]"] : ["mu"];
        foreach (string parameter in parameters) _names.AddRange(columns.Select(c => $"{parameter}:{c}"));
        if (isOrdinal) _names.AddRange(["threshold[1]:(Intercept)", "threshold[2]:(Intercept)"]);
        for (int i = 0; i < y.Length; i++) AddMargins(design[i], y[i]);
    }

    public bool HasOneOutcome => _noise is "bernoulli" or "binomial" or "poisson" && (_y.All(static y => y == 0) || (_noise != "poisson" && _y.All(y => y == (_noise == "binomial" ? Trials : 1))));

    public static SmallProblem Draw(string noise, RandomStream random)
    {
        int Next(int below) => (int)(random.NextDouble() * below);
        int n = 10 + Next(20), spread = 2 + Next(5);
        bool isNoisy = Next(4) > 0;
        int[][] cells = [.. Enumerable.Range(0, n).Select(_ => (int[])[Next(spread) - (spread / 2), Next(spread)])];
        int[] group = [.. Enumerable.Range(0, n).Select(i => i < 3 ? i : Next(3))];
        int[] y = [.. cells.Select((row, i) =>
        {
            int signal = row[0] + (isNoisy ? Next(7) - 3 : group[i] - 1);
            return noise switch
            {
                "bernoulli" => signal > 0 ? 1 : 0,
                "binomial" => Math.Clamp(signal + 1, 0, Trials),
                "poisson" => !isNoisy && group[i] == 2 ? 0 : Math.Max(signal, 0),
                _ => signal > 1 ? 2 : signal > -1 ? 1 : 0,
            };
        })];
        if (noise is "categorical" or "ordinal") (y[0], y[1], y[2]) = (0, 1, 2);
        return new SmallProblem(noise, cells, y, group);
    }

    public Fit Fit(ModelOptions? options = null, FitOptions? fitting = null)
    {
        Table table = new(
        [
            _noise is "categorical" or "ordinal" ? new TextColumn("y", _y, ["0", "1", "2"]) : new NumberColumn("y", _y.Select(static v => (double)v).ToArray()), new NumberColumn("x", _cells.Select(static r => (double)r[0]).ToArray()),
            new NumberColumn("z", _cells.Select(static r => (double)r[1]).ToArray()), new NumberColumn("t", _y.Select(static _ => (double)Trials).ToArray()), new TextColumn("g", _group, ["a", "b", "c"]),
        ]);
        return Model.Of(_noise, [_noise == "binomial" ? "y | trials(t) ~ x + z + g" : "y ~ x + z + g"], options ?? ModelOptions.Default).Fit(table, fitting);
    }

    /// <summary>max Σ t, 0 ≤ t ≤ 1, t ≤ aδ: how many conditions are separated.</summary>
    public int SeparatedMargins(out int all)
    {
        all = _margins.Count;
        int p = _names.Count, m = _margins.Count(static x => !x.MustVanish);
        List<Fraction[]> a = [];
        List<Fraction> b = [];
        int t = 0;
        foreach ((int[] vector, bool mustVanish) in _margins)
        {
            Fraction[] row = new Fraction[(2 * p) + m], bound = new Fraction[(2 * p) + m];
            Array.Fill(row, Fraction.Zero);
            Array.Fill(bound, Fraction.Zero);
            for (int j = 0; j < p; j++) (row[j], row[p + j]) = (-vector[j], vector[j]);
            if (mustVanish)
            {
                a.Add([.. row.Select(static v => -v)]);
            }
            else
            {
                row[(2 * p) + t] = 1;
                bound[(2 * p) + t++] = 1;
                a.Add(bound);
                b.Add(Fraction.One);
                a.Add(row);
                b.Add(Fraction.Zero);
                continue;
            }

            b.Add(Fraction.Zero);
            a.Add(row);
            b.Add(Fraction.Zero);
        }

        Fraction[] c = [.. Enumerable.Repeat(Fraction.Zero, 2 * p), .. Enumerable.Repeat(Fraction.One, m)];
        return m == 0 ? 0 : (int)Simplex.Maximise([.. a], [.. b], c).ToDouble();
    }

    /// <summary>The coefficients that are not 0 in some direction of the cone: max ±δⱼ within it and |δ| ≤ 1.</summary>
    public string[] Moving()
    {
        int p = _names.Count;
        List<Fraction[]> a = [];
        List<Fraction> b = [];
        foreach ((int[] vector, bool mustVanish) in _margins)
        {
            a.Add([.. vector.Select(static v => (Fraction)(-v)), .. vector.Select(static v => (Fraction)v)]);
            b.Add(Fraction.Zero);
            if (!mustVanish) continue;
            a.Add([.. vector.Select(static v => (Fraction)v), .. vector.Select(static v => (Fraction)(-v))]);
            b.Add(Fraction.Zero);
        }

        for (int j = 0; j < 2 * p; j++)
        {
            Fraction[] row = new Fraction[2 * p];
            for (int k = 0; k < row.Length; k++) row[k] = k == j ? 1 : 0;
            a.Add(row);
            b.Add(Fraction.One);
        }

        bool Moves(int j) => new[] { 1, -1 }.Any(sign =>
        {
            Fraction[] c = new Fraction[2 * p];
            for (int k = 0; k < c.Length; k++) c[k] = k == j ? sign : k == p + j ? -sign : 0;
            return Simplex.Maximise([.. a], [.. b], c).Sign > 0;
        });
        return [.. Enumerable.Range(0, p).Where(Moves).Select(j => _names[j])];
    }

    private void AddMargins(int[] x, int y)
    {
        int[] Zero() => new int[x.Length];
        switch (_noise)
        {
            case "categorical":
                for (int k = 0; k < 3; k++)
                {
                    if (k == y) continue;
                    int[] vector = new int[2 * x.Length];
                    for (int j = 0; j < x.Length; j++)
                    {
                        if (y > 0) vector[((y - 1) * x.Length) + j] += x[j];
                        if (k > 0) vector[((k - 1) * x.Length) + j] -= x[j];
                    }

                    _margins.Add((vector, false));
                }

                break;
            case "ordinal":
                if (y < 2) _margins.Add(([.. x.Select(static v => -v), y == 0 ? 1 : 0, y == 1 ? 1 : 0], false));
                if (y > 0) _margins.Add(([.. x, y == 1 ? -1 : 0, y == 2 ? -1 : 0], false));
                break;
            default:
                bool both = _noise == "poisson" ? y > 0 : _noise == "binomial" && y is > 0 and < Trials;
                int[] own = Zero();
                for (int j = 0; j < x.Length; j++) own[j] = y > 0 ? x[j] : -x[j];
                _margins.Add((own, both));
                break;
        }
    }
}
