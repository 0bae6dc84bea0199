using Surprisal.Numerics.Lanes;

namespace Surprisal.Solvers.Paths;

/// <summary>
/// Minimises s·(v − u) + ½(v − u)ᵀQ(v − u) + Σⱼ (κⱼ|vⱼ| + ½ρⱼvⱼ²) within bounds: cyclic coordinate descent finds which coordinates are zero, conjugate gradients
/// solve for the others.
/// </summary>
/// <remarks>
/// <para>1. One sweep over all coordinates and a few over those that are not zero; each goes to its own minimum, and the slope of all follows by a row of Q.
/// 2. The coordinates that are neither zero nor at a bound, signs held, are solved for together; preconditioned by their own curvature, and where that is slow
/// by a Cholesky factor that grows with them. 3. If none changed its sign the step is taken, else those that did become zero if that is lower, else the step ends
/// at the first. 4. Again, until every coordinate's condition holds.</para>
/// <para>Friedman, Hastie, Tibshirani (2010), doi:10.18637/jss.v033.i01; Nocedal, Wright, Numerical Optimization, 2nd ed. (2006), algorithm 5.3.</para>
/// </remarks>
internal sealed unsafe class QuadraticDescent
{
    private const int Vectors = 13;
    private const int MostRounds = 500;
    private const int MostDrops = 100;
    private const int Sweeps = 2;
    private const double SmallestBend = 0.01;
    private const int ManyIterations = 30;
    private const int FewestIterations = 200;
    private static readonly PathLoops Loops = PathLoops.Widest;
    private readonly ActiveFactor _factor = new();
    private int _capacity;
    private AlignedMemory _memory = new(0);
    private int[] _active = [];
    private int _activeCount;
    private bool _usesFactor;

    /// <summary>Creates a minimiser for a matrix that may grow.</summary>
    public QuadraticDescent(QuadraticMatrix matrix)
    {
        Matrix = matrix;
        Reserve();
    }

    /// <summary>Q.</summary>
    public QuadraticMatrix Matrix { get; }

    /// <summary>Where it is.</summary>
    public Span<double> Point => new(Vector(0), Matrix.Size);

    /// <summary>The slope s there, without penalties.</summary>
    public Span<double> Slope => new(Vector(1), Matrix.Size);

    /// <summary>κ.</summary>
    public Span<double> Kink => new(Vector(2), Matrix.Size);

    /// <summary>ρ.</summary>
    public Span<double> Ridge => new(Vector(3), Matrix.Size);

    /// <summary>The least values.</summary>
    public Span<double> Lower => new(Vector(4), Matrix.Size);

    /// <summary>The greatest values.</summary>
    public Span<double> Upper => new(Vector(5), Matrix.Size);

    /// <summary>How far each coordinate's condition may fail.</summary>
    public Span<double> Tolerance => new(Vector(6), Matrix.Size);

    /// <summary>Steps of conjugate gradients so far.</summary>
    public int Iterations { get; private set; }

    /// <summary>Makes room after the matrix has grown: new coordinates are at zero, with slope zero, free and without bounds.</summary>
    public void Reserve()
    {
        if (_memory is not null && Matrix.Stride <= _capacity) return;
        int old = _capacity;
        AlignedMemory larger = new(Vectors * (nint)Matrix.Stride);
        new Span<double>(larger.Pointer, Vectors * Matrix.Stride).Clear();
        for (int k = 0; k < 7; k++) new Span<double>(Vector(k), old).CopyTo(new Span<double>(larger.Pointer + ((nint)k * Matrix.Stride), old));
        (_memory, _capacity) = (larger, Matrix.Stride);
        Array.Resize(ref _active, _capacity);
    }

    /// <summary>Forms the slopes afresh: slopes at zero plus Qu.</summary>
    public void Restart(ReadOnlySpan<double> slopesAtZero)
    {
        double* u = Vector(0), s = Vector(1);
        slopesAtZero[..Matrix.Size].CopyTo(new Span<double>(s, Matrix.Size));
        for (int j = 0; j < Matrix.Size; j++)
        {
            if (u[j] != 0) Loops.AddMultiple(s, u[j], Matrix.Row(j), Matrix.PaddedSize);
        }
    }

    /// <summary>Changes Q so that it takes a step to the change of slopes that was seen along it, and stays as it is across.</summary>
    /// <param name="step">A step.</param>
    /// <param name="change">The change of slopes.</param>
    public void TakeSecant(ReadOnlySpan<double> step, ReadOnlySpan<double> change)
    {
        int padded = Matrix.PaddedSize;
        double* d = Vector(7), product = Vector(8), y = Vector(9);
        new Span<double>(d, _capacity).Clear();
        new Span<double>(y, _capacity).Clear();
        new Span<double>(product, _capacity).Clear();
        step.CopyTo(new Span<double>(d, step.Length));
        change.CopyTo(new Span<double>(y, change.Length));
        for (int j = 0; j < step.Length; j++)
        {
            if (d[j] != 0) Loops.AddMultiple(product, d[j], Matrix.Row(j), padded);
        }

        double bend = Loops.Dot(d, product, padded), seen = Loops.Dot(d, y, padded);
        if (!(bend > 0) || !(seen > SmallestBend * bend) || !double.IsFinite(1 / bend) || !double.IsFinite(1 / seen)) return;
        for (int i = 0; i < Matrix.Size; i++)
        {
            double* row = Matrix.Row(i);
            Loops.AddMultiple(row, y[i] / seen, y, padded);
            Loops.AddMultiple(row, -product[i] / bend, product, padded);
        }
    }

    /// <summary>Adds to Q's diagonal a share of it.</summary>
    public void Damp(double share)
    {
        double mean = 0;
        for (int j = 0; j < Matrix.Size; j++) mean += Math.Abs(Matrix.Row(j)[j]) / Matrix.Size;
        for (int j = 0; j < Matrix.Size; j++) Matrix.Row(j)[j] += share * (Math.Abs(Matrix.Row(j)[j]) + (0.01 * mean));
        _factor.Clear();
    }

    /// <summary>Bends Q upwards where it is not a bowl, eigenvalue by eigenvalue.</summary>
    /// <returns>Whether it was none.</returns>
    public bool Bend()
    {
        int size = Matrix.Size;
        double[] dense = new double[size * size];
        for (int i = 0; i < size; i++) new Span<double>(Matrix.Row(i), size).CopyTo(dense.AsSpan(i * size));
        double[] bent = Bowl.Of(dense, size);
        for (int i = 0; i < size; i++) bent.AsSpan(i * size, size).CopyTo(new Span<double>(Matrix.Row(i), size));
        _factor.Clear();
        return bent != dense;
    }

    /// <summary>The matrix has changed: what is known of its factor is off.</summary>
    public void Forget() => _factor.Clear();

    /// <summary>Minimises from the point at hand.</summary>
    /// <returns>Whether every condition holds within its tolerance.</returns>
    public bool Minimise()
    {
        double before = double.PositiveInfinity;
        int idle = 0;
        for (int round = 0; round < MostRounds; round++)
        {
            double worst = WorstViolation();
            if (worst <= 1) return true;
            idle = worst < before ? 0 : idle + 1;
            before = Math.Min(before, worst);
            if (idle > 20) return false;
            Sweep(all: true);
            for (int k = 0; k < Sweeps; k++) Sweep(all: false);

            // Without sweeps between, or a coordinate that was just stopped at zero comes back before the others have settled.
            int left = MostDrops;
            do FindActive();
            while (_activeCount > 0 && !Polish() && --left > 0);
        }

        return WorstViolation() <= 1;
    }

    /// <summary>The worst failure of a condition, in units of its tolerance.</summary>
    public double WorstViolation()
    {
        double worst = 0;
        for (int j = 0; j < Matrix.Size; j++) worst = Math.Max(worst, Violation(j) / Vector(6)[j]);
        return worst;
    }

    private double Violation(int j)
    {
        double u = Vector(0)[j], smooth = Vector(1)[j] + (Vector(3)[j] * u), kink = Vector(2)[j];
        double up = smooth + (u >= 0 ? kink : -kink), down = smooth - (u <= 0 ? kink : -kink), worst = 0;
        if (-up > worst && u < Vector(5)[j]) worst = -up;
        if (down > worst && u > Vector(4)[j]) worst = down;
        return worst;
    }

    private double* Vector(int which) => _memory.Pointer + ((nint)which * _capacity);

    private void Sweep(bool all)
    {
        double* u = Vector(0), s = Vector(1), kink = Vector(2), ridge = Vector(3), lower = Vector(4), upper = Vector(5), tolerance = Vector(6);
        int size = Matrix.Size, padded = Matrix.PaddedSize;
        for (int j = 0; j < size; j++)
        {
            double here = u[j];
            if (here == 0 && (all ? Math.Abs(s[j]) <= kink[j] : kink[j] > 0)) continue;
            double* row = Matrix.Row(j);
            double own = row[j] + ridge[j];
            if (!(own > 0)) continue;
            double pull = (row[j] * here) - s[j];
            double next = pull > kink[j] ? (pull - kink[j]) / own : pull < -kink[j] ? (pull + kink[j]) / own : 0;
            next = Math.Clamp(next, lower[j], upper[j]);
            double move = next - here;
            if (move == 0 || (next != 0 && Math.Abs(move) * own < 0.1 * tolerance[j])) continue;
            u[j] = next;
            Loops.AddMultiple(s, move, row, padded);
        }
    }

    private void FindActive()
    {
        double* u = Vector(0), kink = Vector(2), ridge = Vector(3), lower = Vector(4), upper = Vector(5);
        _activeCount = 0;
        for (int j = 0; j < Matrix.Size; j++)
        {
            if ((u[j] != 0 || kink[j] == 0) && u[j] > lower[j] && u[j] < upper[j] && Matrix.Row(j)[j] + ridge[j] > 0) _active[_activeCount++] = j;
        }
    }

    /// <summary>Steps 2 and 3; false where some coordinate stopped at zero or at a bound.</summary>
    private bool Polish()
    {
        double* u = Vector(0), kink = Vector(2), lower = Vector(4), upper = Vector(5), step = Vector(7);
        ReadOnlySpan<int> active = _active.AsSpan(0, _activeCount);
        new Span<double>(step, _capacity).Clear();
        Solve(active, step);
        bool crosses = false;
        double first = 1;
        foreach (int j in active)
        {
            double end = u[j] + step[j];
            double stop = kink[j] > 0 && end * u[j] <= 0 ? 0 : end < lower[j] ? lower[j] : end > upper[j] ? upper[j] : double.NaN;
            if (double.IsNaN(stop)) continue;
            crosses = true;
            first = Math.Min(first, (stop - u[j]) / step[j]);
        }

        if (!crosses)
        {
            Take(active, step, 1);
            return true;
        }

        // Those that would change their sign stop at zero, if the whole then is lower.
        double* projected = Vector(8);
        new Span<double>(projected, _capacity).Clear();
        foreach (int j in active)
        {
            double end = u[j] + step[j];
            end = kink[j] > 0 && end * u[j] <= 0 ? 0 : Math.Clamp(end, lower[j], upper[j]);
            projected[j] = end - u[j];
        }

        if (Change(active, projected) < 0) Take(active, projected, 1);
        else Take(active, step, first);
        return false;
    }

    /// <summary>By how much the whole changes on a step within the orthant.</summary>
    private double Change(ReadOnlySpan<int> active, double* step)
    {
        double* u = Vector(0), s = Vector(1), kink = Vector(2), ridge = Vector(3), product = Vector(9);
        Loops.MultiplyRows(Matrix.Pointer, Matrix.Stride, active, step, Matrix.PaddedSize, product);
        double change = 0;
        foreach (int j in active)
            change += step[j] * (s[j] + (ridge[j] * (u[j] + (0.5 * step[j]))) + (0.5 * product[j]) + (u[j] > 0 ? kink[j] : u[j] < 0 ? -kink[j] : 0));
        return change;
    }

    private void Take(ReadOnlySpan<int> active, double* step, double length)
    {
        double* u = Vector(0), s = Vector(1), kink = Vector(2), lower = Vector(4), upper = Vector(5);
        foreach (int j in active)
        {
            double end = Math.Clamp(u[j] + (length * step[j]), lower[j], upper[j]);
            if (kink[j] > 0 && end * u[j] < 0) end = 0;

            // The coordinate that ends the step: what rounding left of it is zero.
            if (kink[j] > 0 && length < 1 && Math.Abs(end) <= 4e-16 * Math.Abs(u[j])) end = 0;
            double move = end - u[j];
            u[j] = end;
            if (move != 0) Loops.AddMultiple(s, move, Matrix.Row(j), Matrix.PaddedSize);
        }
    }

    /// <summary>Conjugate gradients for the active coordinates.</summary>
    private void Solve(ReadOnlySpan<int> active, double* step)
    {
        double* u = Vector(0), s = Vector(1), kink = Vector(2), ridge = Vector(3), tolerance = Vector(6);
        double* residual = Vector(8), preconditioned = Vector(9), direction = Vector(10), product = Vector(11);
        foreach (int j in active) residual[j] = -(s[j] + (ridge[j] * u[j]) + (u[j] > 0 ? kink[j] : u[j] < 0 ? -kink[j] : 0));
        if (_usesFactor)
        {
            if (_factor.Idle > 8 + (active.Length / 16)) _factor.Clear();
            _factor.Cover(Matrix, ridge, active);
        }

        new Span<double>(direction, _capacity).Clear();
        double size = Precondition(active, residual, preconditioned);
        foreach (int j in active) direction[j] = preconditioned[j];
        int most = Math.Max(FewestIterations, 2 * active.Length), iteration = 0;
        for (; iteration < most && size > 0 && !IsSettled(active, residual, tolerance); iteration++)
        {
            Loops.MultiplyRows(Matrix.Pointer, Matrix.Stride, active, direction, Matrix.PaddedSize, product);
            double bend = 0;
            foreach (int j in active)
            {
                product[j] += ridge[j] * direction[j];
                bend += direction[j] * product[j];
            }

            if (!(bend > 0)) break;
            double length = size / bend;
            foreach (int j in active)
            {
                step[j] += length * direction[j];
                residual[j] -= length * product[j];
            }

            double next = Precondition(active, residual, preconditioned), share = next / size;
            foreach (int j in active) direction[j] = preconditioned[j] + (share * direction[j]);
            size = next;
        }

        Iterations += iteration;
        if (iteration <= ManyIterations) return;
        if (_usesFactor) _factor.Clear();
        _usesFactor = true;
    }

    private static bool IsSettled(ReadOnlySpan<int> active, double* residual, double* tolerance)
    {
        foreach (int j in active)
        {
            if (Math.Abs(residual[j]) > 0.3 * tolerance[j]) return false;
        }

        return true;
    }

    private double Precondition(ReadOnlySpan<int> active, double* residual, double* result)
    {
        double* ridge = Vector(3);
        if (_usesFactor)
        {
            double* diagonal = Vector(12);
            foreach (int j in active) diagonal[j] = Matrix.Row(j)[j] + ridge[j];
            _factor.Solve(diagonal, active, residual, result);
        }
        else
        {
            foreach (int j in active) result[j] = residual[j] / (Matrix.Row(j)[j] + ridge[j]);
        }

        double sum = 0;
        foreach (int j in active) sum += residual[j] * result[j];
        return sum;
    }
}
