using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise.Expressions;

/// <summary>What the density of a text integrates to at several parameters, and what to say where that is not 1.</summary>
internal sealed class NormaliserCheck
{
    private const double Tolerance = 1e-8;
    private static readonly double[] Examples = [0.5, 1.0, 2.0, 10.0, -0.5, -1.0, -2.0, -10.0, 0.0, 100.0, -100.0];
    private readonly ExpressionNoise _noise;
    private readonly string _text;
    private readonly int _end;
    private readonly (double[] Parameters, double Log)[] _points;

    private NormaliserCheck(ExpressionNoise noise, string text)
    {
        _noise = noise;
        _text = text;

        // A missing term goes to the end of the expression.
        _end = text.AsSpan(0, text.IndexOf(';', StringComparison.Ordinal)).TrimEnd().Length;
        List<double[]> probes = [Probes.Base(noise)];
        for (int k = 0; k < noise.Parameters.Count; k++)
        {
            if (!noise.IsShift(k)) probes.AddRange([Probes.With(noise, k, 0), Probes.With(noise, k, 1)]);
        }

        probes.AddRange([Probes.Mixed(noise, 0), Probes.Mixed(noise, 1)]);
        _points = [.. probes.Select(p => (p, NumericalDistribution.Of(noise, p, 1.0).LogNormaliser))];
    }

    /// <summary>Whether the density integrates to 1 at all of them.</summary>
    public bool IsOne => _points.All(static p => Math.Abs(p.Log) <= Tolerance);

    private string Integrates => _noise.Support.IsDiscrete() ? "sums" : "integrates";

    /// <summary>Integrates.</summary>
    /// <param name="noise">The density.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="NoiseTextException">The surprisal is no number somewhere, or the integral is infinite everywhere.</exception>
    public static NormaliserCheck Of(ExpressionNoise noise, string text)
    {
        NormaliserCheck check = new(noise, text);
        foreach ((double[] parameters, double log) in check._points)
        {
            if (double.IsNaN(log) || double.IsNegativeInfinity(log)) throw check.NoNumber(parameters);
        }

        return check._points.All(static p => double.IsPositiveInfinity(p.Log)) ? throw check.Infinite(check._points[0].Parameters, always: true) : check;
    }

    /// <summary>Refuses a density that does not integrate to 1.</summary>
    /// <exception cref="NoiseTextException">It does not; the message names what is missing.</exception>
    public void RequireOne()
    {
        if (IsOne) return;
        foreach ((double[] parameters, double log) in _points)
        {
            if (double.IsPositiveInfinity(log)) throw Infinite(parameters, always: false);
        }

        if (MissingTerm.Of(_noise, _points) is { } term)
            throw Error($"the density {Integrates} to {term.Integral}, not to 1", $"add {term.Term} to the surprisal, or have it computed with --normalise");
        IEnumerable<string> numbers = _points.Take(3).Select(p => $"{NoiseNumber.Round(Elementary.Exp(p.Log))} at {Describe(p.Parameters)}");
        throw Error($"the density does not {Integrates[..^1]} to 1, but to {string.Join(", to ", numbers)}", "add the logarithm of that to the surprisal, or have it computed with --normalise");
    }

    private NoiseTextException Infinite(double[] parameters, bool always)
    {
        DensityFormula formula = new(_noise, parameters, 1.0);
        bool IsHeavy(double sign) => _noise.Support.Contains(sign) && !double.IsInfinity(formula.At(sign * 1e70)) && formula.At(sign * 1e140) + Elementary.Log(1e70) >= formula.At(sign * 1e70) - 1.0;
        string[] sides = [.. new[] { (-1.0, "-infinity"), (1.0, "infinity") }.Where(s => IsHeavy(s.Item1)).Select(static s => s.Item2)];
        string where = sides.Length == 0 ? "" : $", because it falls off too slowly towards y = {string.Join(" and y = ", sides)}";
        return always
            ? Error($"the density {Integrates} to infinity{where}", "no term can mend that: a surprisal must grow faster than log(abs(y)) where y has no bound")
            : Error(
                $"the density {Integrates} to infinity at {Describe(parameters)}{where}",
                "write the parameter so that all its values are allowed, as in 0.5 + p for a p that must be above one half");
    }

    private NoiseTextException NoNumber(double[] parameters)
    {
        DensityFormula formula = new(_noise, parameters, 1.0);
        foreach (double y in Examples)
        {
            double example = _noise.Support.IsDiscrete() ? Math.Floor(y) : y;
            if (!_noise.Support.Contains(example)) continue;
            double surprisal = -formula.At(example);
            if (!double.IsNaN(surprisal) && !double.IsNegativeInfinity(surprisal)) continue;
            string what = double.IsNaN(surprisal) ? "not a number" : "minus infinity";
            return Error($"the surprisal is {what} at y = {NoiseNumber.Format(example)}, {Describe(parameters)}", Remedy(example, formula));
        }

        return Error($"the density cannot be integrated at {Describe(parameters)}", "the surprisal must be a number for every y that is allowed");
    }

    private string Remedy(double y, DensityFormula formula)
    {
        if (_noise.Support == Support.RealLine && y < 0.0 && !double.IsNaN(formula.At(0.5)))
            return double.IsNaN(formula.At(2.0)) ? "if y lies between 0 and 1, say so: ; ..., y unit" : "if y is positive, say so: ; ..., y positive";
        return _noise.Support == Support.RealLine && double.IsNaN(formula.At(2.0)) && !double.IsNaN(formula.At(0.5))
            ? "if y lies between 0 and 1, say so: ; ..., y unit"
            : "the surprisal must be a number for every y that is allowed";
    }

    private string Describe(double[] parameters) => Words.List(_noise.Parameters.Select((p, k) => $"{p.Name} = {NoiseNumber.Format(parameters[k])}"));

    private NoiseTextException Error(string problem, string remedy) => new($"density: {problem}", _text, _end, remedy);
}
