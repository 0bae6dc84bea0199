using Surprisal.Formulas;
using Surprisal.Links;
using Surprisal.Noise;
using Surprisal.Priors;

namespace Surprisal.Models;

/// <summary>The weakly informative defaults: wide enough not to matter where the data say something, narrow enough that every coefficient has an estimate.</summary>
/// <remarks>
/// A slope is gaussian with sd 2.5 unit/sd(x). The predictor at the columns' means (the intercept of centred columns) is gaussian with sd 2.5 unit about the noise
/// model's own rough estimate, which the data place, so that no heavy tail is needed and the prior is log-concave. The unit is the response's standard deviation where the predictor is on the response's scale, else 1: on a log or logit scale 2.5 is a factor of
/// 12. Gelman, Jakulin, Pittau, Su (2008), doi:10.1214/08-AOAS191; Goodrich, Gabry, Ali, Brilleman, rstanarm's "Prior distributions".
/// </remarks>
internal sealed class WeaklyInformative
{
    private const double Width = 2.5;
    private const int SampleRows = 4096;
    private readonly BoundModel _bound;
    private readonly double[] _constants;

    public WeaklyInformative(BoundModel bound)
    {
        _bound = bound;
        _constants = new double[bound.Noise.Parameters.Count];
        int size = Math.Min(bound.RowCount, SampleRows);
        int[] rows = [.. Enumerable.Range(0, size).Select(i => (int)((long)i * bound.RowCount / size))];
        double[] weights = bound.Weights.IsEmpty ? [] : [.. rows.Select(row => bound.Weights.Span[row])];
        bound.Noise.Start(bound.Observations.Pick(rows), weights, _constants);
    }

    /// <summary>The prior of a slope.</summary>
    public GaussianPrior Slope(BoundParameter parameter, DesignColumn column) =>
        new(Width * Unit(parameter) / ColumnMoments.Deviation(column, _bound.RowCount, _bound.Weights.Span));

    /// <summary>The prior of the predictor at the means of its columns.</summary>
    public ScalarPrior Centre(BoundParameter parameter)
    {
        double eta = parameter.Link.Apply(_constants[_bound.Noise.IndexOf(parameter.Parameter.Name)]);
        return new GaussianPrior(Width * Unit(parameter)).With(mean: double.IsFinite(eta) ? eta : 0);
    }

    private double Unit(BoundParameter parameter)
    {
        bool isOnScale = parameter.Parameter.Role == ParameterRole.Location && parameter.Link is IdentityLink && _bound.Noise.Support == Support.RealLine;
        return isOnScale && ColumnMoments.Of(_bound.Response.Span, _bound.Weights.Span).Deviation is > 0 and var deviation ? deviation : 1;
    }
}
