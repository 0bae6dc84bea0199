using System.CommandLine;
using System.Diagnostics;
using Surprisal.Cli.Rendering;
using Surprisal.Data;
using Surprisal.Fits;

namespace Surprisal.Cli.Commands;

/// <summary><c>surprisal path</c>: from a CSV file to a printed regularisation path.</summary>
internal sealed class PathVerb : IVerb
{
    private readonly PathGrammar _grammar = new();

    /// <inheritdoc/>
    public Command Command => _grammar.Model.Command;

    /// <inheritdoc/>
    public string Help => HelpText.Path;

    /// <inheritdoc/>
    public Answer Run(ParseResult parsed, Terminal terminal)
    {
        long start = Stopwatch.GetTimestamp();
        FitRequest request = FitRequest.Of(parsed, _grammar.Model);
        PathOptions options = PathRequest.Of(parsed, _grammar) with { Threads = request.Options.Threads };
        if (!_grammar.Folds.IsAsked(parsed)) _grammar.Folds.RequireNone(parsed, "add --folds 10");
        CrossValidationOptions folds = _grammar.Folds.Of(parsed);
        using Interrupts interrupts = terminal.Interrupts();
        using ProgressLine progress = new(request.Quiet || !terminal.ErrorIsTerminal ? null : terminal.Error);
        progress.Stage($"reading {request.Data}");
        Table table = FitVerb.Read(request, terminal, interrupts.Token);
        TimeSpan read = Stopwatch.GetElapsedTime(start);
        bool folded = _grammar.Folds.IsAsked(parsed);
        progress.Stage(folded ? "fitting the path and its folds" : "fitting the path");
        CrossValidation? validation = folded ? request.Model.CrossValidate(table, folds with { Path = options }, interrupts.Token) : null;
        RegularisationPath path = validation?.Path ?? request.Model.FitPath(table, options, null, interrupts.Token);
        progress.Clear();
        string text = request.Json ? PathJson.Write(path, validation, new RunTiming(read, path.Timing, Stopwatch.GetElapsedTime(start))) : PathSummary.Write(path, validation, table.Source);
        return new Answer(text, path.Status == FitStatus.Converged ? ExitStatus.Success : ExitStatus.NoOptimum);
    }
}
