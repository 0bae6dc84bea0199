using Surprisal.Data;
using Surprisal.Formulas;
using Surprisal.Noise;
using Surprisal.Numerics;

namespace Surprisal.Models;

/// <summary>A model with the rows of a table: responses checked against the support, designs made. Immutable.</summary>
internal sealed class BoundModel
{
    private BoundModel(Model model, ModelFrame frame, ResponseData response, NoiseModel noise)
    {
        Model = model;
        Frame = frame;
        Noise = noise;
        Observations = ResponseReader.Read(response, noise, frame);
        ResponseColumn column = response.Responses[0];
        Transform = column.Transform;
        ResponseLevels = column.Values.IsEmpty ? column.Levels : [];
        LogJacobian = ResponseReader.LogJacobian(response, Observations, frame);
        Weights = model.Options.WeightsKind == WeightsKind.Frequency ? response.Weights : default;
        ReadOnlyMemory<double>? precisionOffset = model.Options.WeightsKind == WeightsKind.Precision ? PrecisionOffset(response.Weights) : null;
        Parameters = [.. BindParameters(precisionOffset)];
        Priors = PriorAssignment.Of(this);
        Warnings = [.. Parameters.SelectMany(static p => p.Recipe.Warnings).Distinct(StringComparer.Ordinal)];
    }

    private BoundModel(BoundModel other, IReadOnlyList<BoundParameter> parameters)
    {
        Model = other.Model;
        Frame = other.Frame;
        Noise = other.Noise;
        Observations = other.Observations;
        Transform = other.Transform;
        ResponseLevels = other.ResponseLevels;
        LogJacobian = other.LogJacobian;
        Weights = other.Weights;
        Warnings = other.Warnings;
        Priors = [.. other.Priors.Where(p => parameters.Contains(p.Parameter))];
        Parameters = parameters;
    }

    public Model Model { get; }

    public ModelFrame Frame { get; }

    /// <summary>The noise model, with the response's classes where it has some.</summary>
    public NoiseModel Noise { get; }

    /// <summary>What was observed, as the noise model takes it.</summary>
    public Observations Observations { get; }

    /// <summary>The (first) responses.</summary>
    public ReadOnlyMemory<double> Response => Observations.Response;

    /// <summary>Numbers of trials; empty where the noise model has none.</summary>
    public ReadOnlyMemory<double> Trials => Observations.Trials;

    /// <summary>Frequency weights; empty for ones.</summary>
    public ReadOnlyMemory<double> Weights { get; }

    /// <summary>The texts that the response's numbers 0, 1, ... stand for; empty for a response of numbers.</summary>
    public IReadOnlyList<string> ResponseLevels { get; }

    /// <summary>What the response is of its column.</summary>
    public ResponseTransform Transform { get; }

    /// <summary>log |d response/d y| of each row where the response is a transformed column; empty where it is not.</summary>
    public ReadOnlyMemory<double> LogJacobian { get; }

    /// <summary>The parameters that have a predictor, in the noise model's order.</summary>
    public IReadOnlyList<BoundParameter> Parameters { get; }

    /// <summary>The priors of the parameters' coefficients.</summary>
    public IReadOnlyList<AssignedPrior> Priors { get; private init; }

    public IReadOnlyList<string> Warnings { get; }

    public int RowCount => Frame.RowCount;

    /// <summary>Makes the designs of a table.</summary>
    /// <exception cref="InputException">The model does not suit the table.</exception>
    public static BoundModel Bind(Model model, Table table)
    {
        NoiseModel noise = model.NoiseModel;
        IEnumerable<Formula> others = model.OtherFormulas;
        ModelFrameOptions options = new()
        {
            Missing = model.Options.Missing,
            Weights = model.Options.Weights is { } weights ? DataExpression.Parse(weights) : null,
        };
        ModelFrame frame = ModelFrame.Create(table, [model.MainFormula, .. others.DistinctBy(static f => f.Text, StringComparer.Ordinal)], options);
        ResponseData response = ResponseData.Create(frame);
        NoiseModel bound = ResponseReader.WithLevels(noise, response, frame);
        if (model.NamesBeside(bound).FirstOrDefault() is { } name)
            throw new InputException($"noise model '{bound.Name}' has no parameter '{name}'", $"the parameters are {string.Join(", ", bound.Parameters.Select(static p => p.Name))}");
        return new BoundModel(model, frame, response, bound);
    }

    /// <summary>The rows' noise model with links and held values.</summary>
    /// <param name="extraHeld">Natural values of further parameters to hold.</param>
    public BoundNoise BindNoise(IReadOnlyDictionary<string, double>? extraHeld = null) => new(
        Noise,
        [.. Noise.Parameters.Select(Model.LinkOf)],
        [.. Noise.Parameters.Select(p => Held(p.Name, extraHeld))]);

    /// <summary>The same without a predictor for one parameter, which is held.</summary>
    public BoundModel Without(string parameter) => new(this, [.. Parameters.Where(p => !string.Equals(p.Parameter.Name, parameter, StringComparison.Ordinal))]);

    /// <summary>The same with other priors.</summary>
    public BoundModel WithPriors(IReadOnlyList<AssignedPrior> priors) => new(this, Parameters) { Priors = priors };

    private double? Held(string name, IReadOnlyDictionary<string, double>? extra)
    {
        if (Model.Spec.Held.TryGetValue(name, out double value)) return value;
        return extra is not null && extra.TryGetValue(name, out value) ? value : null;
    }

    private IEnumerable<BoundParameter> BindParameters(ReadOnlyMemory<double>? precisionOffset)
    {
        Dictionary<(Formula Formula, bool IsContrast), (DesignRecipe Recipe, Design Design)> designs = [];
        Formula constant = Formula.Parse("~ 1");
        foreach (NoiseParameter parameter in Noise.Parameters)
        {
            if (Model.Spec.Held.ContainsKey(parameter.Name)) continue;
            Formula? given = Model.FormulaOf(parameter.Name);
            Formula formula = given is null ? constant : Frame.Formulas.First(f => string.Equals(f.Text, given.Text, StringComparison.Ordinal));
            if (parameter.IsContrast && !formula.HasIntercept)
            {
                throw new FormulaException(
                    $"the formula of '{parameter.Name}' never has an intercept for noise model '{Noise.Name}', so there is none to leave out", formula.Text, 0, "leave out the 0 or the - 1: factors are then coded against their first level");
            }

            if (!designs.TryGetValue((formula, parameter.IsContrast), out (DesignRecipe Recipe, Design Design) made))
            {
                DesignRecipe recipe = DesignRecipe.Train(formula, Frame, withIntercept: !parameter.IsContrast);
                made = (recipe, recipe.Apply(Frame));
                designs.Add((formula, parameter.IsContrast), made);
            }

            bool scaled = precisionOffset is not null && string.Equals(parameter.Name, "sigma", StringComparison.Ordinal);
            ReadOnlyMemory<double>? offset = scaled ? Sum(made.Design.Offset, precisionOffset!.Value) : made.Design.Offset;
            yield return new BoundParameter(parameter, Model.LinkOf(parameter), made.Recipe, made.Design, offset);
        }
    }

    /// <summary>Var = sigma²/w is log sigma − ½ log w as the row's log standard deviation.</summary>
    private static ReadOnlyMemory<double>? PrecisionOffset(ReadOnlyMemory<double> weights)
    {
        if (weights.IsEmpty) return null;
        double[] offset = new double[weights.Length];
        for (int i = 0; i < offset.Length; i++) offset[i] = -0.5 * Elementary.Log(weights.Span[i]);
        return offset;
    }

    private static ReadOnlyMemory<double> Sum(ReadOnlyMemory<double>? a, ReadOnlyMemory<double> b)
    {
        if (a is null) return b;
        double[] sum = new double[b.Length];
        for (int i = 0; i < sum.Length; i++) sum[i] = a.Value.Span[i] + b.Span[i];
        return sum;
    }
}
