using System.Globalization;
using System.Runtime;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Numerics.Dense;
using Surprisal.Solvers;

namespace Surprisal.Benchmarks.Arrays;

/// <summary>
/// <c>stages</c>: where the time of a workload's fit goes. Runs the stages of a fit one by one, several times over: the first round has the
/// just-in-time compiler in it, the best one has not. Processor time is that of all threads, and means something on a busy machine too.
/// </summary>
internal sealed class StagesCommand
{
    private readonly Dictionary<string, (double First, double Best, double Processor)> _seconds = [];
    private readonly List<string> _order = [];

    public static void Run(ReadOnlySpan<string> args)
    {
        Arguments given = new(args, "--manifest", "--workload", "--repeat", "--threads");
        new StagesCommand().Run(
            Workload.Load(given.Text("--manifest"), given.Text("--workload")),
            given.Number("--repeat", 7),
            new EvaluationOptions(given.Number("--threads", Environment.ProcessorCount), CancellationToken.None));
    }

    private void Run(Workload workload, int repeat, EvaluationOptions options)
    {
        int evaluations = 0, iterations = 0;
        (long Methods, TimeSpan Time) compiled = default;
        FitOptions fitOptions = new() { Threads = options.Threads };
        for (int round = 0; round < repeat; round++)
        {
            BoundModel bound = Time("bind: responses, designs", () => BoundModel.Bind(workload.Model, workload.Table));
            AliasReport aliases = Time("alias screen", () => AliasReport.Of(bound, options));
            Estimate estimate = Time("estimate: start, solver", () => new Estimator(bound, aliases.Kept, options, fitOptions.MaximumIterations, null).Estimate());
            (iterations, evaluations) = (estimate.Iterations, estimate.Evaluations);
            double degrees = estimate.LeastSquares is { } squares ? bound.RowCount - squares.Coefficients.Length : bound.RowCount;
            double[]? covariance = Time("covariance", () => CovarianceEstimator.Of(estimate, CovarianceKind.Classical, degrees, options));
            Time("coefficient tables", () =>
            {
                CoefficientTable tables = new(estimate, covariance, estimate.LeastSquares is null ? null : degrees, fitOptions.Level, aliases.Reasons);
                return bound.Parameters.Select(tables.Of).ToList();
            });
            if (estimate.Information.Length > 0)
            {
                int size = estimate.Coefficients.Length;
                Time("certificate: eigenvalues", () => SymmetricEigen.ValuesOf(NewtonDirection.ToUnitDiagonal(estimate.Information, size), size));
            }

            Time("residual quantiles", () => ResidualQuantiles.Of(estimate));
            if (round == 0) compiled = (JitInfo.GetCompiledMethodCount(), JitInfo.GetCompilationTime());
            Time("prediction recipe", () => new PredictionRecipe(bound, estimate, aliases.Kept));
            Time("whole fit", () => workload.Model.Fit(workload.Table, fitOptions));
            Objective objective = new(bound.BindNoise(), estimate.Predictors, bound.Observations, bound.Weights);
            for (int order = 0; order <= 2; order++)
                Time(FormattableString.Invariant($"one pass of order {order}"), () => objective.Evaluate(estimate.Coefficients, order, options));
            Time("one pass of order 2, every 16th block", () => objective.Evaluate(estimate.Coefficients, 2, options with { EveryBlock = 16 }));
        }

        Report.Table(
            [workload.Name, "first, ms", "best, ms", "least processor time, ms"],
            [.. _order.Select(stage => Row(stage, _seconds[stage]))]);
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{iterations} steps, {evaluations} full passes, {options.Threads} threads, peak memory {ArraysCommand.PeakResidentBytes() / 1e6:F0} MB; compiled just in time up to the end of the first fit: {compiled.Methods} methods in {compiled.Time.TotalMilliseconds:F0} ms"));
    }

    private static string[] Row(string stage, (double First, double Best, double Processor) seconds) =>
        [stage, Report.Short(1e3 * seconds.First), Report.Short(1e3 * seconds.Best), Report.Short(1e3 * seconds.Processor)];

    private TResult Time<TResult>(string stage, Func<TResult> work)
    {
        TResult? result = default;
        TimeSpan before = Environment.CpuUsage.TotalTime;
        double seconds = Stopwatches.Once(() => result = work()), processor = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        if (_seconds.TryGetValue(stage, out (double First, double Best, double Processor) known))
        {
            _seconds[stage] = (known.First, Math.Min(known.Best, seconds), Math.Min(known.Processor, processor));
        }
        else
        {
            _order.Add(stage);
            _seconds.Add(stage, (seconds, seconds, processor));
        }

        return result!;
    }
}
