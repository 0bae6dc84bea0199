using Surprisal.Models;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Solvers.Kinks;

/// <summary>
/// The interior point method for a <see cref="KinkProblem"/> on packed rows: a primal-dual path-following method with Mehrotra's corrector.
/// </summary>
/// <remarks>
/// <para>For every row and hinge with residual r = target − xb, cost c and slopes lower, upper: the dual variable a in [0, c·jump] stands for the
/// slope d = a + c·lower, s = c·jump − a, and r = w − z with w, z ≥ 0. At the optimum Xᵀd = 0, a z = 0, s w = 0; on the way a z = s w = μ &gt; 0.</para>
/// <para>1. Sweep: XᵀQX, XᵀQr, Xᵀd with q = 1/(w/s + z/a). 2. Affine step (μ = 0): XᵀQX Δb = XᵀQr + Xᵀd. 3. Sweep: its
/// ΔA = q(r − xΔb), ΔZ, ΔW, how far it can go, and the corrector's right-hand sides. 4. μ aimed at = current (gap after/gap)³. 5. Corrected step with the same
/// factor. 6. Sweep: its ΔA, ΔZ, ΔW and lengths; 0.9995 of the way to the bounds, primal and dual each on its own.</para>
/// <para>Portnoy, Koenker (1997), doi:10.1214/ss/1030037960; Lustig, Marsten, Shanno (1992), doi:10.1137/0802022.</para>
/// </remarks>
internal sealed unsafe class InteriorPoint
{
    private const int MostRuns = 32;
    private const double Boundary = 0.9995;
    private const double ShortestStep = 1e-8;

    // A gap so much smaller than the first is rounding, also where the loss itself vanishes.
    private const double SmallestGap = 1e-16;

    // How far inside its bounds a start is: a share of the mean absolute residual.
    private const double StartMargin = 0.1;
    private readonly EvaluationOptions _options;
    private readonly AlignedMemory _memory;
    private readonly System.Collections.Concurrent.ConcurrentBag<object> _workers = [];

    private bool _isUnderway;
    private double _first;

    /// <summary>Makes room.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="options">Threads and cancellation.</param>
    public InteriorPoint(PackedRows rows, EvaluationOptions options)
    {
        Rows = rows;
        _options = options;
        _memory = new AlignedMemory(checked((nint)rows.Padded * (1 + (InteriorState.Arrays * rows.Problem.Function.Hinges.Count))));
        Step = new double[rows.ColumnCount];
        Coefficients = new double[rows.ColumnCount];
    }

    public PackedRows Rows { get; }

    /// <summary>The coefficients of the packed columns.</summary>
    public double[] Coefficients { get; private set; }

    /// <summary>Steps taken.</summary>
    public int Iterations { get; private set; }

    /// <summary>The complementarity over the loss: a bound on the relative duality gap.</summary>
    public double RelativeGap { get; private set; } = double.PositiveInfinity;

    internal double[] Step { get; private set; }

    internal double Aim { get; private set; }

    internal double PrimalLength { get; private set; }

    internal double DualLength { get; private set; }

    internal double* Eta => _memory.Pointer;

    /// <summary>The numbers of a hinge from a row on.</summary>
    internal InteriorState State(int hinge, nint row) => new(Eta + (Rows.Padded * (1 + (nint)(InteriorState.Arrays * hinge))) + row, Rows.Padded);

    /// <summary>The slope d of an element, hinge · padded rows + row.</summary>
    public double Slope(int element)
    {
        int hinge = element / Rows.Padded, row = element % Rows.Padded;
        return State(hinge, row).A[0] + (Rows.Problem.Function.Hinges[hinge].Lower * Rows.Cost[row]);
    }

    /// <summary>Begins, or goes on from where it last ended, until the relative gap is small or nothing moves any more.</summary>
    /// <param name="start">Coefficients of the packed columns to start near; null for least squares. Of the first call only.</param>
    /// <param name="tolerance">The relative gap to reach.</param>
    /// <param name="maximumIterations">The most steps.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Minimise(double[]? start, double tolerance, int maximumIterations)
    {
        Work work = new(this, start, tolerance, maximumIterations);
        Hardware.Dispatch(ref work);
    }

    private void Iterate<TLane>(double[]? start, double tolerance, int maximumIterations)
        where TLane : unmanaged, ILane<TLane>
    {
        int p = Rows.ColumnCount;
        if (!_isUnderway) Start<TLane>(start);
        PrimalLength = DualLength = 0;
        double first = _first;
        for (; ; Iterations++)
        {
            double[] sums = Sweep<TLane>(InteriorSweep.Advance);
            double gap = sums[(p * p) + (2 * p)], loss = sums[(p * p) + (2 * p) + 1];
            if (Iterations == 0) first = _first = gap;
            RelativeGap = gap / loss;
            if (!(RelativeGap > tolerance) || !(gap > SmallestGap * first) || Iterations == maximumIterations) return;
            NormalEquations normal = NormalEquations.Of(sums.AsSpan(0, p * p), p);
            double[] right = new double[p];
            for (int j = 0; j < p; j++) right[j] = sums[(p * p) + j] + sums[(p * p) + p + j];
            Step = normal.Solve(right);
            double[] affine = Sweep<TLane>(InteriorSweep.Predict);
            Aim = Target(gap, affine, p);
            for (int j = 0; j < p; j++) right[j] += (Aim * affine[(p * p) + j]) + affine[(p * p) + p + j];
            Step = normal.Solve(right);
            double[] corrected = Sweep<TLane>(InteriorSweep.Correct);
            PrimalLength = Length(corrected[^2]);
            DualLength = Length(corrected[^1]);
            if (!(Math.Max(PrimalLength, DualLength) > ShortestStep)) return;
            double[] next = new double[p];
            for (int j = 0; j < p; j++) next[j] = Coefficients[j] + (DualLength * Step[j]);
            if (!Array.TrueForAll(next, double.IsFinite)) return;
            Coefficients = next;
        }
    }

    private void Start<TLane>(double[]? start)
        where TLane : unmanaged, ILane<TLane>
    {
        int p = Rows.ColumnCount;
        _isUnderway = true;
        StartAtCentre();
        if (start is null)
        {
            double[] squares = Sweep<TLane>(InteriorSweep.Advance);
            start = NormalEquations.Of(squares.AsSpan(0, p * p), p).Solve(squares.AsSpan(p * p, p));
        }

        StartNear<TLane>(start);
    }

    /// <summary>The complementarity to aim at: small where the affine step already gets far.</summary>
    private double Target(double gap, double[] affine, int p)
    {
        double primal = Math.Min(1, 1 / affine[^2]), dual = Math.Min(1, 1 / affine[^1]);
        int at = (p * p) + (2 * p);
        double after = gap + (primal * affine[at]) + (dual * affine[at + 1]) + (primal * dual * affine[at + 2]);
        double ratio = Math.Max(after, 0) / gap;
        return ratio * ratio * ratio * gap / (2.0 * Rows.Padded * Rows.Problem.Function.Hinges.Count);
    }

    private static double Length(double ratio) => Math.Min(1, Boundary / ratio);

    /// <summary>Slopes that balance in every row, and weights q = cost for a first least squares.</summary>
    private void StartAtCentre()
    {
        double central = Rows.Problem.Function.Central;
        new Span<double>(_memory.Pointer, Rows.Padded * (1 + (InteriorState.Arrays * Rows.Problem.Function.Hinges.Count))).Clear();
        for (int k = 0; k < Rows.Problem.Function.Hinges.Count; k++)
        {
            InteriorState x = State(k, 0);
            double jump = Rows.Problem.Function.Hinges[k].Jump;
            for (int i = 0; i < Rows.Padded; i++)
            {
                double cost = Rows.Cost[i];
                x.A[i] = central * jump * cost;
                x.S[i] = (1 - central) * jump * cost;
                x.Z[i] = x.A[i] / (2 * cost);
                x.W[i] = x.S[i] / (2 * cost);
                x.R[i] = Rows.Target(k)[i];
            }
        }
    }

    /// <summary>Residuals of coefficients, and prices of the bounds that differ by them.</summary>
    private void StartNear<TLane>(double[] start)
        where TLane : unmanaged, ILane<TLane>
    {
        Step = start;
        Coefficients = (double[])start.Clone();
        Sweep<TLane>(InteriorSweep.Correct);
        double sum = 0, cost = 0;
        for (int k = 0; k < Rows.Problem.Function.Hinges.Count; k++)
        {
            InteriorState x = State(k, 0);
            for (int i = 0; i < Rows.Padded; i++)
            {
                x.R[i] = Rows.Target(k)[i] - Eta[i];
                sum += Rows.Cost[i] * Math.Abs(x.R[i]);
                cost += Rows.Cost[i];
            }
        }

        double margin = sum > 0 ? StartMargin * (sum / cost) : 1;
        for (int k = 0; k < Rows.Problem.Function.Hinges.Count; k++)
        {
            InteriorState x = State(k, 0);
            for (int i = 0; i < Rows.Padded; i++)
            {
                x.W[i] = Math.Max(x.R[i], 0) + margin;
                x.Z[i] = Math.Max(-x.R[i], 0) + margin;
            }
        }
    }

    private double[] Sweep<TLane>(InteriorSweep sweep)
        where TLane : unmanaged, ILane<TLane>
    {
        int perRun = (Rows.Blocks + MostRuns - 1) / MostRuns, runs = (Rows.Blocks + perRun - 1) / perRun;
        double[][] parts = new double[runs][];
        void Run(int run)
        {
            InteriorWorker<TLane> worker = _workers.TryTake(out object? idle) ? (InteriorWorker<TLane>)idle : new InteriorWorker<TLane>(this);
            parts[run] = worker.Sum(sweep, run * perRun, Math.Min((run + 1) * perRun, Rows.Blocks));
            _workers.Add(worker);
        }

        if (_options.Threads <= 1 || runs == 1)
        {
            _options.Cancellation.ThrowIfCancellationRequested();
            for (int run = 0; run < runs; run++) Run(run);
        }
        else
        {
            Parallel.For(0, runs, new ParallelOptions { MaxDegreeOfParallelism = _options.Threads, CancellationToken = _options.Cancellation }, Run);
        }

        double[] total = parts[0];
        for (int run = 1; run < runs; run++)
        {
            for (int k = 0; k < total.Length - 2; k++) total[k] += parts[run][k];
            for (int k = total.Length - 2; k < total.Length; k++) total[k] = Math.Max(total[k], parts[run][k]);
        }

        return total;
    }

    private readonly struct Work(InteriorPoint owner, double[]? start, double tolerance, int maximumIterations) : ILaneWork
    {
        public void Run<TLane>()
            where TLane : unmanaged, ILane<TLane> => owner.Iterate<TLane>(start, tolerance, maximumIterations);
    }
}
