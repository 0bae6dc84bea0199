using System.Runtime.CompilerServices;
using Surprisal.Links;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Primitives;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise;

/// <summary>One of several classes without order: softmax of one predictor a class, the first class having none.</summary>
/// <remarks>
/// <para>Density: P(y = k) = exp(η_k) / Σ_j exp(η_j), η of the first class being 0.</para>
/// <para>Parameters: mu[class] for every class but the first: the log of its probability against the first class's (identity).
/// With coding=symmetric every class has a predictor, the first too, and intercepts add up to 0: no class is special to a prior. Without a prior on every slope it has no unique
/// optimum.</para>
/// <para>Support: the classes.</para>
/// <para>Numerical hazard: exponentials are taken of η less the largest η, so none overflows and their sum is at least 1. Not a fixed number of
/// scalars, so it fills the block interface itself: gradient p_k − [y = k], curvature p_k([k = l] − p_l).</para>
/// <para>Source: McCullagh, Nelder, Generalized Linear Models, 2nd ed. (1989), section 5.2.4.</para>
/// <para>Reference values: R nnet::multinom, tests/Surprisal.Tests/Reference/cases/categorical-housing.json.</para>
/// </remarks>
public sealed class CategoricalNoise : NoiseModel
{
    private readonly IReadOnlyList<NoiseParameter> _parameters;

    /// <summary>The noise model before it knows the classes.</summary>
    public CategoricalNoise()
        : this([], [new NoiseParameter("mu", ParameterDomain.Real, "log odds against the first class, one predictor a class", ParameterRole.Location)], false)
    {
    }

    private CategoricalNoise(IReadOnlyList<string> levels, IReadOnlyList<NoiseParameter> parameters, bool isSymmetric)
    {
        Levels = levels;
        _parameters = parameters;
        IsSymmetric = isSymmetric;
    }

    /// <summary>Whether every class has a predictor, the first too.</summary>
    public bool IsSymmetric { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Choices => new Dictionary<string, string>(StringComparer.Ordinal) { ["coding"] = IsSymmetric ? "symmetric" : "reference" };

    /// <inheritdoc/>
    public override NoiseModel WithChoice(string name, string word) => (name, word) switch
    {
        ("coding", "symmetric") => new CategoricalNoise(Levels, Parameters, true),
        ("coding", "reference") => new CategoricalNoise(Levels, Parameters, false),
        _ => throw new InputException($"noise model '{Name}': {name} is reference or symmetric, not '{Words.Shorten(word)}'", "write categorical(coding=symmetric) for a predictor of every class"),
    };

    /// <summary>The classes in order, the first being the reference; empty before they are known.</summary>
    public IReadOnlyList<string> Levels { get; }

    /// <inheritdoc/>
    public override string Name => "categorical";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LossNames => ["cross-entropy"];

    /// <inheritdoc/>
    public override string Description => "one of several classes without order";

    /// <inheritdoc/>
    public override string Density => "exp(eta[y]) / sum_k exp(eta[k]), eta of the first class 0";

    /// <inheritdoc/>
    public override string Estimates => "the probability of each class";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters => _parameters;

    /// <inheritdoc/>
    public override Support Support => Support.Classes;

    /// <inheritdoc/>
    public override bool IsUnivariate => false;

    /// <inheritdoc/>
    public override bool NeedsLevels => Levels.Count == 0;

    /// <inheritdoc/>
    public override NoiseModel ForLevels(IReadOnlyList<string> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        return new CategoricalNoise(
            levels,
            [.. levels.Skip(IsSymmetric ? 0 : 1).Select(level => new NoiseParameter($"mu[{level}]", ParameterDomain.Real, Meaning(level, levels[0]), ParameterRole.Location))],
            IsSymmetric);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> LevelsOf(int response) => Levels;

    /// <inheritdoc/>
    internal override string? ReferenceKey => ValueNames.Reference(Levels);

    /// <inheritdoc/>
    internal override NoiseModel ForValues(IReadOnlyList<string?> keys) => ForLevels(ValueNames.OfContrasts(keys, Name));

    /// <inheritdoc/>
    internal override RowSummary Summary(ReadOnlySpan<double> parameters, double trials)
    {
        double[] log = [0.0, .. parameters];
        double total = RowSummary.LogSumExp(log);
        for (int k = 0; k < log.Length; k++) log[k] -= total;
        return RowSummary.OfClass(log);
    }

    /// <summary>The class whose log odds with a Gumbel draw added are largest.</summary>
    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, double trials, RandomStream stream, Span<double> response)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ParameterCheck.Require(this, parameters);
        double largest = IsSymmetric ? double.NegativeInfinity : -Numerics.Elementary.Log(stream.NextExponential());
        response[0] = 0.0;
        for (int k = 0; k < parameters.Length; k++)
        {
            double score = parameters[k] - Numerics.Elementary.Log(stream.NextExponential());
            if (score <= largest) continue;
            largest = score;
            response[0] = k + FirstClass;
        }
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // Half an observation in every class keeps the logarithms finite.
        double[] counts = new double[parameters.Length + FirstClass];
        Array.Fill(counts, 0.5);
        for (int i = 0; i < y.Length; i++) counts[(int)y[i]] += weights.IsEmpty ? 1 : weights[i];
        double level = 0;
        for (int k = 0; k < parameters.Length; k++)
        {
            parameters[k] = Numerics.Elementary.Log(counts[k + FirstClass] / counts[0]);
            level += parameters[k] / parameters.Length;
        }

        for (int k = 0; IsSymmetric && k < parameters.Length; k++) parameters[k] -= level;
    }

    /// <inheritdoc/>
    internal override void EvaluateBlock<TLane>(BoundNoise bound, NoiseBlock<TLane> block)
    {
        if (Levels.Count == 0) throw new InvalidOperationException("the classes are not known");
        new SoftmaxBlock<TLane>(block, !IsSymmetric).Evaluate();
    }

    /// <summary>The class of the first parameter.</summary>
    private int FirstClass => IsSymmetric ? 0 : 1;

    private string Meaning(string level, string first) => IsSymmetric ? $"log probability of '{level}' up to a constant" : $"log odds of '{level}' against '{first}'";

    /// <inheritdoc/>
    internal override string ToText(IReadOnlyDictionary<string, double> held, double? trials) => IsSymmetric ? $"{Name}(coding=symmetric)" : base.ToText(held, trials);
}

/// <summary>Softmax over the predictors of a block and, unless every class has one, a reference that is 0.</summary>
internal readonly unsafe ref struct SoftmaxBlock<TLane>(NoiseBlock<TLane> block, bool hasReference)
    where TLane : unmanaged, ILane<TLane>
{
    private readonly NoiseBlock<TLane> _block = block;
    private readonly bool _hasReference = hasReference;
    private readonly int _first = hasReference ? 1 : 0;

    // The first blocks of a fit must not crawl.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate()
    {
        JetArena<TLane> arena = _block.Arena;
        int classes = _block.FreeParameters;
        nint rows = arena.Rows;
        Operand* eta = stackalloc Operand[classes];
        double** probability = stackalloc double*[classes];
        for (int k = 0; k < classes; k++)
        {
            eta[k] = arena.AsOperand(_block.Predictors[k]);
            probability[k] = arena.NewArray();
        }

        double* surprisal = arena.NewArray();
        double* y = _block.Response.Pointer;
        for (nint i = 0; i < rows; i += TLane.Width)
        {
            TLane largest = _hasReference ? TLane.Broadcast(0) : At(eta[0], i);
            for (int k = 0; k < classes; k++)
            {
                TLane value = At(eta[k], i);
                largest = TLane.Select(TLane.LessThan(largest, value), value, largest);
            }

            TLane sum = _hasReference ? Exp.Value(-largest) : TLane.Broadcast(0), own = TLane.Broadcast(0), code = TLane.Load(y + i);
            for (int k = 0; k < classes; k++)
            {
                TLane value = At(eta[k], i), power = Exp.Value(value - largest);
                TLane.Store(power, probability[k] + i);
                sum += power;
                own = TLane.Select(TLane.Equal(code, TLane.Broadcast(k + _first)), value, own);
            }

            TLane.Store((Log.Value(sum) + largest) - own, surprisal + i);
            TLane reciprocal = TLane.Broadcast(1) / sum;
            for (int k = 0; k < classes; k++) TLane.Store(TLane.Load(probability[k] + i) * reciprocal, probability[k] + i);
        }

        _block.Surprisal = new Field(surprisal);
        if (_block.Order > 0) Derive(probability, y, classes, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane At(Operand operand, nint row) => TLane.Load(operand.Pointer + (operand.Stride == 0 ? 0 : row));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Derive(double** probability, double* y, int classes, nint rows)
    {
        JetArena<TLane> arena = _block.Arena;
        for (int k = 0; k < classes; k++)
        {
            double* gradient = arena.NewArray();
            TLane code = TLane.Broadcast(k + _first), one = TLane.Broadcast(1), zero = TLane.Broadcast(0);
            for (nint i = 0; i < rows; i += TLane.Width)
                TLane.Store(TLane.Load(probability[k] + i) - TLane.Select(TLane.Equal(TLane.Load(y + i), code), one, zero), gradient + i);
            _block.Gradient[k] = new Field(gradient);
        }

        if (_block.Order < 2) return;
        for (int k = 0, h = 0; k < classes; k++)
        {
            for (int l = k; l < classes; l++, h++)
            {
                double* curvature = arena.NewArray();
                for (nint i = 0; i < rows; i += TLane.Width)
                {
                    TLane p = TLane.Load(probability[k] + i), q = TLane.Load(probability[l] + i);
                    TLane.Store(k == l ? TLane.FusedMultiplyAdd(-p, p, p) : -(p * q), curvature + i);
                }

                _block.Curvature[h] = new Field(curvature);
            }
        }
    }
}
