using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Solvers.Kinks;

/// <summary>Numbers of one hinge for rows of a block, arrays one after another: see <see cref="InteriorPoint"/> for their names.</summary>
/// <param name="start">The first array.</param>
/// <param name="stride">From one array to the next.</param>
internal readonly unsafe struct InteriorState(double* start, nint stride)
{
    /// <summary>How many arrays there are.</summary>
    public const int Arrays = 9;

    /// <summary>The dual variable, between 0 and cost times jump.</summary>
    public readonly double* A = start;

    /// <summary>What A lacks to its upper bound.</summary>
    public readonly double* S = start + stride;

    /// <summary>The residual's negative part, the price of A ≥ 0.</summary>
    public readonly double* Z = start + (2 * stride);

    /// <summary>The residual's positive part, the price of S ≥ 0.</summary>
    public readonly double* W = start + (3 * stride);

    /// <summary>The residual.</summary>
    public readonly double* R = start + (4 * stride);

    /// <summary>1/(W/S + Z/A): the row's weight in the normal equations.</summary>
    public readonly double* Q = start + (5 * stride);

    /// <summary>Step of A; that of S is its negative.</summary>
    public readonly double* StepA = start + (6 * stride);

    /// <summary>Step of Z.</summary>
    public readonly double* StepZ = start + (7 * stride);

    /// <summary>Step of W.</summary>
    public readonly double* StepW = start + (8 * stride);
}

/// <summary>The element-wise parts of a step over one hinge and the rows of a block. Rows are a multiple of 8, sums keep 8 accumulators.</summary>
internal static unsafe class InteriorLoops<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>
    /// Takes the last step, and forms what the normal equations need: adds q to the weights, q r to the right-hand side, the slopes A + lower·cost
    /// to their sum; accumulates the complementarity and the loss.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Advance(
        in InteriorState x, nint rows, double* eta, double* cost, double lower, double upper, double primal, double dual, double* weights, double* right, double* slopes, double* gap, double* loss)
    {
        TLane one = TLane.Broadcast(1), zero = TLane.Broadcast(0), p = TLane.Broadcast(primal), d = TLane.Broadcast(dual);
        TLane lo = TLane.Broadcast(lower), up = TLane.Broadcast(upper);
        for (nint k = 0; k < 8; k += TLane.Width)
        {
            TLane gaps = TLane.Load(gap + k), losses = TLane.Load(loss + k);
            for (nint i = k; i < rows; i += 8)
            {
                TLane step = p * TLane.Load(x.StepA + i);
                TLane a = TLane.Load(x.A + i) + step, s = TLane.Load(x.S + i) - step;
                TLane z = TLane.Load(x.Z + i) + (d * TLane.Load(x.StepZ + i)), w = TLane.Load(x.W + i) + (d * TLane.Load(x.StepW + i));
                TLane r = TLane.Load(x.R + i) - (d * TLane.Load(eta + i));
                TLane q = one / ((w / s) + (z / a)), c = TLane.Load(cost + i);
                TLane.Store(a, x.A + i);
                TLane.Store(s, x.S + i);
                TLane.Store(z, x.Z + i);
                TLane.Store(w, x.W + i);
                TLane.Store(r, x.R + i);
                TLane.Store(q, x.Q + i);
                TLane.Store(TLane.Load(weights + i) + q, weights + i);
                TLane.Store(TLane.FusedMultiplyAdd(q, r, TLane.Load(right + i)), right + i);
                TLane.Store(TLane.Load(slopes + i) + TLane.FusedMultiplyAdd(lo, c, a), slopes + i);
                gaps += TLane.FusedMultiplyAdd(a, z, s * w);
                losses += TLane.SelectLess(r, zero, lo, up) * (c * r);
            }

            TLane.Store(gaps, gap + k);
            TLane.Store(losses, loss + k);
        }
    }

    /// <summary>
    /// The affine step for a step e of η: steps, the largest ratios that bound their lengths, the four sums that the complementarity after any length is made
    /// of, and the two right-hand sides of the corrector, q(1/a − 1/s) and −q ΔA(ΔZ/a + ΔW/s), added up over the hinges.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Predict(in InteriorState x, nint rows, double* e, double* centre, double* second, double* ratios, double* sums)
    {
        TLane one = TLane.Broadcast(1);
        for (nint k = 0; k < 8; k += TLane.Width)
        {
            TLane primal = TLane.Load(ratios + k), dual = TLane.Load(ratios + 8 + k);
            TLane first = TLane.Load(sums + k), other = TLane.Load(sums + 8 + k), product = TLane.Load(sums + 16 + k);
            for (nint i = k; i < rows; i += 8)
            {
                TLane a = TLane.Load(x.A + i), s = TLane.Load(x.S + i), z = TLane.Load(x.Z + i), w = TLane.Load(x.W + i), q = TLane.Load(x.Q + i);
                TLane ia = one / a, @is = one / s;
                TLane da = q * (TLane.Load(x.R + i) - TLane.Load(e + i)), relativeA = da * ia, relativeS = da * @is;
                TLane relativeZ = -one - relativeA, relativeW = relativeS - one;
                TLane dz = z * relativeZ, dw = w * relativeW;
                TLane.Store(da, x.StepA + i);
                TLane.Store(dz, x.StepZ + i);
                TLane.Store(dw, x.StepW + i);
                primal = Larger(primal, Larger(-relativeA, relativeS));

                // −ΔZ/Z = 1 + ΔA/A and −ΔW/W = 1 − ΔA/S.
                dual = Larger(dual, Larger(-relativeZ, -relativeW));
                first += TLane.FusedMultiplyAdd(da, z, -(da * w));
                other += TLane.FusedMultiplyAdd(a, dz, s * dw);
                product += TLane.FusedMultiplyAdd(da, dz, -(da * dw));
                TLane.Store(TLane.FusedMultiplyAdd(q, ia - @is, TLane.Load(centre + i)), centre + i);
                TLane.Store(TLane.Load(second + i) - (q * (da * TLane.FusedMultiplyAdd(dz, ia, dw * @is))), second + i);
            }

            TLane.Store(primal, ratios + k);
            TLane.Store(dual, ratios + 8 + k);
            TLane.Store(first, sums + k);
            TLane.Store(other, sums + 8 + k);
            TLane.Store(product, sums + 16 + k);
        }
    }

    /// <summary>The corrected step for a step e of η and a complementarity mu to aim at, in the place of the affine one, and its ratios.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Correct(in InteriorState x, nint rows, double* e, double mu, double* ratios)
    {
        TLane one = TLane.Broadcast(1), m = TLane.Broadcast(mu);
        for (nint k = 0; k < 8; k += TLane.Width)
        {
            TLane primal = TLane.Load(ratios + k), dual = TLane.Load(ratios + 8 + k);
            for (nint i = k; i < rows; i += 8)
            {
                TLane a = TLane.Load(x.A + i), s = TLane.Load(x.S + i), z = TLane.Load(x.Z + i), w = TLane.Load(x.W + i), q = TLane.Load(x.Q + i);
                TLane ia = one / a, @is = one / s, affine = TLane.Load(x.StepA + i);
                TLane atA = (m - (affine * TLane.Load(x.StepZ + i))) * ia, atS = (m + (affine * TLane.Load(x.StepW + i))) * @is;
                TLane da = q * ((TLane.Load(x.R + i) - TLane.Load(e + i)) + (atA - atS));
                TLane dz = (atA - (z * (da * ia))) - z, dw = (atS + (w * (da * @is))) - w;
                TLane.Store(da, x.StepA + i);
                TLane.Store(dz, x.StepZ + i);
                TLane.Store(dw, x.StepW + i);
                primal = Larger(primal, Larger(-(da * ia), da * @is));
                dual = Larger(dual, Larger(-(dz / z), -(dw / w)));
            }

            TLane.Store(primal, ratios + k);
            TLane.Store(dual, ratios + 8 + k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Larger(TLane a, TLane b) => TLane.SelectLess(a, b, b, a);
}
