namespace Surprisal.Models;

/// <summary>A noise model with one formula a parameter: what is believed about the data, without any data. Immutable.</summary>
public sealed class Model
{
    private Model(string noise, IReadOnlyList<string> formulas, ModelOptions options)
    {
        Noise = noise;
        Formulas = formulas;
        Options = options;
    }

    /// <summary>The noise model as text.</summary>
    public string Noise { get; }

    /// <summary>The formulas as text; the first has the response.</summary>
    public IReadOnlyList<string> Formulas { get; }

    /// <summary>Everything else.</summary>
    public ModelOptions Options { get; }

    /// <summary>States a model.</summary>
    /// <param name="noise">The noise model: <c>student-t</c>, <c>student-t(nu=4)</c>, <c>huber(k=1.5)</c>.</param>
    /// <param name="formulas">The first has the response (<c>y ~ x1 + x2</c>); others name a parameter (<c>sigma ~ x1</c>).</param>
    /// <exception cref="InputException">The noise model is unknown, or a formula cannot be read.</exception>
    public static Model Of(string noise, params IReadOnlyList<string> formulas) => Of(noise, formulas, ModelOptions.Default);

    /// <summary>States a model.</summary>
    /// <param name="noise">The noise model.</param>
    /// <param name="formulas">The first has the response; others name a parameter.</param>
    /// <param name="options">Links, weights, offset, missing values.</param>
    /// <exception cref="InputException">The noise model, a link or a parameter is unknown, or a formula cannot be read.</exception>
    public static Model Of(string noise, IReadOnlyList<string> formulas, ModelOptions options) => new(noise, formulas, options);
}
