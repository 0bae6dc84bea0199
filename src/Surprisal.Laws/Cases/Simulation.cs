using System.Globalization;
using Surprisal.Data;
using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics.Random;

namespace Surprisal.Laws;

/// <summary>
/// Data that a noise model makes with known coefficients: the first parameter, and those that share its name (of parts, classes and responses), depend on x, the
/// others are constants. Rows of a censored noise model are known to a number each, drawn like the responses, or to an interval.
/// </summary>
internal sealed class Simulation
{
    private const double Trials = 12.0;
    private const int Classes = 3;
    private readonly NoiseModel _given;
    private readonly double[] _x;
    private readonly double[][] _responses;
    private readonly double[] _trials;
    private readonly double[] _censoring;
    private readonly double[] _upper;

    private Simulation(NoiseModel noise, int rows, RandomStream stream)
    {
        _given = noise;
        Noise = NoiseCases.WithResponses(NoiseCases.WithClasses(noise, Classes));
        Truth = [.. Noise.Parameters.Select((_, k) => TrueCoefficients.Of(Noise, k))];
        _x = new double[rows];
        _responses = [.. Enumerable.Range(0, Noise.ResponseCount).Select(_ => new double[rows])];
        _trials = new double[rows];
        _censoring = new double[rows];
        _upper = new double[rows];
        Array.Fill(_trials, Trials);
        double[] row = new double[_responses.Length];
        for (int i = 0; i < rows; i++)
        {
            _x[i] = stream.NextNormal();
            double[] natural = [.. Truth.Select((b, k) => LinkRegistry.Default(Noise.Parameters[k].Domain).Invert(Working(b, _x[i])))];
            Noise.Sample(natural, Trials, stream, row);
            for (int j = 0; j < row.Length; j++) _responses[j][i] = row[j];
            if (noise is CensoredNoise) Censor(i, natural, stream);
        }
    }

    /// <summary>The noise model, with its classes and responses where it has some.</summary>
    public NoiseModel Noise { get; }

    /// <summary>The coefficients of each parameter: intercept, slope; of a contrast the slope only.</summary>
    public double[][] Truth { get; }

    /// <summary>Simulates.</summary>
    public static Simulation Of(NoiseModel noise, int rows, long seed) => new(noise, rows, new RandomStream(seed, 1));

    /// <summary>The arrays that the tables are made of; classes as codes.</summary>
    public IReadOnlyList<double[]> Arrays => [_x, .. _responses, _trials, _censoring, _upper];

    /// <summary>What was observed.</summary>
    public Observations Observations => new([.. _responses.Select(static r => (ReadOnlyMemory<double>)r)])
    {
        Trials = Noise.TakesTrials ? _trials : default,
        Censoring = _given is CensoredNoise ? _censoring : default,
        CensoringUpper = _given is CensoredNoise ? _upper : default,
    };

    /// <summary>The working value that coefficients give.</summary>
    public double Working(double[] coefficients, double x) => coefficients.Length switch
    {
        1 when ReferenceEquals(coefficients, Truth[0]) && Noise.Parameters[0].IsContrast => coefficients[0] * x,
        1 => coefficients[0],
        _ => coefficients[0] + (coefficients[1] * x),
    };

    /// <summary>The rows as they are, with a column of weights.</summary>
    public Table ToTable(double[] weights) => ToTable([.. Enumerable.Range(0, _x.Length)], weights);

    /// <summary>Each row as often as its weight says.</summary>
    public Table Repeated(double[] weights)
    {
        int[] rows = [.. Enumerable.Range(0, _x.Length).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))];
        return ToTable(rows, [.. rows.Select(static _ => 1.0)]);
    }

    /// <summary>The model that the data come from.</summary>
    public Model ToModel()
    {
        string left = _responses.Length == 1 ? Name(0) : $"cbind({string.Join(", ", _responses.Select((_, j) => Name(j)))})";
        List<string> modifiers = [];
        if (Noise.TakesTrials) modifiers.Add("trials(n)");
        if (_given is CensoredNoise) modifiers.Add("cens(code, upper)");
        if (modifiers.Count > 0) left += $" | {string.Join(" + ", modifiers)}";
        return Model.Of(new NoiseSpec(_given, new Dictionary<string, double>(StringComparer.Ordinal)), [$"{left} ~ x"], new ModelOptions { Weights = "w" });
    }

    /// <summary>A row in three is known in full; others only from a number up or down, or between whole numbers.</summary>
    private void Censor(int i, double[] natural, RandomStream stream)
    {
        double[] other = new double[1];
        Noise.Sample(natural, Trials, stream, other);
        double y = _responses[0][i], from = Math.Floor(y);
        _upper[i] = double.PositiveInfinity;
        switch (i % 3)
        {
            case 0 when y > other[0]: (_censoring[i], _responses[0][i]) = (1.0, other[0]); break;
            case 0 when y < other[0]: (_censoring[i], _responses[0][i]) = (-1.0, other[0]); break;
            case 1: (_censoring[i], _responses[0][i], _upper[i]) = (2.0, from, from + 1.0); break;
        }

        // Of whole numbers an interval holds both its ends.
        if (_censoring[i] == 2.0 && Noise.Support.IsDiscrete()) (_responses[0][i], _upper[i]) = (Math.Max(0.0, y - 1.0), y + 1.0);
    }

    private Table ToTable(int[] rows, double[] weights)
    {
        List<Column> columns = [new NumberColumn("x", Pick(_x, rows)), new NumberColumn("n", Pick(_trials, rows)), new NumberColumn("w", weights)];
        columns.Add(new NumberColumn("code", Pick(_censoring, rows)));
        columns.Add(new NumberColumn("upper", Pick(_upper, rows)));
        for (int j = 0; j < _responses.Length; j++)
        {
            double[] y = Pick(_responses[j], rows);
            columns.Add(Noise.SupportOf(j) == Support.Classes
                ? new TextColumn(Name(j), y.Select(static c => (int)c).ToArray(), [.. Enumerable.Range(0, Classes).Select(static k => ((char)('a' + k)).ToString())])
                : new NumberColumn(Name(j), y));
        }

        return new Table(columns);
    }

    private string Name(int response) => _responses.Length == 1 ? "y" : ((char)('a' + response)).ToString(CultureInfo.InvariantCulture);

    private static double[] Pick(double[] values, int[] rows) => [.. rows.Select(i => values[i])];
}
