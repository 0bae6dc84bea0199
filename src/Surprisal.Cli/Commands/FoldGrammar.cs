using System.CommandLine;
using System.Globalization;
using Surprisal.Fits;

namespace Surprisal.Cli.Commands;

/// <summary>The options that say how rows are dealt into folds and scored.</summary>
internal sealed class FoldGrammar
{
    /// <summary>Puts them under a verb.</summary>
    public FoldGrammar(Command verb)
    {
        foreach (Option option in All) verb.Add(option);
    }

    private Option<string> Folds { get; } = new("--folds");

    private Option<string> Repeats { get; } = new("--repeats");

    private Option<string> Groups { get; } = new("--groups");

    private Option<string> Score { get; } = new("--score");

    private Option<string> Seed { get; } = new("--seed");

    private Option<string>[] All => [Folds, Repeats, Groups, Score, Seed];

    /// <summary>Whether folds are asked for.</summary>
    public bool IsAsked(ParseResult parsed) => parsed.GetValue(Folds) is not null;

    /// <summary>Refuses options that have nothing to do here.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="remedy">What to do.</param>
    /// <exception cref="UsageException">One is given.</exception>
    public void RequireNone(ParseResult parsed, string remedy)
    {
        if (All.FirstOrDefault(o => parsed.GetValue(o) is not null) is { } idle) throw new UsageException($"option '{idle.Name}' is of cross-validation, and none is asked for", remedy);
    }

    /// <summary>Reads their values.</summary>
    /// <exception cref="UsageException">A value cannot be used.</exception>
    public CrossValidationOptions Of(ParseResult parsed) => new()
    {
        Folds = Whole("--folds", parsed.GetValue(Folds), CrossValidationOptions.Default.Folds, 2, "use 2 or more"),
        Repeats = Whole("--repeats", parsed.GetValue(Repeats), 1, 1, "use 1 or more"),
        Group = parsed.GetValue(Groups),
        Seed = parsed.GetValue(Seed) is not { } text ? CrossValidationOptions.Default.Seed
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seed) ? seed
            : throw new UsageException($"option '--seed': '{text}' is not a whole number", "write --seed 1"),
        Score = parsed.GetValue(Score) switch
        {
            null or "log" => FoldScore.Log,
            "crps" => FoldScore.RankedProbability,
            "deviance" => FoldScore.Deviance,
            string other => throw new UsageException($"option '--score': unknown score '{other}'", DidYouMean.Remedy(other, ["log", "crps", "deviance"], "use log, crps or deviance")!),
        },
    };

    private static int Whole(string option, string? text, int otherwise, int least, string remedy) =>
        text is null ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least ? number
        : throw new UsageException($"option '{option}': '{text}' is not a number of {option[2..]}", remedy);
}
