using System.Globalization;
using Surprisal.Fits;

namespace Surprisal.Tests.Reference;

/// <summary>Mean and covariance of one component of a fit without predictors, under the names of its responses; one component where there is no mixture.</summary>
internal sealed class FittedMoments
{
    private readonly Dictionary<string, ParameterFit> _parameters;
    private readonly string _component;
    private readonly string[] _responses;

    private FittedMoments(Fit fit, int component, int components, double share)
    {
        _parameters = fit.Parameters.ToDictionary(static p => p.Name, StringComparer.Ordinal);
        _component = components == 1 ? string.Empty : component.ToString(CultureInfo.InvariantCulture);
        Share = share;
        string prefix = components == 1 ? "mu[" : $"mu[{_component},";
        _responses = [.. _parameters.Keys.Where(p => p.StartsWith(prefix, StringComparison.Ordinal)).Select(p => p[prefix.Length..^1])];
    }

    /// <summary>The component's share of the rows.</summary>
    public double Share { get; }

    /// <summary>The components in the order of their first means.</summary>
    public static IReadOnlyList<FittedMoments> Of(Fit fit)
    {
        double[] logs = [0, .. fit.Parameters.Where(static p => p.Name.StartsWith("weight[", StringComparison.Ordinal)).Select(static p => p.Coefficients.Single().Estimate!.Value)];
        double sum = logs.Sum(Math.Exp);
        return [.. logs.Select((w, k) => new FittedMoments(fit, k + 1, logs.Length, Math.Exp(w) / sum)).OrderBy(static c => c.Mean(c._responses is [] ? ["y"] : [c._responses[0]]))];
    }

    /// <summary>The mean of a response.</summary>
    public double Mean(string[] response) => Number("mu", response[0]);

    /// <summary>The standard error of the mean of a response.</summary>
    public double StandardError(string[] response) => Coefficient("mu", response[0]).StandardError!.Value;

    /// <summary>An element of LLᵀ.</summary>
    public double Covariance(string[] pair)
    {
        if (_responses.Length == 0) return Math.Exp(2 * Number("sigma"));
        int i = Array.IndexOf(_responses, pair[0]), j = Array.IndexOf(_responses, pair[1]);
        double sum = 0;
        for (int k = 0; k <= Math.Min(i, j); k++) sum += Factor(i, k) * Factor(j, k);
        return sum;
    }

    private double Factor(int row, int column) => row == column ? Math.Exp(Number("scale", _responses[row])) : Number("cholesky", _responses[row], _responses[column]);

    private double Number(string name, params string[] responses) => Coefficient(name, responses).Estimate!.Value;

    private Coefficient Coefficient(string name, params string[] responses)
    {
        string[] index = [.. new[] { _component }.Where(static c => c.Length > 0), .. _responses.Length == 0 ? [] : responses];
        return _parameters[index.Length == 0 ? name : $"{name}[{string.Join(',', index)}]"].Coefficients.Single();
    }
}
