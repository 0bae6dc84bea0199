namespace Surprisal.Solvers.Kinks;

/// <summary>The interior point's numbers of one quantile's responses, or of the order between two quantiles, in all rows.</summary>
/// <remarks>
/// a is the slope above its lower bound with price z, s what it lacks to its upper with price w, r = w − z. An order constraint has r = x(bₖ − bₖ₊₁) ≤ 0, the
/// multiplier a ≥ 0 and no upper bound. Δa = q(r − xΔb + (μ − ΔaΔz)/a − (μ + ΔaΔw)/s), q = 1/(w/s + z/a), the products of steps being those of the affine step.
/// </remarks>
internal sealed class JointElement
{
    private const double FirstMultiplier = 0.1;
    private readonly double[] _cost;
    private readonly double[] _residual;
    private readonly double[] _lower;
    private readonly double[] _a;
    private readonly double[] _s;
    private readonly double[] _z;
    private readonly double[] _w;
    private readonly double[] _q;
    private readonly double[] _stepA;
    private readonly double[] _stepZ;
    private readonly double[] _stepW;
    private readonly double[] _pull;
    private readonly double[] _atA;
    private readonly double[] _atS;
    private readonly Hinge _hinge;
    private readonly bool _isBounded;
    private double[] _change = [];

    private JointElement(double[] cost, double[] residual, Hinge hinge, bool isBounded, double margin)
    {
        int rows = cost.Length;
        (_cost, _residual, _hinge, _isBounded) = (cost, residual, hinge, isBounded);
        _lower = new double[rows];
        (_a, _s, _z, _w, _q) = (new double[rows], new double[rows], new double[rows], new double[rows], new double[rows]);
        (_stepA, _stepZ, _stepW, _pull, _atA, _atS) = (new double[rows], new double[rows], new double[rows], new double[rows], new double[rows], new double[rows]);
        for (int i = 0; i < rows; i++)
        {
            _lower[i] = isBounded ? cost[i] * hinge.Lower : 0;
            _a[i] = isBounded ? -_lower[i] : FirstMultiplier * cost[i];
            _s[i] = cost[i] * hinge.Upper;
            _z[i] = Math.Max(-residual[i], 0) + margin;
            _w[i] = isBounded ? Math.Max(residual[i], 0) + margin : 0;
        }
    }

    /// <summary>How many products of a bound's distance and its price there are.</summary>
    public int Pairs => _isBounded ? 2 * _a.Length : _a.Length;

    /// <summary>Σ of these products.</summary>
    public double Gap => GapAfter(0, 0);

    /// <summary>Σ of the losses.</summary>
    public double Loss
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < _cost.Length; i++) sum += _cost[i] * _hinge.At(_residual[i]);
            return sum;
        }
    }

    /// <summary>The largest ratio of a step's fall to what there is, of slopes.</summary>
    public double PrimalRatio { get; private set; }

    /// <summary>The same of prices.</summary>
    public double DualRatio { get; private set; }

    /// <summary>Slopes, or multipliers.</summary>
    public double[] Slopes => [.. _a.Zip(_lower, static (a, lower) => a + lower)];

    /// <summary>Responses: residuals y − eta, slopes between cost times those of the hinge.</summary>
    public static JointElement OfResponses(KinkProblem problem, double[] eta, double margin) =>
        new(problem.Cost, [.. problem.Target.Zip(eta, static (y, e) => y - e)], problem.Function.Hinges[0], true, margin);

    /// <summary>An order: what the higher quantile is above the lower.</summary>
    public static JointElement OfOrder(double[] cost, double[] distance, double margin) =>
        new(cost, Array.ConvertAll(distance, static d => -d), new Hinge(0, 0, 1), false, margin);

    /// <summary>q over the cost: large where an element stands on its kink.</summary>
    public double Key(int row) => _q[row] / _cost[row];

    /// <summary>q of all rows.</summary>
    public double[] Weights()
    {
        for (int i = 0; i < _q.Length; i++) _q[i] = 1 / ((_isBounded ? _w[i] / _s[i] : 0) + (_z[i] / _a[i]));
        return _q;
    }

    /// <summary>Chooses the complementarity to aim at; 0 for the affine step, else with the products of the steps last taken.</summary>
    public void Aim(double mu)
    {
        for (int i = 0; i < _q.Length; i++)
        {
            _atA[i] = mu == 0 ? 0 : (mu - (_stepA[i] * _stepZ[i])) / _a[i];
            _atS[i] = mu == 0 || !_isBounded ? 0 : (mu + (_stepA[i] * _stepW[i])) / _s[i];
            _pull[i] = _q[i] * (_residual[i] + (_atA[i] - _atS[i]));
        }
    }

    /// <summary>What the normal equations have on their right: the slopes, and what they would gain if no coefficient moved.</summary>
    public double[] Right() => [.. _a.Select((a, i) => a + _lower[i] + _pull[i])];

    /// <summary>The steps for a change of the element's predictor.</summary>
    public void Move(double[] change)
    {
        _change = change;
        (PrimalRatio, DualRatio) = (0, 0);
        for (int i = 0; i < _q.Length; i++)
        {
            double step = _pull[i] - (_q[i] * change[i]);
            _stepA[i] = step;
            _stepZ[i] = (_atA[i] - (_z[i] * (step / _a[i]))) - _z[i];
            PrimalRatio = Math.Max(PrimalRatio, -step / _a[i]);
            DualRatio = Math.Max(DualRatio, -_stepZ[i] / _z[i]);
            if (!_isBounded) continue;
            _stepW[i] = (_atS[i] + (_w[i] * (step / _s[i]))) - _w[i];
            PrimalRatio = Math.Max(PrimalRatio, step / _s[i]);
            DualRatio = Math.Max(DualRatio, -_stepW[i] / _w[i]);
        }
    }

    /// <summary>The gap after steps of these lengths.</summary>
    public double GapAfter(double primal, double dual)
    {
        double sum = 0;
        for (int i = 0; i < _a.Length; i++)
        {
            sum += (_a[i] + (primal * _stepA[i])) * (_z[i] + (dual * _stepZ[i]));
            if (_isBounded) sum += (_s[i] - (primal * _stepA[i])) * (_w[i] + (dual * _stepW[i]));
        }

        return sum;
    }

    /// <summary>Takes the steps.</summary>
    public void Advance(double primal, double dual)
    {
        for (int i = 0; i < _a.Length; i++)
        {
            _a[i] += primal * _stepA[i];
            _s[i] -= primal * _stepA[i];
            _z[i] += dual * _stepZ[i];
            _w[i] += dual * _stepW[i];
            _residual[i] -= dual * _change[i];
        }
    }
}
