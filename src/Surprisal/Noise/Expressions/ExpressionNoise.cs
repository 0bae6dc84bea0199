using Surprisal.Links;

namespace Surprisal.Noise.Expressions;

/// <summary>A noise model that was typed: the surprisal as an expression of the response y and of declared parameters.</summary>
/// <remarks>
/// <para>The text is <c>EXPRESSION ; NAME DOMAIN, NAME DOMAIN, ...</c> as in <c>log(2*s) + abs(y - m)/s ; m real, s positive</c>. Domains are
/// real, positive and probability. The response is any number unless its support is declared among the parameters: <c>y positive</c>,
/// nonnegative, unit, count, integer, binary, circle. There are <c>+ - * / ^</c>, parentheses, exp, log, log1p, expm1, sqrt, abs, tanh, atan,
/// sin, cos, lgamma, softplus, sigmoid (or logistic), Phi and logPhi (the normal distribution function), min, max, if(a &lt; b, c, d), pi and e.</para>
/// <para>The expression runs operator by operator on blocks of rows, with the derivative rules of every other noise model. Parameters enter on the
/// scale on which they are unconstrained, and what that makes exact is used: the logarithm of a positive s is its working value itself.</para>
/// <para>The density must integrate to 1, which is checked at several parameters, or is made to: then the logarithm of the integral is computed
/// numerically with its derivatives and belongs to the surprisal. That costs a quadrature, 0.2 to 1 ms, for every different set of parameters
/// other than those that only move the density: one a pass where they are single numbers, one a row where their predictors vary by row.</para>
/// </remarks>
public class ExpressionNoise : ScalarNoise
{
    private readonly StepProgram _program;
    private readonly DensityDeclarations _declarations;
    private readonly bool[] _isShift;
    private readonly LogNormaliser? _normaliser;

    private ExpressionNoise(string text, StepProgram program, DensityDeclarations declarations)
    {
        Text = text;
        _program = program;
        _declarations = declarations;
        _isShift = [.. declarations.Parameters.Select((_, k) => Support == Support.RealLine && declarations.Parameters[k].Domain == ParameterDomain.Real && program.IsShift(k))];
        Parameters = [.. declarations.Parameters.Select((p, k) => new NoiseParameter(p.Name, p.Domain, _isShift[k] ? "location" : "parameter", _isShift[k] ? ParameterRole.Location : ParameterRole.Shape))];
    }

    /// <summary>The same density with what was found out about it.</summary>
    private protected ExpressionNoise(ExpressionNoise other)
        : this(other, other.Parameters, other.HasKink, other._normaliser)
    {
    }

    private ExpressionNoise(ExpressionNoise other, IReadOnlyList<NoiseParameter> parameters, bool hasKink, LogNormaliser? normaliser)
    {
        Text = other.Text;
        _program = other._program;
        _declarations = other._declarations;
        _isShift = other._isShift;
        Parameters = parameters;
        HasKink = hasKink;
        _normaliser = normaliser;
    }

    /// <summary>The text: the expression, a semicolon, what is declared.</summary>
    public string Text { get; }

    /// <summary>Whether the logarithm of the density's integral is computed numerically and belongs to the surprisal.</summary>
    public bool IsNormalised => _normaliser is not null;

    /// <inheritdoc/>
    public sealed override string Name => "density";

    /// <inheritdoc/>
    public sealed override string Description => "a surprisal typed as text";

    /// <inheritdoc/>
    public sealed override string Density
    {
        get
        {
            string expression = Text[..Text.IndexOf(';', StringComparison.Ordinal)].Trim();
            return IsNormalised ? $"exp(-({expression})) / Z, Z its integral over y, found numerically" : $"exp(-({expression}))";
        }
    }

    /// <inheritdoc/>
    public sealed override string Estimates => Parameters[0].Role == ParameterRole.Location ? $"{Parameters[0].Name}, which moves the density as it is typed" : $"the parameter {Parameters[0].Name} of the density as it is typed";

    /// <inheritdoc/>
    public sealed override IReadOnlyList<NoiseParameter> Parameters { get; }

    /// <inheritdoc/>
    public sealed override Support Support => _declarations.Support;

    /// <inheritdoc/>
    public sealed override bool HasKink { get; }

    /// <summary>The steps that it runs.</summary>
    internal StepProgram Program => _program;

    /// <summary>Reads a density.</summary>
    /// <param name="text">The text: <c>log(2*s) + abs(y - m)/s ; m real, s positive</c>.</param>
    /// <param name="normalise">Whether to compute the logarithm of its integral where that is not 0, instead of refusing the text.</param>
    /// <exception cref="NoiseTextException">
    /// The text cannot be understood; or its density does not integrate to 1, and the message names the term that is missing; or its integral is infinite,
    /// so that no term could mend it.
    /// </exception>
    public static ExpressionNoise Parse(string text, bool normalise = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        (StepProgram program, DensityDeclarations declarations) = ExpressionParser.Read(text);
        ExpressionNoise plain = new(text.Trim(), program, declarations);
        NormaliserCheck check = NormaliserCheck.Of(plain, text);
        if (!normalise) check.RequireOne();
        bool hasKink = KinkSearch.HasKink(plain);
        ExpressionNoise kinked = new(plain, plain.Parameters, hasKink, null);
        ExpressionNoise whole = check.IsOne ? kinked : new(plain, plain.Parameters, hasKink, new LogNormaliser(kinked));
        ExpressionNoise result = new(whole, ParameterRoles.Of(whole), hasKink, whole._normaliser);
        return PiecewiseLinearExpression.Of(result) ?? result;
    }

    /// <inheritdoc/>
    public sealed override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T surprisal = _program.Run(y.Value, working)[^1];
        return _normaliser is null ? surprisal : surprisal + _normaliser.At(working);
    }

    /// <summary>Whether a parameter only moves the density, so that its integral does not depend on it.</summary>
    internal bool IsShift(int parameter) => _isShift[parameter];
}
