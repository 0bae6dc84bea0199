using Surprisal.Links;
using Surprisal.Numerics;

namespace Surprisal.Noise.Expressions;

/// <summary>The formula of an integral that was found at a few parameters: a constant times powers of them.</summary>
/// <param name="Integral">The integral as text: <c>2*s</c>.</param>
/// <param name="Term">What to add to the surprisal: <c>log(2*s)</c>.</param>
internal sealed record MissingTerm(string Integral, string Term)
{
    private const double Tolerance = 1e-7;
    private const int LargestDenominator = 6;
    private const int LargestFactor = 12;

    /// <summary>Recognises; null where the integral is nothing so simple.</summary>
    /// <param name="noise">The density.</param>
    /// <param name="points">Parameters with the logarithms of the integral: the base first.</param>
    public static MissingTerm? Of(ExpressionNoise noise, (double[] Parameters, double Log)[] points)
    {
        List<(string Base, double Power)> factors = [];
        List<Func<double[], double>> logs = [];
        int next = 1;
        for (int k = 0; k < noise.Parameters.Count; k++)
        {
            if (noise.IsShift(k)) continue;
            double first = points[next].Log - points[0].Log, second = points[next + 1].Log - points[0].Log;
            double[] at = [points[0].Parameters[k], points[next].Parameters[k], points[next + 1].Parameters[k]];
            next += 2;
            int index = k;
            string name = noise.Parameters[k].Name;
            switch (noise.Parameters[k].Domain)
            {
                case ParameterDomain.Positive when Power(first, second, Elementary.Log(at[1] / at[0]), Elementary.Log(at[2] / at[0])) is { } power:
                    factors.Add((name, power));
                    logs.Add(p => power * Elementary.Log(p[index]));
                    break;
                case ParameterDomain.Real when Power(first, second, at[1] - at[0], at[2] - at[0]) is { } rate:
                    factors.Add(($"exp({name})", rate));
                    logs.Add(p => rate * p[index]);
                    break;
                case ParameterDomain.Probability when Shares(first, second, at) is { } shares:
                    factors.AddRange([(name, shares.Success), ($"1 - {name}", shares.Failure)]);
                    logs.Add(p => (shares.Success * Elementary.Log(p[index])) + (shares.Failure * Elementary.Log1p(-p[index])));
                    break;
                default: return null;
            }
        }

        double constant = points[0].Log - logs.Sum(l => l(points[0].Parameters));
        if (points.Any(p => !(Math.Abs(p.Log - constant - logs.Sum(l => l(p.Parameters))) <= Tolerance))) return null;
        if (Constant(constant) is { } known) factors.InsertRange(0, known);
        else factors.Insert(0, (Elementary.Exp(constant).ToString("G12", System.Globalization.CultureInfo.InvariantCulture), 1.0));
        string above = Product(factors.Where(static f => f.Power > 0.0)), below = Product(factors.Where(static f => f.Power < 0.0));
        if (above.Length == 0) return new MissingTerm($"1/{Enclosed(below)}", $"-log({below})");
        return below.Length == 0 ? new MissingTerm(above, $"log({above})") : new MissingTerm($"{above}/{Enclosed(below)}", $"log({above}/{Enclosed(below)})");
    }

    private static string Enclosed(string product) => product.AsSpan().ContainsAny('*', ' ') ? $"({product})" : product;

    private static string Product(IEnumerable<(string Base, double Power)> factors)
    {
        string[] texts = [.. factors.Select(static f => Power(f.Base, Math.Abs(f.Power)))];
        return texts.Length == 1 ? texts[0] : string.Join('*', texts.Select(static t => t.Contains(' ', StringComparison.Ordinal) && !t.EndsWith(')') ? $"({t})" : t));
    }

    private static string Power(string text, double power)
    {
        if (power == 1.0) return text;
        if (power == 0.5) return $"sqrt({text})";
        string fraction = NoiseNumber.Format(power);
        const int ShortFraction = 5, CommonMultiple = 60;
        return $"{Enclosed(text)}^{(fraction.Length <= ShortFraction ? fraction : $"({NoiseNumber.Format(Math.Floor((power * CommonMultiple) + 0.5))}/{NoiseNumber.Format(CommonMultiple)})")}";
    }

    /// <summary>The power, a fraction with a small denominator, that explains both changes.</summary>
    private static double? Power(double first, double second, double firstStep, double secondStep)
    {
        double power = first / firstStep;
        return Math.Abs((power * secondStep) - second) <= Tolerance ? Fraction(power) : null;
    }

    private static double? Fraction(double value)
    {
        for (int denominator = 1; denominator <= LargestDenominator; denominator++)
        {
            double nearest = Math.Floor((value * denominator) + 0.5);
            if (Math.Abs((value * denominator) - nearest) <= Tolerance) return nearest / denominator;
        }

        return null;
    }

    private static (double Success, double Failure)? Shares(double first, double second, double[] p)
    {
        double a = Elementary.Log(p[1] / p[0]), b = Elementary.Log1p(-p[1]) - Elementary.Log1p(-p[0]), c = Elementary.Log(p[2] / p[0]), d = Elementary.Log1p(-p[2]) - Elementary.Log1p(-p[0]);
        double determinant = (a * d) - (b * c);
        return Fraction(((first * d) - (b * second)) / determinant) is { } success && Fraction(((a * second) - (first * c)) / determinant) is { } failure ? (success, failure) : null;
    }

    /// <summary>A constant as a small fraction times roots of 2 and of π; null where it is none.</summary>
    private static List<(string Base, double Power)>? Constant(double log)
    {
        if (Math.Abs(log) <= Tolerance) return [];
        foreach (int roots in (int[])[0, 1, -1, 2, -2])
        {
            for (int two = 0; two <= 1; two++)
            {
                double value = Elementary.Exp(log - (0.5 * ((roots * Constants.LogPi) + (two * (roots < 0 ? -1 : 1) * Constants.LogTwo))));
                for (int denominator = 1; denominator <= LargestFactor; denominator++)
                {
                    double numerator = Math.Floor((value * denominator) + 0.5);
                    if (numerator < 1.0 || numerator > LargestFactor || Math.Abs((value * denominator) - numerator) > Tolerance) continue;
                    List<(string Base, double Power)> factors = [];
                    if (numerator > 1.0) factors.Add((NoiseNumber.Format(numerator), 1.0));
                    if (denominator > 1) factors.Add((NoiseNumber.Format(denominator), -1.0));
                    int sign = roots < 0 ? -1 : 1;
                    if (two == 1) factors.Add((Math.Abs(roots) == 1 ? "2*pi" : "2", 0.5 * sign));
                    if (Math.Abs(roots) == 2) factors.Add(("pi", sign));
                    if (Math.Abs(roots) == 1 && two == 0) factors.Add(("pi", 0.5 * sign));
                    return factors;
                }
            }
        }

        return null;
    }
}
