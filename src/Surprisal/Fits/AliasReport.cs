using System.Globalization;
using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Numerics.Dense;
using Surprisal.Solvers;

namespace Surprisal.Fits;

/// <summary>Which columns of a bound model cannot be estimated, and the words for it.</summary>
internal sealed class AliasReport
{
    private const int MostTerms = 6;
    private const int MostWarnings = 20;
    private readonly Dictionary<DesignColumn, string> _reasons = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> _warnings = [];

    private AliasReport()
    {
    }

    /// <summary>Why each aliased column is left out.</summary>
    public IReadOnlyDictionary<DesignColumn, string> Reasons => _reasons;

    /// <summary>One sentence an aliased column.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The estimable columns of each parameter.</summary>
    public IReadOnlyList<IReadOnlyList<DesignColumn>> Kept { get; private set; } = [];

    public static AliasReport Of(BoundModel bound, EvaluationOptions options)
    {
        AliasReport report = new();
        HashSet<Design> seen = new(ReferenceEqualityComparer.Instance);
        foreach (BoundParameter parameter in bound.Parameters)
        {
            // A prior makes its columns estimable, whatever they equal.
            HashSet<DesignColumn> covered = new(bound.Priors.Where(p => p.Parameter == parameter).SelectMany(static p => p.Columns), ReferenceEqualityComparer.Instance);
            if (!seen.Add(parameter.Design) && covered.Count == 0) continue;
            IReadOnlyList<DesignColumn> columns = covered.Count == 0 ? parameter.Design.Columns : [.. parameter.Design.Columns.Where(c => !covered.Contains(c))];
            foreach (AliasedColumn aliased in AliasScreen.Find(columns, bound.RowCount, bound.Weights, options))
                report.Add(parameter, columns, aliased);
        }

        if (report._warnings.Count > MostWarnings)
        {
            int more = report._warnings.Count - MostWarnings;
            report._warnings.RemoveRange(MostWarnings, more);
            report._warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{more} more terms are not estimable and were left out: the table of coefficients says which"));
        }

        report.Kept = [.. bound.Parameters.Select(p => (IReadOnlyList<DesignColumn>)[.. p.Design.Columns.Where(c => !report._reasons.ContainsKey(c))])];
        return report;
    }

    private void Add(BoundParameter parameter, IReadOnlyList<DesignColumn> columns, AliasedColumn aliased)
    {
        DesignColumn column = columns[aliased.Column];
        string equals = aliased.Terms.Count == 0 ? "is zero in every row" : $"equals {Combination(columns, aliased.Terms)}";
        if (!_reasons.TryAdd(column, $"not estimable: it {equals}")) return;
        _warnings.Add($"term '{column.Name}' of {parameter.Parameter.Name} is not estimable and was left out: it {equals}");
    }

    private static string Combination(IReadOnlyList<DesignColumn> columns, IReadOnlyList<AliasTerm> terms)
    {
        List<string> parts = [];
        foreach (AliasTerm term in terms.Take(MostTerms))
        {
            double size = Math.Abs(term.Coefficient);
            string factor = size == 1 ? string.Empty : size.ToString("G6", CultureInfo.InvariantCulture) + " ";
            string sign = term.Coefficient < 0 ? (parts.Count == 0 ? "-" : "- ") : (parts.Count == 0 ? string.Empty : "+ ");
            parts.Add(sign + factor + columns[term.Column].Name);
        }

        return string.Join(' ', parts) + (terms.Count > MostTerms ? " + ..." : string.Empty);
    }
}
