using System.Globalization;
using Surprisal.Formulas;
using Surprisal.Noise;
using Surprisal.Numerics;

namespace Surprisal.Models;

/// <summary>Turns a response as the table has it into numbers that a noise model takes, and refuses what it gives no density to.</summary>
internal static class ResponseReader
{
    private const int RowsToName = 5;

    /// <summary>The noise model for the responses' classes, where it has some.</summary>
    public static NoiseModel WithLevels(NoiseModel noise, ResponseData response, ModelFrame frame)
    {
        for (int j = 0; j < response.Responses.Count; j++)
        {
            if (noise.SupportOf(j) == Support.Classes) RequireClasses(response.Responses[j], noise, frame);
        }

        return noise.ForLevelsOf([.. response.Responses.Select(static (c, _) => c.Levels)]);
    }

    /// <summary>What was observed, within the support.</summary>
    public static Observations Read(ResponseData response, NoiseModel noise, ModelFrame frame)
    {
        ReadOnlyMemory<double>[] responses = [.. response.Responses.Select((column, j) => Numbers(column, noise, noise.SupportOf(j), frame))];
        Observations observations = new(responses)
        {
            Trials = response.Trials,
            Censoring = Codes(response.Censoring.Span),
            CensoringUpper = response.CensoringUpper,
            TruncationLower = response.TruncationLower,
            TruncationUpper = response.TruncationUpper,
        };
        for (int j = 0; j < responses.Length; j++) RequireSupport(response.Responses[j], observations, j, noise, frame);
        if (responses.Length > 1) RequireRows(observations, noise, frame);
        if (observations.IsCensored || observations.IsTruncated) BoundsCheck.Require(response.Responses[0], observations, noise, frame);
        return observations;
    }

    /// <summary>log |dt/dy| of a transformed response t, 0 where the row gives a probability and no density; empty where there is no transformation.</summary>
    public static ReadOnlyMemory<double> LogJacobian(ResponseData response, Observations observations, ModelFrame frame)
    {
        ResponseColumn column = response.Responses[0];
        if (column.Transform == ResponseTransform.None) return default;
        if (response.Responses.Count > 1)
            throw new FormulaException($"'{column.Name}' is one of several responses and cannot be transformed on the left", frame.Formulas[0].Text, 0, "make a column of it");
        double[] logs = new double[frame.RowCount];
        ReadOnlySpan<double> y = column.Untransformed.Span, censoring = observations.Censoring.Span;
        for (int i = 0; i < logs.Length; i++)
        {
            if (!censoring.IsEmpty && censoring[i] != 0) continue;
            double log = Elementary.Log(y[i]);
            logs[i] = column.Transform == ResponseTransform.Log ? -log : (-0.5 * log) - Constants.LogTwo;
        }

        return logs;
    }

    private static void RequireRows(Observations observations, NoiseModel noise, ModelFrame frame)
    {
        double[] row = new double[observations.Responses.Count];
        for (int i = 0; i < observations.Count; i++)
        {
            for (int j = 0; j < row.Length; j++) row[j] = observations.Responses[j].Span[i];
            if (noise.Objection(row) is { } objection) throw new InputException($"{frame.Place(i)}: {objection}", noise.ObjectionRemedy);
        }
    }

    private static void RequireClasses(ResponseColumn column, NoiseModel noise, ModelFrame frame)
    {
        if (column.Levels.Count == 0)
        {
            throw new InputException(
                $"{frame.Table.Source}: response '{column.Name}' is a column of numbers, and noise model '{noise.Name}' needs classes", $"write C({column.Name}) ~ ... to take each number for a class");
        }

        if (column.Levels.Count < 2)
            throw new InputException($"{frame.Table.Source}: response '{column.Name}' has only one class, '{column.Levels[0]}', in the rows used", "a fit needs at least two: check the column and which rows were dropped");
    }

    /// <summary>A response as numbers.</summary>
    private static ReadOnlyMemory<double> Numbers(ResponseColumn column, NoiseModel noise, Support support, ModelFrame frame)
    {
        ReadOnlyMemory<double> values = support switch
        {
            Support.Classes => Codes(column),
            Support.Binary when column.Values.IsEmpty => TwoLevels(column, frame),
            _ => column.Values,
        };
        return !values.IsEmpty
            ? values
            : throw new InputException(
                $"{frame.Table.Source}: response '{column.Name}' is text, and noise model '{noise.Name}' needs {support.Describe()}", "use categorical for classes, or bernoulli for two of them");
    }

    private static double[] Codes(ReadOnlySpan<Censoring> censoring)
    {
        double[] codes = new double[censoring.Length];
        for (int i = 0; i < codes.Length; i++) codes[i] = (double)censoring[i];
        return codes;
    }

    private static double[] Codes(ResponseColumn column)
    {
        ReadOnlySpan<int> codes = column.Codes.Span;
        double[] values = new double[codes.Length];
        for (int i = 0; i < codes.Length; i++) values[i] = codes[i];
        return values;
    }

    private static double[] TwoLevels(ResponseColumn column, ModelFrame frame)
    {
        if (column.Levels.Count != 2)
        {
            throw new InputException(
                $"{frame.Table.Source}: response '{column.Name}' has {column.Levels.Count.ToString(CultureInfo.InvariantCulture)} levels ({List(column.Levels)}), and noise model 'bernoulli' needs two",
                "use categorical for more classes");
        }

        return Codes(column);
    }

    private static void RequireSupport(ResponseColumn column, Observations observations, int response, NoiseModel noise, ModelFrame frame)
    {
        ReadOnlySpan<double> y = observations.Responses[response].Span, trials = noise.TakesTrials ? observations.Trials.Span : default;
        ReadOnlySpan<double> censoring = observations.Censoring.Span;
        Support support = noise.SupportOf(response);
        bool bounded = noise is CombinedNoise { IsUnivariate: true };
        if (censoring.IsEmpty && !bounded && support.ContainsAll(y, trials)) return;
        List<int> offending = [];
        int count = 0;
        for (int i = 0; i < y.Length; i++)
        {
            if ((!censoring.IsEmpty && censoring[i] != 0) || Contains(y[i], trials.IsEmpty ? 1 : trials[i])) continue;
            count++;
            if (offending.Count < RowsToName) offending.Add(i);
        }

        if (count == 0) return;
        List<string> cells = [];
        foreach (int i in offending)
        {
            string of = trials.IsEmpty ? string.Empty : $" of {trials[i].ToString("R", CultureInfo.InvariantCulture)}";
            cells.Add($"{y[i].ToString("R", CultureInfo.InvariantCulture)}{of} in {frame.Table.RowName(i)}");
        }

        string more = count > cells.Count ? ", ..." : string.Empty;
        string rows = count == 1 ? "1 row is" : $"{count.ToString(CultureInfo.InvariantCulture)} rows are";
        throw new InputException(
            $"{frame.Table.Source}: response '{column.Name}' must be {Description()} for noise model '{noise.Name}', but {rows} not: {string.Join(", ", cells)}{more}",
            Remedy(y, trials));

        bool Contains(double value, double of) => bounded ? noise.Contains(value, of) : support.Contains(value, of);

        string Description()
        {
            (double least, double greatest) = noise.Bounds;
            return bounded && (least, greatest) != support.Ends()
                ? $"{support.Describe()} from {least.ToString("R", CultureInfo.InvariantCulture)} to {greatest.ToString("R", CultureInfo.InvariantCulture)}"
                : support.Describe();
        }
    }

    private static string Remedy(ReadOnlySpan<double> y, ReadOnlySpan<double> trials)
    {
        if (!trials.IsEmpty) return "correct the counts or the numbers of trials";
        List<string> names = [];
        foreach (NoiseModel other in NoiseModels.All)
        {
            if (other.Support is Support.Classes or Support.CountsUpToTrials) continue;
            bool accepts = true;
            foreach (double value in y) accepts &= other.Support.Contains(value);
            if (accepts) names.Add(other.Name);
        }

        return names.Count == 0 ? "correct the responses" : $"noise models that accept this response: {string.Join(", ", names)}";
    }

    private static string List(IReadOnlyList<string> levels) =>
        string.Join(", ", levels.Take(RowsToName)) + (levels.Count > RowsToName ? ", ..." : string.Empty);
}
