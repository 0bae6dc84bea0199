namespace Surprisal.Formulas;

/// <summary>The mean and standard deviation that <c>scale()</c> remembers of the training rows.</summary>
internal sealed record Moments(double Mean, double Deviation);

/// <summary>What arithmetic reads while it is evaluated: the columns of one frame and the values remembered from training.</summary>
/// <param name="frame">The rows.</param>
/// <param name="formulaText">The formula's text, for messages.</param>
/// <param name="memory">The remembered values by canonical call; filled while training, only read afterwards.</param>
/// <param name="isTraining">Whether values that are not yet remembered are computed from these rows.</param>
internal sealed class Operands(ModelFrame frame, string formulaText, Dictionary<string, Moments> memory, bool isTraining)
{
    private readonly Dictionary<string, ReadOnlyMemory<double>> _columns = new(StringComparer.Ordinal);

    public ReadOnlyMemory<double> Numbers(NameNode name)
    {
        if (_columns.TryGetValue(name.Name, out ReadOnlyMemory<double> values)) return values;
        values = ColumnLookup.Numbers(frame.Table, name, formulaText);
        _columns.Add(name.Name, values);
        return values;
    }

    public Moments Moments(string key, Arithmetic argument, CallNode call)
    {
        if (memory.TryGetValue(key, out Moments? moments)) return moments;
        if (!isTraining) throw new InvalidOperationException($"{key} was not trained");
        double[] values = new double[frame.RowCount];
        NumericExpression.EvaluateInChunks(argument, this, values);
        double mean = CompensatedSum.Of(values) / values.Length;
        for (int i = 0; i < values.Length; i++) values[i] = (values[i] - mean) * (values[i] - mean);
        double deviation = Math.Sqrt(CompensatedSum.Of(values) / (values.Length - 1));
        if (!(deviation > 0 && double.IsFinite(deviation)))
        {
            throw new FormulaException(
                $"{key} has no finite positive standard deviation in the {frame.RowCount} rows used", formulaText, call.Position,
                "leave the term out");
        }

        moments = new Moments(mean, deviation);
        memory.Add(key, moments);
        return moments;
    }
}
