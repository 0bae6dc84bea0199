using Surprisal.Links;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Noise;

/// <summary>
/// Surprisal, gradient and curvature of single rows in their working values, as a fit computes them: by the block kernel that is derived from
/// the noise model. Immutable.
/// </summary>
public sealed class NoiseEvaluation
{
    private const int BlockRows = 512;
    private readonly double[] _surprisal;
    private readonly double[][] _gradient;
    private readonly double[][] _curvature;

    private NoiseEvaluation(int rows, int parameters, int order)
    {
        Parameters = parameters;
        _surprisal = new double[rows];
        _gradient = New(rows, order > 0 ? parameters : 0);
        _curvature = New(rows, order > 1 ? parameters * (parameters + 1) / 2 : 0);
    }

    /// <summary>The number of parameters.</summary>
    public int Parameters { get; }

    /// <summary>−log p of each row, in nats.</summary>
    public ReadOnlySpan<double> Surprisal => _surprisal;

    /// <summary>The derivative of each row's surprisal in the working value of a parameter.</summary>
    /// <param name="parameter">The parameter's index.</param>
    public ReadOnlySpan<double> Gradient(int parameter) => _gradient[parameter];

    /// <summary>The second derivative of each row's surprisal in the working values of two parameters.</summary>
    /// <param name="first">The index of one.</param>
    /// <param name="second">The index of the other; may be the same.</param>
    public ReadOnlySpan<double> Curvature(int first, int second)
    {
        (int i, int j) = first <= second ? (first, second) : (second, first);
        return _curvature[(i * Parameters) - (i * (i - 1) / 2) + (j - i)];
    }

    /// <summary>Evaluates.</summary>
    /// <param name="noise">The noise model; one of classes must know them (<see cref="NoiseModel.ForLevels"/>).</param>
    /// <param name="rows">Responses and working values.</param>
    /// <param name="order">0: surprisal only; 1: gradient too; 2: curvature too.</param>
    /// <param name="links">One a parameter; null for the default ones, whose working values are what the formula takes.</param>
    /// <param name="registerWidth">Doubles in a register: 1, 2, 4 or 8; 0 for the widest that the machine has. Changes no bit of the result.</param>
    /// <exception cref="ArgumentException">Lengths disagree, or there is not one array and one link a parameter.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The order or the width of a register is none of those named.</exception>
    public static NoiseEvaluation Of(NoiseModel noise, NoiseRows rows, int order = 2, IReadOnlyList<Link>? links = null, int registerWidth = 0)
    {
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)order, 2u, nameof(order));
        links ??= [.. noise.Parameters.Select(p => LinkRegistry.Default(p.Domain))];
        Check(noise, rows, links);
        NoiseEvaluation result = new(rows.Response.Length, noise.Parameters.Count, order);
        Work work = new(result, new BoundNoise(noise, links, new double?[noise.Parameters.Count]), rows, order);
        switch (registerWidth)
        {
            case 0: Hardware.Dispatch(ref work); break;
            case 1: work.Run<Lane1>(); break;
            case 2: work.Run<Lane2>(); break;
            case 4: work.Run<Lane4>(); break;
            case 8: work.Run<Lane8>(); break;
            default: throw new ArgumentOutOfRangeException(nameof(registerWidth), registerWidth, "a register has 1, 2, 4 or 8 doubles");
        }

        return result;
    }

    private static double[][] New(int rows, int count)
    {
        double[][] arrays = new double[count][];
        for (int k = 0; k < count; k++) arrays[k] = new double[rows];
        return arrays;
    }

    private static void Check(NoiseModel noise, NoiseRows rows, IReadOnlyList<Link> links)
    {
        int n = rows.Response.Length;
        if (rows.Working.Count != noise.Parameters.Count || links.Count != noise.Parameters.Count)
            throw new ArgumentException($"noise model '{noise.Name}' has {noise.Parameters.Count} parameters; give each working values and a link", nameof(rows));
        if (rows.Working.Any(w => w.Length != n && w.Length != 1)) throw new ArgumentException("one working value a row, or one for all", nameof(rows));
        if (rows.Trials.Length != n && !rows.Trials.IsEmpty) throw new ArgumentException("one number of trials a row, or none", nameof(rows));
    }

    private static void Take(Field field, double[] destination, int first, int rows)
    {
        for (int i = 0; i < rows; i++) destination[first + i] = field[i];
    }

    private unsafe struct Work(NoiseEvaluation result, BoundNoise bound, NoiseRows rows, int order) : ILaneWork
    {
        public readonly void Run<TLane>()
            where TLane : unmanaged, ILane<TLane>
        {
            int parameters = rows.Working.Count, n = rows.Response.Length, capacity = Math.Min(BlockRows, (n + 7) & ~7);
            NoiseBlock<TLane> block = new(capacity, parameters) { Order = order };
            ObservationPacker<TLane> observations = new(rows.Observations, capacity);
            AlignedMemory memory = new((nint)parameters * capacity);
            for (int first = 0; first < n; first += BlockRows)
            {
                int count = Math.Min(BlockRows, n - first);
                block.Arena.Begin((count + 7) & ~7, parameters, order);
                observations.Pack(block, first, count);
                for (int k = 0; k < parameters; k++)
                {
                    ReadOnlyMemory<double> working = rows.Working[k];
                    block.Predictors[k] = working.Length == 1 ? new Field(working.Span[0]) : new Field(Pack(working, memory.Pointer + (k * capacity), first, count));
                }

                bound.Evaluate(block);
                Take(block.Surprisal, result._surprisal, first, count);
                for (int k = 0; k < result._gradient.Length; k++) Take(block.Gradient[k], result._gradient[k], first, count);
                for (int h = 0; h < result._curvature.Length; h++) Take(block.Curvature[h], result._curvature[h], first, count);
            }

            GC.KeepAlive(memory);
        }

        /// <summary>Copies rows, and fills up to a multiple of 8 with the first of them: a value that the noise model can take.</summary>
        private static double* Pack(ReadOnlyMemory<double> source, double* destination, int first, int count)
        {
            int padded = (count + 7) & ~7;
            source.Span.Slice(first, count).CopyTo(new Span<double>(destination, count));
            new Span<double>(destination + count, padded - count).Fill(*destination);
            return destination;
        }
    }
}
