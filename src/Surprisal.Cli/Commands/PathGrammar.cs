using System.CommandLine;

namespace Surprisal.Cli.Commands;

/// <summary>The arguments and options of <c>surprisal path</c>: those that state a model, and those of the penalty.</summary>
internal sealed class PathGrammar
{
    /// <summary>Puts all of them under the verb.</summary>
    public PathGrammar()
    {
        foreach (Option option in new Option[] { Penalty, Penalised, Factors, Lower, Upper, Standardize, Count, Ratio, Values, Criteria }) Model.Command.Add(option);
        Folds = new FoldGrammar(Model.Command);
    }

    public FoldGrammar Folds { get; }

    public FitGrammar Model { get; } = new("path");

    public Option<string> Penalty { get; } = new("--penalty");

    public Option<string> Penalised { get; } = new("--penalised");

    public Option<string[]> Factors { get; } = new("--factor") { Arity = ArgumentArity.OneOrMore };

    public Option<string> Lower { get; } = new("--lower");

    public Option<string> Upper { get; } = new("--upper");

    public Option<bool> Standardize { get; } = new("--standardize") { Arity = ArgumentArity.Zero };

    public Option<string> Count { get; } = new("--lambdas");

    public Option<string> Ratio { get; } = new("--lambda-min-ratio");

    public Option<string> Values { get; } = new("--lambda");

    public Option<bool> Criteria { get; } = new("--criteria") { Arity = ArgumentArity.Zero };
}
