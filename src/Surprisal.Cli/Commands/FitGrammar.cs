using System.CommandLine;

namespace Surprisal.Cli.Commands;

/// <summary>The arguments and options of <c>surprisal fit</c>, and of verbs that fit the same models. What they mean stands in their help.</summary>
internal sealed class FitGrammar
{
    /// <summary>Puts all of them under the verb.</summary>
    public FitGrammar()
        : this("fit")
    {
        foreach (Option option in new Option[] { WeightsKind, Priors, Penalties, Standardize, Quantiles, NonCrossing, Solver, Level, Covariance, Intervals }) Command.Add(option);
        Folds = new FoldGrammar(Command);
    }

    /// <summary>Puts those that state data and model under another verb.</summary>
    /// <param name="verb">Its name.</param>
    public FitGrammar(string verb)
    {
        Command = new Command(verb)
        {
            Data, Formulas, Noise, Loss, Density, Normalise, Links, Weights, Offset, Missing, MissingTexts, Separator, Decimal, Levels, Json, Threads, Quiet,
        };
    }

    public Command Command { get; }

    /// <summary>How folds are dealt; null under verbs that choose no strength.</summary>
    public FoldGrammar? Folds { get; }

    public Argument<string> Data { get; } = new("DATA");

    public Argument<string[]> Formulas { get; } = new("FORMULA") { Arity = ArgumentArity.OneOrMore };

    public Option<string> Noise { get; } = new("--noise");

    public Option<string> Loss { get; } = new("--loss");

    public Option<string> Density { get; } = new("--density");

    public Option<bool> Normalise { get; } = new("--normalise") { Arity = ArgumentArity.Zero };

    public Option<string[]> Links { get; } = new("--link") { Arity = ArgumentArity.OneOrMore };

    public Option<string> Weights { get; } = new("--weights");

    public Option<string> WeightsKind { get; } = new("--weights-kind");

    public Option<string> Offset { get; } = new("--offset");

    public Option<string[]> Priors { get; } = new("--prior") { Arity = ArgumentArity.OneOrMore };

    public Option<string[]> Penalties { get; } = new("--penalty") { Arity = ArgumentArity.OneOrMore };

    public Option<bool> Standardize { get; } = new("--standardize") { Arity = ArgumentArity.Zero };

    public Option<string> Solver { get; } = new("--solver");

    public Option<string> Quantiles { get; } = new("--quantiles");

    public Option<bool> NonCrossing { get; } = new("--non-crossing") { Arity = ArgumentArity.Zero };

    public Option<string> Level { get; } = new("--level");

    public Option<string> Missing { get; } = new("--missing");

    public Option<string> MissingTexts { get; } = new("--na");

    public Option<string> Separator { get; } = new("--separator");

    public Option<string> Decimal { get; } = new("--decimal");

    public Option<string[]> Levels { get; } = new("--levels") { Arity = ArgumentArity.OneOrMore };

    public Option<string> Covariance { get; } = new("--covariance");

    public Option<string> Intervals { get; } = new("--intervals");

    public Option<bool> Json { get; } = new("--json") { Arity = ArgumentArity.Zero };

    public Option<string> Threads { get; } = new("--threads");

    public Option<bool> Quiet { get; } = new("--quiet") { Arity = ArgumentArity.Zero };
}
