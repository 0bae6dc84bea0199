using Surprisal.Models;

namespace Surprisal.Solvers.Kinks;

/// <summary>Several quantiles of one response at once, none of which falls below a lower one in any row: a linear programme in all their coefficients.</summary>
/// <remarks>
/// <para>Minimises Σₖ Σᵢ wᵢ ρₖ(yᵢ − xᵢbₖ) under xᵢ(bₖ₊₁ − bₖ) ≥ 0. Dual: slopes wᵢ(τₖ − 1) ≤ d ≤ wᵢτₖ and multipliers λ ≥ 0 with Xᵀdₖ = Xᵀ(λₖ − λₖ₋₁). The gap is
/// Σ (wρ − d r) + Σ λ x(bₖ₊₁ − bₖ), every term of which is at least 0 where both sides are feasible.</para>
/// <para>1. Primal-dual interior point method with Mehrotra's corrector, as <see cref="InteriorPoint"/>, the constraints as elements with one bound; the normal
/// equations are block tridiagonal. 2. The vertex of the elements with the largest q; where its slopes and multipliers are within their bounds it is exact.</para>
/// <para>Bondell, Reich, Wang (2010), doi:10.1093/biomet/asq048; Portnoy, Koenker (1997), doi:10.1214/ss/1030037960.</para>
/// </remarks>
internal sealed class JointQuantiles
{
    private const double Tolerance = 1e-12;
    private const int MostSteps = 200;
    private const double Boundary = 0.9995;
    private const double ShortestStep = 1e-9;
    private const double StartMargin = 0.1;
    private readonly KinkProblem[] _problems;
    private readonly EvaluationOptions _options;
    private readonly int _rows;
    private readonly int _size;
    private readonly JointElement[] _elements;
    private readonly double[][] _coefficients;
    private int _iterations;

    private JointQuantiles(KinkProblem[] problems, double[][] start, EvaluationOptions options)
    {
        _problems = problems;
        _options = options;
        _rows = problems[0].RowCount;
        _size = problems[0].Columns.Count;
        _coefficients = [.. start.Select(static b => (double[])b.Clone())];
        double[][] eta = [.. start.Select(b => problems[0].Predict(b, options))];
        double typical = 0, cost = 0;
        for (int i = 0; i < _rows; i++) (typical, cost) = (typical + (problems[0].Cost[i] * Math.Abs(problems[0].Target[i] - eta[0][i])), cost + problems[0].Cost[i]);
        double margin = typical > 0 ? StartMargin * typical / cost : 1;
        _elements = new JointElement[(2 * problems.Length) - 1];
        for (int k = 0; k < problems.Length; k++)
        {
            _elements[2 * k] = JointElement.OfResponses(problems[k], eta[k], margin);
            if (k > 0) _elements[(2 * k) - 1] = JointElement.OfOrder(problems[0].Cost, [.. eta[k].Zip(eta[k - 1], static (above, below) => above - below)], margin);
        }
    }

    /// <summary>Solves.</summary>
    /// <param name="problems">One a quantile, by ascending level; they differ in their functions only.</param>
    /// <param name="start">Coefficients of each on its own.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <returns>One solution a quantile; the gap of each is that of all together, as a share of their losses.</returns>
    public static KinkSolution[] Solve(KinkProblem[] problems, double[][] start, EvaluationOptions options)
    {
        JointQuantiles joint = new(problems, start, options);
        joint.Minimise();
        return new JointVertex(problems, joint._elements, options).Find(joint._iterations) is { } exact ? exact : joint.Inner();
    }

    private void Minimise()
    {
        for (; _iterations < MostSteps; _iterations++)
        {
            double gap = _elements.Sum(static e => e.Gap), loss = Enumerable.Range(0, _problems.Length).Sum(k => _elements[2 * k].Loss);
            NormalEquations normal = NormalEquations.Of(Normal(), _problems.Length * _size);
            if (!(gap > Tolerance * loss)) return;
            foreach (JointElement element in _elements) element.Aim(0);
            Move(normal);
            (double first, double second) = (Length(static e => e.PrimalRatio), Length(static e => e.DualRatio));
            double after = _elements.Sum(e => e.GapAfter(first, second)), ratio = Math.Max(after, 0) / gap;
            double mu = ratio * ratio * ratio * gap / _elements.Sum(static e => e.Pairs);
            foreach (JointElement element in _elements) element.Aim(mu);
            double[] step = Move(normal);
            (first, second) = (Boundary * Length(static e => e.PrimalRatio), Boundary * Length(static e => e.DualRatio));
            if (!(Math.Max(first, second) > ShortestStep) || !step.All(double.IsFinite)) return;
            foreach (JointElement element in _elements) element.Advance(first, second);
            for (int j = 0; j < step.Length; j++) _coefficients[j / _size][j % _size] += second * step[j];
        }
    }

    private double Length(Func<JointElement, double> ratio) => Math.Min(1, 1 / _elements.Max(ratio));

    /// <summary>The step of all coefficients, and of every element with it.</summary>
    private double[] Move(NormalEquations normal)
    {
        double[] right = new double[_problems.Length * _size];
        for (int e = 0; e < _elements.Length; e++)
        {
            double[] part = KinkCertificate.Balance(_problems[0], _elements[e].Right(), _options);
            Scatter(e, part, right);
        }

        double[] step = normal.Solve(right);
        double[][] eta = [.. Enumerable.Range(0, _problems.Length).Select(k => _problems[0].Predict(step[(k * _size)..((k + 1) * _size)], _options))];
        for (int e = 0; e < _elements.Length; e++)
        {
            int k = e / 2;
            _elements[e].Move(e % 2 == 0 ? eta[k] : [.. eta[k + 1].Zip(eta[k], static (above, below) => above - below)]);
        }

        return step;
    }

    /// <summary>Adds Xᵀv of an element to the blocks that it depends on: an order constraint's residual is x(bₖ − bₖ₊₁), as if of a response of 0.</summary>
    private void Scatter(int element, double[] part, double[] right)
    {
        int k = element / 2;
        for (int j = 0; j < _size; j++)
        {
            if (element % 2 == 0)
            {
                right[(k * _size) + j] += part[j];
                continue;
            }

            right[(k * _size) + j] -= part[j];
            right[((k + 1) * _size) + j] += part[j];
        }
    }

    /// <summary>The normal matrix, its upper triangle.</summary>
    private double[] Normal()
    {
        int size = _problems.Length * _size;
        double[] matrix = new double[size * size];
        Predictor predictor = new(_problems[0].Columns, null, 0);
        for (int e = 0; e < _elements.Length; e++)
        {
            double[] gram = KinkInformation.Gram(predictor, _elements[e].Weights(), _options);
            int k = e / 2;
            Add(k, k, 1);
            if (e % 2 == 0) continue;
            Add(k + 1, k + 1, 1);
            Add(k, k + 1, -1);
            void Add(int above, int beside, double sign)
            {
                for (int i = 0; i < _size; i++)
                {
                    int at = (((above * _size) + i) * size) + (beside * _size);
                    for (int j = 0; j < _size; j++) matrix[at + j] += sign * gram[(i * _size) + j];
                }
            }
        }

        return matrix;
    }

    /// <summary>Where no vertex was proven: the interior point with its own gap.</summary>
    private KinkSolution[] Inner()
    {
        double[][] slopes = [.. Enumerable.Range(0, _problems.Length).Select(k => _elements[2 * k].Slopes)];
        double[][] multipliers = [.. Enumerable.Range(0, _problems.Length - 1).Select(k => _elements[(2 * k) + 1].Slopes)];
        return JointCertificate.Judge(_problems, _coefficients, slopes, multipliers, [], _iterations, _options);
    }
}
