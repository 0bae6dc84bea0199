using System.Globalization;
using Surprisal.Formulas;
using Surprisal.Noise;
using Surprisal.Numerics;

namespace Surprisal.Models;

/// <summary>Turns a response as the table has it into numbers that a noise model takes, and refuses what it gives no density to.</summary>
internal static class ResponseReader
{
    private const int RowsToName = 5;

    /// <summary>The one response of a model.</summary>
    public static ResponseColumn Single(ResponseData response, Model model)
    {
        if (response.Responses.Count > 1)
        {
            throw new FormulaException(
                $"noise model '{model.NoiseModel.Name}' has one response, not {response.Responses.Count.ToString(CultureInfo.InvariantCulture)}", model.Formulas[0], 0, "name one column on the left");
        }

        if (!response.Censoring.IsEmpty || !response.TruncationLower.IsEmpty || !response.TruncationUpper.IsEmpty)
        {
            throw new FormulaException(
                $"noise model '{model.NoiseModel.Name}' takes neither censored nor truncated responses", model.Formulas[0], 0, "leave out cens() and trunc()");
        }

        bool needsTrials = model.NoiseModel.Support == Support.CountsUpToTrials;
        if (needsTrials && response.Trials.IsEmpty)
        {
            throw new FormulaException(
                $"noise model '{model.NoiseModel.Name}' needs the number of trials of each row", model.Formulas[0], 0, $"write {response.Responses[0].Name} | trials(n) ~ ...; for single trials use bernoulli");
        }

        if (!needsTrials && !response.Trials.IsEmpty)
            throw new FormulaException($"noise model '{model.NoiseModel.Name}' has no trials", model.Formulas[0], 0, "use binomial, or leave out trials()");
        return response.Responses[0];
    }

    /// <summary>The noise model for the response's classes, where it is one of classes.</summary>
    public static NoiseModel WithLevels(NoiseModel noise, ResponseData response, Model model, ModelFrame frame)
    {
        if (noise.Support != Support.Classes) return noise;
        ResponseColumn column = Single(response, model);
        if (column.Levels.Count == 0)
        {
            throw new InputException(
                $"{frame.Table.Source}: response '{column.Name}' is a column of numbers, and noise model '{noise.Name}' needs classes", $"write C({column.Name}) ~ ... to take each number for a class");
        }

        if (column.Levels.Count < 2)
            throw new InputException($"{frame.Table.Source}: response '{column.Name}' has only one class, '{column.Levels[0]}', in the rows used", "a fit needs at least two: check the column and which rows were dropped");
        return noise.ForLevels(column.Levels);
    }

    /// <summary>The responses as numbers within the support.</summary>
    public static ReadOnlyMemory<double> Read(ResponseColumn column, NoiseModel noise, ModelFrame frame, ReadOnlyMemory<double> trials)
    {
        ReadOnlyMemory<double> values = noise.Support switch
        {
            Support.Classes => Codes(column),
            Support.Binary when column.Values.IsEmpty => TwoLevels(column, frame),
            _ => column.Values,
        };
        if (values.IsEmpty)
        {
            throw new InputException(
                $"{frame.Table.Source}: response '{column.Name}' is text, and noise model '{noise.Name}' needs {noise.Support.Describe()}", "use categorical for classes, or bernoulli for two of them");
        }

        RequireSupport(column, values.Span, noise, frame, trials.Span);
        return values;
    }

    /// <summary>log |dt/dy| of a transformed response t; empty where there is no transformation.</summary>
    public static ReadOnlyMemory<double> LogJacobian(ResponseColumn column, int rows)
    {
        if (column.Transform == ResponseTransform.None) return default;
        double[] logs = new double[rows];
        ReadOnlySpan<double> y = column.Untransformed.Span;
        for (int i = 0; i < rows; i++)
        {
            double log = Elementary.Log(y[i]);
            logs[i] = column.Transform == ResponseTransform.Log ? -log : (-0.5 * log) - 0.69314718055994530942;
        }

        return logs;
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

    private static void RequireSupport(ResponseColumn column, ReadOnlySpan<double> y, NoiseModel noise, ModelFrame frame, ReadOnlySpan<double> trials)
    {
        if (noise.Support.ContainsAll(y, trials)) return;
        List<int> offending = [];
        int count = 0;
        for (int i = 0; i < y.Length; i++)
        {
            if (noise.Support.Contains(y[i], trials.IsEmpty ? 1 : trials[i])) continue;
            count++;
            if (offending.Count < RowsToName) offending.Add(i);
        }

        List<string> cells = [];
        foreach (int i in offending)
        {
            string of = trials.IsEmpty ? string.Empty : $" of {trials[i].ToString("R", CultureInfo.InvariantCulture)}";
            cells.Add($"{y[i].ToString("R", CultureInfo.InvariantCulture)}{of} in {frame.Table.RowName(i)}");
        }

        string more = count > cells.Count ? ", ..." : string.Empty;
        string rows = count == 1 ? "1 row is" : $"{count.ToString(CultureInfo.InvariantCulture)} rows are";
        throw new InputException(
            $"{frame.Table.Source}: response '{column.Name}' must be {noise.Support.Describe()} for noise model '{noise.Name}', but {rows} not: {string.Join(", ", cells)}{more}",
            Remedy(y, trials));
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
