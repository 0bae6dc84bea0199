using Surprisal.Links;
using Surprisal.Numerics;

namespace Surprisal.Noise.Expressions;

/// <summary>
/// Builds steps in the form in which they are stable and few: equal subexpressions once, constants folded, and by the identities of exp, log and
/// powers each parameter on the scale on which the formula has it, so that <c>log(s)</c> of a positive s is its working value.
/// </summary>
internal sealed partial class StepBuilder
{
    private readonly List<Step> _steps = [];
    private readonly Dictionary<Step, int> _known = [];
    private readonly bool _responseIsPositive;

    /// <summary>Begins without steps.</summary>
    /// <param name="support">Where the response lives.</param>
    public StepBuilder(Support support) =>
        _responseIsPositive = support is Support.Positive or Support.UnitInterval;

    /// <summary>All steps.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>The response.</summary>
    public int Response => Take(new Step(Operation.Response));

    /// <summary>A number.</summary>
    public int Constant(double value) => Take(new Step(Operation.Constant, Value: value));

    /// <summary>A parameter on its natural scale.</summary>
    public int Parameter(int index, ParameterDomain domain)
    {
        int working = Take(new Step(Operation.Working, index));
        return domain switch
        {
            ParameterDomain.Positive => Exp(working),
            ParameterDomain.Probability => Function(Operation.Sigmoid, working),
            _ => working,
        };
    }

    /// <summary>The number that a step is; null where it is none.</summary>
    public double? ValueOf(int a) => _steps[a].Operation == Operation.Constant ? _steps[a].Value : null;

    /// <summary>a + b.</summary>
    public int Add(int a, int b)
    {
        if (ValueOf(b) is not null) (a, b) = (b, a);
        if (ValueOf(a) is { } x)
        {
            if (ValueOf(b) is { } y) return Constant(x + y);
            if (x == 0.0) return b;
            if (Is(b, Operation.Add) && ValueOf(_steps[b].A) is { } inner) return Add(Constant(x + inner), _steps[b].B);
            if (x == -1.0 && Is(b, Operation.Exp)) return Function(Operation.Expm1, _steps[b].A);
            if (x == 1.0 && Is(b, Operation.Negate) && Is(_steps[b].A, Operation.Sigmoid)) return Function(Operation.Sigmoid, Negate(_steps[_steps[b].A].A));
            if (x == 1.0 && Is(b, Operation.Negate) && Is(_steps[b].A, Operation.Exp)) return Negate(Function(Operation.Expm1, _steps[_steps[b].A].A));
            return Take(new Step(Operation.Add, a, b));
        }

        if (Is(b, Operation.Negate)) return Subtract(a, _steps[b].A);
        if (Is(a, Operation.Negate)) return Subtract(b, _steps[a].A);
        return Take(new Step(Operation.Add, Math.Min(a, b), Math.Max(a, b)));
    }

    /// <summary>a − b.</summary>
    public int Subtract(int a, int b)
    {
        if (ValueOf(b) is { } y) return Add(Constant(-y), a);
        if (ValueOf(a) is not null) return Add(a, Negate(b));
        if (a == b) return Constant(0.0);
        return Is(b, Operation.Negate) ? Add(a, _steps[b].A) : Take(new Step(Operation.Subtract, a, b));
    }

    /// <summary>−a.</summary>
    public int Negate(int a)
    {
        Step step = _steps[a];
        return step.Operation switch
        {
            Operation.Constant => Constant(-step.Value),
            Operation.Negate => step.A,
            Operation.Subtract => Subtract(step.B, step.A),
            Operation.Multiply when ValueOf(step.A) is { } factor => Multiply(Constant(-factor), step.B),
            _ => Take(new Step(Operation.Negate, a)),
        };
    }

    /// <summary>a · b.</summary>
    public int Multiply(int a, int b)
    {
        if (ValueOf(b) is not null) (a, b) = (b, a);
        if (ValueOf(a) is { } x)
        {
            if (ValueOf(b) is { } y) return Constant(x * y);
            if (x == 0.0) return Constant(0.0);
            if (x == 1.0) return b;
            if (x == -1.0) return Negate(b);
            if (Is(b, Operation.Negate)) return Multiply(Constant(-x), _steps[b].A);
            if (Is(b, Operation.Multiply) && ValueOf(_steps[b].A) is { } inner) return Multiply(Constant(x * inner), _steps[b].B);
            return Take(new Step(Operation.Multiply, a, b));
        }

        if (a == b) return Square(a);
        if (Is(a, Operation.Negate)) return Negate(Multiply(_steps[a].A, b));
        if (Is(b, Operation.Negate)) return Negate(Multiply(a, _steps[b].A));
        if (Is(a, Operation.Exp) && Is(b, Operation.Exp)) return Exp(Add(_steps[a].A, _steps[b].A));
        return Take(new Step(Operation.Multiply, Math.Min(a, b), Math.Max(a, b)));
    }

    /// <summary>a / b; a product with the reciprocal where that is known.</summary>
    public int Divide(int a, int b)
    {
        if (a == b) return Constant(1.0);
        if (ValueOf(b) is { } y && y != 0.0) return Multiply(Constant(1.0 / y), a);
        if (ValueOf(a) is { } x && ValueOf(b) is { } zero) return Constant(x / zero);
        if (Is(b, Operation.Exp)) return Multiply(a, Exp(Negate(_steps[b].A)));
        if (Is(b, Operation.Negate)) return Negate(Divide(a, _steps[b].A));
        if (Is(b, Operation.Multiply) && (ValueOf(_steps[b].A) is not null || Is(_steps[b].A, Operation.Exp))) return Divide(Divide(a, _steps[b].A), _steps[b].B);
        if (Is(b, Operation.Multiply) && Is(_steps[b].B, Operation.Exp)) return Divide(Divide(a, _steps[b].B), _steps[b].A);
        return Take(new Step(Operation.Divide, a, b));
    }

    /// <summary>c where a &lt; b, else d.</summary>
    public int SelectLess(int a, int b, int c, int d)
    {
        if (ValueOf(a) is { } x && ValueOf(b) is { } y) return x < y ? c : d;
        return c == d ? c : Take(new Step(Operation.SelectLess, a, b, c, d));
    }

    /// <summary>Any function of one operand.</summary>
    public int Function(Operation operation, int a) => operation switch
    {
        Operation.Negate => Negate(a),
        Operation.Square => Square(a),
        Operation.Sqrt => Sqrt(a),
        Operation.Exp => Exp(a),
        Operation.Log => Log(a),
        Operation.Log1p => Log1p(a),
        Operation.Abs when IsPositive(a) || Is(a, Operation.Abs) || Is(a, Operation.Square) => a,
        Operation.Abs when Is(a, Operation.Negate) => Function(Operation.Abs, _steps[a].A),
        Operation.Abs when Is(a, Operation.Subtract) && _steps[a].A > _steps[a].B => Function(Operation.Abs, Subtract(_steps[a].B, _steps[a].A)),
        _ => Unary(operation, a),
    };

    /// <summary>Whether a step is greater than 0 whatever the parameters and the response.</summary>
    public bool IsPositive(int a)
    {
        Step step = _steps[a];
        return step.Operation switch
        {
            Operation.Constant => step.Value > 0.0,
            Operation.Response => _responseIsPositive,
            Operation.Exp or Operation.Sigmoid or Operation.Softplus or Operation.NormalCdf => true,
            Operation.Add or Operation.Multiply or Operation.Divide => IsPositive(step.A) && IsPositive(step.B),
            Operation.Sqrt or Operation.Square => IsPositive(step.A),
            Operation.SelectLess => IsPositive(step.C) && IsPositive(step.D),
            _ => false,
        };
    }

    private bool Is(int a, Operation operation) => _steps[a].Operation == operation;

    private int Unary(Operation operation, int a) =>
        ValueOf(a) is { } x ? Constant(StepProgram.Apply<Real>(operation, x).Value) : Take(new Step(operation, a));

    private int Take(Step step)
    {
        if (_known.TryGetValue(step, out int known)) return known;
        _known.Add(step, _steps.Count);
        _steps.Add(step);
        return _steps.Count - 1;
    }
}
