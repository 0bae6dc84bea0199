using Surprisal.Models;
using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers.Kinks;

/// <summary>The vertex near which the joint interior point method ended: as many rows on kinks and orders met exactly as there are coefficients, and slopes that prove it.</summary>
internal sealed class JointVertex(KinkProblem[] problems, JointElement[] elements, EvaluationOptions options)
{
    private const double Independent = 1e-9;
    private const double Slack = 1e-9;
    private const int Candidates = 6;
    private readonly int _size = problems[0].Columns.Count;
    private readonly int _rows = problems[0].RowCount;

    /// <summary>The exact solutions; null where the vertex is not optimal.</summary>
    /// <param name="iterations">Interior steps before.</param>
    public KinkSolution[]? Find(int iterations)
    {
        (int Element, int Row)[] basis = Choose();
        int total = problems.Length * _size;
        if (basis.Length < total) return null;
        LuFactor factor = LuFactor.Factor([.. basis.SelectMany(Cells)], total);
        if (!factor.IsRegular) return null;
        double[] all = factor.Solve([.. basis.Select(e => e.Element % 2 == 0 ? problems[0].Target[e.Row] : 0)]);
        double[][] coefficients = [.. Enumerable.Range(0, problems.Length).Select(k => all[(k * _size)..((k + 1) * _size)])];
        double[][] eta = [.. coefficients.Select(b => problems[0].Predict(b, options))];
        HashSet<(int, int)> basic = [.. basis];
        double[][] slopes = new double[problems.Length][], multipliers = new double[problems.Length - 1][];
        for (int k = 0; k < problems.Length; k++)
        {
            Hinge hinge = problems[k].Function.Hinges[0];
            slopes[k] = new double[_rows];
            if (k > 0) multipliers[k - 1] = new double[_rows];
            for (int i = 0; i < _rows; i++)
            {
                if (!basic.Contains((2 * k, i))) slopes[k][i] = problems[k].Cost[i] * (problems[k].Target[i] - eta[k][i] > 0 ? hinge.Upper : hinge.Lower);
                if (k > 0 && !basic.Contains(((2 * k) - 1, i)) && JointCertificate.Distance(eta[k][i], eta[k - 1][i]) < 0) return null;
            }
        }

        double[] imbalance = [.. slopes.SelectMany(d => KinkCertificate.Balance(problems[0], d, options))];
        double[] own = factor.SolveTransposed(imbalance);
        for (int b = 0; b < total; b++)
        {
            (int element, int row) = basis[b];
            double slope = -own[b], cost = problems[0].Cost[row];
            Hinge hinge = problems[element / 2].Function.Hinges[0];
            (double lower, double upper) = element % 2 == 0 ? (cost * hinge.Lower, cost * hinge.Upper) : (0, double.PositiveInfinity);
            if (slope < lower - (Slack * cost) || slope > upper + (Slack * cost)) return null;
            (element % 2 == 0 ? slopes : multipliers)[element / 2][row] = Math.Clamp(slope, lower, upper);
        }

        return JointCertificate.Judge(problems, coefficients, slopes, multipliers, [.. basis.Where(static e => e.Element % 2 == 0).Select(static e => (e.Element / 2, e.Row))], iterations, options);
    }

    /// <summary>Independent elements, those with the largest q first.</summary>
    private (int Element, int Row)[] Choose()
    {
        int total = problems.Length * _size;
        List<(int Element, int Row)> near = [];
        for (int e = 0; e < elements.Length; e++)
        {
            int element = e;
            near.AddRange(Enumerable.Range(0, _rows).OrderByDescending(i => elements[element].Key(i)).Take(Candidates * total).Select(i => (element, i)));
        }

        IndependentRows chosen = new(total);
        List<(int, int)> basis = [];
        foreach ((int Element, int Row) candidate in near.OrderByDescending(e => elements[e.Element].Key(e.Row)))
        {
            if (chosen.IsFull) break;
            if (chosen.Add(Cells(candidate), Independent)) basis.Add(candidate);
        }

        return [.. basis];
    }

    /// <summary>An element's row of the equations: x in its quantile's block, or −x and x in two blocks.</summary>
    private double[] Cells((int Element, int Row) element)
    {
        double[] cells = new double[problems.Length * _size];
        int k = element.Element / 2;
        for (int j = 0; j < _size; j++)
        {
            problems[0].Columns[j].Fill(element.Row, cells.AsSpan((k * _size) + j, 1));
            if (element.Element % 2 == 0) continue;
            cells[((k + 1) * _size) + j] = cells[(k * _size) + j];
            cells[(k * _size) + j] = -cells[(k * _size) + j];
        }

        return cells;
    }
}
