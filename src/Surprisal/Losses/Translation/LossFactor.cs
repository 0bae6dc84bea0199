using Surprisal.Noise.Expressions;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>How a loss as people write it and the surprisal differ: by a factor, which is measured, and by constants.</summary>
/// <param name="AtUnitScale">The factor at scale 1.</param>
/// <param name="Text">The factor with the scale in it.</param>
/// <param name="Surprisal">The surprisal in terms of the loss.</param>
/// <param name="Notes">What is to be said about it.</param>
internal sealed record LossFactor(double AtUnitScale, string Text, string Surprisal, IReadOnlyList<string> Notes)
{
    private const double Same = 1e-9;
    private static readonly double[] Probes = [-6.0, -2.1, -0.7, 0.3, 1.4, 4.0];

    /// <summary>Measures it; null where the two are not proportional.</summary>
    /// <param name="entry">The loss.</param>
    /// <param name="values">Its numbers.</param>
    /// <param name="model">The noise model.</param>
    public static LossFactor? Of(ResidualEntry entry, double[] values, ResidualModel model)
    {
        string written = entry.Written(values);
        StepProgram program = LossText.Formula(written);
        ResidualFunction formula = new(new ResidualNoise(program), [0.0], 0, 0.0);
        string scale = model.Scale ?? "scale";
        bool isHeld = model.Spec.Held.TryGetValue(scale, out double held);
        double unit = isHeld ? held : 1.0;
        if (Ratio(formula, model.Function) is not { } factor) return null;
        double? power = entry.ScalePower ?? Homogeneity(formula);
        string z = ResidualExplainer.Substitute(written, "z"), r = ResidualExplainer.Substitute(written, $"({entry.Residual})");
        string constants = $"log({scale}) + {Sentence.Number(Elementary.Log(model.Normaliser) - Elementary.Log(unit))}";
        if (power is not { } p)
        {
            string fixedScale = $"the loss as written has no free scale: it is the surprisal at {scale} = {Sentence.Number(unit)}, and estimating {scale} with the rest is what the noise model adds";
            return new LossFactor(factor, Sentence.Number(factor), Divided(z, Sentence.Number(factor)) + $" + {constants}, z = ({entry.Residual})/{scale}", [fixedScale]);
        }

        // Held at another scale, the measured factor has the scale's power in it.
        double atOne = Math.Round(factor / Elementary.Pow(unit, p), 12);
        string text = Product(atOne, scale, p);
        string surprisal = entry.ScalePower is null
            ? Divided(r, text) + $" + {constants}"
            : Divided(z, Sentence.Number(atOne)) + $" + {constants}, z = ({entry.Residual})/{scale}";
        List<string> notes = [$"the gradient of the loss as written is {text} times that of the surprisal: the same optimum in mu, but with the surprisal {scale} is estimated too, and rows of different {scale} count as they should"];
        if (entry.ScalePower is not null && !entry.HasOwnThreshold) notes.Add($"that is with the threshold of the loss in units of y, {scale} times that of the noise model");
        return new LossFactor(atOne, text, surprisal, notes);
    }

    private static string Divided(string formula, string by) => string.Equals(by, "1", StringComparison.Ordinal) ? formula : by.Contains(' ', StringComparison.Ordinal) ? $"{formula}/({by})" : $"{formula}/{by}";

    private static string Product(double factor, string scale, double power)
    {
        string symbol = power == 1.0 ? scale : $"{scale}^{Sentence.Number(power)}";
        return Math.Abs(factor - 1.0) < Same ? symbol : $"{Sentence.Number(factor)} {symbol}";
    }

    private static double? Ratio(ResidualFunction written, ResidualFunction surprisal)
    {
        double[] a = written.Influence(Probes), b = surprisal.Influence(Probes);
        double? ratio = null;
        for (int i = 0; i < a.Length; i++)
        {
            if (Math.Abs(a[i]) < Same && Math.Abs(b[i]) < Same) continue;
            double here = a[i] / b[i];
            if (!double.IsFinite(here) || (ratio is { } known && Math.Abs(here - known) > Same * Math.Abs(known))) return null;
            ratio ??= here;
        }

        return ratio;
    }

    /// <summary>The power p with loss(cr) = c^p loss(r); null where there is none.</summary>
    private static double? Homogeneity(ResidualFunction written)
    {
        Centre left = Centre.Of(written, -1), right = Centre.Of(written, 1);
        return left.IsHomogeneous && right.IsHomogeneous && left.Power == right.Power ? right.Power : null;
    }
}
