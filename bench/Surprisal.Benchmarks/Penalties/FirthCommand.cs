using System.Diagnostics;
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Numerics;
using Surprisal.Numerics.Random;

namespace Surprisal.Benchmarks.Penalties;

/// <summary><c>firth</c>: a fit with Firth's penalty of n rows and p columns, warm, by itself and with all profile intervals, wall and processor time.</summary>
internal static class FirthCommand
{
    public static void Run(ReadOnlySpan<string> args)
    {
        Arguments given = new(args, "--rows", "--columns", "--repeat", "--threads");
        int rows = given.Number("--rows", 2000), columns = given.Number("--columns", 10), repeat = given.Number("--repeat", 50);
        Table table = Make(rows, columns);
        Model model = Model.Of("bernoulli", [$"y ~ {string.Join(" + ", Enumerable.Range(1, columns).Select(static j => $"x{j}"))}"], new ModelOptions { Jeffreys = true });
        FitOptions options = new() { Threads = given.Number("--threads", Environment.ProcessorCount) };
        Report.Json(json =>
        {
            json.WriteNumber("rows", rows);
            json.WriteNumber("columns", columns);
            foreach (IntervalKind kind in new[] { IntervalKind.Wald, IntervalKind.Profile })
            {
                FitOptions asked = options with { Intervals = kind };
                Fit fit = model.Fit(table, asked);
                if (fit.Status != FitStatus.Converged) throw new InputException($"the fit ended with {fit.Status}");
                double best = Stopwatches.Best(repeat, () => model.Fit(table, asked));
                TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
                for (int k = 0; k < repeat; k++) model.Fit(table, asked);
                string name = kind == IntervalKind.Wald ? "wald" : "profile";
                Report.Number(json, $"{name}Seconds", best);
                Report.Number(json, $"{name}ProcessorSeconds", (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds / repeat);
                json.WriteNumber($"{name}Evaluations", fit.Certificate.Evaluations);
                Report.Number(json, $"{name}GradientNorm", fit.Certificate.GradientNorm);
                Report.Number(json, $"{name}Penalised", fit.LogLikelihood + fit.LogJeffreys);
            }
        });
    }

    private static Table Make(int rows, int columns)
    {
        RandomStream random = new(7);
        double[][] x = [.. Enumerable.Range(0, columns).Select(_ => new double[rows])];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            double eta = -0.5;
            for (int j = 0; j < columns; j++)
            {
                x[j][i] = random.NextNormal();
                eta += x[j][i] * (j % 3 - 1) * 0.4;
            }

            y[i] = random.NextDouble() < 1 / (1 + Elementary.Exp(-eta)) ? 1 : 0;
        }

        return new Table([new NumberColumn("y", y), .. x.Select(static (c, j) => new NumberColumn($"x{j + 1}", c))]);
    }
}
