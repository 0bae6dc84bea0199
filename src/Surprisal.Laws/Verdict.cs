using System.Globalization;

namespace Surprisal.Laws;

/// <summary>Collects the comparisons of one law at one case and keeps the worst. A NaN anywhere is worse than any number.</summary>
internal sealed class Verdict
{
    private double _ratio = -1.0;
    private double _observed;
    private double _bound;
    private string _text = "nothing was compared";

    /// <summary>How many comparisons there were.</summary>
    public int Count { get; private set; }

    /// <summary>A number as text.</summary>
    public static string Format(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Compares two numbers that may differ by at most a bound. Equal infinities differ by nothing.</summary>
    public void Near(double actual, double expected, double bound, string what)
    {
        double deviation = actual.Equals(expected) && !double.IsNaN(actual) ? 0.0 : Math.Abs(actual - expected);
        AtMost(deviation, bound, $"{what}: {Format(actual)}, expected {Format(expected)}");
    }

    /// <summary>Compares a deviation with its bound.</summary>
    public void AtMost(double deviation, double bound, string text)
    {
        Count++;
        double ratio = Ratio(deviation, bound);
        if (ratio <= _ratio) return;
        (_ratio, _observed, _bound, _text) = (ratio, deviation, bound, text);
    }

    /// <summary>Requires a fact.</summary>
    public void Require(bool holds, string text) => AtMost(holds ? 0.0 : double.PositiveInfinity, 0.0, text);

    /// <summary>The result; broken too where nothing was compared.</summary>
    public LawResult ToResult(string law, string subject, string @case)
    {
        LawOutcome outcome = Count > 0 && _ratio <= 1.0 ? LawOutcome.Held : LawOutcome.Broken;
        string text = $"{_text} (deviation {Format(_observed)}, bound {Format(_bound)})";
        return new LawResult(law, subject, @case, outcome, _observed, _bound, text);
    }

    /// <summary>At most 1 exactly where the deviation keeps to its bound; an infinite bound, which nothing could break, is none.</summary>
    private static double Ratio(double deviation, double bound)
    {
        if (!(deviation <= bound) || double.IsInfinity(bound)) return deviation / bound is > 1.0 and var beyond ? beyond : double.PositiveInfinity;
        return bound > 0.0 ? deviation / bound : 0.0;
    }
}
