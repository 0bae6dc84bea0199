using System.Diagnostics;
using System.Globalization;
using Surprisal.Fits;

namespace Surprisal.Benchmarks.Arrays;

/// <summary>
/// <c>paths</c>: our side of <c>bench/peers/paths.py</c>. Runs the lasso path of one workload from arrays in memory, repeatedly and through the public library only.
/// </summary>
internal static class PathsCommand
{
    public static void Run(ReadOnlySpan<string> args)
    {
        Arguments given = new(args, "--manifest", "--workload", "--repeat", "--threads", "--alpha", "--ratio");
        int repeat = given.Number("--repeat", 1);
        Workload workload = Workload.Load(given.Text("--manifest"), given.Text("--workload"));
        PathOptions options = new()
        {
            Threads = given.Number("--threads", Environment.ProcessorCount),
            Alpha = double.Parse(given.Text("--alpha"), CultureInfo.InvariantCulture),
            LambdaMinimumRatio = double.Parse(given.Text("--ratio"), CultureInfo.InvariantCulture),
        };
        List<double?> seconds = [], processor = [];
        RegularisationPath? path = null;
        for (int k = 0; k < repeat; k++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            long started = Stopwatch.GetTimestamp();
            path = workload.Model.FitPath(workload.Table, options);
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            processor.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        Report.Json(json =>
        {
            json.WriteString("workload", workload.Name);
            json.WriteString("peer", "surprisal");
            Report.Numbers(json, "seconds", seconds);
            Report.Numbers(json, "processorSeconds", processor);
            Report.Numbers(json, "lambda", path!.Points.Select(static p => (double?)p.Lambda));
            Report.Numbers(json, "intercept", path.Points.Select(static p => (double?)p[0]));
            json.WriteStartArray("coefficients");
            foreach (RegularisationPoint point in path.Points)
            {
                json.WriteStartObject();
                for (int i = 0; i < point.Places.Length; i++)
                {
                    if (point.Places[i] > 0) json.WriteNumber((point.Places[i] - 1).ToString(CultureInfo.InvariantCulture), point.Values[i]);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            Report.Number(json, "kktResidual", path.KktResidual);
            json.WriteNumber("peakResidentBytes", ArraysCommand.PeakResidentBytes());
        });
    }
}
