using Surprisal.Links;
using Surprisal.Noise;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Explains noise models that are no function of a residual: counts, positive numbers, shares, classes.</summary>
internal static class ResponseExplainer
{
    private const double Tail = 0.001;
    private const int MostColumns = 41;
    private const double Same = 1e-8;

    /// <summary>Explains a loss that has a name.</summary>
    public static Explanation OfLoss(ResponseEntry entry, double[] values, string title)
    {
        NoiseSpec spec = NoiseSpec.Parse(entry.Noise(values));
        double? factor = Factor(entry, values, spec);
        Explanation plain = OfModel(spec, title);
        return plain with
        {
            Loss = entry.Written,
            Gradient = entry.Gradient,
            Surprisal = entry.Surprisal,
            Factor = entry.Factor,
            FactorAtUnitScale = factor,
            Readings = [.. entry.Notes, .. plain.Readings],
        };
    }

    /// <summary>Explains a noise model.</summary>
    /// <param name="spec">The noise model with the values that are given.</param>
    /// <param name="title">What it is called.</param>
    public static Explanation OfModel(NoiseSpec spec, string title)
    {
        NoiseModel model = spec.Model;
        bool classes = model.Support is Support.Binary or Support.Classes;
        LossCurve? curve = classes ? LogitCurve() : model.IsUnivariate ? ResponseCurve(spec) : null;
        string[] assumed = curve is null || classes ? [] : [.. AssumedParameters.Of(spec)];
        double normaliser = Normaliser(spec);
        string over = model.Support is Support.Classes ? "the classes" : model.Support.IsDiscrete() ? "its responses" : "the response";
        return new Explanation
        {
            Input = title,
            Title = title,
            IsLikelihood = true,
            Noise = spec.ToString(),
            Loss = "-log density",
            Density = model.Density,
            Normaliser = normaliser,
            NormaliserMethod = $"the density with all its constants, {(model.Support.IsDiscrete() || classes ? "summed" : "integrated")} over {over}",
            Estimates = model.Estimates,
            Shape = classes ? "in the logit linear where the prediction is wrong, exponentially small where it is right: the influence never exceeds 1" : curve is null ? $"that of -log density: {model.Density}" : Shape(spec),
            Gradient = $"by the chain rule from the formula of {model.Name}, exact to rounding",
            Surprisal = $"-log({model.Density})",
            Readings = assumed.Length == 0 ? [] : [$"pictures are for {Words.List(assumed)}"],
            Why = $"up to a factor and constants it is -log p(y), and exp(-surprisal) {(model.Support.IsDiscrete() || classes ? "sums" : "integrates")} to {Sentence.Number(normaliser)} over {over} whatever the parameters, so minimising its sum is maximum likelihood",
            Curve = curve,
        };
    }

    private static double? Factor(ResponseEntry entry, double[] values, NoiseSpec spec)
    {
        if (entry.Value is not { } value || !spec.Model.IsUnivariate) return null;
        double[] first = ExampleParameters.Of(spec), second = [.. first];
        second[0] = spec.Model.Parameters[0].Domain == ParameterDomain.Probability ? 0.6 : 2.5;
        for (int k = 1; k < first.Length; k++)
        {
            // At scale 1, as factors are.
            if (!spec.Held.ContainsKey(spec.Model.Parameters[k].Name)) first[k] = second[k] = 1.0;
        }

        Distribution one = spec.Model.At(first), other = spec.Model.At(second);
        double[] responses = spec.Model.Support == Support.Binary ? [0.0, 1.0] : [1.0, 2.0, 7.0];
        double[] ratios = [.. responses.Select(y => (value(values, y, second[0]) - value(values, y, first[0])) / (other.Surprisal(y) - one.Surprisal(y)))];
        return ratios.All(r => Math.Abs(r - ratios[0]) <= Same * Math.Abs(ratios[0])) ? Math.Round(ratios[0], 8) : null;
    }

    private static double Normaliser(NoiseSpec spec)
    {
        if (spec.Model is not ScalarNoise { IsUnivariate: true } scalar) return 1.0;
        double log = NumericalDistribution.Of(scalar, ExampleParameters.Of(spec), spec.Trials ?? 10.0).LogNormaliser;
        return double.IsFinite(log) ? Elementary.Exp(log) : 1.0;
    }

    /// <summary>How the influence on the predictor grows with the response.</summary>
    private static string Shape(NoiseSpec spec)
    {
        NoiseModel model = spec.Model;
        if (model.Support is Support.UnitInterval or Support.ClosedUnitInterval or Support.CountsUpToTrials or Support.Circle) return BoundedShape(spec);
        double[] y = [1e2, 1e4, 1e6];
        double[] influence = Influence(spec, y);
        if (influence[2] == 0.0) return "the influence of large responses falls to 0 (redescending)";
        if (influence.Any(static i => !double.IsFinite(i))) return "steeper than any power for large responses";
        double power = Elementary.Log(Math.Abs(influence[2] / influence[1])) / Elementary.Log(100.0), before = Elementary.Log(Math.Abs(influence[1] / influence[0])) / Elementary.Log(100.0);
        double[] near = Influence(spec, [1.0, 2.0, 3.0, 5.0]);
        double slope = near[1] - near[0];
        if (Math.Abs(near[2] - near[1] - slope) < Same && Math.Abs(near[3] - near[2] - (2.0 * slope)) < Same && Math.Abs(slope) > Same) return "the influence is linear in the response: every response pulls in proportion to its distance from the mean";
        if (Math.Abs(power) < 0.01) return $"the influence of large responses is bounded: it levels off at {Sentence.Number(influence[2])}";
        if (power < 0.0) return "the influence of large responses falls to 0 (redescending)";
        return Math.Abs(power - before) > 0.01 && power < 0.3
            ? "the influence grows as a logarithm of the response"
            : $"the influence of large responses grows as the response to the power {Sentence.Number(Math.Round(power, 2))}";
    }

    private static string BoundedShape(NoiseSpec spec)
    {
        Support support = spec.Model.Support;
        if (support == Support.CountsUpToTrials) return "the responses have a bound, and so has the influence: it is largest where all trials or none succeed";
        double width = support == Support.Circle ? Math.PI : 1.0;
        double[] inner = Influence(spec, [.. Enumerable.Range(1, 199).Select(i => support == Support.Circle ? width * ((i / 100.0) - 1.0) : i / 200.0)]);
        double largest = inner.Max(Math.Abs);
        string bound = $"the influence never exceeds {Sentence.Number(largest)}";
        if (support == Support.Circle) return $"periodic in the response; {bound}";
        double[] ends = Influence(spec, [1e-12, 1e-9, 1.0 - 1e-9, 1.0 - 1e-12]);
        string[] open = [.. new[] { (Grows(ends[0], ends[1]), "0"), (Grows(ends[3], ends[2]), "1") }.Where(static e => e.Item1).Select(static e => e.Item2)];
        return open.Length == 0 ? bound : $"the influence has no bound where the response comes near {string.Join(" or ", open)}: it grows there, and rounding of the response counts";
    }

    private static bool Grows(double nearer, double near) => !(Math.Abs(nearer) <= 1.05 * Math.Abs(near));

    private static double[] Influence(NoiseSpec spec, double[] y)
    {
        double[] parameters = ExampleParameters.Of(spec), trials = [.. y.Select(_ => spec.Trials ?? 10.0)];
        ReadOnlyMemory<double>[] working = [.. spec.Model.Parameters.Select((p, k) => (ReadOnlyMemory<double>)new[] { LinkRegistry.Default(p.Domain).Apply(parameters[k]) })];
        NoiseRows rows = new(y, working, spec.Model.TakesTrials ? trials : default(ReadOnlyMemory<double>));
        return [.. NoiseEvaluation.Of(spec.Model, rows, 1).Gradient(0).ToArray().Select(static g => 0.0 - g)];
    }

    private static LossCurve LogitCurve()
    {
        double[] logits = [.. Enumerable.Range(-40, 81).Select(static i => 0.15 * i)];
        return new LossCurve(
            "eta, the logit of what was observed",
            "d loss / d eta",
            "probability of what was observed",
            false,
            [.. logits.Select(static eta => new LossPoint(eta, Elementary.Softplus(-eta), Elementary.Sigmoid(eta), -Elementary.Sigmoid(-eta)))]);
    }

    private static LossCurve? ResponseCurve(NoiseSpec spec)
    {
        NoiseModel model = spec.Model;
        Distribution distribution = model.At(ExampleParameters.Of(spec), spec.Trials ?? 10.0);
        bool discrete = model.Support.IsDiscrete();
        double low = distribution.Quantile(Tail), high = distribution.SurvivalQuantile(Tail), count = Math.Min(MostColumns, high - low + 1.0);
        if (!(high > low)) return null;
        double[] y = discrete
            ? [.. Enumerable.Range(0, (int)count).Select(i => low + Math.Round(i * (high - low) / (count - 1.0))).Distinct()]
            : [.. Enumerable.Range(0, 2 * MostColumns).Select(i => low + ((high - low) * (i + 0.5) / (2.0 * MostColumns)))];
        double[] influence = Influence(spec, y);
        double least = y.Min(distribution.Surprisal);
        string name = model.Parameters[0].Name, working = model.Parameters[0].Domain switch
        {
            ParameterDomain.Positive => $"log({name})",
            ParameterDomain.Probability => $"logit({name})",
            _ => name,
        };
        return new LossCurve(
            "y, the response",
            $"-d loss / d {working}: the pull on the predictor",
            discrete ? "probability of y" : "density of y",
            discrete,
            [.. y.Select((x, i) => new LossPoint(x, distribution.Surprisal(x) - least, Elementary.Exp(distribution.LogDensity(x)), influence[i]))]);
    }
}
