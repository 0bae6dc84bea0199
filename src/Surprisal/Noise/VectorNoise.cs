using Surprisal.Links;
using Surprisal.Numerics;
using Surprisal.Numerics.Dense;

namespace Surprisal.Noise;

/// <summary>Several responses of a row at once that vary together: a centre, and the Cholesky factor L of their scale matrix LLᵀ.</summary>
/// <remarks>
/// L has a positive diagonal, scale[a]: what is left of the spread of response a once those before it are known. Below it cholesky[b,a] says how b moves with
/// a. Any real numbers give a positive definite matrix, so every element can have a predictor. Z = L⁻¹(y − mu) by forward substitution, never by an inverse.
/// </remarks>
public abstract class VectorNoise : ScalarNoise
{
    private readonly List<NoiseParameter> _parameters = [];

    /// <summary>Names the parameters.</summary>
    /// <param name="responses">The responses' names; empty before they are known.</param>
    /// <param name="shapes">Parameters beside centre and scale matrix.</param>
    private protected VectorNoise(IReadOnlyList<string> responses, params IReadOnlyList<NoiseParameter> shapes)
    {
        Responses = [.. responses];
        if (Responses.Count == 0)
        {
            _parameters.Add(new("mu", ParameterDomain.Real, "centre of each response", ParameterRole.Location));
            _parameters.Add(new("scale", ParameterDomain.Positive, "diagonal of the Cholesky factor of the covariance", ParameterRole.Scale));
            _parameters.Add(new("cholesky", ParameterDomain.Real, "the factor below its diagonal", ParameterRole.Shape));
        }

        foreach (string a in Responses) _parameters.Add(new($"mu[{a}]", ParameterDomain.Real, $"centre of {a}", ParameterRole.Location));
        foreach (string a in Responses) _parameters.Add(new($"scale[{a}]", ParameterDomain.Positive, $"spread of {a} given the responses before it", ParameterRole.Scale));
        for (int b = 1; b < Responses.Count; b++)
        {
            for (int a = 0; a < b; a++)
                _parameters.Add(new($"cholesky[{Responses[b]},{Responses[a]}]", ParameterDomain.Real, $"how {Responses[b]} moves with {Responses[a]}", ParameterRole.Shape));
        }

        _parameters.AddRange(shapes);
    }

    /// <summary>The responses' names in order; empty before they are known.</summary>
    public IReadOnlyList<string> Responses { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters => _parameters;

    /// <inheritdoc/>
    public override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public override bool IsUnivariate => false;

    /// <inheritdoc/>
    public override int ResponseCount => Responses.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ResponseNames => Responses;

    /// <inheritdoc/>
    internal sealed override NoiseModel ForValues(IReadOnlyList<string?> keys) =>
        ForResponses(ValueNames.OfVector(keys, Name, [.. _parameters.Skip(3).Select(static p => p.Name)]));

    /// <summary>LLᵀ, row by row.</summary>
    private protected double[] ScaleMatrix(ReadOnlySpan<double> parameters)
    {
        int d = Responses.Count;
        double[] factor = new double[d * d], product = new double[d * d];
        for (int b = 0, at = 2 * d; b < d; b++)
        {
            factor[(b * d) + b] = parameters[d + b];
            for (int a = 0; a < b; a++, at++) factor[(b * d) + a] = parameters[at];
        }

        for (int a = 0; a < d; a++)
        {
            for (int b = 0; b < d; b++)
            {
                for (int k = 0; k <= Math.Min(a, b); k++) product[(a * d) + b] += factor[(a * d) + k] * factor[(b * d) + k];
            }
        }

        return product;
    }

    /// <summary>The logarithm of L's determinant.</summary>
    private protected double LogDeterminant(ReadOnlySpan<double> parameters)
    {
        double sum = 0.0;
        for (int a = 0; a < Responses.Count; a++) sum += Elementary.Log(parameters[Responses.Count + a]);
        return sum;
    }

    /// <summary>Means, and the Cholesky factor of the covariance with a little of the identity, so that it exists for any sample.</summary>
    /// <inheritdoc/>
    public override void Start(Observations observations, ReadOnlySpan<double> weights, Span<double> parameters, int variant = 0)
    {
        ArgumentNullException.ThrowIfNull(observations);
        int d = Responses.Count;
        Moments[] moments = new Moments[d];
        for (int a = 0; a < d; a++) moments[a] = Moments.Of(observations.Responses[a].Span, weights);
        double[] scale = [.. moments.Select(static m => RobustSpread.OrFallback(m.StandardDeviation, m.Mean))];
        double[] correlation = Correlation(observations, weights, moments, scale);
        Cholesky factor = Cholesky.Factor(correlation, d);
        if (!factor.IsPositiveDefinite) factor = Cholesky.Factor(Identity(d), d);
        for (int a = 0; a < d; a++)
        {
            parameters[a] = moments[a].Mean;
            parameters[d + a] = Math.Max(scale[a] * factor[a, a], double.Epsilon);
        }

        for (int b = 1, at = 2 * d; b < d; b++)
        {
            for (int a = 0; a < b; a++, at++) parameters[at] = scale[b] * factor[b, a];
        }
    }

    /// <summary>Where the shapes stand among the parameters.</summary>
    private protected int FirstShape => (2 * Responses.Count) + (Responses.Count * (Responses.Count - 1) / 2);

    /// <summary>|L⁻¹(y − mu)|², and the sum of the logarithms of L's diagonal.</summary>
    private protected (T Square, T LogDeterminant) Standardise<T>(Outcome<T> y, ReadOnlySpan<T> working)
        where T : struct, IReal<T>
    {
        int d = Responses.Count;
        T[] z = new T[d];
        T square = 0.0, logDeterminant = 0.0;
        for (int b = 0, at = 2 * d; b < d; b++)
        {
            T rest = (y.Values.IsEmpty ? y.Value : y.Values[b]) - working[b];
            for (int a = 0; a < b; a++, at++) rest -= working[at] * z[a];
            z[b] = rest * T.Exp(-working[d + b]);
            square = b == 0 ? T.Square(z[b]) : square + T.Square(z[b]);
            logDeterminant = b == 0 ? working[d] : logDeterminant + working[d + b];
        }

        return (square, logDeterminant);
    }

    /// <summary>mu + Lz.</summary>
    private protected void Unstandardise(ReadOnlySpan<double> parameters, ReadOnlySpan<double> z, Span<double> response)
    {
        int d = Responses.Count;
        for (int b = 0, at = 2 * d; b < d; b++)
        {
            response[b] = parameters[b] + (parameters[d + b] * z[b]);
            for (int a = 0; a < b; a++, at++) response[b] += parameters[at] * z[a];
        }
    }

    private static double[] Identity(int size)
    {
        double[] identity = new double[size * size];
        for (int a = 0; a < size; a++) identity[(a * size) + a] = 1.0;
        return identity;
    }

    private static double[] Correlation(Observations observations, ReadOnlySpan<double> weights, Moments[] moments, double[] scale)
    {
        const double Ridge = 1e-6;
        int d = moments.Length;
        double[] correlation = new double[d * d];
        for (int a = 0; a < d; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                ReadOnlySpan<double> x = observations.Responses[a].Span, y = observations.Responses[b].Span;
                double sum = 0.0, weight = Math.Max(moments[a].Weight, double.Epsilon);
                for (int i = 0; i < x.Length; i++)
                {
                    double w = weights.IsEmpty ? 1.0 : weights[i];
                    if (w > 0.0) sum += w / weight * ((x[i] - moments[a].Mean) / scale[a]) * ((y[i] - moments[b].Mean) / scale[b]);
                }

                double value = a == b ? 1.0 + Ridge : sum;
                correlation[(a * d) + b] = value;
                correlation[(b * d) + a] = value;
            }
        }

        return correlation;
    }
}
