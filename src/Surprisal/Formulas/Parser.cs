namespace Surprisal.Formulas;

/// <summary>
/// Reads a formula by recursive descent. Precedence is R's, from loose to tight: <c>~</c>, <c>|</c>, <c>+ -</c>, <c>* /</c>, <c>%in%</c>,
/// <c>:</c>, sign, <c>^</c> (to the right); except that a sign in front of the first summand takes the whole summand.
/// </summary>
internal sealed class Parser
{
    // Deep enough for any formula meant by a person; shallow enough that the recursion fits in the stack of every thread.
    private const int DeepestNesting = 200;

    private readonly string _text;
    private readonly Tokenizer _tokenizer;
    private Token _token;
    private int _depth;

    private Parser(string text)
    {
        _text = text;
        _tokenizer = new Tokenizer(text);
        _token = _tokenizer.Next();
    }

    /// <summary>Reads <c>left ~ right</c> or <c>~ right</c>.</summary>
    public static (Node? Left, Node Right) ParseFormula(string text)
    {
        Parser parser = new(text);
        if (parser._token.Kind == TokenKind.End) throw parser.Error("the formula is empty", "write for example y ~ x");
        Node? left = parser._token.Is("~") ? null : parser.Modified();
        if (!parser._token.Is("~"))
        {
            throw parser._token.Kind == TokenKind.End
                ? parser.Error("the formula has no '~'", "write for example y ~ x")
                : parser.Unexpected("an operator or '~'");
        }

        parser.Advance();
        Node right = parser.Sum();
        if (parser._token.Is("|"))
            throw parser.Error(
                "'|' belongs to the left side of a formula", "modifiers of the response stand left of '~': y | trials(n) ~ x");
        if (parser._token.Is("~")) throw parser.Error("a formula has one '~' only");
        if (parser._token.Kind != TokenKind.End) throw parser.Unexpected("an operator");
        return (left, right);
    }

    /// <summary>Reads a lone expression, such as <c>log(exposure)</c>.</summary>
    public static Node ParseExpression(string text)
    {
        Parser parser = new(text);
        Node node = parser.Sum();
        return parser._token.Kind == TokenKind.End ? node : throw parser.Unexpected("an operator");
    }

    private Node Modified()
    {
        Node response = Sum();
        if (!_token.Is("|")) return response;
        int position = Advance();
        Node node = Build(new BinaryNode(position, BinaryOperator.Modify, response, Sum()));
        return _token.Is("|") ? throw Error("a second '|'", "join modifiers with '+': y | trials(n) + weights(w)") : node;
    }

    private Node Sum()
    {
        Enter();
        int position = _token.Position;
        List<Summand> summands = [new Summand(Signs(), Product())];
        while (_token.Is("+") || _token.Is("-")) summands.Add(new Summand(Signs(), Product()));
        _depth--;
        return summands is [{ IsNegative: false }] ? summands[0].Node : Build(new SumNode(position, summands));
    }

    private bool Signs()
    {
        bool isNegative = false;
        while (_token.Is("+") || _token.Is("-"))
        {
            isNegative ^= _token.Is("-");
            Advance();
        }

        return isNegative;
    }

    private Node Product()
    {
        Node left = Within();
        while (_token.Is("*") || _token.Is("/"))
        {
            BinaryOperator op = _token.Is("*") ? BinaryOperator.Multiply : BinaryOperator.Divide;
            left = Build(new BinaryNode(Advance(), op, left, Within()));
        }

        return left;
    }

    private Node Within()
    {
        Node left = Interaction();
        while (_token.Is("%in%")) left = Build(new BinaryNode(Advance(), BinaryOperator.Within, left, Interaction()));
        return left;
    }

    private Node Interaction()
    {
        Node left = Signed();
        while (_token.Is(":")) left = Build(new BinaryNode(Advance(), BinaryOperator.Interact, left, Signed()));
        return left;
    }

    private Node Signed()
    {
        int position = _token.Position;
        bool isNegative = Signs();
        Node operand = Power();
        return isNegative ? Build(new NegateNode(position, operand)) : operand;
    }

    private Node Power()
    {
        Enter();
        Node left = Primary();
        if (_token.Is("^")) left = Build(new BinaryNode(Advance(), BinaryOperator.Power, left, Signed()));
        _depth--;
        return left;
    }

    private Node Primary()
    {
        Token token = _token;
        switch (token.Kind)
        {
            case TokenKind.Number:
                Advance();
                return new NumberNode(token.Position, token.Number);
            case TokenKind.Text:
                Advance();
                return new TextNode(token.Position, token.Text);
            case TokenKind.Dot:
                Advance();
                return new DotNode(token.Position);
            case TokenKind.Name or TokenKind.QuotedName:
                Advance();
                if (_token.Is("[")) return Index(token);
                return _token.Is("(") && token.Kind == TokenKind.Name ? Call(token) : new NameNode(token.Position, token.Text);
        }

        if (!token.Is("(")) throw Unexpected("a column or a number");
        Advance();
        Node node = Sum();
        Close(token);
        return node;
    }

    private IndexNode Index(Token name)
    {
        Token bracket = _token;
        Advance();
        string index = IndexPart();
        while (_token.Is(","))
        {
            Advance();
            index = $"{index},{IndexPart()}";
        }

        if (!_token.Is("]")) throw Error("the bracket '[' is not closed", position: bracket.Position);
        Advance();
        return new IndexNode(name.Position, name.Text, index);
    }

    private string IndexPart()
    {
        Token index = _token;
        if (index.Kind is TokenKind.End or TokenKind.Operator or TokenKind.Dot) throw Unexpected("a number or a class");
        Advance();
        return index.Text;
    }

    private Node Call(Token name)
    {
        Token open = _token;
        Advance();
        List<Argument> arguments = [];
        if (!_token.Is(")"))
        {
            do arguments.Add(NextArgument());
            while (Skip(","));
        }

        Close(open);
        return Build(new CallNode(name.Position, name.Text, arguments));
    }

    private Argument NextArgument()
    {
        Token first = _token;
        Node value = Sum();
        if (!_token.Is("=")) return new Argument(null, value);
        if (value is not NameNode || first.Kind != TokenKind.Name) throw Unexpected("',' or ')'");
        Advance();
        return new Argument(first.Text, Sum());
    }

    private void Close(Token open)
    {
        if (Skip(")")) return;
        throw _token.Kind == TokenKind.End
            ? Error("the parenthesis '(' is not closed", "add ')'", open.Position)
            : Unexpected("an operator or ')'");
    }

    private bool Skip(string op)
    {
        if (!_token.Is(op)) return false;
        Advance();
        return true;
    }

    private int Advance()
    {
        int position = _token.Position;
        _token = _tokenizer.Next();
        return position;
    }

    private void Enter()
    {
        if (++_depth > 2 * DeepestNesting) throw TooDeep(_token.Position);
    }

    private Node Build(Node node) => node.Depth > DeepestNesting ? throw TooDeep(node.Position) : node;

    private FormulaException TooDeep(int position) =>
        new($"nested more than {DeepestNesting} levels deep", _text, position, "make a column of the inner part first");

    private FormulaException Unexpected(string wanted) =>
        Error(_token.Kind == TokenKind.End ? $"ends where {wanted} was expected" : $"{_token.Shown} where {wanted} was expected");

    private FormulaException Error(string message, string? remedy = null, int position = -1) =>
        new(message, _text, position < 0 ? _token.Position : position, remedy);
}
