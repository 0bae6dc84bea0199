using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics;
using Surprisal.Numerics.Random;

namespace Surprisal.Tests.Fits;

/// <summary>Data with a response for every noise model, and the transformations that metamorphic tests need.</summary>
internal sealed class Sample
{
    private readonly Dictionary<string, double[]> _numbers;
    private readonly string[] _levels;

    private Sample(Dictionary<string, double[]> numbers, string[] levels)
    {
        _numbers = numbers;
        _levels = levels;
    }

    // Formulas for several parameters, factors, values that are held, and noise models that this sample determines with fewer terms only.
    private static readonly (string Noise, string Formulas)[] Particular =
    [
        ("gaussian", "real ~ x + z"),
        ("gaussian", "real ~ x + g;sigma ~ z"),
        ("ex-gaussian", "positive ~ x"),
        ("student-t(nu=3)", "real ~ x;sigma ~ g"),
        ("logistic", "real ~ x + g"),
        ("hyperbolic-secant", "real ~ x + z;scale ~ z"),
        ("generalised-normal(power=1.6)", "real ~ x"),
        ("hyperbolic(delta=0.5)", "real ~ x + g"),
        ("binomial", "successes | trials(trials) ~ x + g"),
        ("negative-binomial", "count ~ x + g"),
        ("geometric", "count ~ x"),
        ("beta-binomial", "successes | trials(trials) ~ x"),
        ("negative-binomial-linear", "count ~ x + g"),
        ("generalised-poisson", "count ~ x"),
        ("conway-maxwell-poisson", "successes ~ x"),
        ("skellam", "difference ~ x"),
        ("gamma", "positive ~ x + z;shape ~ z"),
        ("beta", "share ~ x + g"),
        ("exponential", "positive ~ x + g"),
        ("weibull", "positive ~ x + z;shape ~ g"),
        ("lognormal", "positive ~ x + z;sigma ~ g"),
        ("inverse-gaussian", "positive ~ x + g;shape ~ z"),
        ("log-logistic", "positive ~ x + z;shape ~ g"),
        ("half-normal", "positive ~ x + g"),
        ("pareto-lomax", "heavy ~ x"),
        ("sinh-arcsinh", "gross ~ x"),
        ("inverse-gamma", "positive ~ x + g"),
        ("tweedie", "count ~ x + g"),
        ("logit-normal", "share ~ x + g"),
        ("kumaraswamy", "share ~ x;b ~ z"),
        ("ordinal", "k ~ x + g"),
        ("multinomial", "cbind(count, trials, successes) ~ x"),
        ("dirichlet", "cbind(first, second, third) ~ x + z"),
        ("multivariate-gaussian", "cbind(real, other) ~ x + z"),
        ("multivariate-student-t", "cbind(real, other) ~ x"),
        ("zero-inflated(poisson)", "inflated ~ x + g;zi ~ z"),
        ("hurdle(gamma)", "amount ~ x + z;hu ~ x"),
        ("truncated(gaussian, lower=0)", "positive ~ x + z"),
        ("censored(weibull)", "positive | cens(binary) ~ x + g"),
        ("zero-one-inflated(beta)", "ends ~ x + z;zoi ~ x"),
        ("mixture(gaussian, k=2)", "apart ~ x"),
        ("contaminated(gaussian)", "gross ~ x + z"),
        ("discretised(gaussian)", "whole ~ x + g"),
        ("log(student-t)", "positive ~ x + z"),
        ("logit(gaussian)", "share ~ x + g"),
        ("joint(gaussian, poisson)", "cbind(real, count) ~ x"),
    ];

    /// <summary>Noise model and formulas, every noise model without kinks at least once: those that nothing particular is said of by their support.</summary>
    public static IReadOnlyList<(string Noise, string Formulas)> Cases { get; } =
    [
        .. Particular,
        .. NoiseModels.All.Where(static n => !n.HasKink && !Particular.Any(p => p.Noise == n.Name)).Select(static n => (n.Name, $"{Response(n.Support)} ~ x + z")),
    ];

    public int Rows => _levels.Length;

    public double[] this[string column] => _numbers[column];

    public static Sample Make(int rows, long seed)
    {
        RandomStream random = new(seed);
        double[] Column(Func<int, double> cell) => [.. Enumerable.Range(0, rows).Select(cell)];
        double[] x = Column(_ => random.NextNormal()), z = Column(_ => random.NextDouble() - 0.5);
        double[] trials = Column(_ => 1 + random.NextInteger(7)), rate = Column(i => Elementary.Exp(0.6 + (0.4 * x[i]) - (0.5 * z[i])));
        Sample sample = new(
            new Dictionary<string, double[]>(StringComparer.Ordinal)
            {
                ["x"] = x,
                ["z"] = z,
                ["trials"] = trials,
                ["w"] = Column(_ => 1 + random.NextInteger(3)),
                ["real"] = Column(i => 1 + (2 * x[i]) - z[i] + (random.NextNormal() / Math.Sqrt(random.NextDouble() + 0.1))),
                ["binary"] = Column(i => 1.5 * random.NextNormal() < x[i] + z[i] ? 1 : 0),
                ["successes"] = Column(i => Math.Floor((trials[i] + 1) * random.NextDouble())),
                ["k"] = Column(i => (i + random.NextInteger(2)) % 3),
                ["count"] = Column(i => Math.Floor(rate[i] * random.NextExponential() * 1.7)),
                ["positive"] = Column(i => rate[i] * (random.NextExponential() + random.NextExponential())),
                ["angle"] = Column(i => (1.1 * x[i]) + (0.7 * random.NextNormal())),
                ["difference"] = Column(i => Math.Floor(rate[i] * random.NextExponential()) - Math.Floor(2.5 * random.NextExponential())),
                ["share"] = Column(i => (0.4 * random.NextDouble()) + (0.6 / (1 + rate[i]))),
            },
            [.. Enumerable.Range(0, rows).Select(_ => "abc"[(int)random.NextInteger(3)].ToString())]);
        double total(int i) => rate[i] + trials[i] + 1;
        return sample.With("first", i => rate[i] / total(i)).With("second", i => trials[i] / total(i)).With("third", i => 1 / total(i))
            .With("other", i => (0.5 * sample["real"][i]) - x[i] + random.NextNormal())
            .With("inflated", i => trials[i] > 5 ? 0 : sample["count"][i])
            .With("amount", i => trials[i] > 5 ? 0 : sample["positive"][i])
            .With("ends", i => trials[i] == 7 ? 1 : trials[i] == 1 ? 0 : sample["share"][i])
            .With("apart", i => x[i] + (trials[i] > 4 ? 12 + (2 * random.NextNormal()) : random.NextNormal()))
            .With("gross", i => x[i] - z[i] + ((trials[i] == 7 ? 12 : 1) * random.NextNormal()))
            .With("whole", i => Math.Floor(3 * sample["real"][i]))
            .With("heavy", i => sample["positive"][i] / (0.02 + (trials[i] * sample["share"][i])) / sample["w"][i]);
    }

    /// <summary>Rows by index, in the order given, repetitions included.</summary>
    public Sample Pick(IEnumerable<int> rows)
    {
        int[] index = [.. rows];
        return new Sample(_numbers.ToDictionary(static c => c.Key, c => index.Select(i => c.Value[i]).ToArray(), StringComparer.Ordinal), [.. index.Select(i => _levels[i])]);
    }

    /// <summary>The same with one column made anew.</summary>
    public Sample With(string column, Func<int, double> cell) =>
        new(new Dictionary<string, double[]>(_numbers, StringComparer.Ordinal) { [column] = [.. Enumerable.Range(0, Rows).Select(cell)] }, _levels);

    /// <summary>The same with other names of the levels.</summary>
    public Sample Rename(Func<string, string> name) => new(_numbers, [.. _levels.Select(name)]);

    public Table ToTable()
    {
        List<Column> columns = [.. _numbers.Where(static c => c.Key is not "k").Select(static c => new NumberColumn(c.Key, c.Value)), Text("g", _levels)];
        columns.Add(Text("k", [.. _numbers["k"].Select(static v => $"k{v}")]));
        return new Table(columns);
    }

    public Fit Fit(string noise, string formulas, ModelOptions? options = null, FitOptions? how = null) =>
        Model.Of(noise, formulas.Split(';'), options ?? ModelOptions.Default).Fit(ToTable(), how);

    private static string Response(Support support) => support switch
    {
        Support.RealLine => "real",
        Support.Positive or Support.NonNegative => "positive",
        Support.UnitInterval or Support.ClosedUnitInterval => "share",
        Support.Circle => "angle",
        Support.Integers => "difference",
        Support.Binary => "binary",
        Support.Counts => "count",
        Support.CountsUpToTrials => "successes | trials(trials)",
        Support.Classes => "k",
        _ => throw new ArgumentOutOfRangeException(nameof(support)),
    };

    private static TextColumn Text(string name, string[] cells)
    {
        string[] levels = [.. cells.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new TextColumn(name, cells.Select(c => Array.IndexOf(levels, c)).ToArray(), levels);
    }
}
