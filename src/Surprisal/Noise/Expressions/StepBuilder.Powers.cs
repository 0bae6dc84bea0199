using Surprisal.Numerics;

namespace Surprisal.Noise.Expressions;

/// <content>Powers, exponentials and logarithms, which undo each other where that is exact.</content>
internal sealed partial class StepBuilder
{
    private const int LargestPower = 64;

    // Powers of nothing: |x|^p for a p that is no whole number, whose logarithm must not be that of 0.
    private const double Nothing = 1e-300;

    /// <summary>a to the power b: a product for a whole number, else the exponential of b log a, NaN for a negative a.</summary>
    public int Power(int a, int b)
    {
        if (ValueOf(b) is { } power)
        {
            if (ValueOf(a) is { } x) return Constant(Elementary.Pow(x, power));
            if (Is(a, Operation.Exp)) return Exp(Multiply(b, _steps[a].A));
            if (power == 0.5) return Sqrt(a);
            if (Math.Floor(power) == power && Math.Abs(power) <= LargestPower) return WholePower(a, (int)power);
        }

        return Exp(Multiply(b, LogOfBase(a)));
    }

    /// <summary>a².</summary>
    public int Square(int a)
    {
        Step step = _steps[a];
        return step.Operation switch
        {
            Operation.Constant => Constant(step.Value * step.Value),
            Operation.Exp => Exp(Multiply(Constant(2.0), step.A)),
            Operation.Abs or Operation.Negate => Square(step.A),
            _ => Take(new Step(Operation.Square, a)),
        };
    }

    /// <summary>√a.</summary>
    public int Sqrt(int a) => _steps[a].Operation switch
    {
        Operation.Exp => Exp(Multiply(Constant(0.5), _steps[a].A)),
        Operation.Square => Function(Operation.Abs, _steps[a].A),
        _ => Unary(Operation.Sqrt, a),
    };

    /// <summary>eᵃ.</summary>
    public int Exp(int a) => Is(a, Operation.Log) && IsPositive(_steps[a].A) ? _steps[a].A : Unary(Operation.Exp, a);

    /// <summary>log a.</summary>
    public int Log(int a)
    {
        Step step = _steps[a];
        switch (step.Operation)
        {
            case Operation.Exp: return step.A;
            case Operation.Sigmoid: return Negate(Softplus(Negate(step.A)));
            case Operation.NormalCdf: return Unary(Operation.LogNormalCdf, step.A);
            case Operation.Sqrt: return Multiply(Constant(0.5), Log(step.A));
            case Operation.Square: return Multiply(Constant(2.0), Log(Function(Operation.Abs, step.A)));
            case Operation.Multiply when IsPositive(step.A) || IsPositive(step.B): return Add(Log(step.A), Log(step.B));
            case Operation.Divide when IsPositive(step.A) || IsPositive(step.B): return Subtract(Log(step.A), Log(step.B));
            case Operation.Add when ValueOf(step.A) is 1.0: return Log1p(step.B);
            case Operation.Negate when Is(step.A, Operation.Expm1): return Unary(Operation.Log1mExp, _steps[step.A].A);
            default: return Unary(Operation.Log, a);
        }
    }

    /// <summary>log(1 + a).</summary>
    public int Log1p(int a)
    {
        Step step = _steps[a];
        if (step.Operation == Operation.Exp) return Softplus(step.A);
        if (step.Operation == Operation.Negate && Is(step.A, Operation.Exp)) return Unary(Operation.Log1mExp, _steps[step.A].A);
        if (step.Operation == Operation.Negate && Is(step.A, Operation.Sigmoid)) return Negate(Softplus(_steps[step.A].A));
        return Unary(Operation.Log1p, a);
    }

    private int Softplus(int a) => Unary(Operation.Softplus, a);

    private int WholePower(int a, int power)
    {
        if (power < 0) return Divide(Constant(1.0), WholePower(a, -power));
        if (power == 0) return Constant(1.0);
        int half = power == 1 ? a : Square(WholePower(a, power / 2));
        return power > 1 && power % 2 == 1 ? Multiply(a, half) : half;
    }

    /// <summary>The logarithm of the base of a power, by its factors; of a factor that may be 0, of the least that is not.</summary>
    private int LogOfBase(int a)
    {
        Step step = _steps[a];
        if (IsPositive(a)) return Log(a);
        if (step.Operation == Operation.Multiply && (IsPositive(step.A) || IsPositive(step.B))) return Add(LogOfBase(step.A), LogOfBase(step.B));
        if (step.Operation == Operation.Divide && (IsPositive(step.A) || IsPositive(step.B))) return Subtract(LogOfBase(step.A), LogOfBase(step.B));
        if (step.Operation == Operation.Square) return Multiply(Constant(2.0), LogOfBase(Function(Operation.Abs, step.A)));
        if (step.Operation == Operation.Sqrt) return Multiply(Constant(0.5), LogOfBase(step.A));
        int nothing = Constant(Nothing);
        return Log(SelectLess(Function(Operation.Abs, a), nothing, nothing, a));
    }
}
