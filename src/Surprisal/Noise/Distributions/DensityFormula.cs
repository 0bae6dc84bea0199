using Surprisal.Links;
using Surprisal.Numerics;

namespace Surprisal.Noise.Distributions;

/// <summary>The formula of a noise model at one set of parameters, as a function of the response alone.</summary>
internal sealed class DensityFormula
{
    private readonly Real[] _working;

    /// <summary>Fixes the parameters.</summary>
    /// <param name="noise">The noise model.</param>
    /// <param name="parameters">Natural parameters, inside their domains.</param>
    /// <param name="trials">The number of trials.</param>
    public DensityFormula(ScalarNoise noise, ReadOnlySpan<double> parameters, double trials)
    {
        Noise = noise;
        Parameters = parameters.ToArray();
        Trials = trials;
        _working = new Real[parameters.Length];
        for (int k = 0; k < _working.Length; k++) _working[k] = LinkRegistry.OfFormula(noise.Parameters[k].Domain).Apply(parameters[k]);
    }

    /// <summary>The noise model.</summary>
    public ScalarNoise Noise { get; }

    /// <summary>The parameters on their natural scales.</summary>
    public IReadOnlyList<double> Parameters { get; }

    /// <summary>The number of trials.</summary>
    public double Trials { get; }

    /// <summary>The log-density of a response within the support; of any number between where the support is discrete.</summary>
    public double At(double y) => -Noise.Surprisal(new Outcome<Real>(y, Trials), (ReadOnlySpan<Real>)_working).Value;

    /// <summary>The parameters as text.</summary>
    public override string ToString() => Words.List(Noise.Parameters.Select((p, k) => $"{p.Name} = {NoiseNumber.Format(Parameters[k])}"));
}
