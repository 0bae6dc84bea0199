namespace Surprisal.Noise.Expressions;

/// <summary>Reads the expression of a density's text by recursive descent, and builds its steps as it goes.</summary>
/// <remarks>
/// <c>SUM := PRODUCT {('+' | '-') PRODUCT}</c>, <c>PRODUCT := SIGNED {('*' | '/') SIGNED}</c>, <c>SIGNED := ['+' | '-'] SIGNED | POWER</c>,
/// <c>POWER := ATOM ['^' SIGNED]</c>, <c>ATOM := number | name | name '(' ARGUMENTS ')' | '(' SUM ')'</c>. So −x^2 is −(x^2), and powers
/// associate to the right.
/// </remarks>
internal sealed class ExpressionParser
{
    private const int DeepestNesting = 200;
    private readonly string _text;
    private readonly IReadOnlyList<ExpressionToken> _tokens;
    private readonly DensityDeclarations _declarations;
    private readonly StepBuilder _builder;
    private readonly string _response;
    private int _at;
    private int _depth;

    private ExpressionParser(string text, IReadOnlyList<ExpressionToken> tokens, DensityDeclarations declarations, string response = DensityDeclarations.Response)
    {
        _text = text;
        _response = response;
        _tokens = tokens;
        _declarations = declarations;
        _builder = new StepBuilder(declarations.Support);
    }

    private ExpressionToken Token => _tokens[_at];

    /// <summary>Reads a whole text.</summary>
    /// <param name="text">The text: an expression, a semicolon, declarations.</param>
    /// <exception cref="NoiseTextException">It cannot be understood; the exception names the place.</exception>
    public static (StepProgram Program, DensityDeclarations Declarations) Read(string text)
    {
        ExpressionToken[] tokens = [.. ExpressionTokens.Of(text)];
        if (tokens.Length == 1) throw new NoiseTextException("density: the text is empty", text, 0, "write for example: log(2*s) + abs(y - m)/s ; m real, s positive");
        int semicolon = Array.FindIndex(tokens, static t => t.Is(";"));
        if (semicolon < 0) throw DensityDeclarations.Error(text, text.Length, "no parameter is declared");
        DensityDeclarations declarations = DensityDeclarations.Read(text, tokens.AsSpan(semicolon + 1));
        ExpressionParser parser = new(text, tokens, declarations);
        int result = parser.Sum();
        if (parser._at != semicolon) throw parser.Unexpected("an operator or ';'");
        StepProgram program = new(parser._builder.Steps, result);
        parser.RequireUse(program);
        return (program, declarations);
    }

    /// <summary>Reads a formula of one number and nothing else.</summary>
    /// <param name="text">The text: an expression.</param>
    /// <param name="variable">The number's name.</param>
    /// <returns>The steps, of which the number is the response.</returns>
    /// <exception cref="NoiseTextException">It cannot be understood, or does not depend on the number; the exception names the place.</exception>
    public static StepProgram ReadFunction(string text, string variable)
    {
        ExpressionToken[] tokens = [.. ExpressionTokens.Of(text)];
        ExpressionParser parser = new(text, tokens, new DensityDeclarations(), variable);
        int result = parser.Sum();
        if (parser.Token.Kind != ExpressionTokenKind.End) throw parser.Unexpected("an operator or the end");
        StepProgram program = new(parser._builder.Steps, result);
        if (!program.DependOnResponse()[^1]) throw new NoiseTextException($"density: the formula does not depend on {variable}", text, 0, $"write a function of {variable}: abs({variable})^1.5");
        return program;
    }

    private void RequireUse(StepProgram program)
    {
        for (int k = 0; k < _declarations.Parameters.Count; k++)
        {
            (string name, _, int position) = _declarations.Parameters[k];
            if (!program.Uses(k))
                throw new NoiseTextException($"density: the surprisal does not depend on parameter '{Words.Shorten(name)}'", _text, position, "leave it out, or use it in the expression");
        }

        if (!program.DependOnResponse()[^1]) throw new NoiseTextException("density: the surprisal does not depend on the response y", _text, 0, "a surprisal is a function of y and the parameters");
    }

    private int Sum()
    {
        Enter();
        int left = Product();
        while (Token.Is("+") || Token.Is("-"))
        {
            bool minus = Take().Is("-");
            int right = Product();
            left = minus ? _builder.Subtract(left, right) : _builder.Add(left, right);
        }

        _depth--;
        return left;
    }

    private int Product()
    {
        int left = Signed();
        while (Token.Is("*") || Token.Is("/"))
        {
            ExpressionToken op = Take();
            int right = Signed();
            left = Finite(op.Is("*") ? _builder.Multiply(left, right) : _builder.Divide(left, right), op);
        }

        return left;
    }

    private int Signed()
    {
        if (!Token.Is("+") && !Token.Is("-")) return Power();
        Enter();
        bool minus = Take().Is("-");
        int operand = Signed();
        _depth--;
        return minus ? _builder.Negate(operand) : operand;
    }

    private int Power()
    {
        int left = Atom();
        if (!Token.Is("^")) return left;
        ExpressionToken op = Take();
        Enter();
        int right = Signed();
        _depth--;
        return Finite(_builder.Power(left, right), op);
    }

    private int Atom()
    {
        ExpressionToken token = Token;
        switch (token.Kind)
        {
            case ExpressionTokenKind.Number:
                Take();
                if (Token.Is("(")) throw Error(Token, "a number is called like a function", "write '*' for a product");
                return _builder.Constant(token.Number);
            case ExpressionTokenKind.Name:
                Take();
                return Token.Is("(") ? Finite(Call(token), token) : Named(token);
        }

        if (!token.Is("(")) throw Unexpected("a number, a name or '('");
        Take();
        int inner = Sum();
        Close(token);
        return inner;
    }

    private int Named(ExpressionToken token)
    {
        string name = token.Text;
        if (string.Equals(name, _response, StringComparison.Ordinal)) return _builder.Response;
        for (int k = 0; k < _declarations.Parameters.Count; k++)
        {
            if (string.Equals(_declarations.Parameters[k].Name, name, StringComparison.Ordinal)) return _builder.Parameter(k, _declarations.Parameters[k].Domain);
        }

        if (ExpressionFunctions.Constant(name) is { } value) return _builder.Constant(value);
        if (ExpressionFunctions.Arity(name) is not null) throw Error(token, $"function '{name}' has no arguments", $"write {name}(...)");
        if (!string.Equals(_response, DensityDeclarations.Response, StringComparison.Ordinal))
            throw Error(token, $"'{Words.Shorten(name)}' is not {_response}", $"a formula is one of {_response} and numbers, as in abs({_response})^1.5");
        string otherwise = $"declare it behind ';': {Words.Shorten(name)} real";
        throw Error(token, $"'{Words.Shorten(name)}' is neither y nor declared", DidYouMean.Remedy(name, _declarations.Parameters.Select(static p => p.Name), otherwise)!);
    }

    private int Call(ExpressionToken name)
    {
        if (ExpressionFunctions.Arity(name.Text) is not { } arity)
        {
            bool product = _declarations.Parameters.Any(p => string.Equals(p.Name, name.Text, StringComparison.Ordinal)) || name.Text is DensityDeclarations.Response or "pi" or "e";
            throw Error(name, product ? $"'{name.Text}' is no function" : $"unknown function '{Words.Shorten(name.Text)}'", product ? "write '*' for a product" : ExpressionFunctions.Remedy(name.Text));
        }

        ExpressionToken open = Take();
        if (string.Equals(name.Text, ExpressionFunctions.Choice, StringComparison.Ordinal)) return Choice(open);
        List<int> arguments = [];
        if (!Token.Is(")"))
        {
            arguments.Add(Sum());
            while (Token.Is(","))
            {
                Take();
                arguments.Add(Sum());
            }
        }

        Close(open);
        if (arguments.Count != arity)
            throw Error(name, $"function '{name.Text}' takes {(arity == 1 ? "one argument" : "two arguments")}, not {NoiseNumber.Format(arguments.Count)}", arity == 1 ? $"write {name.Text}(x)" : $"write {name.Text}(a, b)");
        return ExpressionFunctions.Call(_builder, name.Text, arguments);
    }

    private int Choice(ExpressionToken open)
    {
        const string Remedy = "write if(a < b, c, d): c where a is less than b, else d";
        int left = Sum();
        ExpressionToken comparison = Token;
        if (!(comparison.Is("<") || comparison.Is(">") || comparison.Is("<=") || comparison.Is(">="))) throw Error(comparison, $"{comparison.Shown} where a comparison was expected", Remedy);
        Take();
        int right = Sum();
        Comma(Remedy);
        int whenTrue = Sum();
        Comma(Remedy);
        int whenFalse = Sum();
        Close(open);
        return comparison.Text switch
        {
            "<" => _builder.SelectLess(left, right, whenTrue, whenFalse),
            ">" => _builder.SelectLess(right, left, whenTrue, whenFalse),
            "<=" => _builder.SelectLess(right, left, whenFalse, whenTrue),
            _ => _builder.SelectLess(left, right, whenFalse, whenTrue),
        };
    }

    private void Comma(string remedy)
    {
        if (!Token.Is(",")) throw Error(Token, $"{Token.Shown} where ',' was expected", remedy);
        Take();
    }

    private void Close(ExpressionToken open)
    {
        if (Token.Is(")"))
        {
            Take();
            return;
        }

        throw Token.Is(";") || Token.Kind == ExpressionTokenKind.End ? Error(open, "the parenthesis '(' is not closed", "add ')'") : Unexpected("an operator or ')'");
    }

    /// <summary>A constant part must be a number: log(-1) is a slip.</summary>
    private int Finite(int step, ExpressionToken at) =>
        _builder.ValueOf(step) is { } value && !double.IsFinite(value)
        ? throw Error(at, $"a constant part of the expression is {(double.IsNaN(value) ? "not a number" : "infinite")}", "look for a logarithm of a negative number or a division by 0")
        : step;

    private ExpressionToken Take() => _tokens[_at++];

    private void Enter()
    {
        if (++_depth > DeepestNesting) throw Error(Token, $"nested more than {DeepestNesting} levels deep", "shorten the expression");
    }

    private NoiseTextException Unexpected(string wanted) => Token.Text is "<" or ">" or "<=" or ">="
        ? Error(Token, "a comparison may stand first in if(...) only", "write if(a < b, c, d): c where a is less than b, else d")
        : Error(Token, $"{(Token.Kind == ExpressionTokenKind.End ? "the text ends" : Token.Shown)} where {wanted} was expected", Remedy());

    private string? Remedy() => Token.Kind switch
    {
        ExpressionTokenKind.Name or ExpressionTokenKind.Number => "write '*' for a product",
        _ when Token.Is("(") => "write '*' for a product",
        _ when Token.Is(")") => "remove it, or open it before",
        _ => null,
    };

    private NoiseTextException Error(ExpressionToken at, string problem, string? remedy) => new($"density: {problem}", _text, at.Position, remedy);
}
