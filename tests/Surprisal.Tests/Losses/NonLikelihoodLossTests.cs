using Surprisal.Losses;
using Xunit;

namespace Surprisal.Tests.Losses;

public class NonLikelihoodLossTests
{
    private const double Step = 1e-5;
    private static readonly double[] Margins = [-1000.0, -30.0, -3.2, -0.7, 0.0, 0.4, 0.999, 1.7, 25.0, 1000.0];

    public static TheoryData<string> MarginLosses => ["hinge", "squared hinge", "focal", "focal 0", "focal 5", "gan discriminator"];

    [Theory]
    [MemberData(nameof(MarginLosses))]
    public void Derivatives_of_margin_losses_are_those_of_their_values(string name)
    {
        MarginLoss loss = Of(name);
        foreach (double m in Margins)
        {
            double h = Step * Math.Max(1.0, Math.Abs(m) * 1e-2);
            double expected = (loss.Value(m + h) - loss.Value(m - h)) / (2.0 * h);
            RequireClose(expected, loss.Derivative(m), 1e-6);
            Assert.True(double.IsFinite(loss.Value(m)) && loss.Value(m) >= 0.0);
        }

        Assert.True(double.IsNaN(loss.Value(double.NaN)) && double.IsNaN(loss.Derivative(double.NaN)));
    }

    [Theory]
    [MemberData(nameof(MarginLosses))]
    public void Rows_are_label_times_score(string name)
    {
        MarginLoss loss = Of(name);
        double[] scores = [1.5, -0.3, 0.2, -1000.0], labels = [1.0, 1.0, -1.0, -1.0], values = new double[4], derivatives = new double[4];
        loss.Evaluate(scores, labels, values, derivatives);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(loss.Value(labels[i] * scores[i]), values[i]);
            Assert.Equal(labels[i] * loss.Derivative(labels[i] * scores[i]), derivatives[i]);
        }

        loss.Evaluate(scores, labels, values, []);
        Assert.Throws<ArgumentException>(() => loss.Evaluate(scores, [1.0, 0.0, 1.0, 1.0], new double[4], []));
        Assert.Throws<ArgumentException>(() => loss.Evaluate(scores, labels, new double[3], []));
    }

    [Fact]
    public void Hand_computed_values()
    {
        Assert.Equal(0.75, new HingeLoss().Value(0.25));
        Assert.Equal(0.0625, new SquaredHingeLoss().Value(0.75));
        Assert.Equal(1001.0, new HingeLoss().Value(-1000.0));

        // p = 0.5: (1/2)^2 log 2; at -1000 the loss is 1000 with slope -1.
        RequireClose(0.25 * Math.Log(2.0), new FocalLoss().Value(0.0), 1e-15);
        Assert.Equal((1000.0, -1.0), (new FocalLoss().Value(-1000.0), new FocalLoss().Derivative(-1000.0)));
        Assert.Equal(0.0, new FocalLoss().Value(1000.0));
        RequireClose(Math.Log(1.0 + Math.Exp(-2.0)), new GanDiscriminatorLoss().Value(2.0), 1e-15);
        Assert.Equal(1000.0, new GanGeneratorLoss().Value(-1000.0));
        Assert.Equal(-1.0, new GanGeneratorLoss().Derivative(-1000.0));
        Assert.Equal(0.0, new GanGeneratorLoss(saturating: true).Derivative(-1000.0));
        Assert.Equal(-1000.0, new GanGeneratorLoss(saturating: true).Value(1000.0));
    }

    [Fact]
    public void Focal_without_focus_is_the_cross_entropy_and_balance_weighs_labels()
    {
        FocalLoss loss = new(0.0);
        foreach (double m in Margins) Assert.Equal(new GanDiscriminatorLoss().Value(m), loss.Value(m));
        double[] values = new double[2], derivatives = new double[2];
        new FocalLoss(2.0, 0.25).Evaluate([0.5, 0.5], [1.0, -1.0], values, derivatives);
        RequireClose(0.25 * new FocalLoss().Value(0.5), values[0], 1e-15);
        RequireClose(0.75 * new FocalLoss().Value(-0.5), values[1], 1e-15);
        RequireClose(-0.75 * new FocalLoss().Derivative(-0.5), derivatives[1], 1e-15);
    }

    [Fact]
    public void Generators_are_scored_by_the_discriminators_logit()
    {
        foreach (bool saturating in (bool[])[false, true])
        {
            GanGeneratorLoss loss = new(saturating);
            double[] values = new double[Margins.Length], derivatives = new double[Margins.Length];
            loss.Evaluate(Margins, values, derivatives);
            for (int i = 0; i < Margins.Length; i++)
            {
                RequireClose((loss.Value(Margins[i] + Step) - loss.Value(Margins[i] - Step)) / (2.0 * Step), derivatives[i], 1e-6);
                double d = 1.0 / (1.0 + Math.Exp(-Margins[i]));
                if (Math.Abs(Margins[i]) < 20.0) RequireClose(saturating ? Math.Log(1.0 - d) : -Math.Log(d), values[i], 1e-12);
            }
        }
    }

    [Fact]
    public void Multiclass_margin_as_computed_by_hand()
    {
        // torch.nn.MultiMarginLoss documents x = [0.1, 0.2, 0.4, 0.8], y = 3: (1 - 0.7 + 1 - 0.6 + 1 - 0.4)/4 = 0.325.
        double[] values = new double[1], derivatives = new double[4], scores = [0.1, 0.2, 0.4, 0.8];
        new MulticlassMarginLoss().Evaluate(scores, [3], values, derivatives);
        RequireClose(0.325, values[0], 1e-15);
        Assert.Equal([0.25, 0.25, 0.25, -0.75], derivatives);
        RequireGradient((x, v) => new MulticlassMarginLoss().Evaluate(x, [3], v, []), scores, derivatives);
        new MulticlassMarginLoss().Evaluate([-1000.0, 1000.0, 0.0], [0], values, derivatives.AsSpan(0, 3));
        RequireClose((2001.0 + 1001.0) / 3.0, values[0], 1e-12);
        Assert.Throws<ArgumentException>(() => new MulticlassMarginLoss().Evaluate(scores, [4], new double[1], []));
    }

    [Fact]
    public void Triplets_compare_distances()
    {
        double[] anchor = [0.0, 0.0, 1.0, 2.0], positive = [3.0, 4.0, 1.0, 2.0], negative = [0.0, 1.0, 1e200, 2.0];
        double[] values = new double[2], a = new double[4], p = new double[4], n = new double[4];
        TripletLoss loss = new();
        loss.Evaluate(anchor, positive, negative, values, a, p, n);
        Assert.Equal([5.0, 0.0], values);
        RequireGradient((x, v) => loss.Evaluate(x, positive.AsSpan(0, 2), negative.AsSpan(0, 2), v, [], [], []), anchor[..2], a[..2]);
        RequireGradient((x, v) => loss.Evaluate(anchor.AsSpan(0, 2), x, negative.AsSpan(0, 2), v, [], [], []), positive[..2], p[..2]);
        RequireGradient((x, v) => loss.Evaluate(anchor.AsSpan(0, 2), positive.AsSpan(0, 2), x, v, [], [], []), negative[..2], n[..2]);
        Assert.Equal([0.0, 0.0], a[2..]);

        // Coinciding points cost the margin and have derivative 0.
        loss.Evaluate([1.0], [1.0], [1.0], values.AsSpan(0, 1), a.AsSpan(0, 1), p.AsSpan(0, 1), n.AsSpan(0, 1));
        Assert.Equal((1.0, 0.0, 0.0, 0.0), (values[0], a[0], p[0], n[0]));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1.0)]
    public void InfoNce_is_the_categorical_surprisal_of_the_positive(double temperature)
    {
        InfoNceLoss loss = new(temperature);
        double[] s = [0.3, -0.2, 0.9, 0.1], values = new double[1], derivatives = new double[4];
        for (int positive = 0; positive < 4; positive++)
        {
            int[] index = [positive];
            loss.Evaluate(s, index, values, derivatives);
            double sum = s.Sum(x => Math.Exp(x / temperature));
            RequireClose(-Math.Log(Math.Exp(s[positive] / temperature) / sum), values[0], 1e-12);
            RequireClose(0.0, derivatives.Sum(), 1e-12);
            RequireGradient((x, v) => loss.Evaluate(x, index, v, []), s, derivatives);
        }
    }

    [Fact]
    public void InfoNce_at_its_limits()
    {
        double[] values = new double[3], derivatives = new double[6];
        new InfoNceLoss(1.0).Evaluate([1000.0, -1000.0, -1000.0, 1000.0, 40.0, 0.0], [0, 0, 0], values, derivatives);
        Assert.Equal(0.0, values[0]);
        Assert.Equal(2000.0, values[1]);
        Assert.Equal((-1.0, 1.0), (derivatives[2], derivatives[3]));

        // A loss near 0 keeps its digits: log(1 + e^-40).
        RequireClose(1.0, values[2] / Math.Exp(-40.0), 1e-14);
        RequireClose(1.0, derivatives[5] / Math.Exp(-40.0), 1e-14);
        RequireClose(-1.0, derivatives[4] / Math.Exp(-40.0), 1e-14);
        new InfoNceLoss(0.5).Evaluate([0.0, 0.0, 0.0], [1], values.AsSpan(0, 1), []);
        RequireClose(Math.Log(3.0), values[0], 1e-15);
    }

    [Fact]
    public void Denoising_is_least_at_the_noise_that_was_added()
    {
        DenoisingScoreMatchingLoss loss = new(0.5);
        double[] clean = [1.0, -2.0], noisy = [1.3, -2.4], scores = [-1.2, 0.7], values = new double[2], derivatives = new double[2];
        loss.Evaluate(clean, noisy, scores, values, derivatives);
        RequireClose(0.0, values[0], 1e-15);
        RequireClose(0.5 * (0.7 - 1.6) * (0.7 - 1.6), values[1], 1e-12);
        RequireClose(0.7 - 1.6, derivatives[1], 1e-12);
    }

    [Fact]
    public void Sliced_score_matching_of_a_gaussian_is_least_at_mean_and_variance()
    {
        // s = (m - x)/v, s' = -1/v: the mean of s' + s^2/2 over the sample is least where m is its mean and v its variance.
        double[] x = [-1.0, 0.5, 2.0, 3.5], values = new double[4];
        double Mean(double m, double v)
        {
            new SlicedScoreMatchingLoss().Evaluate([.. x.Select(y => (m - y) / v)], [.. x.Select(_ => -1.0 / v)], [], values, [], []);
            return values.Average();
        }

        double mean = x.Average(), variance = x.Average(y => (y - mean) * (y - mean)), least = Mean(mean, variance);
        RequireClose(-0.5 / variance, least, 1e-14);
        Assert.All((double[])[-0.1, 0.1], d => Assert.True(Mean(mean + d, variance) > least && Mean(mean, variance + d) > least));
    }

    [Fact]
    public void Slices_weigh_by_the_square_of_the_projection()
    {
        double[] values = new double[2], score = new double[2], slope = new double[2];
        new SlicedScoreMatchingLoss().Evaluate([0.5, 0.5], [-1.0, -1.0], [1.0, -2.0], values, score, slope);
        Assert.Equal([-0.875, -3.5], values);
        Assert.Equal([0.5, 2.0], score);
        Assert.Equal([1.0, 4.0], slope);
        new SlicedScoreMatchingLoss(varianceReduced: true).Evaluate([0.5, 0.5], [-1.0, -1.0], [1.0, -2.0], values, score, slope);
        Assert.Equal([-0.875, -3.875], values);
        Assert.Equal([0.5, 0.5], score);
    }

    [Fact]
    public void Evaluation_allocates_nothing()
    {
        double[] x = new double[64], labels = new double[64], values = new double[64], d = new double[64], e = new double[64], f = new double[64];
        Array.Fill(labels, 1.0);
        int[] classes = new int[16];
        MarginLoss[] margins = [new HingeLoss(), new SquaredHingeLoss(), new FocalLoss(), new GanDiscriminatorLoss()];
        GanGeneratorLoss generator = new();
        MulticlassMarginLoss multiclass = new();
        InfoNceLoss contrastive = new();
        TripletLoss triplet = new();
        DenoisingScoreMatchingLoss denoising = new(1.0);
        SlicedScoreMatchingLoss sliced = new();
        void Run()
        {
            foreach (MarginLoss loss in margins) loss.Evaluate(x, labels, values, d);
            generator.Evaluate(x, values, d);
            multiclass.Evaluate(x, classes, values.AsSpan(0, 16), d);
            contrastive.Evaluate(x, classes, values.AsSpan(0, 16), d);
            triplet.Evaluate(x, labels, labels, values.AsSpan(0, 16), d, e, f);
            denoising.Evaluate(x, labels, x, values, d);
            sliced.Evaluate(x, labels, labels, values, d, e);
        }

        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Every_loss_is_registered_labelled_and_explained()
    {
        IEnumerable<string> existing = typeof(NonLikelihoodLoss).Assembly.GetExportedTypes().Where(static t => t.IsSubclassOf(typeof(NonLikelihoodLoss)) && !t.IsAbstract).Select(static t => t.Name);
        Assert.Equal(existing.Order(StringComparer.Ordinal), NonLikelihoodLosses.All.Select(static l => l.GetType().Name).Distinct().Order(StringComparer.Ordinal));
        Assert.All(NonLikelihoodLosses.All, static loss =>
        {
            Assert.False(LossTranslation.Explain(loss.Name.Split(" (")[0]).IsLikelihood);
            Assert.All((string[])[loss.Optimises, loss.WhyNoLikelihood], static text => Assert.False(string.IsNullOrWhiteSpace(text) || text.EndsWith('.')));
        });
    }

    private delegate void Evaluation(ReadOnlySpan<double> x, Span<double> values);

    private static MarginLoss Of(string name) => name switch
    {
        "hinge" => new HingeLoss(),
        "squared hinge" => new SquaredHingeLoss(),
        "focal" => new FocalLoss(),
        "focal 0" => new FocalLoss(0.0),
        "focal 5" => new FocalLoss(5.0),
        _ => new GanDiscriminatorLoss(),
    };

    private static void RequireGradient(Evaluation loss, double[] x, double[] gradient)
    {
        double[] value = new double[1];
        double At(int k, double step)
        {
            double[] moved = [.. x];
            moved[k] += step;
            loss(moved, value);
            return value[0];
        }

        for (int k = 0; k < x.Length; k++) RequireClose((At(k, Step) - At(k, -Step)) / (2.0 * Step), gradient[k], 1e-7);
    }

    private static void RequireClose(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1.0, Math.Abs(expected)), $"expected {expected:R}, is {actual:R}");
}
