using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Dense;

/// <summary>The loops, written once for all widths.</summary>
/// <remarks>
/// Element-wise loops do the same IEEE operations for every element whatever the register width. Reductions keep 8 interleaved accumulators
/// (accumulator k takes elements k, k + 8, ...) and join them in one fixed order; a narrower register runs over the data once per group of
/// accumulators. So results have the same bits on all hardware. The double loops use no fused multiply-add: they are bound by memory, and
/// hardware without it would crawl.
/// </remarks>
/// <typeparam name="TLane">The register.</typeparam>
internal sealed unsafe class DenseLoops<TLane> : DenseLoops
    where TLane : unmanaged, ILane<TLane>
{
    private const int Lanes = DenseKernels.Lanes;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int length = Math.Min(a.Length, b.Length);
        int whole = length & -Lanes;
        double* sums = stackalloc double[Lanes];
        fixed (double* x = a, y = b)
        {
            for (nint group = 0; group < Lanes; group += TLane.Width)
            {
                TLane sum = TLane.Broadcast(0.0);
                for (nint i = group; i < whole; i += Lanes) sum += TLane.Load(x + i) * TLane.Load(y + i);
                TLane.Store(sum, sums + group);
            }
        }

        for (int i = whole; i < length; i++) sums[i - whole] += a[i] * b[i];
        return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Dot4(ReadOnlySpan<double> rows, int stride, ReadOnlySpan<double> b, Span<double> products)
    {
        const int Four = 4;
        int length = b.Length, whole = length & -Lanes;
        double* sums = stackalloc double[Four * Lanes];
        fixed (double* x = rows, y = b)
        {
            double* x1 = x + stride, x2 = x1 + stride, x3 = x2 + stride;
            for (nint group = 0; group < Lanes; group += TLane.Width)
            {
                TLane s0 = TLane.Broadcast(0.0), s1 = s0, s2 = s0, s3 = s0;
                for (nint i = group; i < whole; i += Lanes)
                {
                    TLane v = TLane.Load(y + i);
                    s0 += TLane.Load(x + i) * v;
                    s1 += TLane.Load(x1 + i) * v;
                    s2 += TLane.Load(x2 + i) * v;
                    s3 += TLane.Load(x3 + i) * v;
                }

                TLane.Store(s0, sums + group);
                TLane.Store(s1, sums + Lanes + group);
                TLane.Store(s2, sums + (2 * Lanes) + group);
                TLane.Store(s3, sums + (3 * Lanes) + group);
            }
        }

        for (int k = 0; k < Four; k++)
        {
            double* own = sums + (k * Lanes);
            for (int i = whole; i < length; i++) own[i - whole] += rows[(k * stride) + i] * b[i];
            products[k] = ((own[0] + own[4]) + (own[2] + own[6])) + ((own[1] + own[5]) + (own[3] + own[7]));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddMultiple(Span<double> target, double factor, ReadOnlySpan<double> source)
    {
        int length = Math.Min(target.Length, source.Length);
        int whole = length & -Lanes;
        TLane f = TLane.Broadcast(factor);
        fixed (double* y = target, x = source)
        {
            for (nint i = 0; i < whole; i += TLane.Width) TLane.Store(TLane.Load(y + i) + (f * TLane.Load(x + i)), y + i);
        }

        for (int i = whole; i < length; i++) target[i] += factor * source[i];
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddSquares(Span<double> target, ReadOnlySpan<double> source, double center, double scale)
    {
        int length = Math.Min(target.Length, source.Length);
        int whole = length & -Lanes;
        TLane c = TLane.Broadcast(center), s = TLane.Broadcast(scale);
        fixed (double* y = target, x = source)
        {
            for (nint i = 0; i < whole; i += TLane.Width)
            {
                TLane z = s * (TLane.Load(x + i) - c);
                TLane.Store(TLane.Load(y + i) + (z * z), y + i);
            }
        }

        for (int i = whole; i < length; i++)
        {
            double z = scale * (source[i] - center);
            target[i] += z * z;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void SubtractTwo(Span<double> target, double a, ReadOnlySpan<double> x, double b, ReadOnlySpan<double> y)
    {
        int length = Math.Min(target.Length, Math.Min(x.Length, y.Length));
        int whole = length & -Lanes;
        TLane f = TLane.Broadcast(a);
        TLane g = TLane.Broadcast(b);
        fixed (double* z = target, p = x, q = y)
        {
            for (nint i = 0; i < whole; i += TLane.Width)
            {
                TLane change = (f * TLane.Load(p + i)) + (g * TLane.Load(q + i));
                TLane.Store(TLane.Load(z + i) - change, z + i);
            }
        }

        for (int i = whole; i < length; i++) target[i] -= (a * x[i]) + (b * y[i]);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Rotate(Span<double> x, Span<double> y, double c, double s)
    {
        int length = Math.Min(x.Length, y.Length);
        int whole = length & -Lanes;
        TLane cos = TLane.Broadcast(c);
        TLane sin = TLane.Broadcast(s);
        fixed (double* p = x, q = y)
        {
            for (nint i = 0; i < whole; i += TLane.Width)
            {
                TLane u = TLane.Load(p + i);
                TLane v = TLane.Load(q + i);
                TLane.Store((cos * u) - (sin * v), p + i);
                TLane.Store((sin * u) + (cos * v), q + i);
            }
        }

        for (int i = whole; i < length; i++)
        {
            double u = x[i];
            double v = y[i];
            x[i] = (c * u) - (s * v);
            y[i] = (s * u) + (c * v);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override DoubleDouble Dot(DoubleDoubleSpan a, DoubleDoubleSpan b)
    {
        int length = CommonLength(a, b);
        double* highs = stackalloc double[Lanes];
        double* lows = stackalloc double[Lanes];
        fixed (double* aHigh = a.High, aLow = a.Low, bHigh = b.High, bLow = b.Low)
        {
            for (nint group = 0; group < Lanes; group += TLane.Width)
            {
                TLane high = TLane.Broadcast(0.0);
                TLane low = TLane.Broadcast(0.0);
                for (nint i = group; i < length; i += Lanes)
                {
                    TLane x = TLane.Load(aHigh + i);
                    TLane y = TLane.Load(bHigh + i);
                    TLane product = x * y;
                    TLane error = TLane.FusedMultiplyAdd(x, y, -product);
                    error = TLane.FusedMultiplyAdd(x, TLane.Load(bLow + i), error);
                    error = TLane.FusedMultiplyAdd(TLane.Load(aLow + i), y, error);
                    TLane sum = high + product;
                    TLane z = sum - high;
                    low += error + ((high - (sum - z)) + (product - z));
                    high = sum;
                }

                TLane.Store(high, highs + group);
                TLane.Store(low, lows + group);
            }
        }

        for (int step = Lanes / 2; step > 0; step /= 2)
        {
            for (int k = 0; k < step; k++)
            {
                DoubleDouble joined = DoubleDouble.Sum(highs[k], lows[k]) + DoubleDouble.Sum(highs[k + step], lows[k + step]);
                highs[k] = joined.High;
                lows[k] = joined.Low;
            }
        }

        return new DoubleDouble(highs[0], lows[0]);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddMultiple(DoubleDoubleSpan target, DoubleDouble factor, DoubleDoubleSpan source)
    {
        int length = CommonLength(target, source);
        TLane fHigh = TLane.Broadcast(factor.High);
        TLane fLow = TLane.Broadcast(factor.Low);
        fixed (double* yHigh = target.High, yLow = target.Low, xHigh = source.High, xLow = source.Low)
        {
            for (nint i = 0; i < length; i += TLane.Width)
            {
                TLane x = TLane.Load(xHigh + i);
                TLane product = fHigh * x;
                TLane error = TLane.FusedMultiplyAdd(fHigh, x, -product);
                error = TLane.FusedMultiplyAdd(fHigh, TLane.Load(xLow + i), error);
                error = TLane.FusedMultiplyAdd(fLow, x, error);
                TLane y = TLane.Load(yHigh + i);
                TLane sum = y + product;
                TLane z = sum - y;
                TLane rest = (TLane.Load(yLow + i) + error) + ((y - (sum - z)) + (product - z));
                TLane high = sum + rest;
                TLane.Store(high, yHigh + i);
                TLane.Store(rest - (high - sum), yLow + i);
            }
        }
    }
}
