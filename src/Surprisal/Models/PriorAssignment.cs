using Surprisal.Formulas;
using Surprisal.Priors;

namespace Surprisal.Models;

/// <summary>Gives every coefficient of a bound model the most specific of the model's priors.</summary>
internal sealed class PriorAssignment
{
    private readonly BoundModel _bound;
    private readonly PriorSpec[] _specs;
    private readonly double _observations;
    private readonly Lazy<WeaklyInformative> _weak;

    private PriorAssignment(BoundModel bound)
    {
        _bound = bound;
        _specs = [.. bound.Model.Options.Priors.Select(Resolved)];
        _observations = bound.RowCount;
        if (!bound.Weights.IsEmpty)
        {
            _observations = 0;
            foreach (double weight in bound.Weights.Span) _observations += weight;
        }

        _weak = new(() => new WeaklyInformative(bound));
    }

    /// <summary>The priors of a model's coefficients, parameter by parameter; without those that believe nothing.</summary>
    /// <exception cref="InputException">A prior is of a parameter or term that the model has not, or two are for the same coefficient.</exception>
    public static IReadOnlyList<AssignedPrior> Of(BoundModel bound) => bound.Model.Options.Priors.Count == 0 ? [] : new PriorAssignment(bound).Assign();

    private IReadOnlyList<AssignedPrior> Assign()
    {
        foreach (PriorSpec spec in _specs) RequireTarget(spec);
        List<AssignedPrior> assigned = [];
        bool[] used = new bool[_specs.Length];
        foreach (BoundParameter parameter in _bound.Parameters)
        {
            int[] owners = [.. parameter.Design.Columns.Select(c => Owner(parameter, c, used))];
            for (int s = 0; s < _specs.Length; s++)
            {
                DesignColumn[] columns = [.. parameter.Design.Columns.Where((_, j) => owners[j] == s)];
                int place = s;
                if (columns.Length > 0) assigned.AddRange(Priors(_specs[s], parameter, columns).Select(a => a.IsDefault ? a : a with { Spec = _specs[place], Place = place }));
            }
        }

        if (Array.IndexOf(used, false) is >= 0 and int idle) throw Idle(_specs[idle]);
        return [.. assigned.Where(static a => a.Prior is not FlatPrior { IsBounded: false })];
    }

    /// <summary>The prior that holds for a column; -1 where none does.</summary>
    private int Owner(BoundParameter parameter, DesignColumn column, bool[] used)
    {
        int owner = -1, best = -1;
        for (int s = 0; s < _specs.Length; s++)
        {
            int rank = Rank(_specs[s], parameter, column);
            if (rank < 0) continue;
            used[s] = true;
            if (rank == best)
                throw new InputException($"priors '{_specs[owner]}' and '{_specs[s]}' are both for {parameter.Parameter.Name}: {column.Name}", "give every coefficient one");
            if (rank < best) continue;
            (owner, best) = (s, rank);
        }

        return owner;
    }

    /// <summary>How specific a prior is for a column; negative where it is not for it.</summary>
    private int Rank(PriorSpec spec, BoundParameter parameter, DesignColumn column)
    {
        string name = parameter.Parameter.Name;
        if (spec.Parameter is { } wanted ? !Model.Means(wanted, name) : !spec.IsWeaklyInformative && !_bound.Model.IsMain(name)) return -1;
        int exact = string.Equals(spec.Parameter, name, StringComparison.Ordinal) ? 1 : 0;
        if (spec.Term is { } term)
        {
            if (Same(term, column.Name)) return 8 + exact;
            return column.Term > 0 && Same(term, parameter.Design.Terms[column.Term - 1]) ? 6 + exact : -1;
        }

        if (spec.IsWeaklyInformative) return spec.Parameter is null ? 0 : 1 + exact;
        if (column is InterceptColumn && !(spec.Parameter is not null && parameter.IsSingleNumber)) return -1;
        return spec.Parameter is null ? 3 : 4 + exact;
    }

    private IEnumerable<AssignedPrior> Priors(PriorSpec spec, BoundParameter parameter, DesignColumn[] columns)
    {
        if (spec.IsWeaklyInformative) return columns.Select(c => Weak(parameter, c));
        Prior prior = spec.Prior ?? spec.Penalty!.ToPrior(_observations);
        if (prior is BlockPrior block) return columns.GroupBy(static c => c.Term).Select(term => Block(spec, block, parameter, [.. term]));
        return [new AssignedPrior(parameter, prior, columns, Scales(columns)) { Penalty = spec.Penalty }];
    }

    private AssignedPrior Weak(BoundParameter parameter, DesignColumn column) => column is InterceptColumn
        ? new(parameter, _weak.Value.Centre(parameter), parameter.Design.Columns, Ones(parameter.Design.ColumnCount)) { IsOfCentre = true, IsDefault = true }
        : new(parameter, _weak.Value.Slope(parameter, column), [column], [1]) { IsDefault = true };

    private AssignedPrior Block(PriorSpec spec, BlockPrior prior, BoundParameter parameter, DesignColumn[] columns)
    {
        string term = columns[0].Term > 0 ? parameter.Design.Terms[columns[0].Term - 1] : columns[0].Name;
        if (prior is MultivariateGaussianPrior matrix && matrix.Size != columns.Length)
            throw new InputException($"prior '{spec}': its matrix has {matrix.Size} rows, and {term} has {columns.Length} columns", "give the matrix of one term, as in 'group':multivariate-gaussian(precision=[..])");
        bool usesScale = prior is GroupLaplacePrior;
        if (!usesScale && _bound.Model.Options.Standardize)
            throw new InputException($"prior '{spec}' is of the columns as they are, which are to be standardised", "leave out --standardize");
        if (!prior.NeedsLevels) return new AssignedPrior(parameter, prior, columns, usesScale ? Scales(columns) : Ones(columns.Length));
        if (columns is not [IndicatorColumn, ..] || columns.Length < 2)
            throw new InputException($"prior '{spec}' is of the levels of a factor, and {term} is none of at least two columns", $"name the factor, as in group:{prior}");
        if (columns.Length < parameter.Design.Columns.Count(c => c.Term == columns[0].Term))
            throw new InputException($"prior '{spec}' is of all levels of {term}, and another prior is for one of them", "leave one of the two out");
        (int[] levels, int count) = Levels(columns);
        return new AssignedPrior(parameter, prior, columns, Ones(columns.Length)) { OfLevels = prior.ForLevels(levels, count) };
    }

    /// <summary>The levels of a factor's columns, and how many levels there are.</summary>
    private static (int[] Levels, int Count) Levels(DesignColumn[] columns)
    {
        int[] levels = [.. columns.Cast<IndicatorColumn>().Select(static c => c.Level)];
        int highest = levels.Max();
        foreach (int code in ((IndicatorColumn)columns[0]).Codes.Span) highest = Math.Max(highest, code);
        return (levels, highest + 1);
    }

    private double[] Scales(DesignColumn[] columns) => _bound.Model.Options.Standardize
        ? [.. columns.Select(c => c is InterceptColumn ? 1 : ColumnMoments.Deviation(c, _bound.RowCount, _bound.Weights.Span))]
        : Ones(columns.Length);

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];

    /// <summary>A name that is a parameter or a term is the parameter if there is one.</summary>
    private PriorSpec Resolved(PriorSpec spec)
    {
        if (spec.Either is not { } name) return spec;
        if (_bound.Noise.Parameters.Any(p => Model.Means(name, p.Name))) return spec.For(name);
        if (MainTerms().Any(term => Same(term, name))) return spec.On(name);
        IEnumerable<string> known = _bound.Noise.Parameters.Select(static p => p.Name).Concat(MainTerms());
        throw new InputException($"prior '{spec}': there is no parameter and no term '{Words.Shorten(name)}'", DidYouMean.Remedy(name, known, Known()));
    }

    private void RequireTarget(PriorSpec spec)
    {
        if (spec.Parameter is not { } name) return;
        if (!_bound.Noise.Parameters.Any(p => Model.Means(name, p.Name)))
        {
            throw new InputException(
                $"prior '{spec}': noise model '{_bound.Noise.Name}' has no parameter '{Words.Shorten(name)}'",
                DidYouMean.Remedy(name, _bound.Noise.Parameters.Select(static p => p.Name), $"{Known()}; a term with a colon stands in quotes: \"'x1:x2':gaussian(sd=1)\""));
        }

        if (!_bound.Parameters.Any(p => Model.Means(name, p.Parameter.Name)))
            throw new InputException($"prior '{spec}': parameter '{name}' is held at a value, so it has no coefficients", "leave out the prior, or the value");
    }

    /// <summary>A prior that is for no coefficient at all.</summary>
    private InputException Idle(PriorSpec spec)
    {
        BoundParameter[] targets = [.. _bound.Parameters.Where(p => spec.Parameter is { } name ? Model.Means(name, p.Parameter.Name) : _bound.Model.IsMain(p.Parameter.Name))];
        string of = spec.Parameter is null ? "the first formula" : $"the formula of {spec.Parameter}";
        if (spec.Term is not { } term)
            return new InputException($"{of} has no coefficient but the intercept, so there is nothing to have a prior", "leave out the prior, add a term, or name the intercept: '(Intercept)':gaussian(sd=10)");
        string[] terms = [.. targets.SelectMany(TermsOf).Distinct(StringComparer.Ordinal)];
        return new InputException($"prior '{spec}': {of} has no term '{Words.Shorten(term)}'", DidYouMean.Remedy(term, terms, $"its terms are {Words.Shorten(Words.List(terms))}"));
    }

    private string Known() => $"the parameters are {Words.List(_bound.Noise.Parameters.Select(static p => p.Name))}";

    private IEnumerable<string> MainTerms() => _bound.Parameters.Where(p => _bound.Model.IsMain(p.Parameter.Name)).SelectMany(TermsOf).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> TermsOf(BoundParameter parameter) => parameter.Design.Columns.Select(static c => c.Name).Concat(parameter.Design.Terms);

    /// <summary>Names compare without blanks: poly(x, 2) is poly(x,2).</summary>
    private static bool Same(string a, string b) =>
        string.Equals(a, b, StringComparison.Ordinal) || string.Equals(a.Replace(" ", string.Empty, StringComparison.Ordinal), b.Replace(" ", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
}
