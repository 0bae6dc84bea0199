using System.Globalization;
using Surprisal.Data;

namespace Surprisal.Formulas;

/// <summary>
/// A formula that has seen its training rows: it knows the levels, the coding of each term and the values that poly and scale remember,
/// and makes the same columns of any rows. Immutable and thread-safe.
/// </summary>
public sealed class DesignRecipe
{
    private const int MostColumns = 1_000_000;

    private readonly IReadOnlyList<TermPlan> _plans;
    private readonly IReadOnlyList<NumericRecipe> _offsets;
    private readonly bool _hasIntercept;

    private DesignRecipe(
        Formula formula, IReadOnlyList<TermPlan> plans, IReadOnlyList<NumericRecipe> offsets, IReadOnlyList<string> warnings, bool withIntercept)
    {
        Formula = formula;
        _hasIntercept = withIntercept && formula.HasIntercept;
        _plans = plans;
        _offsets = offsets;
        Warnings = warnings;
        IEnumerable<string> names = plans.SelectMany(static p => p.Choices().Select(p.NameOf));
        Names = _hasIntercept ? [new InterceptColumn().Name, .. names] : [.. names];
    }

    /// <summary>The formula, with its dot expanded.</summary>
    public Formula Formula { get; }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What a user should know, a line each: a text column with more levels than half the rows.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Learns from the rows of a frame.</summary>
    /// <param name="formula">One of <see cref="ModelFrame.Formulas"/>.</param>
    /// <param name="frame">The training rows.</param>
    /// <param name="withIntercept">Whether the constant, if the formula has one, is a column; factors are coded as if it were in either case.</param>
    /// <exception cref="FormulaException">The formula uses a column that does not exist or does not fit.</exception>
    /// <exception cref="InputException">
    /// A factor has one level, a value is infinite or not a number, or there would be too many columns.
    /// </exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The formula still has a dot.</exception>
    public static DesignRecipe Train(Formula formula, ModelFrame frame, bool withIntercept = true)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(frame);
        if (formula.HasDot) throw new ArgumentException("take the formula from the frame, where its dot is expanded", nameof(formula));
        TermSet terms = formula.Terms;
        VariableRecipe?[] recipes = new VariableRecipe?[terms.Variables.Count];
        List<string> warnings = [];
        foreach (int v in terms.Terms.SelectMany(static t => t.Variables).Distinct())
        {
            recipes[v] = terms.Variables[v].Train(frame);
            bool isText = terms.Variables[v] is ColumnVariable && frame.Table.Find(terms.Variables[v].Columns[0].Name) is TextColumn;
            if (isText && recipes[v]!.LevelCount * 2L > frame.RowCount)
            {
                string counts = string.Create(CultureInfo.InvariantCulture, $"{recipes[v]!.LevelCount} levels in {frame.RowCount} rows");
                warnings.Add($"column {recipes[v]!.Text} is text with {counts}: is it an id or a date?");
            }
        }

        IReadOnlyList<TermPlan> plans = TermPlan.Of(terms, recipes);
        if (plans.Sum(static p => p.Width) > MostColumns)
        {
            TermPlan widest = plans.MaxBy(static p => p.Width)!;
            string counts = string.Create(CultureInfo.InvariantCulture, $"{MostColumns} columns, {widest.Width}");
            throw new InputException($"the formula makes more than {counts} of them for {widest.Name}", "leave that term out");
        }

        return new DesignRecipe(formula, plans, [.. terms.Offsets.Select(o => new NumericRecipe(o.Text, o, frame))], warnings, withIntercept);
    }

    /// <summary>Makes the columns of the rows of a frame: of the training rows, or of others.</summary>
    /// <param name="frame">The rows.</param>
    /// <exception cref="FormulaException">A column is missing or of another type.</exception>
    /// <exception cref="InputException">
    /// A level did not occur in training, or a value is infinite or not a number: the row is named.
    /// </exception>
    /// <exception cref="ArgumentNullException"><paramref name="frame"/> is null.</exception>
    public Design Apply(ModelFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        Dictionary<VariableRecipe, VariableValues> values = [];
        foreach (VariableRecipe recipe in _plans.SelectMany(static p => p.Variables))
        {
            if (!values.ContainsKey(recipe)) values.Add(recipe, recipe.Apply(frame));
        }

        List<DesignColumn> columns = new(Names.Count);
        if (_hasIntercept) columns.Add(new InterceptColumn());
        for (int t = 0; t < _plans.Count; t++)
            new TermColumns(_plans[t], t + 1, [.. _plans[t].Variables.Select(v => values[v])], frame).AddTo(columns);
        return new Design(frame.RowCount, [.. _plans.Select(static p => p.Name)], columns, Offset(frame));
    }

    /// <summary>Makes the columns of new rows, none of which may have a missing cell in a column used.</summary>
    /// <param name="table">The rows.</param>
    /// <inheritdoc cref="Apply(ModelFrame)" path="/exception"/>
    public Design Apply(Table table) => Apply(ModelFrame.ForPrediction(table, [Formula]));

    /// <summary>The levels of a term that is a single factor, in the order of its columns' codes; empty for any other.</summary>
    /// <param name="term">The term's number, from 1.</param>
    internal IReadOnlyList<string> LevelsOf(int term) => term > 0 && _plans[term - 1].Variables is [FactorRecipe factor] ? factor.Levels : [];

    private ReadOnlyMemory<double>? Offset(ModelFrame frame)
    {
        if (_offsets.Count == 0) return null;
        ReadOnlyMemory<double> first = _offsets[0].Apply(frame).Numbers[0];
        if (_offsets.Count == 1) return first;
        double[] total = first.ToArray();
        foreach (NumericRecipe offset in _offsets.Skip(1))
        {
            ReadOnlySpan<double> next = offset.Apply(frame).Numbers[0].Span;
            for (int i = 0; i < total.Length; i++) total[i] += next[i];
        }

        return total;
    }
}
