using Surprisal.Data;
using Surprisal.Models;
using Surprisal.Numerics.Random;

namespace Surprisal.Benchmarks.Limits;

/// <summary>A full pass over a bernoulli problem as the solver makes it, near its optimum.</summary>
internal sealed class NewtonPass
{
    private readonly Objective _objective;
    private readonly double[] _coefficients;

    /// <summary>Simulates the problem: an intercept and independent uniform columns of variance 1.</summary>
    public NewtonPass(int rows, int columns)
    {
        double[][] x = new double[columns][];
        Parallel.For(0, columns, j => x[j] = Uniform(rows, j));
        double slope = 1 / Math.Sqrt(columns);
        RandomStream stream = new(seed: 1, stream: columns);
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            double eta = -0.5;
            for (int j = 0; j < columns; j++) eta += slope * x[j][i];
            y[i] = stream.NextDouble() < Numerics.Elementary.Sigmoid(eta) ? 1 : 0;
        }

        Table table = new([new NumberColumn("y", y), .. x.Select((values, j) => new NumberColumn(FormattableString.Invariant($"x{j + 1}"), values))]);
        BoundModel bound = BoundModel.Bind(Model.Of("bernoulli", "y ~ ."), table);
        _coefficients = new double[columns + 1];
        Array.Fill(_coefficients, slope);
        _coefficients[0] = -0.5;
        _objective = new Objective(bound.BindNoise(), [new Predictor(bound.Parameters[0].Design.Columns, null, 0)], bound.Observations, bound.Weights);
    }

    /// <summary>Seconds of the fastest of some passes.</summary>
    public double Seconds(int order, int threads, int runs)
    {
        EvaluationOptions options = new(threads, CancellationToken.None);
        return Stopwatches.Best(runs, () => _objective.Evaluate(_coefficients, order, options));
    }

    private static double[] Uniform(int rows, int column)
    {
        RandomStream stream = new(seed: 1, column);
        double[] values = new double[rows];
        double scale = Math.Sqrt(12);
        for (int i = 0; i < rows; i++) values[i] = scale * (stream.NextDouble() - 0.5);
        return values;
    }
}
