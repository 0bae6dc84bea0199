using System.CommandLine;
using System.Globalization;
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Noise.Expressions;
using Surprisal.Priors;

namespace Surprisal.Cli.Commands;

/// <summary>A command line of <c>surprisal fit</c>, understood.</summary>
/// <param name="Data">A path, or <c>-</c> for standard input.</param>
/// <param name="Model">The model.</param>
/// <param name="Csv">How to read the data.</param>
/// <param name="Options">How to fit.</param>
/// <param name="Json">Whether the answer is JSON.</param>
/// <param name="Quiet">Whether progress is unwanted.</param>
internal sealed record FitRequest(string Data, Model Model, CsvOptions Csv, FitOptions Options, bool Json, bool Quiet)
{
    /// <summary>The levels of the quantiles to fit; empty for one fit of the model as it is.</summary>
    public IReadOnlyList<double> Quantiles { get; private init; } = [];

    /// <summary>Whether quantiles must not cross.</summary>
    public bool NonCrossing { get; private init; }

    /// <summary>Reads the values of all options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="grammar">Its grammar.</param>
    /// <exception cref="InputException">A value cannot be used, or the model cannot be understood.</exception>
    public static FitRequest Of(ParseResult parsed, FitGrammar grammar)
    {
        int? threads = Threads(parsed.GetValue(grammar.Threads));
        FitOptions options = new()
        {
            Level = Level(parsed.GetValue(grammar.Level)),
            Covariance = Covariance(parsed.GetValue(grammar.Covariance)),
            Intervals = parsed.GetValue(grammar.Intervals) is { } intervals
                ? Choice("--intervals", intervals, ("wald", IntervalKind.Wald), ("profile", IntervalKind.Profile))
                : null,
            Solver = parsed.GetValue(grammar.Solver),
        };
        if (threads is { } count) options = options with { Threads = count };
        Model model = Model.Of(NoiseOf(parsed, grammar), parsed.GetRequiredValue(grammar.Formulas), ModelOptionsOf(parsed, grammar));
        if (grammar.Folds is { } folds)
        {
            if (!model.Options.Priors.Any(static p => p.Strength is StrengthRule.CrossValidation or StrengthRule.OneStandardError)) folds.RequireNone(parsed, "let it choose a strength, as in --penalty lasso(cv)");
            options = options with { CrossValidation = folds.Of(parsed) };
        }

        return new FitRequest(
            parsed.GetRequiredValue(grammar.Data),
            model,
            CsvOf(parsed, grammar) with { Threads = threads },
            options,
            parsed.GetValue(grammar.Json),
            parsed.GetValue(grammar.Quiet))
        {
            Quantiles = QuantilesOf(parsed, grammar),
            NonCrossing = parsed.GetValue(grammar.NonCrossing),
        };
    }

    private static double[] QuantilesOf(ParseResult parsed, FitGrammar grammar)
    {
        if (parsed.GetValue(grammar.Quantiles) is not { } text)
        {
            return parsed.GetValue(grammar.NonCrossing)
                ? throw new UsageException("option '--non-crossing' is given without '--quantiles'", "add --quantiles 0.1,0.5,0.9")
                : [];
        }

        return [.. ListText.Split(text, "--quantiles").Select(static level => double.TryParse(level, NumberStyles.Float, CultureInfo.InvariantCulture, out double tau) && tau > 0 && tau < 1
            ? tau
            : throw new UsageException($"option '--quantiles': '{level}' is not a number between 0 and 1", "write --quantiles 0.1,0.5,0.9"))];
    }

    private static NoiseSpec NoiseOf(ParseResult parsed, FitGrammar grammar)
    {
        string? noise = parsed.GetValue(grammar.Noise), loss = parsed.GetValue(grammar.Loss), density = parsed.GetValue(grammar.Density);
        if (noise is not null && loss is not null) throw new UsageException("both --noise and --loss are given", "give one: a loss names the noise model that it is the surprisal of");
        if (density is not null && (noise ?? loss) is not null)
            throw new UsageException($"both --{(noise is null ? "loss" : "noise")} and --density are given", "give one: a density is a noise model of your own");
        if (density is not null) return NoiseSpec.Of(ExpressionNoise.Parse(density, parsed.GetValue(grammar.Normalise)));
        if (parsed.GetValue(grammar.Normalise)) throw new UsageException("option '--normalise' is given without '--density'", "the noise models that have a name are normalised already");
        if (parsed.GetValue(grammar.Quantiles) is not null && (noise ?? loss) is null) return NoiseSpec.Of(new AsymmetricLaplaceNoise());
        if (parsed.GetValue(grammar.Quantiles) is not null && noise?.Contains("tau", StringComparison.Ordinal) == true)
            throw new UsageException("both --quantiles and a tau of the noise model are given", "leave out tau: the quantiles take its place");
        if (loss is not null) return NoiseSpec.Parse(NoiseModels.ForLoss(loss).Name);
        return NoiseSpec.Parse(noise ?? throw new UsageException("no noise model is given", "add --noise NAME, for instance --noise gaussian; 'surprisal noise' lists them"));
    }

    private static ModelOptions ModelOptionsOf(ParseResult parsed, FitGrammar grammar)
    {
        Dictionary<string, string> links = new(StringComparer.Ordinal);
        foreach (string text in parsed.GetValue(grammar.Links) ?? [])
        {
            (string parameter, string link) = ListText.Pair(text, "--link", "--link mu=log");
            if (!links.TryAdd(parameter, link)) throw new UsageException($"option '--link': parameter '{parameter}' has two links", "give one link a parameter");
        }

        string? weights = parsed.GetValue(grammar.Weights), kind = parsed.GetValue(grammar.WeightsKind);
        if (kind is not null && weights is null) throw new UsageException("option '--weights-kind' is given without '--weights'", "add --weights COLUMN");
        return new ModelOptions
        {
            Links = links,
            Weights = weights,
            WeightsKind = Choice("--weights-kind", kind, ("frequency", WeightsKind.Frequency), ("precision", WeightsKind.Precision)),
            Offset = parsed.GetValue(grammar.Offset),
            Jeffreys = IsFirth(parsed, grammar),
            Priors = PriorsOf(parsed, grammar),
            Standardize = parsed.GetValue(grammar.Standardize),
            Missing = Choice("--missing", parsed.GetValue(grammar.Missing), ("drop", MissingPolicy.Drop), ("fail", MissingPolicy.Fail)),
        };
    }

    private static PriorSpec[] PriorsOf(ParseResult parsed, FitGrammar grammar)
    {
        string[] priors = parsed.GetValue(grammar.Priors) ?? [], penalties = parsed.GetValue(grammar.Penalties) ?? [];
        if (priors.Length > 0 && penalties.Length > 0)
            throw new UsageException("both --prior and --penalty are given", "give one: a penalty is a prior in another convention, whose strength depends on the number of rows");
        if (parsed.GetValue(grammar.Standardize) && priors.Length + penalties.Length == 0)
            throw new UsageException("option '--standardize' is given without '--prior' or '--penalty'", "leave it out: maximum likelihood is the same on every scale");
        if (IsFirth(parsed, grammar)) return [];
        return [.. priors.Select(PriorSpec.ParsePrior), .. penalties.Select(PriorSpec.ParsePenalty)];
    }

    /// <summary>Firth's penalty is of all coefficients at once, so it stands alone.</summary>
    private static bool IsFirth(ParseResult parsed, FitGrammar grammar) => parsed.GetValue(grammar.Penalties) is [var only] && string.Equals(only.Trim(), "firth", StringComparison.Ordinal);

    private static CsvOptions CsvOf(ParseResult parsed, FitGrammar grammar)
    {
        Dictionary<string, IReadOnlyList<string>> levels = new(StringComparer.Ordinal);
        foreach (string text in parsed.GetValue(grammar.Levels) ?? [])
        {
            (string column, string list) = ListText.Pair(text, "--levels", "--levels size=small,large");
            if (!levels.TryAdd(column, ListText.Split(list, "--levels"))) throw new UsageException($"option '--levels': column '{column}' occurs twice", "give one list a column");
        }

        string? missing = parsed.GetValue(grammar.MissingTexts);
        return new CsvOptions
        {
            Separator = parsed.GetValue(grammar.Separator) is { } separator ? Character("--separator", separator) : null,
            DecimalMark = parsed.GetValue(grammar.Decimal) is { } mark ? Character("--decimal", mark) : '.',
            MissingTexts = missing is null ? CsvOptions.DefaultMissingTexts : ListText.Split(missing, "--na"),
            LevelOrders = levels,
        };
    }

    private static char Character(string option, string text) => text switch
    {
        "tab" or "\\t" => '\t',
        { Length: 1 } => text[0],
        _ => throw new UsageException($"option '{option}': '{text}' is not one character", "use ',', ';' or tab to separate cells, '.' or ',' as decimal mark"),
    };

    private static double Level(string? text) =>
        text is null ? FitOptions.Default.Level
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double level) && level > 0 && level < 1 ? level
        : throw new UsageException($"option '--level': '{text}' is not a number between 0 and 1", "for 95 % intervals write --level 0.95");

    private static int? Threads(string? text) =>
        text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? count
        : throw new UsageException($"option '--threads': '{text}' is not a number of threads", "use 1 or more; the result does not depend on it");

    private static CovarianceKind Covariance(string? text) =>
        Choice("--covariance", text, [.. CovarianceWords.All]);

    /// <summary>The value of a word; the first one where the option is not given.</summary>
    private static T Choice<T>(string option, string? text, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        if (text is null) return choices[0].Value;
        foreach ((string word, T value) in choices)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase)) return value;
        }

        List<string> words = [];
        foreach ((string word, _) in choices) words.Add(word);
        throw new UsageException($"option '{option}': unknown choice '{text}'", DidYouMean.Remedy(text, words, $"use {string.Join(" or ", words)}")!);
    }
}
