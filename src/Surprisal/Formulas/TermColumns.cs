using System.Globalization;
using Surprisal.Data;

namespace Surprisal.Formulas;

/// <summary>Makes the columns of one term from the values of its variables.</summary>
/// <param name="plan">The term.</param>
/// <param name="term">Its number in the design.</param>
/// <param name="values">The values of its variables.</param>
/// <param name="frame">The rows.</param>
internal sealed class TermColumns(TermPlan plan, int term, IReadOnlyList<VariableValues> values, ModelFrame frame)
{
    private readonly Dictionary<string, ReadOnlyMemory<double>> _products = new(StringComparer.Ordinal);

    public void AddTo(List<DesignColumn> columns)
    {
        int[] factors = [.. Enumerable.Range(0, values.Count).Where(i => plan.Variables[i] is FactorRecipe)];
        int[] numbers = [.. Enumerable.Range(0, values.Count).Except(factors)];
        ReadOnlyMemory<int> codes = factors.Length == 0 ? default : Combine(factors);
        foreach (int[] choice in plan.Choices())
        {
            string name = plan.NameOf(choice);
            ReadOnlyMemory<double>? product = null;
            if (numbers.Length > 0) product = Product(numbers, choice);
            columns.Add(factors.Length == 0
                ? new NumericColumn(name, term, product!.Value)
                : new IndicatorColumn(name, term, codes, LevelOf(factors, choice), product));
        }
    }

    /// <summary>One code for the levels of all factors together, the first changing fastest; a lone factor's own memory.</summary>
    private ReadOnlyMemory<int> Combine(int[] factors)
    {
        if (factors.Length == 1) return values[factors[0]].Codes;
        int[] combined = new int[frame.RowCount];
        long stride = 1;
        foreach (int factor in factors)
        {
            ReadOnlySpan<int> codes = values[factor].Codes.Span;
            for (int row = 0; row < combined.Length; row++) combined[row] += (int)stride * codes[row];
            stride *= plan.Variables[factor].LevelCount;
            if (stride > int.MaxValue)
                throw new InputException($"the factors of {plan.Name} have too many combinations of levels", "leave that term out");
        }

        return combined;
    }

    private int LevelOf(int[] factors, int[] choice)
    {
        int level = 0, stride = 1;
        foreach (int factor in factors)
        {
            FactorRecipe recipe = (FactorRecipe)plan.Variables[factor];
            level += stride * recipe.LevelOf(choice[factor], plan.IsFull[factor]);
            stride *= recipe.LevelCount;
        }

        return level;
    }

    private ReadOnlyMemory<double> Product(int[] numbers, int[] choice)
    {
        if (numbers.Length == 1) return values[numbers[0]].Numbers[choice[numbers[0]]];
        string key = string.Join(',', numbers.Select(i => choice[i].ToString(CultureInfo.InvariantCulture)));
        if (_products.TryGetValue(key, out ReadOnlyMemory<double> known)) return known;
        double[] product = values[numbers[0]].Numbers[choice[numbers[0]]].ToArray();
        foreach (int i in numbers.AsSpan(1))
        {
            ReadOnlySpan<double> next = values[i].Numbers[choice[i]].Span;
            for (int row = 0; row < product.Length; row++) product[row] *= next[row];
        }

        int bad = FiniteCheck.FirstNonFinite(product);
        if (bad >= 0)
            throw new InputException($"{frame.Place(bad)}: the product {plan.Name} is infinite", "rescale its columns");
        _products.Add(key, product);
        return product;
    }
}
