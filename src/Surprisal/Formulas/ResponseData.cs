using Surprisal.Data;

namespace Surprisal.Formulas;

/// <summary>Which part of a response was observed.</summary>
public enum Censoring : sbyte
{
    /// <summary>The value itself is at most the one given.</summary>
    Left = -1,

    /// <summary>The value itself was observed.</summary>
    None = 0,

    /// <summary>The value itself is at least the one given.</summary>
    Right = 1,

    /// <summary>The value lies between the one given and an upper end.</summary>
    Interval = 2,
}

/// <summary>One response in the rows of a frame.</summary>
public sealed class ResponseColumn
{
    internal ResponseColumn(
        string name,
        ResponseTransform transform,
        ReadOnlyMemory<double> values,
        ReadOnlyMemory<double> untransformed,
        ReadOnlyMemory<int> codes,
        IReadOnlyList<string> levels)
    {
        Name = name;
        Transform = transform;
        Values = values;
        Untransformed = untransformed;
        Codes = codes;
        Levels = levels;
    }

    /// <summary>The canonical text, such as <c>y</c> or <c>log(y)</c>.</summary>
    public string Name { get; }

    /// <summary>The transformation whose Jacobian belongs to the likelihood.</summary>
    public ResponseTransform Transform { get; }

    /// <summary>The transformed numbers, truth values as 0 and 1; empty for text and <c>C(y)</c>.</summary>
    public ReadOnlyMemory<double> Values { get; }

    /// <summary>The numbers before the transformation; the same memory as <see cref="Values"/> if there is none.</summary>
    public ReadOnlyMemory<double> Untransformed { get; }

    /// <summary>Index into <see cref="Levels"/> for each row; empty for numbers.</summary>
    public ReadOnlyMemory<int> Codes { get; }

    /// <summary>The levels that occur, in order; <c>false</c> and <c>true</c> for truth values; empty for numbers.</summary>
    public IReadOnlyList<string> Levels { get; }
}

/// <summary>The left side of a model's first formula, evaluated in the rows of a frame. Immutable.</summary>
public sealed class ResponseData
{
    private ResponseData(IReadOnlyList<ResponseColumn> responses)
    {
        Responses = responses;
    }

    /// <summary>The responses: one, or several of <c>cbind</c>.</summary>
    public IReadOnlyList<ResponseColumn> Responses { get; }

    /// <summary>Numbers of trials, positive; empty if none were given.</summary>
    public ReadOnlyMemory<double> Trials { get; private init; }

    /// <summary>Weights, positive; empty if none were given.</summary>
    public ReadOnlyMemory<double> Weights { get; private init; }

    /// <summary>What was observed in each row; empty if no <c>cens</c> was given.</summary>
    public ReadOnlyMemory<Censoring> Censoring { get; private init; }

    /// <summary>The upper ends of the rows that are interval-censored, NaN in the others; empty if none were given.</summary>
    public ReadOnlyMemory<double> CensoringUpper { get; private init; }

    /// <summary>Lower truncation bounds, -infinity for none; empty if none were given.</summary>
    public ReadOnlyMemory<double> TruncationLower { get; private init; }

    /// <summary>Upper truncation bounds, infinity for none; empty if none were given.</summary>
    public ReadOnlyMemory<double> TruncationUpper { get; private init; }

    /// <summary>Evaluates the response of a frame's first formula.</summary>
    /// <param name="frame">The frame.</param>
    /// <exception cref="FormulaException">The first formula has no response, or a column's type does not fit.</exception>
    /// <exception cref="InputException">A value is infinite, not a number, or not one that its modifier can take.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="frame"/> is null.</exception>
    public static ResponseData Create(ModelFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        Formula formula = frame.Formulas[0];
        ResponseSpecification response = formula.Response
            ?? throw new FormulaException("the first formula has no response", formula.Text, 0, "write for example y ~ x");
        ReadOnlyMemory<Censoring> censoring = CensoringReader.Read(frame, response);
        return new ResponseData([.. response.Parts.Select(p => ColumnOf(frame, p))])
        {
            Trials = TrialsOf(frame),
            Weights = WeightsOf(frame),
            Censoring = censoring,
            CensoringUpper = CensoringReader.ReadUpper(frame, response, censoring.Span),
            TruncationLower = Bounds(frame, response.TruncationLower),
            TruncationUpper = Bounds(frame, response.TruncationUpper),
        };
    }

    /// <summary>The weights of the formula or of the options; empty for none.</summary>
    internal static ReadOnlyMemory<double> WeightsOf(ModelFrame frame)
    {
        NumericExpression? own = frame.Formulas[0].Response?.Weights;
        NumericExpression? given = frame.Options.Weights?.Expression;
        if (own is not null && given is not null)
            throw new InputException($"weights are given twice: {own.Text} in the formula, {given.Text} apart from it", "give them once");
        return NotNegative(frame, own ?? given, "weight");
    }

    /// <summary>The numbers of trials; empty for none.</summary>
    internal static ReadOnlyMemory<double> TrialsOf(ModelFrame frame)
    {
        NumericExpression? expression = frame.Formulas[0].Response?.Trials;
        ReadOnlyMemory<double> values = NotNegative(frame, expression, "number of trials");
        ReadOnlySpan<double> span = values.Span;
        for (int row = 0; row < span.Length; row++)
        {
            if (Math.Floor(span[row]) != span[row])
                throw new InputException(
                    $"{frame.Place(row)}: the number of trials {expression!.Text} is {LabelSource.Label(span[row])}, not a whole number",
                    "give a count of trials; for a proportion without trials use beta noise");
        }

        return values;
    }

    private static ReadOnlyMemory<double> NotNegative(ModelFrame frame, NumericExpression? expression, string noun)
    {
        if (expression is null) return default;
        ReadOnlyMemory<double> values = expression.Evaluate(frame);
        ReadOnlySpan<double> span = values.Span;
        for (int row = 0; row < span.Length; row++)
        {
            if (span[row] < 0)
                throw new InputException(
                    $"{frame.Place(row)}: the {noun} {expression.Text} is {LabelSource.Label(span[row])}, below 0",
                    $"give a {noun} of 0 or more; a row with 0 is left out");
        }

        return values;
    }

    private static ReadOnlyMemory<double> Bounds(ModelFrame frame, NumericExpression? expression)
    {
        if (expression is null) return default;
        ReadOnlyMemory<double> values = expression.EvaluateUnchecked(frame, expression.Train(frame));
        ReadOnlySpan<double> span = values.Span;
        for (int row = 0; row < span.Length; row++)
        {
            if (double.IsNaN(span[row]))
                throw new InputException(
                    $"{frame.Place(row)}: the truncation bound {expression.Text} is not a number",
                    "give a number, or an infinite one for no bound");
        }

        return values;
    }

    private static ResponseColumn ColumnOf(ModelFrame frame, ResponsePart part)
    {
        if (part.Labels is null) return OfNumbers(frame, part);
        Column column = ColumnLookup.Find(frame.Table, part.Labels.Columns[0], frame.Formulas[0].Text);
        if (column is NumberColumn numbers && !part.IsForcedFactor)
            return new ResponseColumn(part.Text, part.Transform, numbers.Values, numbers.Values, default, []);
        LabelCodes labels = LabelSource.Of(column);
        if (column is BooleanColumn truths)
        {
            double[] values = ColumnLookup.Numbers(truths);
            double[] numbersOfTruths = part.IsForcedFactor ? [] : values;
            return new ResponseColumn(part.Text, part.Transform, numbersOfTruths, numbersOfTruths, labels.Codes, labels.Labels);
        }

        string[] levels = FactorRecipe.PresentLevels(labels);
        ReadOnlyMemory<int> codes = FactorRecipe.Recode(labels, FactorRecipe.CodesOf(levels), row => new InputException(
            $"{frame.Place(row)}: {part.Text} is missing"));
        return new ResponseColumn(part.Text, part.Transform, default, default, codes, levels);
    }

    private static ResponseColumn OfNumbers(ModelFrame frame, ResponsePart part)
    {
        ReadOnlyMemory<double> raw = part.Numbers!.Evaluate(frame);
        if (part.Transform == ResponseTransform.None) return new ResponseColumn(part.Text, part.Transform, raw, raw, default, []);
        double[] values = new double[raw.Length];
        ReadOnlySpan<double> source = raw.Span;
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = part.Transform == ResponseTransform.Log ? Numerics.Elementary.Log(source[row]) : Math.Sqrt(source[row]);
            if (double.IsFinite(values[row])) continue;
            string rule = part.Transform == ResponseTransform.Log ? "positive" : "not negative";
            throw new InputException(
                $"{frame.Place(row)}: {part.Text} does not exist where {part.Numbers.Text} = {LabelSource.Label(source[row])}",
                $"every response must be {rule}");
        }

        return new ResponseColumn(part.Text, part.Transform, values, raw, default, []);
    }
}
