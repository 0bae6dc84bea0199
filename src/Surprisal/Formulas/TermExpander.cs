namespace Surprisal.Formulas;

/// <summary>Multiplies out the right side of a formula by R's rules.</summary>
/// <remarks>
/// Source of the algebra: J. M. Chambers and T. J. Hastie, Statistical Models in S (1992), section 2.4.1; G. N. Wilkinson and C. E. Rogers,
/// Symbolic description of factorial models for analysis of variance, doi:10.2307/2346786.
/// </remarks>
internal sealed class TermExpander
{
    private const int MostTerms = 100_000;
    private const int IdleFactors = 4;

    private readonly string _text;
    private readonly IReadOnlyList<string> _dotColumns;
    private readonly VariableCompiler _compiler;
    private readonly List<Variable> _variables = [];
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private readonly List<NumericExpression> _offsets = [];
    private bool _hasIntercept = true;
    private bool _isSubtracting;

    private TermExpander(string text, IReadOnlyList<string> dotColumns)
    {
        _text = text;
        _dotColumns = dotColumns;
        _compiler = new VariableCompiler(text);
    }

    /// <summary>Expands a right side.</summary>
    /// <param name="right">The right side.</param>
    /// <param name="text">The formula's text, for messages.</param>
    /// <param name="dotColumns">What <c>.</c> stands for.</param>
    public static TermSet Expand(Node right, string text, IReadOnlyList<string> dotColumns)
    {
        TermExpander expander = new(text, dotColumns);
        List<TermKey> terms = expander.Terms(right, isSummand: true);
        // OrderBy is stable: within a degree the order of appearance stays.
        return new TermSet(expander._hasIntercept, expander._variables, [.. terms.OrderBy(static t => t.Degree)], expander._offsets);
    }

    private List<TermKey> Terms(Node node, bool isSummand)
    {
        switch (node)
        {
            case SumNode sum:
                return SumOf(sum, isSummand);
            case NegateNode:
                throw Error("'-' takes a term away from a sum and has no meaning here", node, "for arithmetic write I(-x)");
            case BinaryNode { Operator: BinaryOperator.Power } power:
                return PowerOf(power);
            case BinaryNode binary:
                return Product(binary);
            case NumberNode number:
                return Constant(number, isSummand);
            case DotNode:
                return [.. Distinct(_dotColumns.Select(name => VariableTerm(new NameNode(node.Position, name))), node)];
            case CallNode { Function: "offset" } call:
                return Offset(call, isSummand);
            default:
                return [VariableTerm(node)];
        }
    }

    private List<TermKey> SumOf(SumNode sum, bool isSummand)
    {
        List<TermKey?> terms = [];
        Dictionary<TermKey, int> places = [];
        foreach (Summand summand in sum.Summands)
        {
            _isSubtracting ^= summand.IsNegative;
            List<TermKey> next = Terms(summand.Node, isSummand);
            _isSubtracting ^= summand.IsNegative;
            foreach (TermKey term in next)
            {
                if (summand.IsNegative)
                {
                    if (places.Remove(term, out int place)) terms[place] = null;
                }
                else if (places.TryAdd(term, terms.Count))
                {
                    terms.Add(term);
                    Limit(places.Count, sum);
                }
            }
        }

        return [.. terms.OfType<TermKey>()];
    }

    private List<TermKey> Product(BinaryNode binary)
    {
        List<TermKey> left = Terms(binary.Left, isSummand: false);
        List<TermKey> right = Terms(binary.Right, isSummand: false);
        // A side from which every term was taken away: R's rule.
        if (left.Count == 0) return [];
        if (right.Count == 0) return binary.Operator == BinaryOperator.Interact ? [] : left;
        switch (binary.Operator)
        {
            case BinaryOperator.Interact:
                return Distinct(Joined(left, right), binary);
            case BinaryOperator.Multiply:
                return Distinct(left.Concat(right).Concat(Joined(left, right)), binary);
            case BinaryOperator.Divide:
                return Distinct(left.Concat(Joined([Union(left)], right)), binary);
            default:
                return Distinct(Joined(left, [Union(right)]), binary);
        }
    }

    private List<TermKey> PowerOf(BinaryNode power)
    {
        if (power.Right is not NumberNode { Value: >= 1 } exponent || exponent.Value != Math.Floor(exponent.Value))
            throw Error(
                "the power of a term must be a whole number from 1", power.Right, "(a + b)^2 is a + b + a:b; for arithmetic write I(x^2)");
        List<TermKey> factor = Terms(power.Left, isSummand: false);
        List<TermKey> terms = factor;
        int idle = 0;
        for (double k = 1; k < exponent.Value && idle < IdleFactors; k++)
        {
            // Once all products are there a further factor changes at most their order: (a + b)^1000000 need not be multiplied out.
            List<TermKey> next = Distinct(Joined(terms, factor), power);
            if (next.Count == terms.Count) idle++;
            terms = next;
        }

        return terms;
    }

    private List<TermKey> Constant(NumberNode number, bool isSummand)
    {
        if (number.Value is not (0 or 1))
            throw Error($"the number {number} is not a term", number, "1 is the intercept, 0 leaves it out; for arithmetic write I(2 * x)");
        if (!isSummand) throw Error($"the intercept {number} cannot be multiplied", number, "for arithmetic write I(x * 1)");
        _hasIntercept = (number.Value == 1) ^ _isSubtracting;
        return [];
    }

    private List<TermKey> Offset(CallNode call, bool isSummand)
    {
        NumericExpression offset = NumericExpression.Compile(CallRules.Only(call, _text), _text);
        if (!isSummand || _isSubtracting) throw Error("an offset can only be added", call, "write + offset(x), or + offset(-x)");
        if (!_offsets.Exists(o => string.Equals(o.Text, offset.Text, StringComparison.Ordinal))) _offsets.Add(offset);
        return [];
    }

    private TermKey VariableTerm(Node node)
    {
        string text = node.ToString();
        if (_indices.TryGetValue(text, out int index)) return new TermKey([index]);
        _indices.Add(text, _variables.Count);
        _variables.Add(_compiler.Compile(node));
        return new TermKey([_variables.Count - 1]);
    }

    private static IEnumerable<TermKey> Joined(List<TermKey> left, List<TermKey> right) =>
        left.SelectMany(_ => right, static (l, r) => l.Join(r));

    private static TermKey Union(List<TermKey> terms) => new([.. terms.SelectMany(static t => t.Variables).Distinct().Order()]);

    private List<TermKey> Distinct(IEnumerable<TermKey> terms, Node place)
    {
        HashSet<TermKey> seen = [];
        List<TermKey> distinct = [];
        int tried = 0;
        foreach (TermKey term in terms)
        {
            Limit(tried++ / 10, place);
            if (!seen.Add(term)) continue;
            distinct.Add(term);
            Limit(distinct.Count, place);
        }

        return distinct;
    }

    private void Limit(int count, Node place)
    {
        if (count > MostTerms) throw Error($"the formula has more than {MostTerms} terms", place, "name the interactions that are wanted");
    }

    private FormulaException Error(string message, Node node, string? remedy) => new(message, _text, node.Position, remedy);
}
