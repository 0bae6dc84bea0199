namespace Surprisal.Formulas;

/// <summary>One term and how each of its factors is coded in it.</summary>
/// <param name="Name">The term's name.</param>
/// <param name="Variables">The recipes of its variables, in order.</param>
/// <param name="IsFull">For each variable, whether a factor has an indicator for every level.</param>
internal sealed record TermPlan(string Name, IReadOnlyList<VariableRecipe> Variables, IReadOnlyList<bool> IsFull)
{
    /// <summary>The number of columns, as a double because a product of many factors overflows integers.</summary>
    public double Width => Enumerable.Range(0, Variables.Count).Aggregate(1.0, (product, i) => product * Variables[i].Width(IsFull[i]));

    /// <summary>For each column, which column of each variable it is the product of; the first variable's changes fastest.</summary>
    public IEnumerable<int[]> Choices()
    {
        int[] choice = new int[Variables.Count];
        while (true)
        {
            yield return choice;
            int i = 0;
            while (i < choice.Length && ++choice[i] == Variables[i].Width(IsFull[i])) choice[i++] = 0;
            if (i == choice.Length) yield break;
        }
    }

    public string NameOf(int[] choice) => string.Join(':', choice.Select((column, i) => Variables[i].NameOf(column, IsFull[i])));

    /// <summary>
    /// Codes every term's factors as R does: by contrasts where the term without the factor is covered by an earlier one, else in full.
    /// </summary>
    /// <remarks>
    /// Source: J. M. Chambers and T. J. Hastie, Statistical Models in S (1992), p. 38, in the form of R's <c>terms()</c> and
    /// <c>model.matrix()</c>: a covering term may be any earlier term that contains the rest; the intercept covers the empty rest, and
    /// without it the first factor of the formula is full.
    /// </remarks>
    public static IReadOnlyList<TermPlan> Of(TermSet terms, IReadOnlyList<VariableRecipe?> recipes)
    {
        bool isConstantSpanned = terms.HasIntercept;
        HashSet<TermKey> earlier = [];
        List<TermPlan> plans = [];
        for (int t = 0; t < terms.Terms.Count; t++)
        {
            TermKey term = terms.Terms[t];
            bool[] isFull = new bool[term.Degree];
            for (int i = 0; i < term.Degree; i++)
            {
                if (recipes[term.Variables[i]]!.LevelCount == 0) continue;
                TermKey rest = term.Without(term.Variables[i]);
                isFull[i] = !isConstantSpanned || (rest.Degree > 0 && !earlier.Contains(rest) && !earlier.Any(rest.IsSubsetOf));
                isConstantSpanned = true;
            }

            earlier.Add(term);
            plans.Add(new TermPlan(terms.NameOf(term), [.. term.Variables.Select(v => recipes[v]!)], isFull));
        }

        return plans;
    }
}
