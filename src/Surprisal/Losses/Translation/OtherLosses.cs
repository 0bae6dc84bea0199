using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The losses with names that are no likelihood of the data: classification, embeddings, adversaries, scores.</summary>
internal static class OtherLosses
{
    private const double Epsilon = 1e-3;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<OtherEntry> All { get; } =
    [
        Margin(["hinge", "svm"], [new("margin", 1.0)], "max(0, margin - y f), y = -1 or 1", static v => new HingeLoss(v[0])) with
        {
            Shape = "linear below the margin with a kink there, 0 beyond it",
            Gradient = "-y where y f < margin, else 0",
            Instead = "a convex bound on the number of errors; with a ridge penalty the support vector machine. Use bernoulli (binary cross-entropy) where probabilities are wanted",
        },
        Margin(["squared hinge", "l2 hinge"], [new("margin", 1.0)], "max(0, margin - y f)^2, y = -1 or 1", static v => new SquaredHingeLoss(v[0])) with
        {
            Shape = "quadratic below the margin, 0 beyond it",
            Gradient = "-2 y max(0, margin - y f)",
            Instead = "a convex bound on the number of errors that keeps P(y = 1) in its score. Use bernoulli where a likelihood is wanted",
        },
        Margin(["focal"], [new("gamma", 2.0)], "-(1 - p)^gamma log(p), p the probability of what was observed", static v => new FocalLoss(v[0])) with
        {
            Shape = "linear in the logit where the prediction is wrong, smaller than the cross-entropy by (1 - p)^gamma where it is right",
            Gradient = "-y q^gamma (gamma (1 - q) softplus(-m) + q), q = sigmoid(-m), m = y f",
            Instead = "a cross-entropy with weights that depend on the prediction: hard rows count more, and probabilities are drawn towards 1/2. gamma = 0 is binary cross-entropy, a likelihood",
            Argument = "m = label times logit",
            Notes = static v =>
            {
                FocalLoss loss = new(v[0]);
                double p = Elementary.Sigmoid(MarginFacts.BestScore(loss.Value, 0.9));
                return [$"where P(y = 1) is 0.9 the probability with the least expected loss is {Sentence.Number(p)}: it is not calibrated"];
            },
        },
        new OtherEntry(["exponential margin", "adaboost", "exponential"], [], "exp(-y f), y = -1 or 1")
        {
            Estimates = "half the log odds of y = 1",
            Shape = "steeper than any power where the prediction is wrong: a mislabelled row rules",
            Why = static _ => MarginFacts.Sums(static m => Elementary.Exp(-m)),
            Instead = "the loss that boosting minimises; bernoulli has the same optimum in the logit 2f and a bounded influence",
            Gradient = "-y exp(-y f)",
            Curve = static (_, m) => (Elementary.Exp(-m), -Elementary.Exp(-m)),
            Reach = 2.0,
            Notes = static _ => [MarginFacts.BestScores(static m => Elementary.Exp(-m))],
        },
        new OtherEntry(["multiclass margin", "multi margin", "multiclass hinge"], [new("margin", 1.0)], "mean over the classes of max(0, margin + s[j] - s[y])")
        {
            Estimates = new MulticlassMarginLoss().Optimises,
            Shape = "linear in every score that lacks the margin, 0 beyond it",
            Why = static v => $"it depends on the prediction what exp(-loss) sums to over the classes: {Sentence.Number(ThreeClasses(v[0], 0.0))} of three with equal scores, {Sentence.Number(ThreeClasses(v[0], 3.0))} where one leads by 3",
            Instead = "a convex bound on the number of errors; categorical (cross-entropy) is the likelihood for classes",
            Argument = "m = lead of the right class over the other one of two",
            Curve = static (v, m) => Two(new MulticlassMarginLoss(v[0]).Evaluate, m),
        },
        new OtherEntry(["triplet"], [new("margin", 1.0)], "max(0, |anchor - positive| - |anchor - negative| + margin)")
        {
            Estimates = new TripletLoss().Optimises,
            Shape = "linear in the difference of the distances where it lacks the margin, 0 beyond it",
            Why = static _ => "there is no density over y at all: the loss compares distances of three embeddings that the model itself makes, none of them observed, so there is nothing to normalise over",
            Instead = "a hinge loss of an order; InfoNCE asks the same as a likelihood of which candidate is the positive",
            Argument = "d = distance to the positive minus distance to the negative",
            Curve = static (v, d) => (Math.Max(d + v[0], 0.0), d > -v[0] ? 1.0 : 0.0),
            Notes = static _ => ["all embeddings at one point cost the margin and are stationary; which triplets are shown decides what is learned"],
        },
        new OtherEntry(["infonce", "contrastive", "nt-xent", "simclr", "info nce", "n-pair"], [new("temperature", 0.1)], "-log(exp(s[positive]/temperature)/sum_j exp(s[j]/temperature))")
        {
            Estimates = new InfoNceLoss().Optimises,
            Shape = "linear in the similarities where a wrong candidate leads, exponentially small where the positive leads",
            Gradient = "(softmax(s/temperature)[j] - 1(j = positive))/temperature",
            Why = static _ => "there is no density over the data: candidates are drawn, and what is scored is which of them is the positive",
            Instead = "the surprisal of a categorical: which candidate is the positive; its probabilities are softmax(s/temperature)",
            LikelihoodOf = new OtherLikelihood("categorical", "which candidate is the positive"),
            Argument = "s = lead of the positive over one other candidate",
            Reach = 1.0,
            Curve = static (v, s) => Two(new InfoNceLoss(v[0]).Evaluate, s),
            Notes = static v =>
            [
                $"guessing among 256 candidates costs log 256 = {Sentence.Number(Elementary.Log(256.0))}; log of the number of candidates minus the mean loss is a lower bound of the mutual information, and never exceeds that logarithm",
                $"against one other candidate a lead of {Sentence.Number(v[0] * Elementary.Log(19.0))} makes the positive 95 % probable",
            ],
        },
        Margin(["gan discriminator", "discriminator", "gan"], [], "-log(D(x)) for real x, -log(1 - D(x)) for generated x", static _ => new GanDiscriminatorLoss()) with
        {
            Shape = "linear in the logit where it is wrong, exponentially small where it is right",
            Gradient = "D - 1 in the logit of a real sample, D in that of a generated one",
            Why = static _ => "there is no density over the samples x: what is scored is where they come from",
            Instead = "the surprisal of a bernoulli: real or generated",
            LikelihoodOf = new OtherLikelihood("bernoulli", "whether a sample is real or generated"),
            Argument = "m = label times logit, label 1 for real and -1 for generated",
            Notes = static _ => [$"where real and generated samples cannot be told apart, a pair costs 2 log 2 = {Sentence.Number(2.0 * new GanDiscriminatorLoss().Value(0.0))}; in general that minus twice their Jensen-Shannon divergence"],
        },
        Generator(["gan generator", "generator", "non-saturating gan generator"], "-log(D(G(z)))", false),
        Generator(["saturating gan generator", "gan generator saturating", "minimax gan generator"], "log(1 - D(G(z)))", true),
        new OtherEntry(["wasserstein critic", "wgan", "critic"], [], "mean of f(generated) - mean of f(real), f 1-Lipschitz")
        {
            Estimates = "a function whose means differ most, the difference being the Wasserstein-1 distance",
            Shape = "linear and without a bound of its own: the constraint on f makes it finite",
            Why = static _ => "there is no density over y at all, and not even a label: exp(-loss) is bounded by nothing but the constraint on f",
            Instead = "the dual problem of a transport distance",
        },
        new OtherEntry(["score matching", "sliced score matching", "hyvarinen"], [], "s'(x) + s(x)^2/2, s = d log p(x)/dx; sliced: v' s'(x) v + (v' s(x))^2/2 for random v")
        {
            Estimates = new SlicedScoreMatchingLoss().Optimises,
            Shape = "quadratic in the model's score, linear in its slope; without a lower bound of its own",
            Gradient = "s in the score, 1 in its slope",
            Why = static _ => "it contains no log-density: only slopes of log p occur, in which the normaliser does not, so exp(-loss) is no density of x, and models that have no finite normaliser are scored too",
            Instead = "a proper scoring rule (Hyvarinen): its expectation is half the Fisher divergence plus a constant of the data, so at the optimum it finds the density, and for a gaussian the mean and the variance",
            Argument = "s = the model's score, at slope 0",
            Curve = static (_, s) => Score(s),
        },
        new OtherEntry(["denoising score matching", "dsm", "diffusion"], [new("sigma", 1.0)], "(s(x + sigma e) + e/sigma)^2/2, e standard gaussian")
        {
            Estimates = new DenoisingScoreMatchingLoss(1.0).Optimises,
            Shape = "quadratic in the difference of the model's score and (clean - noisy)/sigma^2",
            Gradient = "s + (noisy - clean)/sigma^2 in the score",
            Why = static _ => "it gives the data no density: the model is a slope of a log-density, and what is predicted is the noise that was added by hand",
            Instead = "the surprisal of a gaussian with fixed variance, up to a factor: which noise was added; its mean is the denoised sample",
            LikelihoodOf = new OtherLikelihood("gaussian", "the noise that was added to a sample"),
            Argument = "s = the model's score where clean and noisy sample are the same",
            Curve = static (v, s) => Denoised(v[0], s),
        },
        new OtherEntry(["dice", "f1", "soft dice"], [], "1 - 2 sum(p y)/(sum(p) + sum(y))")
        {
            Estimates = "a set of pixels with a large overlap; its probabilities are drawn to 0 and 1",
            Shape = "bounded by 1, and not a sum over pixels",
            Why = static _ => Overlap("dice", static (tp, p, y) => 1.0 - (2.0 * tp / (p + y))),
            Instead = "a smooth measure of overlap of sets; bernoulli (binary cross-entropy) is the likelihood of pixels",
        },
        new OtherEntry(["iou", "jaccard", "soft iou"], [], "1 - sum(p y)/(sum(p) + sum(y) - sum(p y))")
        {
            Estimates = "a set of pixels with a large overlap; its probabilities are drawn to 0 and 1",
            Shape = "bounded by 1, and not a sum over pixels",
            Why = static _ => Overlap("iou", static (tp, p, y) => 1.0 - (tp / (p + y - tp))),
            Instead = "a smooth measure of overlap of sets; bernoulli (binary cross-entropy) is the likelihood of pixels",
        },
        new OtherEntry(["brier"], [], "(y - p)^2, y = 0 or 1")
        {
            Estimates = "the probability of y = 1, as the cross-entropy does",
            Shape = "quadratic in the probability, bounded by 1: a confident error costs little more than a plain one",
            Why = static _ => $"it depends on the prediction what exp(-loss) sums to over the two labels: {Sentence.Number(Brier(0.5))} at p = 1/2, {Sentence.Number(Brier(0.9))} at 0.9, {Sentence.Number(Brier(1.0))} at 1",
            Instead = "a proper scoring rule that is not the logarithmic one: right in expectation, with less weight on probabilities near 0 and 1",
            Gradient = "2 (p - y) p (1 - p) in the logit",
            Argument = "m = logit of what was observed",
            Curve = static (_, m) =>
            {
                double q = Elementary.Sigmoid(-m);
                return (q * q, -2.0 * q * q * Elementary.Sigmoid(m));
            },
        },
    ];

    private delegate void RowLoss(ReadOnlySpan<double> scores, ReadOnlySpan<int> right, Span<double> values, Span<double> derivatives);

    private static OtherEntry Margin(string[] names, LossKey[] keys, string written, Func<double[], MarginLoss> loss) => new(names, keys, written)
    {
        Estimates = loss([.. keys.Select(static k => k.Default)]).Optimises,
        Shape = string.Empty,
        Why = v => MarginFacts.Sums(loss(v).Value),
        Instead = string.Empty,
        Curve = (v, m) => (loss(v).Value(m), loss(v).Derivative(m)),
        Notes = v => [MarginFacts.BestScores(loss(v).Value)],
    };

    private static OtherEntry Generator(string[] names, string written, bool saturating)
    {
        GanGeneratorLoss loss = new(saturating);
        return new(names, [], written)
        {
            Estimates = loss.Optimises,
            Shape = saturating ? "flat where the discriminator is sure that a sample is generated: it saturates" : "linear in the logit where the discriminator is sure that a sample is generated",
            Why = static _ => "there is no density over y at all: samples that the model made are scored, not observations, and the generator has no density that could be evaluated",
            Instead = "a divergence of two sets of samples, estimated by the discriminator",
            Gradient = saturating ? "-D in the logit" : "D - 1 in the logit",
            Argument = "x = the discriminator's logit of a generated sample",
            Curve = (_, x) => (loss.Value(x), loss.Derivative(x)),
            Notes = _ => [$"where the discriminator gives a generated sample the logit -5, the slope is {Sentence.Number(loss.Derivative(-5.0))}"],
        };
    }

    private static (double Value, double Derivative) Two(RowLoss loss, double lead)
    {
        Span<double> value = stackalloc double[1], derivatives = stackalloc double[2];
        loss([lead, 0.0], [0], value, derivatives);
        return (value[0], derivatives[0]);
    }

    private static double ThreeClasses(double margin, double lead)
    {
        double[] values = new double[3];
        new MulticlassMarginLoss(margin).Evaluate([lead, 0.0, 0.0, lead, 0.0, 0.0, lead, 0.0, 0.0], [0, 1, 2], values, []);
        return values.Sum(static v => Elementary.Exp(-v));
    }

    private static (double Value, double Derivative) Score(double s)
    {
        Span<double> value = stackalloc double[1], derivative = stackalloc double[1];
        new SlicedScoreMatchingLoss().Evaluate([s], [0.0], [], value, derivative, []);
        return (value[0], derivative[0]);
    }

    private static (double Value, double Derivative) Denoised(double sigma, double s)
    {
        Span<double> value = stackalloc double[1], derivative = stackalloc double[1];
        new DenoisingScoreMatchingLoss(sigma).Evaluate([0.0], [0.0], [s], value, derivative);
        return (value[0], derivative[0]);
    }

    private static double Brier(double p) => Elementary.Exp(-p * p) + Elementary.Exp(-(1.0 - p) * (1.0 - p));

    /// <summary>exp(−loss) summed over the labels of two pixels, at two predictions.</summary>
    private static string Overlap(string name, Func<double, double, double, double> loss)
    {
        double Sum(double p)
        {
            double sum = 0.0;
            foreach ((double a, double b) in ((double, double)[])[(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]) sum += Elementary.Exp(-loss(p * (a + b), 2.0 * p, a + b));
            return sum;
        }

        return $"{name} is a ratio over all pixels and no sum over rows, so no product of densities; and it depends on the prediction what exp(-loss) sums to over the labels: "
            + $"{Sentence.Number(Sum(0.5))} for two pixels at p = 1/2, {Sentence.Number(Sum(1.0 - Epsilon))} at p = {Sentence.Number(1.0 - Epsilon)}";
    }
}
