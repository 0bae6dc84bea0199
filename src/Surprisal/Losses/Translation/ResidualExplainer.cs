using System.Text.RegularExpressions;
using Surprisal.Noise;
using Surprisal.Noise.Distributions;
using Surprisal.Noise.Expressions;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Explains losses that are functions of the residual.</summary>
internal static partial class ResidualExplainer
{
    private const double Negligible = 1e-16;

    /// <summary>Explains a loss that has a name.</summary>
    public static Explanation OfLoss(ResidualEntry entry, double[] values, string title)
    {
        string written = entry.Written(values);
        ResidualModel? model = entry.Kernel is { } kernel ? ResidualModel.OfText(kernel(values)) : null;
        Explanation explanation = model is null ? OfFormula(written, title) : OfModel(model, entry, values, title);
        IEnumerable<string> notes = entry.Notes?.Invoke(values) ?? [];
        return explanation with
        {
            Noise = entry.Noise ?? explanation.Noise,
            Density = entry.Noise is null ? explanation.Density : NoiseModels.Get(entry.Noise).Density,
            Estimates = entry.Estimates ?? explanation.Estimates,
            Readings = [.. notes, .. explanation.Readings],
        };
    }

    /// <summary>Explains a formula in r.</summary>
    /// <param name="text">The formula.</param>
    /// <param name="title">What it is called; null for a formula without a name.</param>
    public static Explanation OfFormula(string text, string? title = null)
    {
        StepProgram program = LossText.Formula(text);
        ResidualFunction raw = new(new ResidualNoise(program), [0.0], 0, 0.0);
        if (raw.Loss(-5.0, -1.0, -0.3, 0.3, 1.0, 5.0).Any(double.IsNaN)) throw NoNumber(text);
        if (double.IsNegativeInfinity(raw.Loss(0.0)[0])) throw new InputException($"formula '{Words.Shorten(text)}' is minus infinity at r = 0", "one exact prediction would outweigh all others; write a loss that is finite at 0");
        PenaltyShape shape = PenaltyShape.Of(raw);
        double least = shape.HasMinimumAtZero ? raw.Loss(0.0)[0] : 0.0;
        ResidualFunction function = Math.Abs(least) > 1e-12 ? new ResidualFunction(new ResidualNoise(program), [0.0], 0, least) : raw;
        if (!ReferenceEquals(function, raw)) shape = PenaltyShape.Of(function);
        double log = shape.Left.IsIntegrable && shape.Right.IsIntegrable
            ? NumericalDistribution.Of(new ResidualNoise(program, -function.Offset), [0.0], 1.0).LogNormaliser
            : double.PositiveInfinity;
        if (double.IsNaN(log) || double.IsNegativeInfinity(log)) throw NoNumber(text);
        double normaliser = Elementary.Exp(log);
        ResidualModel? model = Recognition.Of(function, shape, normaliser);
        bool finite = double.IsFinite(normaliser);
        Robustness robust = Robustness.Of(function, shape);
        return new Explanation
        {
            Input = text,
            Title = title ?? "a formula in the residual",
            IsLikelihood = finite,
            Noise = model?.Spec.ToString(),
            Loss = text,
            Density = finite ? $"exp(-({Substitute(text, "(y - mu)")})) / {Sentence.Number(Elementary.Exp(log - function.Offset))}" : null,
            Normaliser = normaliser,
            NormaliserMethod = finite ? "by adaptive quadrature of exp(-loss) over the residual" : "exp(-loss) has no finite integral over the residual",
            Estimates = model is not null ? WithValues(model) : MEstimate(shape, robust),
            Shape = shape.ToString(),
            Gradient = "-influence(y - mu), the influence being the derivative of the formula",
            Surprisal = finite ? $"{Substitute(text, "(y - mu)")} + {Sentence.Number(log - function.Offset)}" : null,
            Factor = finite ? "1" : null,
            FactorAtUnitScale = finite ? 1.0 : null,
            Efficiency = robust.Efficiency,
            GrossErrorSensitivity = robust.GrossErrorSensitivity,
            RejectedFrom = shape.RejectedFrom,
            Readings = [.. model is null ? [] : ResidualReadings.Of(model).Prepend($"the formula fixes the scale: it is the surprisal of {model.Spec}; a fit with noise model {model.Model.Name} estimates its scale too"), .. ResidualReadings.Weights(function, shape), .. shape.IsBounded ? ResidualReadings.Window(function, shape.Right.Number) : []],
            Why = finite ? Finite(normaliser) : Infinite(shape),
            Instead = finite ? null : Instead(shape),
            Curve = Curve(function, Reach(shape, function), finite ? normaliser : null, "r = y - mu"),
        };
    }

    /// <summary>Explains a noise model of the residual.</summary>
    /// <param name="model">The noise model with its values.</param>
    /// <param name="entry">The loss that it is known by; null where there is none.</param>
    /// <param name="values">The loss's numbers.</param>
    /// <param name="title">What it is called.</param>
    public static Explanation OfModel(ResidualModel model, ResidualEntry? entry, double[] values, string title)
    {
        ResidualFunction function = model.Function;
        PenaltyShape shape = PenaltyShape.Of(function);
        Robustness robust = Robustness.Of(function, shape);
        LossFactor? factor = entry is null ? null : LossFactor.Of(entry, values, model);
        string[] assumed = [.. AssumedParameters.Of(model.Spec)];
        double scale = model.Spec.Held.GetValueOrDefault(model.Scale ?? string.Empty, 1.0);
        string residual = entry?.Residual ?? "y - mu";
        return new Explanation
        {
            Input = title,
            Title = title,
            IsLikelihood = true,
            Noise = model.Spec.ToString(),
            Loss = entry?.Written(values) ?? "-log density, which has no name of its own as a loss",
            Density = model.Model.Density,
            Normaliser = model.Normaliser,
            NormaliserMethod = "1 over the density where it is highest, all constants of the noise model included",
            Estimates = WithValues(model),
            Shape = shape.ToString(),
            Gradient = entry?.Gradient ?? (model.Scale is { } name ? $"-influence((y - mu)/{name})/{name}, the influence at {name} = 1 being plotted below" : "-influence(y - mu)"),
            Surprisal = entry?.Surprisal ?? factor?.Surprisal ?? Surprisal(model),
            Factor = factor?.Text,
            FactorAtUnitScale = factor?.AtUnitScale,
            Efficiency = robust.Efficiency,
            GrossErrorSensitivity = robust.GrossErrorSensitivity,
            RejectedFrom = shape.RejectedFrom,
            Readings =
            [
                .. factor?.Notes ?? [],
                .. assumed.Length == 0 ? Array.Empty<string>() : [$"numbers and pictures are for {Words.List(assumed)}; give a value to see another, or let a fit estimate it"],
                .. ResidualReadings.Of(model),
                .. ResidualReadings.Weights(function, shape),
            ],
            Why = Finite(model, factor),
            Curve = Curve(function, Math.Max(5.0 * scale, Reach(shape, function) * Math.Min(scale, 1.0)), model.Normaliser, $"r = {residual}"),
        };
    }

    /// <summary>A formula in r with something else in its place.</summary>
    public static string Substitute(string formula, string residual) => ResidualName().Replace(formula, residual).Replace($"({residual})", residual, StringComparison.Ordinal);

    private static string Surprisal(ResidualModel model) => model.Scale is { } scale && !model.Spec.Held.ContainsKey(scale)
        ? $"loss(z) + log({scale}) + {Sentence.Number(model.Function.Offset)}, z = (y - mu)/{scale}, loss(z) being -log density counted from its least value"
        : $"loss(y - mu) + {Sentence.Number(model.Function.Offset)}, the loss being -log density counted from its least value";

    private static InputException NoNumber(string text) =>
        new($"formula '{Words.Shorten(text)}' is not a number for every residual r", "write it so that negative residuals have a value too: abs(r)^1.5");

    private static string WithValues(ResidualModel model)
    {
        string estimates = model.Model.Estimates;
        return model.Model.HyperValues.TryGetValue("tau", out double tau) ? estimates.Replace("tau", Sentence.Number(tau), StringComparison.Ordinal) : estimates;
    }

    private static string MEstimate(PenaltyShape shape, Robustness robust)
    {
        if (shape.IsBounded) return "a mode of the response: the centre of the region where responses are densest, whatever lies elsewhere";
        if (shape.Left.Kind == TailKind.Falling || shape.Right.Kind == TailKind.Falling) return "nothing: the loss has no minimum";
        return shape.IsSymmetric && shape.HasMinimumAtZero
            ? "the centre of the response, the mu at which the influences of all residuals cancel (an M-estimate of location); mean and median where the response is symmetric"
            : $"the mu at which the influences of all residuals cancel; of a standard gaussian response it is {Sentence.Number(robust.Shift)}, the {Sentence.Number(Elementary.NormalCdf(robust.Shift))}-quantile";
    }

    private static string Finite(double normaliser) =>
        $"exp(-loss) integrates to {Sentence.Number(normaliser)} over the residual whatever the prediction, so divided by that it is a density of y, and minimising the sum of the loss is maximum likelihood";

    private static string Finite(ResidualModel model, LossFactor? factor)
    {
        string loss = factor is null ? "loss" : string.Equals(factor.Text, "1", StringComparison.Ordinal) ? "loss" : factor.Text.Contains(' ', StringComparison.Ordinal) ? $"loss/({factor.Text})" : $"loss/{factor.Text}";
        string scale = model.Scale is { } name && !model.Spec.Held.ContainsKey(name) ? $" at {name} = 1" : string.Empty;
        return $"exp(-{loss}) integrates to {Sentence.Number(model.Normaliser)}{scale} over the response whatever the prediction, so divided by that it is a density of y, and minimising the sum of the loss is maximum likelihood";
    }

    private static string Infinite(PenaltyShape shape)
    {
        Tail tail = shape.Left.IsIntegrable ? shape.Right : shape.Left;
        string side = shape.Left.IsIntegrable ? " to the right" : shape.Right.IsIntegrable ? " to the left" : string.Empty;
        return tail.Kind switch
        {
            TailKind.Logarithmic => $"the normaliser is infinite: the loss grows only as {Sentence.Number(tail.Number)} log|r|{side}, and exp(-loss) has a finite integral only where it grows faster than log|r|",
            TailKind.Falling => $"the normaliser is infinite: the loss falls without bound{side}, so that exp(-loss) grows",
            _ => $"the normaliser is infinite: the loss never exceeds {Sentence.Number(tail.Number)}{side}, so exp(-loss) never falls below {Sentence.Number(Elementary.Exp(-tail.Number))} and its integral over the whole line is infinite; "
                + "no density of y is proportional to it",
        };
    }

    private static string Instead(PenaltyShape shape) => shape.IsBounded
        ? "a redescending M-estimator: the bound minus the loss is a kernel, and minimising the sum is maximising a kernel estimate of the density of the residuals, so it finds a mode"
        : shape.Left.Kind == TailKind.Falling || shape.Right.Kind == TailKind.Falling
        ? "no loss at all: it rewards residuals without end"
        : "an M-estimator: the mu at which the influences of all residuals cancel";

    private static double Reach(PenaltyShape shape, ResidualFunction function)
    {
        if (shape.RejectedFrom is { } rejected) return 1.5 * rejected;
        double reach = 5.0;
        while (shape.IsBounded && reach < 1e6 && function.Loss(0.5 * reach)[0] < 0.9 * shape.Right.Number) reach *= 2.0;
        return reach;
    }

    private static LossCurve Curve(ResidualFunction function, double reach, double? normaliser, string argument)
    {
        const int Half = 40;
        double[] r = [.. Enumerable.Range(-Half, (2 * Half) + 1).Select(i => reach * i / Half)];
        (double[] loss, double[] influence) = function.At(r);
        LossPoint[] points = [.. r.Select((x, i) => new LossPoint(x, loss[i], normaliser is { } z ? Elementary.Exp(-loss[i]) / z : null, Math.Abs(influence[i]) < Negligible ? 0.0 : influence[i]))];
        return new LossCurve(argument, "d loss / d r", normaliser is null ? null : "density of r", false, points);
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9_.])r(?![A-Za-z0-9_])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ResidualName();
}
