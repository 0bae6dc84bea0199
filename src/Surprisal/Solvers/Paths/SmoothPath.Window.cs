namespace Surprisal.Solvers.Paths;

/// <summary>Several λ on the way at a time.</summary>
internal sealed partial class SmoothPath
{
    // How many points share a pass: by then reading the rows is a small part of it.
    private const int MostChains = 8;
    private const int MostChainSteps = 12;

    // A working set that is not all coefficients is made for λ down to this share of the last.
    private const double Reach = 0.5;

    /// <summary>One λ on the way.</summary>
    private sealed class Chain(double lambda, double[] point, double[] slope, double value)
    {
        public double Lambda { get; } = lambda;

        public double[] Point { get; set; } = point;

        public double[] Slope { get; set; } = slope;

        public double Value { get; set; } = value;

        /// <summary>Where the picture has its minimum.</summary>
        public double[] Target { get; set; } = [];

        /// <summary>How much lower the picture foresees it there.</summary>
        public double Decrease { get; set; }

        public int Steps { get; set; }

        public bool HasConverged { get; set; }
    }

    /// <summary>Runs as many λ as the working set serves; those that came to their optimum, in order, none where the first did not.</summary>
    private List<PathPoint> Window(ReadOnlySpan<double> lambdas, double before)
    {
        double lowest = Math.Max(Reach * before, lambdas[^1]);
        Join(Candidates(0.8 * lowest, 0.5 * lowest, _objective.Slopes));
        bool whole = _working.Count == _isWorking.Length;
        int limit = 0;
        while (limit < lambdas.Length && (whole || lambdas[limit] >= lowest)) limit++;
        List<Chain> chains = Progress(lambdas[..limit]);
        double[][] everywhere = new double[chains.Count][];
        int good = whole ? chains.Count : Confirm(chains, everywhere);
        List<PathPoint> points = [];
        for (int k = 0; k < good; k++)
        {
            Enter(chains[k]);
            if (!whole) _objective.Know(everywhere[k]);
            points.Add(Point(chains[k].Lambda));
        }

        // The first did not come to its optimum: it is left to steps of its own, from where all slopes are known.
        if (good == 0) _value = _objective.EvaluateAll(_point, _slope);
        return points;
    }

    /// <summary>Steps of all chains until they converge; the converged ones that no other λ stands before.</summary>
    private List<Chain> Progress(ReadOnlySpan<double> lambdas)
    {
        Chain origin = new(0, (double[])_point.Clone(), (double[])_slope.Clone(), _value), last = origin;
        List<Chain> done = [], flying = [];
        int entered = 0;
        while (flying.Count > 0 || entered < lambdas.Length)
        {
            int room = Math.Min(lambdas.Length - entered, MostChains - flying.Count);
            for (int k = 0; k < room; k++, entered++) flying.Add(new Chain(lambdas[entered], last.Point, last.Slope, last.Value));
            foreach (Chain chain in flying) Aim(chain);
            List<Chain> open = [.. flying.Where(static c => !c.HasConverged)];
            bool lost = open.Count > 0 && !Step(open);
            last = flying[^1];
            int ready = flying.TakeWhile(static c => c.HasConverged).Count();
            done.AddRange(flying.Take(ready));
            flying.RemoveRange(0, ready);
            if (lost) break;
        }

        Enter(done.Count > 0 ? done[^1] : origin);
        return done;
    }

    private void Aim(Chain chain)
    {
        if (chain.HasConverged) return;
        Enter(chain);
        double violation = Violation(chain.Lambda);
        chain.Target = new double[_point.Length];
        chain.Decrease = Picture(chain.Lambda, violation, chain.Target);
        chain.HasConverged = IsSettled(chain.Decrease, violation);
    }

    /// <summary>One pass for all; false where a point is not lower as it should be, or too many steps were taken.</summary>
    private bool Step(List<Chain> open)
    {
        double[][] slopes = [.. open.Select(c => new double[c.Point.Length])];
        double[] values = _objective.EvaluateMany([.. open.Select(static c => c.Target)], slopes, null);
        for (int k = 0; k < open.Count; k++)
        {
            Chain chain = open[k];
            double here = chain.Value + Penalty(chain.Point, chain.Lambda), there = values[k] + Penalty(chain.Target, chain.Lambda);
            bool lower = there <= here - (SufficientDecrease * Math.Max(chain.Decrease, 0)) + (Rounding * Math.Max(1, Math.Abs(here)));
            if (!lower || !Array.TrueForAll(slopes[k], double.IsFinite) || ++chain.Steps > MostChainSteps) return false;
            TakeSecant(chain.Point, chain.Slope, chain.Target, slopes[k]);
            (chain.Point, chain.Slope, chain.Value) = (chain.Target, slopes[k], values[k]);
            if (chain.Steps > PassesPerPoint) _wasted += 1.0 / MostChains;
        }

        if (!IsLookDue()) return true;
        Enter(open[^1]);
        Look();
        open[^1].Slope = _slope;
        return true;
    }

    /// <summary>Looks at the conditions of all coefficients; how many chains hold before the first that does not.</summary>
    private int Confirm(List<Chain> chains, double[][] everywhere)
    {
        if (chains.Count == 0) return 0;
        double[] values = _objective.EvaluateMany([.. chains.Select(static c => c.Point)], [.. chains.Select(static c => c.Slope)], everywhere);
        int good = 0;
        for (; good < chains.Count; good++)
        {
            _objective.Know(everywhere[good]);
            chains[good].Value = values[good];
            Enter(chains[good]);
            if (Failing(chains[good].Lambda).Count > 0) break;
        }

        return good;
    }

    private void Enter(Chain chain) => (_point, _slope, _value) = ((double[])chain.Point.Clone(), (double[])chain.Slope.Clone(), chain.Value);
}
