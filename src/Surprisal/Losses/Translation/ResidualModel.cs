using Surprisal.Links;
using Surprisal.Noise;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>A registered noise model on the real line with numbers for all parameters, as a loss of the residual.</summary>
/// <param name="Spec">The noise model and the values that were given.</param>
/// <param name="Parameters">All natural parameters; those that were not given are examples.</param>
/// <param name="Function">The loss, counted from its least value.</param>
internal sealed record ResidualModel(NoiseSpec Spec, double[] Parameters, ResidualFunction Function)
{
    /// <summary>The noise model.</summary>
    public NoiseModel Model => Spec.Model;

    /// <summary>What exp(−loss) integrates to: the density is 1 over it where it is highest.</summary>
    public double Normaliser => Elementary.Exp(Function.Offset);

    /// <summary>The distribution.</summary>
    public Distribution Distribution => Model.At(Parameters);

    /// <summary>The name of the scale; null where there is none.</summary>
    public string? Scale => Model.Parameters.FirstOrDefault(static p => p.Role == ParameterRole.Scale)?.Name;

    /// <summary>Reads a noise model; null where it is not registered or is no function of a residual.</summary>
    /// <param name="text">Its text.</param>
    public static ResidualModel? OfText(string text) => NoiseModels.Find(NoiseText.Parse(text).Name) is null ? null : Of(NoiseSpec.Parse(text));

    /// <summary>The loss of a noise model; null where it is no function of a residual.</summary>
    /// <param name="spec">The noise model with the values that are given.</param>
    public static ResidualModel? Of(NoiseSpec spec)
    {
        NoiseModel model = spec.Model;
        int location = LocationOf(model);
        if (!model.IsUnivariate || model.Support != Support.RealLine || location < 0) return null;
        double[] parameters = ExampleParameters.Of(spec);
        Distribution distribution = model.At(parameters);
        if (!IsShift(model, parameters, location)) return null;
        double mode = distribution.Mode, offset = double.IsFinite(mode) ? distribution.Surprisal(mode) : 0.0;
        return new ResidualModel(spec, parameters, new ResidualFunction(model, parameters, location, double.IsFinite(offset) ? offset : 0.0));
    }

    /// <summary>The same with another scale; null where there is none.</summary>
    /// <param name="scale">The scale.</param>
    public ResidualModel? WithScale(double scale)
    {
        if (Scale is not { } name) return null;
        Dictionary<string, double> held = new(Spec.Held, StringComparer.Ordinal) { [name] = double.Parse(Sentence.Parameter(scale), System.Globalization.CultureInfo.InvariantCulture) };
        return Of(Spec with { Held = held.AsReadOnly() });
    }

    /// <summary>Whether the location moves the density and does nothing else: not so for the location of a mixture's part.</summary>
    private static bool IsShift(NoiseModel model, double[] parameters, int location)
    {
        double[] moved = [.. parameters];
        moved[location] += 1.25;
        double here = model.At(parameters).LogDensity(parameters[location] + 0.75), there = model.At(moved).LogDensity(moved[location] + 0.75);
        return Math.Abs(here - there) <= 1e-9 * (1.0 + Math.Abs(here));
    }

    private static int LocationOf(NoiseModel model)
    {
        for (int k = 0; k < model.Parameters.Count; k++)
        {
            if (model.Parameters[k] is { Role: ParameterRole.Location, Domain: ParameterDomain.Real, OwnLink: null }) return k;
        }

        return -1;
    }
}
