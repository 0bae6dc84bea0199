using System.CommandLine;
using System.Diagnostics;
using Surprisal.Cli.Rendering;
using Surprisal.Data;
using Surprisal.Fits;

namespace Surprisal.Cli.Commands;

/// <summary><c>surprisal fit</c>: from a CSV file to a printed fit.</summary>
internal sealed class FitVerb : IVerb
{
    private const string StandardInput = "-";

    private readonly FitGrammar _grammar = new();

    /// <inheritdoc/>
    public Command Command => _grammar.Command;

    /// <inheritdoc/>
    public string Help => HelpText.Fit;

    /// <inheritdoc/>
    public Answer Run(ParseResult parsed, Terminal terminal)
    {
        long start = Stopwatch.GetTimestamp();
        FitRequest request = FitRequest.Of(parsed, _grammar);
        using Interrupts interrupts = terminal.Interrupts();
        using ProgressLine progress = new(request.Quiet || !terminal.ErrorIsTerminal ? null : terminal.Error);
        progress.Stage($"reading {request.Data}");
        Table table = Read(request, terminal, interrupts.Token);
        TimeSpan read = Stopwatch.GetElapsedTime(start);
        progress.Stage("fitting");
        if (request.Quantiles.Count > 0) return RunQuantiles(request, table, read, start, progress, interrupts.Token);
        Fit fit = request.Model.Fit(table, request.Options, progress, interrupts.Token);
        progress.Clear();
        if (fit.Status == FitStatus.Cancelled) throw new OperationCanceledException(interrupts.Token);
        string text = request.Json
            ? FitJson.Write(fit, new RunTiming(read, fit.Timing, Stopwatch.GetElapsedTime(start)))
            : FitSummary.Write(fit, table.Source);
        return new Answer(text, StatusOf(fit.Status));
    }

    private static Answer RunQuantiles(FitRequest request, Table table, TimeSpan read, long start, ProgressLine progress, CancellationToken cancellation)
    {
        QuantileFits fits = request.Model.FitQuantiles(table, request.Quantiles, request.NonCrossing, request.Options, progress, cancellation);
        progress.Clear();
        if (fits.Quantiles.Any(static q => q.Fit.Status == FitStatus.Cancelled)) throw new OperationCanceledException(cancellation);
        FitTiming stages = fits.Quantiles.Aggregate(new FitTiming(TimeSpan.Zero, TimeSpan.Zero), static (sum, q) => new FitTiming(sum.Design + q.Fit.Timing.Design, sum.Fit + q.Fit.Timing.Fit));
        string text = request.Json
            ? QuantileJson.Write(fits, new RunTiming(read, stages, Stopwatch.GetElapsedTime(start)))
            : QuantileSummary.Write(fits, table.Source);
        return new Answer(text, fits.Quantiles.Max(static q => StatusOf(q.Fit.Status)));
    }

    /// <summary>Reads the data of a request.</summary>
    /// <exception cref="InputException">They cannot be read.</exception>
    internal static Table Read(FitRequest request, Terminal terminal, CancellationToken cancellation)
    {
        if (!string.Equals(request.Data, StandardInput, StringComparison.Ordinal)) return Table.ReadCsv(request.Data, request.Csv, cancellation);
        const string Name = "standard input";
        Stream input;
        try
        {
            input = terminal.OpenInput();
        }
        catch (IOException closed)
        {
            throw new TableException($"{Name}: cannot be read (closed)", "give data on it, or name a CSV file", closed);
        }

        using (input) return Table.ReadCsv(input, Name, request.Csv, cancellation);
    }

    private static int StatusOf(FitStatus status) => status switch
    {
        FitStatus.Converged or FitStatus.Boundary or FitStatus.ExactFit => ExitStatus.Success,
        FitStatus.Cancelled => ExitStatus.Cancelled,
        _ => ExitStatus.NoOptimum,
    };
}
