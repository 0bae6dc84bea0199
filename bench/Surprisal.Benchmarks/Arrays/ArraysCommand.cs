using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Surprisal.Fits;

namespace Surprisal.Benchmarks.Arrays;

/// <summary>
/// <c>arrays</c>: our side of <c>bench/peers/run</c>. Fits one workload from arrays in memory, repeatedly and through the public library only,
/// and prints the one JSON object that bench/peers/README.md defines.
/// </summary>
internal static class ArraysCommand
{
    public static void Run(ReadOnlySpan<string> args)
    {
        Arguments given = new(args, "--manifest", "--workload", "--repeat", "--threads");
        int repeat = given.Number("--repeat", 1);
        FitOptions options = new() { Threads = given.Number("--threads", Environment.ProcessorCount) };
        long started = Stopwatch.GetTimestamp();
        Workload workload = Workload.Load(given.Text("--manifest"), given.Text("--workload"));
        double loadSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        List<double?> seconds = [], processor = [];
        Fit? fit = null;
        for (int k = 0; k < repeat; k++)
        {
            TimeSpan busy = Environment.CpuUsage.TotalTime;
            started = Stopwatch.GetTimestamp();
            fit = workload.Model.Fit(workload.Table, options);
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            processor.Add((Environment.CpuUsage.TotalTime - busy).TotalSeconds);
        }

        if (fit!.Status != FitStatus.Converged) throw new InputException($"{workload.Name}: the fit ended with {fit.Status}: {string.Join("; ", fit.Reasons)}");
        Report.Json(json =>
        {
            json.WriteString("workload", workload.Name);
            json.WriteString("peer", "surprisal");
            json.WriteString("version", typeof(Fit).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
            Report.Numbers(json, "seconds", seconds);
            Report.Numbers(json, "cpuSeconds", processor);
            Report.Number(json, "loadSeconds", loadSeconds);
            Report.Number(json, "logLikelihood", fit.LogLikelihood);
            json.WriteStartObject("coefficients");
            foreach (ParameterFit parameter in fit.Parameters) Report.Numbers(json, parameter.Name, parameter.Coefficients.Select(static c => c.Estimate));
            json.WriteEndObject();
            Report.Number(json, "gradientNorm", fit.Certificate.LargestGradient);
            json.WriteNumber("peakResidentBytes", PeakResidentBytes());
            json.WriteNumber("threads", options.Threads);
            json.WriteNumber("iterations", fit.Certificate.Iterations);
            json.WriteNumber("evaluations", fit.Certificate.Evaluations);
        });
    }

    /// <summary>The most memory that this process ever had resident.</summary>
    public static long PeakResidentBytes()
    {
        const string Status = "/proc/self/status", Label = "VmHWM:";
        string? line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(static l => l.StartsWith(Label, StringComparison.Ordinal)) : null;
        if (line is not null) return long.Parse(line.AsSpan(Label.Length).Trim().TrimEnd("kB "), CultureInfo.InvariantCulture) * 1024;
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
