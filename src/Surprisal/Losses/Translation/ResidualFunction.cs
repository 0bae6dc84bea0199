using Surprisal.Links;
using Surprisal.Noise;

namespace Surprisal.Losses;

/// <summary>A loss as a function of the residual with its derivative, from the kernel of a noise model whose location is moved.</summary>
internal sealed class ResidualFunction
{
    private const double Beside = 1e-9;
    private readonly NoiseModel _noise;
    private readonly double[] _parameters;
    private readonly int _location;

    /// <summary>Takes a noise model at natural parameters.</summary>
    /// <param name="noise">A noise model of single numbers.</param>
    /// <param name="parameters">Its natural parameters.</param>
    /// <param name="location">Which of them is the location, with the identity as its link.</param>
    /// <param name="offset">The surprisal that counts as a loss of 0.</param>
    public ResidualFunction(NoiseModel noise, double[] parameters, int location, double offset)
    {
        _noise = noise;
        _parameters = parameters;
        _location = location;
        Offset = offset;
    }

    /// <summary>The surprisal that counts as a loss of 0.</summary>
    public double Offset { get; }

    /// <summary>Losses.</summary>
    /// <param name="residuals">The residuals.</param>
    public double[] Loss(params double[] residuals) => At(residuals).Loss;

    /// <summary>Derivatives of the loss in the residual.</summary>
    /// <param name="residuals">The residuals.</param>
    public double[] Influence(params double[] residuals) => At(residuals).Influence;

    /// <summary>Both; where no derivative exists, or its formula is 0 times infinity, the mean of those on both sides.</summary>
    /// <param name="residuals">The residuals.</param>
    public (double[] Loss, double[] Influence) At(double[] residuals)
    {
        (double[] loss, double[] influence) = Evaluate(residuals);
        int[] without = [.. Enumerable.Range(0, residuals.Length).Where(i => double.IsNaN(influence[i]) && double.IsFinite(loss[i]))];
        if (without.Length == 0) return (loss, influence);
        double[] above = Evaluate([.. without.Select(i => residuals[i] + Step(residuals[i]))]).Influence;
        double[] below = Evaluate([.. without.Select(i => residuals[i] - Step(residuals[i]))]).Influence;
        for (int k = 0; k < without.Length; k++) influence[without[k]] = 0.5 * (above[k] + below[k]);
        return (loss, influence);
    }

    private static double Step(double residual) => Beside * Math.Max(1.0, Math.Abs(residual));

    private (double[] Loss, double[] Influence) Evaluate(double[] residuals)
    {
        if (residuals.Length == 0) return ([], []);
        double[] responses = [.. residuals.Select(r => r + _parameters[_location])];
        ReadOnlyMemory<double>[] working = [.. _noise.Parameters.Select((p, k) => (ReadOnlyMemory<double>)new[] { LinkRegistry.Default(p.Domain).Apply(_parameters[k]) })];
        NoiseEvaluation at = NoiseEvaluation.Of(_noise, new NoiseRows(responses, working), 1);
        double[] loss = at.Surprisal.ToArray(), influence = at.Gradient(_location).ToArray();
        for (int i = 0; i < loss.Length; i++) (loss[i], influence[i]) = (loss[i] - Offset, 0.0 - influence[i]);
        return (loss, influence);
    }
}
