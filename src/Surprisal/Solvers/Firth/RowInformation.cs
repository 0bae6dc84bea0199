using System.Runtime.CompilerServices;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Primitives;

namespace Surprisal.Solvers.Firth;

/// <summary>The loops over the rows of a block that make weights of the expected information and what their derivatives give to the gradient of log det.</summary>
/// <remarks>
/// <para>One predictor: with u(η) the parameter on the formula's scale and s(u) the variance there (σ′ or exp) the weight is w = u′² s and w′ = 2u′u″s + u′³s′.</para>
/// <para>Softmax: W = diag p − ppᵀ, and ½ Σ (∂W/∂ηₘ)ₖₗ Gₖₗ = ½ pₘ (Gₘₘ − Σ pₖGₖₖ − 2 (Gp)ₘ + 2 pᵀGp).</para>
/// </remarks>
internal static unsafe class RowInformation<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>w and w′ of one predictor.</summary>
    /// <param name="kind">Binomial or poisson.</param>
    /// <param name="rows">Rows, a multiple of 8.</param>
    /// <param name="value">u.</param>
    /// <param name="first">u′.</param>
    /// <param name="second">u″.</param>
    /// <param name="weight">Receives w.</param>
    /// <param name="slope">Receives w′.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scalar(InformationKind kind, nint rows, Operand value, Operand first, Operand second, double* weight, double* slope)
    {
        TLane two = TLane.Broadcast(2);
        for (nint i = 0; i < rows; i += TLane.Width)
        {
            TLane u = At(value, i), s, slopeOfS;
            if (kind == InformationKind.Binomial)
            {
                Sigmoid.Derivatives(u, out _, out s, out slopeOfS);
            }
            else
            {
                s = Exp.Value(u);
                slopeOfS = s;
            }

            TLane d = At(first, i), square = d * d;
            TLane.Store(square * s, weight + i);
            TLane.Store((two * d * At(second, i) * s) + (square * d * slopeOfS), slope + i);
        }
    }

    /// <summary>The softmax of the predictors with a reference of 0.</summary>
    /// <param name="rows">Rows, a multiple of 8.</param>
    /// <param name="eta">One column a predictor.</param>
    /// <param name="probability">Receives one column a predictor.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax(nint rows, ReadOnlySpan<nint> eta, ReadOnlySpan<nint> probability)
    {
        for (nint i = 0; i < rows; i += TLane.Width)
        {
            TLane largest = TLane.Broadcast(0);
            foreach (nint column in eta)
            {
                TLane value = TLane.Load((double*)column + i);
                largest = TLane.SelectLess(largest, value, value, largest);
            }

            TLane sum = Exp.Value(-largest);
            for (int k = 0; k < eta.Length; k++)
            {
                TLane power = Exp.Value(TLane.Load((double*)eta[k] + i) - largest);
                TLane.Store(power, (double*)probability[k] + i);
                sum += power;
            }

            foreach (nint column in probability) TLane.Store(TLane.Load((double*)column + i) / sum, (double*)column + i);
        }
    }

    /// <summary>pₖ (1 − pₖ), or −pₖ pₗ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SoftmaxWeight(nint rows, double* p, double* q, double* weight)
    {
        for (nint i = 0; i < rows; i += TLane.Width)
        {
            TLane a = TLane.Load(p + i), b = TLane.Load(q + i);
            TLane.Store(p == q ? TLane.FusedMultiplyAdd(-a, a, a) : -(a * b), weight + i);
        }
    }

    /// <summary>Adds x·y to a sum, every product fused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProduct(double* sum, nint rows, double* x, double* y)
    {
        for (nint i = 0; i < rows; i += TLane.Width) TLane.Store(TLane.FusedMultiplyAdd(TLane.Load(x + i), TLane.Load(y + i), TLane.Load(sum + i)), sum + i);
    }

    /// <summary>½ w′ G.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void HalfProduct(nint rows, double* slope, double* quadratic, double* result)
    {
        TLane half = TLane.Broadcast(0.5);
        for (nint i = 0; i < rows; i += TLane.Width) TLane.Store(half * TLane.Load(slope + i) * TLane.Load(quadratic + i), result + i);
    }

    /// <summary>What log det gives to the slope in each predictor of a softmax.</summary>
    /// <param name="rows">Rows, a multiple of 8.</param>
    /// <param name="probability">One column a predictor.</param>
    /// <param name="quadratic">G, one column a pair (k, l), k ≤ l, in rows.</param>
    /// <param name="slopes">Receives one column a predictor.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SoftmaxSlopes(nint rows, ReadOnlySpan<nint> probability, ReadOnlySpan<nint> quadratic, ReadOnlySpan<nint> slopes)
    {
        int classes = probability.Length;
        TLane half = TLane.Broadcast(0.5), two = TLane.Broadcast(2);
        for (nint i = 0; i < rows; i += TLane.Width)
        {
            TLane trace = TLane.Broadcast(0), all = trace;
            for (int m = 0; m < classes; m++)
            {
                TLane p = TLane.Load((double*)probability[m] + i), product = TLane.Broadcast(0), own = product;
                for (int k = 0; k < classes; k++)
                {
                    TLane g = TLane.Load((double*)quadratic[Pair(Math.Min(k, m), Math.Max(k, m), classes)] + i);
                    product = TLane.FusedMultiplyAdd(g, TLane.Load((double*)probability[k] + i), product);
                    if (k == m) own = g;
                }

                trace = TLane.FusedMultiplyAdd(p, own, trace);
                all = TLane.FusedMultiplyAdd(p, product, all);
                TLane.Store(own - (two * product), (double*)slopes[m] + i);
            }

            TLane common = (two * all) - trace;
            for (int m = 0; m < classes; m++)
            {
                double* slope = (double*)slopes[m] + i;
                TLane.Store(half * TLane.Load((double*)probability[m] + i) * (TLane.Load(slope) + common), slope);
            }
        }
    }

    /// <summary>Where the pair (k, l), k ≤ l, stands.</summary>
    public static int Pair(int k, int l, int classes) => (k * classes) - (k * (k - 1) / 2) + (l - k);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane At(Operand operand, nint row) => TLane.Load(operand.Pointer + (operand.Stride == 0 ? 0 : row));
}
