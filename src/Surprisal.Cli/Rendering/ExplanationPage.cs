using System.Globalization;
using System.Text;
using Surprisal.Losses;

namespace Surprisal.Cli.Rendering;

/// <summary>What a loss assumes, for people: sentences, numbers, and pictures of loss, density and influence.</summary>
internal static class ExplanationPage
{
    private const int Rows = 9;
    private const int Columns = 80;

    /// <summary>Writes the page.</summary>
    /// <param name="explanation">The explanation.</param>
    public static string Write(Explanation explanation)
    {
        StringBuilder text = new();
        text.Append(explanation.Title).Append("\n\n");
        Prose.Labelled(text, "Loss", explanation.Loss);
        Prose.Labelled(text, "Likelihood", (explanation.IsLikelihood ? "yes: " : "no: ") + explanation.Why);
        Add(text, "Instead", explanation.Instead);
        if (explanation.LikelihoodOf is { } other) Prose.Labelled(text, "Likelihood of", $"{other.Response} ({other.Noise})");
        Add(text, "Noise model", explanation.Noise ?? (explanation.IsLikelihood ? "none that has a name; fit it with --density" : null));
        Add(text, "Density", explanation.Density);
        if (explanation.Normaliser is { } normaliser) Prose.Labelled(text, "Normaliser", $"{(double.IsInfinity(normaliser) ? "infinite" : Digits.Of(normaliser))}: {explanation.NormaliserMethod}");
        Prose.Labelled(text, "Estimates", explanation.Estimates);
        Prose.Labelled(text, "Shape", explanation.Shape);
        Add(text, "Surprisal", explanation.Surprisal);
        Add(text, "Gradient", explanation.Gradient);
        if (explanation.Factor is { } factor) Prose.Labelled(text, "Factor", Factor(factor, explanation.FactorAtUnitScale));
        if (explanation.Efficiency is { } efficiency) Prose.Labelled(text, "Efficiency", $"{Digits.Of(efficiency)} of the mean's, where the noise is gaussian with standard deviation 1");
        if (explanation.GrossErrorSensitivity is { } sensitivity)
            Prose.Labelled(text, "Sensitivity", double.IsInfinity(sensitivity) ? "infinite: one wild response moves the estimate without bound" : $"{Digits.Of(sensitivity)}/n: the most that one wild response among n moves the estimate");
        if (explanation.RejectedFrom is { } rejected) Prose.Labelled(text, "Rejects", $"residuals beyond {Digits.Of(rejected)}: they have no influence");
        if (explanation.Readings.Count > 0) text.Append("\nReadings\n");
        foreach (string reading in explanation.Readings) Prose.Marked(text, "  - ", reading);
        if (explanation.Curve is { } curve) Plot(text, curve, explanation.Normaliser);
        return text.ToString();
    }

    private static string Factor(string factor, double? atUnitScale)
    {
        if (string.Equals(factor, "1", StringComparison.Ordinal)) return "the loss as written is the surprisal itself, up to constants";
        string parameter = new([.. factor.SkipWhile(static c => !char.IsLetter(c)).TakeWhile(char.IsLetter)]);
        string number = atUnitScale is { } at && parameter.Length > 0 ? $" ({(at == Math.Round(at) ? at.ToString("F0", CultureInfo.InvariantCulture) : Digits.Of(at))} at {parameter} = 1)" : string.Empty;
        return $"gradient of the loss as written = {factor} times that of the surprisal{number}";
    }

    private static void Add(StringBuilder text, string label, string? sentence)
    {
        if (sentence is not null) Prose.Labelled(text, label, sentence);
    }

    private static void Plot(StringBuilder text, LossCurve curve, double? normaliser)
    {
        // A few points of a discrete response fill the width.
        int width = Math.Max(1, Columns / curve.Points.Count);
        double low = curve.Points[0].At, high = curve.Points[^1].At;
        double[] Wide(Func<LossPoint, double> value) => [.. curve.Points.SelectMany(p => Enumerable.Repeat(value(p), width))];
        text.Append('\n');
        TerminalPlot.Curve(text, Wide(static p => p.Loss), low, high, Rows, $"loss, over {curve.Argument}");
        text.Append('\n');
        if (curve.Density is { } density) TerminalPlot.Bars(text, Wide(static p => p.Density ?? double.NaN), low, high, Rows, density);
        else if (normaliser is { } z && double.IsInfinity(z)) TerminalPlot.Bars(text, Wide(static p => Math.Exp(-p.Loss)), low, high, Rows, "exp(-loss), which is no density: its integral is infinite");
        if (curve.Density is not null || normaliser is not null) text.Append('\n');
        TerminalPlot.Curve(text, Wide(static p => p.Influence), low, high, Rows, $"influence, {curve.Influence}");
    }
}
